#include <fmt/format.h>

#include "entente/model/table.hpp"

namespace entente {

std::string describe_updates(const UpdateCounts& counts) {
  std::string text;
  const auto tell = [&](std::size_t count, std::string_view one, std::string_view many, std::string_view deed) {
    if (count == 0) return;
    text += fmt::format("{}{} {} {}", text.empty() ? "" : ", ", count, count == 1 ? one : many, deed);
  };
  tell(counts.nodes_created, "node", "nodes", "created");
  tell(counts.nodes_deleted, "node", "nodes", "deleted");
  tell(counts.relationships_created, "relationship", "relationships", "created");
  tell(counts.relationships_deleted, "relationship", "relationships", "deleted");
  tell(counts.properties_set, "property", "properties", "set");
  tell(counts.labels_added, "label", "labels", "added");
  tell(counts.labels_removed, "label", "labels", "removed");
  tell(counts.times_set, "time", "times", "set");
  tell(counts.constraints_added, "constraint", "constraints", "added");
  tell(counts.constraints_removed, "constraint", "constraints", "removed");
  tell(counts.indexes_added, "index", "indexes", "added");
  tell(counts.indexes_removed, "index", "indexes", "removed");
  return text.empty() ? "nothing changed" : text;
}

}  // namespace entente

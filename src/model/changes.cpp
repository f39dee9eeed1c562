#include "entente/model/changes.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

Result<Validity> read_time_point(std::string_view text) {
  auto period = read_literal(text);
  if (!period.ok()) return period.error();
  Validity validity = validity_of(*period);
  validity.edtf = text;
  return validity;
}

}  // namespace

Result<Changes> changes_between(const Table& table, std::string_view from, std::string_view to) {
  auto first = read_time_point(from);
  if (!first.ok()) return first.error();
  auto second = read_time_point(to);
  if (!second.ok()) return second.error();
  if (first->bounds.latest_end > second->bounds.earliest_start)
    return Error(ErrorCode::kArgument,
                 "`" + std::string(from) + "` does not end before `" + std::string(to) + "` begins")
        .with_hint("give the earlier time first");
  Changes found{std::move(first).value(), std::move(second).value(), {}};
  ChangeSet absent;
  absent.add(Change::kAbsent);
  const auto look = [&](bool is_relation, std::uint32_t index, const std::optional<Validity>& validity) {
    if (!validity) return;
    const ChangeSet possible = possible_changes(validity->bounds, found.from.bounds, found.to.bounds);
    if (possible != absent) found.changes.push_back({is_relation, index, possible});
  };
  for (const auto& [index, node] : table.elements.nodes) look(false, index, node.validity);
  for (const auto& [index, r] : table.elements.relationships) look(true, index, r.validity);
  const auto start = [&](const FactChange& c) {
    const Period& p =
        (c.is_relation ? table.elements.relationships.at(c.index).validity : table.elements.nodes.at(c.index).validity)
            ->bounds;
    return std::tuple(c.is_relation, p.earliest_start, p.latest_start, c.index);
  };
  std::sort(found.changes.begin(), found.changes.end(),
            [&](const FactChange& a, const FactChange& b) { return start(a) < start(b); });
  return found;
}

}  // namespace entente

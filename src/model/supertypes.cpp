#include "model/supertypes.hpp"

#include "base/hash_map.hpp"

namespace entente {
namespace {

// Looks through all types for the first few names, and for more in a table.
class EntityTypes {
 public:
  explicit EntityTypes(const Ontology& ontology) : ontology_(ontology) {}

  const EntityType* find(std::string_view name) {
    constexpr int kFew = 16;
    if (asked_ < kFew) {
      ++asked_;
      return ontology_.entity_type(name);
    }
    if (by_name_.empty())
      for (const EntityType& type : ontology_.entity_types) by_name_.try_emplace(type.name, &type);
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
  }

 private:
  const Ontology& ontology_;
  HashMap<std::string_view, const EntityType*> by_name_;
  int asked_ = 0;
};

}  // namespace

std::vector<TypeAbove> with_supertypes(const Ontology& ontology, std::span<const std::string> types) {
  EntityTypes known(ontology);
  HashSet<std::string_view> seen;
  std::vector<TypeAbove> all;
  for (const std::string& type : types) {
    for (std::string_view name = type; !name.empty() && seen.insert(name).second;) {
      all.push_back({name, known.find(name)});
      name = all.back().declared ? std::string_view(all.back().declared->parent) : std::string_view();
    }
  }
  return all;
}

}  // namespace entente

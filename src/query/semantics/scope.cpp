#include "query/semantics/scope.hpp"

#include "base/text.hpp"

namespace entente {

const Binding* Scope::find(std::string_view name) const {
  for (auto it = bindings_.rbegin(); it != bindings_.rend(); ++it) {
    if (it->name == name) return &*it;
  }
  return nullptr;
}

std::string Scope::nearest_to(std::string_view name) const {
  std::vector<std::string> names;
  for (const Binding& binding : bindings_) names.push_back(binding.name);
  return nearest(name, names);
}

}  // namespace entente

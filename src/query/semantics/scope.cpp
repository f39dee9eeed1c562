#include "query/semantics/scope.hpp"

#include "base/text.hpp"

namespace entente {

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::kAny:
      return "a value";
    case Kind::kNull:
      return "null";
    case Kind::kBoolean:
      return "a boolean";
    case Kind::kInteger:
      return "an integer";
    case Kind::kFloat:
      return "a float";
    case Kind::kString:
      return "a string";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a map";
    case Kind::kNode:
      return "a node";
    case Kind::kRelationship:
      return "a relationship";
    case Kind::kPath:
      return "a path";
    case Kind::kPeriod:
      return "a period";
    case Kind::kInstant:
      return "an instant";
  }
  return "a value";
}

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

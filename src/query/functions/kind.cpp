#include "query/functions/kind.hpp"

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

}  // namespace entente

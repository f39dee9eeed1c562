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
    case Kind::kDate:
      return "a date";
    case Kind::kLocalTime:
      return "a local time";
    case Kind::kTime:
      return "a time";
    case Kind::kLocalDateTime:
      return "a local datetime";
    case Kind::kDateTime:
      return "a datetime";
    case Kind::kDuration:
      return "a duration";
  }
  return "a value";
}

bool may_hold(Kind kind, const Value& value) {
  if (value.is_null()) return true;
  switch (kind) {
    case Kind::kAny:
      return true;
    case Kind::kNull:
      return false;
    case Kind::kBoolean:
      return value.is_boolean();
    case Kind::kInteger:
      return value.is_integer();
    case Kind::kFloat:
      return value.is_float();
    case Kind::kString:
      return value.is_string();
    case Kind::kList:
      return value.is_list();
    case Kind::kMap:
      return value.is_map();
    case Kind::kNode:
      return value.is_node();
    case Kind::kRelationship:
      return value.is_relationship();
    case Kind::kPath:
      return value.is_path();
    case Kind::kPeriod:
      return value.is_period();
    case Kind::kInstant:
      return value.is_instant();
    case Kind::kDate:
      return value.type() == ValueType::kDate;
    case Kind::kLocalTime:
      return value.type() == ValueType::kLocalTime;
    case Kind::kTime:
      return value.type() == ValueType::kTime;
    case Kind::kLocalDateTime:
      return value.type() == ValueType::kLocalDateTime;
    case Kind::kDateTime:
      return value.type() == ValueType::kDateTime;
    case Kind::kDuration:
      return value.type() == ValueType::kDuration;
  }
  return true;
}

}  // namespace entente

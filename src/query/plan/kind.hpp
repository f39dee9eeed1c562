// Types of values, as far as they are known before anything runs.
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/model/value.hpp"

namespace entente {

// The type of a value as far as the text tells it. kAny: it does not.
enum class Kind : std::uint8_t {
  kAny,
  kNull,
  kBoolean,
  kInteger,
  kFloat,
  kString,
  kList,
  kMap,
  kNode,
  kRelationship,
  kPath,
  kPeriod,
  kInstant
};
std::string_view name(Kind kind);  // "a node", "a relationship", "a list", …

// Whether a slot or an expression of the type can hold the value: null is of every type.
bool may_hold(Kind kind, const Value& value);

}  // namespace entente

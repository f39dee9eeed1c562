// What the text of a query tells of a value before anything runs.
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/model/value.hpp"

namespace entente {

// The type of a value. kAny: the text does not tell it.
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
  kInstant,
  kDate,
  kLocalTime,
  kTime,
  kLocalDateTime,
  kDateTime,
  kDuration
};
// One of openCypher's temporal types.
constexpr bool is_temporal(Kind kind) {
  return kind >= Kind::kDate;
}
std::string_view name(Kind kind);  // "a node", "a relationship", "a list", …
// Whether what is of the type can be the value: null is of every type.
bool may_hold(Kind kind, const Value& value);

// Some of them: kinds(Kind::kNode, Kind::kPath).
using KindSet = std::uint32_t;
inline constexpr KindSet kAnyKind = ~KindSet{0};
template <class... Kinds>
constexpr KindSet kinds(Kinds... some) {
  return ((KindSet{1} << static_cast<unsigned>(some)) | ...);
}

// Of what a list that a function gives is made: texts, nodes, relationships, the members of its first argument, or
// that argument itself.
enum class Element : std::uint8_t { kUnknown, kString, kNode, kRelationship, kMember, kArgument };

// What is known of a call: takes(Kind::kNode).gives(Kind::kList, Element::kString).
struct FunctionType {
  KindSet accepts = kAnyKind;  // as the first argument; what can't be right is refused before anything runs
  Kind result = Kind::kAny;
  Element element = Element::kUnknown;  // kMember with Kind::kAny: the result is itself a member of the argument

  constexpr FunctionType gives(Kind kind, Element of = Element::kUnknown) const { return {accepts, kind, of}; }
};
template <class... Kinds>
constexpr FunctionType takes(Kinds... some) {
  return {kinds(some...)};
}
constexpr FunctionType gives(Kind kind, Element of = Element::kUnknown) {
  return FunctionType().gives(kind, of);
}
inline constexpr FunctionType kUntyped;

}  // namespace entente

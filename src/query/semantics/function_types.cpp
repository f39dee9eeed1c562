#include "query/semantics/function_types.hpp"

#include <fmt/format.h>

#include "query/semantics/fail.hpp"

namespace entente {
namespace {

constexpr unsigned bit(Kind kind) {
  return 1U << static_cast<unsigned>(kind);
}
constexpr unsigned kAnything = ~0U;
constexpr unsigned kElement = bit(Kind::kNode) | bit(Kind::kRelationship);

enum class Element { kNone, kString, kNode, kRelationship, kOfArgument };

struct FunctionType {
  std::string_view name;
  unsigned accepts;  // kinds of the first argument
  Kind result;
  Element element =
      Element::kNone;  // of a list result; kOfArgument with Kind::kAny: the result itself is the argument's element
};

constexpr FunctionType kTypes[] = {
    {"labels", bit(Kind::kNode), Kind::kList, Element::kString},
    {"type", bit(Kind::kRelationship), Kind::kString},
    {"startNode", bit(Kind::kRelationship), Kind::kNode},
    {"endNode", bit(Kind::kRelationship), Kind::kNode},
    {"nodes", bit(Kind::kPath), Kind::kList, Element::kNode},
    {"relationships", bit(Kind::kPath), Kind::kList, Element::kRelationship},
    {"length", bit(Kind::kPath) | bit(Kind::kPeriod), Kind::kAny},
    {"named", bit(Kind::kNode), Kind::kBoolean},
    {"entity", bit(Kind::kString), Kind::kNode},
    {"values", kElement, Kind::kList},
    {"sources", kElement | bit(Kind::kPath) | bit(Kind::kList), Kind::kList},
    {"provenance", kElement, Kind::kString},
    {"datings", kElement, Kind::kList},
    {"claims", kElement, Kind::kList},
    {"gap", kAnything, Kind::kMap},
    {"overlap_length", kAnything, Kind::kMap},
    {"span", kAnything, Kind::kPeriod},
    {"hull", kAnything, Kind::kPeriod},
    {"core", kAnything, Kind::kPeriod},
    {"shift", kAnything, Kind::kAny},
    {"coalesce_periods", kAnything, Kind::kList},
    {"size", bit(Kind::kList) | bit(Kind::kString), Kind::kInteger},
    {"id", kElement, Kind::kInteger},
    {"valid", kElement | bit(Kind::kPath) | bit(Kind::kPeriod) | bit(Kind::kList), Kind::kPeriod},
    {"properties", kElement | bit(Kind::kMap), Kind::kMap},
    {"keys", kElement | bit(Kind::kMap), Kind::kList, Element::kString},
    {"head", bit(Kind::kList), Kind::kAny, Element::kOfArgument},
    {"last", bit(Kind::kList), Kind::kAny, Element::kOfArgument},
    {"tail", bit(Kind::kList), Kind::kList, Element::kOfArgument},
    {"range", kAnything, Kind::kList},
    {"period", kAnything, Kind::kPeriod},
    {"edtf", kAnything, Kind::kPeriod},
    {"instant", kAnything, Kind::kInstant},
    {"toString", kAnything, Kind::kString},
    {"toUpper", kAnything, Kind::kString},
    {"toLower", kAnything, Kind::kString},
    {"possibly", bit(Kind::kBoolean), Kind::kBoolean},
    {"certainty", bit(Kind::kNode) | bit(Kind::kRelationship) | bit(Kind::kPath) | bit(Kind::kList), Kind::kString},
    {"presumed", bit(Kind::kNode) | bit(Kind::kRelationship), Kind::kPeriod},
    {"tightened", bit(Kind::kNode), Kind::kPeriod},
    {"certainly", bit(Kind::kBoolean), Kind::kBoolean},
    {"count", kAnything, Kind::kInteger},
    {"collect", kAnything, Kind::kList},
};

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

Type result_type(std::string_view function, std::span<const Type> arguments, std::span<const SourceSpan> places) {
  Type result;
  for (const Type& type : arguments) {
    if (result.slice == kNoSlice) result.slice = type.slice;
  }
  for (const FunctionType& row : kTypes) {
    if (!same_name(row.name, function) || arguments.empty()) continue;
    const Type& first = arguments.front();
    if (first.kind != Kind::kAny && first.kind != Kind::kNull && !(row.accepts & bit(first.kind))) {
      fail("InvalidArgumentType", fmt::format("{}() does not take {}", row.name, name(first.kind)), places.front());
    }
    result.kind = row.result;
    switch (row.element) {
      case Element::kNone:
        break;
      case Element::kString:
        result.element = Kind::kString;
        break;
      case Element::kNode:
        result.element = Kind::kNode;
        break;
      case Element::kRelationship:
        result.element = Kind::kRelationship;
        break;
      case Element::kOfArgument:
        (row.result == Kind::kList ? result.element : result.kind) = first.element;
        break;
    }
    if (same_name(function, "collect")) result.element = first.kind;
    break;
  }
  return result;
}

}  // namespace entente

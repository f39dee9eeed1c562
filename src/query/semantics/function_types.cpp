#include "query/semantics/function_types.hpp"

#include <fmt/format.h>

#include "query/semantics/fail.hpp"

namespace entente {

Type result_type(std::string_view function, const FunctionType& type, std::span<const Type> arguments,
                 std::span<const SourceSpan> places) {
  Type result;
  for (const Type& argument : arguments) {
    if (result.slice == kNoSlice) result.slice = argument.slice;
  }
  if (arguments.empty()) return result;
  const Type& first = arguments.front();
  if (first.kind != Kind::kAny && first.kind != Kind::kNull && !(type.accepts & kinds(first.kind))) {
    fail("InvalidArgumentType", fmt::format("{}() does not take {}", function, name(first.kind)), places.front());
  }
  result.kind = type.result;
  switch (type.element) {
    case Element::kUnknown:
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
    case Element::kMember:
      (type.result == Kind::kList ? result.element : result.kind) = first.element;
      break;
    case Element::kArgument:
      result.element = first.kind;
      break;
  }
  return result;
}

}  // namespace entente

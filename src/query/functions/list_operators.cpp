// IN, subscript and slice.
#include <fmt/format.h>

#include <algorithm>

#include "query/functions/arguments.hpp"
#include "query/functions/entity_property.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

Truth is_in(const Value& item, const Value& list) {
  if (list.is_null()) return Truth::kUnknown;
  Truth found = Truth::kFalse;
  for (const Value& member : list_argument(list, "IN")) {
    found = found | equal(item, member);
    if (found == Truth::kTrue) break;
  }
  return found;
}

Value in(Arguments a, const FunctionContext&) {
  return Value::of(is_in(a[0], a[1]));
}

Value element(const List& list, const Value& index) {
  if (!index.is_integer()) {
    throw Error(ErrorCode::kType, fmt::format("a list is read by an integer, not by {}", describe_value(index)))
        .with_detail("ListElementAccessByNonInteger");
  }
  const auto size = static_cast<std::int64_t>(list.size());
  const std::int64_t i = index.integer() < 0 ? index.integer() + size : index.integer();
  return i < 0 || i >= size ? Value() : list[static_cast<std::size_t>(i)];
}

Value subscript(Arguments a, const FunctionContext& context) {
  if (a[0].is_list()) return element(a[0].list(), a[1]);
  if (a[0].is_map() || a[0].is_node() || a[0].is_relationship() || a[0].is_period() || a[0].is_instant() ||
      a[0].is_temporal()) {
    if (!a[1].is_string()) {
      throw Error(ErrorCode::kType,
                  fmt::format("a {} is read by a string, not by {}", name(a[0].type()), describe_value(a[1])))
          .with_detail("MapElementAccessByNonString");
    }
    return property_by_name(a[0], a[1].string(), context.view);
  }
  throw_type("[ ]", "a list, map, node, relationship, period, instant or temporal value", a[0]);
}

std::int64_t clipped(std::int64_t bound, std::int64_t size) {
  if (bound < 0) bound += size;
  return std::clamp<std::int64_t>(bound, 0, size);
}

Value slice(Arguments a, const FunctionContext&) {
  const List& list = list_argument(a[0], "[ .. ]");
  const auto size = static_cast<std::int64_t>(list.size());
  const std::int64_t from = clipped(integer_argument(a[1], "[ .. ]"), size);
  const std::int64_t to = clipped(integer_argument(a[2], "[ .. ]"), size);
  return from >= to ? List{} : List(list.begin() + from, list.begin() + to);
}

constexpr Function kListOperators[] = {
    {"IN", "value IN list", "a member equals the value; null where a null leaves it open", "RETURN 2 IN [1, 2, null]",
     "true", 2, 2, false, in, kUntyped, is_in},
    {"[]", "list[index], map[key]", "the member at an index from 0, or from the end by -1, -2, …; null beyond the ends",
     "RETURN [1949, 1989][-1], {a: 7}['a']", "1989 | 7", 2, 2, true, subscript},
    {"[..]", "list[from..to]", "the members from one index to before another", "RETURN [1, 2, 3, 4][1..3]", "[2, 3]", 3,
     3, true, slice},
};

}  // namespace

std::span<const Function> list_operators() {
  return kListOperators;
}

}  // namespace entente

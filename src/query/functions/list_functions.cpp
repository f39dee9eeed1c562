// Lists.
#include <fmt/format.h>

#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/made_values.hpp"

namespace entente {
namespace {

Value head(Arguments a, const FunctionContext&) {
  const List& list = list_argument(a[0], "head()");
  return list.empty() ? Value() : list.front();
}

Value last(Arguments a, const FunctionContext&) {
  const List& list = list_argument(a[0], "last()");
  return list.empty() ? Value() : list.back();
}

Value tail(Arguments a, const FunctionContext&) {
  const List& list = list_argument(a[0], "tail()");
  return list.empty() ? List{} : List(list.begin() + 1, list.end());
}

Value range(Arguments a, const FunctionContext& c) {
  const std::int64_t from = integer_argument(a[0], "range()");
  const std::int64_t to = integer_argument(a[1], "range()");
  const std::int64_t step = a.size() == 3 ? integer_argument(a[2], "range()") : 1;
  if (step == 0) {
    throw Error(ErrorCode::kArgument, "range() takes a step other than 0").with_detail("NumberOutOfRange");
  }
  List list;
  if (step > 0 ? from > to : from < to) return list;
  // Distances as unsigned numbers: they may be greater than any integer.
  const auto low = static_cast<std::uint64_t>(step > 0 ? from : to),
             high = static_cast<std::uint64_t>(step > 0 ? to : from);
  const auto stride = step > 0 ? static_cast<std::uint64_t>(step) : std::uint64_t{0} - static_cast<std::uint64_t>(step);
  const std::uint64_t steps = (high - low) / stride;
  if (steps >= kLongestList) {
    throw Error(ErrorCode::kLimit,
                fmt::format("range({}, {}, {}) has more than {} members", from, to, step, kLongestList));
  }
  need_memory(c, (steps + 1) * sizeof(Value));
  list.reserve(steps + 1);
  std::int64_t value = from;
  for (std::uint64_t i = 0; i <= steps; ++i) {
    if (i % 65536 == 0) c.view.poll();
    list.emplace_back(value);
    if (i < steps) value += step;
  }
  return list;
}

constexpr Function kListFunctions[] = {
    {"head", "head(list)", "the first member; null of an empty list", "RETURN head([1, 2, 3])", "1", 1, 1, true, head,
     takes(Kind::kList).gives(Kind::kAny, Element::kMember)},
    {"last", "last(list)", "the last member; null of an empty list", "RETURN last([1, 2, 3])", "3", 1, 1, true, last,
     takes(Kind::kList).gives(Kind::kAny, Element::kMember)},
    {"tail", "tail(list)", "all members but the first", "RETURN tail([1, 2, 3])", "[2, 3]", 1, 1, true, tail,
     takes(Kind::kList).gives(Kind::kList, Element::kMember)},
    {"range", "range(from, to, [step])", "integers from one to another, both included", "RETURN range(1949, 1953, 2)",
     "[1949, 1951, 1953]", 2, 3, true, range, gives(Kind::kList)},
};

}  // namespace

std::span<const Function> list_functions() {
  return kListFunctions;
}

}  // namespace entente

// = <> < <= > >=
#include "query/functions/families.hpp"

namespace entente {
namespace {

Truth not_equal(const Value& a, const Value& b) {
  return !equal(a, b);
}
Truth greater(const Value& a, const Value& b) {
  return less(b, a);
}
Truth greater_or_equal(const Value& a, const Value& b) {
  return less_or_equal(b, a);
}

template <Truth (*test)(const Value&, const Value&)>
Value compare(std::span<const Value> arguments, const FunctionContext&) {
  return Value::of(test(arguments[0], arguments[1]));
}

constexpr Function kComparisonOperators[] = {
    {"=", "a = b", "equal; null where one of them is", "RETURN 1 = 1.0", "true", 2, 2, true, compare<equal>, kUntyped,
     equal},
    {"<>", "a <> b", "not equal", "RETURN 'a' <> 'b'", "true", 2, 2, true, compare<not_equal>, kUntyped, not_equal},
    {"<", "a < b", "less; null for values of unlike types", "RETURN 1 < 2", "true", 2, 2, true, compare<less>, kUntyped,
     less},
    {"<=", "a <= b", "less or equal", "RETURN 'a' <= 'b'", "true", 2, 2, true, compare<less_or_equal>, kUntyped,
     less_or_equal},
    {">", "a > b", "greater", "RETURN 1 > 2", "false", 2, 2, true, compare<greater>, kUntyped, greater},
    {">=", "a >= b", "greater or equal", "RETURN 2 >= 2", "true", 2, 2, true, compare<greater_or_equal>, kUntyped,
     greater_or_equal},
};

}  // namespace

std::span<const Function> comparison_operators() {
  return kComparisonOperators;
}

}  // namespace entente

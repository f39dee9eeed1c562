// + - * / % ^ and unary minus. Integers that overflow or are divided by zero are an error; floats follow IEEE 754.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "entente/time/date.hpp"
#include "entente/time/duration.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/made_values.hpp"
#include "query/functions/number_text.hpp"
#include "query/functions/temporal_arithmetic.hpp"

namespace entente {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

[[noreturn]] void throw_overflow(std::int64_t a, std::string_view symbol, std::int64_t b) {
  throw Error(ErrorCode::kArithmetic, fmt::format("{} {} {} is beyond the range of integers", a, symbol, b))
      .with_hint("turn one of them into a float with toFloat(…)")
      .with_detail("IntegerOverflow");
}

[[noreturn]] void throw_division_by_zero(std::int64_t a, std::string_view symbol) {
  throw Error(ErrorCode::kArithmetic, fmt::format("{} {} 0: division by zero", a, symbol))
      .with_detail("DivisionByZero");
}

void need_numbers(Arguments a, std::string_view symbol) {
  for (const Value& value : a) {
    if (!value.is_number()) throw_type(symbol, "numbers", value);
  }
}

bool both_integers(Arguments a) {
  return a[0].is_integer() && a[1].is_integer();
}

// What would be longer than any value is refused before there is room for it.
void need_room(std::size_t length, std::size_t most, std::string_view what, std::string_view parts) {
  if (length > most)
    throw Error(ErrorCode::kLimit, fmt::format("{} of {} {}; the longest has {}", what, length, parts, most));
}

Value add_lists(const Value& a, const Value& b, const FunctionContext& c) {
  const auto length = [](const Value& v) { return v.is_list() ? v.list().size() : 1; };
  need_room(length(a) + length(b), kLongestList, "a list", "members");
  need_memory(c, (length(a) + length(b)) * sizeof(Value));
  List longer;
  longer.reserve(length(a) + length(b));
  for (const Value* part : {&a, &b}) {
    if (part->is_list())
      longer.insert(longer.end(), part->list().begin(), part->list().end());
    else
      longer.push_back(*part);
  }
  return longer;
}

// Text of what `+` joins with a string.
bool append_text(const Value& value, std::string& text) {
  if (value.is_string()) {
    const std::size_t length = text.size() + value.string().size();
    need_room(length, kLongestString, "a text", "bytes");
    text += value.string();
  } else if (value.is_integer()) {
    text += fmt::to_string(value.integer());
  } else if (value.is_float()) {
    text += float_text(value.floating());
  } else if (value.is_instant()) {
    text += print_point(value.instant());
  } else if (value.is_temporal()) {
    text += print_temporal(value);
  } else if (value.is_boolean()) {
    text += value.boolean() ? "true" : "false";
  } else {
    return false;
  }
  return true;
}

Value add(Arguments a, const FunctionContext& c) {
  if (both_integers(a)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a[0].integer(), a[1].integer(), &sum)) {
      throw_overflow(a[0].integer(), "+", a[1].integer());
    }
    return sum;
  }
  if (a[0].is_number() && a[1].is_number()) return a[0].number() + a[1].number();
  if (a[0].is_list() || a[1].is_list()) return add_lists(a[0], a[1], c);
  if (a[0].is_string() || a[1].is_string()) {
    std::size_t bytes = 0;
    for (const Value& part : a) bytes += part.is_string() ? part.string().size() : 0;
    need_memory(c, bytes);
    std::string text;
    if (append_text(a[0], text) && append_text(a[1], text)) return text;
  }
  if (std::optional<Value> sum = add_temporal(a[0], a[1])) return *std::move(sum);
  const bool first_is_fine = a[0].is_number() || a[0].is_string() || a[0].is_temporal();
  throw_type("+", "numbers, strings or lists, a time and a duration", a[first_is_fine ? 1 : 0]);
}

// The calendar amount from b to a, as duration_between() gives it; null with an infinity.
Value time_since(Instant b, Instant a) {
  if (!a.is_finite() || !b.is_finite()) return {};
  const std::optional<Duration> amount = duration_between(b, a);
  return amount ? Value(print_duration(*amount)) : Value();
}

Value subtract(Arguments a, const FunctionContext&) {
  if (a[0].is_instant() && a[1].is_instant()) return time_since(a[1].instant(), a[0].instant());
  if (std::optional<Value> difference = subtract_temporal(a[0], a[1])) return *std::move(difference);
  need_numbers(a, "-");
  if (!both_integers(a)) return a[0].number() - a[1].number();
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a[0].integer(), a[1].integer(), &difference)) {
    throw_overflow(a[0].integer(), "-", a[1].integer());
  }
  return difference;
}

Value multiply(Arguments a, const FunctionContext&) {
  if (std::optional<Value> product = multiply_temporal(a[0], a[1])) return *std::move(product);
  need_numbers(a, "*");
  if (!both_integers(a)) return a[0].number() * a[1].number();
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a[0].integer(), a[1].integer(), &product)) {
    throw_overflow(a[0].integer(), "*", a[1].integer());
  }
  return product;
}

Value divide(Arguments a, const FunctionContext&) {
  if (std::optional<Value> part = divide_temporal(a[0], a[1])) return *std::move(part);
  need_numbers(a, "/");
  if (!both_integers(a)) return a[0].number() / a[1].number();
  const std::int64_t x = a[0].integer(), y = a[1].integer();
  if (y == 0) throw_division_by_zero(x, "/");
  if (x == kLeast && y == -1) throw_overflow(x, "/", y);
  return x / y;
}

Value modulo(Arguments a, const FunctionContext&) {
  need_numbers(a, "%");
  if (!both_integers(a)) return std::fmod(a[0].number(), a[1].number());
  const std::int64_t x = a[0].integer(), y = a[1].integer();
  if (y == 0) throw_division_by_zero(x, "%");
  return y == -1 ? std::int64_t{0} : x % y;  // the processor traps on the least integer % -1
}

Value power(Arguments a, const FunctionContext&) {
  need_numbers(a, "^");
  return std::pow(a[0].number(), a[1].number());
}

Value negate(Arguments a, const FunctionContext&) {
  if (a[0].is_float()) return -a[0].floating();
  const std::int64_t x = integer_argument(a[0], "unary -");
  if (x == kLeast) throw_overflow(0, "-", x);
  return -x;
}

constexpr Function kArithmeticOperators[] = {
    {"+", "a + b", "sum; strings and lists are joined; a time later by a duration",
     "RETURN 'May ' + 1989, date('1989-05-15') + duration('P10W')", "May 1989 | 1989-07-24", 2, 2, true, add},
    {"-", "a - b", "difference; of two instants the calendar amount between them; a time earlier by a duration",
     "RETURN 1989 - 1949, instant('1989-05-15') - instant('1950')", "40 | P39Y4M14D", 2, 2, true, subtract},
    {"*", "a * b", "product, of a duration and a number too", "RETURN 6 * 7, duration('P1M2D') * 2", "42 | P2M4D", 2, 2,
     true, multiply},
    {"/", "a / b", "quotient, cut to an integer for integers; of a duration and a number, too",
     "RETURN 7 / 2, duration('P4M') / 2", "3 | P2M", 2, 2, true, divide},
    {"%", "a % b", "remainder, with the sign of a", "RETURN 7 % 3", "1", 2, 2, true, modulo},
    {"^", "a ^ b", "power, a float", "RETURN 2 ^ 10", "1024.0", 2, 2, true, power},
    {"neg", "-a", "negative", "RETURN -(3 + 4)", "-7", 1, 1, true, negate},
};

}  // namespace

std::span<const Function> arithmetic_operators() {
  return kArithmeticOperators;
}

}  // namespace entente

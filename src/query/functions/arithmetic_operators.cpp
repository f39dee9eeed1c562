// + - * / % ^ and unary minus. Integers that overflow or are divided by zero are an error; floats follow IEEE 754.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/number_text.hpp"

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

List with_appended(const List& list, const Value& value) {
  List longer;
  longer.reserve(list.size() + 1);
  longer = list;
  longer.push_back(value);
  return longer;
}

Value add_lists(const Value& a, const Value& b) {
  if (!a.is_list()) {
    List longer{a};
    longer.insert(longer.end(), b.as_list().begin(), b.as_list().end());
    return longer;
  }
  if (!b.is_list()) return with_appended(a.as_list(), b);
  List longer = a.as_list();
  longer.insert(longer.end(), b.as_list().begin(), b.as_list().end());
  return longer;
}

// Text of what `+` joins with a string.
bool append_text(const Value& value, std::string& text) {
  if (value.is_string()) {
    text += value.as_string();
  } else if (value.is_integer()) {
    text += fmt::to_string(value.as_integer());
  } else if (value.is_float()) {
    text += float_text(value.as_float());
  } else if (value.is_boolean()) {
    text += value.as_boolean() ? "true" : "false";
  } else {
    return false;
  }
  return true;
}

Value add(Arguments a, const FunctionContext&) {
  if (both_integers(a)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a[0].as_integer(), a[1].as_integer(), &sum)) {
      throw_overflow(a[0].as_integer(), "+", a[1].as_integer());
    }
    return sum;
  }
  if (a[0].is_number() && a[1].is_number()) return a[0].as_number() + a[1].as_number();
  if (a[0].is_list() || a[1].is_list()) return add_lists(a[0], a[1]);
  if (a[0].is_string() || a[1].is_string()) {
    std::string text;
    if (append_text(a[0], text) && append_text(a[1], text)) return text;
  }
  const bool first_is_fine = a[0].is_number() || a[0].is_string();
  throw_type("+", "numbers, strings or lists", a[first_is_fine ? 1 : 0]);
}

Value subtract(Arguments a, const FunctionContext&) {
  need_numbers(a, "-");
  if (!both_integers(a)) return a[0].as_number() - a[1].as_number();
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a[0].as_integer(), a[1].as_integer(), &difference)) {
    throw_overflow(a[0].as_integer(), "-", a[1].as_integer());
  }
  return difference;
}

Value multiply(Arguments a, const FunctionContext&) {
  need_numbers(a, "*");
  if (!both_integers(a)) return a[0].as_number() * a[1].as_number();
  std::int64_t product = 0;
  if (__builtin_mul_overflow(a[0].as_integer(), a[1].as_integer(), &product)) {
    throw_overflow(a[0].as_integer(), "*", a[1].as_integer());
  }
  return product;
}

Value divide(Arguments a, const FunctionContext&) {
  need_numbers(a, "/");
  if (!both_integers(a)) return a[0].as_number() / a[1].as_number();
  const std::int64_t x = a[0].as_integer(), y = a[1].as_integer();
  if (y == 0) throw_division_by_zero(x, "/");
  if (x == kLeast && y == -1) throw_overflow(x, "/", y);
  return x / y;
}

Value modulo(Arguments a, const FunctionContext&) {
  need_numbers(a, "%");
  if (!both_integers(a)) return std::fmod(a[0].as_number(), a[1].as_number());
  const std::int64_t x = a[0].as_integer(), y = a[1].as_integer();
  if (y == 0) throw_division_by_zero(x, "%");
  return y == -1 ? std::int64_t{0} : x % y;  // the processor traps on the least integer % -1
}

Value power(Arguments a, const FunctionContext&) {
  need_numbers(a, "^");
  return std::pow(a[0].as_number(), a[1].as_number());
}

Value negate(Arguments a, const FunctionContext&) {
  if (a[0].is_float()) return -a[0].as_float();
  const std::int64_t x = integer_argument(a[0], "unary -");
  if (x == kLeast) throw_overflow(0, "-", x);
  return -x;
}

constexpr Function kTable[] = {
    {"+", "a + b", "sum; strings and lists are joined", "RETURN 'May ' + 1989", "May 1989", 2, 2, true, add},
    {"-", "a - b", "difference", "RETURN 1989 - 1949", "40", 2, 2, true, subtract},
    {"*", "a * b", "product", "RETURN 6 * 7", "42", 2, 2, true, multiply},
    {"/", "a / b", "quotient, cut to an integer for integers", "RETURN 7 / 2", "3", 2, 2, true, divide},
    {"%", "a % b", "remainder, with the sign of a", "RETURN 7 % 3", "1", 2, 2, true, modulo},
    {"^", "a ^ b", "power, a float", "RETURN 2 ^ 10", "1024.0", 2, 2, true, power},
    {"neg", "-a", "negative", "RETURN -(3 + 4)", "-7", 1, 1, true, negate},
};

}  // namespace

std::span<const Function> arithmetic_operators() {
  return kTable;
}

}  // namespace entente

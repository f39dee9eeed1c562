// Numbers.
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include <fmt/format.h>

#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

constexpr auto number = number_argument;

Value ceil(Arguments a, const FunctionContext&) {
  return std::ceil(number(a[0], "ceil()"));
}
Value floor(Arguments a, const FunctionContext&) {
  return std::floor(number(a[0], "floor()"));
}
Value sqrt(Arguments a, const FunctionContext&) {
  return std::sqrt(number(a[0], "sqrt()"));
}
Value exp(Arguments a, const FunctionContext&) {
  return std::exp(number(a[0], "exp()"));
}
Value log(Arguments a, const FunctionContext&) {
  return std::log(number(a[0], "log()"));
}
Value log10(Arguments a, const FunctionContext&) {
  return std::log10(number(a[0], "log10()"));
}
Value sin(Arguments a, const FunctionContext&) {
  return std::sin(number(a[0], "sin()"));
}
Value cos(Arguments a, const FunctionContext&) {
  return std::cos(number(a[0], "cos()"));
}
Value tan(Arguments a, const FunctionContext&) {
  return std::tan(number(a[0], "tan()"));
}
Value asin(Arguments a, const FunctionContext&) {
  return std::asin(number(a[0], "asin()"));
}
Value acos(Arguments a, const FunctionContext&) {
  return std::acos(number(a[0], "acos()"));
}
Value atan(Arguments a, const FunctionContext&) {
  return std::atan(number(a[0], "atan()"));
}

Value abs(Arguments a, const FunctionContext&) {
  if (!a[0].is_integer()) return std::fabs(number_argument(a[0], "abs()"));
  const std::int64_t x = a[0].integer();
  if (x == std::numeric_limits<std::int64_t>::min()) {
    throw Error(ErrorCode::kArithmetic, "abs() of the least integer is beyond the range of integers")
        .with_detail("IntegerOverflow");
  }
  return x < 0 ? -x : x;
}

// A half goes up, towards positive infinity.
double nearest_whole(double x) {
  const double down = std::floor(x);
  return x - down < 0.5 ? down : down + 1;
}

Value round(Arguments a, const FunctionContext&) {
  const double x = number_argument(a[0], "round()");
  if (a.size() == 1) return nearest_whole(x);
  constexpr std::int64_t kMostDigits = 17;  // that a float has
  const std::int64_t digits = integer_argument(a[1], "round()");
  if (digits < 0 || digits > kMostDigits)
    throw_argument(fmt::format("round() keeps 0 to {} digits, not {}", kMostDigits, digits));
  const double scale = std::pow(10, static_cast<double>(digits)), rounded = nearest_whole(x * scale) / scale;
  return std::isfinite(rounded) ? rounded : x;
}

Value is_nan(Arguments a, const FunctionContext&) {
  return std::isnan(number(a[0], "isNaN()"));
}
Value degrees(Arguments a, const FunctionContext&) {
  return number(a[0], "degrees()") * 180 / std::numbers::pi;
}
Value radians(Arguments a, const FunctionContext&) {
  return number(a[0], "radians()") * std::numbers::pi / 180;
}
Value cot(Arguments a, const FunctionContext&) {
  return 1 / std::tan(number(a[0], "cot()"));
}
Value haversin(Arguments a, const FunctionContext&) {
  return (1 - std::cos(number(a[0], "haversin()"))) / 2;
}

Value sign(Arguments a, const FunctionContext&) {
  const double x = number_argument(a[0], "sign()");
  return std::int64_t{(x > 0) - (x < 0)};
}

Value atan2(Arguments a, const FunctionContext&) {
  return std::atan2(number_argument(a[0], "atan2()"), number_argument(a[1], "atan2()"));
}

Value pi(Arguments, const FunctionContext&) {
  return std::numbers::pi;
}
Value e(Arguments, const FunctionContext&) {
  return std::numbers::e;
}

// Each thread draws numbers of its own.
Value rand(Arguments, const FunctionContext&) {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

constexpr Function kMathFunctions[] = {
    {"abs", "abs(number)", "distance from zero", "RETURN abs(-7)", "7", 1, 1, true, abs},
    {"ceil", "ceil(number)", "the least whole number that is not less, as a float", "RETURN ceil(1.2)", "2.0", 1, 1,
     true, ceil},
    {"floor", "floor(number)", "the greatest whole number that is not greater, as a float", "RETURN floor(-1.2)",
     "-2.0", 1, 1, true, floor},
    {"round", "round(number, [digits])",
     "the nearest whole number, as a float, or that with so many digits behind the point; a half goes up",
     "RETURN round(2.5), round(3.14159, 2)", "3.0 | 3.14", 1, 2, true, round},
    {"isNaN", "isNaN(number)", "whether it is no number, as 0.0 / 0.0 is", "RETURN isNaN(0.0 / 0.0)", "true", 1, 1,
     true, is_nan, gives(Kind::kBoolean)},
    {"degrees", "degrees(radians)", "an angle in degrees", "RETURN degrees(pi())", "180.0", 1, 1, true, degrees},
    {"radians", "radians(degrees)", "an angle in radians", "RETURN radians(180) = pi()", "true", 1, 1, true, radians},
    {"cot", "cot(radians)", "cotangent of an angle in radians", "RETURN round(cot(1), 3)", "0.642", 1, 1, true, cot},
    {"haversin", "haversin(radians)", "half of one less the cosine, for distances on a sphere", "RETURN haversin(0)",
     "0.0", 1, 1, true, haversin},
    {"sign", "sign(number)", "-1, 0 or 1", "RETURN sign(-2.5)", "-1", 1, 1, true, sign},
    {"sqrt", "sqrt(number)", "square root; NaN of a negative number", "RETURN sqrt(2.25)", "1.5", 1, 1, true, sqrt},
    {"exp", "exp(number)", "e to the power of the number", "RETURN exp(0)", "1.0", 1, 1, true, exp},
    {"log", "log(number)", "natural logarithm", "RETURN log(1)", "0.0", 1, 1, true, log},
    {"log10", "log10(number)", "logarithm to base 10", "RETURN log10(1000)", "3.0", 1, 1, true, log10},
    {"sin", "sin(number)", "sine of an angle in radians", "RETURN sin(0)", "0.0", 1, 1, true, sin},
    {"cos", "cos(number)", "cosine of an angle in radians", "RETURN cos(0)", "1.0", 1, 1, true, cos},
    {"tan", "tan(number)", "tangent of an angle in radians", "RETURN tan(0)", "0.0", 1, 1, true, tan},
    {"asin", "asin(number)", "the angle in radians with this sine", "RETURN asin(0)", "0.0", 1, 1, true, asin},
    {"acos", "acos(number)", "the angle in radians with this cosine", "RETURN acos(1)", "0.0", 1, 1, true, acos},
    {"atan", "atan(number)", "the angle in radians with this tangent", "RETURN atan(0)", "0.0", 1, 1, true, atan},
    {"atan2", "atan2(y, x)", "the angle in radians of the point (x, y)", "RETURN atan2(0, 1)", "0.0", 2, 2, true,
     atan2},
    {"pi", "pi()", "the circle's circumference over its diameter", "RETURN floor(pi() * 100)", "314.0", 0, 0, true, pi},
    {"e", "e()", "the base of natural logarithms", "RETURN floor(e() * 100)", "271.0", 0, 0, true, e},
    {"rand", "rand()", "a random float from 0.0 up to 1.0, another on each call", "RETURN floor(rand())", "0.0", 0, 0,
     true, rand, gives(Kind::kFloat), nullptr, nullptr, true},
};

}  // namespace

std::span<const Function> math_functions() {
  return kMathFunctions;
}

}  // namespace entente

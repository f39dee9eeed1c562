// From one type to another. A string that cannot be read gives null; a value of a type that has no reading is an error.
#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"
#include "entente/time/date.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/number_text.hpp"

namespace entente {
namespace {

[[noreturn]] void throw_unreadable(std::string_view function, std::string_view wanted, const Value& found) {
  throw Error(ErrorCode::kType, fmt::format("{} takes {}, not {}", function, wanted, describe_value(found)))
      .with_detail("InvalidArgumentValue");
}

// The float without its fraction. Null where no integer is near.
Value truncated(double x) {
  constexpr double kTwoTo63 = 9223372036854775808.0;
  if (!(x >= -kTwoTo63 && x < kTwoTo63)) return {};
  return static_cast<std::int64_t>(x);
}

Value to_integer(Arguments a, const FunctionContext&) {
  if (a[0].is_integer()) return a[0];
  if (a[0].is_float()) return truncated(a[0].floating());
  if (a[0].is_boolean()) return std::int64_t{a[0].boolean()};
  if (!a[0].is_string()) throw_unreadable("toInteger()", "a number, string or boolean", a[0]);
  if (const auto integer = integer_in(a[0].string())) return *integer;
  const auto number = float_in(a[0].string());
  return number ? truncated(*number) : Value();
}

Value to_float(Arguments a, const FunctionContext&) {
  if (a[0].is_number()) return a[0].number();
  if (!a[0].is_string()) throw_unreadable("toFloat()", "a number or a string", a[0]);
  const auto number = float_in(a[0].string());
  return number ? Value(*number) : Value();
}

Value to_boolean(Arguments a, const FunctionContext&) {
  if (a[0].is_boolean()) return a[0];
  if (!a[0].is_string()) throw_unreadable("toBoolean()", "a boolean or a string", a[0]);
  const std::string word = fold(a[0].string());
  if (word == "true") return true;
  if (word == "false") return false;
  return {};
}

Value to_string(Arguments a, const FunctionContext&) {
  switch (a[0].type()) {
    case ValueType::kString:
      return a[0];
    case ValueType::kBoolean:
      return a[0].boolean() ? "true" : "false";
    case ValueType::kInteger:
      return fmt::to_string(a[0].integer());
    case ValueType::kFloat:
      return float_text(a[0].floating());
    case ValueType::kPeriod: {
      std::string edtf = edtf_of(a[0].period());
      return edtf.empty() ? text_of(a[0].period()) : edtf;
    }
    case ValueType::kInstant:
      return print_point(a[0].instant());
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return print_temporal(a[0]);
    default:
      throw_unreadable("toString()", "a string, number, boolean, period, instant or temporal value", a[0]);
  }
}

using Conversion = Value (*)(Arguments, const FunctionContext&);

// Null of a type that has no reading.
template <Conversion convert>
Value or_null(Arguments a, const FunctionContext& c) {
  try {
    return convert(a, c);
  } catch (const Error& error) {
    if (error.code != ErrorCode::kType) throw;
    return {};
  }
}

template <Conversion convert>
Value each_or_null(Arguments a, const FunctionContext& c) {
  if (!a[0].is_list()) throw_type("the conversion of a list", "a list", a[0]);
  List list;
  list.reserve(a[0].list().size());
  for (const Value& item : a[0].list()) list.push_back(item.is_null() ? Value() : or_null<convert>({&item, 1}, c));
  return list;
}

Value value_type(Arguments a, const FunctionContext&) {
  return std::string(name(a[0].type()));
}

Value null_if(Arguments a, const FunctionContext&) {
  return certainly(equal(a[0], a[1])) ? Value() : a[0];
}

constexpr Function kConversionFunctions[] = {
    {"toIntegerOrNull", "toIntegerOrNull(value)", "as toInteger(), and null of a value of another type",
     "RETURN toIntegerOrNull('42'), toIntegerOrNull([1])", "42 | null", 1, 1, true, or_null<to_integer>},
    {"toFloatOrNull", "toFloatOrNull(value)", "as toFloat(), and null of a value of another type",
     "RETURN toFloatOrNull('1.5'), toFloatOrNull(true)", "1.5 | null", 1, 1, true, or_null<to_float>},
    {"toBooleanOrNull", "toBooleanOrNull(value)", "as toBoolean(), and null of a value of another type",
     "RETURN toBooleanOrNull('true'), toBooleanOrNull(1.5)", "true | null", 1, 1, true, or_null<to_boolean>},
    {"toStringOrNull", "toStringOrNull(value)", "as toString(), and null of a value of another type",
     "RETURN toStringOrNull(1), toStringOrNull([1])", "1 | null", 1, 1, true, or_null<to_string>},
    {"toIntegerList", "toIntegerList(list)", "each member by toIntegerOrNull()",
     "RETURN toIntegerList(['1', 2.5, 'x'])", "[1, 2, null]", 1, 1, true, each_or_null<to_integer>, gives(Kind::kList)},
    {"toFloatList", "toFloatList(list)", "each member by toFloatOrNull()", "RETURN toFloatList(['1', 2, 'x'])",
     "[1.0, 2.0, null]", 1, 1, true, each_or_null<to_float>, gives(Kind::kList)},
    {"toBooleanList", "toBooleanList(list)", "each member by toBooleanOrNull()",
     "RETURN toBooleanList(['true', false, 'x'])", "[true, false, null]", 1, 1, true, each_or_null<to_boolean>,
     gives(Kind::kList)},
    {"toStringList", "toStringList(list)", "each member by toStringOrNull()", "RETURN toStringList([1, true])",
     "[1, true]", 1, 1, true, each_or_null<to_string>, gives(Kind::kList)},
    {"valueType", "valueType(value)", "the name of its type", "RETURN valueType(1), valueType(period('1989'))",
     "INTEGER | PERIOD", 1, 1, false, value_type, gives(Kind::kString)},
    {"nullIf", "nullIf(value, other)", "null where the two are equal, else the value",
     "RETURN nullIf(4, 4), nullIf('a', 'b')", "null | a", 2, 2, false, null_if},
    {"toInteger", "toInteger(value)", "a number, string or boolean as an integer; null where the string is none",
     "RETURN toInteger('42'), toInteger(2.9), toInteger('x')", "42 | 2 | null", 1, 1, true, to_integer},
    {"toFloat", "toFloat(value)", "a number or string as a float; null where the string is none",
     "RETURN toFloat('1.5')", "1.5", 1, 1, true, to_float},
    {"toBoolean", "toBoolean(value)", "a string ('true' or 'false') as a boolean; null where it is another",
     "RETURN toBoolean('TRUE')", "true", 1, 1, true, to_boolean},
    {"toString", "toString(value)",
     "a number, boolean, period, instant or temporal value as text; of a period its EDTF",
     "RETURN toString(1.0), toString(period('1989'))", "1.0 | 1989-01-01/1989-12-31", 1, 1, true, to_string,
     gives(Kind::kString)},
};

}  // namespace

std::span<const Function> conversion_functions() {
  return kConversionFunctions;
}

}  // namespace entente

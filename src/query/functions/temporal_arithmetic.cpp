#include "query/functions/temporal_arithmetic.hpp"

#include "entente/time/temporal_amount.hpp"

namespace entente {
namespace {

template <class T>
Value value_or_throw(Result<T> result) {
  if (!result.ok()) throw result.error();
  return Value(*std::move(result));
}

std::optional<Value> later_by(const Value& value, const TemporalAmount& amount) {
  switch (value.type()) {
    case ValueType::kDate:
      return value_or_throw(add(value.date(), amount));
    case ValueType::kLocalTime:
      return Value(add(value.local_time(), amount));
    case ValueType::kTime:
      return Value(add(value.time(), amount));
    case ValueType::kLocalDateTime:
      return value_or_throw(add(value.local_date_time(), amount));
    case ValueType::kDateTime:
      return value_or_throw(add(value.date_time(), amount));
    case ValueType::kDuration:
      return value_or_throw(add(value.duration(), amount));
    case ValueType::kInstant:
      return value.instant().is_finite() ? value_or_throw(add(value.instant(), whole_seconds(amount))) : value;
    default:
      return std::nullopt;
  }
}

long double wide_number(const Value& value) {
  return value.is_integer() ? static_cast<long double>(value.integer()) : static_cast<long double>(value.floating());
}

}  // namespace

std::optional<Value> add_temporal(const Value& a, const Value& b) {
  if (b.is_duration()) return later_by(a, b.duration());
  if (a.is_duration()) return later_by(b, a.duration());
  return std::nullopt;
}

std::optional<Value> subtract_temporal(const Value& a, const Value& b) {
  if (!b.is_duration() || (!a.is_temporal() && !a.is_instant())) return std::nullopt;
  const Result<TemporalAmount> back = negate(b.duration());
  if (!back.ok()) throw back.error();
  return later_by(a, *back);
}

std::optional<Value> multiply_temporal(const Value& a, const Value& b) {
  if (b.is_duration() && a.is_number()) return multiply_temporal(b, a);
  if (!a.is_duration() || !b.is_number()) return std::nullopt;
  return value_or_throw(multiply(a.duration(), wide_number(b)));
}

std::optional<Value> divide_temporal(const Value& a, const Value& b) {
  if (!a.is_duration() || !b.is_number()) return std::nullopt;
  if (b.number() == 0)
    throw Error(ErrorCode::kArithmetic, "a duration / 0: division by zero").with_detail("DivisionByZero");
  return value_or_throw(multiply(a.duration(), 1.0L / wide_number(b)));
}

}  // namespace entente

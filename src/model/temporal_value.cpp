// openCypher's temporal types as values: their names, their texts, and what they are beside instants and periods.
#include "entente/model/value.hpp"

namespace entente {

std::string_view temporal_constructor(ValueType type) {
  switch (type) {
    case ValueType::kDate:
      return "date";
    case ValueType::kLocalTime:
      return "localtime";
    case ValueType::kTime:
      return "time";
    case ValueType::kLocalDateTime:
      return "localdatetime";
    case ValueType::kDateTime:
      return "datetime";
    case ValueType::kDuration:
      return "duration";
    default:
      return "";
  }
}

std::string print_temporal(const Value& v) {
  switch (v.type()) {
    case ValueType::kDate:
      return print(v.date());
    case ValueType::kLocalTime:
      return print(v.local_time());
    case ValueType::kTime:
      return print(v.time());
    case ValueType::kLocalDateTime:
      return print(v.local_date_time());
    case ValueType::kDateTime:
      return print(v.date_time());
    default:
      return print(v.duration());
  }
}

std::optional<Instant> first_instant(const Value& v) {
  switch (v.type()) {
    case ValueType::kDate:
      return start_of_day(v.date().days);
    case ValueType::kLocalDateTime:
      return instant_of(v.local_date_time());
    case ValueType::kDateTime:
      return instant_of(v.date_time());
    default:
      return std::nullopt;
  }
}

std::optional<Period> span_of(const Value& v) {
  const std::optional<Instant> first = first_instant(v);
  if (!first) return std::nullopt;
  return Period::certain(*first, Instant{first->seconds + (v.type() == ValueType::kDate ? kSecondsPerDay : 1)});
}

}  // namespace entente

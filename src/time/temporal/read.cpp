// Texts of openCypher's temporal instants, in the basic and the extended form of ISO 8601.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "entente/time/temporal.hpp"
#include "entente/time/time_zone.hpp"
#include "time/temporal/offset.hpp"

namespace entente {
namespace {

class TemporalReader {
 public:
  explicit TemporalReader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
  bool accept(char c) {
    if (!next_is(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::size_t digits_ahead() const {
    std::size_t n = 0;
    while (n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') ++n;
    return n;
  }
  // Exactly n digits, at most 18.
  std::optional<std::int64_t> number(std::size_t n) {
    if (n == 0 || n > 18 || digits_ahead() < n) return std::nullopt;
    std::int64_t value = 0;
    for (; n > 0; --n, rest_.remove_prefix(1)) value = value * 10 + (rest_.front() - '0');
    return value;
  }
  std::string_view take_rest() { return std::exchange(rest_, {}); }

 private:
  std::string_view rest_;
};

std::optional<LocalDate> civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, static_cast<int>(month))) return std::nullopt;
  return LocalDate{days_from_civil({year, static_cast<int>(month), static_cast<int>(day)})};
}

std::optional<LocalDate> ordinal(std::int64_t year, std::int64_t day) {
  if (day < 1 || day > 365 + (is_leap_year(year) ? 1 : 0)) return std::nullopt;
  return LocalDate{days_from_civil({year, 1, 1}) + day - 1};
}

// Behind the W: a week, and a day of it.
std::optional<LocalDate> week_date(TemporalReader& in, std::int64_t year) {
  const auto week = in.number(2);
  std::optional<std::int64_t> day = 1;
  const bool has_hyphen = in.accept('-');
  if (has_hyphen || in.digits_ahead() > 0) day = in.number(1);
  if (!week || !day || *week < 1 || *week > weeks_in_year(year) || *day < 1 || *day > 7) return std::nullopt;
  const LocalDate date{days_from_week_date({year, static_cast<int>(*week), static_cast<int>(*day)})};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

// Years of more than four digits have a sign, and the extended form behind them.
std::optional<LocalDate> date_in_text(TemporalReader& in) {
  const bool is_negative = in.next_is('-'), has_sign = is_negative || in.next_is('+');
  if (has_sign) in.accept(is_negative ? '-' : '+');
  const std::size_t digits = in.digits_ahead();
  std::optional<std::int64_t> year = in.number(has_sign ? digits : 4);
  if (!year || digits < 4 || *year > kMaxTemporalYear) return std::nullopt;
  if (is_negative) year = -*year;
  if (in.accept('-')) {
    if (in.accept('W')) return week_date(in, *year);
    if (in.digits_ahead() == 3) return ordinal(*year, *in.number(3));
    const auto month = in.number(2);
    std::optional<std::int64_t> day = 1;
    if (in.accept('-')) day = in.number(2);
    return month && day ? civil(*year, *month, *day) : std::nullopt;
  }
  if (in.accept('W')) return week_date(in, *year);
  switch (in.digits_ahead()) {
    case 0:
      return civil(*year, 1, 1);
    case 2:
      return civil(*year, *in.number(2), 1);
    case 3:
      return ordinal(*year, *in.number(3));
    case 4: {
      const std::int64_t month = *in.number(2);
      return civil(*year, month, *in.number(2));
    }
    default:
      return std::nullopt;
  }
}

std::optional<std::int64_t> fraction_in_nanos(TemporalReader& in) {
  const std::size_t digits = in.digits_ahead();
  if (digits > 9) return std::nullopt;
  auto nanos = in.number(digits);
  for (std::size_t i = digits; nanos && i < 9; ++i) *nanos *= 10;
  return nanos;
}

std::optional<LocalTime> time_in_text(TemporalReader& in) {
  std::int64_t parts[3] = {0, 0, 0};  // hour, minute, second
  bool is_extended = false;
  int n = 0;
  for (; n < 3; ++n) {
    if (n == 1) is_extended = in.next_is(':');
    if (n > 0 && !(is_extended ? in.accept(':') : in.digits_ahead() > 0)) break;
    const auto number = in.number(2);
    if (!number || *number > (n == 0 ? 23 : 59)) return std::nullopt;
    parts[n] = *number;
  }
  std::int64_t nanos = 0;
  if (n == 3 && (in.accept('.') || in.accept(','))) {
    const auto fraction = fraction_in_nanos(in);
    if (!fraction) return std::nullopt;
    nanos = *fraction;
  }
  return LocalTime{((parts[0] * 60 + parts[1]) * 60 + parts[2]) * kNanosPerSecond + nanos};
}

std::optional<LocalDateTime> date_time_in_text(TemporalReader& in) {
  const auto date = date_in_text(in);
  if (!date) return std::nullopt;
  if (!in.accept('T') && !in.accept('t')) return at(*date, {});
  const auto time = time_in_text(in);
  return time ? std::optional(at(*date, *time)) : std::nullopt;
}

Error no_temporal(std::string_view text, std::string_view what, std::string_view example) {
  return Error(ErrorCode::kArgument, fmt::format("'{}' is no {}", text, what))
      .with_hint(fmt::format("ISO 8601 writes one as '{}'", example));
}

}  // namespace

Result<LocalDate> read_local_date(std::string_view text) {
  TemporalReader in(text);
  const auto date = date_in_text(in);
  if (date && in.at_end()) return *date;
  return no_temporal(text, "date", "2015-07-21");
}

Result<LocalTime> read_local_time(std::string_view text) {
  TemporalReader in(text);
  const auto time = time_in_text(in);
  if (time && in.at_end()) return *time;
  return no_temporal(text, "local time", "21:40:32.142");
}

Result<OffsetTime> read_offset_time(std::string_view text) {
  TemporalReader in(text);
  const auto time = time_in_text(in);
  const std::string_view rest = in.take_rest();
  const auto offset = rest.empty() ? std::optional(0) : offset_in(rest);
  if (time && offset) return OffsetTime{*time, *offset};
  return no_temporal(text, "time", "21:40:32.142+01:00");
}

Result<LocalDateTime> read_local_date_time(std::string_view text) {
  TemporalReader in(text);
  const auto t = date_time_in_text(in);
  if (t && in.at_end()) return *t;
  return no_temporal(text, "local datetime", "2015-07-21T21:40:32.142");
}

Result<ZonedDateTime> read_zoned_date_time(std::string_view text) {
  const Error fault = no_temporal(text, "datetime", "2015-07-21T21:40:32.142+01:00[Europe/London]");
  TemporalReader in(text);
  const auto local = date_time_in_text(in);
  if (!local) return fault;
  std::string_view rest = in.take_rest();
  if (rest.empty()) return in_zone(*local, TimeZone{});
  std::optional<TimeZone> zone;
  if (rest.back() == ']') {
    const std::size_t open = rest.find('[');
    if (open == std::string_view::npos) return fault;
    Result<TimeZone> named = read_time_zone(rest.substr(open + 1, rest.size() - open - 2));
    if (!named.ok()) return named.error();
    zone = *std::move(named);
    rest = rest.substr(0, open);
  }
  std::optional<std::int32_t> offset;
  if (!rest.empty() && !(offset = offset_in(rest))) return fault;
  if (!zone) return in_zone(*local, TimeZone{{}, *offset});
  Result<ZonedDateTime> t = in_zone(*local, *zone, offset);
  if (!t.ok() || !offset || (t->offset == *offset && t->local == *local)) return t;
  return Error(ErrorCode::kArgument, fmt::format("'{}': {} is {} from UTC then, not {}", text, zone->name,
                                                 print_offset(t->offset), print_offset(*offset)));
}

}  // namespace entente

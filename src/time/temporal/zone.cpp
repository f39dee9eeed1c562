// Time zones by name: the one file that includes the library that reads zoneinfo.
#include "entente/time/time_zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <chrono>
#include <exception>

#include "time/temporal/offset.hpp"

namespace entente {
namespace {

using Seconds = std::chrono::seconds;

// The library looks for a file of the name: what does not look like a zone is not asked for.
bool looks_like_zone(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  if (name.empty() || name.size() > kLongest || name.front() == '/') return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool is_other = (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '-' || c == '+';
    if (!is_letter && !is_other) return false;
  }
  return true;
}

Result<const date::time_zone*> find_zone(std::string_view name) {
  const auto unknown = [&] {
    return Error(ErrorCode::kArgument, fmt::format("there is no time zone '{}'", name))
        .with_hint("a zone is named as in the IANA tz database ('Europe/Stockholm'), or is an offset: '+01:00', 'Z'");
  };
  if (!looks_like_zone(name)) return unknown();
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::exception&) {
    return unknown();
  }
}

template <class Ask>
auto ask_zone(std::string_view name, const Ask& ask) -> Result<decltype(ask(std::declval<const date::time_zone&>()))> {
  const Result<const date::time_zone*> zone = find_zone(name);
  if (!zone.ok()) return zone.error();
  try {
    return ask(**zone);
  } catch (const std::exception& e) {
    return Error(ErrorCode::kArgument, fmt::format("the time zone '{}' can't be read: {}", name, e.what()));
  }
}

// zoneinfo lists transitions up to 2037; the rules behind them name a month and a weekday ("last Sunday of March"), so
// a year that begins on the same weekday has them on the same dates. Years are counted from March, which a leap day
// does not reach. What is later than 2037 is asked for that many days earlier, a whole number of weeks.
std::int64_t days_beyond_list(std::int64_t seconds) {
  constexpr std::int64_t kFirst = 2026, kLast = 2036;  // years from March that are listed whole; all weekdays begin one
  constexpr auto march = [](std::int64_t year) { return days_from_civil({year, 3, 1}); };
  const CivilDate date = civil_from_days(floor_divide(seconds, kSecondsPerDay));
  const std::int64_t year = date.month < 3 ? date.year - 1 : date.year;
  if (year <= kLast) return 0;
  for (std::int64_t listed = kFirst; listed <= kLast; ++listed) {
    if ((march(year) - march(listed)) % 7 == 0) return march(year) - march(listed);
  }
  return 0;
}

std::int64_t within_list(std::int64_t seconds) {
  return seconds - days_beyond_list(seconds) * kSecondsPerDay;
}

ZonedDateTime from_utc(std::int64_t utc_seconds, std::int32_t nanos, std::int32_t offset, const std::string& name) {
  return {{utc_seconds + offset, nanos}, offset, name};
}

Result<ZonedDateTime> checked(ZonedDateTime t) {
  if (is_valid(t)) return t;
  return Error(ErrorCode::kArithmetic, "a time beyond the years -999999999 to 999999999");
}

}  // namespace

Result<TimeZone> read_time_zone(std::string_view text) {
  if (const auto offset = offset_in(text)) return TimeZone{{}, *offset};
  const Result<const date::time_zone*> zone = find_zone(text);
  if (!zone.ok()) return zone.error();
  return TimeZone{std::string(text), 0};
}

Result<std::int32_t> offset_at(const TimeZone& zone, std::int64_t utc_seconds) {
  if (zone.name.empty()) return zone.offset;
  return ask_zone(zone.name, [&](const date::time_zone& z) {
    return static_cast<std::int32_t>(z.get_info(date::sys_seconds(Seconds(within_list(utc_seconds)))).offset.count());
  });
}

Result<ZonedDateTime> in_zone(LocalDateTime local, const TimeZone& zone, std::optional<std::int32_t> preferred) {
  if (zone.name.empty()) return checked({local, zone.offset});
  const Result<date::local_info> found = ask_zone(zone.name, [&](const date::time_zone& z) {
    return z.get_info(date::local_seconds(Seconds(within_list(local.seconds))));
  });
  if (!found.ok()) return found.error();
  const auto first = static_cast<std::int32_t>(found->first.offset.count());
  const auto second = static_cast<std::int32_t>(found->second.offset.count());
  switch (found->result) {
    case date::local_info::nonexistent:
      // Read with the offset before the gap, it is the same point in time by the offset behind it.
      return checked(from_utc(local.seconds - first, local.nanos, second, zone.name));
    case date::local_info::ambiguous:
      return checked({local, preferred == second ? second : first, zone.name});
    default:
      return checked({local, first, zone.name});
  }
}

Result<ZonedDateTime> in_zone(std::int64_t utc_seconds, std::int32_t nanos, const TimeZone& zone) {
  const Result<std::int32_t> offset = offset_at(zone, utc_seconds);
  if (!offset.ok()) return offset.error();
  return checked(from_utc(utc_seconds, nanos, *offset, zone.name));
}

}  // namespace entente

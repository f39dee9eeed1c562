// EDTF as a syntax tree: what stands in the text, with every date already found in the calendar. Readings, words and
// the canonical text are all derived from it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/instant.hpp"

namespace entente::edtf {

// Qualifiers of one component. `%` in the text is both.
using Qualifiers = std::uint8_t;
inline constexpr Qualifiers kUncertain = 1, kApproximate = 2, kUncertainAndApproximate = 3;

inline constexpr std::uint8_t kUnspecified = 10;  // the digit X

enum class DateKind : std::uint8_t {
  kYear,      // 1989, 195X, -0044
  kMonth,     // 1989-05, 1989-XX
  kDay,       // 1989-05-15
  kSeason,    // 1989-22, a part of a year (21 to 41)
  kLongYear,  // Y170000002, Y17E7, 1950S2: the year is written with a letter and stands alone
  kDateTime,  // 1989-05-15T12:00:00Z
};

struct Date {
  DateKind kind = DateKind::kYear;
  Calendar calendar = Calendar::kGregorian;
  bool negative = false;     // the year has a minus sign
  bool with_offset = false;  // kDateTime: the text has Z or an offset, and `second` is in UTC
  std::array<std::uint8_t, 4> year_digits{};
  std::array<std::uint8_t, 2> month_digits{}, day_digits{};
  std::array<Qualifiers, 3>
      qualifiers{};            // of year; month or season; day: own ones and those of the groups they are in
  int season = 0;              // kSeason: 21 to 41
  int significant_digits = 0;  // kLongYear: 0 when all digits are
  std::int64_t year = 0;       // as written; of masked years the one with 0 for every X
  std::int64_t first_day = 0, last_day = 0;  // days since 1970-01-01: the span of the date, qualifiers ignored
  Instant second{};                          // kDateTime

  // Number of components: year, month or season, day.
  int components() const {
    switch (kind) {
      case DateKind::kYear:
      case DateKind::kLongYear:
        return 1;
      case DateKind::kMonth:
      case DateKind::kSeason:
        return 2;
      default:
        return 3;
    }
  }
  bool is_masked(int component) const {
    const auto has_x = [](const auto& digits) {
      for (const std::uint8_t d : digits) {
        if (d == kUnspecified) return true;
      }
      return false;
    };
    return component == 0 ? has_x(year_digits) : component == 1 ? has_x(month_digits) : has_x(day_digits);
  }
  bool is_masked() const { return is_masked(0) || is_masked(1) || is_masked(2); }
  bool is_qualified() const { return (qualifiers[0] | qualifiers[1] | qualifiers[2]) != 0; }

  // The span that the text stands for, qualifiers ignored, and the unit that it is counted in (a day or a second).
  std::int64_t unit() const { return kind == DateKind::kDateTime ? 1 : kSecondsPerDay; }
  Instant first() const { return kind == DateKind::kDateTime ? second : Instant{first_day * kSecondsPerDay}; }
  Instant last() const { return kind == DateKind::kDateTime ? second : Instant{last_day * kSecondsPerDay}; }
  Instant end() const { return {last().seconds + unit()}; }
};

enum class EndKind : std::uint8_t { kDate, kOpen, kUnknown };

// One end of an interval.
struct IntervalEnd {
  EndKind kind = EndKind::kDate;
  Date date;  // kDate
};

// A member of a set: one date, or a range of them, possibly open at one side (`..1984`, `1760-12..`).
struct Member {
  bool is_range = false;
  bool open_before = false, open_after = false;
  Date first, last;  // equal unless is_range; for an open side the other date
};

enum class ExpressionKind : std::uint8_t { kDate, kInterval, kOneOf, kAllOf };

struct Expression {
  ExpressionKind kind = ExpressionKind::kDate;
  int level = 0;
  IntervalEnd start, end;       // kInterval; kDate uses start.date
  std::vector<Member> members;  // kOneOf, kAllOf: at least one
};

// Errors: kSyntax with what stood where and what was expected there; kArgument for a year beyond kMaxYear;
// kLimit for a text longer than 64 KiB. Linear in the length of the text.
Result<Expression> parse(std::string_view text, Calendar calendar = Calendar::kGregorian);

// Finds the days that the digits of a year, month or day date can stand for and sets `first_day` and `last_day`.
// False when there is no such day in the calendar.
bool resolve_in_calendar(Date& date);

// First month (1 to 12) of a season or other part of a year, and how many months it has.
// Winter (24, 28) and the southern summer (30) begin in December of the year and end in the next.
struct MonthSpan {
  int first_month;
  int months;
};
MonthSpan months_of_season(int season);

}  // namespace entente::edtf

// Lengths of uncertain periods against all choices of bounds, and the arithmetic of calendar amounts.
#include "entente/time/duration.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "entente/time/calendar.hpp"
#include "laws/small_world.hpp"

namespace entente {
namespace {

using laws::Choice;
using laws::WorldPeriod;
namespace gen = rc::gen;

LengthRange range_of(int min, int max) {
  return {static_cast<std::uint64_t>(min), static_cast<std::uint64_t>(max)};
}

TEST(LengthLaw, LengthOverlapAndGapAreExactForEveryPair) {
  const std::vector<WorldPeriod> world = laws::periods_between(0, 6);
  for (const WorldPeriod& p : world) {
    int shortest = 100, longest = 0;
    for (const Choice& a : p.choices) {
      shortest = std::min(shortest, a.end - a.start);
      longest = std::max(longest, a.end - a.start);
    }
    ASSERT_EQ(length(p.bounds), range_of(shortest, longest)) << laws::print(p.bounds);
    for (const WorldPeriod& q : world) {
      int least_shared = 100, most_shared = 0, least_gap = 100, most_gap = 0;
      for (const Choice& a : p.choices) {
        for (const Choice& b : q.choices) {
          const int shared = std::max(0, std::min(a.end, b.end) - std::max(a.start, b.start));
          const int apart = std::max({0, b.start - a.end, a.start - b.end});
          least_shared = std::min(least_shared, shared);
          most_shared = std::max(most_shared, shared);
          least_gap = std::min(least_gap, apart);
          most_gap = std::max(most_gap, apart);
        }
      }
      ASSERT_EQ(overlap_length(p.bounds, q.bounds), range_of(least_shared, most_shared))
          << laws::print(p.bounds) << "and " << laws::print(q.bounds);
      ASSERT_EQ(gap(p.bounds, q.bounds), range_of(least_gap, most_gap))
          << laws::print(p.bounds) << "and " << laws::print(q.bounds);
    }
  }
}

TEST(LengthLaw, AtLeastComparesEveryLengthOfTheRange) {
  for (int min = 0; min < 5; ++min) {
    for (int max = min; max < 5; ++max) {
      for (int limit = 0; limit < 6; ++limit) {
        const Truth expected = min >= limit ? Truth::kTrue : max < limit ? Truth::kFalse : Truth::kUnknown;
        EXPECT_EQ(at_least(range_of(min, max), static_cast<std::uint64_t>(limit)), expected);
      }
    }
  }
}

// Within some centuries on both sides of year 0, or anywhere in the calendar; often at the end of a month.
Instant calendar_instant() {
  CivilDate date;
  date.year = *gen::oneOf(gen::inRange<std::int64_t>(-300, 2'300), gen::inRange(-kMaxYear, kMaxYear));
  date.month = *gen::inRange(1, 13);
  const int days = days_in_month(date.year, date.month);
  date.day = *gen::oneOf(gen::inRange(1, days + 1), gen::inRange(days - 2, days + 1));
  return {start_of_day(date).seconds + *gen::oneOf(gen::just<std::int64_t>(0), gen::inRange<std::int64_t>(0, 86'400))};
}

// Near the instant, within some years.
Instant instant_near(Instant t) {
  const CivilDate date = civil_from_days(day_of(t));
  CivilDate near = add_months(date, *gen::inRange<std::int64_t>(-60, 61));
  const int days = days_in_month(near.year, near.month);
  near.day = *gen::oneOf(gen::inRange(1, days + 1), gen::inRange(days - 2, days + 1), gen::just(near.day));
  return {start_of_day(near).seconds + *gen::oneOf(gen::just<std::int64_t>(0), gen::inRange<std::int64_t>(0, 86'400))};
}

RC_GTEST_PROP(DurationLaw, AddingTheDifferenceLeadsThere, ()) {
  const Instant from = calendar_instant();
  const Instant to = *gen::inRange(0, 3) == 0 ? calendar_instant() : instant_near(from);
  const Duration amount = *duration_between(from, to);
  const Result<Instant> reached = add(from, amount);
  RC_ASSERT(reached.ok());
  RC_ASSERT(*reached == to);
  const bool no_minus = amount.months >= 0 && amount.days >= 0 && amount.seconds >= 0;
  const bool no_plus = amount.months <= 0 && amount.days <= 0 && amount.seconds <= 0;
  RC_ASSERT((from <= to ? no_minus : no_plus));
  RC_ASSERT((amount.seconds > -kSecondsPerDay && amount.seconds < kSecondsPerDay));
  RC_ASSERT((amount.days > -32 && amount.days < 32));
}

// Forwards, for whole days, the amount is what java.time.Period.between defines.
RC_GTEST_PROP(DurationLaw, DifferencesOfDaysAreThoseOfJavaTime, ()) {
  const std::int64_t a = day_of(calendar_instant()), b = day_of(instant_near(start_of_day(a)));
  const std::int64_t from = std::min(a, b), to = std::max(a, b);
  const CivilDate first = civil_from_days(from), last = civil_from_days(to);
  std::int64_t months = (last.year * 12 + last.month) - (first.year * 12 + first.month);
  std::int64_t days = last.day - first.day;
  if (months > 0 && days < 0) {
    --months;
    days = to - days_from_civil(add_months(first, months));
  }
  RC_ASSERT(*duration_between(start_of_day(from), start_of_day(to)) == (Duration{months, days, 0}));
}

// One month more would lead too far, in either direction.
RC_GTEST_PROP(DurationLaw, NoFurtherMonthFits, ()) {
  const Instant from = calendar_instant(), to = instant_near(from);
  RC_PRE(from != to);
  const std::int64_t months = duration_between(from, to)->months;
  const std::int64_t step = from < to ? 1 : -1;
  const Result<Instant> beyond = add(from, {months + step, 0, 0});
  RC_PRE(beyond.ok());
  // Forwards a shortened month may end on the very instant without being complete: 31 January to 28 February.
  const bool is_shortened = civil_from_days(day_of(*beyond)).day != civil_from_days(day_of(from)).day;
  if (step > 0) RC_ASSERT((*beyond > to || is_shortened));
  if (step < 0) RC_ASSERT(*beyond < to);
}

Duration any_duration() {
  const auto component = gen::oneOf(
      gen::just<std::int64_t>(0), gen::inRange<std::int64_t>(-100'000, 100'000), gen::arbitrary<std::int64_t>(),
      gen::element(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()));
  return {*component, *component, *component};
}

RC_GTEST_PROP(DurationLaw, PrintingAndReadingAreInverse, ()) {
  const Duration duration = any_duration();
  const std::string text = print_duration(duration);
  const Result<Duration> read = read_duration(text);
  RC_ASSERT(read.ok());
  RC_ASSERT(*read == duration);
  RC_ASSERT(print_duration(*read) == text);
}

RC_GTEST_PROP(DurationLaw, NoTextDoesHarm, ()) {
  const std::string text = *gen::container<std::string>(
      gen::oneOf(gen::elementOf(std::string("PYMWDTHS+-0123456789.,")), gen::arbitrary<char>()));
  for (const std::string& candidate : {text, "P" + text, "PT" + text}) {
    const Result<Duration> read = read_duration(candidate);
    if (read) {
      RC_ASSERT(*read_duration(print_duration(*read)) == *read);
    } else {
      RC_ASSERT(read.error().span.has_value());
      RC_ASSERT(read.error().span->offset + read.error().span->length <= candidate.size());
    }
  }
}

RC_GTEST_PROP(DurationLaw, AmountsAddUpAndTurnRound, ()) {
  const Duration a = any_duration(), b = any_duration();
  const Result<Duration> sum = add(a, b), back = negate(b);
  if (sum && back) {
    const Result<Duration> again = add(*sum, *back);
    RC_ASSERT(again.ok());
    RC_ASSERT(*again == a);
  }
  RC_ASSERT(add(a, {}).ok());
  RC_ASSERT(*add(a, {}) == a);
}

Instant midnight(std::int64_t first, int days) {
  return start_of_day(first + *gen::inRange(0, days));
}

// Of a period in whole days every choice is moved, its start to the last day of a month that is too short and its end
// to the end of that month; the bounds are the least and the greatest of what comes of it, and no choice becomes empty.
RC_GTEST_PROP(DurationLaw, PeriodsMoveExactly, ()) {
  const std::int64_t first = days_from_civil({*gen::inRange<std::int64_t>(1890, 2010), 1, 1}) + *gen::inRange(0, 365);
  Period p{midnight(first, 12), midnight(first, 12), midnight(first, 12), midnight(first, 12)};
  if (p.latest_start < p.earliest_start) std::swap(p.latest_start, p.earliest_start);
  if (p.latest_end < p.earliest_end) std::swap(p.latest_end, p.earliest_end);
  RC_PRE(p.is_valid());
  const Duration amount{*gen::inRange(-30, 30), *gen::inRange(-40, 40), 0};

  Period expected{Instant::plus_infinity(), Instant::minus_infinity(), Instant::plus_infinity(),
                  Instant::minus_infinity()};
  for (std::int64_t start = day_of(p.earliest_start); start <= day_of(p.latest_start); ++start) {
    for (std::int64_t end = day_of(p.earliest_end); end <= day_of(p.latest_end); ++end) {
      const CivilDate from = add_months(civil_from_days(start), amount.months);
      const CivilDate until = add_months(civil_from_days(end), amount.months);
      const bool is_short = until.day != civil_from_days(end).day;
      const Instant moved_start = start_of_day(days_from_civil(from) + amount.days);
      const Instant moved_end = start_of_day(days_from_civil(until) + amount.days + (is_short ? 1 : 0));
      if (start < end) RC_ASSERT(moved_start < moved_end);
      expected.earliest_start = std::min(expected.earliest_start, moved_start);
      expected.latest_start = std::max(expected.latest_start, moved_start);
      expected.earliest_end = std::min(expected.earliest_end, moved_end);
      expected.latest_end = std::max(expected.latest_end, moved_end);
    }
  }
  const Result<Period> moved = add(p, amount);
  RC_ASSERT(moved.ok());
  RC_ASSERT(*moved == expected);
}

RC_GTEST_PROP(DurationLaw, MovedPeriodsStayValid, ()) {
  const Instant t = calendar_instant();
  Period p{t, instant_near(t), instant_near(t), instant_near(t)};
  if (p.latest_start < p.earliest_start) std::swap(p.latest_start, p.earliest_start);
  if (p.latest_end < p.earliest_end) std::swap(p.latest_end, p.earliest_end);
  RC_PRE(p.is_valid());
  const Result<Period> moved = add(p, {*gen::inRange(-30, 30), *gen::inRange(-40, 40), *gen::inRange(-9'999, 9'999)});
  if (moved) RC_ASSERT(moved->is_valid());
}

// The words of a length: never empty, and the numbers in "between" enclose it.
RC_GTEST_PROP(LengthLaw, WordsAreSaidOfEveryLength, ()) {
  const auto any_length = [] {
    return *gen::oneOf(gen::inRange<std::uint64_t>(0, 200), gen::inRange<std::uint64_t>(0, 40'000'000),
                       gen::inRange<std::uint64_t>(0, 4'000'000'000), gen::arbitrary<std::uint64_t>());
  };
  LengthRange length{any_length(), any_length()};
  if (length.max < length.min) std::swap(length.min, length.max);
  RC_ASSERT(!text_of(length).empty());
  RC_ASSERT(text_of(length).find("0 ") != 0U);
}

}  // namespace
}  // namespace entente

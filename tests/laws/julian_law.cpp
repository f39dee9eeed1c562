// The Julian calendar names every day once, and names it back.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <utility>

#include "entente/time/edtf.hpp"
#include "entente/time/english.hpp"
#include "entente/time/julian.hpp"
#include "entente/time/validity.hpp"
#include "laws/random_dates.hpp"

namespace entente {
namespace {

namespace gen = rc::gen;

// Every day of 12,000 years, one after the other: the next day is the next of the month, or the first of the next one.
TEST(JulianLaw, DaysFollowOneAnother) {
  CivilDate previous = julian_from_days(days_from_julian({-6'000, 1, 1}));
  const std::int64_t last = days_from_julian({6'000, 12, 31});
  for (std::int64_t day = days_from_julian({-6'000, 1, 2}); day <= last; ++day) {
    const CivilDate date = julian_from_days(day);
    const bool is_last_of_month = previous.day == days_in_julian_month(previous.year, previous.month);
    const bool is_last_of_year = is_last_of_month && previous.month == 12;
    ASSERT_EQ(date.day, is_last_of_month ? 1 : previous.day + 1) << day;
    ASSERT_EQ(date.month, is_last_of_year ? 1 : previous.month + (is_last_of_month ? 1 : 0)) << day;
    ASSERT_EQ(date.year, previous.year + (is_last_of_year ? 1 : 0)) << day;
    ASSERT_EQ(days_from_julian(date), day);
    previous = date;
  }
}

RC_GTEST_PROP(JulianLaw, DaysAndDatesAreInverseOverAllYears, ()) {
  const std::int64_t limit = days_from_julian({kMaxYear, 12, 31});
  const std::int64_t day = *gen::inRange<std::int64_t>(-limit, limit);
  const CivilDate date = julian_from_days(day);
  RC_ASSERT(days_from_julian(date) == day);
  RC_ASSERT(date.month >= 1 && date.month <= 12);
  RC_ASSERT(date.day >= 1 && date.day <= days_in_julian_month(date.year, date.month));
}

RC_GTEST_PROP(JulianLaw, CalendarsConvertBothWays, ()) {
  const std::int64_t limit = days_from_civil({kMaxYear, 12, 31});
  const CivilDate gregorian = civil_from_days(*gen::inRange<std::int64_t>(-limit, limit));
  RC_ASSERT(gregorian_of_julian(julian_of_gregorian(gregorian)) == gregorian);
}

// The distance grows by a day in every Gregorian century year that is no leap year.
RC_GTEST_PROP(JulianLaw, DistanceIsThatOfTheLeapDays, ()) {
  const std::int64_t year = *gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  const std::int64_t distance = days_from_julian({year, 3, 1}) - days_from_civil({year, 3, 1});
  RC_ASSERT(distance == floor_divide(year, 100) - floor_divide(year, 400) - 2);
}

// A Julian year, month or day spans the very days that bear its name.
RC_GTEST_PROP(JulianLaw, DatesSpanTheDaysOfTheirName, ()) {
  const int year = *gen::inRange(1, 10'000), month = *gen::inRange(1, 13);
  const int day = *gen::inRange(1, days_in_julian_month(year, month) + 1);
  const std::string sign = *gen::arbitrary<bool>() ? "-" : "";
  const std::int64_t signed_year = sign.empty() ? year : -year;
  RC_PRE(day <= days_in_julian_month(signed_year, month));
  const auto span = [](const std::string& text) {
    const Period p = read_validity(text, Extent::kThroughout, false, Calendar::kJulian)->bounds;
    RC_ASSERT(p.is_certain());
    return std::pair(julian_from_days(day_of(p.earliest_start)), julian_from_days(day_of(p.latest_end) - 1));
  };
  const std::string y = sign + random_dates::padded(year, 4), m = y + "-" + random_dates::padded(month, 2);
  const CivilDate date{signed_year, month, day};
  RC_ASSERT(span(m + "-" + random_dates::padded(day, 2)) == std::pair(date, date));
  const CivilDate first_of_month{signed_year, month, 1};
  const CivilDate last_of_month{signed_year, month, days_in_julian_month(signed_year, month)};
  RC_ASSERT(span(m) == std::pair(first_of_month, last_of_month));
  RC_ASSERT(span(y) == std::pair(CivilDate{signed_year, 1, 1}, CivilDate{signed_year, 12, 31}));
}

// Every EDTF text reads under either calendar alike but for the days, and has words.
RC_GTEST_PROP(JulianLaw, EveryTextHasBoundsAndWords, ()) {
  const std::string text = *random_dates::expression();
  RC_PRE(read_validity(text).ok());
  for (const Extent extent : {Extent::kWithin, Extent::kThroughout, Extent::kObserved}) {
    const Result<Validity> validity = read_validity(text, extent, false, Calendar::kJulian);
    RC_ASSERT(validity.ok());
    RC_ASSERT(validity->bounds.is_valid());
    RC_ASSERT(text_of(*validity).find("Julian") != std::string::npos);
    const std::string gregorian = edtf_of(*validity);
    if (!gregorian.empty()) RC_ASSERT(*read_edtf(gregorian) == validity->bounds);
  }
}

// English says the calendar at its end.
RC_GTEST_PROP(JulianLaw, EnglishReadsJulianDays, ()) {
  const std::int64_t day = *gen::inRange<std::int64_t>(-700'000, 700'000);
  const CivilDate julian = julian_from_days(day);
  RC_PRE(julian.day <= days_in_month(julian.year, julian.month));  // 29 February 1900 is Julian alone
  const Validity named = validity_of(Period::certain(start_of_day(julian), start_of_day(days_from_civil(julian) + 1)));
  const std::string words = text_of(named);
  for (const char* mark : {" (Julian)", " (O.S.)", ", Old Style", " Julian calendar"}) {
    const Result<EnglishReading> reading = read_english(words + mark);
    RC_ASSERT(reading.ok());
    RC_ASSERT(reading->validity.calendar == Calendar::kJulian);
    RC_ASSERT(reading->validity.bounds == Period::certain(start_of_day(day), start_of_day(day + 1)));
  }
}

}  // namespace
}  // namespace entente

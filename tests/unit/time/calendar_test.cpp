#include "entente/time/calendar.hpp"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(Calendar, CountsDaysFrom1970) {
  EXPECT_EQ(days_from_civil({1970, 1, 1}), 0);
  EXPECT_EQ(days_from_civil({2000, 3, 1}), 11'017);
  EXPECT_EQ(days_from_civil({1969, 12, 31}), -1);
  EXPECT_EQ(days_from_civil({0, 3, 1}), -719'468);
}

TEST(Calendar, ConvertsEveryDayOfSevenCenturiesBackAndForth) {
  std::int64_t day = days_from_civil({-301, 1, 1});
  for (std::int64_t year = -301; year <= 401; ++year) {
    for (int month = 1; month <= 12; ++month) {
      for (int of_month = 1; of_month <= days_in_month(year, month); ++of_month, ++day) {
        const CivilDate date{year, month, of_month};
        ASSERT_EQ(days_from_civil(date), day);
        ASSERT_EQ(civil_from_days(day), date);
      }
    }
  }
}

TEST(Calendar, KnowsLeapYearsOnBothSidesOfYearZero) {
  EXPECT_TRUE(is_leap_year(2000));
  EXPECT_FALSE(is_leap_year(1900));
  EXPECT_TRUE(is_leap_year(0));
  EXPECT_TRUE(is_leap_year(-4));
  EXPECT_FALSE(is_leap_year(-100));
  EXPECT_TRUE(is_leap_year(-400));
  EXPECT_EQ(days_in_month(1900, 2), 28);
}

TEST(Calendar, HoldsTheFarthestYears) {
  for (const std::int64_t year : {-kMaxYear, kMaxYear}) {
    const CivilDate date{year, 12, 31};
    EXPECT_EQ(civil_from_days(days_from_civil(date)), date);
    const Instant instant = start_of_day(date);
    EXPECT_TRUE(instant.is_finite());
    EXPECT_EQ(instant.seconds < 0, year < 0);
  }
}

TEST(Calendar, AddsMonthsWithinTheMonthsLength) {
  EXPECT_EQ(add_months({2023, 1, 31}, 1), (CivilDate{2023, 2, 28}));
  EXPECT_EQ(add_months({2024, 1, 31}, 1), (CivilDate{2024, 2, 29}));
  EXPECT_EQ(add_months({2024, 2, 29}, 12), (CivilDate{2025, 2, 28}));
  EXPECT_EQ(add_months({1, 1, 1}, -1), (CivilDate{0, 12, 1}));
  EXPECT_EQ(add_months({0, 1, 15}, -13), (CivilDate{-2, 12, 15}));
}

TEST(Calendar, FindsTheDayOfAnInstant) {
  EXPECT_EQ(day_of({0}), 0);
  EXPECT_EQ(day_of({-1}), -1);
  EXPECT_EQ(day_of({kSecondsPerDay}), 1);
  EXPECT_TRUE(is_midnight({-kSecondsPerDay}));
  EXPECT_FALSE(is_midnight({-1}));
}

}  // namespace
}  // namespace entente

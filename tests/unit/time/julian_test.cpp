#include "entente/time/julian.hpp"

#include <gtest/gtest.h>

#include <string>

#include "entente/time/edtf.hpp"
#include "entente/time/english.hpp"
#include "entente/time/validity.hpp"

namespace entente {
namespace {

Validity julian(const char* edtf, Extent extent = Extent::kWithin) {
  const Result<Validity> read = read_validity(edtf, extent, false, Calendar::kJulian);
  return read.ok() ? *read : Validity{};
}

// Days whose names in both calendars are on record.
TEST(Julian, KnownDays) {
  struct Row {
    CivilDate julian, gregorian;
  };
  constexpr Row kRows[] = {
      {{1917, 10, 25}, {1917, 11, 7}},  // the October Revolution
      {{1918, 1, 31}, {1918, 2, 13}},   // the last Julian day in Russia
      {{1582, 10, 4}, {1582, 10, 14}},  // the last Julian day in Rome …
      {{1582, 10, 5}, {1582, 10, 15}},  // … would have been followed by this one
      {{1752, 9, 2}, {1752, 9, 13}},    // the last Julian day in Britain
      {{1900, 2, 28}, {1900, 3, 12}},   // a leap year in one calendar alone
      {{1900, 2, 29}, {1900, 3, 13}},   {{1900, 3, 1}, {1900, 3, 14}},
      {{2000, 2, 29}, {2000, 3, 13}},   {{325, 3, 21}, {325, 3, 22}},  // the equinox of Nicaea
      {{300, 2, 28}, {300, 2, 28}},                                    // the calendars agree from here …
      {{200, 3, 1}, {200, 3, 1}},                                      // … back to here
      {{200, 2, 29}, {200, 2, 28}},     {{1, 1, 1}, {0, 12, 30}},
      {{0, 12, 31}, {0, 12, 29}},       {{0, 2, 29}, {0, 2, 27}},      // 1 BC is a leap year in both
      {{-1, 12, 31}, {-1, 12, 29}},     {{-43, 3, 15}, {-43, 3, 13}},  // the ides of March, 44 BC
      {{-4712, 1, 1}, {-4713, 11, 24}},                                // the first day of the Julian day count
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(gregorian_of_julian(row.julian), row.gregorian) << row.julian.year;
    EXPECT_EQ(julian_of_gregorian(row.gregorian), row.julian) << row.julian.year;
  }
  EXPECT_EQ(days_from_julian({-4712, 1, 1}), -2'440'588);  // Julian day 0; 1970-01-01 begins in day 2,440,588
}

TEST(Julian, DatesOfEveryPrecision) {
  const auto gregorian = [](const char* edtf) { return edtf_of(julian(edtf)); };
  EXPECT_EQ(gregorian("1917-10-25"), "1917-11-07");
  EXPECT_EQ(gregorian("1900-02-29"), "1900-03-13");
  EXPECT_EQ(gregorian("1917-10"), "[1917-10-14..1917-11-13]");
  EXPECT_EQ(gregorian("1917"), "[1917-01-14..1918-01-13]");
  EXPECT_EQ(gregorian("-0043-03-15"), "-0043-03-13");
  EXPECT_EQ(gregorian("1917-10-23/1917-10-26"), "1917-11-05/1917-11-08");
  EXPECT_EQ(julian("1900-02", Extent::kThroughout).bounds, *read_literal("1900-02-13/1900-03-13"));
  EXPECT_FALSE(read_validity("1900-02-29").ok());
  const Result<Validity> no_day = read_validity("1901-02-29", Extent::kWithin, false, Calendar::kJulian);
  EXPECT_FALSE(no_day.ok());
  // What is widened moves along its own calendar: 29 February 1900 and a month is 29 March.
  EXPECT_EQ(julian("1900-02-29~").bounds, *read_edtf("[1900-03-12..1900-03-14]"));
  EXPECT_EQ(julian("1900-01~").bounds, *read_edtf("[1899-12-13..1900-03-13]"));
}

TEST(Julian, WordsNameTheDayInBothCalendars) {
  EXPECT_EQ(text_of(julian("1917-10-25")), "on 7 November 1917 (25 October, Julian)");
  EXPECT_EQ(text_of(julian("1917-12-26")), "on 8 January 1918 (26 December 1917, Julian)");
  EXPECT_EQ(text_of(julian("1917-10-25?")), "perhaps on 7 November 1917 (25 October, Julian)");
  EXPECT_EQ(text_of(julian("-0043-03-15")), "on 13 March 44 BC (15 March, Julian)");
  EXPECT_EQ(text_of(julian("1917-10-23/1917-10-26")), "from 5 to 8 November 1917 (23 to 26 October, Julian)");
  EXPECT_EQ(text_of(julian("1917-10-25T21:45:00Z")), "on 7 November 1917, 21:45:00 UTC (25 October, Julian)");
  EXPECT_EQ(text_of(julian("1917-10")), "in October 1917 (Julian calendar)");
  EXPECT_EQ(text_of(julian("1917/1918-02-01")), "from 1917 until 1 February 1918 (Julian calendar)");
}

TEST(Julian, EnglishSaysSoAtTheEnd) {
  for (const char* text : {"25 October 1917 (Julian)", "25 October 1917 (O.S.)", "October 25, 1917, Old Style",
                           "25 Oct. 1917 O.S.", "25 October 1917 (Julian calendar)"}) {
    const Result<EnglishReading> reading = read_english(text);
    ASSERT_TRUE(reading.ok()) << text;
    EXPECT_EQ(reading->understood, "on 7 November 1917 (25 October, Julian) (EDTF 1917-10-25, Julian)");
    EXPECT_EQ(reading->validity, julian("1917-10-25"));
  }
  EXPECT_EQ(read_english("7 November 1917 (N.S.)")->validity, *read_validity("1917-11-07"));
  EXPECT_EQ(read_english("29 February 1900 (Julian)")->validity.bounds, *read_edtf("1900-03-13"));
  EXPECT_EQ(read_english("before 25 October 1917 (Julian)")->validity.bounds, *read_edtf("[..1917-11-06]"));
  EXPECT_TRUE(read_english("Wednesday 25 October 1917 (O.S.)").ok());
  EXPECT_FALSE(read_english("(Julian)").ok());
}

}  // namespace
}  // namespace entente

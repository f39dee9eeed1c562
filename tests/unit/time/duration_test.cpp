// Calendar amounts by example; tests/laws/duration_law.cpp has their laws.
#include "entente/time/duration.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "unit/time/written.hpp"

namespace entente {
namespace {

std::string later(const char* date, const char* duration) {
  const Result<Instant> moved = add(day(date), *read_duration(duration));
  return moved ? print_instant(*moved) : moved.error().message;
}
std::string period_later(const char* date, const char* duration) {
  const Result<Period> moved = add(literal(date), *read_duration(duration));
  return moved ? print_edtf(*moved).value_or("not in EDTF") : moved.error().message;
}

TEST(Duration, IsReadFromIso8601) {
  EXPECT_EQ(*read_duration("P1Y2M3DT4H5M6S"), (Duration{14, 3, 4 * 3600 + 5 * 60 + 6}));
  EXPECT_EQ(*read_duration("P2W"), (Duration{0, 14, 0}));
  EXPECT_EQ(*read_duration("P1M1W1D"), (Duration{1, 8, 0}));
  EXPECT_EQ(*read_duration("-P1Y2DT1S"), (Duration{-12, -2, -1}));
  EXPECT_EQ(*read_duration("P1Y-3M"), (Duration{9, 0, 0}));
  EXPECT_EQ(*read_duration("-P-1D"), (Duration{0, 1, 0}));
  EXPECT_EQ(*read_duration("+PT+90M"), (Duration{0, 0, 5400}));
  EXPECT_EQ(*read_duration("P0D"), Duration{});
}

struct DurationRefusal {
  const char* text;
  std::size_t at;
  const char* message;
};

TEST(Duration, ErrorsNameThePlaceAndWhatWasExpected) {
  const DurationRefusal refusals[] = {
      {"", 0, "the text ends where 'P', as in P1Y2M3DT4H5M6S, was expected"},
      {"1Y", 0, "found '1' where 'P', as in P1Y2M3DT4H5M6S, was expected"},
      {"P", 1, "the text ends where a number of years, months, weeks or days, or 'T' was expected"},
      {"PT", 2, "the text ends where a number of hours, minutes or seconds after 'T' was expected"},
      {"P1YT", 4, "the text ends where a number of hours, minutes or seconds after 'T' was expected"},
      {"P1", 2, "the text ends where one of Y, M, W, D was expected"},
      {"P2M1Y", 4, "found 'Y' where one of W, D was expected"},
      {"P1D1D", 4, "found 'D' where the end of the duration was expected"},
      {"PT1D", 3, "found 'D' where one of H, M, S was expected"},
      {"P1.5Y", 2, "found '.' where a whole number and its unit was expected"},
      {"P-Y", 2, "found 'Y' where a digit was expected"},
      {"P1Yé", 3, "found 'é' where the end of the duration was expected"},
      {"PT5S ", 4, "found ' ' where the end of the duration was expected"},
  };
  for (const DurationRefusal& refusal : refusals) {
    const Result<Duration> read = read_duration(refusal.text);
    ASSERT_FALSE(read) << refusal.text;
    EXPECT_EQ(read.error().code, ErrorCode::kSyntax) << refusal.text;
    EXPECT_EQ(read.error().message, refusal.message) << refusal.text;
    EXPECT_EQ(read.error().span->offset, refusal.at) << refusal.text;
  }
  for (const char* text :
       {"P9223372036854775808D", "P800000000000000000Y", "P9223372036854775807DT0S1D", "P1317624576693539402W"}) {
    ASSERT_FALSE(read_duration(text)) << text;
  }
  EXPECT_EQ(read_duration("P9223372036854775808D").error().code, ErrorCode::kArgument);
  EXPECT_EQ(read_duration("P800000000000000000Y").error().code, ErrorCode::kArgument);
}

TEST(Duration, IsPrintedWithoutZeros) {
  const auto reprinted = [](const char* text) { return print_duration(*read_duration(text)); };
  EXPECT_EQ(reprinted("P1Y2M3DT4H5M6S"), "P1Y2M3DT4H5M6S");
  EXPECT_EQ(reprinted("P14M"), "P1Y2M");
  EXPECT_EQ(reprinted("P2W"), "P14D");
  EXPECT_EQ(reprinted("PT36H90S"), "PT36H1M30S");
  EXPECT_EQ(reprinted("P-1Y-2D"), "-P1Y2D");
  EXPECT_EQ(reprinted("P1Y-2DT-90S"), "P1Y-2DT-1M-30S");
  EXPECT_EQ(reprinted("P0Y"), "PT0S");
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(print_duration({0, least, 0}), "-P9223372036854775808D");
}

TEST(Duration, IsSaidInEnglish) {
  const auto said = [](const char* text) { return text_of(*read_duration(text)); };
  EXPECT_EQ(said("P1Y2M3D"), "1 year, 2 months and 3 days");
  EXPECT_EQ(said("PT1H1M2S"), "1 hour, 1 minute and 2 seconds");
  EXPECT_EQ(said("P10W"), "70 days");
  EXPECT_EQ(said("-P1M5D"), "minus 1 month and 5 days");
  EXPECT_EQ(said("P2M-3D"), "2 months less 3 days");
  EXPECT_EQ(said("P0D"), "no time");
}

TEST(Duration, AddsByTheCalendar) {
  EXPECT_EQ(later("1949-12-16", "P10W"), "1950-02-24");
  EXPECT_EQ(later("1950-01-31", "P1M"), "1950-02-28");
  EXPECT_EQ(later("1952-01-31", "P1M"), "1952-02-29");
  EXPECT_EQ(later("1952-02-29", "P1Y"), "1953-02-28");
  EXPECT_EQ(later("1950-03-31", "-P1M"), "1950-02-28");
  EXPECT_EQ(later("1950-01-31", "P1M1D"), "1950-03-01");
  EXPECT_EQ(later("0001-01-01", "-P1D"), "0000-12-31");
  EXPECT_EQ(later("1950-01-01", "PT36H"), "1950-01-02T12:00:00Z");
  EXPECT_EQ(later("1950-01-31T10:30:00Z", "P1M"), "1950-02-28T10:30:00Z");
  EXPECT_EQ(*add(Instant::plus_infinity(), *read_duration("-P1Y")), Instant::plus_infinity());
}

TEST(Duration, NeverWrapsRound) {
  for (const char* text : {"P200000000000Y", "-P400000000000Y", "P400000000000Y", "P9223372036854775807D",
                           "P700000000000000000Y", "PT9223372036854775807S"}) {
    const Result<Instant> moved = add(day("1950"), *read_duration(text));
    ASSERT_FALSE(moved) << text;
    EXPECT_EQ(moved.error().code, ErrorCode::kArgument);
  }
  EXPECT_TRUE(add(day("1950"), *read_duration("P199999998050Y")));
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_FALSE(add(Duration{0, kMost, 0}, Duration{0, 1, 0}));
  EXPECT_FALSE(negate(Duration{std::numeric_limits<std::int64_t>::min(), 0, 0}));
  EXPECT_EQ(*negate(Duration{1, -2, 3}), (Duration{-1, 2, -3}));
}

TEST(Duration, MovesPeriodsWithoutEmptyingThem) {
  EXPECT_EQ(period_later("1950-01-30", "P1M"), "1950-02-28");
  EXPECT_EQ(period_later("1950-01", "P1M"), "1950-02-01/1950-02-28");
  EXPECT_EQ(period_later("1950-02", "P1M"), "1950-03-01/1950-03-31");
  EXPECT_EQ(period_later("1950-01-31/..", "P1M"), "1950-02-28/..");
  EXPECT_EQ(period_later("1952-02-29", "P1Y"), "1953-02-28");
  const Period uncertain = *add(*read_edtf("1949/1956"), *read_duration("P10Y"));
  EXPECT_EQ(uncertain, *read_edtf("1959/1966"));
  EXPECT_FALSE(add(literal("1950"), *read_duration("P200000000000Y")));
  // Bounds with a time of day that would change places become equal.
  const Period hours{day("1950-01-30T12:00:00Z"), day("1950-01-31T10:00:00Z"), day("1950-02-05"), day("1950-02-06")};
  const Instant noon = day("1950-02-28T12:00:00Z");
  EXPECT_EQ(*add(hours, *read_duration("P1M")), (Period{noon, noon, day("1950-03-05"), day("1950-03-06")}));
}

std::string difference(const char* from, const char* to) {
  return print_duration(*duration_between(day(from), day(to)));
}

TEST(Duration, BetweenTwoInstantsCountsWholeMonthsFirst) {
  EXPECT_EQ(difference("1950-02-14", "1979-04-03"), "P29Y1M20D");
  EXPECT_EQ(difference("1950-01-31", "1950-02-28"), "P28D");
  EXPECT_EQ(difference("1950-01-31", "1950-03-01"), "P1M1D");
  EXPECT_EQ(difference("1952-02-29", "1953-02-28"), "P11M30D");
  EXPECT_EQ(difference("1950-03-31", "1950-02-01"), "-P1M27D");
  EXPECT_EQ(difference("1950-01-01T12:00:00Z", "1950-02-01"), "P30DT12H");
  EXPECT_EQ(difference("1950", "1950"), "PT0S");
  EXPECT_EQ(difference("-0001-01-01", "0001-01-01"), "P2Y");
  EXPECT_EQ(duration_between(day("1950"), Instant::plus_infinity()), std::nullopt);
  EXPECT_EQ(duration_between(Instant::minus_infinity(), day("1950")), std::nullopt);
}

constexpr std::uint64_t kDay = 86'400;

TEST(Length, OfAnUncertainPeriodIsARange) {
  EXPECT_EQ(length(*read_edtf("1989-05-15/1989-05-18")), (LengthRange{4 * kDay, 4 * kDay}));
  EXPECT_EQ(length(*read_edtf("1989-05")), (LengthRange{1, 31 * kDay}));
  EXPECT_EQ(length(*read_edtf("1949/1950")), (LengthRange{2 * kDay, 730 * kDay}));
  EXPECT_EQ(length(*read_edtf("2001/..")), (LengthRange{LengthRange::kUnbounded, LengthRange::kUnbounded}));
  EXPECT_EQ(length(*read_edtf("../2001")).min, LengthRange::kUnbounded);
  EXPECT_EQ(length(*read_edtf("2001-01-01/")).max, LengthRange::kUnbounded);
  EXPECT_LE(length(*read_edtf("2001-01-01/")).min, kDay);
  EXPECT_FALSE(length(*read_edtf("2001/")).is_bounded());
}

TEST(Length, OfTheWholeCalendarDoesNotWrap) {
  const Instant first = *read_instant("Y-200000000000", {}), last = *read_instant("Y200000000000", {});
  const LengthRange whole = length(Period::certain(first, last));
  EXPECT_TRUE(whole.is_bounded());
  EXPECT_EQ(text_of(whole), "400000000000 years");
}

TEST(Length, OfOverlapAndGap) {
  const Period alliance = literal("1950-02-14/1980-04-10"), crisis = *read_edtf("1979/1982");
  EXPECT_EQ(overlap_length(alliance, crisis), (LengthRange{102 * kDay, (365 + 101) * kDay}));
  EXPECT_EQ(gap(alliance, crisis), (LengthRange{0, 0}));
  EXPECT_EQ(gap(literal("1950-01-01"), literal("1950-01-11")), (LengthRange{9 * kDay, 9 * kDay}));
  EXPECT_EQ(gap(literal("1950-01-11"), literal("1950-01-01")), (LengthRange{9 * kDay, 9 * kDay}));
  EXPECT_EQ(overlap_length(literal("1950"), literal("1951")), (LengthRange{0, 0}));
  EXPECT_EQ(overlap_length(literal("1950/.."), literal("1951/..")).min, LengthRange::kUnbounded);
  EXPECT_EQ(gap(literal("1950"), *read_edtf("1960/1961")), (LengthRange{3287 * kDay, 3652 * kDay}));
}

TEST(Length, FromAnUnknownStartIsUnbounded) {
  const Period meeting = literal("1950-01-01");
  const Period any{Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(),
                   Instant::plus_infinity()};
  EXPECT_EQ(gap(meeting, any), (LengthRange{0, LengthRange::kUnbounded}));
  EXPECT_EQ(length(any), (LengthRange{1, LengthRange::kUnbounded}));
  EXPECT_EQ(overlap_length(meeting, any), (LengthRange{0, kDay}));
  EXPECT_EQ(overlap_length(any, Period::always()), (LengthRange{1, LengthRange::kUnbounded}));
}

std::string said(const char* edtf) {
  return text_of(length(*read_edtf(edtf)));
}

TEST(Length, IsSaidInEnglish) {
  EXPECT_EQ(said("1950-02-14/1965-02-13"), "15 years");
  EXPECT_EQ(said("1950-02-14/1964-12-20"), "almost 15 years");
  EXPECT_EQ(said("1950-02-14/1965-03-20"), "just over 15 years");
  EXPECT_EQ(said("1950-01-01/1964-07-01"), "14 years and 6 months");
  EXPECT_EQ(said("1949/1952"), "between 2 and 4 years");
  EXPECT_EQ(said("1949-12/1951-03"), "between 14 and 16 months");
  EXPECT_EQ(said("1949-01/1950-02"), "between 12 and 14 months");
  EXPECT_EQ(said("1949/1950"), "between 2 days and 2 years");
  EXPECT_EQ(said("1989"), "up to 1 year");
  EXPECT_EQ(said("1989-05-15/1989-05-18"), "4 days");
  EXPECT_EQ(said("1991-12-26"), "1 day");
  EXPECT_EQ(said("1991-12-26T10:00:00Z"), "1 second");
  EXPECT_EQ(said("2001/.."), "without limit");
  EXPECT_EQ(said("2001/"), "of unknown length");
  EXPECT_EQ(text_of(LengthRange{0, 0}), "no time");
  EXPECT_EQ(text_of(LengthRange{731 * kDay, LengthRange::kUnbounded}), "at least 2 years");
  EXPECT_EQ(text_of(LengthRange{92 * kDay, 456 * kDay}), "between 3 and 15 months");
  EXPECT_EQ(text_of(LengthRange{5450 * kDay, 5500 * kDay}), "about 15 years");
  EXPECT_EQ(text_of(LengthRange{1300 * kDay, 2300 * kDay}), "between 3 and 7 years");
  EXPECT_EQ(text_of(LengthRange{kDay, 10 * kDay}), "between 1 and 10 days");
  EXPECT_EQ(text_of(LengthRange{kDay, 20 * kDay}), "up to 20 days");
  EXPECT_EQ(text_of(LengthRange{0, 3 * kDay}), "up to 3 days");
  EXPECT_EQ(text_of(LengthRange{90, 90}), "90 seconds");
  EXPECT_EQ(text_of(LengthRange{9'000, 9'000}), "2 hours and 30 minutes");
}

}  // namespace
}  // namespace entente

// openCypher's temporal instants and amounts by example: texts, time zones, arithmetic.
#include <gtest/gtest.h>

#include <limits>

#include "entente/time/temporal.hpp"
#include "entente/time/temporal_amount.hpp"
#include "entente/time/time_zone.hpp"

namespace entente {
namespace {

template <class T>
std::string printed(const Result<T>& value) {
  return value.ok() ? print(*value) : value.error().message;
}
std::string amount(std::string_view text) {
  return printed(read_amount(text));
}

TEST(Temporal, ReadsDatesInEveryForm) {
  for (const char* text : {"2015-07-21", "20150721", "2015-W30-2", "2015W302", "2015-202", "2015202"})
    EXPECT_EQ(printed(read_local_date(text)), "2015-07-21") << text;
  EXPECT_EQ(printed(read_local_date("2015-07")), "2015-07-01");
  EXPECT_EQ(printed(read_local_date("201507")), "2015-07-01");
  EXPECT_EQ(printed(read_local_date("2015-W30")), "2015-07-20");
  EXPECT_EQ(printed(read_local_date("2015")), "2015-01-01");
  EXPECT_EQ(printed(read_local_date("-0044-03-15")), "-0044-03-15");
  EXPECT_EQ(printed(read_local_date("+999999999-12-31")), "+999999999-12-31");
}

TEST(Temporal, RefusesWhatIsNoDate) {
  for (const char* text : {"", "15", "2015-13", "2015-02-29", "2015-W54", "2015-366", "2015-07-21T",
                           "+1000000000-01-01", "20150", "2015-7-1", "2015-07-21 "})
    EXPECT_FALSE(read_local_date(text).ok()) << text;
}

TEST(Temporal, ReadsTimes) {
  for (const char* text : {"21:40:32.142", "214032.142", "21:40:32,142000000"})
    EXPECT_EQ(printed(read_local_time(text)), "21:40:32.142") << text;
  EXPECT_EQ(printed(read_local_time("21")), "21:00");
  EXPECT_EQ(printed(read_offset_time("2140-00:00")), "21:40Z");
  EXPECT_EQ(printed(read_offset_time("22+18:00")), "22:00+18:00");
  EXPECT_EQ(printed(read_offset_time("12:34:56+02:05:59")), "12:34:56+02:05:59");
  for (const char* text :
       {"24:00", "21:60", "2", "21:4", "21:40:32.", "21:40:32.1234567890", "21:40+19:00", "21:40[Europe/London]"})
    EXPECT_FALSE(read_offset_time(text).ok()) << text;
}

TEST(Temporal, ReadsDatetimesWithNamedZones) {
  EXPECT_EQ(printed(read_zoned_date_time("2015-07-21T21:40:32.142[Europe/London]")),
            "2015-07-21T21:40:32.142+01:00[Europe/London]");
  EXPECT_EQ(printed(read_zoned_date_time("2015-W30T2140-02")), "2015-07-20T21:40-02:00");
  EXPECT_EQ(printed(read_zoned_date_time("2015-07-21T12:00+01:00[Europe/Stockholm]")),
            "'2015-07-21T12:00+01:00[Europe/Stockholm]': Europe/Stockholm is +02:00 from UTC then, not +01:00");
  EXPECT_EQ(printed(read_zoned_date_time("2015-07-21T12:00[Europe/Nowhere]")),
            "there is no time zone 'Europe/Nowhere'");
  EXPECT_EQ(printed(read_zoned_date_time("2037-07-01T12:00[Europe/Paris]")), "2037-07-01T12:00+02:00[Europe/Paris]");
  EXPECT_EQ(printed(read_zoned_date_time("2038-07-01T12:00[Europe/Paris]")), "2038-07-01T12:00+02:00[Europe/Paris]");
  EXPECT_EQ(printed(read_zoned_date_time("9999-01-01T12:00[Europe/Paris]")), "9999-01-01T12:00+01:00[Europe/Paris]");
  // The last Sundays of March and October 2040: the 25th and the 28th.
  EXPECT_EQ(printed(read_zoned_date_time("2040-03-25T02:30[Europe/Paris]")), "2040-03-25T03:30+02:00[Europe/Paris]");
  EXPECT_EQ(printed(read_zoned_date_time("2040-10-28T03:00[Europe/Paris]")), "2040-10-28T03:00+01:00[Europe/Paris]");
  EXPECT_EQ(printed(read_zoned_date_time("2040-10-27T03:00[Europe/Paris]")), "2040-10-27T03:00+02:00[Europe/Paris]");
  EXPECT_EQ(printed(read_zoned_date_time("2039-01-10T12:00[Australia/Sydney]")),
            "2039-01-10T12:00+11:00[Australia/Sydney]");
  EXPECT_FALSE(read_time_zone("../../etc/passwd").ok());
  EXPECT_FALSE(read_time_zone("").ok());
}

// On 2017-10-29 clocks in Stockholm were put back from 3:00 to 2:00, on 2017-03-26 forward from 2:00 to 3:00.
TEST(Temporal, ClocksArePutBackAndForward) {
  const TimeZone stockholm{"Europe/Stockholm", 0};
  const LocalDateTime twice = *read_local_date_time("2017-10-29T02:30"),
                      never = *read_local_date_time("2017-03-26T02:30");
  EXPECT_EQ(printed(in_zone(twice, stockholm)), "2017-10-29T02:30+02:00[Europe/Stockholm]");
  EXPECT_EQ(printed(in_zone(twice, stockholm, 3'600)), "2017-10-29T02:30+01:00[Europe/Stockholm]");
  EXPECT_EQ(printed(in_zone(never, stockholm)), "2017-03-26T03:30+02:00[Europe/Stockholm]");
  const ZonedDateTime before = *read_zoned_date_time("2017-10-28T12:00[Europe/Stockholm]");
  EXPECT_EQ(printed(add(before, *read_amount("P1D"))), "2017-10-29T12:00+01:00[Europe/Stockholm]");
  EXPECT_EQ(printed(add(before, *read_amount("PT24H"))), "2017-10-29T11:00+01:00[Europe/Stockholm]");
}

TEST(Temporal, OneMomentInTwoZonesIsNotEqualAndHasAnOrder) {
  const ZonedDateTime west = *read_zoned_date_time("2015-07-21T10:00-02:00"),
                      east = *read_zoned_date_time("2015-07-21T13:00+01:00");
  EXPECT_NE(west, east);
  EXPECT_LT(west, east);
  EXPECT_LT(*read_offset_time("10:00+01:00"), *read_offset_time("09:35Z"));
}

TEST(Temporal, AmountsAreReadAndPrinted) {
  for (const char* text :
       {"P14DT16H12M", "P12Y5M-14DT16H", "PT-0.001S", "PT-59.999S", "PT-1M-0.001S", "PT0S", "P-1Y-8M"})
    EXPECT_EQ(amount(text), text);
  EXPECT_EQ(amount("P0.75M"), "P22DT19H51M49.5S");
  EXPECT_EQ(amount("P2.5W"), "P17DT12H");
  EXPECT_EQ(amount("P2012-02-02T14:37:21.545"), "P2012Y2M2DT14H37M21.545S");
  EXPECT_EQ(amount("-P1DT0.5S"), "P-1DT-0.5S");
  EXPECT_EQ(amount("PT70.1S"), "PT1M10.1S");
  for (const char* text : {"", "P", "PT", "P1", "P1S", "P1D1M", "P1YT", "1Y", "P1.Y", "P9223372036854775808D"})
    EXPECT_FALSE(read_amount(text).ok()) << text;
}

TEST(Temporal, WhatOverflowsIsAnError) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max(),
                         kLeast = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(add(TemporalAmount{kMost, 0, 0, 0}, {1, 0, 0, 0}).error().code, ErrorCode::kArithmetic);
  EXPECT_EQ(negate(TemporalAmount{0, kLeast, 0, 0}).error().code, ErrorCode::kArithmetic);
  EXPECT_EQ(multiply(TemporalAmount{0, 0, kMost, 0}, 2).error().code, ErrorCode::kArithmetic);
  const LocalDate last = *read_local_date("+999999999-12-31");
  EXPECT_EQ(add(last, TemporalAmount{0, 1, 0, 0}).error().code, ErrorCode::kArithmetic);
  EXPECT_EQ(add(last, TemporalAmount{kMost, 0, 0, 0}).error().code, ErrorCode::kArithmetic);
  EXPECT_EQ(add(at(last, {}), TemporalAmount{0, 0, kMost, 0}).error().code, ErrorCode::kArithmetic);
}

TEST(Temporal, AmountsAreOrderedByTheirMeanLength) {
  EXPECT_TRUE(order_amounts({0, 30, 0, 0}, {1, 0, 0, 0}) < 0);
  EXPECT_TRUE(order_amounts({0, 31, 0, 0}, {1, 0, 0, 0}) > 0);
  EXPECT_TRUE(order_amounts({0, 1, 0, 0}, {0, 0, kSecondsPerDay, 0}) != 0);
  EXPECT_TRUE(order_amounts({1, 2, 3, 4}, {1, 2, 3, 4}) == 0);
}

TEST(Temporal, AmountBetween) {
  const TemporalParts birth{*read_local_date("1984-10-11")}, later{*read_local_date("2015-06-24")};
  EXPECT_EQ(printed(amount_between(birth, later, AmountUnit::kCalendar)), "P30Y8M13D");
  EXPECT_EQ(printed(amount_between(later, birth, AmountUnit::kMonths)), "P-30Y-8M");
  EXPECT_EQ(printed(amount_between(birth, later, AmountUnit::kDays)), "P11213D");
  const TemporalParts noon{std::nullopt, *read_local_time("12:00")};
  EXPECT_EQ(printed(amount_between(birth, noon, AmountUnit::kCalendar)), "PT12H");
  EXPECT_EQ(printed(amount_between(birth, noon, AmountUnit::kDays)), "PT0S");
}

}  // namespace
}  // namespace entente

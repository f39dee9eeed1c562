#include <gtest/gtest.h>

#include <string>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/validity.hpp"

namespace entente {
namespace {

std::string canonical(const char* text) {
  const Result<std::string> printed = canonical_edtf(text);
  return printed.ok() ? *printed : describe(printed.error(), text);
}

TEST(CanonicalEdtf, KeepsWhatIsCanonical) {
  for (const char* text : {"1989",
                           "1949-12-16",
                           "-0043-03-15",
                           "195X",
                           "1XX3-1X-X2",
                           "2001-21",
                           "2001-38",
                           "1985~",
                           "2004-06-11%",
                           "2004~-06-11",
                           "2004-~06-11",
                           "2004?-06-~11",
                           "1950S2",
                           "Y170000002",
                           "Y-171010000S2",
                           "1967/1985~",
                           "2001/..",
                           "../1985",
                           "1949/",
                           "/1949",
                           "/",
                           "../..",
                           "[1667,1668,1670..1672]",
                           "{..1984}",
                           "[1760-12..]",
                           "1985-04-12T23:20:30",
                           "1985-04-12T23:20:30Z"}) {
    EXPECT_EQ(canonical(text), text);
  }
}

TEST(CanonicalEdtf, HasOneTextForOneMeaning) {
  EXPECT_EQ(canonical("?1985"), "1985?");
  EXPECT_EQ(canonical("?2004-?06-?11"), "2004-06-11?");
  EXPECT_EQ(canonical("~2004-~06-11"), "2004-06~-11");
  EXPECT_EQ(canonical("?2004-06-04~"), "2004%-~06-~04");
  EXPECT_EQ(canonical("?-2004-06~"), "-2004%-~06");
  EXPECT_EQ(canonical("Y17E7"), "Y170000000");
  EXPECT_EQ(canonical("Y-3388E2S3"), "Y-338800S3");
  EXPECT_EQ(canonical("Y20E2"), "2000");
  EXPECT_EQ(canonical("-1859S5"), "-1859");
  EXPECT_EQ(canonical("{1960 ,  1961-12}"), "{1960,1961-12}");
  EXPECT_EQ(canonical("[..1984,1990,1986]"), "[..1984,1986,1990]");
  EXPECT_EQ(canonical("[1800,1760..]"), "[1800,1760..]");
  EXPECT_EQ(canonical("1985-04-12T23:20:30+04:30"), "1985-04-12T18:50:30Z");
  EXPECT_EQ(canonical("2020-05-01T24:00:00Z"), "2020-05-02T00:00:00Z");
}

Instant civil_day(std::int64_t year, int month, int of_month) {
  return start_of_day(CivilDate{year, month, of_month});
}
std::string printed(const Period& period) {
  return print_edtf(period).value_or("none");
}

TEST(PrintEdtf, PrintsCertainPeriodsAsDaysAndIntervals) {
  EXPECT_EQ(printed(Period::certain(civil_day(1949, 12, 16), civil_day(1949, 12, 17))), "1949-12-16");
  EXPECT_EQ(printed(Period::certain(civil_day(1949, 10, 7), civil_day(1990, 10, 3))), "1949-10-07/1990-10-02");
  EXPECT_EQ(printed(Period::certain(civil_day(1989, 1, 1), civil_day(1990, 1, 1))), "1989-01-01/1989-12-31");
  EXPECT_EQ(printed(Period::certain(civil_day(2001, 7, 16), Instant::plus_infinity())), "2001-07-16/..");
  EXPECT_EQ(printed(Period::certain(Instant::minus_infinity(), civil_day(1991, 12, 26))), "../1991-12-25");
  EXPECT_EQ(printed(Period::always()), "../..");
  EXPECT_EQ(printed(Period::certain({5}, {6})), "1970-01-01T00:00:05Z");
  EXPECT_EQ(printed(Period::certain({0}, {1})), "1970-01-01T00:00:00Z");
  EXPECT_EQ(printed(Period::certain({5}, {3605})), "1970-01-01T00:00:05Z/1970-01-01T01:00:04Z");
  EXPECT_EQ(printed(Period::certain({0}, {3601})), "1970-01-01/1970-01-01T01:00:00Z");
}

TEST(PrintEdtf, PrintsWhatItsReadingGives) {
  for (const char* text : {"1989",
                           "1958-07",
                           "195X",
                           "19XX",
                           "-192X",
                           "-19XX",
                           "1949-22",
                           "1949-24",
                           "0000",
                           "-0044",
                           "Y170000002",
                           "1967/1985~",
                           "1967%/1985-03",
                           "1949-10/",
                           "/1985",
                           "/..",
                           "../",
                           "/",
                           "[1949-01..1949-04]",
                           "[1984..1986]",
                           "[1949-03-03..1949-03-09]",
                           "[1760-12..]",
                           "[..1984]",
                           "2001/..",
                           "../1985-03",
                           "1949-21/1950-23",
                           "195X/196X"}) {
    EXPECT_EQ(printed(*read_edtf(text)), text);
  }
}

TEST(PrintEdtf, HasNoTextForWhatEdtfCannotSay) {
  const Period observed = read_validity("1989", Extent::kObserved)->bounds;
  EXPECT_EQ(print_edtf(observed), std::nullopt);
  EXPECT_EQ(print_edtf({civil_day(1949, 1, 1), civil_day(1949, 1, 8), civil_day(1960, 1, 1), civil_day(1960, 1, 1)}),
            std::nullopt);
  EXPECT_EQ(print_edtf({{5}, {3}, {8}, {9}}), std::nullopt);
  EXPECT_EQ(print_edtf(Period::certain(civil_day(12'345, 1, 1), civil_day(12'345, 1, 9))), std::nullopt);
}

TEST(PrintInstant, PrintsDaysSecondsAndInfinities) {
  EXPECT_EQ(print_instant(civil_day(1949, 12, 16)), "1949-12-16");
  EXPECT_EQ(print_instant({-1}), "1969-12-31T23:59:59Z");
  EXPECT_EQ(print_instant(civil_day(-43, 3, 15)), "-0043-03-15");
  EXPECT_EQ(print_instant(Instant::plus_infinity()), "..");
  EXPECT_EQ(print_instant(Instant::minus_infinity()), "..");
}

TEST(PrintSystemTime, PrintsMicroseconds) {
  EXPECT_EQ(print_system_time({0}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(print_system_time({1'795'501'319'000'001}), "2026-11-24T06:21:59.000001Z");
  EXPECT_EQ(print_system_time({-1}), "1969-12-31T23:59:59.999999Z");
}

TEST(ValidityOf, CarriesTextWhereThereIsOne) {
  const Validity day_long = validity_of(Period::certain(civil_day(1949, 12, 16), civil_day(1949, 12, 17)));
  EXPECT_EQ(day_long.edtf, "1949-12-16");
  EXPECT_FALSE(day_long.direct_bounds);
  EXPECT_EQ(edtf_of(day_long), "1949-12-16");
  const Validity untold = validity_of(read_validity("1989", Extent::kObserved)->bounds);
  EXPECT_EQ(untold.edtf, "");
  EXPECT_TRUE(untold.direct_bounds);
  EXPECT_EQ(edtf_of(untold), "");
}

// A row of a damaged store can hold them; no date can.
TEST(PrintEdtf, HasNoTextForBoundsBeyondTheCalendar) {
  const Instant least{Instant::minus_infinity().seconds + 1}, greatest{Instant::plus_infinity().seconds - 1};
  EXPECT_EQ(print_edtf(Period::certain(least, greatest)), std::nullopt);
  EXPECT_EQ(print_edtf(Period::certain(Instant{0}, greatest)), std::nullopt);
  EXPECT_EQ(print_edtf({least, Instant{0}, greatest, Instant::plus_infinity()}), std::nullopt);
  EXPECT_EQ(print_instant(least), "-292277022657-01-27T08:29:53Z");
  EXPECT_EQ(print_instant(greatest), "292277026596-12-04T15:30:06Z");
}

TEST(EdtfOf, SaysTheValidityByItselfOrNothing) {
  EXPECT_EQ(edtf_of(*read_validity("1950-01-01/1951-01-01", Extent::kWithin, true)), "1950-01-01/1950-12-31");
  EXPECT_EQ(edtf_of(*read_validity("1951", Extent::kThroughout)), "1951-01-01/1951-12-31");
  EXPECT_EQ(edtf_of(*read_validity("1951", Extent::kObserved)), "");
  EXPECT_EQ(edtf_of(*read_validity("1917-10-25", Extent::kWithin, false, Calendar::kJulian)), "1917-11-07");
  EXPECT_EQ(edtf_of(*read_validity("1950/..", Extent::kWithin, true)), "1950/..");
  EXPECT_EQ(edtf_of(*read_validity("1950?/1955")), "1950?/1955");
}

}  // namespace
}  // namespace entente

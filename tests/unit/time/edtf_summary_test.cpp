// What is EDTF, at which level, and from which to which moment.
#include <gtest/gtest.h>

#include <string>

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

struct Accepted {
  const char* text;
  int level;
  const char* earliest;
  const char* latest;
};
void PrintTo(const Accepted& example, std::ostream* out) {
  *out << example.text;
}

class AcceptedTest : public testing::TestWithParam<Accepted> {};

TEST_P(AcceptedTest, HasLevelAndSpan) {
  const Accepted& example = GetParam();
  const Result<EdtfSummary> summary = summarize_edtf(example.text);
  ASSERT_TRUE(summary.ok()) << describe(summary.error(), example.text);
  EXPECT_EQ(summary->level, example.level);
  EXPECT_EQ(print_earliest(*summary), example.earliest);
  EXPECT_EQ(print_latest(*summary), example.latest);
}

INSTANTIATE_TEST_SUITE_P(
    Level0, AcceptedTest,
    testing::Values(Accepted{"1949-12-16", 0, "1949-12-16", "1949-12-16"},
                    Accepted{"1958-07", 0, "1958-07-01", "1958-07-31"},
                    Accepted{"2024-02", 0, "2024-02-01", "2024-02-29"}, Accepted{"1989", 0, "1989-01-01", "1989-12-31"},
                    Accepted{"0000", 0, "0000-01-01", "0000-12-31"},
                    Accepted{"1985-04-12T23:20:30", 0, "1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"},
                    Accepted{"1985-04-12T23:20:30Z", 0, "1985-04-12T23:20:30Z", "1985-04-12T23:20:30Z"},
                    Accepted{"1985-04-12T23:20:30+04:30", 0, "1985-04-12T18:50:30Z", "1985-04-12T18:50:30Z"},
                    Accepted{"1985-04-12T23:20:30-04", 0, "1985-04-13T03:20:30Z", "1985-04-13T03:20:30Z"},
                    Accepted{"2020-05-01T24:00:00Z", 0, "2020-05-02T00:00:00Z", "2020-05-02T00:00:00Z"},
                    Accepted{"1964/2008", 0, "1964-01-01", "2008-12-31"},
                    Accepted{"2004-02-01/2005", 0, "2004-02-01", "2005-12-31"},
                    Accepted{"0000-01-03/0000-01", 0, "0000-01-03", "0000-01-31"}));

INSTANTIATE_TEST_SUITE_P(
    Level1, AcceptedTest,
    testing::Values(
        Accepted{"Y170000002", 1, "170000002-01-01", "170000002-12-31"},
        Accepted{"Y-170000002", 1, "-170000002-01-01", "-170000002-12-31"},
        Accepted{"-0043-03-15", 1, "-0043-03-15", "-0043-03-15"}, Accepted{"2001-21", 1, "2001-03-01", "2001-05-31"},
        Accepted{"2001-24", 1, "2001-12-01", "2002-02-28"}, Accepted{"1984?", 1, "1984-01-01", "1984-12-31"},
        Accepted{"2004-06-11%", 1, "2004-06-11", "2004-06-11"}, Accepted{"201X", 1, "2010-01-01", "2019-12-31"},
        Accepted{"20XX", 1, "2000-01-01", "2099-12-31"}, Accepted{"-20XX", 1, "-2099-01-01", "-2000-12-31"},
        Accepted{"2004-XX", 1, "2004-01-01", "2004-12-31"}, Accepted{"1985-04-XX", 1, "1985-04-01", "1985-04-30"},
        Accepted{"-1985-04-XX", 1, "-1985-04-01", "-1985-04-30"}, Accepted{"1985-XX-XX", 1, "1985-01-01", "1985-12-31"},
        Accepted{"1985-04/..", 1, "1985-04-01", "inf"}, Accepted{"../1985", 1, "-inf", "1985-12-31"},
        Accepted{"1985/", 1, "1985-01-01", "unknown"}, Accepted{"/1985", 1, "unknown", "1985-12-31"},
        Accepted{"/..", 1, "unknown", "inf"}, Accepted{"../..", 1, "-inf", "inf"},
        Accepted{"1984~/2004-06", 1, "1984-01-01", "2004-06-30"}));

INSTANTIATE_TEST_SUITE_P(
    Level2, AcceptedTest,
    testing::Values(
        Accepted{"Y-17E7", 2, "-170000000-01-01", "-170000000-12-31"}, Accepted{"Y20E2", 2, "2000-01-01", "2000-12-31"},
        Accepted{"1950S2", 2, "1900-01-01", "1999-12-31"}, Accepted{"-1234S2", 2, "-1299-01-01", "-1200-12-31"},
        Accepted{"-1859S5", 2, "-1859-01-01", "-1859-12-31"},
        Accepted{"Y171010000S3", 2, "171000000-01-01", "171999999-12-31"},
        Accepted{"Y3388E2S3", 2, "338000-01-01", "338999-12-31"}, Accepted{"2001-25", 2, "2001-03-01", "2001-05-31"},
        Accepted{"2001-30", 2, "2001-12-01", "2002-02-28"}, Accepted{"2001-32", 2, "2001-06-01", "2001-08-31"},
        Accepted{"2001-34", 2, "2001-04-01", "2001-06-30"}, Accepted{"2001-36", 2, "2001-10-01", "2001-12-31"},
        Accepted{"2001-38", 2, "2001-05-01", "2001-08-31"}, Accepted{"2001-41", 2, "2001-07-01", "2001-12-31"},
        Accepted{"[1667,1668, 1670..1672]", 2, "1667-01-01", "1672-12-31"},
        Accepted{"{1960 ,  1961-12}", 2, "1960-01-01", "1961-12-31"},
        Accepted{"[..1760-12-03]", 2, "-inf", "1760-12-03"}, Accepted{"{1760-12..}", 2, "1760-12-01", "inf"},
        Accepted{"[1760-01,-1760-02,1760-12..]", 2, "-1760-02-01", "inf"},
        Accepted{"[2025-11..2026-02]", 2, "2025-11-01", "2026-02-28"},
        Accepted{"2004-06~-11", 2, "2004-06-11", "2004-06-11"}, Accepted{"?2004-06-04~", 2, "2004-06-04", "2004-06-04"},
        Accepted{"?-2004-06-~04", 2, "-2004-06-04", "-2004-06-04"},
        Accepted{"156X-12-25", 2, "1560-12-25", "1569-12-25"}, Accepted{"-156X-12-25", 2, "-1569-12-25", "-1560-12-25"},
        Accepted{"1XXX-12", 2, "1000-12-01", "1999-12-31"}, Accepted{"1984-1X", 2, "1984-10-01", "1984-12-31"},
        Accepted{"1919-X0-01", 2, "1919-10-01", "1919-10-01"}, Accepted{"-1X32-X1-X2", 2, "-1932-01-02", "-1032-11-22"},
        Accepted{"2020-04-3X", 2, "2020-04-30", "2020-04-30"}, Accepted{"199X-02-29", 2, "1992-02-29", "1996-02-29"},
        Accepted{"15XX-02-3X", 2, "1500-02-01", "1599-02-28"}, Accepted{"XXXX-XX-23", 2, "0000-01-23", "9999-12-23"},
        Accepted{"-000X", 1, "-0009-01-01", "-0001-12-31"},
        Accepted{"2004-06-XX/2004-07-03", 2, "2004-06-01", "2004-07-03"},
        Accepted{"2004-06-~01/2004-06-~20", 2, "2004-06-01", "2004-06-20"}));

struct Rejected {
  const char* text;
  std::size_t offset;       // where the error is
  const char* explanation;  // what the message says
};
void PrintTo(const Rejected& example, std::ostream* out) {
  *out << '"' << example.text << '"';
}

class RejectedTest : public testing::TestWithParam<Rejected> {};

TEST_P(RejectedTest, NamesThePlaceAndWhatWasExpected) {
  const Rejected& example = GetParam();
  const Result<EdtfSummary> summary = summarize_edtf(example.text);
  ASSERT_FALSE(summary.ok());
  EXPECT_EQ(summary.error().code, ErrorCode::kSyntax);
  ASSERT_TRUE(summary.error().span.has_value());
  EXPECT_EQ(summary.error().span->offset, example.offset);
  EXPECT_NE(summary.error().message.find(example.explanation), std::string::npos) << summary.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Texts, RejectedTest,
    testing::Values(
        Rejected{"", 0, "expected a date, but it ends here"}, Rejected{"soon", 0, "found 's'"},
        Rejected{"19uu", 2, "expected a digit or X"}, Rejected{"199", 3, "but it ends here"},
        Rejected{"12345", 4, "a year has four digits"}, Rejected{"-0000", 0, "no year -0000"},
        Rejected{"1949-13", 5, "no month 13"}, Rejected{"1949-00", 5, "no month 00"},
        Rejected{"1949-42", 5, "no month 42"}, Rejected{"1949-2X", 5, "no month begins"},
        Rejected{"1949-1", 6, "a month of two digits"}, Rejected{"1949-22-01", 7, "the end of the date"},
        Rejected{"1949-06-31", 0, "this month has 30 days"}, Rejected{"1900-02-29", 0, "this month has 28 days"},
        Rejected{"1949-01-32", 8, "no day 32"}, Rejected{"1949-01-4X", 8, "no day 4X"},
        Rejected{"19XX-02-30", 0, "no year has such a day"}, Rejected{" 1949", 0, "a blank"},
        Rejected{"1949 ", 4, "a blank"}, Rejected{"1863- 03-29", 5, "a blank"},
        Rejected{"1949-01-01T10:30", 16, "expected ':' and the seconds"},
        Rejected{"1949-01-01T25:00:00", 11, "highest value of an hour"},
        Rejected{"1949-01-01T24:00:01", 11, "24:00:00"}, Rejected{"1949-01-01T23:59:60", 17, "a second"},
        Rejected{"1949-01-01T23:59:59.5", 19, "found '.'"}, Rejected{"1949-01-01T10:00:00+0200", 22, "expected ':'"},
        Rejected{"1949-01-01T10:00:00-00:00", 19, "the offset of UTC"},
        Rejected{"1949-01-01T10:00:00+14:30", 19, "at most 14:00"},
        Rejected{"1949-01-01~T10:00:00", 11, "without X and qualifiers"}, Rejected{"1949T10:00:00", 4, "found 'T'"},
        Rejected{"1984??", 5, "two qualifiers"}, Rejected{"2004-(06)?-11", 5, "found '('"},
        Rejected{"1999/1980", 5, "ends before it starts"}, Rejected{"2012-23/2012-22", 8, "ends before it starts"},
        Rejected{"1999/2000/2001", 9, "the end of the interval"}, Rejected{"..", 2, "'/'"},
        Rejected{"Y-61000/-2000", 0, "stands alone"}, Rejected{"2010-21/2012-26", 8, "the seasons 21 to 24"},
        Rejected{"Y1700", 0, "more than four digits"}, Rejected{"Y00001", 1, "does not begin with 0"},
        Rejected{"Y17000-08-16", 6, "has no month"}, Rejected{"Y17E", 4, "an exponent"},
        Rejected{"1950S0", 4, "at least one digit"}, Rejected{"19XXS2", 0, "a plain year only"},
        Rejected{"[1949", 5, "expected ',' or ']'"}, Rejected{"[1949}", 5, "expected ',' or ']'"},
        Rejected{"{1949,}", 6, "a year of four digits"}, Rejected{"[]", 1, "a year of four digits"},
        Rejected{"[1949..,1950]", 7, "the last member"}, Rejected{"[1949,..1950]", 6, "expected a date"},
        Rejected{"[1972..1970]", 1, "the range ends before it starts"}, Rejected{"[1949] ", 6, "the end of the set"}));

TEST(Edtf, SaysWhatToWriteInstead) {
  EXPECT_EQ(summarize_edtf("19uu").error().hint, "an unspecified digit is written X");
  EXPECT_EQ(summarize_edtf("199").error().hint, "a century is written 19XX, a decade 199X");
  EXPECT_EQ(summarize_edtf("1814/12").error().hint, "a month is written 1814-12, a stretch of years as 1814/1815");
  EXPECT_EQ(summarize_edtf("1814-12-01/31").error().hint,
            "each side of a stretch is a whole date, as in 1814-12-01/1814-12-01");
  EXPECT_EQ(summarize_edtf("12345").error().hint, "a longer year is written with Y: Y12345");
}

TEST(Edtf, RefusesYearsBeyondItsRange) {
  EXPECT_TRUE(summarize_edtf("Y200000000000").ok());
  EXPECT_TRUE(summarize_edtf("Y-2E11").ok());
  for (const char* text :
       {"Y200000000001", "Y-200000000001", "Y17E17", "Y1E999999999999", "Y99999999999999999999999", "Y2E11S1"}) {
    const Result<EdtfSummary> summary = summarize_edtf(text);
    ASSERT_FALSE(summary.ok()) << text;
    EXPECT_EQ(summary.error().code, ErrorCode::kArgument) << text;
  }
}

TEST(Edtf, RefusesOverlongText) {
  const Result<EdtfSummary> summary = summarize_edtf("[" + std::string(70'000, ' ') + "1949]");
  ASSERT_FALSE(summary.ok());
  EXPECT_EQ(summary.error().code, ErrorCode::kLimit);
}

TEST(Edtf, TellsDaysAndSecondsApart) {
  const Result<EdtfSummary> mixed = summarize_edtf("2005-07-25/2006-01-01T00:00:00Z");
  ASSERT_TRUE(mixed.ok());
  EXPECT_FALSE(mixed->to_the_second);
  EXPECT_TRUE(mixed->latest_to_the_second);
  EXPECT_EQ(print_earliest(*mixed), "2005-07-25");
  EXPECT_EQ(print_latest(*mixed), "2006-01-01T00:00:00Z");
}

}  // namespace
}  // namespace entente

// The four bounds of a date: the table of src/time/README.md, row by row.
#include <gtest/gtest.h>

#include <string>

#include "entente/time/edtf.hpp"
#include "entente/time/validity.hpp"

namespace entente {
namespace {

// "earliest_start latest_start earliest_end latest_end" as days; -inf and inf.
std::string bounds(const Period& p) {
  const auto text = [](Instant t) {
    return t == Instant::minus_infinity() ? "-inf" : t == Instant::plus_infinity() ? "inf" : print_instant(t);
  };
  return text(p.earliest_start) + " " + text(p.latest_start) + " " + text(p.earliest_end) + " " + text(p.latest_end);
}

struct Reading {
  const char* text;
  const char* bounds;
};
void PrintTo(const Reading& example, std::ostream* out) {
  *out << example.text;
}

class ReadingTest : public testing::TestWithParam<Reading> {};

TEST_P(ReadingTest, HasTheseBounds) {
  const Result<Period> period = read_edtf(GetParam().text);
  ASSERT_TRUE(period.ok()) << describe(period.error(), GetParam().text);
  EXPECT_EQ(bounds(*period), GetParam().bounds);
  EXPECT_TRUE(period->is_valid());
}

INSTANTIATE_TEST_SUITE_P(
    Dates, ReadingTest,
    testing::Values(Reading{"1969-03-02", "1969-03-02 1969-03-02 1969-03-03 1969-03-03"},
                    Reading{"1989", "1989-01-01 1989-12-31 1989-01-02 1990-01-01"},
                    Reading{"1958-07", "1958-07-01 1958-07-31 1958-07-02 1958-08-01"},
                    Reading{"195X", "1950-01-01 1959-12-31 1950-01-02 1960-01-01"},
                    Reading{"1949-22", "1949-06-01 1949-08-31 1949-06-02 1949-09-01"},
                    Reading{"-0044", "-0044-01-01 -0044-12-31 -0044-01-02 -0043-01-01"},
                    Reading{"1989-05-16T12:00:00+08:00",
                            "1989-05-16T04:00:00Z 1989-05-16T04:00:00Z 1989-05-16T04:00:01Z 1989-05-16T04:00:01Z"}));

INSTANTIATE_TEST_SUITE_P(Intervals, ReadingTest,
                         testing::Values(Reading{"1949-10-07/1990-10-02",
                                                 "1949-10-07 1949-10-07 1990-10-03 1990-10-03"},
                                         Reading{"1967/1985-03", "1967-01-01 1967-12-31 1985-03-02 1985-04-01"},
                                         Reading{"2001/..", "2001-01-01 2001-12-31 inf inf"},
                                         Reading{"../1985", "-inf -inf 1985-01-02 1986-01-01"},
                                         Reading{"1949-10/", "1949-10-01 1949-10-31 1949-10-02 inf"},
                                         Reading{"/1985", "-inf 1985-12-31 1985-01-02 1986-01-01"},
                                         Reading{"/..", "-inf inf inf inf"}, Reading{"../", "-inf -inf -inf inf"},
                                         Reading{"/", "-inf inf -inf inf"}, Reading{"../..", "-inf -inf inf inf"}));

INSTANTIATE_TEST_SUITE_P(Clipped, ReadingTest,
                         testing::Values(Reading{"2004/2004-01-15", "2004-01-01 2004-01-15 2004-01-16 2004-01-16"},
                                         Reading{"2004-12-20/2004", "2004-12-20 2004-12-20 2004-12-21 2005-01-01"},
                                         Reading{"1985/1985", "1985-01-01 1985-12-31 1985-01-02 1986-01-01"},
                                         Reading{"1984-06%/1984-07", "1984-04-01 1984-07-31 1984-07-02 1984-08-01"},
                                         Reading{"2005-07-25/2005-07-25T10:00:00Z",
                                                 "2005-07-25 2005-07-25 2005-07-25T10:00:01Z 2005-07-25T10:00:01Z"}));

INSTANTIATE_TEST_SUITE_P(Qualified, ReadingTest,
                         testing::Values(Reading{"1985~", "1984-01-01 1986-12-31 1984-01-02 1987-01-01"},
                                         Reading{"1985?", "1984-01-01 1986-12-31 1984-01-02 1987-01-01"},
                                         Reading{"1985%", "1983-01-01 1987-12-31 1983-01-02 1988-01-01"},
                                         Reading{"1949-12~", "1949-11-01 1950-01-31 1949-11-02 1950-02-01"},
                                         Reading{"1949-12-16~", "1949-12-15 1949-12-17 1949-12-16 1949-12-18"},
                                         Reading{"1949-12-16%", "1949-12-14 1949-12-18 1949-12-15 1949-12-19"},
                                         Reading{"1949-22~", "1949-03-09 1949-11-23 1949-03-10 1949-11-24"},
                                         Reading{"2001-33?", "2000-10-01 2001-06-30 2000-10-02 2001-07-01"},
                                         Reading{"195X~", "1940-01-01 1969-12-31 1940-01-02 1970-01-01"},
                                         Reading{"19XX~", "1800-01-01 2099-12-31 1800-01-02 2100-01-01"},
                                         Reading{"2004-06~-11", "2004-05-11 2004-07-11 2004-05-12 2004-07-12"},
                                         Reading{"2004?-06-11", "2003-06-11 2005-06-11 2003-06-12 2005-06-12"},
                                         Reading{"2004?-06-~11", "2003-06-10 2005-06-12 2003-06-11 2005-06-13"},
                                         Reading{"2004-~06-~11", "2004-06-10 2004-06-12 2004-06-11 2004-06-13"},
                                         Reading{"2004-02-~29", "2004-02-28 2004-03-01 2004-02-29 2004-03-02"},
                                         Reading{"?2004-02-29", "2003-02-28 2005-02-28 2003-03-01 2005-03-01"},
                                         Reading{"1967/1985~", "1967-01-01 1967-12-31 1984-01-02 1987-01-01"}));

INSTANTIATE_TEST_SUITE_P(Sets, ReadingTest,
                         testing::Values(Reading{"[1949-01..1949-04]", "1949-01-01 1949-04-30 1949-01-02 1949-05-01"},
                                         Reading{"[1667,1670..1672]", "1667-01-01 1672-12-31 1667-01-02 1673-01-01"},
                                         Reading{"[1949-03-03,1949-03-09]",
                                                 "1949-03-03 1949-03-09 1949-03-04 1949-03-10"},
                                         Reading{"[1760-12..]", "1760-12-01 inf 1760-12-02 inf"},
                                         Reading{"[..1984]", "-inf 1984-12-31 -inf 1985-01-01"},
                                         Reading{"{1960,1962}", "1960-01-01 1960-12-31 1962-01-02 1963-01-01"},
                                         Reading{"{1960..1962}", "1960-01-01 1960-12-31 1962-01-02 1963-01-01"},
                                         Reading{"{1760..}", "1760-01-01 1760-12-31 inf inf"}));

std::string read_as_literal(const char* text) {
  const Result<Period> period = read_literal(text);
  return period.ok() ? bounds(*period) : describe(period.error(), text);
}

TEST(ReadLiteral, TakesTheWholeSpanAsCertain) {
  EXPECT_EQ(read_as_literal("1989"), "1989-01-01 1989-01-01 1990-01-01 1990-01-01");
  EXPECT_EQ(read_as_literal("1989~"), read_as_literal("1989"));
  EXPECT_EQ(read_as_literal("1949-12-16"), "1949-12-16 1949-12-16 1949-12-17 1949-12-17");
  EXPECT_EQ(read_as_literal("1949/1956-02"), "1949-01-01 1949-01-01 1956-03-01 1956-03-01");
  EXPECT_EQ(read_as_literal("[1667,1670..1672]"), "1667-01-01 1667-01-01 1673-01-01 1673-01-01");
  EXPECT_EQ(read_as_literal("{1667..}"), "1667-01-01 1667-01-01 inf inf");
  EXPECT_EQ(read_as_literal("[XXXX..90XX]"), "0000-01-01 0000-01-01 9100-01-01 9100-01-01");
  EXPECT_EQ(read_as_literal("2001/.."), "2001-01-01 2001-01-01 inf inf");
  EXPECT_EQ(read_as_literal("../.."), "-inf -inf inf inf");
}

TEST(ReadLiteral, LeavesAnUnknownEndUnknown) {
  EXPECT_EQ(read_as_literal("1949/"), "1949-01-01 1949-01-01 1949-01-02 inf");
  EXPECT_EQ(read_as_literal("/1949"), "-inf 1949-12-31 1950-01-01 1950-01-01");
}

TEST(ReadInstant, IsTheFirstMomentOfADate) {
  const Instant open = Instant::plus_infinity();
  EXPECT_EQ(print_instant(*read_instant("1989", open)), "1989-01-01");
  EXPECT_EQ(print_instant(*read_instant("1989-05-16T12:00:00Z", open)), "1989-05-16T12:00:00Z");
  EXPECT_EQ(*read_instant("..", open), open);
  EXPECT_EQ(read_instant("1989/1990", open).error().code, ErrorCode::kArgument);
  EXPECT_EQ(read_instant("198", open).error().code, ErrorCode::kSyntax);
}

std::string validity(const char* text, Extent extent, bool end_exclusive = false) {
  const Result<Validity> read = read_validity(text, extent, end_exclusive);
  if (!read.ok()) return std::string(name(read.error().code));
  EXPECT_TRUE(read->bounds.is_valid());
  EXPECT_EQ(read->edtf, text);
  EXPECT_EQ(read->extent, extent);
  EXPECT_EQ(read->end_exclusive, end_exclusive);
  return bounds(read->bounds);
}

TEST(ReadValidity, ThroughoutIsTheWholeDate) {
  EXPECT_EQ(validity("1989", Extent::kThroughout), "1989-01-01 1989-01-01 1990-01-01 1990-01-01");
  EXPECT_EQ(validity("1949/1956-02", Extent::kThroughout), "1949-01-01 1949-01-01 1956-03-01 1956-03-01");
  EXPECT_EQ(validity("1989~", Extent::kThroughout), "1988-01-01 1990-01-01 1989-01-01 1991-01-01");
  EXPECT_EQ(validity("[1960,1962]", Extent::kThroughout), "1960-01-01 1962-01-01 1961-01-01 1963-01-01");
  EXPECT_EQ(validity("2001/..", Extent::kThroughout), "2001-01-01 2001-01-01 inf inf");
}

TEST(ReadValidity, ObservedLeavesStartAndEndOpen) {
  EXPECT_EQ(validity("1989", Extent::kObserved), "-inf 1989-12-31 1989-01-02 inf");
  EXPECT_EQ(validity("1989-05-16", Extent::kObserved), "-inf 1989-05-16 1989-05-17 inf");
  EXPECT_EQ(validity("1949/1956", Extent::kObserved), "-inf 1956-12-31 1949-01-02 inf");
  EXPECT_EQ(validity("1989~", Extent::kObserved), "-inf 1990-12-31 1988-01-02 inf");
}

TEST(ReadValidity, AnExclusiveEndIsTheFirstDayWithout) {
  EXPECT_EQ(validity("1949-10-07/1990-10-03", Extent::kWithin, true), "1949-10-07 1949-10-07 1990-10-03 1990-10-03");
  EXPECT_EQ(validity("1949/1990", Extent::kWithin, true), "1949-01-01 1949-12-31 1990-01-01 1990-12-31");
  EXPECT_EQ(validity("1949/1990", Extent::kThroughout, true), "1949-01-01 1949-01-01 1990-01-01 1990-01-01");
  EXPECT_EQ(validity("../1990-10-03", Extent::kWithin, true), "-inf -inf 1990-10-03 1990-10-03");
}

TEST(ReadValidity, AnOpenOrUnknownEndHasNoDayToLeaveOut) {
  for (const char* text : {"1949/..", "1949/", "../..", "/.."}) {
    EXPECT_EQ(validity(text, Extent::kWithin, true), validity(text, Extent::kWithin)) << text;
  }
}

TEST(ReadValidity, RefusesExclusiveEndsThatSayNothing) {
  for (const char* text : {"1949", "[1949..1950]", "1949-10-07/1949-10-07"}) {
    EXPECT_EQ(validity(text, Extent::kWithin, true), "argument") << text;
  }
  EXPECT_EQ(validity("1949/1950", Extent::kObserved, true), "argument");
  EXPECT_EQ(validity("1949/19", Extent::kWithin, true), "syntax");
}

}  // namespace
}  // namespace entente

// Operations on periods and sets of them by example; tests/laws holds them against all choices of bounds.
#include "entente/time/period_set.hpp"

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"
#include "entente/time/period_algebra.hpp"
#include "unit/time/written.hpp"

namespace entente {
namespace {

PeriodSet set(const char* text) {
  const Period p = literal(text);
  return {p.earliest_start, p.latest_end};
}

constexpr Instant kBeginning = Instant::minus_infinity(), kForever = Instant::plus_infinity();

TEST(Intersection, OfCertainPeriodsIsWhatTheyShare) {
  const PossiblePeriod shared = intersection(literal("1950/1959"), literal("1955/1965"));
  EXPECT_EQ(shared.exists, Truth::kTrue);
  EXPECT_EQ(shared.period, literal("1955/1959"));
  EXPECT_EQ(intersection(literal("1950/1959"), literal("1960")).exists, Truth::kFalse);
}

TEST(Intersection, OfUncertainPeriodsKeepsTheDoubt) {
  const PossiblePeriod shared = intersection(fact("1949/1956"), literal("1955-07/.."));
  EXPECT_EQ(shared.exists, Truth::kTrue);
  EXPECT_EQ(shared.period, (Period{day("1955-07"), day("1955-07"), day("1956-01-02"), day("1957")}));
  const PossiblePeriod maybe = intersection(fact("1949/1956"), literal("1956-05"));
  EXPECT_EQ(maybe.exists, Truth::kUnknown);
  EXPECT_EQ(maybe.period, (Period{day("1956-05"), day("1956-05"), {day("1956-05").seconds + 1}, day("1956-06")}));
}

TEST(Intersection, LeavesOpenEndsOpen) {
  EXPECT_EQ(intersection(fact("1996-04-26/.."), fact("2001-06-15/..")).period, fact("2001-06-15/.."));
  EXPECT_EQ(intersection(fact("1950-01-01/"), Period::always()).period.latest_end, kForever);
  EXPECT_EQ(intersection(fact("1950-01-01/.."), fact("../1960-01-01")).period, literal("1950-01-01/1960-01-01"));
}

TEST(Span, ReachesOverWhatLiesBetween) {
  EXPECT_EQ(span(fact("1950-02-14"), fact("1989-05-18")), literal("1950-02-14/1989-05-18"));
  EXPECT_EQ(span(fact("1949/1952"), fact("1950-06-01/..")).latest_start, day("1949-12-31"));
  EXPECT_EQ(span(fact("1949/1952"), fact("1950-06-01/..")).earliest_end, kForever);
}

TEST(Minus, LeavesAPieceBeforeAndAPieceAfter) {
  const Difference cut = minus(literal("1950/1959"), literal("1954/1955"));
  EXPECT_EQ(cut.before, (PossiblePeriod{Truth::kTrue, literal("1950/1953")}));
  EXPECT_EQ(cut.after, (PossiblePeriod{Truth::kTrue, literal("1956/1959")}));
  EXPECT_EQ(minus(literal("1950/1959"), literal("1950/1970")), Difference{});
  const Difference open = minus(literal("1950/.."), fact("1960"));
  EXPECT_EQ(open.before.exists, Truth::kTrue);
  EXPECT_EQ(open.before.period, (Period{day("1950"), day("1950"), day("1960"), day("1960-12-31")}));
  EXPECT_EQ(open.after.period, (Period{day("1960-01-02"), day("1961"), kForever, kForever}));
  EXPECT_EQ(minus(fact("1960"), literal("1960-07")).before.exists, Truth::kUnknown);
  EXPECT_EQ(minus(literal("1950/.."), literal("1960/..")).after.exists, Truth::kFalse);
}

TEST(PeriodSet, CoalescesWhatOverlapsOrTouches) {
  const PeriodSet joined({{{5}, {7}}, {{1}, {3}}, {{3}, {4}}, {{6}, {9}}, {{20}, {20}}, {{30}, {10}}});
  EXPECT_EQ(joined, PeriodSet({{{1}, {4}}, {{5}, {9}}}));
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined.stretches()[0], (Stretch{{1}, {4}}));
  EXPECT_EQ(joined.stretches()[1], (Stretch{{5}, {9}}));
  EXPECT_TRUE(PeriodSet({5}, {5}).empty());
}

TEST(PeriodSet, ComplementReachesToBothInfinities) {
  EXPECT_EQ(~set("1950/1959"), PeriodSet({{kBeginning, day("1950")}, {day("1960"), kForever}}));
  EXPECT_EQ(~PeriodSet::all(), PeriodSet());
  EXPECT_EQ(~PeriodSet(), PeriodSet::all());
  EXPECT_EQ(set("1950/..") & ~set("1960/.."), set("1950/1959"));
}

TEST(PeriodSet, ContainsInstantsAndSets) {
  const PeriodSet two({{{1}, {4}}, {{5}, {9}}});
  EXPECT_TRUE(two.contains(Instant{1}));
  EXPECT_FALSE(two.contains(Instant{4}));
  EXPECT_FALSE(two.contains(Instant{0}));
  EXPECT_TRUE(two.contains(PeriodSet({{{2}, {3}}, {{5}, {9}}})));
  EXPECT_FALSE(two.contains(PeriodSet({3}, {6})));
  EXPECT_TRUE(PeriodSet().contains(PeriodSet()));
}

// The alliance, and a leader's time in office of which only the years are known.
TEST(UncertainPeriodSet, KeepsCertainAndPossibleApart) {
  const UncertainPeriodSet alliance(literal("1950/1979")), office(fact("1977/1982"));
  EXPECT_EQ(office.certain, PeriodSet(day("1977-12-31"), day("1982-01-02")));
  EXPECT_EQ(office.possible, set("1977/1982"));
  const UncertainPeriodSet both = alliance & office;
  EXPECT_EQ(both.certain, PeriodSet(day("1977-12-31"), day("1980")));
  EXPECT_EQ(both.possible, set("1977/1979"));
  const UncertainPeriodSet rest = alliance - office;
  EXPECT_EQ(rest.certain, set("1950/1976"));
  EXPECT_EQ(rest.possible, PeriodSet(day("1950"), day("1977-12-31")));
  EXPECT_EQ((alliance | office).certain, PeriodSet(day("1950"), day("1982-01-02")));
  EXPECT_EQ((~office).certain, ~set("1977/1982"));
  EXPECT_EQ(holds_at(rest, day("1977-06-01")), Truth::kUnknown);
  EXPECT_EQ(holds_at(rest, day("1976-06-01")), Truth::kTrue);
  EXPECT_EQ(holds_at(rest, day("1978-06-01")), Truth::kFalse);
  EXPECT_TRUE(alliance.is_certain());
  EXPECT_FALSE(rest.is_certain());
}

TEST(UncertainPeriodSet, APeriodTakenFromItselfIsPossiblyNotAllGone) {
  const UncertainPeriodSet office(fact("1977/1982"));
  EXPECT_TRUE((office - office).certain.empty());
  EXPECT_FALSE((office - office).possible.empty());
}

TEST(Coalesce, JoinsWhatTouchesInEveryChoice) {
  const std::vector<Period> terms = {fact("1955/1960"), literal("1970/1972"), fact("1950/1957"), literal("1973/1974")};
  const std::vector<Period> joined = coalesce(terms);
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined[0], span(fact("1950/1957"), fact("1955/1960")));
  EXPECT_EQ(joined[1], literal("1970/1974"));
}

TEST(Coalesce, LeavesApartWhatOnlyMayTouch) {
  const std::vector<Period> years = {fact("1950"), fact("1950"), fact("1951")};
  EXPECT_EQ(coalesce(years).size(), 3U);
  const std::vector<Period> within = {fact("1950"), literal("1949/1951"), fact("1952")};
  EXPECT_EQ(coalesce(within), (std::vector<Period>{literal("1949/1951"), fact("1952")}));
  EXPECT_TRUE(coalesce({}).empty());
}

}  // namespace
}  // namespace entente

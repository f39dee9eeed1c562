// The predicates on examples; tests/laws/period_law.cpp holds them against all choices of bounds.
#include "entente/time/period.hpp"

#include <gtest/gtest.h>

#include "entente/time/allen.hpp"
#include "entente/time/edtf.hpp"
#include "unit/time/written.hpp"

namespace entente {
namespace {

TEST(Period, KnowsItsOwnShape) {
  EXPECT_TRUE(fact("1949-12-16").is_certain());
  EXPECT_FALSE(fact("1949").is_certain());
  EXPECT_TRUE(fact("1949-12-16").has_core());
  EXPECT_FALSE(fact("1949").has_core());
  EXPECT_FALSE((Period{{5}, {5}, {5}, {5}}).is_valid());
}

TEST(Predicates, AMeetingWithinTheYearOfTheLiteralIsNotBeforeIt) {
  EXPECT_EQ(before(fact("1989-05-16"), literal("1989")), Truth::kFalse);
  EXPECT_EQ(before(fact("1958-07"), literal("1989")), Truth::kTrue);
  EXPECT_EQ(before(fact("1985%"), literal("1986")), Truth::kUnknown);
  EXPECT_EQ(after(fact("1990"), literal("1989")), Truth::kTrue);
}

TEST(Predicates, OverlapWithACoarseDateIsUnknown) {
  EXPECT_EQ(overlaps(fact("1989"), literal("1989-05")), Truth::kUnknown);
  EXPECT_EQ(overlaps(fact("1989-05-15/1989-05-18"), literal("1989-05")), Truth::kTrue);
  EXPECT_EQ(during(fact("1989"), literal("1989")), Truth::kTrue);
  EXPECT_EQ(contains(literal("1989"), fact("1989-05")), Truth::kTrue);
}

TEST(Predicates, HoldsAtLooksAtCoreAndHull) {
  const Period p = fact("1949/1956");
  const auto at = [](const char* day) { return read_literal(day)->earliest_start; };
  EXPECT_EQ(holds_at(p, at("1948-12-31")), Truth::kFalse);
  EXPECT_EQ(holds_at(p, at("1949-06-01")), Truth::kUnknown);
  EXPECT_EQ(holds_at(p, at("1950-01-01")), Truth::kTrue);
  EXPECT_EQ(holds_at(p, at("1956-06-01")), Truth::kUnknown);
  EXPECT_EQ(holds_at(p, at("1957-01-01")), Truth::kFalse);
  EXPECT_EQ(holds_at(fact("2001/.."), Instant::plus_infinity()), Truth::kFalse);
}

TEST(Predicates, HandoverMeets) {
  EXPECT_EQ(immediately_precedes(fact("1949-01-01/1949-06-30"), fact("1949-07-01/1950-01-01")), Truth::kTrue);
  EXPECT_EQ(immediately_succeeds(fact("1949-07"), fact("1949-06")), Truth::kUnknown);
  EXPECT_EQ(immediately_precedes(fact("1949-05"), fact("1949-07")), Truth::kFalse);
}

TEST(Predicates, EqualsNeedsBothCertain) {
  EXPECT_EQ(equals(fact("1949-12-16"), fact("1949-12-16")), Truth::kTrue);
  EXPECT_EQ(equals(fact("1949"), fact("1949")), Truth::kUnknown);
  EXPECT_EQ(equals(fact("1949"), fact("1950")), Truth::kFalse);
  EXPECT_EQ(equals(Period::always(), Period::always()), Truth::kTrue);
}

TEST(Allen, NamesTheOneRelationThatHolds) {
  EXPECT_EQ(allen(fact("1949-05-01"), fact("1949-05-02")), AllenRelation::kMeets);
  EXPECT_EQ(allen(fact("1949-05-01"), fact("1949-05-03")), AllenRelation::kBefore);
  EXPECT_EQ(allen(literal("1949-05"), literal("1949")), AllenRelation::kDuring);
  EXPECT_EQ(allen(literal("1949"), literal("1949-12")), AllenRelation::kFinishedBy);
  EXPECT_EQ(allen(literal("1949/1951"), literal("1950/1952")), AllenRelation::kOverlaps);
  EXPECT_EQ(allen(fact("1949"), literal("1950")), std::nullopt);
}

TEST(Allen, ListsAllThatArePossible) {
  AllenSet expected;
  expected.insert(AllenRelation::kBefore);
  expected.insert(AllenRelation::kMeets);
  EXPECT_EQ(allen_possible(fact("1949"), literal("1950")), expected);
  EXPECT_EQ(allen_possible(fact("1949"), fact("1949")), AllenSet::all());
}

TEST(Allen, ConversesMirror) {
  EXPECT_EQ(converse(AllenRelation::kBefore), AllenRelation::kAfter);
  EXPECT_EQ(converse(AllenRelation::kStarts), AllenRelation::kStartedBy);
  EXPECT_EQ(converse(AllenRelation::kEquals), AllenRelation::kEquals);
  EXPECT_EQ(name(converse(AllenRelation::kOverlaps)), "overlapped-by");
}

}  // namespace
}  // namespace entente

// openCypher's temporal types as values: equality, comparison, order, and what they are beside instants.
#include <gtest/gtest.h>

#include "entente/model/value.hpp"
#include "entente/time/date.hpp"

namespace entente {
namespace {

const Value kDay = *read_local_date("1989-05-15");
const Value kZulu = *read_zoned_date_time("1989-05-15T10:00Z"),
            kParis = *read_zoned_date_time("1989-05-15T12:00[Europe/Paris]");

TEST(TemporalValue, ComparesWithinItsType) {
  EXPECT_EQ(less(kDay, *read_local_date("1989-05-16")), Truth::kTrue);
  EXPECT_EQ(less(kZulu, kParis), Truth::kTrue);  // one moment, from west to east
  EXPECT_EQ(equal(kZulu, kParis), Truth::kFalse);
  EXPECT_FALSE(equivalent(kZulu, kParis));
  EXPECT_EQ(equal(kDay, *read_local_date_time("1989-05-15")), Truth::kFalse);
  EXPECT_EQ(less(kDay, *read_local_date_time("1989-05-15T12:00")), Truth::kUnknown);
  EXPECT_EQ(equal(kDay, "1989-05-15"), Truth::kFalse);
  EXPECT_EQ(less(kDay, "1990"), Truth::kUnknown);
}

TEST(TemporalValue, DurationsHaveNoLess) {
  const Value day = TemporalAmount{0, 1, 0, 0}, hours = TemporalAmount{0, 0, kSecondsPerDay, 0};
  EXPECT_EQ(less(day, hours), Truth::kUnknown);
  EXPECT_EQ(equal(day, hours), Truth::kFalse);
  EXPECT_EQ(equal(day, day), Truth::kTrue);
  EXPECT_EQ(hash_of(day), hash_of(Value(TemporalAmount{0, 1, 0, 0})));
  EXPECT_LT(order(hours, day), 0);
}

TEST(TemporalValue, IsItsFirstInstantBesideOne) {
  const Value instant = *read_point("1989-05-15");
  EXPECT_EQ(equal(instant, kDay), Truth::kTrue);
  EXPECT_EQ(equal(kDay, instant), Truth::kTrue);
  EXPECT_EQ(less(instant, kZulu), Truth::kTrue);
  EXPECT_EQ(equal(instant, Value(LocalTime{})), Truth::kFalse);
  EXPECT_EQ(less(instant, Value(LocalTime{})), Truth::kUnknown);
  EXPECT_FALSE(equivalent(instant, kDay));
}

TEST(TemporalValue, TypesHaveAnOrder) {
  const Value values[] = {*read_point("1989"), kZulu, *read_local_date_time("1989"), kDay, OffsetTime{}, LocalTime{},
                          TemporalAmount{},    "text"};
  for (std::size_t i = 1; i < std::size(values); ++i) EXPECT_LT(order(values[i - 1], values[i]), 0) << i;
}

TEST(TemporalValue, IsReadByItsType) {
  EXPECT_EQ(kDay.as_date()->days, 7074);
  EXPECT_EQ(kParis.as_date_time()->zone, "Europe/Paris");
  EXPECT_EQ(kDay.as_duration().error().message, "the value is of type DATE, not DURATION");
  EXPECT_EQ(print_temporal(kParis), "1989-05-15T12:00+02:00[Europe/Paris]");
  EXPECT_EQ(temporal_constructor(kParis.type()), "datetime");
}

}  // namespace
}  // namespace entente

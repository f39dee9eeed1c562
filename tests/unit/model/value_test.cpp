#include "entente/model/value.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "entente/error.hpp"

namespace entente {
namespace {

const Value kNaN = std::nan("");
constexpr std::int64_t kTwoTo53 = std::int64_t{1} << 53;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

Value period(std::int64_t from, std::int64_t to) {
  Validity validity;
  validity.bounds = Period::certain(Instant{from}, Instant{to});
  return validity;
}

// One value of each type and of each interesting place in the order, ascending.
std::vector<Value> ladder() {
  return {Value(Map{}),
          Value(Map{{"a", 1}}),
          Value(Map{{"a", 2}}),
          Value(Map{{"a", 2}, {"b", 0}}),
          Value(NodeRef{0}),
          Value(NodeRef{1}),
          Value(RelationshipRef{0}),
          Value(List{}),
          Value(List{"a"}),
          Value(List{"a", 1}),
          Value(List{1}),
          Value(List{1, "a"}),
          Value(List{1, Value()}),
          Value(List{Value(), 1}),
          Value(List{Value(), 2}),
          Value(Path{{NodeRef{0}}, {}}),
          Value(Path{{NodeRef{0}, NodeRef{1}}, {RelationshipRef{0}}}),
          period(0, 5),
          period(0, 6),
          period(1, 2),
          Instant::minus_infinity(),
          Instant{-1},
          Instant{0},
          Instant::plus_infinity(),
          "",
          " ",
          ".*",
          "one",
          "\xC3\xA9",
          false,
          true,
          -kInfinity,
          std::numeric_limits<std::int64_t>::min(),
          -1.5,
          -1,
          0.0,
          0.5,
          1,
          kTwoTo53,
          kTwoTo53 + 1,
          static_cast<double>(kTwoTo53) + 2,
          std::numeric_limits<std::int64_t>::max(),
          9223372036854775808.0,
          kInfinity,
          kNaN,
          Value()};
}

TEST(Value, OrderIsThatOfOpenCypherWithPeriodsBeforeStrings) {
  const auto values = ladder();
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = 0; j < values.size(); ++j) {
      const int expected = i < j ? -1 : i > j ? 1 : 0;
      EXPECT_EQ(order(values[i], values[j]), expected) << i << " against " << j;
      EXPECT_EQ(equivalent(values[i], values[j]), i == j) << i << " against " << j;
    }
  }
}

TEST(Value, EquivalentValuesHashAlike) {
  const auto values = ladder();
  for (const Value& value : values) EXPECT_EQ(hash_of(value), hash_of(Value(value)));
  EXPECT_TRUE(equivalent(1, 1.0));
  EXPECT_EQ(hash_of(1), hash_of(1.0));
  EXPECT_TRUE(equivalent(0.0, -0.0));
  EXPECT_EQ(hash_of(0.0), hash_of(-0.0));
  EXPECT_TRUE(equivalent(Value(), Value()));
  EXPECT_TRUE(equivalent(kNaN, -std::nan("7")));
  EXPECT_EQ(hash_of(kNaN), hash_of(-std::nan("7")));
  EXPECT_EQ(hash_of(List{1, 2.0}), hash_of(List{1.0, 2}));
  EXPECT_NE(hash_of(List{1, 2}), hash_of(List{2, 1}));
}

TEST(Value, IntegersAndFloatsCompareExactly) {
  const Value odd = kTwoTo53 + 1;
  const Value even = static_cast<double>(kTwoTo53);
  EXPECT_EQ(equal(odd, even), Truth::kFalse);
  EXPECT_EQ(less(even, odd), Truth::kTrue);
  EXPECT_EQ(less(odd, even), Truth::kFalse);
  EXPECT_EQ(equal(std::numeric_limits<std::int64_t>::max(), 9223372036854775807.0), Truth::kFalse);
  EXPECT_EQ(less(std::numeric_limits<std::int64_t>::max(), 9223372036854775807.0), Truth::kTrue);
  EXPECT_EQ(equal(std::numeric_limits<std::int64_t>::min(), -9223372036854775808.0), Truth::kTrue);
  EXPECT_EQ(less(-1, -0.5), Truth::kTrue);
  EXPECT_EQ(less(0, -0.5), Truth::kFalse);
  EXPECT_EQ(less(5, kInfinity), Truth::kTrue);
}

TEST(Value, NullMakesEqualityUnknown) {
  EXPECT_EQ(equal(Value(), Value()), Truth::kUnknown);
  EXPECT_EQ(equal(Value(), 1), Truth::kUnknown);
  EXPECT_EQ(equal("a", Value()), Truth::kUnknown);
  EXPECT_EQ(equal("1", 1), Truth::kFalse);
  EXPECT_EQ(equal(kNaN, kNaN), Truth::kFalse);
}

TEST(Value, ListsAreEqualElementByElement) {
  EXPECT_EQ(equal(List{1, 2}, List{1}), Truth::kFalse);
  EXPECT_EQ(equal(List{Value()}, List{1}), Truth::kUnknown);
  EXPECT_EQ(equal(List{1, 2}, List{Value(), "foo"}), Truth::kFalse);
  EXPECT_EQ(equal(List{1}, List{1, Value()}), Truth::kFalse);
  EXPECT_EQ(equal(List{Value(List{1}), Value(List{2})}, List{Value(List{1}), Value(List{Value()})}), Truth::kUnknown);
  EXPECT_EQ(equal(List{Value(List{1}), Value(List{2, 3})}, List{Value(List{1}), Value(List{Value()})}), Truth::kFalse);
}

TEST(Value, MapsAreEqualKeyByKey) {
  EXPECT_EQ(equal(Map{}, Map{}), Truth::kTrue);
  EXPECT_EQ(equal(Map{{"k", 1}}, Map{{"k", 1.0}}), Truth::kTrue);
  EXPECT_EQ(equal(Map{}, Map{{"k", Value()}}), Truth::kFalse);
  EXPECT_EQ(equal(Map{{"k", Value()}}, Map{{"k", Value()}}), Truth::kUnknown);
  EXPECT_EQ(equal(Map{{"k", Value()}, {"l", 1}}, Map{{"k", 1}, {"l", 2}}), Truth::kFalse);
}

TEST(Value, PeriodsAreEqualAsFarAsTheirBoundsAreKnown) {
  EXPECT_EQ(equal(period(0, 5), period(0, 5)), Truth::kTrue);
  EXPECT_EQ(equal(period(0, 5), period(0, 6)), Truth::kFalse);
  const Value uncertain = validity_of({Instant{0}, Instant{2}, Instant{5}, Instant{5}});
  EXPECT_EQ(equal(uncertain, period(1, 5)), Truth::kUnknown);
  EXPECT_EQ(equal(uncertain, period(3, 5)), Truth::kFalse);
  EXPECT_EQ(less(period(0, 1), period(2, 3)), Truth::kUnknown);
}

TEST(Value, OnlyLikeTypesCompare) {
  EXPECT_EQ(less("a", "b"), Truth::kTrue);
  EXPECT_EQ(less(false, true), Truth::kTrue);
  EXPECT_EQ(less("1", 1), Truth::kUnknown);
  EXPECT_EQ(less(Value(), 1), Truth::kUnknown);
  EXPECT_EQ(less(Value(NodeRef{0}), Value(NodeRef{1})), Truth::kUnknown);
  EXPECT_EQ(less_or_equal(1, 1.0), Truth::kTrue);
  EXPECT_EQ(less_or_equal(Value(), Value()), Truth::kUnknown);
  for (const Value& other : {Value(1), Value(1.0), kNaN}) {
    EXPECT_EQ(less(kNaN, other), Truth::kFalse);
    EXPECT_EQ(less_or_equal(kNaN, other), Truth::kFalse);
    EXPECT_EQ(less(other, kNaN), Truth::kFalse);
  }
  EXPECT_EQ(less(kNaN, "a"), Truth::kUnknown);
}

TEST(Value, ListsCompareAsWordsInADictionary) {
  EXPECT_EQ(less(List{1, 2}, List{1, 3}), Truth::kTrue);
  EXPECT_EQ(less(List{1}, List{1, 0}), Truth::kTrue);
  EXPECT_EQ(less_or_equal(List{1}, List{1}), Truth::kTrue);
  EXPECT_EQ(less(List{1, Value()}, List{1, 0}), Truth::kUnknown);
  EXPECT_EQ(less(List{1, "a"}, List{1, 0}), Truth::kUnknown);
  EXPECT_EQ(less(List{0, Value()}, List{1, 0}), Truth::kTrue);
}

TEST(Value, ReadAsAnotherTypeIsAnError) {
  EXPECT_EQ(*Value("x").as_string(), "x");
  EXPECT_EQ(*Value(7).as_integer(), 7);
  EXPECT_EQ(*Value(7).as_number(), 7.0);
  EXPECT_EQ(*Value(0.5).as_float(), 0.5);
  EXPECT_TRUE(*Value(true).as_boolean());
  EXPECT_EQ(Value(List{1, 2}).as_list()->size(), 2U);
  EXPECT_EQ(Value(Map{{"a", 1}}).as_map()->size(), 1U);
  EXPECT_EQ(Value(NodeRef{3}).as_node()->index, 3U);
  EXPECT_EQ(period(0, 1).as_period()->bounds.earliest_start, Instant{0});
  EXPECT_EQ(*Value(Instant{5}).as_instant(), Instant{5});
  EXPECT_EQ(Value(Path{{NodeRef{3}}, {}}).as_path()->nodes.size(), 1U);

  EXPECT_EQ(Value().as_string().error().message, "the value is null, not of type STRING");
  EXPECT_EQ(Value(7).as_string().error().message, "the value is of type INTEGER, not STRING");
  for (const Value& v : ladder()) {
    const int readable = v.as_boolean().ok() + v.as_integer().ok() + v.as_float().ok() + v.as_string().ok() +
                         v.as_list().ok() + v.as_map().ok() + v.as_node().ok() + v.as_relationship().ok() +
                         v.as_path().ok() + v.as_period().ok() + v.as_instant().ok();
    EXPECT_EQ(readable, v.is_null() ? 0 : 1) << name(v.type());
    EXPECT_EQ(v.as_number().ok(), v.is_number());
    EXPECT_TRUE(v.is_map() || v.as_map().error().code == ErrorCode::kType);
  }
}

TEST(Value, TypesHaveTheNamesOfTheLanguage) {
  EXPECT_EQ(name(Value().type()), "NULL");
  EXPECT_EQ(name(Value(true).type()), "BOOLEAN");
  EXPECT_EQ(name(Value(1).type()), "INTEGER");
  EXPECT_EQ(name(Value(1.0).type()), "FLOAT");
  EXPECT_EQ(name(Value("").type()), "STRING");
  EXPECT_EQ(name(Value(List{}).type()), "LIST");
  EXPECT_EQ(name(Value(Map{}).type()), "MAP");
  EXPECT_EQ(name(Value(NodeRef{}).type()), "NODE");
  EXPECT_EQ(name(Value(RelationshipRef{}).type()), "RELATIONSHIP");
  EXPECT_EQ(name(Value(Path{}).type()), "PATH");
  EXPECT_EQ(name(period(0, 1).type()), "PERIOD");
}

// Lists and maps in one another, `depth` deep.
Value nested(int depth, bool maps) {
  Value value = maps ? Value(Map{}) : Value(List{});
  for (int i = 1; i < depth; ++i) value = maps ? Value(Map{{"k", value}}) : Value(List{value});
  return value;
}

TEST(Values, AreNestedToABoundWhereverTheyAreMade) {
  for (const bool maps : {false, true}) {
    const Value deepest = nested(kDeepestValue, maps), same = nested(kDeepestValue, maps);
    EXPECT_EQ(deepest.depth(), kDeepestValue);
    EXPECT_EQ(order(deepest, same), 0);
    EXPECT_EQ(equal(deepest, same), Truth::kTrue);
    EXPECT_EQ(hash_of(deepest), hash_of(same));
    for (const int depth : {kDeepestValue + 1, 200'000}) {
      try {
        nested(depth, maps);
        ADD_FAILURE() << depth;
      } catch (const Error& error) {
        EXPECT_EQ(error.code, ErrorCode::kLimit);
        EXPECT_EQ(error.message, "a value is nested more than 200 levels deep");
      }
    }
  }
  EXPECT_EQ(Value(1).depth(), 0);
  EXPECT_EQ((Value(List{1, List{}, Map{{"k", List{1}}}}).depth()), 3);
}

// What doubles is shared, and takes memory and time when it is shown, compared or hashed.
TEST(Values, HoldOnlySoManyValuesAtAllDepths) {
  for (const bool maps : {false, true}) {
    Value value(1);
    int doubled = 0;
    try {
      for (; doubled < 100; ++doubled)
        value = maps ? Value(Map{{"a", value}, {"b", value}}) : Value(List{value, value});
      ADD_FAILURE() << "there is no bound";
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kLimit);
      EXPECT_NE(error.message.find("values with those that stand in its members"), std::string::npos) << error.message;
    }
    EXPECT_EQ(doubled, 24);  // 2 + 4 + … + 2^24 are less than 50,000,000
    EXPECT_EQ(value.extent().values, (std::size_t{1} << 25) - 2);
  }
}

}  // namespace
}  // namespace entente

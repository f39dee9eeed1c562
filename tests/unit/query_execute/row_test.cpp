// Operators over rows: order, limits, groups, unions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RowOperators : public testing::Test {
 protected:
  Rows rows(std::string_view query, const Map& parameters = {}) { return rows_of(*graph_, query, parameters); }
  Error error(std::string_view query, const Map& parameters = {}) { return error_of(*graph_, query, parameters); }

  std::shared_ptr<const TemporalGraph> graph_ = GraphOf().build();
};

TEST_F(RowOperators, Unwind) {
  EXPECT_THAT(rows("UNWIND [1, [2], null] AS x RETURN x"), ElementsAre("1", "[2]", "null"));
  EXPECT_THAT(rows("UNWIND [] AS x RETURN x"), IsEmpty());
  EXPECT_THAT(rows("UNWIND null AS x RETURN x"), IsEmpty());
  EXPECT_THAT(rows("UNWIND [[1, 2], [], [3]] AS l UNWIND l AS x RETURN x"), ElementsAre("1", "2", "3"));
  EXPECT_EQ(error("UNWIND $l AS x RETURN x", {{"l", 1}}).code, ErrorCode::kType);
}

TEST_F(RowOperators, SortPutsNullLastAndFirstWhenDescending) {
  EXPECT_THAT(rows("UNWIND [2, null, 1, 'a', 1.5] AS x RETURN x ORDER BY x"),
              ElementsAre("a", "1", "1.5", "2", "null"));
  EXPECT_THAT(rows("UNWIND [2, null, 1] AS x RETURN x ORDER BY x DESC"), ElementsAre("null", "2", "1"));
}

TEST_F(RowOperators, SortIsStable) {
  EXPECT_THAT(rows("UNWIND range(0, 7) AS x RETURN x ORDER BY x % 2 DESC"),
              ElementsAre("1", "3", "5", "7", "0", "2", "4", "6"));
  EXPECT_THAT(rows("UNWIND range(0, 7) AS x RETURN x ORDER BY x % 2, x DESC LIMIT 3"), ElementsAre("6", "4", "2"));
}

TEST_F(RowOperators, TopKeepsTheFirstOfEquals) {
  EXPECT_THAT(rows("UNWIND range(0, 3000) AS x RETURN x ORDER BY x % 3 DESC LIMIT 3"), ElementsAre("2", "5", "8"));
  EXPECT_THAT(rows("UNWIND range(0, 3000) AS x RETURN x ORDER BY x DESC SKIP 1 LIMIT 2"), ElementsAre("2999", "2998"));
  EXPECT_THAT(rows("UNWIND [3, 1, 2] AS x RETURN x ORDER BY x LIMIT 10"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(rows("UNWIND [3, 1, 2] AS x RETURN x ORDER BY x LIMIT 0"), IsEmpty());
}

TEST_F(RowOperators, SkipAndLimit) {
  EXPECT_THAT(rows("UNWIND range(0, 5000) AS x RETURN x SKIP 4999"), ElementsAre("4999", "5000"));
  EXPECT_THAT(rows("UNWIND range(0, 5000) AS x RETURN x SKIP 2 LIMIT 2"), ElementsAre("2", "3"));
  EXPECT_THAT(rows("UNWIND range(0, 5000) AS x WITH x LIMIT 2000 RETURN count(x), max(x)"), ElementsAre("2000 | 1999"));
  EXPECT_THAT(rows("UNWIND [1, 2] AS x RETURN x SKIP 5"), IsEmpty());
  EXPECT_THAT(rows("UNWIND [1, 2] AS x RETURN x LIMIT $n", {{"n", 1}}), ElementsAre("1"));
  EXPECT_EQ(error("UNWIND [1] AS x RETURN x LIMIT $n", {{"n", -1}}).detail, "NegativeIntegerArgument");
  EXPECT_EQ(error("UNWIND [1] AS x RETURN x SKIP $n", {{"n", 1.5}}).detail, "InvalidArgumentType");
}

TEST_F(RowOperators, DistinctTreatsNullsAndNumbersAlike) {
  EXPECT_THAT(rows("UNWIND [1, 1.0, null, 'a', null, 'a', [1], [1.0]] AS x RETURN DISTINCT x"),
              ElementsAre("1", "null", "a", "[1]"));
  EXPECT_THAT(rows("UNWIND [[1, 2], [1, 3], [1, 2]] AS p RETURN DISTINCT p[0] AS a, p[1] AS b"),
              ElementsAre("1 | 2", "1 | 3"));
}

TEST_F(RowOperators, GroupsComeInOrderOfAppearance) {
  EXPECT_THAT(rows("UNWIND [3, 1, 3, null, 1.0, null] AS x RETURN x, count(*), count(x), collect(x)"),
              ElementsAre("3 | 2 | 2 | [3, 3]", "1 | 2 | 2 | [1, 1.0]", "null | 2 | 0 | []"));
  EXPECT_THAT(rows("UNWIND range(0, 4999) AS x RETURN x % 5000 AS k, count(*) AS n ORDER BY k DESC LIMIT 1"),
              ElementsAre("4999 | 1"));
}

TEST_F(RowOperators, AggregatesOfNothing) {
  EXPECT_THAT(rows("UNWIND [] AS x RETURN count(*), count(x), collect(x), min(x), max(x), sum(x), avg(x)"),
              ElementsAre("0 | 0 | [] | null | null | 0 | null"));
  EXPECT_THAT(rows("UNWIND [] AS x RETURN x, count(*)"), IsEmpty());
}

TEST_F(RowOperators, DistinctAggregates) {
  EXPECT_THAT(rows("UNWIND [[1, 7], [1, 7], [2, 7], [2, 8], [2, null]] AS p "
                   "RETURN p[0] AS k, count(DISTINCT p[1]), collect(DISTINCT p[1]), sum(p[1])"),
              ElementsAre("1 | 1 | [7] | 14", "2 | 2 | [7, 8] | 15"));
}

TEST_F(RowOperators, LeastAndGreatestFollowTheOrderOfValues) {
  EXPECT_THAT(rows("UNWIND [1, 'a', null, [1, 2], 0.2, 'b'] AS x RETURN min(x), max(x)"), ElementsAre("[1, 2] | 1"));
  EXPECT_THAT(rows("UNWIND [1, 2.5] AS x RETURN sum(x), avg(x)"), ElementsAre("3.5 | 1.75"));
  EXPECT_EQ(error("UNWIND [1, 'a'] AS x RETURN sum(x)").code, ErrorCode::kType);
  EXPECT_EQ(error("UNWIND [9223372036854775807, 1] AS x RETURN sum(x)").code, ErrorCode::kArithmetic);
}

TEST_F(RowOperators, Unions) {
  EXPECT_THAT(rows("UNWIND [1, 2] AS x RETURN x UNION ALL UNWIND [2, 3] AS x RETURN x"),
              ElementsAre("1", "2", "2", "3"));
  EXPECT_THAT(rows("UNWIND [1, 2] AS x RETURN x UNION UNWIND [2, 3] AS x RETURN x"), ElementsAre("1", "2", "3"));
  EXPECT_THAT(rows("RETURN 1 AS a, 2 AS b UNION ALL RETURN 3 AS b, 4 AS a"), ElementsAre("1 | 2", "4 | 3"));
}

TEST_F(RowOperators, WithFiltersAndHides) {
  EXPECT_THAT(rows("UNWIND range(1, 10) AS x WITH x * 2 AS y WHERE y > 15 RETURN y"), ElementsAre("16", "18", "20"));
  EXPECT_THAT(rows("UNWIND range(1, 3000) AS x WITH x WHERE x = 2999 RETURN x LIMIT 1"), ElementsAre("2999"));
}

TEST_F(RowOperators, BatchesOfManyRowsLoseNone) {
  EXPECT_THAT(
      rows("UNWIND range(1, 100) AS x UNWIND range(1, 100) AS y WITH x, y WHERE x <> y RETURN count(*), sum(x + y)"),
      ElementsAre("9900 | 999900"));
}

}  // namespace
}  // namespace entente

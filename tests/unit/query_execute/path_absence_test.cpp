// Where a search finds no path, the answer says what can be reached, and which word stands in the way.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "support/graphs.hpp"
#include "unit/query_execute/running.hpp"

namespace entente {
namespace {

// a ─day 1─▶ b ─day 5─▶ c ─day 3─▶ d, and b ─some day from 1 to 9─▶ e
std::shared_ptr<const TemporalGraph> posts() {
  GraphOf g;
  g.entity("a").entity("b").entity("c").entity("d").entity("e").entity("f");
  g.relation("a", "MAIL", "b", 1, 2).relation("b", "MAIL", "c", 5, 6).relation("c", "MAIL", "d", 3, 4);
  g.relation("b", "MAIL", "e", validity_of({day(1), day(9), day(2), day(10)}));
  g.relation("e", "RAIL", "f", 1, 20);
  return g.build();
}

// The message and the hint of the one warning of a query between two posts.
std::pair<std::string, std::string> told(const std::string& words, const std::string& pattern, const std::string& from,
                                         const std::string& to, const std::string& clause = "") {
  const auto graph = posts();
  const Table table = table_of(*graph, "MATCH p = " + words + " " + pattern + clause + " WHERE key(a) = '" + from +
                                           "' AND key(b) = '" + to + "' RETURN p");
  EXPECT_TRUE(table.rows.empty());
  if (table.warnings.size() != 1) return {"warnings: " + std::to_string(table.warnings.size()), ""};
  return {table.warnings[0].message, table.warnings[0].hint};
}

TEST(PathAbsence, SaysHowFarOneComes) {
  EXPECT_EQ(
      told("CHRONOLOGICAL ANY SHORTEST", "(a)-[:MAIL]->+(b)", "a", "d").first,
      "no such path leads from a to d in order of time for certain; 3 other entities can be reached from there, the "
      "last, e, by 1970-01-10");
  EXPECT_EQ(told("ANY SHORTEST", "(a)-[:MAIL]->+(b)", "a", "f").first,
            "no such path leads from a to f; 4 other entities can be reached from there");
  EXPECT_EQ(told("ANY SHORTEST", "(a)-[:MAIL]->+(b)", "d", "f").first,
            "no such path leads from d to f; none leads away from there");
}

TEST(PathAbsence, NamesTheWordThatStandsInTheWay) {
  const auto hint = [](const auto&... asked) { return told(asked...).second; };
  const std::string mail = "(a)-[:MAIL]->+(b)", shortest = "CHRONOLOGICAL ANY SHORTEST";
  EXPECT_EQ(hint(shortest, mail, "a", "d"), "in any order of time there is a path of 3 relationships");
  EXPECT_EQ(hint("STRICTLY CHRONOLOGICAL WITHIN 'P1D' ANY SHORTEST", mail, "a", "c"),
            "without WITHIN there is a path of 2 relationships");
  EXPECT_EQ(hint("CHRONOLOGICAL TRAVEL 'P9D' ANY SHORTEST", mail, "a", "c"),
            "if no relationship took any time (TRAVEL) there would be a path of 2 relationships");
  EXPECT_EQ(hint("EACH OVERLAPS NEXT", mail, "a", "c"),
            "in order of time, CHRONOLOGICAL, there is a path of 2 relationships");
  EXPECT_EQ(hint("CONTINUOUS", mail, "a", "d"), "in any order of time there is a path of 3 relationships");
  EXPECT_EQ(hint("CHRONOLOGICAL", "(a)-[:MAIL]-{2}(b)", "e", "c"),
            "dates that are not certain allow a path of 2 relationships: POSSIBLY before the pattern finds it");
  EXPECT_EQ(hint("POSSIBLY CHRONOLOGICAL", "(a)-[:MAIL]-{2}(b)", "c", "a"),
            "the other way, from the second to the first, there is a path of 2 relationships");
  EXPECT_EQ(hint("ANY SHORTEST", "(a)-[:MAIL]->{1,2}(b)", "a", "d"), "a longer one has 3 relationships");
  EXPECT_EQ(hint("ANY SHORTEST", "(a)-[:MAIL]->{3,}(b)", "a", "c"), "a shorter one has 2 relationships");
  EXPECT_EQ(hint("ANY SHORTEST", mail, "d", "a"), "without regard to the arrows there is a path of 3 relationships");
  EXPECT_EQ(hint("ANY SHORTEST", mail, "a", "f"), "by relationships of any type there is a path of 3 relationships");
  EXPECT_EQ(hint("ANY SHORTEST", mail, "d", "f"), "leaving out any one word of the pattern does not help");
}

TEST(PathAbsence, IsToldOfOneThatLeadsNowhere) {
  const auto graph = posts();
  const Table table =
      table_of(*graph, "MATCH p = CHRONOLOGICAL ANY SHORTEST (a)-[:MAIL]->+(b) WHERE key(a) = 'e' RETURN p");
  ASSERT_EQ(table.warnings.size(), 1U);
  EXPECT_EQ(table.warnings[0].message,
            "no such path leads away from e in order of time for certain; none leads away from there");
  EXPECT_EQ(table.warnings[0].hint, "without regard to the arrows there is a path of 1 relationship");
}

TEST(PathAbsence, IsToldOfTwoThatDiffer) {
  const auto graph = posts();
  const Table table =
      table_of(*graph, "MATCH p = CHRONOLOGICAL TRAVEL 'P20D' ANY SHORTEST (a)-[:MAIL]->{2}(b) RETURN p");
  ASSERT_EQ(table.warnings.size(), 1U);
  EXPECT_EQ(table.warnings[0].message.find("leads from a to a"), std::string::npos) << table.warnings[0].message;
}

TEST(PathAbsence, NamesThatNothingHasAreToldWhereverAMannerIsSaid) {
  const auto graph = posts();
  for (const auto& [text, message] : std::initializer_list<std::pair<const char*, const char*>>{
           {"MATCH p = EARLIEST ARRIVAL TRAVEL {MIAL: 'P1D'} (a)-[:MAIL]->+(b) RETURN p",
            "no relation type `MIAL` in this store"},
           {"MATCH p = EARLIEST ARRIVAL TRAVEL BY lasts (a)-[:MAIL]->+(b) RETURN p",
            "no property `lasts` in this store"},
           {"MATCH p = (a)-[:MAIL]->(b) RETURN arrival(p, {travel: {MIAL: 'P1D'}})",
            "no relation type `MIAL` in this store"},
           {"MATCH p = (a)-[:MAIL]->(b) RETURN hops(p, {travel_by: 'lasts'})", "no property `lasts` in this store"}}) {
    const Table table = table_of(*graph, text);
    ASSERT_EQ(table.warnings.size(), 1U) << text;
    EXPECT_EQ(table.warnings[0].message, message);
  }
}

TEST(PathAbsence, IsNoFaultInASubquery) {
  const auto graph = posts();
  const Table table =
      table_of(*graph, "MATCH (a), (b) WHERE key(a) = 'd' AND NOT EXISTS { CHRONOLOGICAL (a)-[:MAIL]->+(b) } RETURN b");
  EXPECT_EQ(table.rows.size(), 6U);
  EXPECT_TRUE(table.warnings.empty());
}

}  // namespace
}  // namespace entente

// What a question about times is told beside its rows: undated entities, order that WITH loses, the moment of asking.
#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/time/date.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr const char* kSpansFacts = R"({"entente": 2, "ontology": {
"entity_types": [{"name": "Person", "persists": "P110Y"}, {"name": "State"}],
"relation_types": [{"name": "EXISTED", "lifetime": true}, {"name": "PRECEDED", "order": "before"},
{"name": "AMBASSADOR_TO", "persists": true}]},
"entities": [{"id": "union", "type": "State", "name": "Soviet Union"}, {"id": "a", "type": "Event", "name": "A"},
{"id": "b", "type": "Event", "name": "B", "valid": "1960"}, {"id": "yudin", "type": "Person", "name": "Yudin"}],
"relations": [{"type": "EXISTED", "from": "union", "to": "union", "valid": "1922/1991"},
{"type": "PRECEDED", "from": "a", "to": "b"},
{"type": "AMBASSADOR_TO", "from": "yudin", "to": "union", "valid": {"edtf": "1955", "extent": "observed"}},
{"type": "AMBASSADOR_TO", "from": "yudin", "to": "a", "valid": "1950/"}]})";

class TimesInQuestions : public testing::Test {
 protected:
  TimesInQuestions() {
    const auto report = database_->import({folder_.file("facts.json", kSpansFacts)});
    EXPECT_TRUE(report.ok()) << describe(report.error());
  }
  Table ask(const std::string& text, std::string_view now = "2000-06-15") {
    QueryOptions options;
    options.now = read_point(now).value();
    auto table = database_->query(text, {}, options);
    EXPECT_TRUE(table.ok()) << describe(table.error(), text);
    return table.ok() ? std::move(*table) : Table{};
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_ = std::move(Database::in_memory().value());
};

TEST_F(TimesInQuestions, AnUndatedEntityIsNamedWhereNothingHoldsOfAlways) {
  for (const char* text :
       {"MATCH (n:State) WHERE valid(n) BEFORE '2000' RETURN n", "MATCH (n:State) RETURN valid(n) DURING '1900/2000'",
        "MATCH (n:State), (m:State) WHERE '1800' AFTER valid(n) OR false RETURN n"}) {
    const Table table = ask(text);
    ASSERT_EQ(table.warnings.size(), 1U) << text;
    EXPECT_EQ(table.warnings[0].message,
              "Soviet Union has no date of its own: its valid() is always, of which this does not hold");
    EXPECT_NE(table.warnings[0].hint.find("tightened(n)"), std::string::npos) << table.warnings[0].hint;
  }
  EXPECT_TRUE(ask("MATCH (n:State) WHERE valid(n) OVERLAPS '1950' RETURN n").warnings.empty());
  EXPECT_TRUE(ask("MATCH (n:State) WHERE tightened(n) BEFORE '2000' RETURN n").warnings.empty());
  EXPECT_TRUE(ask("MATCH (n {name: 'B'}) WHERE valid(n) BEFORE '1950' RETURN n").warnings.empty());
}

TEST_F(TimesInQuestions, WhatTheDatesLeaveOpenIsSaidWhereItWasAll) {
  const Table open = ask("MATCH (b {name: 'B'}) WHERE valid(b) BEFORE '1960-06' RETURN b");
  ASSERT_EQ(open.warnings.size(), 1U);
  EXPECT_EQ(open.warnings[0].message, "the dates leave this open for 1 row, and rule it out for all others");
  EXPECT_NE(open.warnings[0].hint.find("possibly("), std::string::npos);
  EXPECT_EQ(ask("MATCH (y)-[r:AMBASSADOR_TO]->(s:State) WHERE valid(r) BEFORE '1970' RETURN y").warnings.size(), 1U);
  EXPECT_TRUE(ask("MATCH (b {name: 'B'}) WHERE valid(b) BEFORE '1950' RETURN b").warnings.empty());
  EXPECT_TRUE(ask("MATCH (b {name: 'B'}) WHERE valid(b) BEFORE '1970' RETURN b").warnings.empty());
  EXPECT_TRUE(ask("MATCH (b {name: 'B'}) WHERE possibly(valid(b) BEFORE '1950') RETURN b").warnings.empty());
}

TEST_F(TimesInQuestions, PathsThatDoNotFollowOneAnotherAreCounted) {
  const std::string letters = folder_.file("letters.json", R"({"entente": 2,
"entities": [{"id": "pa", "type": "Person", "name": "PA"}, {"id": "pb", "type": "Person", "name": "PB"},
{"id": "pc", "type": "Person", "name": "PC"}],
"relations": [{"type": "WROTE_TO", "from": "pa", "to": "pb", "valid": "1910"},
{"type": "WROTE_TO", "from": "pb", "to": "pc", "valid": "1905"},
{"type": "WROTE_TO", "from": "pc", "to": "pb", "valid": "1910"}]})");
  ASSERT_TRUE(database_->import({letters}).ok());
  const Table none = ask("MATCH CHRONOLOGICAL ({name: 'PA'})-[:WROTE_TO]->()-[:WROTE_TO]->(z) RETURN z");
  ASSERT_EQ(none.warnings.size(), 1U);
  EXPECT_EQ(none.warnings[0].message,
            "1 path regardless of time, and none whose relationships can follow one another so");
  const Table open = ask("MATCH STRICTLY CHRONOLOGICAL ({name: 'PA'})-[:WROTE_TO]->()<-[:WROTE_TO]-(z) RETURN z");
  ASSERT_EQ(open.warnings.size(), 1U);
  EXPECT_EQ(open.warnings[0].message, "the dates leave open whether 1 path can follow one another so");
  EXPECT_NE(open.warnings[0].hint.find("POSSIBLY"), std::string::npos);
  EXPECT_TRUE(ask("MATCH CHRONOLOGICAL ({name: 'PA'})-[:WROTE_TO]->()-[:WROTE_TO]->(z {name: 'PA'}) RETURN z")
                  .warnings.empty());
  EXPECT_TRUE(ask("MATCH CHRONOLOGICAL ({name: 'PB'})-[:WROTE_TO]->()-[:WROTE_TO]->(z) RETURN z").warnings.empty());
}

TEST_F(TimesInQuestions, OrderThatWithPassesByIsSaid) {
  EXPECT_TRUE(ask("MATCH (a)-[:PRECEDED]->(b) RETURN valid(a) BEFORE valid(b)").rows[0][0].boolean());
  const Table table = ask("MATCH (a)-[:PRECEDED]->(b) WITH valid(a) AS v, b RETURN v BEFORE valid(b)");
  ASSERT_EQ(table.warnings.size(), 1U);
  EXPECT_NE(table.warnings[0].message.find("order"), std::string::npos);
  EXPECT_TRUE(ask("MATCH (a)-[:PRECEDED]->(b) WITH tightened(a) AS v, b RETURN v BEFORE valid(b)").warnings.empty());
  EXPECT_TRUE(ask("MATCH (a)-[r:EXISTED]->() WITH valid(r) AS v RETURN v.start").warnings.empty());
}

TEST_F(TimesInQuestions, NowIsTheClockOfTheStatement) {
  for (const char* word : {"now", "present", "the present day", "today"}) {
    std::string text = "MATCH (n:State) AS OF '" + std::string(word) + "' RETURN n";
    EXPECT_EQ(ask(text, "1950").rows.size(), 1U) << word;
    EXPECT_EQ(ask(text, "2000").rows.size(), 0U) << word;
    text = "MATCH (n)-[r:EXISTED]->() WHERE valid(r) BEFORE '" + std::string(word) + "' RETURN n";
    EXPECT_EQ(ask(text, "1950").rows.size(), 0U) << word;
    EXPECT_EQ(ask(text, "2000").rows.size(), 1U) << word;
  }
  QueryOptions options;
  options.as_of = "present";
  options.now = read_point("1950").value();
  EXPECT_EQ(database_->query("MATCH (n:State) RETURN n", {}, options)->rows.size(), 1U);
  EXPECT_EQ(database_->all_facts(options)->elements.nodes.size(), 3U);  // not the event of 1960
}

// The union is dated by years: when it began is not known to the day.
TEST_F(TimesInQuestions, VagueBoundsThatCompareWithNothingAreSaid) {
  for (const char* text :
       {"MATCH ()-[r:EXISTED]->() WHERE valid(r).start > '1900' RETURN r",
        "MATCH ()-[r:EXISTED]->() WHERE '1900' < valid(r).end AND true RETURN r",
        "MATCH ()-[r:EXISTED]->() WHERE valid(r).start.year = 1922 RETURN r",
        "MATCH ()-[r:EXISTED]->() WITH valid(r) AS v WHERE v.start <> '1900' RETURN v",
        "MATCH (x)-[r:EXISTED]->(), (y)-[q:AMBASSADOR_TO]->() WHERE valid(r).start = valid(q).start RETURN r"}) {
    const Table table = ask(text);
    EXPECT_TRUE(table.rows.empty()) << text;
    ASSERT_EQ(table.warnings.size(), 1U) << text;
    EXPECT_NE(table.warnings[0].message.find("known only vaguely"), std::string::npos) << text;
  }
  for (const char* text : {"MATCH ()-[r:EXISTED]->() WHERE valid(r).earliest_start > '1900' RETURN r",
                           "MATCH (n) WHERE n.start > 3 RETURN n.start", "RETURN null < 3"})
    for (const Warning& w : ask(text).warnings) EXPECT_EQ(w.message.find("vaguely"), std::string::npos) << text;
}

TEST_F(TimesInQuestions, ComparisonsThatNeverHoldAreSaidWhereverTheyStand) {
  const std::string match = "MATCH (y)-[r:EXISTED]->() ";
  for (const char* text :
       {"RETURN CASE valid(r) WHEN '1922' THEN 1 ELSE 0 END", "RETURN [valid(r)] = ['1922/1991']",
        "RETURN [[valid(r)]] <> [['1922/1991']]", "RETURN valid(r) STARTS WITH '1922'",
        "RETURN valid(r).earliest_start STARTS WITH '1922'", "RETURN valid(r).earliest_start CONTAINS '1922'",
        "WHERE valid(r).earliest_start CONTAINS '1922' RETURN r", "RETURN valid(r).earliest_start =~ '1922.*'"}) {
    const Table table = ask(match + text);
    EXPECT_EQ(table.warnings.size(), 1U) << text;
  }
  EXPECT_EQ(ask(match + "RETURN valid(r) STARTS WITH '1922'").warnings[0].hint,
            "write valid(m) DURING '1989', or valid(m).start.year = 1989");
  EXPECT_TRUE(ask(match + "RETURN valid(r).earliest_start.year = 1922, [valid(r)] = [valid(r)], "
                          "valid(r) CONTAINS '1950'")
                  .warnings.empty());
}

TEST_F(TimesInQuestions, QuantifiersKeepWhatTheDatesLeaveOpen) {
  for (const char* word : {"any", "all", "none", "single"}) {
    const std::string text = word + std::string("(x IN [b] WHERE valid(x) BEFORE '1960-06')");
    EXPECT_TRUE(ask("MATCH (b {name: 'B'}) RETURN " + text).rows[0][0].is_unknown()) << word;
    const Table plain = ask("MATCH (b {name: 'B'}) RETURN " + (word + std::string("(x IN [null] WHERE x > 1)")));
    EXPECT_TRUE(plain.rows[0][0].is_null() && !plain.rows[0][0].is_unknown()) << word;
  }
}

TEST_F(TimesInQuestions, LivesAreNoProperties) {
  for (const char* key : {"born", "birth", "founded"})
    EXPECT_EQ(ask("MATCH (n:State) RETURN n." + std::string(key)).warnings[0].hint, "when it began is valid(n).start");
  EXPECT_EQ(ask("MATCH (n:State) RETURN n.died").warnings[0].hint, "when it ended is valid(n).end");
}

}  // namespace
}  // namespace entente

// What a slice leaves out is counted and said, in every output.
#include <sstream>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

// Two members who joined and may have left, one who is one still, one whose time is told; and three meetings of 1814.
constexpr const char* kWithheldFacts = R"({"entente": 1, "ontology": {
"relation_types": [{"name": "MEMBER_OF", "persists": true}, {"name": "ADVISED"}, {"name": "MET", "kind": "event"}]},
"entities": [{"id": "a", "type": "Thing"}, {"id": "b", "type": "Thing"}, {"id": "c", "type": "Thing"}, {"id": "d", "type": "Thing"}, {"id": "club", "type": "Thing"}],
"relations": [
{"type": "MEMBER_OF", "from": "a", "to": "club", "valid": "1800/"},
{"type": "MEMBER_OF", "from": "b", "to": "club", "valid": "1801/"},
{"type": "MEMBER_OF", "from": "c", "to": "club", "valid": "1802/.."},
{"type": "ADVISED", "from": "d", "to": "club", "valid": "1803/"},
{"type": "MET", "from": "a", "to": "b", "valid": "1814-09-30"},
{"type": "MET", "from": "a", "to": "c", "valid": "1814-09"},
{"type": "MET", "from": "b", "to": "c", "valid": "1814-10-02"}]})";

class WithheldTest : public testing::Test {
 protected:
  WithheldTest() {
    const auto report = database_->import({folder_.file("facts.json", kWithheldFacts)});
    EXPECT_TRUE(report.ok()) << describe(report.error());
  }
  Table ask(const std::string& text) {
    auto table = database_->query(text);
    EXPECT_TRUE(table.ok()) << describe(table.error(), text);
    return table.ok() ? std::move(*table) : Table{};
  }
  static std::string written(const Table& table, std::string_view format) {
    std::ostringstream out;
    EXPECT_TRUE(write(table, format, out, {}).ok());
    return out.str();
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_ = std::move(Database::in_memory().value());
};

TEST_F(WithheldTest, MoreIsCountedUnderTheOtherReadings) {
  const Table certain = ask("MATCH (x)-[r]->({}) AS OF '1810-05-01' WHERE key(endNode(r)) = 'club' RETURN key(x)");
  EXPECT_EQ(certain.rows.size(), 1U);
  EXPECT_EQ(certain.read_at.withheld.presumed, 2U);
  EXPECT_EQ(certain.read_at.withheld.possible, 3U);
  EXPECT_EQ(certain.read_at.withheld.within, 0U);
  EXPECT_FALSE(certain.read_at.withheld.at_least);
  const Table presumed = ask("MATCH (x)-[r]->() PRESUMABLY AS OF '1810-05-01' RETURN key(x)");
  EXPECT_EQ(presumed.rows.size(), 3U);
  EXPECT_EQ(presumed.read_at.withheld.presumed, 0U);
  EXPECT_EQ(presumed.read_at.withheld.possible, 1U);
  EXPECT_TRUE(ask("MATCH (x)-[r]->() POSSIBLY AS OF '1810-05-01' RETURN key(x)").read_at.withheld.empty());
  EXPECT_TRUE(ask("MATCH (x)-[r]->() RETURN key(x)").read_at.withheld.empty());
}

TEST_F(WithheldTest, MatchesAreCountedBeforeTheyAreGrouped) {
  const Table table = ask("MATCH (x)-[r:MEMBER_OF]->(y) AS OF '1810-05-01' RETURN count(*)");
  EXPECT_EQ(table.rows[0][0].integer(), 1);
  EXPECT_EQ(table.read_at.withheld.presumed, 2U);
}

TEST_F(WithheldTest, OfACoarseDateWhatHappenedWithinItIsSaid) {
  const Table table = ask("MATCH (x)-[m:MET]->(y) AS OF '1814-09' RETURN key(x), key(y)");
  EXPECT_TRUE(table.rows.empty());
  EXPECT_EQ(table.read_at.withheld.within, 2U);
  EXPECT_NE(describe_withheld(table.read_at)
                .find("2 at some time in 1814-09, not throughout it: FOR VALID_TIME BETWEEN '1814-09' AND '1814-09'"),
            std::string::npos)
      << describe_withheld(table.read_at);
}

TEST_F(WithheldTest, EveryOutputSaysIt) {
  const Table table = ask("MATCH (x)-[r:MEMBER_OF]->(y) AS OF '1810-05-01' RETURN key(x)");
  const std::string text = "2 more presumably, 2 more possibly: PRESUMABLY AS OF, POSSIBLY AS OF";
  EXPECT_NE(written(table, "table").find("1 row; " + text), std::string::npos) << written(table, "table");
  EXPECT_NE(written(table, "json").find("\"withheld\":{\"presumed\":2,\"possible\":2,"), std::string::npos);
  EXPECT_NE(written(table, "jsonl").find("{\"$withheld\":{\"presumed\":2,"), std::string::npos);
}

// No answer is empty without a reason: what the pattern matches at other times, by whose life it is ruled out, and what
// others than the sources say.
class AbsenceTest : public WithheldTest {
 protected:
  AbsenceTest() {
    const auto report = database_->import({folder_.file("union.json", R"({"entente": 2, "ontology": {
"relation_types": [{"name": "EXISTED", "lifetime": true}, {"name": "PARTY_TO", "within": ["from"]}]},
"entities": [{"id": "s", "type": "Source"}, {"id": "t", "type": "Source"},
{"id": "union", "type": "State", "name": "Soviet Union"}, {"id": "pact", "type": "Treaty", "name": "Pact", "valid": "1955-05-14/1991-07-01"}],
"relations": [{"type": "EXISTED", "from": "union", "to": "union", "valid": "1922-12-30/1991-12-26"},
{"type": "PARTY_TO", "from": "union", "to": "pact", "sources": ["s"]}]})")});
    EXPECT_TRUE(report.ok()) << describe(report.error());
  }
  std::string why(const std::string& text) { return describe_withheld(ask(text).read_at); }
};

TEST_F(AbsenceTest, ALifeThatRulesOutIsNamed) {
  EXPECT_EQ(why("MATCH (n {name: 'Soviet Union'}) AS OF '2015' RETURN n"),
            "1 at other times: FOR VALID_TIME ALL; ruled out by its life: Soviet Union, from 30 December 1922 until 26 "
            "December 1991");
  // Of all that a match has, what is ruled out.
  EXPECT_EQ(why("MATCH (n {name: 'Soviet Union'})-[r:PARTY_TO]->(p) AS OF '2015' RETURN p.name"),
            "1 at other times: FOR VALID_TIME ALL; ruled out by their lives: Soviet Union, from 30 December 1922 until "
            "26 December 1991; Pact, from 14 May 1955 until 1 July 1991");
  EXPECT_EQ(why("MATCH (n {name: 'Soviet Union'}) POSSIBLY AS OF '2015' RETURN count(*)"),
            why("MATCH (n {name: 'Soviet Union'}) AS OF '2015' RETURN n"));
}

TEST_F(AbsenceTest, RelationsOfOtherTimesAreCountedAndDated) {
  EXPECT_EQ(why("MATCH (x)-[m:MET]->(y) AS OF '1700' RETURN key(x)"),
            "3 at other times, from 1 September to 2 October 1814: FOR VALID_TIME ALL");
  EXPECT_EQ(why("MATCH (x)-[m:MET]->(y) FOR VALID_TIME BETWEEN '1700' AND '1702' RETURN key(x)"),
            why("MATCH (x)-[m:MET]->(y) AS OF '1700' RETURN key(x)"));
  EXPECT_EQ(why("MATCH (x)-[m:MET]->(x) AS OF '1700' RETURN key(x)"), "nothing matches at any time");
}

TEST_F(AbsenceTest, TheWordOfOthersIsCounted) {
  EXPECT_EQ(why("MATCH (x)-[r:PARTY_TO]->(y) ACCORDING TO 't' RETURN key(x)"),
            "1 by the word of others: leave out ACCORDING TO");
  EXPECT_EQ(why("MATCH (x)-[r:PARTY_TO]->(y) ACCORDING TO 's' RETURN key(x)"), "");
}

TEST_F(AbsenceTest, ProceduresSayItToo) {
  EXPECT_EQ(why("AS OF '2015' CALL neighbourhood('union', 1)"),
            "1 at other times: FOR VALID_TIME ALL; ruled out by its life: Pact, from 14 May 1955 until 1 July 1991");
  EXPECT_EQ(why("AS OF '1960' CALL neighbourhood('union', 1)"), "");
}

TEST_F(AbsenceTest, SlicesOfSubqueriesCount) {
  EXPECT_EQ(why("MATCH (x) WHERE EXISTS { MATCH (x)-[:MET]->(y) AS OF '1700' } RETURN key(x)"),
            "2 at other times: FOR VALID_TIME ALL");
  EXPECT_EQ(why("MATCH (x) WHERE EXISTS { MATCH (x)-[:MEMBER_OF]->(y) AS OF '1810' } RETURN key(x)"),
            "2 more presumably, 2 more possibly: PRESUMABLY AS OF, POSSIBLY AS OF");
}

TEST_F(AbsenceTest, ARowOrAWeakerReadingIsReasonEnough) {
  EXPECT_EQ(why("MATCH (x)-[m:MET]->(y) AS OF '1814-09-30' WHERE key(y) = 'b' RETURN key(x)").find("at other times"),
            std::string::npos);
  EXPECT_EQ(why("MATCH (x)-[r:MEMBER_OF]->(y) AS OF '1801-05-01' WHERE key(x) = 'b' RETURN key(x)"),
            "1 more possibly: POSSIBLY AS OF");
  EXPECT_NE(written(ask("MATCH (x)-[m:MET]->(y) AS OF '1700' RETURN key(x)"), "json").find("\"at_other_times\":3"),
            std::string::npos);
}

// What a pattern must not find is taken for absent where a slice leaves it out: that is said, in a warning.
class NegationTest : public WithheldTest {
 protected:
  std::string warned(const std::string& text) {
    std::string all;
    for (const Warning& w : ask(text).warnings) all += w.message + (w.hint.empty() ? "" : "; " + w.hint) + "\n";
    return all;
  }
};

TEST_F(NegationTest, RowsThatRestOnWhatWasLeftOutAreCounted) {
  const std::string presumed =
      "1 match rests on the absence of what presumably holds; PRESUMABLY AS OF takes it for there\n";
  EXPECT_EQ(warned("MATCH (x) AS OF '1810-05-01' WHERE key(x) = 'a' AND NOT EXISTS { (x)-[:MEMBER_OF]->() } RETURN x"),
            presumed);
  EXPECT_EQ(warned("MATCH (x) AS OF '1810-05-01' WHERE key(x) = 'a' AND NOT (x)-[:MEMBER_OF]->() RETURN x"), presumed);
  EXPECT_EQ(
      warned("MATCH (x) AS OF '1810-05-01' WHERE key(x) = 'a' AND size([(x)-[:MEMBER_OF]->(c) | c]) = 0 RETURN x"),
      presumed);
  EXPECT_EQ(warned("AS OF '1810-05-01' MATCH (x) WHERE key(x) = 'a' RETURN size([(x)-[:MEMBER_OF]->(c) | c])"),
            presumed);
  EXPECT_EQ(
      warned("MATCH (x) AS OF '1810-05-01' WHERE NOT EXISTS { (x)-[]->({}) } AND key(x) <> 'club' RETURN x"),
      "2 matches rest on the absence of what presumably holds, 3 of what possibly holds; PRESUMABLY AS OF takes it "
      "for there\n")
      << "c is a member for certain";
  EXPECT_EQ(warned("MATCH (x) FOR VALID_TIME BETWEEN '1810' AND '1811' WHERE key(x) = 'a' AND NOT (x)-[:MEMBER_OF]->() "
                   "RETURN x"),
            "1 match rests on the absence of what presumably holds; PRESUMABLY FOR VALID_TIME … takes it for there\n");
  EXPECT_EQ(warned("MATCH (x) AS OF '1810-05-01' WHERE key(x) = 'd' AND NOT (x)-[:MET]->() RETURN x"), "");
  EXPECT_EQ(warned("MATCH (x) POSSIBLY AS OF '1810-05-01' WHERE NOT (x)-[:MET]->() RETURN x"), "");
}

TEST_F(NegationTest, WhatLeavesOutAllIsNamed) {
  const std::string text =
      "MATCH (x) PRESUMABLY AS OF '1810-05-01' WHERE key(x) = 'a' AND NOT (x)-[:MEMBER_OF]->() RETURN x";
  EXPECT_EQ(warned(text), "this leaves out 1 match, and there is no other: what it excludes is there\n");
  EXPECT_EQ(describe_withheld(ask(text).read_at), "");
  EXPECT_EQ(describe_withheld(ask("MATCH (x) AS OF '1810' WHERE EXISTS { (x)-[:MET]->(x) } RETURN x").read_at),
            "nothing matches at any time");
}

TEST_F(NegationTest, ThoseThatAreLostHideNoneThatAreFound) {
  // Under PRESUMABLY `a` meets the condition no more and `b` is found: one more, and one that rests on an absence.
  const Table table =
      ask("MATCH (x) AS OF '1810-05-01' WHERE key(x) = 'a' AND NOT (x)-[:MEMBER_OF]->() "
          "OR key(x) = 'b' AND (x)-[:MEMBER_OF]->() RETURN key(x)");
  EXPECT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.read_at.withheld.presumed, 1U);
  EXPECT_EQ(table.warnings.size(), 1U);
}

// Seeks for the members of a list have a slot of their own, for which the rows of the statement have no room.
TEST_F(WithheldTest, PatternsThatAreSoughtByAListAreCounted) {
  const Table table =
      ask("UNWIND ['a', 'b', 'x'] AS k WITH collect(k) AS names "
          "MATCH (x)-[r:MEMBER_OF]->() AS OF '1810-05-01' WHERE key(x) IN ['a', 'b', 'nobody'] RETURN key(x), names");
  EXPECT_EQ(table.rows.size(), 0U);
  EXPECT_EQ(table.read_at.withheld.presumed, 2U);
  EXPECT_EQ(ask("MATCH (x) AS OF '1810-05-01' WHERE key(x) IN ['a', 'b'] RETURN x").read_at.withheld.possible, 0U);
}

TEST_F(WithheldTest, TheWaysThatAreNamedCanBeAsked) {
  const auto said = [&](const std::string& text) { return describe_withheld(ask(text).read_at); };
  EXPECT_EQ(said("MATCH (x)-[r:MEMBER_OF]->(y) FOR VALID_TIME BETWEEN '1810' AND '1811' RETURN key(x)"),
            "2 more presumably, 2 more possibly: PRESUMABLY FOR VALID_TIME …, POSSIBLY FOR VALID_TIME …");
  const std::string way = "FOR VALID_TIME BETWEEN '1814-09-01/1814-09-30' AND '1814-09-01/1814-09-30'";
  const std::string text = said("MATCH (x)-[m:MET]->(y) AS OF period('1814-09') RETURN key(x)");
  EXPECT_NE(text.find("2 at some time in 1814-09-01/1814-09-30, not throughout it: " + way), std::string::npos) << text;
  EXPECT_EQ(ask("MATCH (x)-[m:MET]->(y) " + way + " RETURN key(x)").rows.size(), 2U);
}

TEST_F(WithheldTest, AProcedureThatCountsSaysWhatItDidNotCount) {
  const Table table = ask("AS OF '1810-05-01' CALL count_neighbourhood('a', 1)");
  EXPECT_EQ(table.rows[0][0].integer(), 0);
  EXPECT_EQ(describe_withheld(table.read_at), "1 more presumably, 1 more possibly: PRESUMABLY AS OF, POSSIBLY AS OF");
  EXPECT_EQ(describe_withheld(ask("AS OF '1700' CALL count_neighbourhood('a', 1)").read_at),
            describe_withheld(ask("AS OF '1700' CALL neighbourhood('a', 1)").read_at));
}

TEST_F(WithheldTest, ProceduresWarnOfTypesThatNothingHas) {
  for (const char* text :
       {"CALL shortest_path('a', 'club', 5, ['MEMBR_OF'])", "CALL neighbourhood('a', 1, ['MEMBR_OF'])",
        "WITH ['MET', 'MEMBR_OF'] AS t CALL count_neighbourhood('a', 1, t) YIELD count RETURN count",
        "CALL conflicts(['MEMBR_OF'])"}) {
    const Table table = ask(text);
    ASSERT_EQ(table.warnings.size(), 1U) << text;
    EXPECT_EQ(table.warnings[0].message, "no relation type `MEMBR_OF` in this store");
    EXPECT_EQ(table.warnings[0].hint, "did you mean `MEMBER_OF`?");
  }
  EXPECT_TRUE(ask("CALL shortest_path('a', 'club', 5, ['MEMBER_OF', 'MET'])").warnings.empty());
}

}  // namespace
}  // namespace entente

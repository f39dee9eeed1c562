// `entente check` as a person or a script meets it: what it prints, in text and JSON, and how it ends.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>

#include "entente/integrity.hpp"
#include "support/temporary_folder.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

constexpr const char* kPresidents = R"({"entente": 1, "ontology": {
  "entity_types": [{"name": "Person"}, {"name": "State"}, {"name": "Text"}],
  "relation_types": [
    {"name": "MET", "kind": "event", "domain": ["Person"], "range": ["Person"], "within": ["from", "to"],
     "verb": {"base": "meet", "present": "meets", "past": "met", "participle": "met"}},
    {"name": "PRESIDENT_OF", "single_valued": true}],
  "expected": [EXPECTED]},
 "defaults": {"provenance": "background"}, "entities": [
  {"id": "france", "type": "State", "name": "France"},
  {"id": "chronicle", "type": "Text", "name": "A chronicle"},
  {"id": "loubet", "type": "Person", "name": "Émile Loubet", "valid": "1838-12-31/1929-12-20"},
  {"id": "fallieres", "type": "Person", "name": "Armand Fallières", "valid": "1841-11-06/1931"},
  {"id": "zola", "type": "Person", "name": "Émile Zola", "valid": "1840-04-02/1902-09-29"}
 ], "relations": [RELATIONS]})";

// A store of these people, and what is told of them.
class CheckCommand : public testing::Test {
 protected:
  std::string store_with(const std::string& relations, const std::string& expected = "") {
    std::string data = kPresidents;
    data.replace(data.find("EXPECTED"), 8, expected);
    data.replace(data.find("RELATIONS"), 9, relations);
    const std::string store = folder_.path("store" + std::to_string(++stores_));
    const Ended imported = entente("import " + store + " " + folder_.file("data.json", data));
    EXPECT_EQ(imported.code, 0) << imported.out;
    return store;
  }
  TemporaryFolder folder_;
  int stores_ = 0;
};

constexpr const char* kClashes = R"(
  {"id": "P1", "type": "PRESIDENT_OF", "from": "loubet", "to": "france", "valid": "1899-02-18/1906-03-01",
   "provenance": "stated", "sources": ["chronicle#p. 7"]},
  {"id": "P2", "type": "PRESIDENT_OF", "from": "fallieres", "to": "france", "valid": "1906-02-18/1913-02-18"},
  {"id": "M1", "type": "MET", "from": "zola", "to": "loubet", "valid": "1902"},
  {"id": "M2", "type": "MET", "from": "fallieres", "to": "zola", "valid": "1905-05",
   "provenance": "stated", "sources": ["chronicle"]},
  {"id": "M3", "type": "MET", "from": "fallieres", "to": "loubet", "valid": "1900/"})";

constexpr const char* kReport = R"(CERTAIN: broken whatever the uncertain dates are

relation_outside_lifetime: 1 (a relation that holds while an end of it does not exist)
  - Armand Fallières met Émile Zola (in May 1905), outside the lifetime of Émile Zola (from 2 April 1840 until 29 September 1902): it begins on 1905-05-01 at the earliest, the lifetime ends on 1902-09-29 at the latest
      M2  Armand Fallières met Émile Zola, in May 1905  [chronicle]
      zola  Émile Zola (Person), from 2 April 1840 until 29 September 1902  [background]

two_holders: 1 (two holders of a single-valued relation at once)
  - France: one PRESIDENT_OF at a time, but Émile Loubet (from 18 February 1899 until 1 March 1906) and Armand Fallières (from 18 February 1906 until 18 February 1913) held it at once, from 18 February to 1 March 1906
      P1  Émile Loubet president of France, from 18 February 1899 until 1 March 1906  [chronicle#p. 7]
      P2  Armand Fallières president of France, from 18 February 1906 until 18 February 1913  [background]

POSSIBLE: uncertain dates allow it; --possible lists them

relation_outside_lifetime: 1

VAGUE: possible only because dates are vague or not stated; --vague lists them

relation_outside_lifetime: 2

2 findings, 1 possible, 2 vague
)";

TEST_F(CheckCommand, PrintsWhatClashesWithFactsAndSources) {
  const Ended ended = entente("check " + store_with(kClashes));
  EXPECT_EQ(ended.code, 1);
  EXPECT_EQ(ended.out, kReport);
}

TEST_F(CheckCommand, ListsPossibleFindingsThatDatesAllowFirst) {
  const Ended ended = entente("check --possible --vague " + store_with(kClashes));
  EXPECT_EQ(ended.code, 1);
  const std::size_t stated = ended.out.find("Émile Zola met Émile Loubet (in 1902)");
  const std::size_t vague = ended.out.find("Armand Fallières met Émile Loubet");
  ASSERT_NE(stated, std::string::npos) << ended.out;
  ASSERT_NE(vague, std::string::npos) << ended.out;
  EXPECT_LT(stated, vague);
  EXPECT_TRUE(has(ended, "2 findings, 1 possible, 2 vague\n"));
}

TEST_F(CheckCommand, PossibleFindingsAloneAreSound) {
  const Ended ended =
      entente("check " + store_with(R"({"type": "MET", "from": "zola", "to": "loubet", "valid": "1902"})"));
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended, "sound: nothing found, 1 possible\n")) << ended.out;
}

TEST_F(CheckCommand, ExpectedFindingsStandApartWithTheirReason) {
  const std::string expected =
      R"({"check": "relation_outside_lifetime", "facts": ["M2"], "reason": "the chronicle errs"},
         {"check": "two_holders", "facts": ["P1", "P2"], "reason": "both claimed it"})";
  const Ended ended = entente("check " + store_with(kClashes, expected));
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "EXPECTED: accepted by the data set, with its reason\n\nrelation_outside_lifetime: 1"));
  EXPECT_TRUE(has(ended, "    expected: both claimed it\n")) << ended.out;
  EXPECT_FALSE(has(ended, "CERTAIN")) << ended.out;
  EXPECT_TRUE(has(ended, "sound: nothing found, 1 possible, 2 vague, 2 expected\n")) << ended.out;
}

TEST_F(CheckCommand, AnExpectationThatNothingMeetsIsAFinding) {
  const Ended ended =
      entente("check " + store_with("", R"({"check": "two_holders", "facts": ["P9"], "reason": "both claimed it"})"));
  EXPECT_EQ(ended.code, 1);
  EXPECT_TRUE(has(ended, "stale_exception: 1 (an expected finding that does not occur)\n")) << ended.out;
  EXPECT_TRUE(has(ended, "a finding two_holders about P9 is expected (both claimed it), and there is none"))
      << ended.out;
}

TEST_F(CheckCommand, OneCheckAlone) {
  const std::string store = store_with(kClashes);
  const Ended ended = entente("check " + store + " --only two_holders");
  EXPECT_EQ(ended.code, 1);
  EXPECT_FALSE(has(ended, "relation_outside_lifetime")) << ended.out;
  EXPECT_TRUE(has(ended, "\n1 finding\n")) << ended.out;
  EXPECT_EQ(entente("check " + store + " --only missing_source").out, "sound: nothing found\n");
  const Ended unknown = entente("check " + store + " --only two_holder");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_TRUE(has(unknown, "did you mean `two_holders`?")) << unknown.out;
}

TEST_F(CheckCommand, TheListsAreCutAndSayIt) {
  const Ended ended = entente("check --vague --limit 1 " + store_with(kClashes));
  EXPECT_TRUE(has(ended, "  … and 1 more; --limit 0 lists all\n")) << ended.out;
}

TEST_F(CheckCommand, TroubleIsTold) {
  EXPECT_EQ(entente("check " + folder_.path("none.db")).code, 2);
}

TEST_F(CheckCommand, HelpListsTheChecks) {
  const Ended ended = entente("check --help");
  EXPECT_EQ(ended.code, 0);
  for (const IntegrityCheck& check : integrity_checks()) {
    EXPECT_TRUE(has(ended, check.name)) << check.name;
    EXPECT_TRUE(has(ended, check.summary)) << check.name;
  }
}

TEST_F(CheckCommand, JsonHoldsAllOfIt) {
  const std::string store =
      store_with(kClashes, R"({"check": "two_holders", "facts": ["france"], "reason": "both claimed it"})");
  const Ended ended = entente("check --json " + store);
  EXPECT_EQ(ended.code, 1);
  rapidjson::Document report;
  ASSERT_FALSE(report.Parse(ended.out.c_str()).HasParseError()) << ended.out;
  EXPECT_EQ(report["entente"].GetInt(), 1);
  EXPECT_STREQ(report["kind"].GetString(), "findings");
  EXPECT_FALSE(report["sound"].GetBool());
  std::string brief;
  for (const auto& finding : report["findings"].GetArray()) {
    brief += std::string(finding["rule"].GetString()) + " " + finding["certainty"].GetString();
    brief += finding.HasMember("vague") ? " vague" : "";
    brief += finding.HasMember("expected") ? std::string(" (") + finding["expected"].GetString() + ")\n" : "\n";
  }
  EXPECT_EQ(brief,
            "relation_outside_lifetime certain\nrelation_outside_lifetime possible\n"
            "relation_outside_lifetime possible vague\nrelation_outside_lifetime possible vague\n"
            "two_holders certain (both claimed it)\n");
  const auto& holders = report["findings"][4];
  EXPECT_STREQ(holders["subject"].GetString(), "france");
  EXPECT_STREQ(holders["facts"][0]["key"].GetString(), "P1");
  EXPECT_STREQ(holders["facts"][0]["sources"][0].GetString(), "chronicle#p. 7");
  EXPECT_STREQ(holders["facts"][0]["valid"].GetString(), "1899-02-18/1906-03-01");
  EXPECT_STREQ(holders["facts"][0]["when"].GetString(), "from 18 February 1899 until 1 March 1906");
}

}  // namespace
}  // namespace entente

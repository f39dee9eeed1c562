// Why a fact is there: statements, sources, rules, reasons; and what is offered for a key that is not there.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <sstream>
#include <string>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

const char* const kData = R"json({"entente": 1,
  "ontology": {
    "entity_types": [{"name": "Person"}, {"name": "Meeting"}, {"name": "Book"}, {"name": "State"}],
    "relation_types": [
      {"name": "TOOK_PART_IN", "kind": "event"},
      {"name": "MET", "kind": "event", "symmetric": true,
       "verb": {"base": "meet", "present": "meets", "past": "met", "participle": "met"}},
      {"name": "RULES", "verb": {"base": "rule", "present": "rules", "past": "ruled", "participle": "ruled"}},
      {"name": "KNOWS"}],
    "rules": [
      {"name": "met", "concludes": "MET", "summary": "both took part in one meeting",
       "query": "MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person) RETURN p AS from, q AS to, [a, b] AS because"},
      {"name": "knows", "concludes": "KNOWS",
       "query": "MATCH (p:Person)-[m:MET]->(q:Person) RETURN p AS from, q AS to, [m, p] AS because, valid(m) AS valid"}]},
  "entities": [
    {"id": "ada", "type": "Person", "name": "Ada", "valid": "1900~/1980", "provenance": "background"},
    {"id": "bob", "type": "Person", "name": "Bob"},
    {"id": "land", "type": "State", "name": "The Land"},
    {"id": "table", "type": "Meeting", "name": "The Table"},
    {"id": "diary", "type": "Book", "name": "Ada's diary"}],
  "relations": [
    {"id": "p1", "type": "TOOK_PART_IN", "from": "ada", "to": "table", "valid": {"edtf": "1949-12-16", "phrase": "that winter day"}, "sources": ["diary#p. 12"]},
    {"id": "p2", "type": "TOOK_PART_IN", "from": "bob", "to": "table", "valid": "1949-12", "sources": ["diary", "lost-letter"], "provenance": "implied"},
    {"id": "r1", "type": "RULES", "from": "ada", "to": "land", "valid": "1950/.."},
    {"id": "r2", "type": "RULES", "from": "bob", "to": "land", "valid": "1940/1950"},
    {"id": "h1", "type": "KNOWS", "from": "bob", "to": "ada", "provenance": "derived", "properties": {"rests_on": ["h2", "gone"]}},
    {"id": "h2", "type": "KNOWS", "from": "bob", "to": "ada", "provenance": "derived", "properties": {"rests_on": ["h1", "p1"], "rule": "old"}}]})json";

class Explaining : public testing::Test {
 protected:
  Explaining() : db_(Database::in_memory().value()) {
    const TemporaryFolder folder;
    const auto report = db_->import({folder.file("data.json", kData)});
    EXPECT_TRUE(report.ok()) << describe(report.error());
  }
  Explanation explain(const std::string& key) {
    auto explanation = db_->explain(key);
    if (explanation.ok()) return *explanation;
    ADD_FAILURE() << describe(explanation.error());
    return {};
  }
  std::string concluded(const std::string& type) {
    const Table t = db_->query(
                           "MATCH ()-[r]->() WHERE type(r) = $t AND r.rule IS NOT NULL AND r.rule <> 'old' "
                           "RETURN key(r) AS key",
                           {{"t", type}})
                        .value();
    return t.rows.size() == 1 ? t.rows[0][0].as_string() : "not one";
  }
  std::unique_ptr<Database> db_;
};

TEST_F(Explaining, AStatedFactNamesItsSources) {
  const Explanation x = explain("p1");
  EXPECT_EQ(x.key, "p1");
  EXPECT_TRUE(x.found);
  EXPECT_FALSE(x.is_entity);
  EXPECT_EQ(x.type, "TOOK_PART_IN");
  EXPECT_EQ(x.statement, "Ada took part in The Table");
  EXPECT_EQ(edtf_of(*x.validity), "1949-12-16");
  EXPECT_EQ(text_of(*x.validity), "that winter day");
  EXPECT_EQ(x.provenance, Provenance::kStated);
  ASSERT_EQ(x.sources.size(), 1u);
  EXPECT_EQ(x.sources[0].source, "diary");
  EXPECT_EQ(x.sources[0].name, "Ada's diary");
  EXPECT_EQ(x.sources[0].locator, "p. 12");
  EXPECT_TRUE(x.rule.empty());
  EXPECT_TRUE(x.rests_on.empty());
  EXPECT_TRUE(explain("p2").sources[1].name.empty());  // no entity has that key
}

TEST_F(Explaining, VerbsFollowTheTime) {
  EXPECT_EQ(explain("r1").statement, "Ada rules The Land");
  EXPECT_EQ(explain("r2").statement, "Bob ruled The Land");
}

TEST_F(Explaining, AnEntityIsWhatItIsCalled) {
  const Explanation x = explain("ada");
  EXPECT_TRUE(x.is_entity);
  EXPECT_EQ(x.type, "Person");
  EXPECT_EQ(x.statement, "Ada (Person)");
  EXPECT_EQ(x.provenance, Provenance::kBackground);
  EXPECT_EQ(edtf_of(*x.validity), "1900~/1980");
}

TEST_F(Explaining, AConclusionRestsOnFactsAndTheseOnOthers) {
  const Explanation x = explain(concluded("KNOWS"));
  EXPECT_EQ(x.statement, "Ada knows Bob");
  EXPECT_EQ(x.provenance, Provenance::kDerived);
  EXPECT_EQ(x.rule, "knows");
  EXPECT_TRUE(x.rule_summary.empty());
  EXPECT_TRUE(x.possible == false);
  ASSERT_EQ(x.rests_on.size(), 2u);
  const Explanation& met = x.rests_on[0];
  EXPECT_EQ(met.key, concluded("MET"));
  EXPECT_EQ(met.statement, "Ada met Bob");
  EXPECT_EQ(met.rule_summary, "both took part in one meeting");
  EXPECT_TRUE(met.possible);  // on one day, and once in that month
  EXPECT_EQ(met.validity->bounds.latest_end, read_validity("1949-12-16")->bounds.latest_end);
  ASSERT_EQ(met.rests_on.size(), 2u);
  EXPECT_EQ(met.rests_on[0].key, "p1");
  EXPECT_EQ(met.rests_on[1].key, "p2");
  EXPECT_EQ(x.rests_on[1].key, "ada");
}

TEST_F(Explaining, CirclesAndGapsOfReasonsAreShownOnce) {
  const Explanation x = explain("h1");
  EXPECT_TRUE(x.rule.empty());
  ASSERT_EQ(x.rests_on.size(), 2u);
  const Explanation& second = x.rests_on[0];
  EXPECT_EQ(second.rule, "old");
  ASSERT_EQ(second.rests_on.size(), 2u);
  EXPECT_EQ(second.rests_on[0].key, "h1");
  EXPECT_TRUE(second.rests_on[0].repeated);
  EXPECT_TRUE(second.rests_on[0].rests_on.empty());
  EXPECT_EQ(x.rests_on[1].key, "gone");
  EXPECT_FALSE(x.rests_on[1].found);
}

TEST_F(Explaining, UnknownKeysGetTheNearest) {
  const auto hint = [&](const std::string& key) {
    const auto x = db_->explain(key);
    EXPECT_FALSE(x.ok());
    EXPECT_EQ(x.error().code, ErrorCode::kNotFound);
    EXPECT_EQ(x.error().message, "no entity and no relation has the key `" + key + "`");
    return x.error().hint;
  };
  EXPECT_EQ(hint("P1"), "did you mean `p1`?");
  EXPECT_EQ(hint("The Table"), "did you mean `table`?");  // by its name
  EXPECT_EQ(hint("diray"), "did you mean `diary`?");
  EXPECT_EQ(hint("met/ada"), "did you mean `" + concluded("MET") + "`?");
  EXPECT_EQ(hint("p"), "did you mean `p1` or `p2`?");
  EXPECT_EQ(hint("nothing like it at all"), "");
  EXPECT_EQ(hint(""), "");
}

TEST_F(Explaining, JsonSaysTheSame) {
  std::ostringstream out;
  write_explanation_json(explain(concluded("KNOWS")), out);
  rapidjson::Document json;
  json.Parse(out.str().c_str());
  ASSERT_FALSE(json.HasParseError()) << out.str();
  EXPECT_EQ(json["entente"].GetInt(), 1);
  EXPECT_STREQ(json["kind"].GetString(), "explanation");
  EXPECT_STREQ(json["statement"].GetString(), "Ada knows Bob");
  EXPECT_STREQ(json["rule"]["name"].GetString(), "knows");
  EXPECT_FALSE(json["rule"].HasMember("summary"));
  const auto& met = json["rests_on"][0];
  EXPECT_STREQ(met["is"].GetString(), "relation");
  EXPECT_TRUE(met["possible"].GetBool());
  EXPECT_TRUE(met["valid"].IsObject());  // EDTF can't say it
  EXPECT_TRUE(met["when"].IsString());
  EXPECT_STREQ(met["rests_on"][0]["valid"]["edtf"].GetString(), "1949-12-16");
  EXPECT_STREQ(met["rests_on"][0]["when"].GetString(), "that winter day");
  EXPECT_STREQ(met["rests_on"][0]["sources"][0]["locator"].GetString(), "p. 12");
  EXPECT_STREQ(json["rests_on"][1]["is"].GetString(), "entity");
  std::ostringstream gone;
  write_explanation_json(explain("h1"), gone);
  EXPECT_NE(gone.str().find(R"({"key":"gone","found":false})"), std::string::npos) << gone.str();
  EXPECT_NE(gone.str().find(R"("repeated":true)"), std::string::npos);
}

}  // namespace
}  // namespace entente

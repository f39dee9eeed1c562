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
    return t.rows.size() == 1 ? t.rows[0][0].string() : "not one";
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

TEST(ExplainingWithin, NamesTheLivesThatTightenARelation) {
  const auto db = Database::in_memory().value();
  const TemporaryFolder folder;
  const auto report = db->import({folder.file("data.json", R"json({"entente": 2,
    "ontology": {"relation_types": [{"name": "BORN", "lifetime": true}, {"name": "LEADS", "within": ["from", "to"]}]},
    "entities": [{"id": "p", "type": "Person", "name": "P"}, {"id": "s", "type": "State", "name": "S", "valid": "1917/1991"},
      {"id": "t", "type": "State", "name": "T"}],
    "relations": [{"id": "life", "type": "BORN", "from": "p", "to": "t", "valid": "1952-10-07/.."},
      {"id": "one", "type": "LEADS", "from": "p", "to": "s", "valid": "1950~/1999"},
      {"id": "two", "type": "LEADS", "from": "p", "to": "t", "valid": "1990/1999"}]})json")});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  const Explanation x = db->explain("one").value();
  EXPECT_EQ(edtf_of(*x.validity), "1950~/1999");
  EXPECT_FALSE(x.tightened);  // nothing is left of it: a finding, not a time
  const Explanation y = db->explain("two").value();
  EXPECT_FALSE(y.tightened);  // it lies within
  const auto second = db->import({folder.file("more.json", R"json({"entente": 2, "relations": [
    {"id": "three", "type": "LEADS", "from": "p", "to": "s", "valid": "/1999"}]})json")});
  ASSERT_TRUE(second.ok()) << describe(second.error());
  const Explanation z = db->explain("three").value();
  ASSERT_TRUE(z.tightened);
  EXPECT_EQ(z.tightened->bounds.earliest_start, read_validity("1952-10-07")->bounds.earliest_start);
  EXPECT_EQ(edtf_of(*z.validity), "/1999");
}

// What narrows a time is itself narrowed: by an end of its own, or by each other.
TEST(ExplainingWithin, TellsWhatTightensAsItIsStated) {
  const TemporaryFolder folder;
  const auto of = [&](const char* data) {
    auto db = Database::in_memory().value();
    const auto report = db->import({folder.file("data.json", data)});
    EXPECT_TRUE(report.ok()) << describe(report.error());
    return db;
  };
  const auto keys = [](const std::vector<Explanation>& facts) {
    std::string text;
    for (const Explanation& fact : facts) {
      text += fact.key + " ";
      EXPECT_FALSE(fact.tightened.has_value()) << fact.key;
      EXPECT_TRUE(fact.tightened_by.empty()) << fact.key;
    }
    return text;
  };
  const auto ordered = of(R"json({"entente": 2,
    "ontology": {"entity_types": [{"name": "Event"}],
      "relation_types": [{"name": "LED_TO", "order": "before", "within": ["from"]}]},
    "entities": [{"id": "a", "type": "Event", "name": "A", "valid": "1950~/1965~"},
      {"id": "b", "type": "Event", "name": "B", "valid": "1965"}],
    "relations": [{"id": "r", "type": "LED_TO", "from": "a", "to": "b", "valid": "/1964~"}]})json");
  const auto a = ordered->explain("a");
  ASSERT_TRUE(a.ok()) << describe(a.error());
  EXPECT_EQ(keys(a->tightened_by), "r ");
  EXPECT_EQ(keys(ordered->explain("r")->tightened_by), "a ");
  EXPECT_EQ(keys(ordered->explain("a", "b")->ordered_by), "r ");
  EXPECT_EQ(keys(ordered->dossier("a")->entity.tightened_by), "r ");
  EXPECT_EQ(keys(ordered->dossier("a")->facts.at(0).fact.tightened_by), "a ");
  const auto lived = of(R"json({"entente": 2,
    "ontology": {"entity_types": [{"name": "State"}],
      "relation_types": [{"name": "LASTED", "lifetime": true, "within": ["from", "to"]}]},
    "entities": [{"id": "a", "type": "State", "name": "A"}, {"id": "b", "type": "State", "name": "B"}],
    "relations": [{"id": "l1", "type": "LASTED", "from": "a", "to": "b", "valid": "1900/1970"},
      {"id": "l2", "type": "LASTED", "from": "a", "to": "b", "valid": "1900-05-01~/1970-03-01~"},
      {"id": "l3", "type": "LASTED", "from": "a", "to": "b", "valid": "190X/197X"}]})json");
  const auto l3 = lived->explain("l3");
  ASSERT_TRUE(l3.ok()) << describe(l3.error());
  EXPECT_EQ(keys(l3->tightened_by), "l2 l1 ");
  EXPECT_EQ(lived->dossier("a")->facts.size(), 3U);
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

// Order that is stated tightens what is dated vaguely or not at all: `explain` says to what, and by which relations.
TEST(ExplainingOrder, NamesTheStatementsBehindIt) {
  const TemporaryFolder folder;
  const auto db = Database::in_memory().value();
  const auto report = db->import({folder.file("data.json", R"json({"entente": 1,
    "ontology": {"entity_types": [{"name": "Event"}, {"name": "Book"}], "relation_types": [
      {"name": "ENDED_BEFORE", "order": "before"}, {"name": "MENTIONS"}]},
    "entities": [{"id": "a", "type": "Event", "name": "A"}, {"id": "b", "type": "Event", "name": "B"},
      {"id": "c", "type": "Event", "name": "C", "valid": "1950-06-01"}, {"id": "book", "type": "Book", "name": "Book"}],
    "relations": [{"id": "ab", "type": "ENDED_BEFORE", "from": "a", "to": "b", "sources": ["book#p. 1"]},
      {"id": "bc", "type": "ENDED_BEFORE", "from": "b", "to": "c"},
      {"id": "m", "type": "MENTIONS", "from": "book", "to": "a"}]})json")});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  const auto keys = [](const std::vector<Explanation>& facts) {
    std::string text;
    for (const Explanation& fact : facts) text += fact.key + " ";
    return text;
  };
  const Explanation a = db->explain("a").value();
  EXPECT_FALSE(a.validity.has_value());
  ASSERT_TRUE(a.tightened.has_value());
  const Instant start_of_c = read_validity("1950-06-01")->bounds.earliest_start;
  EXPECT_EQ(a.tightened->bounds.latest_end, Instant{start_of_c.seconds - 1});
  EXPECT_EQ(keys(a.tightened_by), "ab bc ");
  EXPECT_EQ(a.tightened_by[0].sources[0].locator, "p. 1");
  EXPECT_FALSE(db->explain("c")->tightened.has_value());
  const Explanation pair = db->explain("a", "b").value();
  EXPECT_EQ(pair.other, "b");
  EXPECT_EQ(pair.relations, (std::vector<std::string>{"before", "meets"}));
  EXPECT_EQ(keys(pair.ordered_by), "ab ");
  EXPECT_EQ(db->explain("a", "nobody").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(db->explain("a", "m").error().code, ErrorCode::kArgument);
  std::ostringstream json;
  write_explanation_json(pair, json);
  EXPECT_NE(json.str().find(R"("other":"b","relations":["before","meets"],"ordered_by":[)"), std::string::npos)
      << json.str();
}

const char* const kClub = R"json({"entente": 1, "ontology": {
    "entity_types": [{"name": "Person"}, {"name": "Club"}],
    "relation_types": [{"name": "MEMBER_OF"}, {"name": "MET"}],
    "rules": [{"name": "met", "concludes": "MET",
      "query": "MATCH (p)-[a:MEMBER_OF]->(c)<-[b:MEMBER_OF]-(q) WHERE valid(a) OVERLAPS valid(b) AND key(p) < key(q) RETURN p AS from, q AS to, [a, b] AS because"}]},
    "entities": [{"id": "ann", "type": "Person", "name": "Ann"}, {"id": "bob", "type": "Person", "name": "Bob"},
      {"id": "club", "type": "Club", "name": "Club"}],
    "relations": [{"id": "m1", "type": "MEMBER_OF", "from": "ann", "to": "club", "valid": "1950/1960"},
      {"id": "m2", "type": "MEMBER_OF", "from": "bob", "to": "club", "valid": "1955/1965"}]})json";

// A conclusion that is gone is explained as it was, with when and why it went.
TEST(ExplainingWithdrawn, SaysWhenAndWhy) {
  const TemporaryFolder folder;
  const auto db = Database::in_memory().value();
  const auto import = [&](const std::string& member_since) {
    std::string text = kClub;
    text.replace(text.find("1955"), 4, member_since);
    const auto report = db->import({folder.file("data.json", text)});
    ASSERT_TRUE(report.ok()) << describe(report.error());
  };
  import("1955");
  const Table met = db->query("MATCH ()-[r:MET]->() RETURN key(r)").value();
  ASSERT_EQ(met.rows.size(), 1u);
  const std::string key = met.rows[0][0].string();
  EXPECT_FALSE(db->explain(key)->withdrawn.has_value());
  import("1961");
  const auto gone = db->explain(key);
  ASSERT_TRUE(gone.ok()) << describe(gone.error());
  EXPECT_EQ(gone->statement, "Ann met Bob");
  EXPECT_EQ(gone->rule, "met");
  ASSERT_TRUE(gone->withdrawn.has_value());
  EXPECT_EQ(gone->withdrawn->commit, "derive");
  EXPECT_EQ(gone->withdrawn->transaction.value, db->info()->transaction.value);
  EXPECT_EQ(gone->withdrawn->reasons,
            std::vector<std::string>{"m2 is dated from 1961 until 1965 now, and was from 1955 until 1965"});
  EXPECT_EQ(db->explain("m1")->withdrawn.has_value(), false);
  EXPECT_EQ(db->explain("nobody").error().code, ErrorCode::kNotFound);
}

// What is no conclusion is told as it last was, whenever conclusions were drawn beside it.
TEST(ExplainingWithdrawn, TellsTheLastVersionOfAFact) {
  const TemporaryFolder folder;
  const auto db = Database::in_memory().value();
  ImportOptions options;
  options.replace = true;
  const auto import = [&](const std::string& name, const std::string& text) {
    const auto report = db->import({folder.file(name, text)}, options);
    ASSERT_TRUE(report.ok()) << describe(report.error());
  };
  const auto member = [](const std::string& valid) {
    return R"({"id": "m", "type": "MEMBER_OF", "from": "ann", "to": "club", "valid": ")" + valid + "\"}\n";
  };
  import("data.json", kClub);
  import("m.jsonl", member("1950"));
  ASSERT_TRUE(db->derive().ok());
  import("m.jsonl", member("1960"));
  import("m.jsonl", "");
  const auto gone = db->explain("m");
  ASSERT_TRUE(gone.ok()) << describe(gone.error());
  EXPECT_EQ(text_of(*gone->validity), "in 1960");
  ASSERT_TRUE(gone->withdrawn.has_value());
  EXPECT_EQ(gone->withdrawn->commit, "import m.jsonl");
  // One that is stated again and taken back again is told of as it was the last time.
  import("m.jsonl", member("1970"));
  EXPECT_FALSE(db->explain("m")->withdrawn.has_value());
  import("m.jsonl", "");
  EXPECT_EQ(text_of(*db->explain("m")->validity), "in 1970");
  EXPECT_EQ(db->explain("mm").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace entente

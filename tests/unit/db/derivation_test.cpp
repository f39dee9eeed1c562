// Rules of an ontology at work: what they conclude, keep and withdraw, and what stops them.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

using Texts = std::vector<std::string>;

const char* const kMet =
    "MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person) WHERE a.side <> b.side\n"
    "RETURN p AS from, q AS to, [a, b] AS because, valid(m) AS valid, {event: m.name} AS properties";

DerivationRule rule(std::string name, std::string concludes, std::string query) {
  return {std::move(name), "a summary", std::move(concludes), std::move(query)};
}

RelationType relation_type(std::string name, bool symmetric = false) {
  RelationType type;
  type.name = std::move(name);
  type.symmetric = symmetric;
  return type;
}

Ontology ontology(std::vector<DerivationRule> rules) {
  Ontology o;
  o.entity_types = {{"Person", "", ""}, {"Meeting", "", ""}, {"State", "", ""}};
  o.relation_types = {relation_type("TOOK_PART_IN"), relation_type("MET", true), relation_type("NEXT"),
                      relation_type("REACHES"), relation_type("LINK")};
  o.rules = std::move(rules);
  return o;
}

EntityFact named_entity(std::string key, std::string type = "Person", std::string_view edtf = {}) {
  EntityFact fact;
  fact.key = std::move(key);
  fact.types = {std::move(type)};
  fact.properties = {{"name", "The " + fact.key, {}}};
  if (!edtf.empty()) fact.validity = read_validity(edtf).value();
  return fact;
}

RelationFact relation(std::string key, std::string from, std::string type, std::string to, std::string_view edtf = {},
                      std::vector<PropertyFact> properties = {}) {
  RelationFact fact;
  fact.key = std::move(key);
  fact.from = std::move(from);
  fact.type = std::move(type);
  fact.to = std::move(to);
  if (!edtf.empty()) fact.validity = read_validity(edtf).value();
  fact.properties = std::move(properties);
  return fact;
}

class Derivation : public testing::Test {
 protected:
  Derivation() : db_(Database::in_memory().value()) {}

  void set_rules(std::vector<DerivationRule> rules) {
    // All rules of the store are replaced: those of a store stay unless they are named again.
    db_ = Database::in_memory().value();
    auto t = db_->write().value();
    ASSERT_TRUE(t.set_ontology(ontology(std::move(rules))).ok());
    ASSERT_TRUE(t.commit("rules").ok());
  }
  void add(const std::vector<EntityFact>& entities, const std::vector<RelationFact>& relations) {
    auto t = db_->write().value();
    for (const EntityFact& fact : entities) ASSERT_TRUE(t.add(fact).ok());
    for (const RelationFact& fact : relations) ASSERT_TRUE(t.add(fact).ok());
    const auto report = t.commit("facts");
    ASSERT_TRUE(report.ok()) << describe(report.error());
  }
  void retract(const std::string& key) {
    auto t = db_->write().value();
    ASSERT_TRUE(t.retract(key).ok());
    ASSERT_TRUE(t.commit("retraction").ok());
  }
  DerivationReport derive() {
    auto report = db_->derive();
    if (report.ok()) return *report;
    ADD_FAILURE() << describe(report.error());
    return {};
  }
  // "added kept withdrawn" of a rule.
  static std::string counts(const DerivationReport& report, std::size_t i = 0) {
    const RuleReport& r = report.rules.at(i);
    return std::to_string(r.added) + " " + std::to_string(r.kept) + " " + std::to_string(r.withdrawn);
  }
  std::string failure() {
    const TransactionId before = db_->info()->transaction;
    const auto report = db_->derive();
    EXPECT_EQ(db_->info()->transaction, before);
    return report.ok() ? "no failure" : describe(report.error());
  }
  // "a MET b 1949 [r1, r2]" for each conclusion, sorted.
  Texts conclusions() {
    Texts texts;
    const Table all = db_->all_facts().value();
    for (const auto& [index, r] : all.elements.relationships) {
      if (r.attribution.provenance != Provenance::kDerived) continue;
      std::string text = all.elements.nodes.at(r.start).key + " " + r.type + " " + all.elements.nodes.at(r.end).key;
      if (r.validity) text += " " + edtf_of(*r.validity);
      for (const PropertyFact& p : r.properties) {
        if (p.key == "possible") text += " possibly";
        if (p.key != "rests_on") continue;
        std::string keys;
        for (const Value& key : p.value.list()) keys += (keys.empty() ? "" : ", ") + key.string();
        text += " [" + keys + "]";
      }
      texts.push_back(std::move(text));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  Texts keys() {
    Texts keys;
    const Table all = db_->all_facts().value();
    for (const auto& [index, r] : all.elements.relationships)
      if (r.attribution.provenance == Provenance::kDerived) keys.push_back(r.key);
    std::sort(keys.begin(), keys.end());
    return keys;
  }
  void add_meeting() {
    const auto side = [](const char* name) { return std::vector<PropertyFact>{{"side", name, {}}}; };
    RelationFact ada = relation("p1", "ada", "TOOK_PART_IN", "m", "1949", side("left"));
    RelationFact bob = relation("p2", "bob", "TOOK_PART_IN", "m", "1949", side("right"));
    ada.attribution.sources = {{"doc", "P1"}, {"doc", "P2"}};
    bob.attribution.sources = {{"doc", "P2"}, {"book", ""}};
    add({named_entity("ada"), named_entity("bob"), named_entity("m", "Meeting", "1949-12-16")}, {ada, bob});
  }

  std::unique_ptr<Database> db_;
};

TEST_F(Derivation, AConclusionSaysWhatItRestsOnAndWhoSaidThat) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  const DerivationReport report = derive();
  EXPECT_EQ(counts(report), "1 0 0");
  EXPECT_EQ(report.commit.relations_added, 1u);
  // A symmetric relation is concluded once, though the query returns it both ways round.
  EXPECT_EQ(conclusions(), (Texts{"ada MET bob 1949-12-16 [p1, p2]"}));
  const Table all = db_->all_facts().value();
  for (const auto& [index, r] : all.elements.relationships) {
    if (r.type != "MET") continue;
    EXPECT_EQ(r.attribution.sources, (std::vector<SourceRef>{{"doc", "P1"}, {"doc", "P2"}, {"book", ""}}));
    std::map<std::string, Value> properties;
    for (const PropertyFact& p : r.properties) properties.emplace(p.key, p.value);
    EXPECT_TRUE(equivalent(properties["rule"], "met"));
    EXPECT_TRUE(equivalent(properties["event"], "The m"));
    EXPECT_EQ(properties.size(), 3u);
    EXPECT_EQ(r.key.substr(0, 12), "met/ada/bob/");
    EXPECT_EQ(r.key.size(), 28u);
  }
}

TEST_F(Derivation, AgainItChangesNothing) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  const TransactionId after = derive().commit.transaction;
  const DerivationReport again = derive();
  EXPECT_EQ(counts(again), "0 1 0");
  EXPECT_EQ(again.commit.transaction, after);
  EXPECT_EQ(db_->info()->commits.size(), 3u);
  EXPECT_EQ(db_->info()->commits.back().reason, "derive");
}

TEST_F(Derivation, WhatNoRuleSupportsIsWithdrawnAndStaysInHistory) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  derive();
  retract("p2");
  const DerivationReport report = derive();
  EXPECT_EQ(counts(report), "0 0 1");
  EXPECT_EQ(report.commit.relations_removed, 1u);
  EXPECT_EQ(conclusions(), Texts{});
  EXPECT_EQ(db_->info()->commits.back().removed, 1u);
  EXPECT_EQ(counts(derive()), "0 0 0");
}

TEST_F(Derivation, ACorrectionReplacesTheConclusion) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  derive();
  const Texts before = keys();
  add({named_entity("m", "Meeting", "1949-12-17")}, {});
  EXPECT_EQ(counts(derive()), "1 0 1");
  EXPECT_EQ(conclusions(), (Texts{"ada MET bob 1949-12-17 [p1, p2]"}));
  EXPECT_NE(keys(), before);
  add({named_entity("m", "Meeting", "1949-12-16")}, {});
  EXPECT_EQ(counts(derive()), "1 0 1");
  EXPECT_EQ(keys(), before);  // what says the same has the same key again
}

TEST_F(Derivation, ADryRunWritesNothing) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  const TransactionId before = db_->info()->transaction;
  const auto report = db_->derive({true});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(counts(*report), "1 0 0");
  EXPECT_EQ(report->commit.transaction, before);
  EXPECT_EQ(db_->info()->transaction, before);
  EXPECT_EQ(conclusions(), Texts{});
}

TEST_F(Derivation, KeysDoNotDependOnTheOrderInWhichFactsCame) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  derive();
  const Texts keys_before = keys();
  set_rules({rule("met", "MET", kMet)});
  add({named_entity("zoe"), named_entity("bob"), named_entity("m", "Meeting", "1949-12-16")}, {});
  add({}, {relation("p2", "bob", "TOOK_PART_IN", "m", "1949", {{"side", "right", {}}})});
  add({named_entity("ada")}, {relation("p1", "ada", "TOOK_PART_IN", "m", "1949", {{"side", "left", {}}})});
  derive();
  EXPECT_EQ(keys(), keys_before);
}

// The time of a conclusion without `valid`: what its reasons share.
TEST_F(Derivation, TheTimeIsWhatTheReasonsShare) {
  const auto time_of = [&](std::string_view a, std::string_view b) {
    set_rules(
        {rule("linked", "LINK", "MATCH (x)-[a:NEXT]->(y)-[b:NEXT]->(z) RETURN x AS from, z AS to, [a, b] AS because")});
    add({named_entity("x"), named_entity("y"), named_entity("z")},
        {relation("r1", "x", "NEXT", "y", a), relation("r2", "y", "NEXT", "z", b)});
    derive();
    const Texts drawn = conclusions();
    return drawn.empty() ? "nothing" : drawn[0].substr(std::string("x LINK z ").size());
  };
  EXPECT_EQ(time_of("1949-01-01/1953-12-31", "1951-01-01/1960-12-31"), "1951-01-01/1953-12-31 [r1, r2]");
  EXPECT_EQ(time_of("1949", ""), "1949 [r1, r2]");
  EXPECT_EQ(time_of("", ""), "[r1, r2]");
  EXPECT_EQ(time_of("1950-02-14/", "1950-02-14/"), "1950-02-14/ [r1, r2]");
  EXPECT_EQ(time_of("1950-02-14/", "1948/"),
            "1950-02-14T00:00:00Z/ possibly [r1, r2]");  // the second may have ended before
  EXPECT_EQ(time_of("1949-01-01/1949-12-31", "1950-01-01/1950-12-31"), "nothing");
  EXPECT_EQ(time_of("1949", "1950"), "nothing");  // once within each: never together
  // What EDTF can't say is in the bounds.
  EXPECT_EQ(time_of("1949~", "1949-06"), " possibly [r1, r2]");
  EXPECT_EQ(time_of("1948-01-01/1953~", "1949-06-01/1955-01-01"), "1949-06-01/1953~ [r1, r2]");
}

TEST_F(Derivation, ReasonsMayBeNodesPathsAndRelationsWithoutAKey) {
  set_rules({rule("linked", "LINK",
                  "MATCH p = (x {name: 'The x'})-[:NEXT]->(y)-[:NEXT]->(z) RETURN x AS from, z AS to, [p, [y, null], "
                  "z] AS because")});
  add({named_entity("x"), named_entity("y", "Person", "1900-01-01/1950-12-31"), named_entity("z")},
      {relation("", "x", "NEXT", "y", "1949"), relation("r2", "y", "NEXT", "z")});
  derive();
  EXPECT_EQ(conclusions(), (Texts{"x LINK z 1949 [(x)-[NEXT]->(y) 1949, r2, y, z]"}));
  const auto explanation = db_->explain(keys().at(0));
  ASSERT_TRUE(explanation.ok());
  ASSERT_EQ(explanation->rests_on.size(), 4u);
  EXPECT_TRUE(explanation->rests_on[0].found);
  EXPECT_EQ(explanation->rests_on[0].statement, "The x next The y");
  EXPECT_TRUE(explanation->rests_on[2].is_entity);
}

// Conclusions may be reasons. A statement is concluded once, however many ways lead to it, so a cycle comes to an end.
TEST_F(Derivation, ChainsAndCyclesOfConclusionsEnd) {
  set_rules({rule("step", "REACHES", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, [a] AS because"),
             rule("on", "REACHES",
                  "MATCH (x)-[a:REACHES]->(y)-[b:REACHES]->(z) RETURN x AS from, z AS to, [a, b] AS because")});
  std::vector<EntityFact> entities;
  std::vector<RelationFact> relations;
  const int n = 8;
  for (int i = 0; i < n; ++i) {
    entities.push_back(named_entity("n" + std::to_string(i)));
    relations.push_back(
        relation("r" + std::to_string(i), "n" + std::to_string(i), "NEXT", "n" + std::to_string((i + 1) % n)));
  }
  add(entities, relations);
  const DerivationReport report = derive();
  EXPECT_EQ(counts(report, 0), "8 0 0");
  EXPECT_EQ(counts(report, 1), "64 0 0");  // every pair, also those that a step joins
  const DerivationReport again = derive();
  EXPECT_EQ(counts(again, 1), "0 64 0");
  retract("r7");  // the cycle is open: 7 steps, and 21 longer ways
  const DerivationReport open = derive();
  EXPECT_EQ(open.rules[0].withdrawn, 1u);
  EXPECT_EQ(conclusions().size(), 7u + 21u);
}

TEST_F(Derivation, ARuleWithoutEndIsStoppedByName) {
  set_rules({rule("step", "REACHES", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, [a] AS because"),
             rule("count up", "REACHES",
                  "MATCH (x)-[a:REACHES]->(y) RETURN x AS from, y AS to, [a] AS because, "
                  "{n: coalesce(a.n, 0) + 1} AS properties")});
  add({named_entity("x"), named_entity("y")}, {relation("r1", "x", "NEXT", "y")});
  const std::string text = failure();
  EXPECT_NE(text.find("rule `count up`: still concludes something new after 1000 rounds"), std::string::npos) << text;
  EXPECT_NE(text.find("hint: "), std::string::npos);
}

TEST_F(Derivation, RulesApplyInOrderAndSeeWhatOthersConcluded) {
  // The second concludes what the first does not; the other way round both would.
  const auto first = rule("a", "LINK", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, [a] AS because");
  const auto second = rule("b", "REACHES",
                           "MATCH (x)-[a:NEXT]->(y) WHERE NOT EXISTS { MATCH (x)-[:LINK]->(y) } "
                           "RETURN x AS from, y AS to, [a] AS because");
  set_rules({first, second});
  add({named_entity("x"), named_entity("y")}, {relation("r1", "x", "NEXT", "y")});
  derive();
  EXPECT_EQ(conclusions(), (Texts{"x LINK y [r1]"}));
  derive();
  EXPECT_EQ(conclusions(), (Texts{"x LINK y [r1]"}));
  set_rules({second, first});
  add({named_entity("x"), named_entity("y")}, {relation("r1", "x", "NEXT", "y")});
  derive();
  EXPECT_EQ(conclusions(), (Texts{"x LINK y [r1]", "x REACHES y [r1]"}));
  EXPECT_EQ(counts(derive()), "0 1 0");
}

TEST_F(Derivation, StatedFactsAreLeftAloneHoweverTheyLook) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  RelationFact by_hand = relation("D1", "bob", "MET", "ada", "1950", {{"rule", "met", {}}});
  by_hand.attribution.provenance = Provenance::kDerived;
  add({}, {by_hand});
  EXPECT_EQ(counts(derive()), "1 0 0");
  EXPECT_EQ(conclusions().size(), 2u);
  EXPECT_EQ(counts(derive()), "0 1 0");
}

TEST_F(Derivation, TheConclusionsOfARuleThatIsGoneAreWithdrawn) {
  set_rules({rule("met", "MET", kMet)});
  add_meeting();
  derive();
  // The whole store in another one, whose ontology knows no rule.
  const Table all = db_->all_facts().value();
  const auto other = Database::in_memory().value();
  auto t = other->write().value();
  for (const auto& [index, n] : all.elements.nodes)
    ASSERT_TRUE(t.add(EntityFact{n.key, n.labels, n.validity, n.properties, n.attribution, {}}).ok());
  for (const auto& [index, r] : all.elements.relationships)
    ASSERT_TRUE(t.add(RelationFact{r.key,
                                   r.type,
                                   all.elements.nodes.at(r.start).key,
                                   all.elements.nodes.at(r.end).key,
                                   r.validity,
                                   r.properties,
                                   r.attribution,
                                   {}})
                    .ok());
  ASSERT_TRUE(t.commit("copy").ok());
  const auto report = other->derive();
  ASSERT_TRUE(report.ok());
  ASSERT_EQ(report->rules.size(), 1u);
  EXPECT_EQ(report->rules[0].rule, "met");
  EXPECT_FALSE(report->rules[0].declared);
  EXPECT_EQ(report->rules[0].withdrawn, 1u);
  EXPECT_EQ(report->commit.relations_removed, 1u);
}

TEST_F(Derivation, FaultsNameTheirRule) {
  const auto text = [&](const std::string& query) {
    set_rules({rule("fine", "LINK", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, [a] AS because"),
               rule("bad", "LINK", query)});
    add({named_entity("x"), named_entity("y")}, {relation("r1", "x", "NEXT", "y")});
    const std::string found = failure();
    EXPECT_EQ(conclusions(), Texts{});
    return found;
  };
  EXPECT_EQ(text("MATCH (x)-[a:NEXT]->(y)\nRETRUN x"),
            "rule `bad`: expected the next clause or the end of the query, found `RETRUN` (line 2, column 1)\n  RETRUN "
            "x\n  ^~~~~~\n"
            "hint: did you mean RETURN?");
  const std::string hint =
      "\nhint: a conclusion has the columns from, to (nodes) and because (a list of nodes and relations), and may have "
      "valid (a period) and properties (a map)";
  const std::string match = "MATCH (x)-[a:NEXT]->(y) RETURN ";
  EXPECT_EQ(text(match + "x AS from, [a] AS because"), "rule `bad`: its query returns no column `to`" + hint);
  EXPECT_EQ(text(match + "x AS from, y AS to, [a] AS because, 1 AS vlaid"),
            "rule `bad`: its query returns `vlaid`" + hint);
  EXPECT_EQ(text(match + "x AS from, y.name AS to, [a] AS because"),
            "rule `bad`: its query returns a value of type STRING as `to`" + hint);
  EXPECT_EQ(text(match + "x AS from, y AS to, [a, 'r1'] AS because"),
            "rule `bad`: its query returns a value of type STRING in `because`" + hint);
  EXPECT_EQ(text(match + "x AS from, y AS to, [null] AS because"),
            "rule `bad`: its conclusion from `x` to `y` rests on nothing" + hint);
  EXPECT_EQ(text(match + "x AS from, y AS to, a AS because, '1949' AS valid"),
            "rule `bad`: its query returns a value of type STRING as `valid`" + hint);
  EXPECT_EQ(text(match + "x AS from, y AS to, a AS because, [1] AS properties"),
            "rule `bad`: its query returns a value of type LIST as `properties`" + hint);
  EXPECT_EQ(text(match + "x AS from, y AS to, a AS because, {rule: 'x'} AS properties"),
            "rule `bad`: its query gives the property `rule`, which is kept" + hint);
  EXPECT_NE(text(match + "x AS from, y AS to, a AS because, {who: x} AS properties").find("rule `bad`: "),
            std::string::npos);
  EXPECT_NE(text(match + "x AS from, y AS to, a AS because, {n: 1 / 0} AS properties").find("rule `bad`: "),
            std::string::npos);
}

TEST_F(Derivation, AStrictTypeHoldsForConclusionsToo) {
  set_rules({});
  Ontology strict =
      ontology({rule("linked", "LINK", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, a AS because")});
  strict.relation_types.back().range = {"State"};
  strict.relation_types.back().strict = true;
  auto t = db_->write().value();
  ASSERT_TRUE(t.set_ontology(strict).ok());
  ASSERT_TRUE(t.commit("rules").ok());
  add({named_entity("x"), named_entity("y")}, {relation("r1", "x", "NEXT", "y")});
  EXPECT_EQ(failure(), "rule `linked`: it concludes what can't be stored: LINK ends at State, and `y` is none");
}

TEST_F(Derivation, WhatIsProbablyNotMeantIsSaid) {
  set_rules({rule("linked", "LINK", "MATCH (x)-[a:NXET]->(y) RETURN x AS from, y AS to, a AS because")});
  add({named_entity("x"), named_entity("y")}, {relation("r1", "x", "NEXT", "y")});
  const DerivationReport report = derive();
  ASSERT_EQ(report.rules[0].warnings.size(), 1u);
  EXPECT_NE(report.rules[0].warnings[0].find("NXET"), std::string::npos);
  EXPECT_NE(report.rules[0].warnings[0].find("^"), std::string::npos);
}

TEST_F(Derivation, LongKeysAreShortened) {
  set_rules({rule("linked", "LINK", "MATCH (x)-[a:NEXT]->(y) RETURN x AS from, y AS to, a AS because")});
  const std::string x(4000, 'x'), y = x + "y";
  add({named_entity(x), named_entity(y)}, {relation("r1", x, "NEXT", y), relation("r2", y, "NEXT", x)});
  derive();
  const Texts found = keys();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_LT(found[0].size(), 1000u);
  EXPECT_EQ(counts(derive()), "0 2 0");
}

TEST_F(Derivation, AStoreThatIsOnlyReadSaysWhatItWouldConclude) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    db_ = Database::open(path, {.create_if_missing = true}).value();
    auto t = db_->write().value();
    ASSERT_TRUE(t.set_ontology(ontology({rule("met", "MET", kMet)})).ok());
    ASSERT_TRUE(t.commit("rules").ok());
    add_meeting();
  }
  db_ = nullptr;
  Options reading;
  reading.read_only = true;
  db_ = Database::open(path, reading).value();
  EXPECT_EQ(counts(db_->derive({true}).value()), "1 0 0");
  EXPECT_EQ(db_->derive().error().code, ErrorCode::kUnsupported);
}

TEST_F(Derivation, FollowsAnImportUnlessItIsLeftOut) {
  const TemporaryFolder folder;
  const std::string data = folder.file("data.json", R"json({"entente": 1,
    "ontology": {
      "entity_types": [{"name": "Person"}, {"name": "Meeting"}],
      "relation_types": [{"name": "TOOK_PART_IN"}, {"name": "MET", "symmetric": true}],
      "rules": [{"name": "met", "concludes": "MET", "query": [
        "MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person)",
        "RETURN p AS from, q AS to, [a, b] AS because"]
}]
}
,
    "entities"
    : [ {"id" : "ada", "type" : "Person"}, {"id" : "bob", "type" : "Person"}, {"id" : "m", "type" : "Meeting"} ],
      "relations" : [
        {"id" : "p1", "type" : "TOOK_PART_IN", "from" : "ada", "to" : "m"},
        {"id" : "p2", "type" : "TOOK_PART_IN", "from" : "bob", "to" : "m"}
      ]
})json");
  ImportOptions without;
  without.derive = false;
  const auto left_out = db_->import({data}, without);
  ASSERT_TRUE(left_out.ok()) << describe(left_out.error());
  EXPECT_FALSE(left_out->derivation.has_value());
  EXPECT_EQ(conclusions(), Texts{});
  const auto imported = db_->import({data});
  ASSERT_TRUE(imported.ok());
  ASSERT_TRUE(imported->derivation.has_value());
  ASSERT_TRUE(imported->derivation->ok());
  EXPECT_EQ(counts(imported->derivation->value()), "1 0 0");
  EXPECT_EQ(conclusions(), (Texts{"ada MET bob [p1, p2]"}));
  // An import whose rules fail stands, and says why nothing was derived.
  const auto bad = db_->import({folder.file("bad.json", R"json({"entente": 1, "ontology": {"rules": [
    {"name": "worse", "concludes": "MET", "query": "RETURN 1 AS one"}]},
    "entities": [{"id": "eve", "type": "Person"}]})json")});
  ASSERT_TRUE(bad.ok());
  EXPECT_EQ(bad->commit.entities_added, 1u);
  ASSERT_TRUE(bad->derivation.has_value());
  EXPECT_EQ(bad->derivation->error().message, "rule `worse`: its query returns `one`");
  EXPECT_EQ(conclusions().size(), 1u);
}

TEST_F(Derivation, ARuleThatIsTooDeepStopsNoImport) {
  TemporaryFolder folder;
  const auto first = db_->import({folder.file("deep.json", R"json({"entente": 1, "ontology": {
    "entity_types": [{"name": "Person"}], "relation_types": [{"name": "MET"}],
    "rules": [{"name": "deep", "concludes": "MET", "query": [
      "WITH reduce(l = [], x IN range(1, 200000) | [l]) AS l MATCH (p:Person)",
      "RETURN p AS from, p AS to, l AS because"]}]},
    "entities": [{"id": "eve", "type": "Person"}]})json")});
  ASSERT_TRUE(first.ok()) << describe(first.error());
  EXPECT_EQ(first->commit.entities_added, 1u);
  for (const std::string id : {"fay", "gil"}) {
    const auto next = db_->import(
        {folder.file(id + ".json", R"({"entente": 1, "entities": [{"id": ")" + id + R"(", "type": "Person"}]})")});
    ASSERT_TRUE(next.ok()) << describe(next.error());
    EXPECT_EQ(next->commit.entities_added, 1u);
    ASSERT_TRUE(next->derivation.has_value());
    EXPECT_EQ(next->derivation->error().code, ErrorCode::kLimit);
    EXPECT_NE(next->derivation->error().message.find("rule `deep`: a value is nested"), std::string::npos);
  }
}

}  // namespace
}  // namespace entente

// What an answer about an older state is made of: facts, ontology and rules of then, in every kind of question, and
// what commits changed.
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "entente/model/changes.hpp"
#include "support/temporary_folder.hpp"
#include "unit/db/known_states.hpp"

namespace entente {
namespace {

std::unique_ptr<Database> database_of_days() {
  Options options;
  options.clock = noon_of_each_day();
  return Database::in_memory(options).value();
}

RelationType typed(std::string name) {
  RelationType type;
  type.name = std::move(name);
  return type;
}

TransactionId set_ontology(Database& database, const Ontology& ontology) {
  return commit_to(database, [&](WriteTransaction& t) { EXPECT_TRUE(t.set_ontology(ontology).ok()); });
}

// "newly known mao; corrected zhou: name Chou > Zhou"
std::string told(const std::vector<SystemChange>& changes) {
  std::string text;
  for (const SystemChange& change : changes) {
    text += text.empty() ? "" : "; ";
    text += std::string(name(change.kind)) + " " + (change.key.empty() ? change.statement : change.key);
    for (const SystemDifference& d : change.differences) text += ": " + d.what + " " + d.before + " > " + d.after;
  }
  return text;
}

// Supertypes, properties of types and words came to the ontology later.
class OntologyOfThen : public testing::Test {
 protected:
  OntologyOfThen() : database_(database_of_days()) {
    Ontology first;
    first.entity_types = {{"Leader", "", ""}, {"Person", "", ""}, {"State", "", ""}};
    first.relation_types = {typed("LEADS"), typed("MET")};
    set_ontology(*database_, first);
    commit_to(*database_, {person_known_as("mao", "Mao", "Leader"), person_known_as("zhou", "Zhou", "Person"),
                           person_known_as("china", "China", "State")});
    commit_to(*database_, {known_relation("l1", "mao", "LEADS", "china", "1949/"),
                           known_relation("l2", "zhou", "LEADS", "china", "1949/1976")});
    Ontology second = first;
    second.entity_types[0].parent = "Person";
    second.relation_types[0].domain = {"Leader"};
    second.relation_types[0].single_valued = true;
    second.relation_types[0].persists = true;
    second.relation_types[0].verb = {"head", "heads", "headed", "headed"};
    set_ontology(*database_, second);
  }
  std::string ask(std::string_view text, std::string system_time = {}) {
    return rows_of(database_->query(text, {}, known_at(std::move(system_time))));
  }
  std::unique_ptr<Database> database_;
};

TEST_F(OntologyOfThen, LabelsAreThoseOfItsTypes) {
  const std::string people = "MATCH (p:Person) RETURN p.name ORDER BY p.name",
                    labels = "MATCH (p {name: 'Mao'}) RETURN labels(p)";
  EXPECT_EQ(ask(people), "Mao; Zhou");
  EXPECT_EQ(ask(people, "commit 3"), "Zhou");
  EXPECT_EQ(ask(labels), "[Leader, Person]");
  EXPECT_EQ(ask(labels, "1999-01-03"), "[Leader]");
  EXPECT_EQ(database_->ontology("commit 3")->entity_type("Leader")->parent, "");
  EXPECT_EQ(database_->ontology()->entity_type("Leader")->parent, "Person");
  EXPECT_EQ(database_->ontology("commit 0").value(), Ontology{});
  std::string changed;
  const SystemDiff diff = database_->system_diff("commit 3").value();
  for (const OntologyChange& c : diff.ontology)
    changed += std::string(name(c.kind)) + " " + c.what + " " + c.name + "; ";
  EXPECT_EQ(changed, "corrected entity type Leader; corrected relation type LEADS; ");
  EXPECT_TRUE(database_->system_diff("commit 2", "commit 3")->ontology.empty());
  EXPECT_EQ(database_->ontology("1998").value(), Ontology{});
  // A type that was dropped or renamed later is there at its time: the schema of then.
  EXPECT_EQ(ask("CALL db.schema() YIELD kind, name, summary WHERE kind = 'label' RETURN count(*)", "commit 0"), "0");
}

TEST_F(OntologyOfThen, ReadingsAreThoseOfItsTypes) {
  const std::string leads = "MATCH (p)-[l:LEADS]->() PRESUMABLY AS OF '1950' RETURN p.name ORDER BY p.name";
  EXPECT_EQ(ask(leads), "Mao; Zhou");
  EXPECT_EQ(ask(leads, "commit 3"), "Zhou") << "nothing was taken to go on then";
}

TEST_F(OntologyOfThen, ChecksAreThoseOfItsTypes) {
  EXPECT_EQ(database_->check({"relation_outside_domain"}, "commit 3")->size(), 0U);
  EXPECT_EQ(database_->check({"relation_outside_domain"})->size(), 1U);
  EXPECT_EQ(database_->check({"two_holders"}, "commit 3")->size(), 0U);
  EXPECT_GE(database_->check({"two_holders"})->size(), 1U);
  EXPECT_EQ(ask("CALL conflicts() YIELD kind WHERE kind = 'holder' RETURN count(*)", "commit 3"), "0");
  EXPECT_EQ(ask("CALL conflicts() YIELD kind WHERE kind = 'holder' RETURN count(*)"), "1");
  EXPECT_EQ(database_->check({"no such check"}, "commit 3").error().code, ErrorCode::kNotFound);
}

TEST_F(OntologyOfThen, FactsAreSaidInItsWords) {
  EXPECT_EQ(database_->explain("l2", {}, "commit 3")->statement.find("headed"), std::string::npos);
  EXPECT_NE(database_->explain("l2")->statement.find("headed"), std::string::npos);
  const Table then = database_->all_facts(known_at("commit 3")).value();
  const Ontology ontology = database_->ontology("commit 3").value();
  std::ostringstream out;
  WriteOptions options;
  options.ontology = &ontology;
  ASSERT_TRUE(write(then, "data", out, options).ok());
  EXPECT_EQ(out.str().find("\"single_valued\""), std::string::npos) << out.str();
  EXPECT_EQ(out.str().find("\"parent\""), std::string::npos) << out.str();
}

// A comparison of two days of valid time at an older state: the facts of then.
TEST_F(OntologyOfThen, ChangesInValidTimeAreThoseOfItsFacts) {
  commit_to(*database_, {known_relation("l2", "zhou", "LEADS", "china", "1950/1976")});
  const auto changed = [&](std::string system_time) {
    QueryOptions options = known_at(std::move(system_time));
    options.cuts = {cut_between("1949", "1955").value()};
    const Table facts = database_->all_facts(options).value();
    const Changes changes = changes_between(facts, "1949", "1955").value();
    std::string text;
    for (const FactChange& change : changes.changes)
      if (change.is_relation && facts.elements.relationships.at(change.index).key == "l2")
        text += name(kind_of(change.possible));
    return text;
  };
  EXPECT_EQ(changed("commit 4"), "stayed");
  EXPECT_EQ(changed("commit 5"), "began");
  EXPECT_EQ(changed("commit 2"), "");
}

const char* const kAllies =
    "MATCH (a)-[x:SIGNED]->(t)<-[y:SIGNED]-(b) WHERE key(a) < key(b) RETURN a AS from, b AS to, [x, y] AS because";

Ontology with_rules(std::vector<DerivationRule> rules) {
  Ontology ontology;
  ontology.relation_types = {typed("SIGNED"), typed("ALLIED")};
  ontology.rules = std::move(rules);
  return ontology;
}

TEST(RulesOfThen, ConclusionsAreThoseOfTheCommitThatDrewThem) {
  const auto database = database_of_days();
  set_ontology(*database, with_rules({{"allies", "", "ALLIED", kAllies}}));
  commit_to(*database, {person_known_as("a", "A"), person_known_as("b", "B"), person_known_as("t", "T")});
  commit_to(*database, {known_relation("x", "a", "SIGNED", "t"), known_relation("y", "b", "SIGNED", "t")});
  ASSERT_TRUE(database->derive().ok());  // commit 4
  take_back(*database, "y");             // 5
  ASSERT_TRUE(database->derive().ok());  // 6
  const std::string allied =
      "MATCH (a)-[r:ALLIED]->(b) RETURN a.name, b.name, provenance(r), recorded(r), superseded(r)";
  const auto at = [&](std::string time) { return rows_of(database->query(allied, {}, known_at(std::move(time)))); };
  EXPECT_EQ(at("commit 3"), "");
  EXPECT_EQ(at("commit 4"), "A | B | derived | 4 | 6");
  EXPECT_EQ(at("commit 5"), "A | B | derived | 4 | 6");
  EXPECT_EQ(at("commit 6"), "");
  const std::string key = rows_of(database->query("MATCH ()-[r:ALLIED]->() RETURN key(r)", {}, known_at("commit 4")));
  const auto drawn = database->explain(key, {}, "commit 4");
  ASSERT_TRUE(drawn.ok()) << describe(drawn.error());
  EXPECT_EQ(drawn->rests_on.size(), 2U);
  EXPECT_FALSE(drawn->withdrawn.has_value());
  // Now it is gone, which is said with a reason, and at a system time it is only not there.
  EXPECT_TRUE(database->explain(key)->withdrawn.has_value());
  EXPECT_EQ(database->explain(key, {}, "commit 6").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(database->explain(key, {}, "commit 3").error().code, ErrorCode::kNotFound);
}

// A rule concludes from what the store knows: were it to read another state, its conclusions would never be withdrawn.
TEST(RulesOfThen, ARuleReadsNoOtherState) {
  const auto database = database_of_days();
  commit_to(*database, {person_known_as("a", "A"), person_known_as("b", "B"), person_known_as("t", "T")});
  set_ontology(*database,
               with_rules({{"allies", "", "ALLIED", std::string("FOR SYSTEM_TIME AS OF COMMIT 1 ") + kAllies}}));
  commit_to(*database, {known_relation("x", "a", "SIGNED", "t"), known_relation("y", "b", "SIGNED", "t")});
  const auto derived = database->derive();
  ASSERT_FALSE(derived.ok());
  EXPECT_EQ(derived.error().code, ErrorCode::kUnsupported);
  EXPECT_NE(derived.error().message.find("rule `allies`"), std::string::npos) << derived.error().message;
  EXPECT_EQ(rows_of(database->query("MATCH ()-[r:ALLIED]->() RETURN count(r)")), "0");
}

// An entity that a file says no more, and then says again.
TEST(FactsOfThen, AnEntityMayVanishAndComeBack) {
  const TemporaryFolder folder;
  const auto database = database_of_days();
  ImportOptions replace;
  replace.replace = true;
  const auto import = [&](const std::string& text) {
    const auto report = database->import({folder.file("a.jsonl", text)}, replace);
    ASSERT_TRUE(report.ok()) << describe(report.error());
  };
  const std::string mao = R"({"id": "mao", "type": "Person", "name": "Mao"})"
                          "\n",
                    zhou = R"({"id": "zhou", "type": "Person", "name": "Zhou"})"
                           "\n",
                    met = R"({"id": "m", "type": "MET", "from": "mao", "to": "zhou", "valid": "1950"})"
                          "\n";
  import(mao + zhou + met);
  import(mao);
  import(mao + zhou + met);
  const auto at = [&](std::string time) {
    return rows_of(database->query("MATCH (n) RETURN n.name AS n ORDER BY n", {}, known_at(std::move(time))));
  };
  EXPECT_EQ(at("commit 1"), "Mao; Zhou");
  EXPECT_EQ(at("commit 2"), "Mao");
  EXPECT_EQ(at("commit 3"), "Mao; Zhou");
  EXPECT_EQ(rows_of(database->query("MATCH ()-[m]->() RETURN key(m)", {}, known_at("commit 2"))), "");
  EXPECT_EQ(rows_of(database->query("MATCH ()-[m]->() RETURN key(m)", {}, known_at("commit 1"))), "m");
  const std::string periods = "MATCH (n {name: 'Zhou'}) RETURN recorded(n), superseded(n)";
  EXPECT_EQ(rows_of(database->query(periods, {}, known_at("commit 1"))), "1 | 2");
  EXPECT_EQ(rows_of(database->query(periods)), "3 | ") << "it still does";
  EXPECT_EQ(told(database->log()->at(1).changes), "retracted zhou; retracted m");
  EXPECT_EQ(told(database->log()->at(2).changes), "newly known zhou; newly known m");
  EXPECT_EQ(told(database->system_diff("commit 1", "commit 3")->changes), "");
  EXPECT_EQ(told(database->system_diff("commit 1", "commit 2")->changes), "retracted zhou; retracted m");
}

TEST(FactsOfThen, DatedPropertiesAndSourcesAreThose) {
  const auto database = database_of_days();
  EntityFact city = person_known_as("spb", "Saint Petersburg", "City");
  city.properties[0].validity = read_validity("1703/1914").value();
  commit_to(*database, {city, person_known_as("mao", "Mao"), person_known_as("zhou", "Zhou")});
  commit_to(*database, {known_relation("m", "mao", "MET", "zhou", "1950", {{"doc-a", "P1"}})});
  city.properties.push_back({"name", Value("Petrograd"), read_validity("1914/1924").value()});
  commit_to(*database, {city});
  commit_to(*database, {known_relation("m", "mao", "MET", "zhou", "1951", {{"doc-b", ""}})});
  const auto at = [&](std::string_view text, std::string time) {
    return rows_of(database->query(text, {}, known_at(std::move(time))));
  };
  const std::string named = "MATCH (c:City) AS OF '1920' RETURN c.name";
  EXPECT_EQ(at(named, "commit 2"), "");
  EXPECT_EQ(at(named, "commit 3"), "Petrograd");
  EXPECT_EQ(at("MATCH (c:City) RETURN size(values(c, 'name'))", "commit 1"), "1");
  EXPECT_EQ(at("MATCH (c:City) RETURN size(values(c, 'name'))", ""), "2");
  EXPECT_EQ(at("MATCH (c) WHERE named(c, 'petrograd') RETURN key(c)", "commit 2"), "");
  EXPECT_EQ(at("MATCH (c) WHERE named(c, 'petrograd') RETURN key(c)", "commit 3"), "spb");
  EXPECT_EQ(at("MATCH ()-[m:MET]->() ACCORDING TO 'doc-a' RETURN valid(m)", "commit 3"), "1950");
  EXPECT_EQ(at("MATCH ()-[m:MET]->() ACCORDING TO 'doc-a' RETURN valid(m)", ""), "");
  EXPECT_EQ(at("MATCH ()-[m:MET]->() ACCORDING TO 'doc-b' RETURN valid(m)", "commit 3"), "");
  EXPECT_EQ(at("MATCH ()-[m:MET]->() ACCORDING TO 'doc-b' RETURN valid(m)", ""), "1951");
  EXPECT_EQ(at("MATCH ()-[m:MET]->() WHERE valid(m) BEFORE '1951' RETURN key(m)", "commit 2"), "m");
  EXPECT_EQ(at("MATCH ()-[m:MET]->() WHERE valid(m) BEFORE '1951' RETURN key(m)", ""), "");
  QueryOptions both = known_at("commit 3");
  both.according_to = {"doc-a"};
  both.as_of = "1950";
  both.reading = Reading::kPossible;
  EXPECT_EQ(rows_of(database->query("MATCH ()-[m:MET]->() RETURN key(m)", {}, both)), "m");
  both.system_time.clear();
  EXPECT_EQ(rows_of(database->query("MATCH ()-[m:MET]->() RETURN key(m)", {}, both)), "");
}

TEST(FactsOfThen, PathsAndProceduresWalkThose) {
  const auto database = database_of_days();
  commit_to(*database, {person_known_as("a", "A"), person_known_as("b", "B"), person_known_as("c", "C"),
                        person_known_as("d", "D")});
  commit_to(*database, {known_relation("ab", "a", "MET", "b", "1950"), known_relation("bc", "b", "MET", "c", "1951"),
                        known_relation("cd", "c", "MET", "d", "1952")});
  commit_to(*database, {known_relation("ad", "a", "MET", "d", "1960")});
  commit_to(*database, {known_relation("bc", "b", "MET", "c", "1949")});
  const auto at = [&](std::string_view text, std::string time) {
    return rows_of(database->query(text, {}, known_at(std::move(time))));
  };
  const std::string shortest = "MATCH p = ANY SHORTEST ({name: 'A'})-[:MET]-+({name: 'D'}) RETURN length(p)";
  EXPECT_EQ(at(shortest, "commit 1"), "");
  EXPECT_EQ(at(shortest, "commit 2"), "3");
  EXPECT_EQ(at(shortest, "commit 3"), "1");
  const std::string journey =
      "MATCH p = CHRONOLOGICAL ANY SHORTEST ({name: 'A'})-[:MET]-+({name: 'C'}) RETURN length(p), superseded(p)";
  EXPECT_EQ(at(journey, "commit 3"), "2 | 4");
  EXPECT_EQ(at(journey, ""), "");
  EXPECT_EQ(at("CALL degree(['MET']) YIELD node, degree WHERE node.name = 'A' RETURN degree", "commit 2"), "1");
  EXPECT_EQ(at("CALL degree(['MET']) YIELD node, degree WHERE node.name = 'A' RETURN degree", ""), "2");
  EXPECT_EQ(at("MATCH ({name: 'A'})-[*]-(n) RETURN count(DISTINCT n)", "commit 1"), "0");
  EXPECT_EQ(at("MATCH (n) RETURN count(*), sum(size([(n)--() | 1]))", "commit 2"), "4 | 6");
  QueryOptions boost = known_at("commit 2");
  boost.boost_paths = true;
  EXPECT_EQ(rows_of(database->query(shortest, {}, boost)), "3");
  boost.boost_paths = false;
  boost.optimize = false;
  EXPECT_EQ(rows_of(database->query(shortest, {}, boost)), "3");
}

// ---- what commits changed

class Logs : public testing::Test {
 protected:
  Logs() : database_(database_of_days()) {
    commit_to(*database_, {person_known_as("zhou", "Chou"), person_known_as("mao", "Mao")});  // 1
    commit_to(*database_, {known_relation("m1", "zhou", "MET", "mao", "1949"),
                           known_relation("o1", "mao", "LEADS", "zhou", "1949/")});  // 2
    commit_to(*database_, {person_known_as("zhou", "Zhou")});                        // 3
    commit_to(*database_, {known_relation("m1", "zhou", "MET", "mao", "1950"),
                           known_relation("o1", "mao", "LEADS", "zhou", "1949/1976")});  // 4
    take_back(*database_, "m1");                                                         // 5
    commit_to(*database_, {person_known_as("deng", "Deng")});                            // 6
  }
  std::string log(const std::string& since, const std::string& until, const std::string& of = {}) {
    LogOptions options;
    options.since = since;
    options.until = until;
    options.of = of;
    const auto log = database_->log(options);
    if (!log.ok()) return log.error().message;
    std::string text;
    for (const LoggedCommit& commit : *log)
      text += std::to_string(commit.transaction.value) + "[" + told(commit.changes) + "] ";
    return text;
  }
  std::unique_ptr<Database> database_;
};

TEST_F(Logs, TellsWhatEachCommitChanged) {
  EXPECT_EQ(
      log("", ""),
      "1[newly known zhou; newly known mao] 2[newly known m1; newly known o1] 3[corrected zhou: name Chou > Zhou] "
      "4[corrected m1: valid in 1949 > in 1950; ended o1: valid since 1949, end unknown > from 1949 until 1976] "
      "5[retracted m1] 6[newly known deng] ");
  const auto commits = database_->log().value();
  EXPECT_EQ(commits[1].changes[0].statement, "Chou met Mao, in 1949") << "as they were called then";
  EXPECT_EQ(commits[4].changes[0].statement, "Zhou met Mao, in 1950");
  EXPECT_EQ(commits[4].removed_relations, 1U);
  EXPECT_EQ(commits[3].relations, 2U);
  EXPECT_EQ(commits[0].entities, 2U);
  EXPECT_EQ(commits[0].reason, "test");
  EXPECT_EQ(commits[2].system_time.microseconds, kNoonOf1999 + 2 * kOneDay);
}

TEST_F(Logs, OfAStretchOfTime) {
  EXPECT_EQ(log("1999-01-05", ""), "5[retracted m1] 6[newly known deng] ");
  EXPECT_EQ(log("commit 5", ""), "5[retracted m1] 6[newly known deng] ");
  EXPECT_EQ(log("", "commit 1"), "1[newly known zhou; newly known mao] ");
  EXPECT_EQ(log("1999-01-03", "1999-01-03"), "3[corrected zhou: name Chou > Zhou] ");
  EXPECT_EQ(log("commit 3", "commit 3"), "3[corrected zhou: name Chou > Zhou] ");
  EXPECT_EQ(log("2001", ""), "");
  EXPECT_EQ(log("", "1998"), "");
  EXPECT_EQ(log("1999-01-04T13:00:00Z", "1999-01-04T14:00:00Z"), "") << "no commit was made between the two";
  EXPECT_EQ(log("commit 5", "commit 3"), "commit 5 is behind commit 3");
  EXPECT_EQ(log("commit 5", "commit 4"), "commit 5 is behind commit 4");
  EXPECT_EQ(log("commit 5", "1999-01-04"), "commit 5 is behind 1999-01-04");
  EXPECT_EQ(log("1999-01-05", "commit 4"), "1999-01-05 is behind commit 4");
  EXPECT_EQ(log("1999-01-06", "1999-01-03"), "1999-01-06 is behind 1999-01-03");
  EXPECT_EQ(log("commit 0", "commit 0"), "");
  EXPECT_EQ(log("commit 0", "commit 1"), log("", "commit 1"));
  EXPECT_EQ(log("commit 1", "commit 0"), "commit 1 is behind commit 0");
  EXPECT_EQ(log("commit 7", ""), "there is no commit 7; the newest is 6");
  EXPECT_EQ(log("", "commit 7"), "there is no commit 7; the newest is 6");
}

TEST_F(Logs, OfAnEntityOrARelation) {
  EXPECT_EQ(log("", "", "zhou"),
            "1[newly known zhou] 2[newly known m1; newly known o1] 3[corrected zhou: name Chou > Zhou] "
            "4[corrected m1: valid in 1949 > in 1950; ended o1: valid since 1949, end unknown > from 1949 until 1976] "
            "5[retracted m1] ");
  EXPECT_EQ(log("", "", "Chou"), log("", "", "zhou")) << "as it was called once";
  EXPECT_EQ(log("", "", "Deng"), "6[newly known deng] ");
  EXPECT_EQ(log("", "", "m1"), "2[newly known m1] 4[corrected m1: valid in 1949 > in 1950] 5[retracted m1] ");
  EXPECT_EQ(log("commit 4", "", "m1"), "4[corrected m1: valid in 1949 > in 1950] 5[retracted m1] ");
  EXPECT_EQ(log("", "", "lin"), "no entity or relation was ever called `lin`");
  EXPECT_EQ(log("2001", "", "lin"), "no entity or relation was ever called `lin`");
  EXPECT_EQ(log("2001", "", "zhou"), "");
  EXPECT_EQ(log("", "commit 5", "deng"), "no entity or relation was ever called `deng`") << "up to then";
  // There was one, and nothing became of it in that time.
  EXPECT_EQ(log("commit 6", "", "m1"), "");
  EXPECT_EQ(log("commit 6", "", "zhou"), "");
}

TEST_F(Logs, StatesAreCompared) {
  const auto diff = [&](const std::string& from, const std::string& to) {
    const auto found = database_->system_diff(from, to);
    return found.ok() ? told(found->changes) : found.error().message;
  };
  EXPECT_EQ(diff("commit 1", ""), "corrected zhou: name Chou > Zhou; newly known deng; newly known o1");
  EXPECT_EQ(diff("commit 2", "now"),
            "corrected zhou: name Chou > Zhou; newly known deng; retracted m1; "
            "ended o1: valid since 1949, end unknown > from 1949 until 1976");
  EXPECT_EQ(diff("commit 2", "commit 4"),
            "corrected zhou: name Chou > Zhou; corrected m1: valid in 1949 > in 1950; "
            "ended o1: valid since 1949, end unknown > from 1949 until 1976");
  EXPECT_EQ(diff("commit 0", "1999-01-01"), "newly known zhou; newly known mao");
  EXPECT_EQ(diff("1998", "1999-01-01"), "newly known zhou; newly known mao");
  EXPECT_EQ(diff("commit 3", "1999-01-03"), "");
  EXPECT_EQ(diff("commit 3", "commit 2"), "commit 3 is behind commit 2");
  EXPECT_EQ(diff("commit 3", "commit 9"), "there is no commit 9; the newest is 6");
  const SystemDiff found = database_->system_diff("1998", "1999-01-02").value();
  EXPECT_EQ(found.from.value, 0U);
  EXPECT_EQ(found.to.value, 2U);
  EXPECT_EQ(found.to_time.microseconds, kNoonOf1999 + kOneDay);
}

TEST_F(Logs, WhatIsSaidAgainIsNoChange) {
  commit_to(*database_, {person_known_as("deng", "Deng"), person_known_as("lin", "Lin")});
  EXPECT_EQ(log("commit 7", ""), "7[newly known lin] ");
  Ontology ontology;
  ontology.entity_types = {{"Person", "", ""}};
  set_ontology(*database_, ontology);
  const LoggedCommit last = database_->log()->back();
  EXPECT_TRUE(last.ontology_changed);
  EXPECT_EQ(told(last.changes), "");
  EXPECT_FALSE(database_->log()->at(0).ontology_changed);
}

}  // namespace
}  // namespace entente

// Rules of properties by the doors beside statements: imports, programs, stores that are opened again, checks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "entente/database.hpp"
#include "entente/transaction.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

using testing::HasSubstr;

constexpr const char* kRules = R"({"entente": 1, "ontology": {
  "entity_types": [{"name": "Agent"}, {"name": "Person", "parent": "Agent"}], "relation_types": [{"name": "MET"}],
  "property_rules": [
    {"name": "person_name", "kind": "not_null", "of": "Person", "properties": ["name"], "strict": true},
    {"name": "number", "kind": "unique", "of": "Agent", "properties": ["number"], "strict": true},
    {"name": "born", "kind": "typed", "of": "Person", "properties": ["born"], "value_type": "INTEGER"},
    {"name": "place", "kind": "not_null", "of": "MET", "of_relations": true, "properties": ["place"]}]}})";

class PropertyRules : public testing::Test {
 protected:
  void SetUp() override {
    database_ = std::move(Database::open(folder_.path("store"), {.create_if_missing = true})).value();
    folder_.file("rules.json", kRules);
    ASSERT_TRUE(database_->import({folder_.path("rules.json")}).ok());
  }
  // The reasons why records of the file were left out.
  std::vector<std::string> rejected(const std::string& records) {
    folder_.file("facts.jsonl", records);
    std::vector<std::string> reasons;
    ImportOptions options;
    options.keep_valid = true;
    options.rejected = [&](const RejectedRecord& r) { reasons.push_back(r.reason); };
    const auto report = database_->import({folder_.path("facts.jsonl")}, options);
    EXPECT_TRUE(report.ok() || !reasons.empty());
    return reasons;
  }

  TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
};

TEST_F(PropertyRules, RecordsThatBreakAStrictOneAreRejected) {
  const auto reasons = rejected(R"({"id": "a", "type": "Person", "name": "A", "properties": {"number": 1}}
{"id": "b", "type": "Person"}
{"id": "c", "type": "Person", "name": "C", "properties": {"number": 1}}
{"id": "d", "type": "Person", "name": "D", "properties": {"number": 2, "born": "1893"}}
{"from": "a", "to": "d", "type": "MET"}
)");
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_THAT(reasons[0], HasSubstr("it has no `name`, against `person_name`: each Person has `name`"));
  EXPECT_THAT(reasons[1], HasSubstr("it has the `number` of \"a\""));
  // What the store has counts, too, and a record may say the same again.
  EXPECT_EQ(rejected("{\"id\": \"e\", \"type\": \"Agent\", \"properties\": {\"number\": 2}}\n").size(), 1U);
  EXPECT_TRUE(rejected("{\"id\": \"d\", \"type\": \"Person\", \"properties\": {\"number\": 2}}\n").empty());
}

TEST_F(PropertyRules, ThoseThatAreNotStrictAreFindings) {
  rejected(R"({"id": "a", "type": "Person", "name": "A", "properties": {"born": "1893"}}
{"id": "b", "type": "Person", "name": "B", "properties": {"born": 1893}}
{"from": "a", "to": "b", "type": "MET"}
)");
  const auto findings = database_->check({"property_rule_broken"});
  ASSERT_TRUE(findings.ok());
  ASSERT_EQ(findings->size(), 2U);
  EXPECT_THAT((*findings)[0].message + (*findings)[1].message,
              testing::AllOf(HasSubstr("A has a STRING as `born`"), HasSubstr("it has no `place`")));
}

TEST_F(PropertyRules, TwoThatMayShareAValueArePossibleFindings) {
  folder_.file("more.json", R"({"entente": 1, "ontology": {"property_rules": [
    {"name": "seat", "kind": "unique", "of": "Agent", "properties": ["seat"]}]}})");
  ASSERT_TRUE(database_->import({folder_.path("more.json")}).ok());
  EXPECT_TRUE(
      rejected(R"({"id": "a", "type": "Agent", "properties": {"seat": [{"$value": "Berlin", "valid": "1900/1950~"}]}}
{"id": "b", "type": "Agent", "properties": {"seat": [{"$value": "Berlin", "valid": "1950/1960"}]}}
{"id": "c", "type": "Agent", "properties": {"seat": [{"$value": "Berlin", "valid": "1970/1980"}]}}
)")
          .empty());
  const auto findings = database_->check({"property_rule_broken"});
  ASSERT_TRUE(findings.ok());
  ASSERT_EQ(findings->size(), 1U);
  EXPECT_FALSE(findings->front().certain);
  EXPECT_THAT(findings->front().message, HasSubstr("perhaps has the `seat` of \"b\""));
}

TEST_F(PropertyRules, AStoreKeepsThem) {
  ASSERT_TRUE(database_->query("CREATE CONSTRAINT seat FOR (a:Agent) REQUIRE a.seat IS :: STRING").ok());
  ASSERT_TRUE(database_->query("CREATE INDEX seats FOR (a:Agent) ON (a.seat)").ok());
  const Ontology before = database_->ontology().value();
  EXPECT_EQ(before.property_rules.size(), 6U);
  database_.reset();
  database_ = std::move(Database::open(folder_.path("store"))).value();
  EXPECT_EQ(database_->ontology().value(), before);
  EXPECT_FALSE(database_->query("CREATE (:Agent {seat: 1})").ok());
  EXPECT_EQ(database_->ontology("commit 1").value().property_rules.size(), 4U);
  ASSERT_TRUE(database_->query("DROP CONSTRAINT seat").ok());
  EXPECT_TRUE(database_->query("CREATE (:Agent {seat: 1})").ok());
  const auto log = database_->system_diff("commit 1", "now");
  ASSERT_TRUE(log.ok());
}

TEST_F(PropertyRules, ATransactionChangesThemOrFacts) {
  auto schema = database_->write();
  ASSERT_TRUE(schema.ok());
  EXPECT_TRUE(schema->query("CREATE CONSTRAINT seat FOR (a:Agent) REQUIRE a.seat IS NOT NULL").ok());
  EXPECT_TRUE(schema->query("DROP CONSTRAINT seat").ok());
  EXPECT_TRUE(schema->query("CREATE INDEX seats FOR (a:Agent) ON (a.seat)").ok());
  EXPECT_EQ(schema->query("CREATE (:Agent)").error().code, ErrorCode::kUnsupported);
  ASSERT_TRUE(schema->commit("an index").ok());
  auto facts = database_->write();
  ASSERT_TRUE(facts.ok());
  EXPECT_TRUE(facts->query("CREATE (:Person {born: 1})").ok());  // it gets its name by then
  EXPECT_EQ(facts->query("DROP INDEX seats").error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(facts->query("MATCH (p:Person {born: 1}) SET p.name = 'A'").ok());
  EXPECT_TRUE(facts->commit("").ok());
  auto nameless = database_->write();
  ASSERT_TRUE(nameless.ok());
  EXPECT_TRUE(nameless->query("CREATE (:Person {born: 2})").ok());
  EXPECT_EQ(nameless->commit("").error().code, ErrorCode::kInvalidData);
  EXPECT_EQ(database_->query("MATCH (p:Person) RETURN count(p)")->rows[0][0].integer(), 1);
  auto program = database_->write();
  EntityFact fact;
  fact.key = "x";
  fact.types = {"Person"};
  EXPECT_EQ(program->add(fact).error().code, ErrorCode::kInvalidData);
}

}  // namespace
}  // namespace entente

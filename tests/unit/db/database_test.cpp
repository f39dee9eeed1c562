#include "entente/database.hpp"

#include <filesystem>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr const char* kPeople =
    "{\"id\": \"a\", \"type\": \"Person\", \"name\": \"Ada\"}\n"
    "{\"id\": \"b\", \"type\": \"Person\", \"name\": \"Bob\", \"valid\": \"1850~/1901\"}\n"
    "{\"id\": \"m\", \"type\": \"MET\", \"from\": \"a\", \"to\": \"b\", \"valid\": \"1889-05\"}\n";

std::unique_ptr<Database> memory() {
  auto database = Database::in_memory();
  EXPECT_TRUE(database.ok());
  return std::move(database).value();
}

EntityFact numbered_entity(std::string key, Value property = {}) {
  EntityFact fact;
  fact.key = std::move(key);
  fact.types = {"T"};
  if (!property.is_null()) fact.properties.push_back({"n", std::move(property), std::nullopt});
  return fact;
}

std::size_t rows(Database& database, std::string_view query) {
  const auto table = database.query(query);
  EXPECT_TRUE(table.ok()) << describe(table.error(), query);
  return table.ok() ? table->rows.size() : 0;
}

TEST(Database, ImportsAndAnswers) {
  const TemporaryFolder folder;
  const auto database = memory();
  const auto report = database->import({folder.file("p.jsonl", kPeople)});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_EQ(report->commit.transaction.value, 1U);
  EXPECT_EQ(report->commit.entities_added, 2U);
  EXPECT_EQ(report->commit.relations_added, 1U);
  const auto table = database->query("MATCH (a)-[m:MET]->(b) RETURN a.name, b.name, valid(m).edtf");
  ASSERT_TRUE(table.ok()) << table.error().message;
  ASSERT_EQ(table->rows.size(), 1U);
  EXPECT_EQ(table->rows[0][0].string(), "Ada");
  EXPECT_EQ(table->rows[0][2].string(), "1889-05");
  EXPECT_EQ(table->read_at.transaction.value, 1U);
}

TEST(Database, ImportingTwiceChangesNothing) {
  const TemporaryFolder folder;
  const auto database = memory();
  const std::string file = folder.file("p.jsonl", kPeople);
  ASSERT_TRUE(database->import({file}).ok());
  const auto again = database->import({file});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->commit.transaction.value, 1U);
  EXPECT_EQ(again->commit.entities_unchanged, 2U);
  EXPECT_EQ(again->commit.relations_unchanged, 1U);
  EXPECT_EQ(rows(*database, "MATCH (n) RETURN n"), 2U);
}

TEST(Database, AnotherVersionReplacesTheFirst) {
  const TemporaryFolder folder, later;
  const auto database = memory();
  ASSERT_TRUE(database->import({folder.file("p.jsonl", kPeople)}).ok());
  const auto changed =
      database->import({later.file("p.jsonl",
                                   "{\"id\": \"a\", \"type\": \"Person\", \"name\": \"Ada Lovelace\"}\n"
                                   "{\"id\": \"m\", \"type\": \"SAW\", \"from\": \"b\", \"to\": \"a\"}\n")});
  ASSERT_TRUE(changed.ok()) << describe(changed.error());
  EXPECT_EQ(changed->commit.transaction.value, 2U);
  EXPECT_EQ(changed->commit.entities_changed, 1U);
  EXPECT_EQ(changed->commit.relations_changed, 1U);
  EXPECT_EQ(rows(*database, "MATCH (n {name: 'Ada Lovelace'})<-[:SAW]-() RETURN n"), 1U);
  EXPECT_EQ(rows(*database, "MATCH ()-[r:MET]->() RETURN r"), 0U);
  EXPECT_TRUE(database->check()->empty());
}

TEST(Database, OneWrongRecordAndNothingIsKept) {
  const TemporaryFolder folder;
  const auto database = memory();
  const std::string text =
      std::string(kPeople) +
      "{\"type\": \"MET\", \"from\": \"a\", \"to\": \"nobody\"}\n{\"id\": \"a\", \"type\": \"T\"}\n";
  std::vector<RejectedRecord> rejected;
  ImportOptions options;
  options.rejected = [&](const RejectedRecord& r) { rejected.push_back(r); };
  const std::string file = folder.file("p.jsonl", text);
  const auto refused = database->import({file}, options);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidData);
  EXPECT_EQ(refused.error().file, file);
  EXPECT_EQ(refused.error().line, 4U);
  ASSERT_EQ(rejected.size(), 2U);
  EXPECT_EQ(rejected[0].reason, "`to` names `nobody`, which is no entity");
  EXPECT_EQ(rejected[1].line, 5U);
  EXPECT_EQ(rejected[1].reason, "the id `a` is given twice, first in line 1");
  EXPECT_EQ(rows(*database, "MATCH (n) RETURN n"), 0U);

  options.keep_valid = true;
  const auto kept = database->import({file}, options);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->rejected, 2U);
  EXPECT_EQ(rows(*database, "MATCH (n) RETURN n"), 2U);
}

TEST(Database, RecordsMayNameWhatStandsLaterOrInTheStore) {
  const TemporaryFolder folder;
  const auto database = memory();
  folder.file("1.jsonl", "{\"type\": \"MET\", \"from\": \"a\", \"to\": \"b\"}\n");
  folder.file("2.jsonl", kPeople);
  ASSERT_TRUE(database->import({folder.path()}).ok());
  const TemporaryFolder later;
  ASSERT_TRUE(database->import({later.file("l.jsonl", "{\"type\": \"SAW\", \"from\": \"a\", \"to\": \"b\"}\n")}).ok());
  EXPECT_EQ(rows(*database, "MATCH ()-[r]->() RETURN r"), 3U);
}

TEST(Database, StrictTypesRejectStateOthersReport) {
  const TemporaryFolder folder;
  const auto database = memory();
  folder.file(
      "ontology.json",
      R"({"entente": 1, "ontology": {"entity_types": [{"name": "Person"}, {"name": "City"}, {"name": "Town", "parent": "City"}],
   "relation_types": [{"name": "LIVES_IN", "range": ["City"], "strict": true}, {"name": "SAW", "range": ["City"]}]}})");
  folder.file("people.jsonl",
              "{\"id\": \"a\", \"type\": \"Person\"}\n{\"id\": \"t\", \"type\": \"Town\"}\n"
              "{\"type\": \"LIVES_IN\", \"from\": \"a\", \"to\": \"t\"}\n{\"id\": \"s\", \"type\": \"SAW\", \"from\": "
              "\"t\", \"to\": \"a\"}\n");
  ASSERT_TRUE(database->import({folder.path()}).ok());
  const auto findings = database->check();
  ASSERT_TRUE(findings.ok());
  ASSERT_EQ(findings->size(), 1U);
  EXPECT_EQ((*findings)[0].rule, "relation_outside_range");
  EXPECT_EQ((*findings)[0].subject, "s");
  const auto refused =
      database->import({folder.file("more.jsonl", "{\"type\": \"LIVES_IN\", \"from\": \"a\", \"to\": \"a\"}\n")});
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("LIVES_IN ends at City, and `a` is none"), std::string::npos)
      << refused.error().message;
}

constexpr std::string_view kWholeOntology = R"({"entente": 1, "ontology": {
  "entity_types": [{"name": "Person", "same_as": ["wd:Q5"]}],
  "relation_types": [{"name": "MET", "within": ["from", "to"], "order": "before", "lifetime": true,
                      "verb": {"base": "meet", "present": "meets", "past": "met", "participle": "met"}}],
  "rules": [{"name": "met", "concludes": "MET", "query": "MATCH (a) RETURN a"}],
  "expected": [{"check": "two_holders", "facts": ["F1", "F2"], "reason": "both claimed it"}]}})";

TEST(Database, TheWholeOntologyIsWhereItIsAskedFor) {
  const TemporaryFolder folder;
  const auto database = memory();
  ASSERT_TRUE(database->import({folder.file("ontology.json", std::string(kWholeOntology))}).ok());
  const Ontology ontology = database->ontology().value();
  EXPECT_EQ(ontology.entity_types.at(0).same_as, std::vector<std::string>{"wd:Q5"});
  EXPECT_EQ(ontology.relation_types.at(0).verb.past, "met");
  EXPECT_EQ(ontology.rules.at(0).concludes, "MET");
  EXPECT_EQ(ontology.expected_findings.at(0).reason, "both claimed it");
  EXPECT_EQ(database->read()->graph().ontology(), ontology);
  std::ostringstream out;
  EXPECT_TRUE(write(database->all_facts().value(), "data", out, {0, {}, &ontology}).ok());
  const auto second = memory();
  ASSERT_TRUE(second->import({folder.file("all.json", out.str())}).ok());
  EXPECT_EQ(second->ontology().value(), ontology);
}

TEST(Database, APartOfAnOntologyAddsOrTakesThePlaceOfWhatItNames) {
  const TemporaryFolder folder;
  const auto database = memory();
  ASSERT_TRUE(database->import({folder.file("ontology.json", std::string(kWholeOntology))}).ok());
  const auto later = [&](const std::string& ontology) {
    return database->import({folder.file("later.json", R"({"entente": 1, "ontology": {)" + ontology + "}}")});
  };
  ASSERT_TRUE(later(R"("rules": [{"name": "met", "concludes": "MET", "query": "MATCH (b) RETURN b"},
                                 {"name": "again", "concludes": "MET", "query": "MATCH (c) RETURN c"}],
                       "expected": [{"check": "two_holders", "facts": ["F2", "F1"], "reason": "one of them resigned"},
                                    {"check": "two_holders", "facts": ["F3"], "reason": "unclear"}])")
                  .ok());
  const Ontology ontology = database->ontology().value();
  ASSERT_EQ(ontology.rules.size(), 2U);
  EXPECT_EQ(ontology.rules[0].query, "MATCH (b) RETURN b");
  EXPECT_EQ(ontology.rules[1].name, "again");
  ASSERT_EQ(ontology.expected_findings.size(), 2U);
  EXPECT_EQ(ontology.expected_findings[0].reason, "one of them resigned");
  for (
      const auto& [text, fault] : std::map<std::string, std::string>{
          {R"("rules": [{"name": "x", "concludes": "SAW", "query": "MATCH (b) RETURN b"}])",
           "rule \"x\" concludes \"SAW\", which is not declared"},
          {R"("entity_types": [{"name": "A", "same_as": ["Q5"]}])", "is not of the form \"prefix:name\""},
          {R"("entity_types": [{"name": "A"}, {"name": "A"}])", "entity type \"A\" is declared twice"},
          {R"("rules": [{"name": "x", "concludes": "MET", "query": "a"}, {"name": "x", "concludes": "MET", "query": "b"}])",
           "rule \"x\" is declared twice"}}) {
    const auto refused = later(text);
    ASSERT_FALSE(refused.ok()) << text;
    EXPECT_NE(describe(refused.error()).find(fault), std::string::npos) << describe(refused.error());
    EXPECT_EQ(database->ontology().value(), ontology);
  }
}

TEST(Database, WriteTransactionsCommitOrVanish) {
  const auto database = memory();
  {
    auto t = database->write();
    ASSERT_TRUE(t.ok());
    EXPECT_TRUE(t->add(numbered_entity("x")).ok());
    EXPECT_FALSE(t->add(numbered_entity("")).ok());
    EXPECT_FALSE(t->add(numbered_entity("y", Value(NodeRef{0}))).ok());
  }
  EXPECT_EQ(rows(*database, "MATCH (n) RETURN n"), 0U);
  auto t = database->write();
  ASSERT_TRUE(t.ok());
  ASSERT_TRUE(t->add(numbered_entity("x")).ok());
  ASSERT_TRUE(t->commit("by hand").ok());
  EXPECT_FALSE(t->commit("again").ok());
  EXPECT_FALSE(t->add(numbered_entity("z")).ok());
  EXPECT_EQ(rows(*database, "MATCH (n) RETURN n"), 1U);
  EXPECT_EQ(database->info()->commits.back().reason, "by hand");
}

TEST(Database, AReaderKeepsItsView) {
  const TemporaryFolder folder;
  const auto database = memory();
  const auto before = database->read();
  ASSERT_TRUE(database->import({folder.file("p.jsonl", kPeople)}).ok());
  EXPECT_EQ(before->query("MATCH (n) RETURN n")->rows.size(), 0U);
  EXPECT_EQ(database->read()->query("MATCH (n) RETURN n")->rows.size(), 2U);
}

TEST(Database, PreparedQueriesSeeLaterCommits) {
  const TemporaryFolder folder;
  const auto database = memory();
  const auto query = database->prepare("MATCH (n:Person) WHERE n.name = $name RETURN n");
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(query->run({{"name", "Ada"}})->rows.size(), 0U);
  ASSERT_TRUE(database->import({folder.file("p.jsonl", kPeople)}).ok());
  EXPECT_EQ(query->run({{"name", "Ada"}})->rows.size(), 1U);
  EXPECT_EQ(query->run({{"name", "Eve"}})->rows.size(), 0U);
  const auto missing = query->run();
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kParameterMissing);
}

TEST(Database, OpensWhatItWroteAndOnlyThat) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  {
    auto database = Database::open(path, {.create_if_missing = true});
    ASSERT_TRUE(database.ok()) << describe(database.error());
    ASSERT_TRUE((*database)->import({folder.file("p.jsonl", kPeople)}).ok());
    const auto second = Database::open(path);
    ASSERT_FALSE(second.ok());
    EXPECT_EQ(second.error().code, ErrorCode::kLocked);
    Options beside;
    beside.read_only = true;
    const auto reader = Database::open(path, beside);
    ASSERT_TRUE(reader.ok()) << describe(reader.error());
    EXPECT_EQ(rows(**reader, "MATCH (n) RETURN n"), 2U);
    EXPECT_EQ((*reader)->write().error().code, ErrorCode::kUnsupported);
  }
  auto again = Database::open(path);
  ASSERT_TRUE(again.ok()) << describe(again.error());
  EXPECT_EQ(rows(**again, "MATCH (:Person)-[:MET]->(:Person) RETURN 1"), 1U);
}

TEST(Database, MakesAStoreOnRequestOnly) {
  const TemporaryFolder folder;
  const std::string path = folder.path("histroy.db");
  const auto missing = Database::open(path);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  EXPECT_NE(missing.error().message.find("histroy.db"), std::string::npos);
  EXPECT_NE(missing.error().hint.find("create_if_missing"), std::string::npos) << missing.error().hint;
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE(Database::open(path, {.create_if_missing = true}).ok());
  EXPECT_TRUE(Database::open(path).ok());
}

TEST(Database, ErrorsShowTheQueryThatTheyPointInto) {
  const auto database = memory();
  const std::string text = "MATCH (n)\nRETURN m";
  const std::string expected = "(line 2, column 8)\n  RETURN m\n         ^";
  EXPECT_NE(describe(database->query(text).error()).find(expected), std::string::npos);
  EXPECT_NE(describe(database->prepare(text).error()).find(expected), std::string::npos);
  EXPECT_NE(describe(database->read()->query(text).error()).find(expected), std::string::npos);
  const auto running = database->prepare("RETURN\n1 / $n")->run({{"n", 0}});
  ASSERT_FALSE(running.ok());
  EXPECT_NE(describe(running.error()).find("  1 / $n\n"), std::string::npos) << describe(running.error());
}

TEST(Database, DataWrittenOutReadsBackAsTheSameFacts) {
  const TemporaryFolder folder;
  const auto first = memory();
  ASSERT_TRUE(first->import({std::string(ENTENTE_SOURCE_DIR) + "/graph-data/tiny"}).ok());
  const auto export_of = [](Database& database) {
    std::ostringstream out;
    const Ontology ontology = database.ontology().value();
    EXPECT_TRUE(write(database.all_facts().value(), "data", out, {0, {}, &ontology}).ok());
    return out.str();
  };
  const std::string text = export_of(*first);
  const auto second = memory();
  const auto report = second->import({folder.file("all.json", text)});
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_EQ(export_of(*second), text);
}

TEST(Database, ErrorsComeWithTheirPlace) {
  const auto database = memory();
  const auto refused = database->query("MATCH (n) RETRUN n");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kSyntax);
  ASSERT_TRUE(refused.error().span.has_value());
  EXPECT_EQ(refused.error().span->offset, 10U);
  EXPECT_EQ(database->import({"/no/such/path"}).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace entente

// Statements that write, by every door of the library: what they make of the store, what they say of it, and what they
// refuse.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <thread>

#include "entente/cursor.hpp"
#include "entente/database.hpp"
#include "entente/formats.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

class Writing : public testing::Test {
 protected:
  Table run(const std::string& text, const QueryOptions& options = {}) {
    auto table = database_->query(text, {}, options);
    EXPECT_TRUE(table.ok()) << describe(table.error(), text);
    return table.ok() ? *std::move(table) : Table();
  }
  Error error_of(const std::string& text) {
    const auto table = database_->query(text);
    return table.ok() ? Error(ErrorCode::kInternal, "no error") : table.error();
  }
  std::int64_t count(const std::string& pattern) {
    return run("MATCH " + pattern + " RETURN count(*)").rows.at(0).at(0).integer();
  }
  std::size_t commits() { return database_->info()->commits.size(); }

  std::unique_ptr<Database> database_ = Database::in_memory().value();
};

TEST_F(Writing, AStatementIsACommitWithAReason) {
  const Table made = run("CREATE (a:P {name: 'A'})-[:MET VALID '1950']->(b:P {name: 'B'}) RETURN a.name");
  EXPECT_EQ(made.read_at.transaction, TransactionId{1});
  UpdateCounts expected;
  expected.nodes_created = 2;
  expected.relationships_created = 1;
  expected.properties_set = 2;
  expected.labels_added = 2;
  EXPECT_EQ(made.updates, expected);
  QueryOptions options;
  options.reason = "a better reading";
  EXPECT_EQ(run("MATCH ()-[m:MET]->() SET valid(m) = '1951'", options).read_at.transaction, TransactionId{2});
  const auto info = database_->info();
  ASSERT_EQ(info->commits.size(), 2U);
  EXPECT_EQ(info->commits[0].reason.substr(0, 25), "CREATE (a:P {name: 'A'})-");
  EXPECT_EQ(info->commits[1].reason, "a better reading");
  EXPECT_EQ(made.read_at.system_time, info->commits[0].system_time);
}

TEST_F(Writing, WhatChangesNothingIsNoCommit) {
  run("CREATE (a:P {name: 'A'})");
  for (const char* text : {"MATCH (a:P {name: 'B'}) SET a.x = 1", "MATCH (a:P) SET a.name = 'A' RETURN a",
                           "MERGE (a:P {name: 'A'})", "CREATE (x:Q) DELETE x", "MATCH (a:P) REMOVE a.nothing"}) {
    const Table table = run(text);
    EXPECT_TRUE(table.updates.has_value()) << text;
    EXPECT_EQ(table.read_at.transaction, TransactionId{1}) << text;
    EXPECT_EQ(commits(), 1U) << text;
  }
  EXPECT_FALSE(run("MATCH (a) RETURN a").updates.has_value());
}

TEST_F(Writing, WhatFailsLeavesNothing) {
  run("CREATE (a:P {name: 'A'})-[:MET]->(b:P {name: 'B'})");
  for (const char* text :
       {"CREATE (x:P) WITH x UNWIND [1, 0] AS d SET x.v = 1 / d", "MATCH (a:P {name: 'A'}) SET a.x = 1 DELETE a",
        "MATCH (a:P) SET a.x = [{y: 1}]", "CREATE (a:Q) RETURN 1 / 0", "CREATE (a:Q), (b:Q {v: $nowhere})",
        "CREATE (a:Q KEY 'node-0')", "CREATE (a:Q KEY '')", "CREATE (a:Q) SET a:``"}) {
    EXPECT_FALSE(database_->query(text).ok()) << text;
    EXPECT_EQ(commits(), 1U) << text;
    EXPECT_EQ(count("(n)"), 2) << text;
    EXPECT_EQ(count("(n) WHERE n.x IS NOT NULL"), 0) << text;
  }
  EXPECT_TRUE(error_of("CREATE (a:Q) RETURN 1 / 0").at_runtime);
}

TEST_F(Writing, IsRefusedWhereTheStoreIsRead) {
  const TemporaryFolder folder;
  Options options;
  options.create_if_missing = true;
  ASSERT_TRUE(Database::open(folder.path("store"), options).value()->query("CREATE (:P)").ok());
  options = {};
  options.read_only = true;
  const auto reader = Database::open(folder.path("store"), options).value();
  const auto refused = reader->query("CREATE (:P)");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(reader->query("MATCH (p:P) RETURN p")->rows.size(), 1U);
  const auto read = reader->read()->query("CREATE (:P)");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kUnsupported);
  EXPECT_TRUE(reader->query("EXPLAIN CREATE (:P)").ok());
}

TEST_F(Writing, ByACursorAndAsPrepared) {
  auto cursor = database_->cursor("UNWIND range(1, 3) AS i CREATE (p:P {i: i}) RETURN p.i");
  ASSERT_TRUE(cursor.ok());
  EXPECT_EQ(count("(p:P)"), 3);  // it is done when the cursor is there
  EXPECT_EQ(cursor->columns(), std::vector<std::string>{"p.i"});
  EXPECT_EQ(cursor->next()->rows.size(), 3U);
  EXPECT_EQ(cursor->next()->rows.size(), 0U);
  EXPECT_EQ(cursor->finish()->updates->nodes_created, 3U);
  const auto prepared = database_->prepare("CREATE (q:Q {of: $of}) RETURN q.of").value();
  for (const char* of : {"one", "two"}) EXPECT_EQ(prepared.run({{"of", Value(of)}})->rows.at(0).at(0).string(), of);
  EXPECT_EQ(count("(q:Q)"), 2);
  EXPECT_EQ(commits(), 3U);
}

TEST_F(Writing, WaitsForItsTurn) {
  auto transaction = database_->write();
  ASSERT_TRUE(transaction.ok());
  EXPECT_EQ(error_of("CREATE (:P)").code, ErrorCode::kLocked);  // this thread would wait for itself
  std::thread other([&] { EXPECT_TRUE(database_->query("CREATE (:P)").ok()); });
  EntityFact fact;
  fact.key = "a";
  fact.types = {"P"};
  ASSERT_TRUE(transaction->add(fact).ok());
  ASSERT_TRUE(transaction->commit("first").ok());
  other.join();
  EXPECT_EQ(count("(p:P)"), 2);
}

TEST_F(Writing, KeepsToTheOntology) {
  const TemporaryFolder folder;
  folder.file("data.json", R"({"entente": 1, "ontology": {"entity_types": [{"name": "Person"}, {"name": "City"},
    {"name": "Capital", "parent": "City"}],
    "relation_types": [{"name": "LIVES_IN", "range": ["City"], "strict": true}]}})");
  ASSERT_TRUE(database_->import({folder.path("data.json")}).ok());
  const Error refused = error_of("CREATE (:Person)-[:LIVES_IN]->(:Person)");
  EXPECT_EQ(refused.code, ErrorCode::kInvalidData);
  EXPECT_TRUE(refused.at_runtime);
  const std::string made =
      "CREATE (p:Person)-[:LIVES_IN]->(c:Capital {name: 'Bonn'}) WITH c MATCH (x:City) RETURN x.name";
  EXPECT_EQ(run(made).rows.size(), 1U);  // labels above count inside the statement
  // What the ontology adds to labels is not stated by changing the node.
  EXPECT_EQ(error_of("MATCH (c:City) SET c.x = 1 REMOVE c:Capital").code, ErrorCode::kInvalidData);
  EXPECT_EQ(count("(c:City)"), 1);
  run("MATCH ()-[l:LIVES_IN]->(c:City) SET c.x = 1 DELETE l REMOVE c:Capital");
  EXPECT_EQ(count("(c:City)"), 0);
}

TEST_F(Writing, KeepsWhatItDoesNotChange) {
  const TemporaryFolder folder;
  folder.file("data.jsonl",
              R"({"id": "doc", "type": "Source"}
{"id": "a", "type": "P", "name": "A", "valid": "1900~/1950?", "sources": ["doc#1"], "provenance": "implied"}
{"id": "b", "type": "P", "datings": [{"valid": "1950", "sources": ["doc#1"]}, {"valid": "1952", "sources": ["doc#2"]}]}
{"id": "r", "from": "a", "to": "b", "type": "MET", "valid": "[1949..1951]", "sources": ["doc#3"], "properties": {"place": "X"}}
{"from": "b", "to": "a", "type": "SAW", "valid": "1950-03~", "sources": ["doc#4"], "properties": {"place": "Y"}}
)");
  ASSERT_TRUE(database_->import({folder.path("data.jsonl")}).ok());
  const auto facts = [&] {
    std::ostringstream out;
    EXPECT_TRUE(write(*database_->all_facts(), "facts", out).ok());
    return out.str();
  };
  const std::string before = facts();
  run("MATCH (n) SET n.extra = 1");
  run("MATCH ()-[r]->() SET r.extra = 1");
  EXPECT_NE(facts(), before);
  run("MATCH (n) REMOVE n.extra");
  run("MATCH ()-[r]->() REMOVE r.extra");
  EXPECT_EQ(facts(), before);
  EXPECT_EQ(run("MATCH ()-[r:SAW]->() FOR SYSTEM_TIME ALL RETURN DISTINCT id(r)").rows.size(), 1U);
}

TEST_F(Writing, ChangesRelationsThatArePacked) {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 400; ++i) lines += "{\"id\": \"e" + std::to_string(i) + "\", \"type\": \"P\"}\n";
  for (int i = 0; i < 24'000; ++i)
    lines += "{\"from\": \"e" + std::to_string(i % 400) + "\", \"to\": \"e" + std::to_string((i * 7 + i / 400) % 400) +
             "\", \"type\": \"T\", \"valid\": \"" + std::to_string(1000 + i / 100) + "\"}\n";
  folder.file("data.jsonl", lines);
  Options options;
  options.create_if_missing = true;
  database_ = Database::open(folder.path("store"), options).value();
  ASSERT_TRUE(database_->import({folder.path("data.jsonl")}).ok());
  ASSERT_TRUE(database_->compact().ok());
  const std::int64_t all = count("()-[r:T]->()");
  const std::int64_t of_a_year =
      run("MATCH ()-[r:T]->() WHERE valid(r).edtf = '1100' SET r.seen = true RETURN count(r)").rows[0][0].integer();
  EXPECT_GT(of_a_year, 0);
  const std::int64_t gone =
      run("MATCH ()-[r:T]->() WHERE valid(r).edtf = '1200' DELETE r RETURN count(r)").rows[0][0].integer();
  EXPECT_GT(gone, 0);
  run("MATCH (n) WHERE key(n) = 'e17' DETACH DELETE n");
  const auto look = [&] {
    EXPECT_EQ(count("()-[r:T]->() WHERE valid(r).edtf = '1200'"), 0);
    EXPECT_EQ(count("()-[r:T]->() FOR SYSTEM_TIME AS OF COMMIT 1"), all);
    EXPECT_LE(count("()-[r:T {seen: true}]->()"), of_a_year);
    EXPECT_EQ(count("(n) WHERE key(n) = 'e17'"), 0);
    EXPECT_TRUE(database_->check()->empty());
    return count("()-[r:T]->()");
  };
  const std::int64_t left = look();
  database_.reset();
  database_ = Database::open(folder.path("store"), {}).value();
  EXPECT_EQ(look(), left);
  ASSERT_TRUE(database_->compact().ok());
  EXPECT_EQ(look(), left);
}

TEST(WritingStatements, AreToldByTheirText) {
  for (const char* text : {"CREATE (n)", "MATCH (n) SET n.x = 1", "MATCH (n) DETACH DELETE n", "MERGE (n) RETURN n",
                           "MATCH (n) REMOVE n.x", "FOREACH (x IN [1] | CREATE (n))", "create (n)"})
    EXPECT_TRUE(Database::writes(text)) << text;
  for (const char* text : {"MATCH (n) RETURN n", "EXPLAIN CREATE (n)", "CREATE (", "", "RETURN 'CREATE (n)'",
                           "MATCH (create) RETURN create"})
    EXPECT_FALSE(Database::writes(text)) << text;
}

}  // namespace
}  // namespace entente

// Several statements in one transaction: what each sees, what becomes of it, and what ends it.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "entente/database.hpp"
#include "entente/transaction.hpp"

namespace entente {
namespace {

class TransactionOfStatements : public testing::Test {
 protected:
  void begin() { transaction_ = std::make_unique<WriteTransaction>(database_->write().value()); }
  Table run(const std::string& text, const Map& parameters = {}) {
    auto table = transaction_->query(text, parameters);
    EXPECT_TRUE(table.ok()) << describe(table.error(), text);
    return table.ok() ? *std::move(table) : Table();
  }
  std::int64_t number(const std::string& text) { return run(text).rows.at(0).at(0).integer(); }
  ErrorCode failure(const std::string& text) {
    const auto table = transaction_->query(text);
    return table.ok() ? ErrorCode::kInternal : table.error().code;
  }
  std::int64_t stored(const std::string& text) { return database_->query(text).value().rows.at(0).at(0).integer(); }
  std::size_t commits() { return database_->info()->commits.size(); }

  std::unique_ptr<Database> database_ = Database::in_memory().value();
  std::unique_ptr<WriteTransaction> transaction_;
};

TEST_F(TransactionOfStatements, EachSeesWhatThoseBeforeItWroteAndNobodyElseDoes) {
  begin();
  run("CREATE (:P {name: 'A'}), (:P {name: 'B'})");
  EXPECT_EQ(number("MATCH (p:P) RETURN count(p)"), 2);
  EXPECT_EQ(stored("MATCH (p:P) RETURN count(p)"), 0);
  const Table met = run("MATCH (a:P {name: 'A'}), (b:P {name: 'B'}) CREATE (a)-[m:MET VALID '1950']->(b) RETURN id(m)");
  EXPECT_EQ(met.updates->relationships_created, 1U);
  EXPECT_EQ(met.updates->nodes_created, 0U);
  run("MATCH (:P)-[m:MET]->(:P) SET m.place = 'Moscow', valid(m) = '1951-03-01'");
  EXPECT_EQ(number("MATCH (:P)-[m:MET {place: 'Moscow'}]->(:P) AS OF '1951-03-01' RETURN count(m)"), 1);
  EXPECT_EQ(number("MATCH (:P)-[m:MET]->(:P) AS OF '1950' RETURN count(m)"), 0);
  const auto done = transaction_->commit("the beginnings");
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_EQ(done->entities_added, 2U);
  EXPECT_EQ(done->relations_added, 1U);
  EXPECT_EQ(commits(), 1U);
  EXPECT_EQ(database_->info()->commits[0].reason, "the beginnings");
  EXPECT_EQ(stored("MATCH (:P)-[m:MET {place: 'Moscow'}]->(:P) AS OF '1951-03-01' RETURN count(m)"), 1);
  EXPECT_EQ(stored("MATCH ()-[m:MET]->() RETURN id(m)"), met.rows.at(0).at(0).integer());
}

TEST_F(TransactionOfStatements, OneThatIsDroppedLeavesNothing) {
  begin();
  run("CREATE (:P {name: 'A'})");
  transaction_.reset();
  EXPECT_EQ(commits(), 0U);
  EXPECT_EQ(stored("MATCH (n) RETURN count(n)"), 0);
}

TEST_F(TransactionOfStatements, WhatCorrectsAndDeletesGoesThrough) {
  ASSERT_TRUE(database_->query("CREATE (a:P {name: 'A'})-[:MET]->(b:P {name: 'B'})-[:MET]->(c:P {name: 'C'})").ok());
  begin();
  run("MATCH (a:P {name: 'A'}) DETACH DELETE a");
  EXPECT_EQ(number("MATCH ()-[m:MET]->() RETURN count(m)"), 1);
  EXPECT_EQ(failure("MATCH (b:P {name: 'B'}) DELETE b"), ErrorCode::kInvalidData);
  EXPECT_EQ(failure("RETURN 1"), ErrorCode::kConflict);  // it had marked the node by then
  EXPECT_EQ(transaction_->commit("").error().code, ErrorCode::kConflict);
  EXPECT_EQ(commits(), 1U);
  begin();
  run("MATCH (a:P {name: 'A'})-[m:MET]->() DELETE m, a");
  run("MATCH (b:P {name: 'B'}) SET b.name = 'Bo'");
  run("MATCH (c:P {name: 'C'}) CREATE (c)-[:MET]->(:P {name: 'D'})");
  run("MATCH (d:P {name: 'D'}) SET d.name = 'Dee' REMOVE d:P SET d:Q");
  EXPECT_EQ(number("MATCH (n) RETURN count(n)"), 3);
  ASSERT_TRUE(transaction_->commit("").ok());
  EXPECT_EQ(stored("MATCH (:P {name: 'Bo'})-[:MET]->(:P {name: 'C'})-[:MET]->(:Q {name: 'Dee'}) RETURN count(*)"), 1);
  EXPECT_EQ(database_->info()->commits[1].reason, "MATCH (a:P {name: 'A'})-[m:MET]->() DELETE m, a (and 3 more)");
}

TEST_F(TransactionOfStatements, ErrorsThatChangedNothingLeaveItOpen) {
  begin();
  run("CREATE (:P {name: 'A'})");
  EXPECT_EQ(failure("MATCH (p:P RETURN p"), ErrorCode::kSyntax);
  EXPECT_EQ(failure("RETURN nothing"), ErrorCode::kSemantic);
  EXPECT_EQ(failure("RETURN 1 / 0"), ErrorCode::kArithmetic);
  EXPECT_EQ(failure("MATCH (p:P) SET p.x = [{y: 1}]"), ErrorCode::kType);
  EXPECT_EQ(failure("CREATE (:P {x: $missing})"), ErrorCode::kParameterMissing);
  run("CREATE (:P {name: 'B'})");
  ASSERT_TRUE(transaction_->commit("").ok());
  EXPECT_EQ(stored("MATCH (p:P) RETURN count(p)"), 2);
}

TEST_F(TransactionOfStatements, OneThatFailedWhenItHadWrittenEndsThemAll) {
  begin();
  run("CREATE (:P {name: 'A'})");
  EXPECT_EQ(failure("UNWIND [1, 0] AS d CREATE (:P {x: 1 / d})"), ErrorCode::kArithmetic);
  EXPECT_EQ(failure("MATCH (p:P) RETURN p"), ErrorCode::kConflict);
  const auto done = transaction_->commit("");
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::kConflict);
  EXPECT_EQ(commits(), 0U);
  EXPECT_TRUE(database_->query("CREATE (:P)").ok()) << "the turn was given back";
}

TEST_F(TransactionOfStatements, TakesStatementsOrFacts) {
  begin();
  EntityFact fact;
  fact.key = "a";
  fact.types = {"P"};
  ASSERT_TRUE(transaction_->add(fact).ok());
  EXPECT_EQ(failure("MATCH (n) RETURN n"), ErrorCode::kUnsupported);
  transaction_.reset();
  begin();
  EXPECT_EQ(number("RETURN 1"), 1);
  ASSERT_TRUE(transaction_->add(fact).ok());  // nothing was written by a statement
  transaction_.reset();
  begin();
  run("CREATE (:P)");
  EXPECT_EQ(transaction_->add(fact).error().code, ErrorCode::kUnsupported);
  ASSERT_TRUE(transaction_->commit("").ok());
  EXPECT_EQ(failure("RETURN 1"), ErrorCode::kConflict);  // it has ended
}

// Names, types and much that is new: a plan that was kept is made anew where it would not do.
TEST_F(TransactionOfStatements, PlansThatAreKeptFindWhatCameSince) {
  begin();
  const std::string all = "MATCH (a:P)-[:MET]->(b) RETURN count(*)", named = "MATCH (n {nick: 'x'}) RETURN count(*)";
  EXPECT_EQ(number(all), 0);
  EXPECT_EQ(number(named), 0);
  const Map one = {{"n", Value(std::int64_t{1})}};
  for (int i = 0; i < 3; ++i) {
    run("CREATE (:P {n: $n})-[:MET]->(:Q)", one);
    EXPECT_EQ(number(all), i + 1);
  }
  run("MATCH (p:P) SET p.nick = 'x'");
  EXPECT_EQ(number(named), 3);
  run("UNWIND range(1, 3000) AS i CREATE (:P {n: i})-[:MET VALID period(['1950/1951', '1960/1961'])]->(:Q)");
  EXPECT_EQ(number("MATCH (a:P)-[m:MET]->(b) WHERE valid(m) OVERLAPS '1955' RETURN count(*)"), 3);
  EXPECT_EQ(number("MATCH (a:P)-[m:MET]->(b) WHERE valid(m) OVERLAPS '1950' RETURN count(*)"), 3003);
  EXPECT_EQ(number(all), 3003);
  ASSERT_TRUE(transaction_->commit("").ok());
  EXPECT_EQ(stored(all), 3003);
}

TEST_F(TransactionOfStatements, SystemTimeIsThatOfTheStore) {
  ASSERT_TRUE(database_->query("CREATE (:P {name: 'A'})").ok());
  ASSERT_TRUE(database_->query("MATCH (p:P) SET p.name = 'B'").ok());
  begin();
  const Table wrote = run("MATCH (p:P) SET p.name = 'C'");
  EXPECT_EQ(wrote.read_at.transaction, TransactionId{2});
  const auto name_in = [&](const std::string& clause) {
    return run("MATCH (p:P) RETURN p.name" + clause).rows.at(0).at(0).string();
  };
  EXPECT_EQ(name_in(""), "C");
  EXPECT_EQ(run("MATCH (p:P) FOR SYSTEM_TIME AS OF COMMIT 1 RETURN p.name").rows.at(0).at(0).string(), "A");
  EXPECT_EQ(run("RETURN 1").read_at.transaction, TransactionId{2});
}

TEST_F(TransactionOfStatements, ARehearsalSaysWhatItWouldDo) {
  auto rehearsal = database_->rehearse().value();
  ASSERT_TRUE(rehearsal.query("CREATE (:P)-[:MET]->(:P)").ok());
  const auto report = rehearsal.commit("");
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_EQ(report->entities_added, 2U);
  EXPECT_EQ(report->relations_added, 1U);
  EXPECT_EQ(commits(), 0U);
}

}  // namespace
}  // namespace entente

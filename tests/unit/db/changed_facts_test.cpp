// Corrections, ends and retractions through the door: three operations with three histories.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <functional>
#include <sstream>
#include <string>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

const char* const kWorld = R"json({"entente": 1,
  "ontology": {
    "entity_types": [{"name": "Person"}, {"name": "Meeting"}],
    "relation_types": [{"name": "TOOK_PART_IN", "kind": "event"}, {"name": "MET", "kind": "event"}, {"name": "LED"}],
    "rules": [{"name": "met", "concludes": "MET",
       "query": "MATCH (p:Person)-[a:TOOK_PART_IN]->(m:Meeting)<-[b:TOOK_PART_IN]-(q:Person) RETURN p AS from, q AS to, [a, b] AS because, valid(a) AS valid"}]},
  "entities": [{"id": "ada", "type": "Person"}, {"id": "bob", "type": "Person"}, {"id": "talks", "type": "Meeting"}],
  "relations": [
    {"id": "p1", "type": "TOOK_PART_IN", "from": "ada", "to": "talks", "valid": "1949-12-16"},
    {"id": "p2", "type": "TOOK_PART_IN", "from": "bob", "to": "talks", "valid": "1949-12-16"},
    {"id": "l1", "type": "LED", "from": "ada", "to": "bob", "valid": "1950/..", "properties": {"rank": 1}, "sources": ["talks#P1"]},
    {"type": "LED", "from": "bob", "to": "ada", "valid": "1960/.."}]})json";

class ChangingFacts : public testing::Test {
 protected:
  ChangingFacts() : db_(Database::in_memory().value()) {
    const auto report = import();
    EXPECT_TRUE(report.ok()) << describe(report.error());
  }
  Result<ImportReport> import() {
    const TemporaryFolder folder;
    return db_->import({folder.file("world.json", kWorld)});
  }
  // What becomes of a transaction that is told this.
  Result<CommitReport> commit(const std::function<Result<void>(WriteTransaction&)>& tell,
                              const char* reason = "change") {
    auto transaction = db_->write();
    if (!transaction.ok()) return transaction.error();
    if (const auto told = tell(*transaction); !told.ok()) return told.error();
    return transaction->commit(reason);
  }
  std::string rows(const char* query) {
    const auto table = db_->query(query);
    if (!table.ok()) return describe(table.error());
    std::string text;
    for (const auto& row : table->rows) text += (text.empty() ? "" : " ") + row.front().string();
    return text;
  }
  RelationId number(const char* of) {
    const auto table = db_->query(std::string("MATCH ") + of + " RETURN id(r)");
    return {static_cast<std::uint64_t>(table->rows.at(0).at(0).integer())};
  }
  // "ended corrected …", and when it was before.
  std::string changes(const std::string& key) {
    const auto explanation = db_->explain(key);
    if (!explanation.ok()) return describe(explanation.error());
    std::string text;
    for (const PastChange& c : explanation->changes)
      text += std::string(text.empty() ? "" : "; ") + std::string(name(c.how)) + " " +
              std::to_string(c.transaction.value) + " (" + c.commit + ") " + (c.validity ? text_of(*c.validity) : "-");
    return text;
  }
  std::unique_ptr<Database> db_;
};

TEST_F(ChangingFacts, EachHasItsHistory) {
  RelationFact l1;
  l1.key = "l1";
  l1.type = "LED";
  l1.from = "ada";
  l1.to = "bob";
  l1.validity = read_validity("1951/..").value();
  l1.properties = {{"rank", 1, std::nullopt}};
  l1.attribution.sources = {{"talks", "P1"}};
  const auto corrected = commit([&](WriteTransaction& w) { return w.add(l1); }, "the start");
  ASSERT_TRUE(corrected.ok());
  EXPECT_EQ(corrected->relations_changed, 1U);
  EXPECT_EQ(corrected->relations_ended, 0U);
  const auto ended = commit([](WriteTransaction& w) { return w.end("l1", "1953~"); }, "the end");
  ASSERT_TRUE(ended.ok()) << describe(ended.error());
  EXPECT_EQ(ended->relations_changed, 1U);
  EXPECT_EQ(ended->relations_ended, 1U);
  const auto explanation = db_->explain("l1");
  EXPECT_EQ(edtf_of(*explanation->validity), "1951/1953~");
  EXPECT_EQ(explanation->sources.at(0).locator, "P1");
  EXPECT_EQ(db_->query("MATCH ()-[r {rank: 1}]->() RETURN count(*)")->rows.at(0).at(0).integer(), 1);
  const auto retracted = commit([](WriteTransaction& w) { return w.retract("l1"); }, "it was not so");
  ASSERT_TRUE(retracted.ok());
  EXPECT_EQ(retracted->relations_removed, 1U);
  EXPECT_EQ(retracted->removed, std::vector<std::string>{"l1"});
  EXPECT_EQ(changes("l1"),
            "corrected 3 (the start) since 1950; ended 4 (the end) since 1951; retracted 5 (it was not so) " +
                text_of(*explanation->validity));
  EXPECT_EQ(db_->explain("l1")->withdrawn->commit, "it was not so");
  const auto log = db_->info()->commits;
  EXPECT_EQ(log.at(2).relations + log.at(3).relations, 2U);
  EXPECT_EQ(log.at(2).removed + log.at(3).removed, 0U);
  EXPECT_EQ(log.at(4).removed, 1U);
  EXPECT_EQ(log.at(4).relations, 0U);
  EXPECT_TRUE(db_->check({"conclusion_outside_premises"})->empty());
}

TEST_F(ChangingFacts, AnEndThatWasGivenWithAddCountsAsOne) {
  EntityFact ada;
  ada.key = "ada";
  ada.types = {"Person"};
  ada.validity = read_validity("../1980").value();
  EXPECT_EQ(commit([&](WriteTransaction& w) { return w.add(ada); })->entities_ended, 1U);
  EXPECT_EQ(changes("ada"), "ended 3 (change) -");
  ada.validity = read_validity("1900/1980").value();
  EXPECT_EQ(commit([&](WriteTransaction& w) { return w.add(ada); })->entities_ended, 0U);
  EXPECT_EQ(changes("ada"), "ended 3 (change) -; corrected 4 (change) always until 1980");
  EXPECT_EQ(changes("bob"), "");
}

TEST_F(ChangingFacts, AnEntityIsRefusedOrGoesWithItsRelations) {
  const auto refused = commit([](WriteTransaction& w) { return w.retract_entity("bob"); });
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kInvalidData);
  EXPECT_EQ(refused.error().message.substr(0, 60), "entity \"bob\" can't be retracted: 3 relations end there: l1, ");
  EXPECT_NE(refused.error().hint.find("--detach"), std::string::npos);
  EXPECT_EQ(db_->info()->transaction, TransactionId{2});
  const auto gone = commit([](WriteTransaction& w) { return w.retract_entity("bob", Ends::kCascaded); });
  ASSERT_TRUE(gone.ok()) << describe(gone.error());
  EXPECT_EQ(gone->entities_removed, 1U);
  EXPECT_EQ(gone->relations_removed, 5U);  // the conclusions of both directions among them
  EXPECT_EQ(rows("MATCH ()-[r]->() RETURN key(r)"), "p1");
  const auto explanation = db_->explain("bob");
  ASSERT_TRUE(explanation.ok()) << describe(explanation.error());
  EXPECT_TRUE(explanation->is_entity);
  EXPECT_EQ(explanation->withdrawn->transaction, TransactionId{3});
  EXPECT_EQ(db_->derive()->commit.transaction, TransactionId{3}) << "nothing is left to be withdrawn";
  EXPECT_TRUE(db_->check({"conclusion_outside_premises"})->empty());
}

TEST_F(ChangingFacts, ConclusionsFollowWithTheNextDerivation) {
  ASSERT_TRUE(commit([](WriteTransaction& w) { return w.retract("p2"); }).ok());
  EXPECT_EQ(rows("MATCH ()-[r:MET]->() RETURN type(r)"), "MET MET");
  const auto report = db_->derive();
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->commit.relations_removed, 2U);
  EXPECT_EQ(rows("MATCH ()-[r:MET]->() RETURN type(r)"), "");
}

TEST_F(ChangingFacts, ATransactionStaysUsableAfterARefusedCall) {
  auto transaction = db_->write();
  EntityFact cat;
  cat.key = "cat";
  cat.types = {"Cat"};
  RelationFact with;
  with.type = "LED";
  with.from = "bob";
  with.to = "cat";
  ASSERT_TRUE(transaction->add(cat).ok());
  ASSERT_TRUE(transaction->add(with).ok());
  const auto code = [](const Result<void>& result) { return result.ok() ? ErrorCode::kInternal : result.error().code; };
  EXPECT_EQ(code(transaction->retract_entity("cat")), ErrorCode::kInvalidData);
  EXPECT_EQ(code(transaction->retract_entity("bob", Ends::kCascaded)), ErrorCode::kInvalidData);
  EXPECT_EQ(code(transaction->retract_entity("")), ErrorCode::kInvalidData);
  EXPECT_EQ(code(transaction->end("l1", "1950/1951")), ErrorCode::kArgument);
  EXPECT_EQ(code(transaction->end("l1", "soon")), ErrorCode::kSyntax);
  EXPECT_EQ(code(transaction->end("", "1950")), ErrorCode::kInvalidData);
  EXPECT_EQ(code(transaction->end("l1\xff", "1950")), ErrorCode::kInvalidData);
  ASSERT_TRUE(transaction->end("l1", "1955").ok());
  EXPECT_EQ(code(transaction->end("l1", "1956")), ErrorCode::kInvalidData);
  ASSERT_TRUE(transaction->retract_entity("talks", Ends::kCascaded).ok());
  EntityFact talks;
  talks.key = "talks";
  talks.types = {"Meeting"};
  EXPECT_EQ(code(transaction->add(talks)), ErrorCode::kInvalidData);
  RelationFact p3 = with;
  p3.to = "talks";
  EXPECT_EQ(code(transaction->add(p3)), ErrorCode::kInvalidData);
  const auto report = transaction->commit("the rest");
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_EQ(report->entities_added, 1U);
  EXPECT_EQ(report->relations_added, 1U);
  EXPECT_EQ(report->relations_ended, 1U);
  EXPECT_EQ(report->entities_removed, 1U);
  EXPECT_EQ(report->relations_removed, 2U);
  EXPECT_FALSE(transaction->retract(RelationId{0}).ok()) << "it has ended";
  EXPECT_FALSE(transaction->end(RelationId{0}, "1950").ok());
}

TEST_F(ChangingFacts, ARelationByItsNumber) {
  const RelationId nameless = number("(b)-[r:LED]->(a) WHERE key(r) IS NULL");
  const auto ended = commit([&](WriteTransaction& w) { return w.end(nameless, "1965"); });
  ASSERT_TRUE(ended.ok()) << describe(ended.error());
  EXPECT_EQ(number("(b)-[r:LED]->(a) WHERE key(r) IS NULL"), nameless);
  EXPECT_EQ(rows("MATCH ()-[r:LED]->() WHERE key(r) IS NULL RETURN toString(valid(r))"), "1960/1965");
  const auto gone = commit([&](WriteTransaction& w) { return w.retract(nameless); });
  ASSERT_TRUE(gone.ok()) << describe(gone.error());
  EXPECT_EQ(gone->removed, std::vector<std::string>{"(bob)-[LED]->(ada) 1960/1965"});
  EXPECT_EQ(rows("MATCH ()-[r:LED]->() RETURN key(r)"), "l1");
  const auto again = commit([&](WriteTransaction& w) { return w.retract(nameless); });
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.error().code, ErrorCode::kNotFound);
  EXPECT_NE(again.error().message.find(std::to_string(nameless.value)), std::string::npos);
}

// The file says what it said: facts that are gone come again, and an end is replaced.
TEST_F(ChangingFacts, AnImportOfTheFileStatesItAnew) {
  ASSERT_TRUE(commit([](WriteTransaction& w) {
                const auto gone = w.retract("p1");
                return gone.ok() ? w.end("l1", "1955") : gone;
              }).ok());
  EXPECT_EQ(rows("MATCH ()-[r:LED]->() WHERE key(r) = 'l1' RETURN toString(valid(r))"), "1950/1955");
  const auto report = import();
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_EQ(report->commit.relations_added, 1U);
  EXPECT_EQ(report->commit.relations_changed, 1U);
  EXPECT_EQ(rows("MATCH ()-[r:LED]->() WHERE key(r) = 'l1' RETURN toString(valid(r))"), "1950/..");
}

TEST_F(ChangingFacts, ARehearsalNeedsNoRightToWrite) {
  const TemporaryFolder folder;
  const std::string store = folder.path("store");
  {
    Options options;
    options.create_if_missing = true;
    ASSERT_TRUE(Database::open(store, options).value()->import({folder.file("world.json", kWorld)}).ok());
  }
  Options options;
  options.read_only = true;
  const auto database = Database::open(store, options).value();
  EXPECT_FALSE(database->write().ok());
  auto rehearsal = database->rehearse();
  ASSERT_TRUE(rehearsal.ok());
  ASSERT_TRUE(rehearsal->retract_entity("talks", Ends::kCascaded).ok());
  const auto report = rehearsal->commit("never");
  ASSERT_TRUE(report.ok()) << describe(report.error());
  EXPECT_EQ(report->relations_removed, 2U);
  EXPECT_EQ(report->transaction, TransactionId{2});
  EXPECT_EQ(database->info()->transaction, TransactionId{2});
  EXPECT_TRUE(database->read()->graph().find("talks").has_value());
}

TEST_F(ChangingFacts, AreInTheJsonOfAnExplanation) {
  ASSERT_TRUE(commit([](WriteTransaction& w) { return w.end("l1", "1955"); }).ok());
  std::ostringstream out;
  write_explanation_json(*db_->explain("l1"), out);
  rapidjson::Document json;
  json.Parse(out.str().c_str());
  ASSERT_TRUE(json.HasMember("changes")) << out.str();
  EXPECT_STREQ(json["changes"][0]["how"].GetString(), "ended");
  EXPECT_EQ(json["changes"][0]["transaction"].GetInt(), 3);
  EXPECT_STREQ(json["changes"][0]["valid"].GetString(), "1950/..");
}

}  // namespace
}  // namespace entente

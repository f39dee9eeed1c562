// Erasing by the library: what answers say of it, and who may state a key again.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "entente/database.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr const char* kKeysLeft = "MATCH (n) RETURN key(n) AS k ORDER BY k";

EntityFact erasable(const std::string& key) {
  EntityFact fact;
  fact.key = key;
  fact.types = {"T"};
  return fact;
}

void add_erasable(Database& database, const std::vector<std::string>& keys) {
  auto transaction = database.write();
  for (const std::string& key : keys) EXPECT_TRUE(transaction->add(erasable(key)).ok());
  EXPECT_TRUE(transaction->commit("added").ok());
}

std::string keys_left(const Result<Table>& table) {
  if (!table.ok()) return table.error().message;
  std::string text;
  for (const auto& row : table->rows) text += row.at(0).string() + " ";
  return text;
}

QueryOptions as_known_by(const std::string& time) {
  QueryOptions options;
  options.system_time = time;
  return options;
}

TEST(Erase, IsToldBesideAnswersOfEarlierStates) {
  for (const bool in_memory : {true, false}) {
    const TemporaryFolder folder;
    Options options;
    options.create_if_missing = true;
    const auto database = in_memory ? Database::in_memory().value() : Database::open(folder.path("s"), options).value();
    add_erasable(*database, {"anna", "bert"});
    add_erasable(*database, {"cara"});
    const auto before = database->read().value();
    EXPECT_EQ(keys_left(database->query(kKeysLeft, {}, as_known_by("commit 1"))), "anna bert ") << "and it is kept";
    EXPECT_EQ(database->erase({"anna"}, "", true)->entities, 1U);
    EXPECT_EQ(database->erase({"anna"}, "").error().code, ErrorCode::kInvalidData);
    EXPECT_EQ(database->erase({}, "x").error().code, ErrorCode::kArgument);
    const EraseReport done = database->erase({"anna"}, "on request").value();
    EXPECT_EQ(done.transaction.value, 3U);
    EXPECT_EQ(done.named, std::vector<std::string>{"anna"});
    EXPECT_EQ(keys_left(database->query(kKeysLeft)), "bert cara ");
    EXPECT_TRUE(database->query(kKeysLeft)->warnings.empty());
    const auto then = database->query(kKeysLeft, {}, as_known_by("commit 1")).value();
    EXPECT_EQ(keys_left(then), "bert ");
    ASSERT_EQ(then.warnings.size(), 1U);
    EXPECT_EQ(then.warnings[0].message, "1 entity that the store knew then was erased since");
    EXPECT_EQ(keys_left(before.query(kKeysLeft)), "anna bert cara ") << "what was read before";
    EXPECT_EQ(database->all_facts(as_known_by("commit 2"))->warnings.size(), 1U);
    EXPECT_EQ(database->log()->back().erased_entities, 1U);
    EXPECT_EQ(database->log()->back().reason, "on request");
    EXPECT_TRUE(database->verify()->empty());
    EXPECT_NE(
        database->explain("anna").error().message.find("`anna` was erased from this store by commit 3 (on request)"),
        std::string::npos);
  }
}

TEST(Erase, KeepsAKeyFromBeingStatedUnlessThatIsAllowed) {
  const auto database = Database::in_memory().value();
  add_erasable(*database, {"anna", "bert"});
  ASSERT_TRUE(database->erase({"anna"}, "on request").ok());
  RelationFact relation;
  relation.type = "MET";
  relation.from = "bert";
  relation.to = "anna";
  {
    auto transaction = database->write().value();
    const auto refused = transaction.add(erasable("anna"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::kInvalidData);
    EXPECT_EQ(refused.error().message, "`anna` was erased from this store; --allow-erased adds it nonetheless");
    EXPECT_TRUE(transaction.add(relation).ok());
    EXPECT_EQ(transaction.commit("x").error().message, "`to` names `anna`, which was erased from this store");
  }
  {
    auto transaction = database->write().value();
    ASSERT_TRUE(transaction.allow_erased().ok());
    EXPECT_TRUE(transaction.add(erasable("anna")).ok());
    EXPECT_TRUE(transaction.add(relation).ok());
    EXPECT_TRUE(transaction.commit("she agreed").ok());
  }
  EXPECT_EQ(keys_left(database->query(kKeysLeft)), "anna bert ");
  add_erasable(*database, {"anna"});
  EXPECT_TRUE(database->verify()->empty());
}

}  // namespace
}  // namespace entente

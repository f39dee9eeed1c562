// Relations that are retracted: gone from the newest commit, kept in those before it.
#include "facts.hpp"
#include "stores.hpp"

namespace entente {
namespace {

using Texts = std::vector<std::string>;

class Retraction : public StoreTest {
 protected:
  Retraction() : store_(open_facts(open())) {
    FactBatch batch;
    batch.entities = {entity("mao"), entity("stalin"), entity("zhou")};
    batch.relations = {relation("F1", "mao", "MET", "stalin", "1949-12-16"),
                       relation("F2", "zhou", "MET", "stalin", "1952"), relation("", "mao", "MET", "stalin", "1950")};
    commit(*store_, batch);
  }
  CommitSummary retract(const Texts& keys) {
    FactWriter writer(*store_);
    for (const std::string& key : keys) writer.retract(key);
    Result<CommitSummary> summary = writer.commit("retraction");
    if (!summary) throw summary.error();
    return *summary;
  }
  const Texts all_ = {"mao MET stalin 1949-12-16 #F1", "mao MET stalin 1950", "zhou MET stalin 1952 #F2"};
  std::unique_ptr<FactStore> store_;
};

TEST_P(Retraction, IsGoneFromThenOnAndStaysInEarlierCommits) {
  const CommitSummary summary = retract({"F1"});
  EXPECT_EQ(summary.head.transaction, TransactionId{2});
  EXPECT_EQ(summary.relations_removed, 1u);
  EXPECT_EQ(summary.relations_added + summary.relations_changed + summary.entities_changed, 0u);
  EXPECT_EQ(sentences(*store_), (Texts{"mao MET stalin 1950", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  const auto commits = store_->commits();
  ASSERT_EQ(commits.size(), 2u);
  EXPECT_EQ(commits[0].removed, 0u);
  EXPECT_EQ(commits[1].removed, 1u);
  EXPECT_EQ(commits[1].relations, 0u);
  EXPECT_EQ(commits[1].reason, "retraction");
  EXPECT_EQ(messages(store_->check()), Texts{});
}

TEST_P(Retraction, TheKeyIsFreeForAnotherRelation) {
  retract({"F1"});
  FactBatch again;
  again.relations = {relation("F1", "zhou", "WROTE_TO", "mao", "1951")};
  const CommitSummary summary = commit(*store_, again);
  EXPECT_EQ(summary.relations_added, 1u);
  EXPECT_EQ(summary.relations_changed, 0u);
  EXPECT_EQ(sentences(*store_),
            (Texts{"mao MET stalin 1950", "zhou MET stalin 1952 #F2", "zhou WROTE_TO mao 1951 #F1"}));
  EXPECT_EQ(sentences(*store_, {2}), (Texts{"mao MET stalin 1950", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  retract({"F1"});
  again.relations = {relation("F1", "mao", "MET", "stalin", "1949-12-16")};  // as it was in the beginning
  commit(*store_, again);
  EXPECT_EQ(sentences(*store_), all_);
  EXPECT_EQ(sentences(*store_, {3}).size(), 3u);
  EXPECT_EQ(sentences(*store_, {4}).size(), 2u);
  EXPECT_EQ(sentences(*store_, {1}), all_);
  EXPECT_EQ(messages(store_->check()), Texts{});
}

TEST_P(Retraction, GoesWithOtherChangesInOneCommit) {
  FactWriter writer(*store_);
  writer.retract("F2");
  writer.retract("F2");  // twice is once
  writer.add(relation("F1", "mao", "MET", "stalin", "1949-12-17"));
  writer.add(relation("F3", "zhou", "MET", "mao", "1950"));
  const Result<CommitSummary> summary = writer.commit("all at once");
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->relations_removed, 1u);
  EXPECT_EQ(summary->relations_changed, 1u);
  EXPECT_EQ(summary->relations_added, 1u);
  EXPECT_EQ(sentences(*store_),
            (Texts{"mao MET stalin 1949-12-17 #F1", "mao MET stalin 1950", "zhou MET mao 1950 #F3"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  EXPECT_EQ(messages(store_->check()), Texts{});
}

TEST_P(Retraction, WhatIsNotThereCantBeTakenBack) {
  FactWriter writer(*store_);
  writer.retract("F9");
  writer.add(entity("new"));
  const Result<CommitSummary> summary = writer.commit("test");
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(summary.error().message, "there is no relation \"F9\" in the store that could be retracted");
  EXPECT_EQ(store_->head().transaction, TransactionId{1});
  EXPECT_EQ(store_->find_entity("new"), std::nullopt);
  retract({"F1"});
  try {
    retract({"F1"});
    ADD_FAILURE() << "retracted twice";
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kNotFound);
  }
  EXPECT_EQ(store_->head().transaction, TransactionId{2});
}

TEST_P(Retraction, ACommitDoesNotBothStateAndTakeBack) {
  const auto refused = [](const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.code == ErrorCode::kInvalidData;
    }
    return false;
  };
  FactWriter writer(*store_);
  writer.retract("F1");
  EXPECT_TRUE(refused([&] { writer.add(relation("F1", "mao", "MET", "zhou")); }));
  writer.add(relation("F3", "mao", "MET", "zhou"));
  EXPECT_TRUE(refused([&] { writer.retract("F3"); }));
  EXPECT_TRUE(refused([&] { writer.retract(""); }));
  ASSERT_TRUE(writer.commit("test"));
  EXPECT_EQ(sentences(*store_), (Texts{"mao MET stalin 1950", "mao MET zhou #F3", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(messages(store_->check()), Texts{});
}

TEST_P(Retraction, AWriterThatIsDroppedTakesNothingBack) {
  { FactWriter(*store_).retract("F1"); }
  EXPECT_EQ(sentences(*store_), all_);
}

// As large as the commits that RocksDB takes in as files.
TEST_P(Retraction, OfManyRelationsAtOnce) {
  constexpr int kRelations = 30'000;
  FactBatch batch;
  for (int i = 0; i < kRelations; ++i)
    batch.relations.push_back(relation("r" + std::to_string(i), "mao", "T" + std::to_string(i % 3), "zhou", "1949"));
  commit(*store_, batch);
  Texts keys;
  for (int i = 0; i < kRelations; i += 2) keys.push_back("r" + std::to_string(i));
  EXPECT_EQ(retract(keys).relations_removed, keys.size());
  EXPECT_EQ(sentences(*store_).size(), all_.size() + kRelations - keys.size());
  EXPECT_EQ(sentences(*store_, {2}).size(), all_.size() + kRelations);
  EXPECT_EQ(messages(store_->check()), Texts{});
}

TEST_P(Retraction, LastsWhenAStoreIsOpenedAgain) {
  retract({"F1"});
  store_.reset();
  store_ = open_facts(open());
  if (!GetParam().lasts) {
    EXPECT_EQ(store_->head(), Head{});  // memory is gone with the object
    return;
  }
  EXPECT_EQ(sentences(*store_), (Texts{"mao MET stalin 1950", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  EXPECT_EQ(store_->commits().back().removed, 1u);
  EXPECT_EQ(messages(store_->check()), Texts{});
}

INSTANTIATE_TEST_SUITE_P(All, Retraction, testing::ValuesIn(store_kinds_with_filters()), kind_name);

// What a retraction must not leave behind is found.
TEST(RetractionFaults, AreFoundByCheck) {
  const auto finding = [](Family family, const std::string& key, std::string_view value) {
    auto owned = open_memory_store();
    Store& bytes = *owned;
    const auto store = open_facts(std::move(owned));
    FactBatch batch;
    batch.entities = {entity("a"), entity("b")};
    batch.relations = {relation("F1", "a", "T", "b", "1949")};
    commit(*store, batch);
    FactWriter writer(*store);
    writer.retract("F1");
    EXPECT_TRUE(writer.commit("retraction"));
    EXPECT_EQ(messages(store->check()), Texts{});
    PartitionBatch rows;
    rows.rows.put(family, key, value);
    const auto head = bytes.read_register("head").value();
    EXPECT_TRUE(bytes.commit({&rows, 1}, {"head", head, *head}));
    const auto found = messages(store->check());
    return found.empty() ? "nothing" : found[0];
  };
  const Instant start = read_validity("1949").value().bounds.latest_start;
  const std::string out = adjacency_key({{0}, {1}, start, {0}}), in = adjacency_key({{1}, {1}, start, {0}});
  EXPECT_EQ(finding(Family::kNames, name_key(NameKind::kRelation, "F1"), out),
            "names: relation \"F1\": leads to relation 0, which does not have this key");
  EXPECT_EQ(finding(Family::kIn, in, std::string("\x01\x00\x00", 3)),
            "in: entity 1, type 1, from 1949-12-31, relation 0: has no row in out");
}

}  // namespace
}  // namespace entente

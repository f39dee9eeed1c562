// Entities that are retracted, with what ends at them; relations that are retracted by their number; facts that end.
#include "facts.hpp"
#include "stores.hpp"

namespace entente {
namespace {

using Texts = std::vector<std::string>;

class Changing : public StoreTest {
 protected:
  Changing() { store_ = opened(); }
  std::unique_ptr<FactStore> opened() const {
    auto store = FactStore::open(open(), counting_clock(), layout_);
    if (!store) throw store.error();
    return std::move(*store);
  }
  // Numbers: F1 0, F2 1, the two without a key 2 and 3, F3 4.
  void fill(std::string_view file = {}) {
    FactBatch batch;
    batch.entities = {entity("mao"), entity("stalin"), entity("zhou"), entity("moscow")};
    batch.relations = {relation("F1", "mao", "MET", "stalin", "1949-12-16"),
                       relation("F2", "zhou", "MET", "stalin", "1952"), relation("", "mao", "MET", "stalin", "1950"),
                       relation("", "zhou", "MET", "mao", "1950"),
                       relation("F3", "zhou", "LIVED_IN", "moscow", "1921/..")};
    commit(*store_, batch, "test", file);
  }
  // What a writer that is told this does.
  Result<CommitSummary> written(const std::function<void(FactWriter&)>& tell) {
    FactWriter writer(*store_);
    tell(writer);
    return writer.commit("change");
  }
  std::string refusal(const std::function<void(FactWriter&)>& tell) {
    const Result<CommitSummary> summary = written(tell);
    EXPECT_EQ(messages(store_->check()), Texts{});
    return summary ? "none" : std::string(name(summary.error().code)) + ": " + summary.error().message;
  }
  void expect_sound() { EXPECT_EQ(messages(store_->check()), Texts{}); }

  const Texts all_ = {"mao MET stalin 1949-12-16 #F1", "mao MET stalin 1950", "zhou LIVED_IN moscow 1921/.. #F3",
                      "zhou MET mao 1950", "zhou MET stalin 1952 #F2"};
  BlockLayout layout_;
  std::unique_ptr<FactStore> store_;
};

TEST_P(Changing, AnEntityAtWhichNothingEndsGoes) {
  fill();
  FactBatch more;
  more.entities = {entity("lone")};
  commit(*store_, more);
  const auto summary = written([](FactWriter& writer) { writer.retract_entity("lone", Ends::kRefused); });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->entities_removed, 1U);
  EXPECT_EQ(summary->relations_removed, 0U);
  EXPECT_EQ(summary->removed, Texts{"lone"});
  EXPECT_EQ(store_->find_entity("lone"), std::nullopt);
  EXPECT_TRUE(load(*store_, {2}).entities.contains("lone"));
  EXPECT_FALSE(load(*store_, {3}).entities.contains("lone"));
  EXPECT_EQ(store_->commits().back().removed_entities, 1U);
  expect_sound();
}

TEST_P(Changing, RelationsThatEndThereRefuseIt) {
  fill();
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.retract_entity("moscow", Ends::kRefused); }),
            "invalid_data: entity \"moscow\" can't be retracted: 1 relation ends there: F3");
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.retract_entity("mao", Ends::kRefused); }),
            "invalid_data: entity \"mao\" can't be retracted: 3 relations end there: F1, (mao)-[MET]->(stalin) 1950, "
            "(zhou)-[MET]->(mao) 1950");
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.retract_entity("stalin", Ends::kRefused); }).substr(0, 61),
            "invalid_data: entity \"stalin\" can't be retracted: 3 relations");
  EXPECT_EQ(store_->head().transaction, TransactionId{1});
  EXPECT_EQ(sentences(*store_), all_);
}

TEST_P(Changing, RelationsThatEndThereGoWithIt) {
  fill();
  const auto summary = written([](FactWriter& writer) { writer.retract_entity("mao", Ends::kCascaded); });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->entities_removed, 1U);
  EXPECT_EQ(summary->relations_removed, 3U);
  EXPECT_EQ(summary->removed, (Texts{"mao", "F1", "(mao)-[MET]->(stalin) 1950", "(zhou)-[MET]->(mao) 1950"}));
  EXPECT_EQ(sentences(*store_), (Texts{"zhou LIVED_IN moscow 1921/.. #F3", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  expect_sound();
}

// Neither those that are taken back by themselves count, nor those that are moved.
TEST_P(Changing, OnlyRelationsThatStayRefuseIt) {
  fill();
  const auto summary = written([](FactWriter& writer) {
    writer.retract_entity("mao", Ends::kRefused);
    writer.retract(RelationId{2});
    writer.retract(RelationId{3});
    writer.add(relation("F1", "zhou", "MET", "stalin", "1949-12-16"));
  });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->relations_removed, 2U);
  EXPECT_EQ(summary->relations_changed, 1U);
  EXPECT_EQ(sentences(*store_),
            (Texts{"zhou LIVED_IN moscow 1921/.. #F3", "zhou MET stalin 1949-12-16 #F1", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  expect_sound();
}

TEST_P(Changing, ConclusionsGoWithAnEntityAndRefuseNothing) {
  fill();
  FactBatch more;
  more.entities = {entity("land")};
  more.relations = {relation("C1", "mao", "RULED", "land", "1949/1976")};
  more.relations.front().attribution.provenance = Provenance::kDerived;
  commit(*store_, more);
  const auto summary = written([](FactWriter& writer) { writer.retract_entity("land", Ends::kRefused); });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->removed, (Texts{"land", "C1"}));
  EXPECT_EQ(sentences(*store_), all_);
  expect_sound();
}

TEST_P(Changing, ARetractedEntityThatIsStatedAgainIsAnother) {
  fill();
  const auto before = store_->find_entity("mao");
  ASSERT_TRUE(written([](FactWriter& writer) { writer.retract_entity("mao", Ends::kCascaded); }));
  FactBatch again;
  again.entities = {entity("mao", {"Cat"})};
  const CommitSummary summary = commit(*store_, again);
  EXPECT_EQ(summary.entities_added, 1U);
  EXPECT_NE(store_->find_entity("mao"), before);
  EXPECT_EQ(sentences(*store_), (Texts{"zhou LIVED_IN moscow 1921/.. #F3", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  EXPECT_EQ(load(*store_, {1}).entities.at("mao").id, *before);
  const auto versions = store_->former_versions("mao");
  ASSERT_EQ(versions.size(), 1U);
  EXPECT_EQ(versions[0].how, Supersession::kRetracted);
  expect_sound();
}

// The last entity has the number that the head knows of.
TEST_P(Changing, AStoreWithoutItsLastEntityOpensAgain) {
  fill();
  ASSERT_TRUE(written([](FactWriter& writer) { writer.retract_entity("moscow", Ends::kCascaded); }));
  store_.reset();
  store_ = opened();
  if (!GetParam().lasts) return;
  EXPECT_EQ(sentences(*store_).size(), 4U);
  EXPECT_EQ(sentences(*store_, {1}), all_);
  expect_sound();
}

TEST_P(Changing, ACommitDoesNotBothStateAndRetract) {
  fill();
  const auto throws = [](const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.code == ErrorCode::kInvalidData ? error.message : "another error";
    }
    return std::string("nothing");
  };
  FactWriter writer(*store_);
  writer.retract_entity("mao", Ends::kCascaded);
  EXPECT_EQ(throws([&] { writer.add(entity("mao")); }), "entity \"mao\" is retracted by the same commit");
  EXPECT_EQ(throws([&] { writer.add(relation("F9", "zhou", "MET", "mao")); }),
            "relation \"F9\" MET from \"zhou\" to \"mao\": entity \"mao\" is retracted by the same commit");
  writer.add(entity("new"));
  writer.add(relation("F8", "zhou", "MET", "new"));
  EXPECT_EQ(throws([&] { writer.retract_entity("new", Ends::kCascaded); }),
            "entity \"new\" is stated and retracted by the same commit");
  EXPECT_EQ(throws([&] { writer.retract_entity("zhou", Ends::kCascaded); }),
            "entity \"zhou\" is retracted by the commit that states a relation which ends there");
  EXPECT_EQ(throws([&] { writer.retract_entity("", Ends::kCascaded); }), "the key of an entity is empty");
  ASSERT_TRUE(writer.commit("the rest"));
  EXPECT_EQ(sentences(*store_),
            (Texts{"zhou LIVED_IN moscow 1921/.. #F3", "zhou MET new #F8", "zhou MET stalin 1952 #F2"}));
  EXPECT_EQ(refusal([](FactWriter& w) {
              w.add(relation("F2", "zhou", "MET", "stalin", "1953"));
              w.retract(RelationId{1});
            }),
            "invalid_data: relation \"F2\" is stated and retracted by the same commit");
}

TEST_P(Changing, WhatIsNotThereIsNamed) {
  fill();
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.retract_entity("nobody", Ends::kCascaded); }),
            "not_found: there is no entity \"nobody\" in the store that could be retracted");
  EXPECT_EQ(refusal([](FactWriter& writer) {
              writer.retract(RelationId{17});
              writer.retract(RelationId{9});
            }),
            "not_found: there is no relation with the id 9 in the store");
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.end("F9", read_end("1950").value()); }),
            "not_found: there is neither an entity nor a relation \"F9\" in the store that could end");
  ASSERT_TRUE(written([](FactWriter& writer) { writer.retract(RelationId{2}); }));
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.retract(RelationId{2}); }),
            "not_found: there is no relation with the id 2 in the store");
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.end(RelationId{2}, read_end("1951").value()); }),
            "not_found: there is no relation with the id 2 in the store");
}

// Whoever states it: with its files it is gone, and a file that says it again states it anew.
TEST_P(Changing, TakesBackWhatFilesState) {
  fill("a.jsonl");
  fill("b.jsonl");
  ASSERT_TRUE(written([](FactWriter& writer) {
    writer.retract(RelationId{2});
    writer.retract_entity("moscow", Ends::kCascaded);
  }));
  EXPECT_EQ(sentences(*store_).size(), 3U);
  expect_sound();
  fill("a.jsonl");
  EXPECT_EQ(sentences(*store_), all_);
  const Loaded again = load(*store_, store_->head().transaction);
  EXPECT_EQ(again.entities.at("moscow").id, EntityId{4});
  expect_sound();
}

TEST_P(Changing, AFactThatEndsHasAnotherVersion) {
  fill("a.jsonl");
  const auto summary = written([](FactWriter& writer) {
    writer.end("F3", read_end("1924~").value());
    writer.end("mao", read_end("1976-09-09").value());
  });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->relations_changed, 1U);
  EXPECT_EQ(summary->relations_ended, 1U);
  EXPECT_EQ(summary->entities_ended, 1U);
  EXPECT_EQ(sentences(*store_)[2], "zhou LIVED_IN moscow 1921/1924~ #F3");
  EXPECT_EQ(sentences(*store_, {1}), all_);
  EXPECT_EQ(edtf_of(*load(*store_, {2}).entities.at("mao").validity), "../1976-09-09");
  const auto again = written([](FactWriter& writer) { writer.end("F3", read_end("1924~").value()); });
  ASSERT_TRUE(again);
  EXPECT_EQ(again->head.transaction, TransactionId{2}) << "it ended so already";
  FactBatch correction;
  correction.relations = {relation("F3", "zhou", "LIVED_IN", "moscow", "1922/1924~")};
  EXPECT_EQ(commit(*store_, correction).relations_ended, 0U);
  const auto versions = store_->former_versions("F3");
  ASSERT_EQ(versions.size(), 2U);
  EXPECT_EQ(versions[0].how, Supersession::kEnded);
  EXPECT_EQ(versions[1].how, Supersession::kCorrected);
  expect_sound();
}

// Its number stays, and its two rows move where its start does.
TEST_P(Changing, ARelationWithoutAKeyEndsByItsNumber) {
  fill("a.jsonl");
  const auto summary = written([](FactWriter& writer) { writer.end(RelationId{2}, read_end("1950-06").value()); });
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->relations_changed, 1U);
  EXPECT_EQ(summary->relations_ended, 1U);
  EXPECT_EQ(sentences(*store_)[1], "mao MET stalin 1950/1950-06");
  EXPECT_EQ(sentences(*store_, {1}), all_);
  expect_sound();
  fill("a.jsonl");  // says it without an end: another relation
  EXPECT_EQ(sentences(*store_).size(), 6U);
  expect_sound();
}

TEST_P(Changing, EndsThatCantBeAreRefused) {
  fill();
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.end("F3", read_end("1920").value()); }),
            "invalid_data: relation \"F3\": it can't have ended in 1920: it began after that, since 1921");
  EXPECT_EQ(
      refusal([](FactWriter& writer) { writer.end(RelationId{3}, read_end("1951").value()); }),
      "invalid_data: relation \"(zhou)-[MET]->(mao) 1950\": it can't have ended in 1951: it has an earlier end, in "
      "1950");
  const auto both = [&](const std::function<void(FactWriter&)>& other) {
    return refusal([&](FactWriter& writer) {
      other(writer);
      writer.end("F3", read_end("1950").value());
    });
  };
  EXPECT_EQ(both([](FactWriter& w) { w.retract("F3"); }),
            "invalid_data: relation \"F3\" is retracted and ended by the same commit");
  EXPECT_EQ(both([](FactWriter& w) { w.retract(RelationId{4}); }),
            "invalid_data: relation \"F3\" is retracted and ended by the same commit");
  EXPECT_EQ(both([](FactWriter& w) { w.add(relation("F3", "zhou", "LIVED_IN", "moscow")); }),
            "invalid_data: relation \"F3\" is stated and ended by the same commit");
  EXPECT_EQ(both([](FactWriter& w) { w.end(RelationId{4}, read_end("1951").value()); }),
            "invalid_data: relation \"F3\" is given two ends by the same commit");
  EXPECT_EQ(both([](FactWriter& w) { w.retract_entity("moscow", Ends::kCascaded); }),
            "invalid_data: relation \"F3\" is ended, and an entity at which it ends retracted, by the same commit");
  EXPECT_EQ(both([](FactWriter& w) { w.end(RelationId{4}, read_end("1950").value()); }), "none") << "twice is once";
  FactBatch twin;
  twin.entities = {entity("F1")};
  commit(*store_, twin);
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.end("F1", read_end("1950").value()); }),
            "invalid_data: both an entity and a relation have the key \"F1\"");
}

TEST_P(Changing, ARehearsalSaysTheSameAndWritesNothing) {
  fill();
  FactWriter writer(*store_);
  writer.retract_entity("mao", Ends::kCascaded);
  writer.end("F3", read_end("1924").value());
  const auto summary = writer.rehearse();
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->relations_removed, 3U);
  EXPECT_EQ(summary->relations_ended, 1U);
  EXPECT_EQ(summary->head.transaction, TransactionId{1});
  EXPECT_EQ(sentences(*store_), all_);
  writer.retract_entity("mao", Ends::kRefused);
  EXPECT_FALSE(writer.rehearse());
}

INSTANTIATE_TEST_SUITE_P(All, Changing, testing::ValuesIn(store_kinds_with_filters()), kind_name);

// The same where relations are packed: rows lie over them.
class ChangingPacked : public Changing {
 protected:
  ChangingPacked() {
    layout_ = {.page_entities = 2, .block_relations = 3, .block_bytes = 100, .fewest_relations = 2};
    store_.reset();
    store_ = opened();
    fill();
  }
};

TEST_P(ChangingPacked, IsAsInRows) {
  ASSERT_TRUE(written([](FactWriter& writer) {
    writer.retract(RelationId{2});
    writer.end(RelationId{3}, read_end("1950-06").value());
    writer.end("F3", read_end("1924").value());
  }));
  const Texts changed = {"mao MET stalin 1949-12-16 #F1", "zhou LIVED_IN moscow 1921/1924 #F3",
                         "zhou MET mao 1950/1950-06", "zhou MET stalin 1952 #F2"};
  EXPECT_EQ(sentences(*store_), changed);
  expect_sound();
  ASSERT_TRUE(written([](FactWriter& writer) { writer.retract_entity("stalin", Ends::kCascaded); }));
  EXPECT_EQ(sentences(*store_), (Texts{changed[1], changed[2]}));
  EXPECT_EQ(sentences(*store_, {2}), changed);
  EXPECT_EQ(sentences(*store_, {1}), all_);
  expect_sound();
  ASSERT_TRUE(store_->pack());
  EXPECT_EQ(sentences(*store_), (Texts{changed[1], changed[2]}));
  EXPECT_EQ(sentences(*store_, {1}), all_);
  EXPECT_EQ(refusal([](FactWriter& writer) { writer.retract_entity("moscow", Ends::kRefused); }),
            "invalid_data: entity \"moscow\" can't be retracted: 1 relation ends there: F3");
}

INSTANTIATE_TEST_SUITE_P(All, ChangingPacked, testing::ValuesIn(store_kinds_with_filters()), kind_name);

}  // namespace
}  // namespace entente

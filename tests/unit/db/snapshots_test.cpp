// When a snapshot follows from the one before it, and when the store is loaded.
#include "db/snapshots.hpp"

#include <string>

#include <gtest/gtest.h>

#include "storage/open_store.hpp"
#include "support/same_graph.hpp"

namespace entente {
namespace {

class SnapshotsOfAStore : public testing::Test {
 protected:
  SnapshotsOfAStore() : store_(FactStore::open(open_memory_store()).value()), snapshots_(*store_) {
    commit([](FactWriter& w) {
      for (const char* key : {"a", "b", "c"}) w.add(entity(key));
      w.add(relation("a", "b"));
    });
  }

  static EntityFact entity(std::string key) {
    EntityFact fact;
    fact.key = std::move(key);
    fact.types = {"Person"};
    return fact;
  }
  static RelationFact relation(std::string from, std::string to) {
    RelationFact fact;
    fact.from = std::move(from);
    fact.to = std::move(to);
    fact.type = "MET";
    return fact;
  }
  template <class Act>
  void commit(const Act& act) {
    FactWriter writer(*store_);
    act(writer);
    const auto done = writer.commit("");
    ASSERT_TRUE(done.ok()) << describe(done.error());
  }
  // What was loaded is shared by all that follows from it.
  static bool follows(const TemporalGraph& later, const TemporalGraph& earlier) {
    return &later.ontology() == &earlier.ontology();
  }
  void expect_right(const TemporalGraph& graph) {
    EXPECT_EQ(same_graph::difference(graph, *Snapshots(*store_).newest(), {"a", "d"}), "");
  }

  std::unique_ptr<FactStore> store_;
  Snapshots snapshots_;
};

TEST_F(SnapshotsOfAStore, FollowSmallCommits) {
  const auto first = snapshots_.newest();
  commit([](FactWriter& w) { w.add(relation("a", "c")); });
  const auto second = snapshots_.newest();
  EXPECT_TRUE(follows(*second, *first));
  EXPECT_EQ(first->edge_count(), 1U);
  EXPECT_EQ(second->edge_count(), 2U);
  // New names of types and properties, and several commits before the next look.
  commit([](FactWriter& w) {
    EntityFact fact = entity("d");
    fact.types = {"State"};
    fact.properties = {{"size", Value(3), std::nullopt}};
    w.add(fact);
  });
  commit([](FactWriter& w) { w.retract(RelationId{0}); });
  const auto third = snapshots_.newest();
  EXPECT_TRUE(follows(*third, *first));
  EXPECT_EQ(second->vertex_count(), 3U);
  EXPECT_EQ(third->vertex_count(), 4U);
  EXPECT_EQ(third->edge_count(), 1U);
  EXPECT_EQ(third->edge_limit(), 2U) << "the number of an edge that goes is not given again";
  EXPECT_TRUE(third->is_gone(0));
  expect_right(*third);
}

TEST_F(SnapshotsOfAStore, AreLoadedBehindWhatNoneFollows) {
  auto before = snapshots_.newest();
  const auto expect_loaded = [&](const char* what) {
    const auto now = snapshots_.newest();
    EXPECT_FALSE(follows(*now, *before)) << what;
    expect_right(*now);
    before = now;
  };
  commit([](FactWriter& w) { w.retract_entity("c", Ends::kRefused); });
  expect_loaded("an entity that is not there any more");
  commit([](FactWriter& w) {
    Ontology ontology;
    ontology.entity_types.emplace_back().name = "Person";
    w.set_ontology(ontology);
  });
  expect_loaded("another ontology");
  ASSERT_TRUE(store_->erase(std::vector<std::string>{"b"}, "asked for").ok());
  expect_loaded("what was erased");
  commit([](FactWriter& w) {
    for (int i = 0; i < 200; ++i) w.add(entity("many-" + std::to_string(i)));
  });
  expect_loaded("more than there is");
}

// However many commits come, what is kept beside the loaded graph does not grow without end; and the store is not
// loaded at every turn.
TEST_F(SnapshotsOfAStore, AreLoadedWhereMuchHasChanged) {
  constexpr int kCommits = 2000, kRelations = 10, kEntities = 97;
  const auto key = [](int n) { return "n" + std::to_string(n % kEntities); };
  commit([&](FactWriter& w) {
    for (int n = 0; n < kEntities; ++n) w.add(entity(key(n)));
  });
  auto graph = snapshots_.newest();
  int loads = 0;
  for (int i = 0; i < kCommits; ++i) {
    commit([&](FactWriter& w) {
      for (int k = 0; k < kRelations; ++k) w.add(relation(key(i + k), key(3 * i + 7 * k)));
    });
    const auto next = snapshots_.newest();
    loads += follows(*next, *graph) ? 0 : 1;
    graph = next;
  }
  EXPECT_GE(loads, 1);
  EXPECT_LE(loads, 3);
  EXPECT_EQ(graph->edge_count(), static_cast<Edge>(kCommits * kRelations + 1));
}

}  // namespace
}  // namespace entente

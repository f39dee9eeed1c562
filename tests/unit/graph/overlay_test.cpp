#include "graph/overlay.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "entente/error.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using testing::ElementsAre;

// Three entities, of which the first is joined to the others by a relation of type 1 each.
std::shared_ptr<const TemporalGraph> loaded() {
  GraphBuilder builder({"Person", "MET", "name"}, {});
  for (std::uint64_t id = 0; id < 3; ++id) {
    StoredEntity e;
    e.id = {id};
    e.key = "e" + std::to_string(id);
    e.types = {SymbolId{0}};
    builder.add(e);
  }
  builder.add(numbered_relation(0, 1, 0, 1));
  builder.add(numbered_relation(1, 1, 0, 2));
  return builder.build(TransactionId{1}, SystemTime{1});
}

CommitChanges commit(std::uint64_t number) {
  CommitChanges changes;
  changes.transaction = {number};
  changes.system_time = {static_cast<std::int64_t>(number)};
  return changes;
}

TEST(Overlay, OfARelationThatIsSupersededTheEdgeGoesAndAnotherComes) {
  const auto before = loaded();
  CommitChanges changes = commit(2);
  changes.gone.push_back({{0}, {0}, {1}, {1}});
  changes.relations.push_back(numbered_relation(0, 1, 0, 1));
  changes.relations.back().system.recorded = {2};
  const auto after = with_changes(*before, changes);
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->edge_count(), 2U);
  EXPECT_EQ(after->edge_limit(), 3U);
  EXPECT_TRUE(after->is_gone(0));
  EXPECT_THAT(after->out(0).neighbor, ElementsAre(1, 2));
  EXPECT_EQ(after->out(0).edge(0), 2U) << "in the place of the one before, by its id";
  EXPECT_EQ(after->in(1).edge(0), 2U);
  EXPECT_EQ(after->in(2).edge(0), 1U) << "a row that nothing touched";
  EXPECT_EQ(after->system_period(2).recorded, (TransactionId{2}));
  EXPECT_EQ(std::vector<Edge>(after->edges().begin(), after->edges().end()), (std::vector<Edge>{2, 1}));
  EXPECT_EQ(std::vector<Edge>(before->edges().begin(), before->edges().end()), (std::vector<Edge>{0, 1}));
}

TEST(Overlay, NewNamesAreKnownByWhatTheGraphCallsThem) {
  const auto before = loaded();
  CommitChanges changes = commit(2);
  changes.symbols = {"State", "size"};  // 3 and 4 in the store
  StoredEntity e;
  e.id = {7};
  e.key = "e7";
  e.types = {SymbolId{3}};
  e.properties = {{SymbolId{4}, Value(9), std::nullopt}};
  changes.entities.push_back(e);
  const auto after = with_changes(*before, changes);
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->find("e7"), 3U);
  EXPECT_THAT(after->vertices_with_label(after->symbol("State").value()), ElementsAre(3));
  EXPECT_THAT(after->vertices_with_value(after->symbol("size").value(), 9), ElementsAre(3));
  EXPECT_EQ(after->out(3).size(), 0U);
  EXPECT_FALSE(before->symbol("State"));
}

// Then the store is loaded, which says what is wrong with it.
TEST(Overlay, ChangesThatDoNotFitAreNotFollowed) {
  const auto before = loaded();
  EXPECT_EQ(with_changes(*before, commit(3)), nullptr) << "a commit is missing between";
  CommitChanges unknown = commit(2);
  unknown.gone.push_back({{5}, {0}, {1}, {1}});
  EXPECT_EQ(with_changes(*before, unknown), nullptr) << "no such relation";
  CommitChanges nowhere = commit(2);
  nowhere.relations.push_back(numbered_relation(2, 1, 0, 9));
  EXPECT_EQ(with_changes(*before, nowhere), nullptr) << "no such end";
  CommitChanges old = commit(2);
  StoredEntity between;
  between.id = {4};
  StoredEntity last;
  last.id = {9};
  old.entities = {last};
  const auto with_last = with_changes(*before, old);
  ASSERT_NE(with_last, nullptr);
  CommitChanges behind = commit(3);
  behind.entities = {between};
  EXPECT_EQ(with_changes(*with_last, behind), nullptr) << "ids go on from those before";
  EXPECT_THROW(with_any_changes(*before, unknown), Error);
}

}  // namespace
}  // namespace entente

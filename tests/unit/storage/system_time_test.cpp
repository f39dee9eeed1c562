// Older states of a store: the ontology of a commit, and the versions that a range of commits shows.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "facts.hpp"
#include "stores.hpp"

namespace entente {
namespace {

class OlderStates : public StoreTest {
 protected:
  std::unique_ptr<FactStore> facts() const { return open_facts(open()); }
};

FactBatch batch_of(std::vector<EntityFact> entities, std::vector<RelationFact> relations = {}) {
  FactBatch batch;
  batch.entities = std::move(entities);
  batch.relations = std::move(relations);
  return batch;
}

FactBatch batch_of(Ontology ontology) {
  FactBatch batch;
  batch.ontology = std::move(ontology);
  return batch;
}

EntityFact typed_entity(const std::string& key, const std::string& type) {
  return entity(key, {type});
}

// "mao 1-3": a version and the commits that show it, from the first to before the last; "mao 1-": to this day.
std::string shown_by(const std::string& key, const SystemPeriod& system) {
  const std::string until = system.superseded == SystemPeriod::kNever ? "" : std::to_string(system.superseded.value);
  return key + " " + std::to_string(system.recorded.value) + "-" + until;
}

using Shown = std::multiset<std::string>;

Shown versions(const FactStore& store, std::uint64_t first, std::uint64_t last) {
  Shown shown;
  store.load_versions(
      {first}, {last}, [&](StoredEntity&& e) { shown.insert(shown_by(e.key, e.system)); },
      [&](StoredRelation&& r) { shown.insert(shown_by(r.key, r.system)); });
  return shown;
}

Shown state(const FactStore& store, std::uint64_t commit) {
  Shown shown;
  store.load(
      {commit}, [&](StoredEntity&& e) { shown.insert(shown_by(e.key, e.system)); },
      [&](StoredRelation&& r) { shown.insert(shown_by(r.key, r.system)); });
  return shown;
}

// Commits 1 to 5: a and b; a again and a relation; the relation otherwise; it is taken back; it comes back.
void write_five_commits(FactStore& store) {
  commit(store, batch_of({entity("a"), entity("b")}));
  commit(store, batch_of({typed_entity("a", "Leader")}, {relation("r", "a", "MET", "b", "1949")}));
  commit(store, batch_of({}, {relation("r", "a", "MET", "b", "1950")}));
  FactWriter writer(store);
  writer.retract("r");
  if (const auto taken_back = writer.commit("test"); !taken_back.ok()) throw taken_back.error();
  commit(store, batch_of({}, {relation("r", "a", "MET", "b", "1950")}));
}

TEST_P(OlderStates, EachFactSaysWhichCommitsShowIt) {
  const auto store = facts();
  write_five_commits(*store);
  EXPECT_EQ(state(*store, 0), Shown{});
  EXPECT_EQ(state(*store, 1), (Shown{"a 1-2", "b 1-"}));
  EXPECT_EQ(state(*store, 2), (Shown{"a 2-", "b 1-", "r 2-3"}));
  EXPECT_EQ(state(*store, 3), (Shown{"a 2-", "b 1-", "r 3-4"}));
  EXPECT_EQ(state(*store, 4), (Shown{"a 2-", "b 1-"}));
  EXPECT_EQ(state(*store, 5), (Shown{"a 2-", "b 1-", "r 5-"}));
}

TEST_P(OlderStates, VersionsOfARangeAreThoseThatOneOfItsCommitsShows) {
  const auto store = facts();
  write_five_commits(*store);
  EXPECT_EQ(versions(*store, 0, 5), (Shown{"a 1-2", "a 2-", "b 1-", "r 2-3", "r 3-4", "r 5-"}));
  for (std::uint64_t first = 0; first <= 5; ++first) {
    for (std::uint64_t last = first; last <= 5; ++last) {
      std::set<std::string> expected;
      for (std::uint64_t c = first; c <= last; ++c) {
        const Shown shown = state(*store, c);
        expected.insert(shown.begin(), shown.end());
      }
      EXPECT_EQ(versions(*store, first, last), Shown(expected.begin(), expected.end())) << first << " to " << last;
    }
  }
}

TEST_P(OlderStates, OnlyWhatIsAskedForIsRead) {
  const auto store = facts();
  write_five_commits(*store);
  std::size_t entities = 0, relations = 0;
  store->load_versions(
      {0}, {5}, [&](StoredEntity&&) { ++entities; }, nullptr);
  store->load_versions({0}, {5}, nullptr, [&](StoredRelation&&) { ++relations; });
  EXPECT_EQ(entities, 3U);
  EXPECT_EQ(relations, 3U);
}

TEST_P(OlderStates, ACommitThatIsNotThereIsAnError) {
  const auto store = facts();
  write_five_commits(*store);
  for (const std::uint64_t last : {6U, 77U}) {
    try {
      versions(*store, 0, last);
      ADD_FAILURE() << "there is no commit " << last;
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kNotFound);
    }
  }
}

TEST_P(OlderStates, TheOntologyIsThatOfItsCommit) {
  const auto store = facts();
  Ontology first, second, third;
  first.entity_types = {{"Person", "", ""}, {"Leader", "", ""}};
  second = first;
  second.entity_types[1].parent = "Person";
  second.relation_types.push_back({});
  second.relation_types[0].name = "MET";
  second.rules = {{"r", "", "MET", "MATCH (a) RETURN a AS from, a AS to, [a] AS because"}};
  third = second;
  third.rules[0].summary = "otherwise";
  commit(*store, batch_of({entity("a")}));
  commit(*store, batch_of(first));
  commit(*store, batch_of({entity("b")}));
  commit(*store, batch_of(second));
  commit(*store, batch_of(third));
  EXPECT_EQ(store->ontology({0}), Ontology{});
  EXPECT_EQ(store->ontology({1}), Ontology{});
  EXPECT_EQ(store->ontology({2}), first);
  EXPECT_EQ(store->ontology({3}), first);
  EXPECT_EQ(store->ontology({4}), second);
  EXPECT_EQ(store->ontology({5}), third);
  EXPECT_EQ(store->ontology(), third);
  const auto commits = store->commits();
  std::string changed;
  for (const CommitRecord& c : commits) changed += c.ontology_changed ? '1' : '0';
  EXPECT_EQ(changed, "01011");
}

class OlderStatesOnDisk : public OlderStates {};

TEST_P(OlderStatesOnDisk, AreThereWhenTheStoreIsOpenedAgain) {
  write_five_commits(*facts());
  const auto store = facts();
  EXPECT_EQ(state(*store, 2), (Shown{"a 2-", "b 1-", "r 2-3"}));
  EXPECT_EQ(versions(*store, 0, 5).size(), 6U);
}

std::vector<StoreKind> kinds_that_last() {
  std::vector<StoreKind> kinds = store_kinds_with_filters();
  std::erase_if(kinds, [](const StoreKind& kind) { return !kind.lasts; });
  return kinds;
}

INSTANTIATE_TEST_SUITE_P(Stores, OlderStatesOnDisk, testing::ValuesIn(kinds_that_last()), kind_name);
INSTANTIATE_TEST_SUITE_P(Stores, OlderStates, testing::ValuesIn(store_kinds_with_filters()), kind_name);

}  // namespace
}  // namespace entente

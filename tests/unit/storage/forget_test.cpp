// Forgetting: what goes, what stays, what is refused then, and that a disk which fails shows a store before or after.
#include <cstdlib>
#include <filesystem>

#include "facts.hpp"
#include "failing_disk.hpp"
#include "faulty_files.hpp"
#include "storage/fact_state.hpp"
#include "storage/scan.hpp"
#include "stores.hpp"

namespace entente {
namespace {

using Messages = std::vector<std::string>;

FactBatch facts_of(std::vector<EntityFact> entities, std::vector<RelationFact> relations = {}) {
  FactBatch batch;
  batch.entities = std::move(entities);
  batch.relations = std::move(relations);
  return batch;
}

FactBatch types_of(const char* type) {
  FactBatch batch;
  batch.ontology.emplace().entity_types = {{type, "", ""}};
  return batch;
}

void take_back(FactStore& store, const char* relation, const char* entity) {
  FactWriter writer(store);
  if (*relation != '\0') writer.retract(relation);
  if (*entity != '\0') writer.retract_entity(entity, Ends::kCascaded);
  if (const auto done = writer.commit("taken back"); !done) throw done.error();
}

// 1: a, b, gone. 2: a otherwise, and r. 3: r otherwise, and an ontology. 4: r and gone are taken back. 5: r and b
// otherwise. 6: another ontology.
void write_six_commits(FactStore& store) {
  commit(store, facts_of({entity("a"), entity("b"), entity("gone")}));
  commit(store, facts_of({entity("a", {"Leader"})}, {relation("r", "a", "MET", "b", "1949")}));
  FactBatch third = types_of("Leader");
  third.relations = {relation("r", "a", "MET", "b", "1950")};
  commit(store, third);
  take_back(store, "r", "gone");
  commit(store, facts_of({entity("b", {"Leader"})}, {relation("r", "a", "MET", "b", "1951")}));
  commit(store, types_of("Person"));
}

// What a state holds, with its types.
Messages state_at(const FactStore& store, std::uint64_t commit) {
  Messages all = sentences(store, {commit});
  for (const auto& [key, fact] : load(store, {commit}).entities)
    all.push_back(key + " " + store.symbols().at(fact.types.front().value));
  for (const EntityType& type : store.ontology({commit}).entity_types) all.push_back("type " + type.name);
  return all;
}

template <class Read>
std::string refusal_to_read(const Read& read) {
  try {
    read();
  } catch (const Error& error) {
    return error.code == ErrorCode::kNotFound ? error.message : "another code: " + error.message;
  }
  return "read";
}

std::string text_of_former(const FactStore& store, std::string_view key) {
  std::string text;
  for (const FormerVersion& v : store.former_versions(key))
    text += std::to_string(v.recorded.value) + "-" + std::to_string(v.superseded.value) + " " +
            std::string(name(v.how)) + ";";
  return text;
}

class Forgetting : public StoreTest {
 protected:
  std::unique_ptr<FactStore> facts() const { return open_facts(open()); }
};

TEST_P(Forgetting, LetsGoWhatWasSupersededByThenAndNothingElse) {
  const auto store = facts();
  write_six_commits(*store);
  std::vector<Messages> before;
  for (std::uint64_t c = 0; c <= 6; ++c) before.push_back(state_at(*store, c));
  EXPECT_EQ(text_of_former(*store, "r"), "2-3 corrected;3-4 retracted;");
  EXPECT_EQ(store->store().read_register("format").value(), "4");

  const Forgotten would = store->forget_before({4}, true).value();
  EXPECT_EQ(would.entities, 2U);   // a of commit 1, gone
  EXPECT_EQ(would.relations, 2U);  // r of commits 2 and 3
  EXPECT_EQ(would.types, 0U);
  EXPECT_TRUE(would.is_moved);
  EXPECT_EQ(would.floor, (Head{{4}, SystemTime{4'000'000}}));
  EXPECT_EQ(store->floor(), Head{});
  EXPECT_EQ(state_at(*store, 2), before[2]);

  const Forgotten done = store->forget_before({4}).value();
  EXPECT_EQ(done.entities + done.relations + done.types, 4U);
  EXPECT_EQ(store->floor(), done.floor);
  EXPECT_EQ(store->store().read_register("format").value(), "5");
  for (std::uint64_t c = 4; c <= 6; ++c) EXPECT_EQ(state_at(*store, c), before[c]) << c;
  const std::string refused =
      "what the store knew before commit 4 (1970-01-01T00:00:04.000000Z) was forgotten; the oldest state it can tell "
      "is "
      "commit 4";
  for (std::uint64_t c = 0; c < 4; ++c) {
    EXPECT_EQ(refusal_to_read([&] { load(*store, {c}); }), refused);
    EXPECT_EQ(refusal_to_read([&] { store->ontology({c}); }), refused);
    EXPECT_EQ(refusal_to_read([&] {
                store->load_versions(
                    {c}, {6}, [](StoredEntity&&) {}, nullptr);
              }),
              refused);
    const auto to = open_memory_store();
    EXPECT_EQ(store->restore_to(*to, {c}).error().message, refused);
  }
  EXPECT_EQ(text_of_former(*store, "r"), "");
  EXPECT_EQ(text_of_former(*store, "b"), "1-5 corrected;");
  EXPECT_EQ(text_of_former(*store, "gone"), "");
  EXPECT_EQ(store->commits().size(), 6U);
  EXPECT_EQ(store->commits()[3].reason, "taken back");
  EXPECT_EQ(messages(store->check()), Messages{});
}

TEST_P(Forgetting, NeverMovesBack) {
  const auto store = facts();
  EXPECT_FALSE(store->forget_before({0}).value().is_moved);
  EXPECT_EQ(store->forget_before({1}).error().code, ErrorCode::kNotFound);
  write_six_commits(*store);
  ASSERT_TRUE(store->forget_before({4}).value().is_moved);
  for (const std::uint64_t commit : {0, 3, 4}) {
    const Forgotten again = store->forget_before({commit}).value();
    EXPECT_FALSE(again.is_moved);
    EXPECT_EQ(again.floor.transaction.value, 4U);
    EXPECT_EQ(again.entities + again.relations + again.types, 0U);
  }
  EXPECT_EQ(store->forget_before({7}).error().code, ErrorCode::kNotFound);
  const Forgotten further = store->forget_before({6}).value();
  EXPECT_EQ(further.entities, 1U);
  EXPECT_EQ(further.types, 1U);
  EXPECT_EQ(store->floor().transaction.value, 6U);
  EXPECT_EQ(state_at(*store, 6), (Messages{"a MET b 1951 #r", "a Leader", "b Leader", "type Person"}));
  EXPECT_EQ(messages(store->check()), Messages{});
}

// What was taken back leaves nothing but its number, which nobody gets again.
TEST_P(Forgetting, GivesNoNumberTwice) {
  const auto store = facts();
  commit(*store, facts_of({entity("a"), entity("gone")}, {relation("r", "a", "MET", "gone")}));
  take_back(*store, "", "gone");
  ASSERT_TRUE(store->forget_before({2}));
  commit(*store, facts_of({entity("new")}, {relation("s", "a", "MET", "new")}));
  const Loaded now = load(*store, {3});
  EXPECT_EQ(now.entities.at("new").id.value, 2U);
  EXPECT_EQ(now.relations.at(0).id.value, 1U);
  EXPECT_EQ(messages(store->check()), Messages{});
  for (const std::uint64_t commit_number : {2, 3}) {
    auto to = open_memory_store();
    ASSERT_TRUE(store->restore_to(*to, {commit_number}));
    EXPECT_EQ(to->read_register("format").value(), "5");
    const auto restored = open_facts(std::move(to));
    EXPECT_EQ(restored->floor(), store->floor());
    EXPECT_EQ(messages(restored->check()), Messages{});
    commit(*restored, facts_of({entity("newer")}));
    EXPECT_EQ(load(*restored, restored->head().transaction).entities.at("newer").id.value, commit_number);
    EXPECT_EQ(messages(restored->check()), Messages{});
  }
}

TEST_P(Forgetting, IsKeptByACopyAndByOpeningAgain) {
  if (!GetParam().lasts) return;
  {
    const auto store = facts();
    write_six_commits(*store);
    ASSERT_TRUE(store->forget_before({5}));
    auto to = open_memory_store();
    ASSERT_TRUE(store->copy_to(*to));
    const auto copy = open_facts(std::move(to));
    EXPECT_EQ(copy->floor(), store->floor());
    EXPECT_EQ(messages(copy->check()), Messages{});
    ASSERT_TRUE(store->store().compact());
  }
  const auto store = facts();
  EXPECT_EQ(store->floor().transaction.value, 5U);
  EXPECT_NE(refusal_to_read([&] { load(*store, {4}); }), "read");
  EXPECT_EQ(sentences(*store, {5}), Messages{"a MET b 1951 #r"});
  EXPECT_EQ(messages(store->check()), Messages{});
}

TEST_P(Forgetting, IsFoundWhereAVersionIsThereThatShouldBeGone) {
  const auto store = facts();
  write_six_commits(*store);
  std::optional<std::pair<std::string, std::string>> row;
  read_rows(store->store(), sweep(kFirstPartition, Family::kHistory), {}, [&](const Row& r) {
    if (!row) row.emplace(r.key, r.value);
  });
  ASSERT_TRUE(store->forget_before({3}));
  PartitionBatch batch{kFirstPartition, {}};
  batch.rows.put(Family::kHistory, row->first, row->second);
  const auto head = store->store().read_register("head").value();
  ASSERT_TRUE(store->store().commit({&batch, 1}, {"head", head, *head}));
  EXPECT_EQ(messages(store->check()),
            Messages{"history: superseded by commit 2, entities: entity 0: was superseded by then, and what was known "
                     "before commit 3 was forgotten"});
  batch.rows.erase(Family::kHistory, row->first);
  batch.rows.erase(Family::kEntities, entity_key({0}));
  ASSERT_TRUE(store->store().commit({&batch, 1}, {"head", head, *head}));
  EXPECT_FALSE(store->check().empty());
}

TEST(ForgettingInAFolder, IsForWhoMayWriteAndReadersSeeItWhenTheyOpenAgain) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  StoreOptions reading;
  reading.read_only = true;
  const auto store = open_facts(open_folder(path));
  write_six_commits(*store);
  const auto reader = open_facts(open_folder(path, reading));
  EXPECT_EQ(reader->forget_before({3}).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(reader->forget_before({3}, true).value().relations, 1U);
  const Messages second = state_at(*reader, 2);
  ASSERT_TRUE(store->forget_before({3}));
  EXPECT_EQ(state_at(*reader, 2), second) << "who had it open reads on";
  EXPECT_EQ(open_facts(open_folder(path, reading))->floor().transaction.value, 3U);
}

class FailingWhileForgetting : public testing::TestWithParam<Fault> {};

TEST_P(FailingWhileForgetting, ShowsTheStoreBeforeOrAfter) {
  const auto forget = [](FactStore& store) {
    const bool is_done = store.forget_before({4}).ok();
    EXPECT_EQ(store.floor().transaction.value == 4, is_done);
    return is_done;
  };
  act_on_failing_disks(GetParam(), write_six_commits, forget, [](FactStore& store) {
    const bool is_after = store.floor().transaction.value == 4;
    EXPECT_EQ(refusal_to_read([&] { load(store, {2}); }) == "read", !is_after);
    EXPECT_EQ(sentences(store, {5}), Messages{"a MET b 1951 #r"});
    return is_after;
  });
}

INSTANTIATE_TEST_SUITE_P(Stores, Forgetting, testing::ValuesIn(store_kinds_with_filters()), kind_name);
INSTANTIATE_TEST_SUITE_P(Faults, FailingWhileForgetting,
                         testing::Values(Fault::kSync, Fault::kAppend, Fault::kShortWrite, Fault::kRename,
                                         Fault::kPower));

}  // namespace
}  // namespace entente

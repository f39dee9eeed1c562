// Erasing: what goes from every row and every file, what stays, what is refused, and that a disk which fails shows a
// store before or after.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "facts.hpp"
#include "failing_disk.hpp"
#include "faulty_files.hpp"
#include "storage/fact_state.hpp"
#include "storage/scan.hpp"
#include "stores.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

// Such as no other bytes hold by chance.
constexpr const char* kErasedAnna = "anna-q7x";
const std::vector<std::string> kOnlyAnna{kErasedAnna};

EntityFact erasable_person(const std::string& key, const std::string& name) {
  EntityFact fact = entity(key);
  fact.properties = {{"name", name, std::nullopt}};
  return fact;
}

RelationFact resting_on(RelationFact fact, const List& on, Provenance provenance) {
  fact.properties = {{"rests_on", on, std::nullopt}};
  fact.attribution.provenance = provenance;
  return fact;
}

// 1: three persons. 2: r1 at Anna, r2 not, one without a key, and what rests on them: c1 on both, c2 on c1, s states
// it. 3: Anna is called otherwise. 4: r1 is taken back, with her name in the reason. 5: another one.
void write_five(FactStore& store) {
  FactBatch batch;
  batch.ontology.emplace().expected_findings = {{"lives", {kErasedAnna, "bert"}, "known"}};
  batch.entities = {erasable_person(kErasedAnna, "Anna Q"), erasable_person("bert", "Bert"),
                    erasable_person("cara", "Cara")};
  commit(store, batch, "first", "x");
  batch = {};
  batch.relations = {relation("r1", kErasedAnna, "MET", "bert", "1950"),
                     relation("r2", "bert", "MET", "cara", "1951"),
                     relation("", "cara", "MET", kErasedAnna),
                     resting_on(relation("c1", "bert", "KNOWS", "cara"), {"r1", "r2"}, Provenance::kDerived),
                     resting_on(relation("c2", "cara", "KNOWS", "bert"), {"c1"}, Provenance::kDerived),
                     resting_on(relation("s", "cara", "SAW", "bert"), {kErasedAnna, "bert"}, Provenance::kStated)};
  commit(store, batch, "second", "x");
  batch = {};
  batch.entities = {erasable_person(kErasedAnna, "Anna R")};
  commit(store, batch, "third", "y");
  FactWriter writer(store);
  writer.retract("r1");
  if (const auto done = writer.commit("Anna R. denied it"); !done) throw done.error();
  batch = {};
  batch.entities = {erasable_person("dora", "Dora, who knew Anna Q")};
  commit(store, batch, "fifth");
}

// Of keys and values.
Lines rows_that_hold(const Store& store, std::string_view text) {
  Lines found;
  for (std::size_t f = 0; f < kFamilyCount; ++f) {
    Scan scan;
    scan.family = static_cast<Family>(f);
    read_rows(store, scan, {}, [&](const Row& row) {
      if (row.key.find(text) != std::string_view::npos || row.value.find(text) != std::string_view::npos)
        found.push_back(describe_key(scan.family, row.key));
    });
  }
  return found;
}

std::string message_of_erasing(const Result<Erased>& result) {
  return result ? "erased" : std::string(result.error().message);
}

class Erasing : public StoreTest {
 protected:
  std::unique_ptr<FactStore> facts(const BlockLayout& layout = {}) const {
    auto store = FactStore::open(open(), counting_clock(), layout);
    if (!store) throw store.error();
    return std::move(*store);
  }
};

TEST_P(Erasing, TakesAnEntityOutOfEveryState) {
  const auto store = facts();
  write_five(*store);
  const Erased would = store->erase(kOnlyAnna, "", true).value();
  EXPECT_EQ(would.head, store->head());
  EXPECT_FALSE(rows_that_hold(store->store(), kErasedAnna).empty());
  const Erased done = store->erase(kOnlyAnna, "on request").value();
  for (const Erased& e : {would, done}) {
    EXPECT_EQ(e.entities, 1U);
    EXPECT_EQ(e.relations, 4U);  // r1, the one without a key, c1, c2
    EXPECT_EQ(e.conclusions, 2U);
    EXPECT_EQ(e.altered, 1U);
    EXPECT_EQ(e.reasons, 1U);
    EXPECT_EQ(e.mentions, 1U);
    EXPECT_EQ(e.mentioning, Lines{"dora"});
    EXPECT_EQ(e.named.size(), 5U);
  }
  EXPECT_EQ(done.head.transaction.value, 6U);
  EXPECT_EQ(store->head(), done.head);
  EXPECT_EQ(rows_that_hold(store->store(), kErasedAnna), Lines{});
  EXPECT_EQ(rows_that_hold(store->store(), "Anna R"), Lines{});
  EXPECT_EQ(store->store().read_register("format").value(), "5");
  EXPECT_FALSE(store->find_entity(kErasedAnna));
  for (std::uint64_t c = 2; c <= 6; ++c)
    EXPECT_EQ(sentences(*store, {c}), (Lines{"bert MET cara 1951 #r2", "cara SAW bert #s"})) << c;
  EXPECT_EQ(load(*store, {1}).entities.size(), 2U);
  EXPECT_EQ(messages(store->check()), Lines{});
  const auto commits = store->commits();
  ASSERT_EQ(commits.size(), 6U);
  EXPECT_EQ(commits[3].reason, "erased");
  EXPECT_EQ(commits[5].reason, "on request");
  EXPECT_EQ(commits[5].erases_entities, 1U);
  EXPECT_EQ(commits[5].erases_relations, 4U);
  const std::pair<std::size_t, std::size_t> expected[] = {{1, 0}, {1, 4}, {1, 4}, {1, 3}, {1, 3}, {0, 0}};
  for (std::uint64_t c = 1; c <= 6; ++c) {
    const MissingFacts missing = store->missing_at({c});
    EXPECT_EQ(std::pair(missing.entities, missing.relations), expected[c - 1]) << c;
  }
  EXPECT_EQ(store->entity_erased_by(kErasedAnna)->value, 6U);
  EXPECT_TRUE(store->relation_erased_by("r1"));
  EXPECT_FALSE(store->relation_erased_by("c1")) << "a rule may draw it again";
  EXPECT_FALSE(store->entity_erased_by("bert"));
  const std::string about = store->ontology().expected_findings.at(0).facts.at(0);
  EXPECT_EQ(about.substr(0, 7), "erased-");
  EXPECT_EQ(store->ontology(TransactionId{1}).expected_findings.at(0).facts.at(0), about);
  EXPECT_EQ(message_of_erasing(store->erase(kOnlyAnna, "again")),
            std::string("`") + kErasedAnna + "` was erased already, by commit 6");
}

TEST_P(Erasing, LetsTheKeyBeStatedAnew) {
  const auto store = facts();
  write_five(*store);
  ASSERT_TRUE(store->erase(kOnlyAnna, "on request"));
  FactBatch batch;
  batch.entities = {erasable_person(kErasedAnna, "Anna")};
  batch.relations = {relation("r1", kErasedAnna, "MET", "bert")};
  commit(*store, batch);
  EXPECT_FALSE(store->entity_erased_by(kErasedAnna));
  EXPECT_FALSE(store->relation_erased_by("r1"));
  EXPECT_FALSE(store->has_erased_keys());
  EXPECT_EQ(load(*store, {7}).entities.at(kErasedAnna).id.value, 4U) << "another entity";
  EXPECT_EQ(messages(store->check()), Lines{});
  ASSERT_TRUE(store->erase(kOnlyAnna, "once more"));
  EXPECT_EQ(rows_that_hold(store->store(), kErasedAnna), Lines{});
  EXPECT_EQ(messages(store->check()), Lines{});
}

TEST_P(Erasing, TakesARelationWithAllItsVersions) {
  const auto store = facts();
  write_five(*store);
  const std::vector<std::string> keys{"r2"};
  const Erased done = store->erase(keys, "on request").value();
  EXPECT_EQ(done.entities, 0U);
  EXPECT_EQ(done.relations, 3U);  // c1 and c2 rest on it
  EXPECT_TRUE(store->find_entity(kErasedAnna));
  EXPECT_EQ(messages(store->check()), Lines{});
}

TEST_P(Erasing, RefusesInWords) {
  const auto store = facts();
  write_five(*store);
  FactBatch batch;
  batch.entities = {entity("paper", {"Document"})};
  for (int i = 0; i < 12; ++i) {
    batch.relations.push_back(relation("p" + std::to_string(i), "bert", "T", "cara"));
    batch.relations.back().attribution.sources = {{"paper", "P1"}};
  }
  commit(*store, batch);
  const std::vector<std::string> nobody{"nobody"}, paper{"paper"};
  EXPECT_EQ(message_of_erasing(store->erase(nobody, "x")), "no entity or relation is or was called `nobody`");
  EXPECT_EQ(message_of_erasing(store->erase(paper, "x")),
            "`paper` can't be erased: it is a source of 12 facts: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, …");
  EXPECT_EQ(message_of_erasing(store->erase(kOnlyAnna, std::string(kErasedAnna) + " asked for it")),
            "the reason names what is to be erased, and the log of commits would keep it");
  EXPECT_EQ(message_of_erasing(store->erase(kOnlyAnna, "for anna q")),
            "the reason names what is to be erased, and the log of commits would keep it");
  EXPECT_EQ(store->head().transaction.value, 6U);
  EXPECT_EQ(store->store().read_register("format").value(), "4");
}

TEST_P(Erasing, HoldsInBlocksAndBehindPacking) {
  const auto store = facts({.page_entities = 2, .block_relations = 3, .fewest_relations = 2});
  write_five(*store);
  ASSERT_TRUE(store->pack());
  ASSERT_TRUE(store->erase(kOnlyAnna, "on request"));
  EXPECT_EQ(sentences(*store), (Lines{"bert MET cara 1951 #r2", "cara SAW bert #s"}));
  EXPECT_EQ(messages(store->check()), Lines{});
  ASSERT_TRUE(store->pack());
  EXPECT_EQ(rows_that_hold(store->store(), kErasedAnna), Lines{});
  EXPECT_EQ(sentences(*store), (Lines{"bert MET cara 1951 #r2", "cara SAW bert #s"}));
  EXPECT_EQ(messages(store->check()), Lines{});
}

TEST_P(Erasing, GoesWithForgettingAndRestoring) {
  for (const std::uint64_t floor : {0, 3, 5}) {
    const TemporaryFolder folder;
    const auto store = open_facts(GetParam().open(folder.path("store")));
    write_five(*store);
    ASSERT_TRUE(store->forget_before({floor}));
    ASSERT_TRUE(store->erase(kOnlyAnna, "on request"));
    EXPECT_EQ(messages(store->check()), Lines{}) << floor;
    for (std::uint64_t c = std::max<std::uint64_t>(floor, 1); c <= 6; ++c) {
      auto to = open_memory_store();
      ASSERT_TRUE(store->restore_to(*to, {c}));
      EXPECT_EQ(rows_that_hold(*to, kErasedAnna), Lines{});
      const auto restored = open_facts(std::move(to));
      EXPECT_EQ(messages(restored->check()), Lines{}) << c;
      EXPECT_EQ(sentences(*restored), sentences(*store, {c}));
      EXPECT_EQ(restored->missing_at({c}).entities, store->missing_at({c}).entities);
      EXPECT_TRUE(restored->entity_erased_by(kErasedAnna));
      FactBatch batch;
      batch.entities = {entity("new")};
      commit(*restored, batch);
      EXPECT_EQ(messages(restored->check()), Lines{}) << c;
    }
    ASSERT_TRUE(store->forget_before({6}));
    EXPECT_EQ(messages(store->check()), Lines{}) << floor;
    if (GetParam().lasts) {
      const auto copy_rows = open_memory_store();
      ASSERT_TRUE(store->copy_to(*copy_rows));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, Erasing, testing::ValuesIn(store_kinds()), kind_name);

Lines files_that_hold(const fs::path& folder, const std::string& text) {
  Lines found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.find(text) != std::string::npos) found.push_back(entry.path().filename().string());
  }
  return found;
}

// The blocks of so small a store are not compressed, as what is found before shows.
TEST(ErasingInAFolder, LeavesNoByteInAnyFileBehindCompacting) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  const BlockLayout layout{.page_entities = 2, .block_relations = 3, .fewest_relations = 2};
  const auto opened = [&] { return FactStore::open(open_folder(path), counting_clock(), layout).value(); };
  {
    const auto store = opened();
    write_five(*store);
    ASSERT_TRUE(store->pack());
    ASSERT_TRUE(store->store().compact());
  }
  const auto sorted_files = [&] {
    Lines found = files_that_hold(path, kErasedAnna);
    std::erase_if(found, [](const std::string& name) { return !name.ends_with(".sst"); });
    return found;
  };
  EXPECT_GE(sorted_files().size(), 2U) << "plain bytes of names and rows";
  {
    const auto store = opened();
    ASSERT_TRUE(store->erase(kOnlyAnna, "on request"));
    EXPECT_FALSE(files_that_hold(path, kErasedAnna).empty());
    ASSERT_TRUE(store->pack());
    ASSERT_TRUE(store->store().compact());
    EXPECT_EQ(sorted_files(), Lines{});
  }
  opened();  // the list of files is written anew
  EXPECT_EQ(files_that_hold(path, kErasedAnna), Lines{});
  EXPECT_EQ(files_that_hold(path, "Anna R"), Lines{});
  EXPECT_EQ(messages(opened()->check()), Lines{});
}

TEST(ErasingInAFolder, IsForWhoMayWriteAndLasts) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  StoreOptions reading;
  reading.read_only = true;
  {
    const auto store = open_facts(open_folder(path));
    write_five(*store);
    const auto reader = open_facts(open_folder(path, reading));
    EXPECT_EQ(reader->erase(kOnlyAnna, "x").error().code, ErrorCode::kUnsupported);
    EXPECT_EQ(reader->erase(kOnlyAnna, "x", true).value().relations, 4U);
    ASSERT_TRUE(store->erase(kOnlyAnna, "on request"));
  }
  const auto store = open_facts(open_folder(path));
  EXPECT_EQ(store->entity_erased_by(kErasedAnna)->value, 6U);
  EXPECT_EQ(store->store().read_register("salt").value()->size(), ErasedKeys::kSaltBytes);
}

class FailingWhileErasing : public testing::TestWithParam<Fault> {};

TEST_P(FailingWhileErasing, ShowsTheStoreBeforeOrAfter) {
  const auto erase = [](FactStore& store) {
    const bool is_done = store.erase(kOnlyAnna, "on request").ok();
    EXPECT_EQ(store.entity_erased_by(kErasedAnna).has_value(), is_done);
    return is_done;
  };
  act_on_failing_disks(GetParam(), write_five, erase, [](FactStore& store) {
    const bool is_after = store.head().transaction.value == 6;
    EXPECT_EQ(rows_that_hold(store.store(), kErasedAnna).empty(), is_after);
    EXPECT_EQ(store.find_entity(kErasedAnna).has_value(), !is_after);
    EXPECT_EQ(store.entity_erased_by(kErasedAnna).has_value(), is_after);
    return is_after;
  });
}

INSTANTIATE_TEST_SUITE_P(Faults, FailingWhileErasing,
                         testing::Values(Fault::kSync, Fault::kAppend, Fault::kShortWrite, Fault::kRename,
                                         Fault::kPower));

}  // namespace
}  // namespace entente

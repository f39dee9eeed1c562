// What the check of a store finds: whatever is missing from it and changes an answer is named.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "facts.hpp"
#include "storage/copy_rows.hpp"
#include "storage/fact_state.hpp"
#include "support/temporary_folder.hpp"

namespace entente {
namespace {

constexpr BlockLayout kBlocksOfTwo{.page_entities = 2, .block_relations = 3, .fewest_relations = 2};

std::unique_ptr<FactStore> opened(std::unique_ptr<Store> store) {
  auto facts = FactStore::open(std::move(store), counting_clock(), kBlocksOfTwo);
  if (!facts) throw facts.error();
  return std::move(*facts);
}

Ontology ontology_with(std::size_t types) {
  Ontology ontology;
  for (const char* name : {"Person", "Place", "Event"})
    if (ontology.entity_types.size() < types) ontology.entity_types.push_back({name, "", "what"});
  return ontology;
}

// All that there can be: files, versions, what was taken back and stated again, relations in rows, in blocks, and over
// packed ones.
std::unique_ptr<FactStore> much_in_a_store() {
  auto store = opened(open_memory_store());
  FactBatch batch;
  batch.ontology = ontology_with(3);
  for (int i = 0; i < 6; ++i) batch.entities.push_back(entity("e" + std::to_string(i)));
  for (int i = 0; i < 6; ++i) {
    const std::string number = std::to_string(i), from = "e" + number, to = "e" + std::to_string((i + 1) % 6);
    batch.relations.push_back(relation("r" + number, from, "MET", to, "190" + number));
    batch.relations.push_back(relation("", from, "KNEW", to, "190" + number + "~"));
  }
  commit(*store, batch, "first", "a.jsonl");
  FactBatch changes;
  changes.ontology = ontology_with(2);
  changes.entities = {entity("e1", {"Place"}), entity("e9")};
  changes.relations = {relation("r1", "e1", "MET", "e2", "1950"), relation("r9", "e9", "MET", "e1", "1951")};
  commit(*store, changes, "second", "a.jsonl");
  FactBatch again;
  again.ontology = ontology_with(3);
  again.entities = {entity("e1", {"Event"})};
  again.relations = {relation("r1", "e1", "MET", "e2", "1960")};
  commit(*store, again, "third", "a.jsonl");
  {
    FactWriter writer(*store);
    writer.retract("r2");
    writer.retract("r9");
    EXPECT_TRUE(writer.commit("fourth"));
  }
  {
    FactWriter writer(*store);  // e9 goes, as the file does not state it any more
    const FileNumber file = writer.file("a.jsonl");
    for (const EntityFact& fact : batch.entities) writer.add(fact, file);
    for (const RelationFact& fact : batch.relations) writer.add(fact, file);
    writer.complete(file, FactWriter::Gone::kWithdraw);
    EXPECT_TRUE(writer.commit("fifth"));
  }
  FactBatch other;
  other.entities = {entity("e3", {"Person", "Event"})};
  commit(*store, other, "sixth", "b.jsonl");
  return store;
}

// All that can be asked.
std::string answers_of(const FactStore& store) {
  std::string all;
  for (const CommitRecord& c : store.commits())
    all += std::to_string(c.head.transaction.value) + c.reason + std::to_string(c.head.system_time.microseconds) + "\n";
  const std::vector<std::string> symbols = store.symbols();
  for (std::uint64_t commit = 0; commit <= store.head().transaction.value; ++commit) {
    store.load(
        {commit},
        [&](StoredEntity&& e) {
          all += e.key + " " + std::to_string(e.id.value);
          for (const SymbolId type : e.types) all += " " + symbols.at(type.value);
          all += "\n";
        },
        [&](StoredRelation&& r) {
          all += r.key + " " + std::to_string(r.id.value) + ": " + std::to_string(r.from.value) + " " +
                 symbols.at(r.type.value) + " " + std::to_string(r.to.value) + " " + edtf_of(*r.validity) + "\n";
        });
  }
  for (int i = 0; i < 10; ++i) {
    const auto found = store.find_entity("e" + std::to_string(i));
    all += found ? std::to_string(found->value) + " " : "none ";
    for (const FormerVersion& f : store.former_versions("r" + std::to_string(i)))
      all += std::to_string(f.recorded.value) + "-" + std::to_string(f.superseded.value) + " ";
  }
  for (const EntityType& type : store.ontology().entity_types) all += type.name + " ";
  return all;
}

struct LostRow {
  Family family;
  std::string key;
};
std::vector<LostRow> rows_of(const Store& store) {
  std::vector<LostRow> rows;
  for (std::size_t f = 0; f < kFamilyCount; ++f)
    read_rows(store, sweep(kFirstPartition, static_cast<Family>(f)), {}, [&](const Row& row) {
      rows.push_back({static_cast<Family>(f), std::string(row.key)});
    });
  return rows;
}

// Nothing follows the last type of an ontology, and no commit says how many types there are.
bool is_last_type(const LostRow& row) {
  return row.family == Family::kOntology && read_ontology_key(row.key).index == 2;
}

class Verify : public testing::TestWithParam<bool> {};

TEST_P(Verify, NamesEveryRowThatIsMissingWhereAnAnswerChanges) {
  const auto whole = much_in_a_store();
  if (GetParam()) {
    ASSERT_TRUE(whole->pack());
  }
  ASSERT_EQ(messages(whole->check()), std::vector<std::string>{});
  const std::string answers = answers_of(*whole);
  std::size_t changed = 0, found = 0;
  for (const LostRow& row : rows_of(whole->store())) {
    auto rows = open_memory_store();
    copy_rows(whole->store(), *rows);
    PartitionBatch batch{kFirstPartition, {}};
    batch.rows.erase(row.family, row.key);
    const std::string format = std::to_string(kPlainFormatVersion);
    ASSERT_TRUE(rows->commit({&batch, 1}, {std::string(kFormatRegister), format, format}));
    std::unique_ptr<FactStore> damaged;
    try {
      damaged = opened(std::move(rows));
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kCorruption);
      EXPECT_FALSE(error.message.empty());
      continue;
    }
    bool is_other = false;
    try {
      is_other = answers_of(*damaged) != answers;
    } catch (const Error&) {
      is_other = true;
    }
    const bool is_found = !damaged->check().empty();
    changed += is_other ? 1 : 0;
    found += is_found ? 1 : 0;
    EXPECT_TRUE(is_found || !is_other || is_last_type(row)) << describe_key(row.family, row.key);
    EXPECT_TRUE(is_found || is_last_type(row)) << describe_key(row.family, row.key) << " is missing and not needed";
  }
  EXPECT_GT(changed, 20U);
  EXPECT_GE(found, changed);
}

INSTANTIATE_TEST_SUITE_P(RowsAndBlocks, Verify, testing::Bool(), [](const testing::TestParamInfo<bool>& info) {
  return std::string(info.param ? "Packed" : "OverBlocks");
});

// Loses the row and gives what the check says then.
std::vector<std::string> found_without(const FactStore& whole, Family family, const std::string& key) {
  auto rows = open_memory_store();
  copy_rows(whole.store(), *rows);
  PartitionBatch batch{kFirstPartition, {}};
  batch.rows.erase(family, key);
  const std::string format = std::to_string(kPlainFormatVersion);
  EXPECT_TRUE(rows->commit({&batch, 1}, {std::string(kFormatRegister), format, format}));
  return messages(opened(std::move(rows))->check());
}

TEST(VerifyVersions, TellsWhichOfThemIsMissing) {
  const auto store = opened(open_memory_store());
  for (const char* type : {"A", "B", "C"}) {
    FactBatch batch;
    batch.entities = {entity("x", {type})};
    commit(*store, batch);
  }
  FactBatch more;
  more.entities = {entity("y")};
  more.relations = {relation("r", "x", "MET", "y", "1950")};
  commit(*store, more);
  {
    FactWriter writer(*store);
    writer.retract("r");
    ASSERT_TRUE(writer.commit("gone"));
  }
  ASSERT_EQ(messages(store->check()), std::vector<std::string>{});
  // In the middle.
  EXPECT_EQ(
      found_without(*store, Family::kHistory, history_key({3}, Family::kEntities, entity_key({0}))),
      (std::vector<std::string>{
          "history: entity 0 was superseded by commit 2, whose version of it is missing; the next is of commit 3"}));
  // The first.
  EXPECT_EQ(found_without(*store, Family::kHistory, history_key({2}, Family::kEntities, entity_key({0}))),
            (std::vector<std::string>{"history: commit 1 wrote 1 entity, of which 0 are there, now or in history"}));
  // The current one, with earlier ones.
  const std::vector<std::string> current = found_without(*store, Family::kEntities, entity_key({0}));
  EXPECT_NE(std::find(current.begin(), current.end(),
                      "entities: of what commit 3 wrote, 1 entity is missing among those numbered 0"),
            current.end())
      << ::testing::PrintToString(current);
  // What was taken back.
  std::string key;
  for (const LostRow& row : rows_of(store->store()))
    if (row.family == Family::kHistory && read_history_key(row.key).family == Family::kOut) key = row.key;
  EXPECT_EQ(found_without(*store, Family::kHistory, key),
            (std::vector<std::string>{"out: relation 0 has no version",
                                      "history: commit 4 wrote 1 relation, of which 0 are there, now or in history",
                                      "history: commit 5 took back 1 relation, of which history has 0"}));
}

// Of a sorted file that is damaged it is said which rows stand in it; what stands in others is looked at.
TEST(VerifyFiles, NamesTheRowsOfAFileThatIsDamaged) {
  const TemporaryFolder folder;
  {
    const auto store = open_facts(open_folder(folder.path("store")));
    FactBatch batch;
    for (int i = 0; i < 20; ++i) batch.entities.push_back(entity("e" + std::to_string(i)));
    commit(*store, batch);
    ASSERT_TRUE(store->store().compact());
  }
  std::size_t named = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder.path("store") + "/rows")) {
    if (file.path().extension() != ".sst") continue;
    std::string bytes;
    {
      std::ifstream in(file.path(), std::ios::binary);
      bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    std::string flipped = bytes;
    flipped[3] = static_cast<char>(flipped[3] ^ 0x10);
    std::ofstream(file.path(), std::ios::binary) << flipped;
    StoreOptions reading;
    reading.read_only = true;
    std::vector<std::string> found;
    try {
      found = messages(open_facts(open_folder(folder.path("store"), reading))->check());
    } catch (const Error& error) {
      found = {error.message};  // registers and names are read when it is opened
    }
    ASSERT_FALSE(found.empty()) << file.path();
    for (const std::string& line : found)
      named +=
          line == "rows/" + file.path().filename().string() +
                      ": does not have the checksum that it was written with; it holds rows from entities: entity 0 "
                      "to entities: entity 19"
              ? 1
              : 0;
    std::ofstream(file.path(), std::ios::binary) << bytes;
  }
  EXPECT_EQ(named, 1U);
}

}  // namespace
}  // namespace entente

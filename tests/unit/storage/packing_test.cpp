// Relations in blocks: what packing keeps, what it leaves alone, and what damage to blocks does.
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/perf_context.h>
#include <rocksdb/perf_level.h>

#include "facts.hpp"
#include "storage/packed_rows.hpp"
#include "storage/packing.hpp"
#include "storage/rocksdb_settings.hpp"
#include "storage/scan.hpp"
#include "stores.hpp"

namespace entente {
namespace {

std::size_t rows_in(const Store& store, Family family) {
  std::size_t rows = 0;
  Scan scan;
  scan.family = family;
  read_rows(store, scan, {}, [&rows](const Row&) { ++rows; });
  return rows;
}

// Of stores that are packed from two relations on.
BlockLayout layout_of(std::uint64_t page_entities = 1024, std::uint32_t block_relations = kMostBlockRelations) {
  return {.page_entities = page_entities, .block_relations = block_relations, .fewest_relations = 2};
}

// As rows: the first relation alone, which is too few for blocks, and then all.
void commit_rows(FactStore& store, const FactBatch& batch) {
  FactBatch first = batch;
  first.relations.resize(1);
  commit(store, first, "first", "file");
  commit(store, batch, "second", "file");
}

// Ten entities; each leads to the next three, twice, on a date of its own.
FactBatch ring(int entities = 10) {
  FactBatch batch;
  for (int i = 0; i < entities; ++i) batch.entities.push_back(entity("e" + std::to_string(i)));
  for (int i = 0; i < entities; ++i) {
    for (int step = 1; step <= 3; ++step) {
      const std::string from = "e" + std::to_string(i), to = "e" + std::to_string((i + step) % entities);
      const std::string year = std::to_string(1900 + i);
      batch.relations.push_back(relation("r" + std::to_string(i) + "-" + std::to_string(step), from, "MET", to, year));
      batch.relations.push_back(relation("", from, "MET", to, year + "~"));
    }
  }
  return batch;
}

std::vector<std::string> findings(const FactStore& store) {
  std::vector<std::string> all;
  for (const StoreFinding& f : store.check()) all.push_back(f.where + ": " + f.what);
  return all;
}

class Packing : public ::testing::TestWithParam<StoreKind> {
 protected:
  std::unique_ptr<FactStore> open(const BlockLayout& layout = layout_of()) {
    auto store = FactStore::open(GetParam().open(folder_.path("store")), counting_clock(), layout);
    if (!store) throw store.error();
    return std::move(*store);
  }
  TemporaryFolder folder_;
};

TEST_P(Packing, MovesRowsIntoBlocksAndKeepsWhatIsSaid) {
  const auto store = open();
  commit_rows(*store, ring());
  EXPECT_EQ(rows_in(store->store(), Family::kOut), 60U);
  const auto before = sentences(*store);
  const Head head = store->head();
  const PackingReport report = store->pack().value();
  EXPECT_EQ(report.relations, 60U);
  EXPECT_EQ(report.packed_relations, 60U);
  EXPECT_EQ(report.pages, 2U);
  EXPECT_EQ(rows_in(store->store(), Family::kOut), 0U);
  EXPECT_EQ(rows_in(store->store(), Family::kIn), 0U);
  EXPECT_EQ(rows_in(store->store(), Family::kBlocks), 3U);  // out, its rests, in
  EXPECT_EQ(sentences(*store), before);
  EXPECT_EQ(store->head(), head);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
  // The same again says nothing new, also of relations without a key.
  EXPECT_EQ(commit(*store, ring(), "again", "file").relations_unchanged, 60U);
  EXPECT_EQ(store->head(), head);
}

// Many relations in the first commit that has any never stand in rows.
TEST_P(Packing, TheFirstRelationsOfAStoreGoStraightIntoBlocks) {
  const auto store = open(layout_of(4, 5));
  EXPECT_EQ(commit(*store, ring(), "first", "file").relations_added, 60U);
  EXPECT_EQ(rows_in(store->store(), Family::kOut), 0U);
  EXPECT_EQ(rows_in(store->store(), Family::kIn), 0U);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
  const auto in_rows = open_facts(open_memory_store());
  commit(*in_rows, ring(), "first", "file");
  EXPECT_EQ(sentences(*store), sentences(*in_rows));
  EXPECT_EQ(commit(*store, ring(), "again", "file").relations_unchanged, 60U);
  FactBatch more;
  more.relations = {relation("r0-1", "e0", "MET", "e1", "1950")};
  EXPECT_EQ(commit(*store, more, "more", "file").relations_changed, 1U);
  EXPECT_EQ(store->pack().value().pages, 2U);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

TEST_P(Packing, LeavesASmallStoreAlone) {
  const auto store = open({.fewest_relations = 61});
  commit_rows(*store, ring());
  const PackingReport report = store->pack().value();
  EXPECT_EQ(report.pages, 0U);
  EXPECT_EQ(rows_in(store->store(), Family::kOut), 60U);
}

// Something happens at one of the calls that read; pages are of a few rows.
class InterruptedStore : public DistantStore {
 public:
  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& options) const override {
    if (until_ > 0 && --until_ == 0) std::exchange(interrupt_, nullptr)();
    DistantStore::scan_many(scans, sink, options);
  }
  void interrupt_at(int call, std::function<void()> interrupt) {
    until_ = call;
    interrupt_ = std::move(interrupt);
  }
  bool was_interrupted() const { return until_ == 0; }

 private:
  mutable int until_ = 0;
  mutable std::function<void()> interrupt_;
};

// Without a read point a reader sees some of the rows as they were before a page was packed, and others as they are
// behind it. Whenever that is, each relation is told once, as its last version has it.
TEST(PackingUnderAReader, HidesNoVersionAndBringsNoneBack) {
  auto owned = std::make_unique<InterruptedStore>();
  InterruptedStore& line = *owned;
  const auto store = FactStore::open(std::move(owned), counting_clock(), layout_of(4)).value();
  commit_rows(*store, ring());
  bool was_interrupted = true;
  int year = 1950;
  for (int call = 1; was_interrupted; ++call) {
    ASSERT_TRUE(store->pack());
    FactBatch later;  // of each page some stand in rows over those that are packed
    for (int i = 0; i < 10; ++i) {
      const std::string key = "r" + std::to_string(i) + "-2", from = "e" + std::to_string(i);
      later.relations.push_back(relation(key, from, "MET", "e0", std::to_string(year)));
    }
    ++year;
    commit(*store, later);
    const auto expected = sentences(*store);
    line.interrupt_at(call, [&] { EXPECT_TRUE(store->pack()); });
    EXPECT_EQ(sentences(*store), expected) << "interrupted at call " << call;
    was_interrupted = line.was_interrupted();
    line.interrupt_at(0, nullptr);
    if (call > 500) FAIL() << "it reads without end";
  }
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

TEST_P(Packing, TakesPagesThatHaveRowsAndNoOthers) {
  const auto store = open(layout_of(2));
  commit_rows(*store, ring());
  EXPECT_EQ(store->pack().value().pages, 10U);
  EXPECT_EQ(store->pack().value().pages, 0U);
  FactBatch more;
  more.relations = {relation("new", "e0", "MET", "e9", "1950")};
  commit(*store, more);
  const PackingReport report = store->pack().value();
  EXPECT_EQ(report.pages, 2U);
  EXPECT_EQ(report.relations, 13U);  // those of e0 and e1
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

// An entity with more relations than a block holds has several.
TEST_P(Packing, DividesALargeEntityIntoParts) {
  const auto store = open(layout_of(1024, 4));
  FactBatch batch;
  batch.entities = {entity("hub"), entity("other")};
  for (int i = 0; i < 25; ++i)
    batch.relations.push_back(relation("", "hub", "MET", "other", std::to_string(1900 + i % 5)));
  commit_rows(*store, batch);
  const auto before = sentences(*store);
  ASSERT_TRUE(store->pack());
  const Directory directory = Directory::read(store->store(), {});
  EXPECT_EQ(directory.of(BlockKind::kOut).size(), 7U);
  EXPECT_EQ(directory.of(BlockKind::kOut).back().place.part, 6U);
  EXPECT_EQ(sentences(*store), before);
  EXPECT_EQ(commit(*store, batch, "again", "file").relations_unchanged, 25U);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

// Parts without a rest stand between those that have one.
TEST_P(Packing, OnlySomePartsOfALargeEntityHaveRests) {
  const auto store = open(layout_of(1024, 4));
  FactBatch batch;
  batch.entities = {entity("hub"), entity("other")};
  for (int i = 0; i < 20; ++i)
    batch.relations.push_back(
        relation(i < 8 || i >= 12 ? "" : "k" + std::to_string(i), "hub", "MET", "other", std::to_string(1900 + i)));
  commit(*store, batch);
  EXPECT_EQ(sentences(*store).size(), 20U);
  const Directory directory = Directory::read(store->store(), {});
  ASSERT_EQ(directory.of(BlockKind::kRest).size(), 1U);
  EXPECT_EQ(directory.of(BlockKind::kRest)[0].place.part, 2U);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

TEST_P(Packing, LeavesAPageOfTooManyBytesInRows) {
  BlockLayout layout = layout_of(2);
  layout.most_page_bytes = 600;
  const auto store = open(layout);
  FactBatch batch = ring();
  batch.relations[0].properties = {{"note", std::string(1000, 'x'), std::nullopt}};
  commit(*store, batch, "first", "file");
  EXPECT_EQ(rows_in(store->store(), Family::kOut), 60U);
  const auto before = sentences(*store);
  ASSERT_TRUE(store->pack());
  EXPECT_GE(rows_in(store->store(), Family::kOut), 12U);
  EXPECT_LT(rows_in(store->store(), Family::kOut), 60U);
  EXPECT_EQ(sentences(*store), before);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

// However large what is said of single relations.
TEST_P(Packing, DividesWhatHasManyBytes) {
  const auto store = open({.block_bytes = 3000, .fewest_relations = 2});
  FactBatch batch = ring();
  for (std::size_t i = 0; i < batch.relations.size(); ++i)
    batch.relations[i].properties = {{"note", std::string(i == 7 ? 9000 : 500, 'x'), std::nullopt}};
  commit(*store, batch);
  const Directory directory = Directory::read(store->store(), {});
  EXPECT_EQ(directory.of(BlockKind::kRest).size(), directory.of(BlockKind::kOut).size());
  EXPECT_GE(directory.of(BlockKind::kOut).size(), 12U);
  for (const BlockEntry& rest : directory.of(BlockKind::kRest))
    EXPECT_LT(rest.bytes, rest.relations == 1 ? 9200U : 3200U);
  EXPECT_EQ(sentences(*store).size(), 60U);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

// What is wrong with one block is said of it, and of what else is wrong.
TEST_P(Packing, DamageToABlockIsNamed) {
  const auto store = open(layout_of(4));
  commit_rows(*store, ring());
  ASSERT_TRUE(store->pack());
  const Directory directory = Directory::read(store->store(), {});
  const BlockEntry entry = directory.of(BlockKind::kOut)[1];
  const std::string head = *store->store().read_register("head").value();
  const auto write = [&](const std::function<void(RowBatch&)>& change) {
    PartitionBatch batch{{0}, {}};
    change(batch.rows);
    ASSERT_TRUE(store->store().commit({&batch, 1}, {"head", head, head}));
  };
  const std::vector<std::string> keys{block_key(entry.key())};
  const std::string block = *read_values(store->store(), {0}, Family::kBlocks, keys, {})[0];
  const auto message = [&]() -> std::string {
    try {
      sentences(*store);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, ErrorCode::kCorruption);
      return error.message;
    }
    return "no failure";
  };
  std::string flipped = block;
  flipped[block.size() / 2] ^= 4;
  write([&](RowBatch& rows) { rows.put(Family::kBlocks, keys[0], flipped); });
  EXPECT_EQ(message(), "blocks: out, entities 4 to 7: does not have the sum that it was written with");
  EXPECT_EQ(findings(*store),
            std::vector<std::string>{"blocks: out, entities 4 to 7: does not have the sum that it was written with"});
  write([&](RowBatch& rows) { rows.erase(Family::kBlocks, keys[0]); });
  EXPECT_EQ(message(), "blocks: out, entities 4 to 7: is missing");
  // One of another place, sound by itself.
  const std::vector<std::string> other{block_key(directory.of(BlockKind::kOut)[0].key())};
  const std::string sound = *read_values(store->store(), {0}, Family::kBlocks, other, {})[0];
  write([&](RowBatch& rows) { rows.put(Family::kBlocks, keys[0], sound); });
  EXPECT_EQ(message(), "blocks: out, entities 4 to 7: is another than the directory tells of");
  write([&](RowBatch& rows) {
    rows.put(Family::kBlocks, keys[0], block);
    rows.put(Family::kBlocks, block_key({entry.place, entry.generation + 100}), block);
  });
  EXPECT_EQ(message(), "no failure");
  EXPECT_EQ(findings(*store),
            std::vector<std::string>{"blocks: out from entity 4, part 0: is in no row of the directory"});
  // A row that says of a packed relation that it is gone, where none is.
  std::string over;
  put_over(over, {{1}, {3}, {}});
  write([&](RowBatch& rows) {
    rows.erase(Family::kBlocks, block_key({entry.place, entry.generation + 100}));
    rows.put(Family::kOut, adjacency_key({{4}, {1}, {0}, {999}}), over);
  });
  EXPECT_EQ(findings(*store), std::vector<std::string>{
                                  "out: entity 4, type 1, from 1970-01-01, relation 999: lies over a packed relation "
                                  "that is not there"});
}

// Counts the blocks that are read.
class CountingStore : public FilteringStore {
 public:
  CountingStore() : FilteringStore(open_memory_store(), Zeal::kHalf) {}
  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& options) const override {
    for (const Scan& scan : scans) blocks += scan.family == Family::kBlocks ? 1 : 0;
    FilteringStore::scan_many(scans, sink, options);
  }
  mutable std::size_t blocks = 0;
};

// However many relations of a large entity a commit names, by id or by what they say.
TEST(PackingOfALargeEntity, EachOfItsBlocksIsReadOnce) {
  auto counting = std::make_unique<CountingStore>();
  const CountingStore& blocks = *counting;
  const auto store = FactStore::open(std::move(counting), counting_clock(), layout_of(1024, 10)).value();
  FactBatch batch;
  batch.entities = {entity("hub"), entity("other")};
  for (int i = 0; i < 200; ++i) {
    const std::string key = i % 2 == 0 ? "" : "k" + std::to_string(i);
    batch.relations.push_back(relation(key, "hub", "MET", "other", std::to_string(1900 + i * 37 % 100)));
  }
  commit(*store, batch, "first", "file");
  for (int i = 1; i < 200; i += 2) batch.relations[static_cast<std::size_t>(i)].type = "SAW";
  const std::size_t before = blocks.blocks;
  const CommitSummary again = commit(*store, batch, "again", "file");
  EXPECT_EQ(again.relations_unchanged, 100U);
  EXPECT_EQ(again.relations_changed, 100U);
  EXPECT_LE(blocks.blocks - before, 2 * (20U + 20U));  // 20 blocks with rests, by id and by what they say
}

// Also where they say and start the same, and lead to many others: what tells them apart is asked for together.
TEST(PackingOfALargeEntity, WhatRowsChangeOfManyIsAskedForOnce) {
  auto counting = std::make_unique<CountingStore>();
  const CountingStore& blocks = *counting;
  const auto store = FactStore::open(std::move(counting), counting_clock(), layout_of(1024, 10)).value();
  FactBatch batch;
  batch.entities = {entity("hub")};
  for (int i = 0; i < 200; ++i) {
    batch.entities.push_back(entity("e" + std::to_string(i)));
    batch.relations.push_back(relation("k" + std::to_string(i), "hub", "MET", batch.entities.back().key));
  }
  commit(*store, batch);
  for (RelationFact& r : batch.relations) r.properties = {{"note", 1, std::nullopt}, {"sure", true, std::nullopt}};
  for (int i = 0; i < 200; i += 2) batch.relations[static_cast<std::size_t>(i)].type = "SAW";
  commit(*store, batch, "changed");
  const std::size_t before = blocks.blocks;
  ASSERT_TRUE(store->pack());
  EXPECT_LE(blocks.blocks - before, 3 * 3 * 20U);  // blocks with rests and of `in`: to tell apart, to pack, to replace
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

// Each row over a packed relation is looked for, but no block is read for each.
TEST(PackingOfALargeEntity, TheCheckReadsEachBlockAFewTimes) {
  auto counting = std::make_unique<CountingStore>();
  const CountingStore& blocks = *counting;
  const auto store = FactStore::open(std::move(counting), counting_clock(), layout_of()).value();
  FactBatch batch = ring();
  commit(*store, batch);
  for (RelationFact& r : batch.relations)
    if (!r.key.empty()) r.type = "SAW";
  commit(*store, batch, "changed");
  EXPECT_GE(rows_in(store->store(), Family::kOut), 60U);
  const std::size_t before = blocks.blocks;
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
  EXPECT_LE(blocks.blocks - before, 10U);
}

INSTANTIATE_TEST_SUITE_P(Stores, Packing, ::testing::ValuesIn(store_kinds()),
                         [](const auto& info) { return info.param.name; });

// What was erased is not walked over once for each relation that is packed.
TEST(PackingInAFolder, CostsWhatThereIsToPackAfterMuchWasWithdrawn) {
  const TemporaryFolder folder;
  const auto store = FactStore::open(open_folder(folder.path("store")), counting_clock(), layout_of()).value();
  FactBatch batch;
  batch.entities = {entity("hub"), entity("other")};
  for (int i = 0; i < 3000; ++i)
    batch.relations.push_back(relation("", "hub", "MET", "other", std::to_string(1000 + i % 900)));
  commit(*store, batch, "first", "file");
  batch.relations.resize(100);
  FactWriter writer(*store);
  const FileNumber file = writer.file("file");
  for (const EntityFact& fact : batch.entities) writer.add(fact, file);
  for (const RelationFact& fact : batch.relations) writer.add(fact, file);
  writer.complete(file, FactWriter::Gone::kWithdraw);
  ASSERT_EQ(writer.commit("fewer").value().relations_removed, 2900U);
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kEnableCount);
  rocksdb::get_perf_context()->Reset();
  EXPECT_EQ(store->pack().value().packed_relations, 100U);
  EXPECT_LT(rocksdb::get_perf_context()->internal_delete_skipped_count, 30'000U);
  // Nor by commits behind it.
  rocksdb::get_perf_context()->Reset();
  EXPECT_EQ(commit(*store, batch, "again", "file").relations_unchanged, 100U);
  EXPECT_LT(rocksdb::get_perf_context()->internal_delete_skipped_count, 30'000U);
  rocksdb::SetPerfLevel(rocksdb::PerfLevel::kDisable);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

TEST(PackingInAFolder, OfAStoreThatIsReadOnlyIsRefused) {
  const TemporaryFolder folder;
  commit(*open_facts(open_folder(folder.path("store"))), ring());
  StoreOptions options;
  options.read_only = true;
  const auto store = open_facts(open_folder(folder.path("store"), options));
  EXPECT_EQ(store->pack().error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(store->store().compact().error().code, ErrorCode::kUnsupported);
}

// Families that a format added are not there in a store that an older one wrote.
TEST(PackingInAFolder, AStoreWithoutFamiliesOfBlocksIsReadAndGetsThem) {
  const TemporaryFolder folder;
  const std::string path = folder.path("store");
  std::vector<std::string> before;
  {
    const auto store = open_facts(open_folder(path));
    commit(*store, ring());
    before = sentences(*store);
    ASSERT_TRUE(store->store().commit({}, {"format", "4", "3"}));
  }
  {
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    std::vector<std::string> names;
    const std::string rows = path + "/rows";
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(db_options(nullptr), rows, &names).ok());
    for (const std::string& name : names) families.emplace_back(name, family_options(name));
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(db_options(nullptr), rows, families, &handles, &db).ok());
    const std::unique_ptr<rocksdb::DB> owner(db);
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      const bool is_dropped = handle->GetName() == "blocks" || handle->GetName() == "directory";
      ASSERT_TRUE(!is_dropped || db->DropColumnFamily(handle).ok());
      ASSERT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
    }
  }
  StoreOptions reading;
  reading.read_only = true;
  {
    const auto store = open_facts(open_folder(path, reading));
    EXPECT_EQ(sentences(*store), before);
    EXPECT_EQ(findings(*store), std::vector<std::string>{});
  }
  const auto store = FactStore::open(open_folder(path), counting_clock(), layout_of()).value();
  ASSERT_TRUE(store->pack());
  EXPECT_EQ(rows_in(store->store(), Family::kOut), 0U);
  EXPECT_EQ(sentences(*store), before);
  EXPECT_EQ(findings(*store), std::vector<std::string>{});
}

}  // namespace
}  // namespace entente

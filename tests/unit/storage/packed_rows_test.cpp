// Rows of `out` wherever they stand, the rows that lie over packed ones, and the directory.
#include "storage/packed_rows.hpp"

#include <gtest/gtest.h>

#include "facts.hpp"
#include "storage/covered_rows.hpp"
#include "storage/page_blocks.hpp"
#include "stores.hpp"

namespace entente {
namespace {

PackedRelation packed(std::uint64_t near, std::uint32_t type, std::int64_t start, std::uint64_t number,
                      std::uint64_t far, std::string_view rest = {}) {
  static const std::string kOpen("\x02", 1);
  return {{{near}, {type}, {start * kSecondsPerDay}, {number}}, {{1}, {far}, kOpen, rest}};
}

// Entities 3 and 5 in blocks of two relations; rows over two of them, and a row of its own.
struct PackedStore {
  std::unique_ptr<Store> store = open_memory_store();
  std::vector<PackedRelation> relations{packed(3, 1, 10, 0, 7), packed(3, 1, 10, 4, 8), packed(3, 1, 20, 1, 7),
                                        packed(3, 2, 10, 2, 7), packed(5, 1, 10, 3, 7)};
  Directory directory;

  PackedStore() {
    PartitionBatch batch{{0}, {}};
    const BlockLayout layout{.block_relations = 2};
    put_page(batch.rows, BlockKind::kOut, 1, relations, layout);
    put(batch.rows, relations[1].key, {{2}, {8}, {}});
    std::string row;
    put_out_row(row, {{2}, {9}, relations[2].row.bounds, {}});
    put(batch.rows, relations[2].key, {{2}, {7}, row});
    batch.rows.put(Family::kOut, adjacency_key(packed(3, 1, 10, 9, 7).key), row);
    if (!store->commit({&batch, 1}, {"head", std::nullopt, "x"})) throw Error(ErrorCode::kInternal, "not written");
    directory = Directory::read(*store, {});
  }
  static void put(RowBatch& rows, const AdjacencyKey& key, const OverRow& over) {
    std::string value;
    put_over(value, over);
    rows.put(Family::kOut, adjacency_key(key), value);
  }
};

// Numbers and far ends.
using Found = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
void note(Found& found, const Row& row) {
  const AdjacencyKey key = read_adjacency_key(row.key);
  found.emplace_back(key.relation.value, split_out_row(key.start, row.value).far.value);
}

TEST(OutRows, AreThoseOfBlocksAndTheirOwnInOrder) {
  const PackedStore p;
  const CallOptions options;
  const OutRows rows(*p.store, p.directory, options);
  Found all, of_three, of_four;
  rows.all({}, [&](const Row& row) { note(all, row); });
  EXPECT_EQ(all, (Found{{0, 7}, {9, 9}, {1, 9}, {2, 7}, {3, 7}}));
  rows.of({3}, {4}, [&](const Row& row) { note(of_three, row); });
  EXPECT_EQ(of_three, (Found{{0, 7}, {9, 9}, {1, 9}, {2, 7}}));
  rows.of({4}, {5}, [&](const Row& row) { note(of_four, row); });
  EXPECT_EQ(of_four, Found{});
}

// A block that no row lies in comes as columns; with one in it, or recorded later than is asked for, as rows.
TEST(OutRows, ComeAsColumnsWhereNoRowLies) {
  const PackedStore p;
  const CallOptions options;
  const OutRows rows(*p.store, p.directory, options);
  Found all, in_columns;
  const auto take_columns = [&](const BlockEntry& block, const RelationColumns& columns) {
    EXPECT_EQ(block.place.first, EntityId{5});
    for (std::size_t i = 0; i < columns.size(); ++i) {
      EXPECT_EQ(columns.from[i], EntityId{5});
      EXPECT_EQ(columns.start[i], Instant{10 * kSecondsPerDay});
      EXPECT_EQ(columns.end[i], Instant::plus_infinity());
      EXPECT_EQ(columns.recorded[i], TransactionId{1});
      in_columns.emplace_back(columns.relation[i].value, columns.to[i].value);
    }
  };
  TimeFilter filter;
  rows.all(
      filter, [&](const Row& row) { note(all, row); }, take_columns);
  EXPECT_EQ(all, (Found{{0, 7}, {9, 9}, {1, 9}, {2, 7}}));
  EXPECT_EQ(in_columns, (Found{{3, 7}}));
  in_columns.clear();
  filter.as_of = {0};
  rows.all(
      filter, [](const Row&) {}, take_columns);
  EXPECT_EQ(in_columns, Found{});
}

TEST(OutRows, AreFoundByKey) {
  const PackedStore p;
  const CallOptions options;
  std::vector<std::string> keys;
  for (const PackedRelation& r : p.relations) keys.push_back(adjacency_key(r.key));
  keys.push_back(adjacency_key(packed(4, 1, 10, 0, 7).key));
  std::swap(keys.front(), keys.back());  // in any order
  const auto values = OutRows(*p.store, p.directory, options).values(keys);
  const auto far = [&](std::size_t i) {
    return split_out_row(read_adjacency_key(keys[i]).start, *values[i]).far.value;
  };
  EXPECT_FALSE(values[0]);
  EXPECT_FALSE(values[1]) << "a row says that it is gone";
  EXPECT_EQ(far(2), 9U) << "a row lies over it";
  EXPECT_EQ(far(3), 7U);
  EXPECT_EQ(far(4), 7U);
  EXPECT_EQ(far(5), 7U);
}

// Equal runs too, and such as go on in the next block.
TEST(OutRows, AreFoundByTypeAndStart) {
  const PackedStore p;
  const CallOptions options;
  const std::vector<OutRows::Run> runs{{{3}, {2}, {10 * kSecondsPerDay}}, {{3}, {1}, {10 * kSecondsPerDay}},
                                       {{3}, {1}, {10 * kSecondsPerDay}}, {{3}, {1}, {20 * kSecondsPerDay}},
                                       {{5}, {1}, {10 * kSecondsPerDay}}, {{9}, {1}, {10 * kSecondsPerDay}}};
  std::vector<Found> found(runs.size());
  OutRows(*p.store, p.directory, options).of(runs, [&](std::size_t run, const Row& row) { note(found[run], row); });
  EXPECT_EQ(found, (std::vector<Found>{{{2, 7}}, {{0, 7}, {9, 9}}, {{0, 7}, {9, 9}}, {{1, 9}}, {{3, 7}}, {}}));
}

TEST(OverRow, ComesBack) {
  std::string value;
  put_over(value, {{300}, {7}, "row"});
  ASSERT_TRUE(is_over(value));
  const OverRow over = read_over(value);
  EXPECT_EQ(over.written, TransactionId{300});
  EXPECT_EQ(over.far, EntityId{7});
  EXPECT_EQ(over.row, "row");
  EXPECT_FALSE(is_over("\x01row"));
  EXPECT_FALSE(is_over({}));
  EXPECT_THROW(read_over(std::string_view("\0", 1)), Error);
  EXPECT_THROW(read_over(std::string_view("\0\0\1", 3)), Error) << "written by no commit";
}

// What has no row is packed, if it is there; a row lies over something, or is one of its own.
TEST(CoveredRows, AreToldByWhatIsThere) {
  const PackedStore p;
  CoveredRows rows;
  const auto key = [&](std::size_t i) { return adjacency_key(p.relations[i].key); };
  const std::string own = adjacency_key(packed(3, 1, 10, 9, 7).key), new_key = adjacency_key(packed(3, 9, 1, 9, 7).key);
  rows.expect(Family::kOut, key(0), EntityId{7});
  rows.expect(Family::kOut, key(1), std::nullopt);
  rows.expect(Family::kOut, own, EntityId{9});
  rows.expect(Family::kOut, new_key, std::nullopt);
  rows.look(*p.store);
  EXPECT_EQ(rows.far(Family::kOut, key(0)), EntityId{7});
  EXPECT_EQ(rows.far(Family::kOut, key(1)), EntityId{8}) << "as the row says";
  EXPECT_EQ(rows.far(Family::kOut, own), std::nullopt);
  EXPECT_EQ(rows.far(Family::kOut, new_key), std::nullopt);
  EXPECT_EQ(rows.far(Family::kIn, key(0)), std::nullopt);
}

BlockEntry entry(BlockKind kind, std::uint64_t first, std::uint32_t part, std::uint32_t entities) {
  return {{kind, {first}, part}, entities, 1, 1, 1, 1};
}

std::string fault_of(const std::vector<BlockEntry>& entries) {
  const auto store = open_memory_store();
  PartitionBatch batch{{0}, {}};
  for (const BlockEntry& e : entries) batch.rows.put(Family::kDirectory, directory_key(e.place), directory_value(e));
  EXPECT_TRUE(store->commit({&batch, 1}, {"head", std::nullopt, "x"}));
  try {
    EXPECT_EQ(Directory::read(*store, {}).all().size(), entries.size());
  } catch (const Error& error) {
    return error.message;
  }
  return {};
}

TEST(Directory, RefusesBlocksThatCanNotStandBesideOneAnother) {
  using enum BlockKind;
  EXPECT_EQ(fault_of({entry(kOut, 0, 0, 4), entry(kOut, 4, 0, 1), entry(kOut, 4, 1, 1), entry(kIn, 0, 0, 5),
                      entry(kRest, 4, 1, 1)}),
            "");
  EXPECT_EQ(fault_of({entry(kOut, 0, 0, 4), entry(kOut, 3, 0, 1)}),
            "directory: out from entity 3, part 0: tells of entities that another block has");
  EXPECT_EQ(fault_of({entry(kOut, 4, 0, 2), entry(kOut, 4, 1, 1)}),
            "directory: out from entity 4, part 1: tells of entities that another block has");
  EXPECT_EQ(fault_of({entry(kOut, 4, 0, 1), entry(kOut, 4, 2, 1)}),
            "directory: out from entity 4, part 2: is a part of a block whose other parts are missing");
  EXPECT_EQ(fault_of({entry(kIn, 4, 1, 1)}),
            "directory: in from entity 4, part 1: is a part of a block whose other parts are missing");
  EXPECT_EQ(fault_of({entry(kOut, 4, 0, 0)}), "directory: out from entity 4, part 0: tells of a block that can't be");
}

TEST(Directory, FindsBlocksByEntityAndReplacesThem) {
  using enum BlockKind;
  Directory directory;
  const std::vector<BlockEntry> entries{entry(kIn, 0, 0, 9), entry(kOut, 0, 0, 4), entry(kOut, 4, 0, 1),
                                        entry(kOut, 4, 1, 1), entry(kOut, 8, 0, 2)};
  directory.add(entries);
  EXPECT_EQ(directory.of(kOut).size(), 4U);
  EXPECT_EQ(directory.of(kOut, {4}, {5}).size(), 2U);
  EXPECT_EQ(directory.of(kOut, {3}, {5}).size(), 3U);
  EXPECT_EQ(directory.of(kOut, {5}, {8}).size(), 0U);
  EXPECT_NE(directory.find({kOut, {4}, 1}), nullptr);
  EXPECT_EQ(directory.find({kOut, {5}, 0}), nullptr);
  EXPECT_EQ(directory.next_generation(), 2U);
  BlockEntry anew = entry(kOut, 3, 0, 2);
  anew.generation = 7;
  directory.replace(kOut, {0}, {8}, std::array{anew});
  EXPECT_EQ(directory.of(kOut).size(), 2U);
  EXPECT_EQ(directory.of(kOut).front(), anew);
  EXPECT_EQ(directory.of(kIn).size(), 1U);
  EXPECT_EQ(directory.next_generation(), 8U);
}

}  // namespace
}  // namespace entente

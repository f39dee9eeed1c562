// Packed blocks: rows go in and come out byte by byte, whole and one by one; damage is found.
#include <gtest/gtest.h>

#include <limits>

#include "entente/error.hpp"
#include "support/blocks.hpp"

namespace entente {
namespace {

using namespace std::string_literals;

constexpr Instant kBefore = Instant::minus_infinity(), kNever = Instant::plus_infinity();

Instant day(std::int64_t days) {
  return {days * kSecondsPerDay};
}

std::string bounds_of(const std::optional<Validity>& validity) {
  std::string bytes;
  put_bounds(bytes, validity, StartIs::kInKey);
  return bytes;
}

std::string certain(Instant start, Instant end) {
  std::string bytes;
  put_bounds(bytes, Period::certain(start, end), StartIs::kInKey);
  return bytes;
}

std::string value_of(std::uint64_t recorded, std::uint64_t far, std::string_view bounds, std::string_view rest) {
  std::string value;
  put_recorded(value, {recorded});
  put_varint(value, far);
  return value.append(bounds).append(rest);
}

const std::string kNothing(1, '\0');

void expect_block_comes_back(RowsOfBlock& rows, EntityId first, std::uint32_t entities) {
  rows.sort();
  const std::string bytes = block_of(rows, first, entities);
  const BlockReader block(bytes, first);
  std::string rests;
  if (has_rests(rows.relations)) put_rest_block(rests, rows.relations);
  EXPECT_EQ(block.has_rest(), !rests.empty());
  ASSERT_EQ(block.size(), rows.relations.size());
  ASSERT_EQ(block.entities(), entities);
  ASSERT_EQ(block.side(), rows.side);
  ASSERT_EQ(rows_of_block(block, rests), rows_of_relations(rows.side, rows.relations));
  if (rows.side == BlockSide::kOut) {
    ASSERT_EQ(rows_by_columns(block, rests), rows_of_relations(rows.side, rows.relations));
  }
  block.check();
  std::string bounds;
  for (std::uint32_t place = 0; place < block.size(); place += 1 + block.size() / 500) {
    const PackedRelation one = block.at(place, bounds);
    const PackedRelation& meant = rows.relations[place];
    ASSERT_EQ(one.row.bounds, meant.row.bounds);
    ASSERT_EQ(one.row.far, meant.row.far);
    ASSERT_EQ(one.row.recorded, meant.row.recorded);
    if (rows.side == BlockSide::kOut) {
      ASSERT_EQ(one.key, meant.key);
      ASSERT_EQ(block.find(meant.key), place);
      ASSERT_EQ(block.find({meant.key.near, meant.key.type, meant.key.start, {meant.key.relation.value + 1'000'000}}),
                std::nullopt);
    } else {
      const BlockRun alike = block.find(meant.key.near, meant.key.type, meant.key.start, meant.row.far);
      ASSERT_TRUE(alike.begin <= place && place < alike.end);
    }
    const BlockRun run = block.run_of(meant.key.near);
    ASSERT_TRUE(run.begin <= place && place < run.end);
  }
}

ErrorCode block_refusal(const std::string& bytes, EntityId first = {0}) {
  try {
    const BlockReader block(bytes, first);
    block.check();
  } catch (const Error& error) {
    return error.code;
  }
  return ErrorCode::kInternal;
}

TEST(Block, TheWorkedExampleComesBack) {
  RowsOfBlock rows = worked_block();
  EXPECT_EQ(block_of(rows, {0}, 3).size(), 43u);
  expect_block_comes_back(rows, {0}, 3);
  const std::string bytes = block_of(rows, {0}, 3);
  const BlockReader block(bytes, {0});
  EXPECT_EQ(block.run_of({0}), (BlockRun{0, 2}));
  EXPECT_TRUE(block.run_of({1}).empty());
  EXPECT_EQ(block.run_of({2}), (BlockRun{2, 3}));
  EXPECT_TRUE(block.run_of({3}).empty());
  std::vector<std::int32_t> starts(3), ends(3);
  EXPECT_TRUE(block.times(std::span(starts), std::span(ends)));
  EXPECT_EQ(starts, (std::vector{-7321, -7400, -7321}));
  EXPECT_EQ(ends, (std::vector{-7320, std::numeric_limits<std::int32_t>::max(), -7291}));
}

TEST(Block, OfIncomingRelationsHoldsNoNumbers) {
  RowsOfBlock rows;
  rows.side = BlockSide::kIn;
  for (std::uint64_t i = 0; i < 40; ++i) {
    rows.add({{10 + i % 3}, {7}, day(100 + static_cast<std::int64_t>(i % 5)), {i}},
             value_of(1 + i % 4, i % 2, certain(day(100 + static_cast<std::int64_t>(i % 5)), day(200)), ""));
  }
  expect_block_comes_back(rows, {9}, 5);
  const std::string bytes = block_of(rows, {9}, 5);
  const BlockReader block(bytes, {9});
  EXPECT_EQ(block.numbers().size(), 0u);
  std::uint32_t found = 0;
  for (std::int64_t start = 100; start < 105; ++start) {
    for (const std::uint64_t far : {0, 1}) found += block.find({10}, {7}, day(start), {far}).size();
  }
  EXPECT_EQ(found, block.run_of({10}).size());
  EXPECT_TRUE(block.find({10}, {8}, day(100)).empty());
  EXPECT_TRUE(block.find({99}, {7}, day(100)).empty());
}

// Bounds of each kind, with starts of each kind.
RowsOfBlock all_kinds(int rounds) {
  RowsOfBlock rows;
  std::uint64_t number = 0;
  const auto add = [&](Instant start, const std::string& bounds, const std::string& rest = kNothing) {
    rows.add({{number % 7}, {static_cast<std::uint32_t>(number % 3)}, start, {number}},
             value_of(1 + number % 5, number * 77 % 1000, bounds, rest));
    ++number;
  };
  for (int round = 0; round < rounds; ++round) {
    for (const std::int64_t s : {-700'000, -1, 0, 1, 20'000}) {
      const Instant start = day(s + round);
      add(start, certain(start, day(s + round + 1)));
      add(start, certain(start, day(s + round + 400)));
      add(start, certain(start, kNever));
      add(start, bounds_of(std::nullopt));
      add(start, certain(start, {start.seconds + 3'600}));                          // an end within a day
      add({start.seconds + 5}, certain({start.seconds + 5}, {start.seconds + 6}));  // a start within one
      add({start.seconds + 5}, certain({start.seconds + 5}, day(s + round + 2)));
      add({start.seconds + 5}, certain({start.seconds + 5}, {start.seconds + 5 + 2 * kSecondsPerDay}));
      Validity vague;
      vague.bounds = {day(s + round - 300), start, day(s + round + 9), day(s + round + 300)};
      add(start, bounds_of(vague));
      vague.bounds = {day(s + round - 30), start, day(s + round - 29), day(s + round + 1)};
      add(start, bounds_of(vague), "\x01\x02" + std::to_string(number));
    }
    add(kBefore, bounds_of(std::nullopt));
    add(kBefore, certain(kBefore, kNever));
    add(kBefore, certain(kBefore, day(5)));
    add(kBefore, certain(kBefore, {77}));
    Validity ended;
    ended.bounds = {kBefore, day(3), day(4), kNever};
    add(day(3), bounds_of(ended));
    add(kNever, bounds_of(std::nullopt));
  }
  return rows;
}

TEST(Block, EveryKindOfTimeComesBack) {
  RowsOfBlock mostly_days = all_kinds(2);
  const std::size_t kinds = mostly_days.relations.size();
  for (std::uint64_t i = 0; i < 5 * kinds; ++i)
    mostly_days.add({{i % 7}, {1}, day(50), {1'000 + i}}, value_of(1, 3, certain(day(50), day(51)), kNothing));
  expect_block_comes_back(mostly_days, {0}, 7);
  EXPECT_EQ(BlockReader(block_of(mostly_days, {0}, 7), {0}).tick(), kSecondsPerDay);
  RowsOfBlock many_seconds = all_kinds(30);
  expect_block_comes_back(many_seconds, {0}, 7);
  const std::string bytes = block_of(many_seconds, {0}, 7);
  const BlockReader in_seconds(bytes, {0});
  EXPECT_EQ(in_seconds.tick(), 1);
  EXPECT_TRUE(in_seconds.seconds_in_tick().empty());
}

TEST(Block, TheEndsOfTheRangesComeBack) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t more : {std::int64_t{0}, std::int64_t{1}, 2 * kSecondsPerDay}) {  // all within days, and not
    RowsOfBlock rows;
    std::uint64_t number = 0;
    for (const Instant start : {Instant{-kFarthest + more}, Instant{kFarthest - 1 - more}, day(0), kBefore, kNever}) {
      for (const std::uint64_t far : {std::uint64_t{0}, kMost}) {
        rows.add({{kMost - 1 - number % 2}, {0xFFFF'FFFF}, start, {kMost - number}},
                 value_of(kMost - number, far, bounds_of(std::nullopt), kNothing));
        ++number;
      }
    }
    rows.add({{kMost - 1}, {0}, {-kFarthest}, {5}}, value_of(1, 1, certain({-kFarthest}, {kFarthest - 1}), kNothing));
    rows.add({{kMost - 1}, {0}, {-kFarthest}, {6}}, value_of(1, 1, certain({-kFarthest}, kNever), kNothing));
    rows.add({{kMost - 1}, {1}, {kFarthest - 2}, {7}},
             value_of(1, 1, certain({kFarthest - 2}, {kFarthest - 1}), kNothing));
    expect_block_comes_back(rows, {kMost - 2}, 2);
    const std::string bytes = block_of(rows, {kMost - 2}, 2);
    const BlockReader block(bytes, {kMost - 2});
    std::vector<std::int64_t> starts(block.size()), ends(block.size());
    block.times(std::span(starts), std::span(ends));
    std::vector<std::int32_t> short_starts(block.size()), short_ends(block.size());
    EXPECT_FALSE(block.times(std::span(short_starts), std::span(short_ends)));
    for (std::size_t i = 0; i < starts.size(); ++i) {
      const Instant start = rows.relations[i].key.start;
      EXPECT_EQ(starts[i] == std::numeric_limits<std::int64_t>::min(), start == kBefore);
      EXPECT_EQ(starts[i] == std::numeric_limits<std::int64_t>::max(), start == kNever);
      EXPECT_EQ(short_starts[i] == std::numeric_limits<std::int32_t>::min(), start == kBefore);
      EXPECT_EQ(short_starts[i] == std::numeric_limits<std::int32_t>::max(), start == kNever);
    }
  }
}

TEST(Block, UndatedRelationsDoNotWidenTheOthers) {
  const auto size_with = [](Instant undated) {
    RowsOfBlock rows;
    for (std::uint64_t i = 0; i < 1'000; ++i) {
      const Instant start = i % 3 == 0 ? undated : day(static_cast<std::int64_t>(i * 31 % 4'000));
      rows.add({{i % 10}, {1}, start, {i}}, value_of(1, i % 50, bounds_of(std::nullopt), kNothing));
    }
    rows.sort();
    return block_of(rows, {0}, 10).size();
  };
  EXPECT_LE(size_with(kBefore), size_with(day(0)) + 4);
}

TEST(Block, TheMostThatItHoldsComesBack) {
  RowsOfBlock rows;
  for (std::uint64_t i = 0; i < kMostBlockRelations; ++i) {
    const Instant start = day(static_cast<std::int64_t>(i * 7919 % 40'000));
    const std::string bounds =
        i % 2 == 0 ? certain(start, day(50'000)) : certain(start, {start.seconds + kSecondsPerDay});
    rows.add({{i * 31 % 1024}, {static_cast<std::uint32_t>(i % 16)}, start, {i}},
             value_of(1 + i / 1'000, i * 104'729 % 1'000'000, bounds, i % 100 == 0 ? "\x01\x01k"s : kNothing));
  }
  expect_block_comes_back(rows, {0}, 1024);
  RowsOfBlock hub;
  hub.side = BlockSide::kIn;
  for (std::uint64_t i = 0; i < kMostBlockRelations; ++i) {
    hub.add({{5}, {2}, day(static_cast<std::int64_t>(i % 300)), {i}}, value_of(1, i, "\x02", ""));
  }
  expect_block_comes_back(hub, {5}, 1);
}

TEST(Block, OfOneRelationComesBack) {
  RowsOfBlock rows;
  rows.add({{3}, {1}, kBefore, {0}}, value_of(1, 4, bounds_of(std::nullopt), kNothing));
  expect_block_comes_back(rows, {3}, 1);
  expect_block_comes_back(rows, {0}, kMostBlockEntities);
}

TEST(Block, RowsAreTakenApartAndRefusedWhereTheyAreNone) {
  const auto refused = [](auto split, const std::string& value) {
    try {
      split(day(0), value);
    } catch (const Error& error) {
      return error.code == ErrorCode::kCorruption;
    }
    return false;
  };
  EXPECT_TRUE(refused(split_out_row, value_of(1, 2, "\x02", ""))) << "no rest";
  EXPECT_TRUE(refused(split_in_row, value_of(1, 2, "\x02", kNothing))) << "a rest in `in`";
  EXPECT_TRUE(refused(split_in_row, value_of(1, 2, "\x09", ""))) << "bounds of no kind";
  EXPECT_TRUE(refused(split_out_row, ""));
  const std::string value = value_of(1, 2, "\x02", "\x01\x01k");
  const AdjacencyRow row = split_out_row(day(0), value);
  EXPECT_EQ(row.rest, "\x01\x01k");
  EXPECT_EQ(row.bounds, "\x02");
}

TEST(Block, EveryFlippedBitIsFound) {
  const std::string bytes = block_of(worked_block(), {0}, 3);
  ASSERT_EQ(block_refusal(bytes), ErrorCode::kInternal);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      EXPECT_EQ(block_refusal(damaged), ErrorCode::kCorruption) << i << " " << bit;
    }
    EXPECT_EQ(block_refusal(bytes.substr(0, i)), ErrorCode::kCorruption) << "cut at " << i;
  }
}

// Whatever a byte is changed to, with a sum that fits: it is read or refused.
TEST(Block, DamageWithARightSumIsReadOrRefused) {
  RowsOfBlock kinds = all_kinds(1);
  kinds.sort();
  int read = 0, refused = 0;
  for (const std::string& bytes : {block_of(worked_block(), {0}, 3), block_of(kinds, {0}, 7)}) {
    for (std::size_t i = 0; i + 4 < bytes.size(); ++i) {
      for (int change = 1; change<256; change += bytes.size()> 100 ? 51 : 1) {
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] + change);
        damaged = with_sum_mended(std::move(damaged));
        try {
          read_everything(BlockReader(damaged, {0}));
          ++read;
        } catch (const Error& error) {
          ASSERT_EQ(error.code, ErrorCode::kCorruption);
          ++refused;
        }
      }
    }
  }
  EXPECT_GT(read, 1'000);
  EXPECT_GT(refused, 1'000);
}

TEST(Block, WhatCannotBeIsRefused) {
  const std::string good = block_of(worked_block(), {0}, 3);
  const auto changed = [&](std::size_t at, char to) {
    std::string bytes = good;
    bytes[at] = to;
    return block_refusal(with_sum_mended(bytes));
  };
  EXPECT_EQ(block_refusal(with_sum_mended(good)), ErrorCode::kInternal);
  EXPECT_EQ(changed(0, 2), ErrorCode::kCorruption) << "another format";
  EXPECT_EQ(changed(1, '\x80'), ErrorCode::kCorruption) << "an unknown flag";
  EXPECT_EQ(changed(2, 0), ErrorCode::kCorruption) << "no relations";
  EXPECT_EQ(changed(4, 1), ErrorCode::kCorruption) << "degrees that say 2";
  EXPECT_EQ(changed(4, 3), ErrorCode::kCorruption) << "degrees that say 4";
  EXPECT_EQ(changed(7, 0), ErrorCode::kCorruption) << "no commits";
  EXPECT_EQ(changed(8, 0), ErrorCode::kCorruption) << "commit 0";
  EXPECT_EQ(changed(15, 0x03), ErrorCode::kCorruption) << "types 5 2 2: out of order";
  EXPECT_EQ(changed(30, 0x34), ErrorCode::kCorruption) << "an end of class 3 where a length is left over";
  EXPECT_EQ(block_refusal(good, {std::numeric_limits<std::uint64_t>::max() - 2}), ErrorCode::kCorruption);
}

}  // namespace
}  // namespace entente

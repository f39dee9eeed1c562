// How quickly columns and blocks are packed and unpacked, and how many bytes they take: of relations between a million
// entities, 16 types of which some are frequent, far ends of which few have many relations, starts over a hundred
// years.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "storage/block.hpp"

namespace entente {
namespace {

constexpr std::uint64_t kEntities = 1'048'576, kRelations = 10'000'000;
constexpr std::size_t kInBlock = 9'766;  // of 1024 entities

class BlockNumbers {
 public:
  std::uint64_t next() {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return state_ ^ state_ >> 31;
  }
  std::uint64_t below(std::uint64_t n) { return (next() >> 16) % n; }
  // Of each power of two as many: few low numbers are had by most.
  std::uint64_t powers(int bits) { return below(std::uint64_t{2} << below(static_cast<std::uint64_t>(bits))); }

 private:
  std::uint64_t state_ = 20'240'229;
};

// Half of the relations are of a day, a seventh is open, the others last 2 to 16,383 days.
std::vector<PackedRelation> relations_of_block(BlockSide side, std::vector<std::string>& bounds) {
  BlockNumbers numbers;
  bounds.resize(kInBlock);
  std::vector<PackedRelation> relations(kInBlock);
  for (std::size_t i = 0; i < kInBlock; ++i) {
    PackedRelation& r = relations[i];
    const Instant start{(static_cast<std::int64_t>(numbers.below(36'525)) - 20'000) * kSecondsPerDay};
    r.key = {
        {numbers.below(1024)}, {static_cast<std::uint32_t>(numbers.powers(4))}, start, {numbers.below(kRelations)}};
    const std::uint64_t kind = numbers.below(100), length = 2 + numbers.powers(13);
    const std::int64_t days = kind < 49 ? 1 : static_cast<std::int64_t>(length);
    const Instant end =
        kind < 63 && kind >= 49 ? Instant::plus_infinity() : Instant{start.seconds + days * kSecondsPerDay};
    put_bounds(bounds[i], Period::certain(start, end), StartIs::kInKey);
    // Scrambled, as numbers of entities don't follow their degrees.
    const std::uint64_t far = numbers.powers(20) * 0x9E37'79B1U % kEntities;
    r.row = {{1}, {far}, bounds[i], {}};
  }
  std::sort(relations.begin(), relations.end(),
            [side](const PackedRelation& a, const PackedRelation& b) { return stands_before(side, a, b); });
  return relations;
}

void count_relations(benchmark::State& state, std::size_t bytes) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kInBlock));
  state.counters["bytes"] = static_cast<double>(bytes) / static_cast<double>(kInBlock);
}

void pack_block(benchmark::State& state, BlockSide side) {
  std::vector<std::string> bounds;
  const std::vector<PackedRelation> relations = relations_of_block(side, bounds);
  std::string block;
  for (auto _ : state) {
    block.clear();
    put_block(block, side, {0}, 1024, relations);
    benchmark::DoNotOptimize(block.data());
  }
  count_relations(state, block.size());
}
BENCHMARK_CAPTURE(pack_block, out, BlockSide::kOut);
BENCHMARK_CAPTURE(pack_block, in, BlockSide::kIn);

// All that a graph in memory keeps: runs, types, far ends, starts, ends and, of `out`, numbers.
void unpack_block(benchmark::State& state, BlockSide side) {
  std::vector<std::string> bounds;
  std::string bytes;
  put_block(bytes, side, {0}, 1024, relations_of_block(side, bounds));
  std::vector<std::uint32_t> types(kInBlock), far(kInBlock), numbers(kInBlock);
  std::vector<std::int32_t> starts(kInBlock), ends(kInBlock);
  for (auto _ : state) {
    const BlockReader block(bytes, {0});
    block.types().unpack(0, std::span(types));
    block.far().unpack(0, std::span(far));
    benchmark::DoNotOptimize(block.times(std::span(starts), std::span(ends)));
    if (side == BlockSide::kOut) block.numbers().unpack(0, std::span(numbers));
    benchmark::DoNotOptimize(far.data());
    benchmark::ClobberMemory();
  }
  count_relations(state, bytes.size());
}
BENCHMARK_CAPTURE(unpack_block, out, BlockSide::kOut);
BENCHMARK_CAPTURE(unpack_block, in, BlockSide::kIn);

void unpack_block_as_rows(benchmark::State& state) {
  std::vector<std::string> bounds;
  std::string bytes, memory;
  put_block(bytes, BlockSide::kOut, {0}, 1024, relations_of_block(BlockSide::kOut, bounds));
  for (auto _ : state) benchmark::DoNotOptimize(BlockReader(bytes, {0}).all(memory));
  count_relations(state, bytes.size());
}
BENCHMARK(unpack_block_as_rows);

// The time is that of one.
void find_in_block(benchmark::State& state) {
  std::vector<std::string> bounds;
  std::string bytes, memory;
  const std::vector<PackedRelation> relations = relations_of_block(BlockSide::kOut, bounds);
  put_block(bytes, BlockSide::kOut, {0}, 1024, relations);
  const BlockReader block(bytes, {0});
  BlockNumbers numbers;
  for (auto _ : state) {
    const AdjacencyKey& key = relations[numbers.below(kInBlock)].key;
    benchmark::DoNotOptimize(block.at(*block.find(key), memory));
  }
}
BENCHMARK(find_in_block);

void open_block(benchmark::State& state) {
  std::vector<std::string> bounds;
  std::string bytes;
  put_block(bytes, BlockSide::kOut, {0}, 1024, relations_of_block(BlockSide::kOut, bounds));
  for (auto _ : state) benchmark::DoNotOptimize(BlockReader(bytes, {0}).size());
}
BENCHMARK(open_block);

std::vector<std::int64_t> values_of_width(std::int64_t bits) {
  BlockNumbers numbers;
  std::vector<std::int64_t> values(65'536);
  for (std::int64_t& v : values) v = static_cast<std::int64_t>(numbers.below(std::uint64_t{1} << bits)) - 100;
  values[7] = std::numeric_limits<std::int64_t>::min();
  return values;
}

template <class T>
void unpack_column(benchmark::State& state) {
  const std::vector<std::int64_t> values = values_of_width(state.range(0));
  std::string bytes;
  put_column(bytes, std::span(values).subspan(8));
  ByteReader in(bytes);
  const ColumnReader column(in, values.size() - 8);
  std::vector<T> out(column.size());
  for (auto _ : state) {
    column.unpack(0, std::span(out));
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}
BENCHMARK_TEMPLATE(unpack_column, std::int32_t)->Arg(1)->Arg(4)->Arg(8)->Arg(12)->Arg(16)->Arg(24);
BENCHMARK_TEMPLATE(unpack_column, std::int64_t)->Arg(1)->Arg(8)->Arg(16)->Arg(24)->Arg(40);

void pack_column(benchmark::State& state) {
  const std::vector<std::int64_t> values = values_of_width(state.range(0));
  std::string bytes;
  for (auto _ : state) {
    bytes.clear();
    put_column(bytes, values);
    benchmark::DoNotOptimize(bytes.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK(pack_column)->Arg(4)->Arg(16)->Arg(24);

}  // namespace
}  // namespace entente

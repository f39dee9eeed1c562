// Blocks of any rows of out and in give these rows back, whole and one by one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "support/blocks.hpp"

namespace entente {
namespace {

rc::Gen<std::int64_t> block_seconds() {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const auto days =
      rc::gen::map(rc::gen::inRange<std::int64_t>(-30'000, 30'000), [](std::int64_t d) { return d * kSecondsPerDay; });
  return rc::gen::weightedOneOf<std::int64_t>(
      {{12, days},
       {2, rc::gen::inRange<std::int64_t>(-200'000, 200'000)},
       {1, rc::gen::element(-kMost - 1, -kMost, -kMost + 1, kMost, kMost - 1, kMost - kSecondsPerDay)}});
}

// Valid bounds with the start that they have in a key: mostly certain ones.
std::pair<Instant, std::string> random_bounds() {
  const Instant start{*block_seconds()};
  std::string bytes;
  const int kind = *rc::gen::inRange(0, 8);
  if (kind == 0) {
    put_bounds(bytes, std::nullopt, StartIs::kInKey);
    return {start, bytes};
  }
  Period p = Period::certain(start, Instant{*block_seconds()});
  if (kind == 1) p.latest_end = p.earliest_end = Instant::plus_infinity();
  if (kind == 2 && start.seconds < 1'000'000'000'000)
    p.latest_end = p.earliest_end = {start.seconds + *rc::gen::element(std::int64_t{1}, kSecondsPerDay)};
  if (kind == 3) p.earliest_start = {std::min(start.seconds, *block_seconds())};
  if (kind == 4) p.latest_end = {std::max(p.earliest_end.seconds, *block_seconds())};
  // Beside the farthest instants the bounds of a date can't be told from others without leaving the range.
  const auto far_off = [](Instant t) {
    return t.is_finite() && std::abs(t.seconds) > std::numeric_limits<std::int64_t>::max() - 2 * kSecondsPerDay;
  };
  const bool uncertain_far = !p.is_certain() && (far_off(p.earliest_start) || far_off(p.latest_start));
  if (!p.is_valid() || uncertain_far) {
    put_bounds(bytes, std::nullopt, StartIs::kInKey);
  } else {
    put_bounds(bytes, p, StartIs::kInKey);
  }
  return {start, bytes};
}

RowsOfBlock random_rows(BlockSide side, std::uint64_t first, std::uint32_t entities) {
  RowsOfBlock rows;
  rows.side = side;
  const int n = *rc::gen::inRange(1, 60);
  const bool far_numbers = *rc::gen::inRange(0, 4) == 0;
  std::set<std::uint64_t> numbers;
  std::vector<std::pair<Instant, std::string>> earlier;
  for (int i = 0; i < n; ++i) {
    // Some have the time of one before, so that several are alike.
    if (earlier.empty() || *rc::gen::inRange(0, 3) > 0) earlier.push_back(random_bounds());
    const auto& [start, bounds] = earlier[*rc::gen::inRange<std::size_t>(0, earlier.size())];
    const auto number = far_numbers ? *rc::gen::arbitrary<std::uint64_t>() : static_cast<std::uint64_t>(i);
    if (!numbers.insert(number).second) continue;
    std::string value;
    put_recorded(value, {*rc::gen::oneOf(rc::gen::just(std::uint64_t{1}), rc::gen::inRange<std::uint64_t>(1, 1'000))});
    put_varint(value, *rc::gen::oneOf(rc::gen::inRange<std::uint64_t>(0, 4), rc::gen::arbitrary<std::uint64_t>()));
    value += bounds;
    if (side == BlockSide::kOut) {
      // Bytes of which the codec knows nothing, or none.
      value += *rc::gen::inRange(0, 3) == 0 ? "\x01" + *rc::gen::arbitrary<std::string>() : std::string(1, '\0');
    }
    const auto near = first + *rc::gen::inRange<std::uint64_t>(0, entities);
    rows.add({{near}, {*rc::gen::inRange<std::uint32_t>(0, 3)}, start, {number}}, std::move(value));
  }
  rows.sort();
  return rows;
}

void check_comes_back(BlockSide side) {
  const auto entities = *rc::gen::inRange<std::uint32_t>(1, 9);
  const auto first = *rc::gen::inRange<std::uint64_t>(0, 3'000);
  const RowsOfBlock rows = random_rows(side, first, entities);
  const std::string bytes = block_of(rows, {first}, entities);
  std::string rests;
  if (has_rests(rows.relations)) put_rest_block(rests, rows.relations);
  const std::vector<char> exact(bytes.begin(), bytes.end());
  const BlockReader block(std::string_view(exact.data(), exact.size()), {first});
  block.check();
  RC_ASSERT(block.has_rest() == !rests.empty());
  RC_ASSERT(rows_of_block(block, rests) == rows_of_relations(side, rows.relations));
  if (side == BlockSide::kOut) RC_ASSERT(rows_by_columns(block, rests) == rows_of_relations(side, rows.relations));

  std::string bounds;
  std::vector<std::int64_t> starts(block.size()), ends(block.size());
  block.times(std::span(starts), std::span(ends));
  std::map<std::tuple<EntityId, SymbolId, Instant, EntityId>, std::uint32_t> alike;
  for (std::uint32_t place = 0; place < block.size(); ++place) {
    PackedRelation meant = rows.relations[place];
    const PackedRelation one = block.at(place, bounds);
    if (side == BlockSide::kOut) {
      RC_ASSERT(block.find(meant.key) == std::optional(place));
      const AdjacencyKey other{meant.key.near, {meant.key.type.value + 7}, meant.key.start, meant.key.relation};
      RC_ASSERT(!block.find(other));
    } else {
      const BlockRun run = block.find(meant.key.near, meant.key.type, meant.key.start, meant.row.far);
      RC_ASSERT(run.begin + (alike[std::tuple(meant.key.near, meant.key.type, meant.key.start, meant.row.far)]++) ==
                place);
      RC_ASSERT(place < run.end);
      meant.key.relation = {};
    }
    meant.row.rest = {};
    RC_ASSERT(one == meant);
    // The times in ticks say what the bounds say.
    ByteReader in(meant.row.bounds);
    const std::optional<Period> period = read_bounds(in, meant.key.start);
    const auto end_class = static_cast<EndClass>(block.end_classes().at(place));
    RC_ASSERT((end_class == EndClass::kNotStated) == !period.has_value());
    if (meant.key.start.is_finite()) {
      const std::int64_t within = meant.key.start.seconds % block.tick();
      const std::int64_t floor = meant.key.start.seconds / block.tick() - (within < 0 ? 1 : 0);
      RC_ASSERT(starts[place] == floor);
      if (end_class == EndClass::kNextTick || end_class == EndClass::kLength) {
        RC_ASSERT(period->is_certain());
        RC_ASSERT((ends[place] - starts[place]) * block.tick() == period->latest_end.seconds - meant.key.start.seconds);
      }
    }
    if (end_class == EndClass::kOpen) RC_ASSERT(period->earliest_end == Instant::plus_infinity());
  }
}

RC_GTEST_PROP(BlockLaw, AnyRowsOfOutComeBack, ()) {
  check_comes_back(BlockSide::kOut);
}

RC_GTEST_PROP(BlockLaw, AnyRowsOfInComeBack, ()) {
  check_comes_back(BlockSide::kIn);
}

// Bytes changed at random, with a sum that fits: read or refused.
RC_GTEST_PROP(BlockLaw, DamageIsReadOrRefused, ()) {
  const RowsOfBlock rows = random_rows(*rc::gen::element(BlockSide::kOut, BlockSide::kIn), 5, 4);
  std::string bytes = block_of(rows, {5}, 4);
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) {
    bytes[*rc::gen::inRange<std::size_t>(0, bytes.size() - 4)] = *rc::gen::arbitrary<char>();
  }
  bytes = with_sum_mended(bytes);
  try {
    read_everything(BlockReader(bytes, {5}));
  } catch (const Error& error) {
    RC_ASSERT(error.code == ErrorCode::kCorruption);
  }
}

}  // namespace
}  // namespace entente

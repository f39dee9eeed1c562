#include "storage/block.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <tuple>

#include "storage/block_parts.hpp"

namespace entente {
namespace {

// How many relations are decoded at a time: their numbers stay in the nearest cache.
constexpr std::size_t kChunk = 1024;

template <class Tick>
constexpr std::int64_t least_tick() {
  return std::numeric_limits<Tick>::min();
}
template <class Tick>
constexpr std::int64_t greatest_tick() {
  return std::numeric_limits<Tick>::max();
}

// A finite time as a Tick; the nearest finite one, and `exact` false, where it is beyond.
template <class Tick>
Tick finite_tick(std::int64_t tick, bool& exact) {
  const std::int64_t kept = std::clamp(tick, least_tick<Tick>() + 1, greatest_tick<Tick>() - 1);
  exact &= kept == tick;
  return static_cast<Tick>(kept);
}

EndClass checked_class(std::int64_t number) {
  if (number < 0 || number > static_cast<std::int64_t>(EndClass::kAside)) {
    ByteReader::fail("has an end of an unknown class");
  }
  return static_cast<EndClass>(number);
}

Instant finite_instant(std::int64_t seconds) {
  const Instant t{seconds};
  if (!t.is_finite()) ByteReader::fail("holds a time beyond the range of instants");
  return t;
}

std::vector<TransactionId> read_commits(ByteReader& in) {
  const std::size_t n = in.count();
  std::vector<TransactionId> commits;
  commits.reserve(n);
  std::uint64_t commit = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t step = in.varint();
    if (step == 0 || __builtin_add_overflow(commit, step, &commit)) ByteReader::fail("has commits out of order");
    commits.push_back({commit});
  }
  return commits;
}

std::vector<std::uint32_t> read_runs(ByteReader& in) {
  const std::uint64_t relations = in.varint();
  if (relations == 0 || relations > kMostBlockRelations) ByteReader::fail("has an impossible number of relations");
  const std::size_t entities = in.count();
  if (entities == 0 || entities > kMostBlockEntities) ByteReader::fail("has an impossible number of entities");
  std::vector<std::uint32_t> runs;
  runs.reserve(entities + 1);
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < entities; ++i) {
    runs.push_back(static_cast<std::uint32_t>(begin));
    const std::uint64_t degree = in.varint();
    if (degree > relations - begin) ByteReader::fail("has entities with more relations than it holds");
    begin += degree;
  }
  if (begin != relations) ByteReader::fail("has entities with fewer relations than it holds");
  runs.push_back(static_cast<std::uint32_t>(begin));
  return runs;
}

// The value beside a place in an ascending list; null where it has none.
template <class Value>
const Value* value_at(const std::vector<std::pair<std::uint32_t, Value>>& list, std::uint32_t place) {
  const auto at = std::lower_bound(list.begin(), list.end(), place,
                                   [](const auto& entry, std::uint32_t p) { return entry.first < p; });
  return at != list.end() && at->first == place ? &at->second : nullptr;
}

// The first place of a run for which `before` does not hold.
template <class Before>
std::uint32_t first_not(BlockRun run, Before before) {
  while (!run.empty()) {
    const std::uint32_t middle = run.begin + run.size() / 2;
    if (before(middle)) {
      run.begin = middle + 1;
    } else {
      run.end = middle;
    }
  }
  return run.begin;
}

}  // namespace

BlockReader::BlockReader(std::string_view block, EntityId first) : first_(first) {
  ByteReader in(without_block_sum(block));
  if (in.byte() != kBlockFormat) ByteReader::fail("is a block of an unknown format");
  const std::uint8_t flags = read_flags(in, kTicksAreSeconds | kBoundsAside | kFinerStarts | kHasRestBlock |
                                                kNoNumbers | kStartsAtMinusInfinity | kStartsAtPlusInfinity);
  side_ = (flags & kNoNumbers) != 0 ? BlockSide::kIn : BlockSide::kOut;
  has_rest_ = (flags & kHasRestBlock) != 0;
  tick_ = (flags & kTicksAreSeconds) != 0 ? 1 : kSecondsPerDay;
  runs_ = read_runs(in);
  if (first.value > std::numeric_limits<std::uint64_t>::max() - entities()) {
    ByteReader::fail("has entities beyond the last");
  }
  commits_ = read_commits(in);
  if ((flags & kStartsAtMinusInfinity) != 0) minus_infinity_ = in.zigzag();
  if ((flags & kStartsAtPlusInfinity) != 0) plus_infinity_ = in.zigzag();
  read_columns(in, flags);
  in.expect_end();
}

void BlockReader::read_columns(ByteReader& in, std::uint8_t flags) {
  const std::size_t n = size();
  recorded_ = ColumnReader(in, n);
  types_ = ColumnReader(in, n);
  far_ = ColumnReader(in, n);
  starts_ = ColumnReader(in, n);
  end_classes_ = ColumnReader(in, n);
  const std::uint64_t lengths = in.varint();
  if (lengths > n) ByteReader::fail("states more than it holds");
  lengths_ = ColumnReader(in, lengths);
  if (side_ == BlockSide::kOut) numbers_ = ColumnReader(in, n);
  if ((flags & kBoundsAside) != 0) {
    std::int64_t place = -1;
    for (std::size_t i = in.count(); i > 0; --i) {
      place = next_place(in, place, n);
      aside_.emplace_back(static_cast<std::uint32_t>(place), in.string());
    }
  }
  if ((flags & kFinerStarts) != 0) {
    std::int64_t place = -1;
    for (std::size_t i = in.count(); i > 0; --i) {
      place = next_place(in, place, n);
      const std::uint64_t seconds = in.varint();
      if (seconds == 0 || seconds >= static_cast<std::uint64_t>(tick_)) ByteReader::fail("has seconds beyond a tick");
      seconds_.emplace_back(static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(seconds));
    }
  }
}

BlockRun BlockReader::run_of(EntityId near) const {
  if (near < first_ || near.value - first_.value >= entities()) return {};
  const auto i = static_cast<std::size_t>(near.value - first_.value);
  return {runs_[i], runs_[i + 1]};
}

EntityId BlockReader::near_of(std::uint32_t place) const {
  const auto behind = std::upper_bound(runs_.begin(), runs_.end(), place);
  return {first_.value + static_cast<std::uint64_t>(behind - runs_.begin()) - 1};
}

SymbolId BlockReader::type_of(std::uint32_t place) const {
  const std::int64_t type = types_.at(place);
  if (!std::in_range<std::uint32_t>(type)) ByteReader::fail("holds a number that is too large");
  return {static_cast<std::uint32_t>(type)};
}

TransactionId BlockReader::recorded_of(std::uint32_t place) const {
  const std::int64_t commit = recorded_.at(place);
  if (commit < 0 || static_cast<std::uint64_t>(commit) >= commits_.size())
    ByteReader::fail("was recorded by no commit");
  return commits_[static_cast<std::size_t>(commit)];
}

EndClass BlockReader::end_class_of(std::uint32_t place) const {
  return checked_class(end_classes_.at(place));
}

Instant BlockReader::start_of(std::uint32_t place) const {
  return instant_of(starts_.at(place), place);
}

Instant BlockReader::instant_of(std::int64_t start_tick, std::uint32_t place) const {
  if (start_tick == minus_infinity_) return Instant::minus_infinity();
  if (start_tick == plus_infinity_) return Instant::plus_infinity();
  const std::uint32_t* const within = seconds_.empty() ? nullptr : value_at(seconds_, place);
  std::int64_t tick = start_tick, seconds = within == nullptr ? 0 : *within;
  // The beginning of the least tick may be less than the least number that the instant in it is.
  if (tick < 0) {
    ++tick;
    seconds -= tick_;
  }
  if (__builtin_mul_overflow(tick, tick_, &tick) || __builtin_add_overflow(tick, seconds, &seconds)) {
    ByteReader::fail("holds a time beyond the range of instants");
  }
  return finite_instant(seconds);
}

std::uint32_t BlockReader::lengths_before(std::uint32_t place) const {
  std::array<std::uint8_t, kChunk> classes;
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < place; at += kChunk) {
    const std::span<std::uint8_t> part(classes.data(), std::min<std::size_t>(kChunk, place - at));
    end_classes_.unpack(at, part);
    before += static_cast<std::uint32_t>(std::count(part.begin(), part.end(), static_cast<int>(EndClass::kLength)));
  }
  return before;
}

void BlockReader::put_bounds_of(std::string& out, std::uint32_t place, Instant start, EndClass end,
                                std::uint32_t length_place) const {
  std::int64_t length = 1;
  switch (end) {
    case EndClass::kOpen:
      return put_bounds(out, Period::certain(start, Instant::plus_infinity()), StartIs::kInKey);
    case EndClass::kNotStated:
      return put_bounds(out, std::nullopt, StartIs::kInKey);
    case EndClass::kAside: {
      const std::string_view* const bounds = value_at(aside_, place);
      if (bounds == nullptr) ByteReader::fail("lacks bounds that stand aside");
      out.append(*bounds);
      return;
    }
    case EndClass::kLength:
      if (length_place >= lengths_.size()) ByteReader::fail("lacks a length");
      length = lengths_.at(length_place);
      break;
    case EndClass::kNextTick:
      break;
  }
  std::int64_t seconds = 0;
  if (!start.is_finite() || length <= 0 || __builtin_mul_overflow(length, tick_, &seconds) ||
      __builtin_add_overflow(start.seconds, seconds, &seconds)) {
    ByteReader::fail("holds a time beyond the range of instants");
  }
  put_bounds(out, Period::certain(start, finite_instant(seconds)), StartIs::kInKey);
}

PackedRelation BlockReader::at(std::uint32_t place, std::string& bounds) const {
  assert(place < size());
  const EndClass end = end_class_of(place);
  bounds.clear();
  PackedRelation r = at(place, end, end == EndClass::kLength ? lengths_before(place) : 0, bounds);
  r.row.bounds = bounds;
  return r;
}

// Without the bounds, which are appended to `bounds`.
PackedRelation BlockReader::at(std::uint32_t place, EndClass end, std::uint32_t length_place,
                               std::string& bounds) const {
  PackedRelation r;
  r.key = {near_of(place), type_of(place), start_of(place), {}};
  if (side_ == BlockSide::kOut) r.key.relation.value = static_cast<std::uint64_t>(numbers_.at(place));
  r.row.recorded = recorded_of(place);
  r.row.far.value = static_cast<std::uint64_t>(far_.at(place));
  put_bounds_of(bounds, place, r.key.start, end, length_place);
  return r;
}

std::vector<PackedRelation> BlockReader::all(std::string& bounds) const {
  std::vector<PackedRelation> relations;
  std::vector<std::size_t> ends;
  relations.reserve(size());
  ends.reserve(size());
  bounds.clear();
  std::uint32_t length_place = 0;
  for (std::uint32_t place = 0; place < size(); ++place) {
    const EndClass end = end_class_of(place);
    relations.push_back(at(place, end, length_place, bounds));
    ends.push_back(bounds.size());
    if (end == EndClass::kLength) ++length_place;
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    relations[i].row.bounds = std::string_view(bounds).substr(begin, ends[i] - begin);
    begin = ends[i];
  }
  return relations;
}

template <class Tick>
bool BlockReader::times(std::span<Tick> starts, std::span<Tick> ends) const {
  assert(starts.size() == size() && ends.size() == size());
  std::array<std::int64_t, kChunk> ticks;
  std::array<std::int64_t, kChunk + 1> lengths;  // one more, which is read and not used behind the last
  std::array<std::uint8_t, kChunk> classes;
  std::size_t length_place = 0;
  bool exact = true;
  for (std::size_t at = 0; at < starts.size(); at += kChunk) {
    const std::size_t n = std::min(kChunk, starts.size() - at);
    starts_.unpack(at, std::span(ticks.data(), n));
    end_classes_.unpack(at, std::span(classes.data(), n));
    const auto with_length = static_cast<std::size_t>(std::count(
        classes.begin(), classes.begin() + static_cast<std::ptrdiff_t>(n), static_cast<int>(EndClass::kLength)));
    if (with_length > lengths_.size() - length_place) ByteReader::fail("lacks a length");
    lengths_.unpack(length_place, std::span(lengths.data(), with_length));
    lengths[with_length] = 0;
    length_place += with_length;

    std::size_t next_length = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t start = ticks[i];
      const EndClass end = checked_class(classes[i]);
      const bool infinite = start == minus_infinity_ || start == plus_infinity_;
      starts[at + i] = infinite
                           ? static_cast<Tick>(start == minus_infinity_ ? least_tick<Tick>() : greatest_tick<Tick>())
                           : finite_tick<Tick>(start, exact);
      const std::int64_t length = end == EndClass::kNextTick ? 1 : lengths[next_length];
      next_length += end == EndClass::kLength ? 1 : 0;
      if (end != EndClass::kNextTick && end != EndClass::kLength) {
        ends[at + i] = static_cast<Tick>(greatest_tick<Tick>());
        continue;
      }
      std::int64_t sum = 0;
      if (infinite || length <= 0 || __builtin_add_overflow(start, length, &sum)) {
        ByteReader::fail("holds a time beyond the range of instants");
      }
      ends[at + i] = finite_tick<Tick>(sum, exact);
    }
  }
  return exact;
}

template bool BlockReader::times(std::span<std::int64_t>, std::span<std::int64_t>) const;
template bool BlockReader::times(std::span<std::int32_t>, std::span<std::int32_t>) const;

void BlockReader::columns(std::span<const std::uint32_t> leave_out, RelationColumns& to,
                          std::vector<std::uint32_t>& others) const {
  assert(side_ == BlockSide::kOut);
  const std::size_t n = size();
  std::vector<std::int64_t> starts(n), ends(n), far(n), numbers(n);
  std::vector<std::uint32_t> types(n), recorded(n);
  std::vector<std::uint8_t> classes(n);
  times<std::int64_t>(starts, ends);
  far_.unpack<std::int64_t>(0, far);
  numbers_.unpack<std::int64_t>(0, numbers);
  types_.unpack<std::uint32_t>(0, types);
  recorded_.unpack<std::uint32_t>(0, recorded);
  end_classes_.unpack<std::uint8_t>(0, classes);
  std::vector<std::uint8_t> is_other(n, 0);
  for (const std::uint32_t place : leave_out) is_other[place] = 1;
  for (const auto& entry : aside_) is_other[entry.first] = 1;
  for (const auto& entry : seconds_) is_other[entry.first] = 1;
  const auto instant = [this](std::int64_t tick) {
    if (tick == least_tick<std::int64_t>()) return Instant::minus_infinity();
    if (tick == greatest_tick<std::int64_t>()) return Instant::plus_infinity();
    std::int64_t seconds = 0;
    if (__builtin_mul_overflow(tick, tick_, &seconds)) ByteReader::fail("holds a time beyond the range of instants");
    return finite_instant(seconds);
  };
  std::size_t at = to.size();
  to.resize(at + n);
  for (std::uint32_t entity = 0; entity < entities(); ++entity) {
    for (std::uint32_t place = runs_[entity]; place < runs_[entity + 1]; ++place) {
      const EndClass end = checked_class(classes[place]);
      if (is_other[place] != 0 || end == EndClass::kAside) {
        others.push_back(place);
        continue;
      }
      if (recorded[place] >= commits_.size()) ByteReader::fail("was recorded by no commit");
      to.from[at] = {first_.value + entity};
      to.to[at] = {static_cast<std::uint64_t>(far[place])};
      to.type[at] = {types[place]};
      to.start[at] = instant(starts[place]);
      to.end[at] = instant(ends[place]);
      to.is_stated[at] = end == EndClass::kNotStated ? 0 : 1;
      to.relation[at] = {static_cast<std::uint64_t>(numbers[place])};
      to.recorded[at] = commits_[recorded[place]];
      ++at;
    }
  }
  to.resize(at);
}

BlockRun BlockReader::find(EntityId near, SymbolId type, Instant start) const {
  BlockRun run = run_of(near);
  const auto key_at = [this](std::uint32_t place) { return std::pair(type_of(place), start_of(place)); };
  run.begin = first_not(run, [&](std::uint32_t place) { return key_at(place) < std::pair(type, start); });
  run.end = first_not(run, [&](std::uint32_t place) { return key_at(place) <= std::pair(type, start); });
  return run;
}

std::optional<std::uint32_t> BlockReader::find(const AdjacencyKey& key) const {
  assert(side_ == BlockSide::kOut);
  const BlockRun run = find(key.near, key.type, key.start);
  const auto number_at = [this](std::uint32_t place) { return static_cast<std::uint64_t>(numbers_.at(place)); };
  const std::uint32_t place = first_not(run, [&](std::uint32_t p) { return number_at(p) < key.relation.value; });
  if (place == run.end || number_at(place) != key.relation.value) return std::nullopt;
  return place;
}

BlockRun BlockReader::find(EntityId near, SymbolId type, Instant start, EntityId far) const {
  assert(side_ == BlockSide::kIn);
  BlockRun run = find(near, type, start);
  const auto far_at = [this](std::uint32_t place) { return static_cast<std::uint64_t>(far_.at(place)); };
  run.begin = first_not(run, [&](std::uint32_t place) { return far_at(place) < far.value; });
  run.end = first_not(run, [&](std::uint32_t place) { return far_at(place) <= far.value; });
  return run;
}

void BlockReader::check() const {
  std::string bounds;
  const std::vector<PackedRelation> relations = all(bounds);
  for (std::size_t i = 1; i < relations.size(); ++i) {
    const bool in_order = side_ == BlockSide::kOut ? stands_before(side_, relations[i - 1], relations[i])
                                                   : !stands_before(side_, relations[i], relations[i - 1]);
    if (!in_order) ByteReader::fail("has relations out of order");
  }
  std::size_t with_length = 0, aside = 0;
  for (std::uint32_t place = 0; place < size(); ++place) {
    const EndClass end = end_class_of(place);
    with_length += end == EndClass::kLength ? 1 : 0;
    aside += end == EndClass::kAside ? 1 : 0;
    ByteReader in(relations[place].row.bounds);
    read_bounds(in, relations[place].key.start);
    in.expect_end();
  }
  if (with_length != lengths_.size()) ByteReader::fail("has a length too many");
  if (aside != aside_.size()) ByteReader::fail("has bounds aside too many");
  for (const auto& [place, seconds] : seconds_) {
    if (!relations[place].key.start.is_finite()) ByteReader::fail("has seconds within an infinite start");
  }
}

}  // namespace entente

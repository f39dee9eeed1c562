#include <algorithm>
#include <cassert>
#include <limits>
#include <tuple>

#include "storage/block.hpp"
#include "storage/block_parts.hpp"
#include "storage/rest_block.hpp"

namespace entente {
namespace {

// The tag of bounds that give an end within a day, in field_codecs.cpp: certain, with the end as an instant.
constexpr char kEndAsInstant = 4;

std::int64_t floor_to_tick(std::int64_t seconds, std::int64_t tick) {
  return seconds / tick - (seconds % tick < 0 ? 1 : 0);
}

std::int64_t tick_for(std::span<const PackedRelation> relations) {
  const auto within_a_day = [](const PackedRelation& r) {
    return (r.key.start.is_finite() && r.key.start.seconds % kSecondsPerDay != 0) ||
           (!r.row.bounds.empty() && r.row.bounds.front() == kEndAsInstant);
  };
  const auto finer = static_cast<std::size_t>(std::count_if(relations.begin(), relations.end(), within_a_day));
  return finer > relations.size() / 4 ? 1 : kSecondsPerDay;
}

std::optional<Period> read_all_bounds(std::string_view bounds, Instant start) {
  ByteReader in(bounds);
  const std::optional<Period> period = read_bounds(in, start);
  in.expect_end();
  return period;
}

struct PackedEnd {
  EndClass end;
  std::int64_t length = 0;  // of kLength
};

// The class from which the very bytes of `bounds` can be made again; `scratch` is memory.
PackedEnd end_of(Instant start, std::string_view bounds, std::int64_t tick, std::string& scratch) {
  if (!start.is_finite() && bounds.size() > 1) return {EndClass::kAside};
  const std::optional<Period> period = read_all_bounds(bounds, start);
  scratch.clear();
  if (!period) {
    put_bounds(scratch, std::nullopt, StartIs::kInKey);
    return {scratch == bounds ? EndClass::kNotStated : EndClass::kAside};
  }
  if (!period->is_certain() || period->latest_start != start) return {EndClass::kAside};
  put_bounds(scratch, *period, StartIs::kInKey);
  if (scratch != bounds) return {EndClass::kAside};
  const Instant end = period->latest_end;
  if (end == Instant::plus_infinity()) return {EndClass::kOpen};
  std::int64_t seconds = 0;
  if (__builtin_sub_overflow(end.seconds, start.seconds, &seconds) || seconds % tick != 0) return {EndClass::kAside};
  const std::int64_t length = seconds / tick;
  return length == 1 ? PackedEnd{EndClass::kNextTick} : PackedEnd{EndClass::kLength, length};
}

// The columns of a block before they are packed.
class BlockWriter {
 public:
  BlockWriter(BlockSide side, std::span<const PackedRelation> relations)
      : side_(side), relations_(relations), tick_(tick_for(relations)) {
    collect_commits();
    collect_starts();
    collect_ends();
  }

  void put(std::string& out, EntityId first, std::uint32_t entities) {
    const std::size_t begin = out.size();
    out.push_back(static_cast<char>(kBlockFormat));
    out.push_back(static_cast<char>(flags()));
    put_degrees(out, first, entities);
    put_varint(out, commits_.size());
    std::uint64_t previous = 0;
    for (const std::uint64_t commit : commits_) {
      put_varint(out, commit - previous);
      previous = commit;
    }
    if (minus_infinity_) put_zigzag(out, *minus_infinity_);
    if (plus_infinity_) put_zigzag(out, *plus_infinity_);

    put(out, [this](const PackedRelation& r) {
      const auto at = std::lower_bound(commits_.begin(), commits_.end(), r.row.recorded.value);
      return static_cast<std::int64_t>(at - commits_.begin());
    });
    put(out, [](const PackedRelation& r) { return std::int64_t{r.key.type.value}; });
    put(out, [](const PackedRelation& r) { return static_cast<std::int64_t>(r.row.far.value); });
    put_column(out, starts_);
    put_column(out, ends_);
    put_varint(out, lengths_.size());
    put_column(out, lengths_);
    if (side_ == BlockSide::kOut) {
      put(out, [](const PackedRelation& r) { return static_cast<std::int64_t>(r.key.relation.value); });
    }
    if (!aside_.empty()) put_aside(out);
    if (!finer_.empty()) put_finer(out);
    put_block_sum(out, begin);
  }

 private:
  void collect_commits() {
    for (const PackedRelation& r : relations_) {
      if (commits_.empty() || commits_.back() != r.row.recorded.value) commits_.push_back(r.row.recorded.value);
    }
    std::sort(commits_.begin(), commits_.end());
    commits_.erase(std::unique(commits_.begin(), commits_.end()), commits_.end());
  }

  // An infinite start is the number next to those that occur, so that it does not widen the column.
  void collect_starts() {
    std::int64_t least = 0, greatest = 0;
    bool finite = false;
    starts_.reserve(relations_.size());
    for (std::size_t i = 0; i < relations_.size(); ++i) {
      const Instant start = relations_[i].key.start;
      starts_.push_back(floor_to_tick(start.seconds, tick_));
      if (!start.is_finite()) continue;
      const std::int64_t tick = starts_.back();
      least = finite ? std::min(least, tick) : tick;
      greatest = finite ? std::max(greatest, tick) : tick;
      finite = true;
      const std::int64_t seconds = (start.seconds % tick_ + tick_) % tick_;
      if (seconds != 0) finer_.emplace_back(i, static_cast<std::uint64_t>(seconds));
    }
    for (std::size_t i = 0; i < relations_.size(); ++i) {
      if (relations_[i].key.start == Instant::minus_infinity()) {
        minus_infinity_ = starts_[i] = least - 1;
      } else if (relations_[i].key.start == Instant::plus_infinity()) {
        plus_infinity_ = starts_[i] = greatest + 1;
      }
    }
  }

  void collect_ends() {
    std::string scratch;
    ends_.reserve(relations_.size());
    for (std::size_t i = 0; i < relations_.size(); ++i) {
      const PackedEnd end = end_of(relations_[i].key.start, relations_[i].row.bounds, tick_, scratch);
      ends_.push_back(static_cast<std::int64_t>(end.end));
      if (end.end == EndClass::kLength) lengths_.push_back(end.length);
      if (end.end == EndClass::kAside) aside_.push_back(i);
    }
  }

  std::uint8_t flags() const {
    return static_cast<std::uint8_t>(
        (tick_ == 1 ? kTicksAreSeconds : 0) | (aside_.empty() ? 0 : kBoundsAside) |
        (finer_.empty() ? 0 : kFinerStarts) | (side_ == BlockSide::kOut && has_rests(relations_) ? kHasRestBlock : 0) |
        (side_ == BlockSide::kIn ? kNoNumbers : 0) | (minus_infinity_ ? kStartsAtMinusInfinity : 0) |
        (plus_infinity_ ? kStartsAtPlusInfinity : 0));
  }

  void put_degrees(std::string& out, EntityId first, std::uint32_t entities) const {
    put_varint(out, relations_.size());
    put_varint(out, entities);
    std::size_t i = 0;
    for (std::uint32_t entity = 0; entity < entities; ++entity) {
      const std::size_t begin = i;
      while (i < relations_.size() && relations_[i].key.near.value - first.value == entity) ++i;
      put_varint(out, i - begin);
    }
    assert(i == relations_.size());
  }

  template <class Number>
  void put(std::string& out, Number number_of) {
    column_.clear();
    column_.reserve(relations_.size());
    for (const PackedRelation& r : relations_) column_.push_back(number_of(r));
    put_column(out, column_);
  }

  void put_aside(std::string& out) const {
    put_varint(out, aside_.size());
    std::int64_t previous = -1;
    for (const std::size_t place : aside_) {
      put_place(out, previous, place);
      put_string(out, relations_[place].row.bounds);
    }
  }

  void put_finer(std::string& out) const {
    put_varint(out, finer_.size());
    std::int64_t previous = -1;
    for (const auto& [place, seconds] : finer_) {
      put_place(out, previous, place);
      put_varint(out, seconds);
    }
  }

  BlockSide side_;
  std::span<const PackedRelation> relations_;
  std::int64_t tick_;
  std::vector<std::uint64_t> commits_;
  std::vector<std::int64_t> starts_, ends_, lengths_, column_;
  std::optional<std::int64_t> minus_infinity_, plus_infinity_;
  std::vector<std::size_t> aside_;
  std::vector<std::pair<std::size_t, std::uint64_t>> finer_;
};

}  // namespace

bool stands_before(BlockSide side, const PackedRelation& a, const PackedRelation& b) {
  const auto place = [](const PackedRelation& r) { return std::tie(r.key.near, r.key.type, r.key.start); };
  if (place(a) != place(b)) return place(a) < place(b);
  if (side == BlockSide::kIn && a.row.far != b.row.far) return a.row.far < b.row.far;
  return a.key.relation < b.key.relation;
}

void put_block(std::string& out, BlockSide side, EntityId first, std::uint32_t entities,
               std::span<const PackedRelation> relations) {
  assert(!relations.empty() && relations.size() <= kMostBlockRelations);
  assert(entities > 0 && entities <= kMostBlockEntities);
  assert(std::is_sorted(relations.begin(), relations.end(), [side](const PackedRelation& a, const PackedRelation& b) {
    return stands_before(side, a, b);
  }));
  BlockWriter(side, relations).put(out, first, entities);
}

}  // namespace entente

// A block: relations of consecutive entities in one direction, packed in columns. It holds what rows of `out` or of
// `in` hold, and gives these rows back byte by byte. block.md shows the bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/relation_columns.hpp"
#include "storage/column.hpp"
#include "storage/keys.hpp"
#include "storage/values.hpp"

namespace entente {

inline constexpr std::uint32_t kMostBlockRelations = 65'536, kMostBlockEntities = 65'536;

enum class BlockSide : std::uint8_t { kOut, kIn };

// A relation as its row says it. What a block of `in` gives has relation 0 in its key, since these hold no numbers: the
// number is that of the relation of `out` which is the how manieth of the same ends, type and start.
struct PackedRelation {
  AdjacencyKey key;
  AdjacencyRow row;
  friend bool operator==(const PackedRelation&, const PackedRelation&) = default;
};

// What relations of a block of `in` have in common that no number tells apart there; they stand in order of number.
struct Alike {
  EntityId near;
  SymbolId type;
  Instant start;
  EntityId far;
  friend auto operator<=>(const Alike&, const Alike&) = default;
};
inline Alike alike_of(const PackedRelation& r) {
  return {r.key.near, r.key.type, r.key.start, r.row.far};
}

// Whether `a` stands before `b` in a block: by near entity, type and start; in `out` then by number, in `in` by far
// entity and number.
bool stands_before(BlockSide side, const PackedRelation& a, const PackedRelation& b);

// Appends the block of `relations`, whose near entities are among the `entities` ones from `first` on. Requires 1 to
// kMostBlockRelations relations in order, and 1 to kMostBlockEntities entities. The rests of relations of `out` are not
// in it: see rest_block.hpp. Times are in days, or in seconds where more than a quarter of the relations start or end
// within a day. Throws kCorruption for bounds that read_bounds refuses. O(relations).
void put_block(std::string& out, BlockSide side, EntityId first, std::uint32_t entities,
               std::span<const PackedRelation> relations);

// How the end of a relation is told.
enum class EndClass : std::uint8_t {
  kNextTick = 0,   // certain, one tick after its start
  kOpen = 1,       // certain, never
  kLength = 2,     // certain, as many ticks after its start as `lengths` says
  kNotStated = 3,  // no validity is stated
  kAside = 4       // the bounds are kept as the row has them
};

// Places of a block, from `begin` to before `end`.
struct BlockRun {
  std::uint32_t begin = 0, end = 0;
  bool empty() const { return begin == end; }
  std::uint32_t size() const { return end - begin; }
  friend bool operator==(const BlockRun&, const BlockRun&) = default;
};

// Reads a block in place: its bytes must outlive the reader and what it gives. Places count the relations in the order
// of the block, from 0. Whatever the bytes are, each call gives an answer or throws kCorruption, and takes memory for
// no more than kMostBlockRelations. May be used by several threads at once.
class BlockReader {
 public:
  // `first` is the first entity of the block, which its key says. Checks the sum, the counts, and that the columns fill
  // the bytes; what a column says of one relation is checked when it is read. O(bytes).
  BlockReader(std::string_view block, EntityId first);

  BlockSide side() const { return side_; }
  EntityId first() const { return first_; }
  std::uint32_t entities() const { return static_cast<std::uint32_t>(runs_.size() - 1); }
  std::uint32_t size() const { return runs_.back(); }  // relations, at least one
  bool has_rest() const { return has_rest_; }          // whether a block of rests belongs to it
  std::int64_t tick() const { return tick_; }          // seconds in a tick: 1 or those of a day

  // The relations of an entity; an empty run where it is none of the block's. O(1).
  BlockRun run_of(EntityId near) const;

  // The columns, to be unpacked whole or in part. What they hold is not checked: see check().
  const ColumnReader& recorded() const { return recorded_; }  // places in commits()
  std::span<const TransactionId> commits() const { return commits_; }
  const ColumnReader& types() const { return types_; }
  const ColumnReader& far() const { return far_; }
  const ColumnReader& numbers() const { return numbers_; }  // of no numbers in a block of `in`
  const ColumnReader& end_classes() const { return end_classes_; }

  // Starts and ends in ticks since 1970, of all relations; both spans are of size(). The least and the greatest Tick
  // stand for the infinities. A start within a tick is that tick: see seconds_in_tick(). An end is as its class says,
  // in ticks from the start's; infinite where it is open, not stated or aside: see aside(). Tick is int64_t or int32_t;
  // returns whether all times were within its range. Those that were not are the nearest finite one. O(size()).
  template <class Tick>
  bool times(std::span<Tick> starts, std::span<Tick> ends) const;

  // The starts within a tick: places, ascending, and seconds after the tick began.
  std::span<const std::pair<std::uint32_t, std::uint32_t>> seconds_in_tick() const { return seconds_; }
  // The bounds of class kAside: places, ascending, and the bytes of the row.
  std::span<const std::pair<std::uint32_t, std::string_view>> aside() const { return aside_; }

  // One relation, without its rest; `bounds` is memory for its bounds, which the result points into. `place` < size().
  // O(place) bits are looked at where the end has a length, to find it: some microseconds at most.
  PackedRelation at(std::uint32_t place, std::string& bounds) const;

  // All relations, without their rests; the result points into `bounds`. O(size()).
  std::vector<PackedRelation> all(std::string& bounds) const;

  // Appends those of a block of `out` whose bounds its columns tell, in order of place, and the places of all others to
  // `others`: of class kAside, or beginning within a tick. `leave_out` are further places of those, ascending. What has
  // a rest is to be among them. O(size()).
  void columns(std::span<const std::uint32_t> leave_out, RelationColumns& to, std::vector<std::uint32_t>& others) const;

  // The relations of an entity by type and start, in a block of either side. O(log size()).
  BlockRun find(EntityId near, SymbolId type, Instant start) const;
  // The place of the relation under a key of `out`. Requires side() kOut. O(log size()).
  std::optional<std::uint32_t> find(const AdjacencyKey& key) const;
  // Those with one far entity, of which the k-th is the k-th of its source's. Requires side() kIn. O(log size()).
  BlockRun find(EntityId near, SymbolId type, Instant start, EntityId far) const;

  // Throws kCorruption where something that was not looked at so far can't be: order, ranges, what stands aside.
  // O(size()).
  void check() const;

 private:
  void read_columns(ByteReader& in, std::uint8_t flags);
  EntityId near_of(std::uint32_t place) const;
  SymbolId type_of(std::uint32_t place) const;
  Instant start_of(std::uint32_t place) const;
  Instant instant_of(std::int64_t start_tick, std::uint32_t place) const;
  EndClass end_class_of(std::uint32_t place) const;
  TransactionId recorded_of(std::uint32_t place) const;
  std::uint32_t lengths_before(std::uint32_t place) const;
  PackedRelation at(std::uint32_t place, EndClass end, std::uint32_t length_place, std::string& bounds) const;
  void put_bounds_of(std::string& out, std::uint32_t place, Instant start, EndClass end,
                     std::uint32_t length_place) const;

  EntityId first_;
  BlockSide side_ = BlockSide::kOut;
  bool has_rest_ = false;
  std::int64_t tick_ = kSecondsPerDay;
  std::vector<std::uint32_t> runs_;  // of each entity the place where its relations begin, and size()
  std::vector<TransactionId> commits_;
  std::optional<std::int64_t> minus_infinity_, plus_infinity_;  // what stands for them in starts_
  ColumnReader recorded_, types_, far_, starts_, end_classes_, lengths_, numbers_;
  std::vector<std::pair<std::uint32_t, std::string_view>> aside_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> seconds_;
};

extern template bool BlockReader::times(std::span<std::int64_t>, std::span<std::int64_t>) const;
extern template bool BlockReader::times(std::span<std::int32_t>, std::span<std::int32_t>) const;

}  // namespace entente

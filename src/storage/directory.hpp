// Where blocks stand: their keys, and the directory, a small row for each block by which it is found.
//
//   blocks     kind 1 · first entity 8 · part 4 · generation 8 = a block (block.md)
//   directory  kind 1 · first entity 8 · part 4 = what the block holds, its generation and its sum
//
// A block that is packed anew gets the next generation. So where a store has no read points, a reader that was on its
// way to the old one does not take the new one for it, and sees by the directory that it must read again.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/scan.hpp"

namespace entente {

// kRest: the rests of the relations of the block of kOut at the same place.
enum class BlockKind : std::uint8_t { kOut = 0, kIn = 1, kRest = 2 };

// Relations of consecutive entities from `first` on stand in part 0; those of an entity that has too many for one block
// in parts 0, 1, …, in order.
struct BlockPlace {
  BlockKind kind = BlockKind::kOut;
  EntityId first;
  std::uint32_t part = 0;
  friend auto operator<=>(const BlockPlace&, const BlockPlace&) = default;
};

struct BlockKey {
  BlockPlace place;
  std::uint64_t generation = 0;
};

std::string block_key(const BlockKey& key);
BlockKey read_block_key(std::string_view key);
std::string directory_key(const BlockPlace& place);
BlockPlace read_directory_key(std::string_view key);

// A block as its row of the directory tells of it.
struct BlockEntry {
  BlockPlace place;
  std::uint32_t entities = 0;   // from the first on
  std::uint32_t relations = 0;  // of a block of rests: those of the block of kOut
  std::uint64_t generation = 0;
  std::uint64_t bytes = 0;
  std::uint32_t sum = 0;  // CRC-32C, that at the block's end
  BlockKey key() const { return {place, generation}; }
  friend bool operator==(const BlockEntry&, const BlockEntry&) = default;
};

std::string directory_value(const BlockEntry& entry);
// Throws kCorruption.
BlockEntry read_directory_row(std::string_view key, std::string_view value);

// All rows of the directory. Not safe while it is changed.
class Directory {
 public:
  // Reads them. Throws kIo, kCorruption; also where two blocks tell of one entity. O(blocks).
  static Directory read(const Store& store, const CallOptions& options);

  bool empty() const { return entries_.empty(); }
  friend bool operator==(const Directory&, const Directory&) = default;
  std::span<const BlockEntry> all() const { return entries_; }
  // Those of one kind, in order.
  std::span<const BlockEntry> of(BlockKind kind) const;
  // Those that can hold relations of the entities from `begin` to before `end`. O(log blocks).
  std::span<const BlockEntry> of(BlockKind kind, EntityId begin, EntityId end) const;
  // Null: there is none. O(log blocks).
  const BlockEntry* find(const BlockPlace& place) const;
  // Greater than that of every block. O(1).
  std::uint64_t next_generation() const { return next_generation_; }

  // Puts `entries`, which are in order, in the place of those of `kind` from `begin` to before `end`. O(blocks).
  void add(std::span<const BlockEntry> entries);  // in any order, of other places
  void replace(BlockKind kind, EntityId begin, EntityId end, std::span<const BlockEntry> entries);

 private:
  void check() const;

  std::vector<BlockEntry> entries_;  // by place
  std::uint64_t next_generation_ = 1;
};

// "out, entities 1024 to 2047": a block for people.
std::string describe(const BlockEntry& entry);

}  // namespace entente

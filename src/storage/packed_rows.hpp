// The relations of a store, wherever they stand: in rows of their own, or packed in blocks. What stands in blocks is
// given as the row that it was, to the byte.
//
// A row of `out` or `in` under the key of a packed relation lies over it: the relation is what that row says, or is
// gone. Such a row begins with 00, where others have the commit that recorded them:
//
//   00 · commit that wrote it · far end of the packed relation · the row in its place, or nothing
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/block.hpp"
#include "storage/directory.hpp"
#include "storage/rest_block.hpp"

namespace entente {

struct OverRow {
  TransactionId written;
  EntityId far;          // of the packed relation, by which it is found in a block of `in`
  std::string_view row;  // empty: the relation is gone
};
inline bool is_over(std::string_view value) {
  return !value.empty() && value.front() == '\0';
}
void put_over(std::string& out, const OverRow& over);
// Requires is_over(value). Throws kCorruption.
OverRow read_over(std::string_view value);

// A block in memory, checked against its row of the directory.
class LoadedBlock {
 public:
  // With the block of rests that belongs to it, unless it is one of `in`. Throws kIo, and kCorruption with its place.
  LoadedBlock(const Store& store, const Directory& directory, const BlockEntry& entry, const CallOptions& options);
  LoadedBlock(const LoadedBlock&) = delete;
  LoadedBlock& operator=(const LoadedBlock&) = delete;

  const BlockReader& relations() const { return *reader_; }
  const BlockEntry& entry() const { return entry_; }

  // All of them with their rests, as views into this block, which keeps them. Throws kCorruption with its place.
  // O(relations) at the first call.
  std::span<const PackedRelation> all();
  // Those that columns tell, in order, and the places of all others (BlockReader::columns); what was in `to` goes.
  // Throws kCorruption with its place. O(relations).
  void columns(RelationColumns& to, std::vector<std::uint32_t>& others) const;
  // One, with its rest; `bounds` is memory for its bounds. `place` < relations().size(). O(place) for the first few,
  // and then O(1), when all are unpacked.
  PackedRelation at(std::uint32_t place, std::string& bounds);

 private:
  BlockEntry entry_;
  std::string bytes_, rest_bytes_, bounds_;
  std::optional<BlockReader> reader_;
  std::optional<RestBlockReader> rest_;
  std::vector<PackedRelation> all_;  // once they were unpacked
  std::size_t asked_ = 0;            // for one
};

// Rows of `out`, packed or not, over one directory and, where the store has read points, at one moment.
class OutRows {
 public:
  // All must outlive it.
  OutRows(const Store& store, const Directory& directory, const CallOptions& options)
      : store_(store), directory_(directory), options_(options) {}

  // Each, in order of key; those of the `filter` at least. Memory: one block. Throws kIo, kCorruption with the place.
  // With `take_columns`, blocks that no row lies in, and of which every relation passes the filter, are handed over as
  // columns, and then the rows of what these do not tell: within such a block the order is lost. That takes a read
  // point, or that nothing is packed meanwhile.
  using TakeColumns = std::function<void(const BlockEntry&, const RelationColumns&)>;
  void all(const TimeFilter& filter, const std::function<void(const Row&)>& take,
           const TakeColumns& take_columns = nullptr) const;
  // Those of the entities from `begin` to before `end`, likewise.
  void of(EntityId begin, EntityId end, const std::function<void(const Row&)>& take) const;

  // The values under `keys`, nullopt where there is none. Each block is read once where keys ascend.
  std::vector<std::optional<std::string>> values(std::span<const std::string> keys) const;

  // The rows of a source, type and start; `run` is the place among `runs`, which may come in any order.
  struct Run {
    EntityId near;
    SymbolId type;
    Instant start;
    friend auto operator<=>(const Run&, const Run&) = default;
  };
  void of(std::span<const Run> runs, const std::function<void(std::size_t run, const Row&)>& take) const;

 private:
  void merge(Scan scan, std::span<const BlockEntry> blocks, const std::function<void(const Row&)>& take,
             const TakeColumns& take_columns = nullptr) const;
  void merge_by_entities(Scan scan, std::span<const BlockEntry> blocks,
                         const std::function<void(const Row&)>& take) const;
  void read_visible(Scan scan, const std::function<void(const Row&)>& take) const;

  const Store& store_;
  const Directory& directory_;
  const CallOptions& options_;
};

}  // namespace entente

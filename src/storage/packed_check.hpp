// What must hold between the directory, blocks, rows that lie over packed relations, and both directions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/time/period.hpp"
#include "storage/packed_rows.hpp"

namespace entente {

class PackedCheck {
 public:
  // Takes a place, and what is wrong there.
  using Find = std::function<void(const std::string& where, const std::string& what)>;

  // All must outlive it. `newest` is the newest commit.
  PackedCheck(const Store& store, TransactionId newest, const CallOptions& options, Find find)
      : store_(store), newest_(newest), options_(options), find_(std::move(find)) {}

  // Reads the directory, the rows that lie over packed relations of `out`, and each block by itself.
  void read();

  // Of the blocks that can be read.
  const Directory& directory() const { return directory_; }
  // Whether all could be: else what follows from them can't be told.
  bool is_whole() const { return is_whole_; }
  void note_loss() { is_whole_ = false; }

  // A row of `in` that lies over a packed relation.
  void note_over_in(const AdjacencyKey& key, const OverRow& over);

  // A relation of `out` that has no row in `in`.
  struct OfOut {
    Alike alike;
    RelationId relation;
    TransactionId recorded;
    std::optional<Period> bounds;
  };
  // Which relations blocks of `in` hold follows: these, and those that rows of `in` lie over. Finds those that are
  // missing, and blocks that say something else. Call last. O(n log n).
  void compare_in(std::vector<OfOut> relations);

 private:
  struct OfIn {
    Alike alike;
    TransactionId recorded;
    std::optional<Period> bounds;
  };
  template <class Check>
  void each_row(Family family, const Check& check);
  void read_over_rows();
  void read_blocks();
  void read_block(const BlockEntry& entry);
  void find_blocks_without_entry();
  void find_nothing_under(const std::pair<Alike, std::uint64_t>& over);

  const Store& store_;
  const TransactionId newest_;
  const CallOptions& options_;
  const Find find_;
  Directory directory_;
  bool is_whole_ = true;
  HashSet<std::string> block_keys_;                       // that the directory has
  std::size_t with_rests_ = 0;                            // blocks of `out`
  HashMap<std::string, EntityId> over_;                   // far ends by key in `out`
  std::vector<std::pair<Alike, std::uint64_t>> over_in_;  // numbers
  std::vector<OfIn> in_;                                  // of blocks, in order
};

}  // namespace entente

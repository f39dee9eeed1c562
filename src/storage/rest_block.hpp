// The rests of the relations of a block of `out`: key, detail, properties, sources, whatever follows the bounds in
// their rows. They stand in a block of their own, which walking never reads. block.md shows the bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/block.hpp"

namespace entente {

// Whether a block of rests belongs to the block of `relations`.
bool has_rests(std::span<const PackedRelation> relations);

// Appends it. Requires has_rests(relations). O(bytes).
void put_rest_block(std::string& out, std::span<const PackedRelation> relations);

// Reads a block of rests in place: its bytes must outlive the reader and what it gives. May be used by several threads
// at once.
class RestBlockReader {
 public:
  // `relations`: how many the block has to which it belongs. Throws kCorruption. O(bytes).
  RestBlockReader(std::string_view block, std::uint32_t relations);

  // The relations that have a rest, ascending.
  std::span<const std::uint32_t> places() const { return places_; }

  // The rest of the relation at `place`, as in AdjacencyRow: empty where it has none. O(log places()).
  std::string_view rest(std::uint32_t place) const;

 private:
  std::vector<std::uint32_t> places_;
  std::vector<std::size_t> begins_;  // of each, and the end of the last
  std::string_view bytes_;
};

}  // namespace entente

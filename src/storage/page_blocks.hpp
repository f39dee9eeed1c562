// Relations of a page on their way into blocks: divided, packed, and put into a batch with their rows of the directory.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "storage/block.hpp"
#include "storage/directory.hpp"
#include "storage/rows.hpp"

namespace entente {

// How relations are laid out in blocks; for one store always the same.
struct BlockLayout {
  std::uint64_t page_entities = 1024;                   // packed together: their blocks are replaced as a whole
  std::uint32_t block_relations = kMostBlockRelations;  // at most
  std::uint64_t block_bytes = 4 << 20;                  // of their rows, at most, unless one relation has more
  std::uint64_t fewest_relations = 20'000;              // of a store; one that has fewer keeps its rows
  std::uint64_t most_page_bytes = 1 << 30;              // of rows; a page that has more keeps them

  EntityId page_of(EntityId entity) const { return {entity.value / page_entities * page_entities}; }
};

// The rows of the directory of what was put.
struct PageBlocks {
  std::vector<BlockEntry> blocks, rests;  // by place
};

// Puts the blocks of one page of `kind` (out, with their rests, or in), and their rows of the directory. `relations`
// are those of the page in the order of a block. Whole entities stand in one block, as many as fit; one that alone does
// not fit in parts. Throws kCorruption as put_block does. O(relations).
PageBlocks put_page(RowBatch& rows, BlockKind kind, std::uint64_t generation, std::span<const PackedRelation> relations,
                    const BlockLayout& layout);

}  // namespace entente

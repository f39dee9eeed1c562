#include "storage/page_blocks.hpp"

#include <algorithm>
#include <string>

#include "storage/block_parts.hpp"
#include "storage/rest_block.hpp"

namespace entente {
namespace {

class PageWriter {
 public:
  PageWriter(RowBatch& rows, BlockKind kind, std::uint64_t generation)
      : rows_(rows), kind_(kind), generation_(generation) {}

  void put(std::uint32_t part, std::span<const PackedRelation> relations) {
    const EntityId first = relations.front().key.near;
    const auto entities = static_cast<std::uint32_t>(relations.back().key.near.value - first.value + 1);
    std::string bytes;
    put_block(bytes, kind_ == BlockKind::kIn ? BlockSide::kIn : BlockSide::kOut, first, entities, relations);
    put_row({kind_, first, part}, entities, relations.size(), bytes, page_.blocks);
    if (kind_ == BlockKind::kIn || !has_rests(relations)) return;
    bytes.clear();
    put_rest_block(bytes, relations);
    put_row({BlockKind::kRest, first, part}, entities, relations.size(), bytes, page_.rests);
  }

  PageBlocks take() && { return std::move(page_); }

 private:
  void put_row(const BlockPlace& place, std::uint32_t entities, std::size_t relations, const std::string& bytes,
               std::vector<BlockEntry>& made) {
    const BlockEntry entry{place,       entities,     static_cast<std::uint32_t>(relations),
                           generation_, bytes.size(), block_sum(bytes)};
    rows_.put(Family::kBlocks, block_key(entry.key()), bytes);
    rows_.put(Family::kDirectory, directory_key(place), directory_value(entry));
    made.push_back(entry);
  }

  RowBatch& rows_;
  BlockKind kind_;
  std::uint64_t generation_;
  PageBlocks page_;
};

}  // namespace

PageBlocks put_page(RowBatch& rows, BlockKind kind, std::uint64_t generation, std::span<const PackedRelation> relations,
                    const BlockLayout& layout) {
  PageWriter page(rows, kind, generation);
  // How many relations from `begin` on are in one block at most.
  const auto room_from = [&](std::size_t begin) {
    std::uint64_t bytes = 0;
    std::size_t n = 0;
    while (begin + n < relations.size() && n < layout.block_relations) {
      const AdjacencyRow& row = relations[begin + n].row;
      bytes += row.bounds.size() + row.rest.size();
      if (n > 0 && bytes > layout.block_bytes) break;
      ++n;
    }
    return n;
  };
  const auto near = [&relations](std::size_t i) { return relations[i].key.near; };
  for (std::size_t begin = 0; begin < relations.size();) {
    std::size_t end = begin + room_from(begin);
    const bool fits = end == relations.size() || near(end) != near(begin);
    if (fits) {
      while (end < relations.size() && near(end) == near(end - 1)) --end;  // whole entities
      page.put(0, relations.subspan(begin, end - begin));
      begin = end;
      continue;
    }
    const EntityId large = near(begin);
    for (std::uint32_t part = 0; begin < relations.size() && near(begin) == large; ++part) {
      std::size_t n = 0;
      for (const std::size_t room = room_from(begin); n < room && near(begin + n) == large;) ++n;
      page.put(part, relations.subspan(begin, n));
      begin += n;
    }
  }
  return std::move(page).take();
}

}  // namespace entente

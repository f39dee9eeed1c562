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
  const auto end_of_entity = [&relations](std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < relations.size() && relations[end].key.near == relations[begin].key.near) ++end;
    return end;
  };
  for (std::size_t begin = 0; begin < relations.size();) {
    std::size_t end = end_of_entity(begin);
    if (end - begin > layout.block_relations) {
      for (std::uint32_t part = 0; begin < end; ++part) {
        const std::size_t n = std::min<std::size_t>(end - begin, layout.block_relations);
        page.put(part, relations.subspan(begin, n));
        begin += n;
      }
      continue;
    }
    while (end < relations.size()) {
      const std::size_t next = end_of_entity(end);
      if (next - begin > layout.block_relations) break;
      end = next;
    }
    page.put(0, relations.subspan(begin, end - begin));
    begin = end;
  }
  return std::move(page).take();
}

}  // namespace entente

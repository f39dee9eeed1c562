// Step 4 of a commit where relations never stand in rows: the first of a store, when they are many, go straight into
// blocks.
#include <algorithm>
#include <tuple>

#include "storage/commit.hpp"

namespace entente {

void Commit::write_blocks(std::vector<SortKey>& written) {
  RowBatch& rows = batches_.of(kFirstPartition);
  std::uint64_t generation = directory_.next_generation();
  std::vector<PackedRelation> page;
  RowBlock values;  // of the page, in out
  const auto each_page = [&](BlockKind kind, const auto& packed) {
    for (std::size_t begin = 0, end = 0; begin < written.size(); begin = end) {
      const EntityId first = layout_.page_of(written[begin].near);
      while (end < written.size() && layout_.page_of(written[end].near) == first) ++end;
      page.clear();
      packed(std::span(written).subspan(begin, end - begin));
      PageBlocks made = put_page(rows, kind, generation++, page, layout_);
      blocks_.insert(blocks_.end(), made.blocks.begin(), made.blocks.end());
      blocks_.insert(blocks_.end(), made.rests.begin(), made.rests.end());
    }
  };
  std::sort(written.begin(), written.end());
  each_page(BlockKind::kOut, [&](std::span<const SortKey> relations) {
    values.clear();
    for (const SortKey& at : relations) {
      const PendingRelation& r = facts_.relations[at.index];
      value_.clear();
      put_recorded(value_, next_.transaction);
      put_varint(value_, to(r).value);
      append_stated(value_, facts_.content(r), r.bounds_size, contributors(relation_by_, at.index, r.file));
      values.add({}, value_);
      write_name(r);
    }
    for (std::size_t i = 0; i < relations.size(); ++i) {
      const PendingRelation& r = facts_.relations[relations[i].index];
      page.push_back({{relations[i].near, r.type, r.start, r.id}, split_out_row(r.start, values[i].value)});
    }
  });
  for (SortKey& at : written) at.near = to(facts_.relations[at.index]);
  std::sort(written.begin(), written.end(), [this](const SortKey& a, const SortKey& b) {
    const auto place = [this](const SortKey& k) {
      return std::tuple(k.near, k.type, k.start, from(facts_.relations[k.index]), k.last);
    };
    return place(a) < place(b);
  });
  each_page(BlockKind::kIn, [&](std::span<const SortKey> relations) {
    for (const SortKey& at : relations) {
      const PendingRelation& r = facts_.relations[at.index];
      const std::string_view bounds = facts_.content(r).substr(0, r.bounds_size);
      page.push_back({{at.near, r.type, r.start, r.id}, {next_.transaction, from(r), bounds, {}}});
    }
  });
}

}  // namespace entente

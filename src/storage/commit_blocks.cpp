// Step 4 of a commit where relations never stand in rows: the first of a store, when they are many, go straight into
// blocks.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "storage/commit.hpp"

namespace entente {
namespace {

// A relation on its way into a block.
struct PageKey {
  EntityId near, far;
  SymbolId type;
  Instant start;
  RelationId id;
  std::uint32_t index;  // among the pending ones
};

bool stands_before_in_out(const PageKey& a, const PageKey& b) {
  return std::tie(a.type, a.start, a.id) < std::tie(b.type, b.start, b.id);
}
bool stands_before_in_in(const PageKey& a, const PageKey& b) {
  return std::tie(a.type, a.start, a.far, a.id) < std::tie(b.type, b.start, b.far, b.id);
}

// Numbers of relations, dealt out to the entities at which they are near.
class DealtOut {
 public:
  // `near_of` gives an entity below `entities` for each of `relations`.
  template <class NearOf>
  DealtOut(const std::vector<std::uint32_t>& relations, std::uint64_t entities, const NearOf& near_of)
      : begin_(entities + 2, 0), relations_(relations.size()) {
    // begin_[n + 1] is where those of n go next; when all are dealt out, where those of n + 1 begin.
    for (const std::uint32_t r : relations) ++begin_[near_of(r).value + 2];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    for (const std::uint32_t r : relations) relations_[begin_[near_of(r).value + 1]++] = r;
  }

  std::uint64_t entities() const { return begin_.size() - 2; }
  std::span<const std::uint32_t> of(std::uint64_t entity) const {
    return std::span(relations_).subspan(begin_[entity], begin_[entity + 1] - begin_[entity]);
  }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> relations_;
};

}  // namespace

void Commit::write_blocks(const std::vector<std::uint32_t>& written) {
  changes_.reset();  // too many
  RowBatch& rows = batches_.of(kFirstPartition);
  std::uint64_t generation = directory_.next_generation();
  std::vector<EntityId> ids;
  ids.reserve(facts_.entities.size());
  for (const PendingEntity& entity : facts_.entities) ids.push_back(entity.id);
  std::vector<PageKey> keys;  // of a page, in order
  std::vector<PackedRelation> page;
  const auto each_page = [&](BlockKind kind, const auto& pack) {
    const bool is_out = kind == BlockKind::kOut;
    const auto near_of = [&](std::uint32_t i) {
      return ids[is_out ? facts_.relations[i].from : facts_.relations[i].to];
    };
    const DealtOut dealt(written, next_.next_entity, near_of);
    for (std::uint64_t entity = 0; entity < dealt.entities();) {
      const std::uint64_t end = std::min(layout_.page_of({entity}).value + layout_.page_entities, dealt.entities());
      keys.clear();
      for (; entity < end; ++entity) {
        const std::size_t begin = keys.size();
        for (const std::uint32_t i : dealt.of(entity)) {
          const PendingRelation& r = facts_.relations[i];
          keys.push_back({{entity}, ids[is_out ? r.to : r.from], r.type, r.start, r.id, i});
        }
        std::sort(keys.begin() + static_cast<std::ptrdiff_t>(begin), keys.end(),
                  is_out ? stands_before_in_out : stands_before_in_in);
      }
      if (keys.empty()) continue;
      page.clear();
      pack();
      PageBlocks made = put_page(rows, kind, generation++, page, layout_);
      blocks_.insert(blocks_.end(), made.blocks.begin(), made.blocks.end());
      blocks_.insert(blocks_.end(), made.rests.begin(), made.rests.end());
    }
  };
  RowBlock values;  // of the page, in out
  each_page(BlockKind::kOut, [&] {
    values.clear();
    for (const PageKey& at : keys) {
      const PendingRelation& r = facts_.relations[at.index];
      value_.clear();
      put_recorded(value_, next_.transaction);
      put_varint(value_, at.far.value);
      append_stated(value_, facts_.content(r), r.bounds_size, contributors(relation_by_, at.index, r.file));
      values.add({}, value_);
      write_name(r);
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const PageKey& at = keys[i];
      page.push_back({{at.near, at.type, at.start, at.id}, split_out_row(at.start, values[i].value)});
    }
  });
  each_page(BlockKind::kIn, [&] {
    for (const PageKey& at : keys) {
      const PendingRelation& r = facts_.relations[at.index];
      const std::string_view bounds = facts_.content(r).substr(0, r.bounds_size);
      page.push_back({{at.near, at.type, at.start, at.id}, {next_.transaction, at.far, bounds, {}}});
    }
  });
}

}  // namespace entente

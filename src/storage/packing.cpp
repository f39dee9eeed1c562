#include "storage/packing.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"

namespace entente {
namespace {

constexpr std::size_t kBatchBytes = 32 << 20;  // of rows that are written at once, about

// What rows say of relations that are alike.
struct AlikeRows {
  std::vector<std::uint64_t> hidden;  // numbers of packed ones that rows lie over, ascending
  std::vector<std::uint64_t> stated;  // of those that have a row, ascending
};

bool has(const std::vector<std::uint64_t>& ascending, std::uint64_t number) {
  return std::binary_search(ascending.begin(), ascending.end(), number);
}

// The rows of one family in a page.
struct PageRows {
  RowBlock rows;
  bool is_visible = true;  // none is of a commit that never became visible
  bool is_whole = true;    // it was no more than a page may have
};

class Packing {
 public:
  Packing(Store& store, Directory& directory, const HeadRegister& head, const std::string& head_bytes,
          const BlockLayout& layout)
      : store_(store), directory_(directory), head_(head), head_bytes_(head_bytes), layout_(layout) {}

  PackingReport run(const std::function<void()>& poll) {
    // What blocks of `in` hold is told by rows of `out`, which are quicker to find before they are erased.
    for (const BlockKind kind : {BlockKind::kIn, BlockKind::kOut}) {
      for (std::optional<EntityId> next = next_row(kind, {0}); next;) {
        poll();
        const EntityId begin = layout_.page_of(*next), end{begin.value + layout_.page_entities};
        pack_page(kind, begin, end);
        if (batch_.rows.bytes() >= kBatchBytes) write();
        next = next_row(kind, end);
      }
      write();
    }
    for (const BlockEntry& entry : directory_.of(BlockKind::kOut)) report_.packed_relations += entry.relations;
    return report_;
  }

 private:
  static Family family_of(BlockKind kind) { return kind == BlockKind::kIn ? Family::kIn : Family::kOut; }

  bool fits(const RowBlock& rows, const Row& row) const {
    return rows.bytes() + row.key.size() + row.value.size() <= layout_.most_page_bytes;
  }

  // The entity of the first row from `begin` on.
  std::optional<EntityId> next_row(BlockKind kind, EntityId begin) const {
    Scan scan;
    scan.family = family_of(kind);
    scan.lo = entity_key(begin);
    const std::optional<std::string> key = first_key(store_, std::move(scan), at_);
    return key ? std::optional(read_adjacency_key(*key).near) : std::nullopt;
  }

  PageRows rows_of(BlockKind kind, EntityId begin, EntityId end) const {
    PageRows page;
    Scan scan = sweep(partition_of(begin), family_of(kind));
    scan.lo = entity_key(begin);
    scan.hi = entity_key(end);
    read_rows(store_, std::move(scan), at_, [&](const Row& row) {
      at_row(family_of(kind), row.key, [&] {
        if (is_over(row.value)) page.is_visible &= read_over(row.value).written <= head_.transaction;
        ByteReader in(is_over(row.value) ? read_over(row.value).row : row.value);
        if (!in.at_end()) page.is_visible &= read_recorded(in) <= head_.transaction;
      });
      page.is_whole = page.is_whole && fits(page.rows, row);
      if (page.is_whole) page.rows.add(row.key, row.value);
    });
    return page;
  }

  void pack_page(BlockKind kind, EntityId begin, EntityId end) {
    const PageRows page = rows_of(kind, begin, end);
    if (!page.is_visible || !page.is_whole) return;
    RowBlock rows;
    std::vector<PackedRelation> relations;
    std::vector<std::unique_ptr<LoadedBlock>> blocks;
    if (kind == BlockKind::kOut) {
      bool is_whole = true;
      OutRows(store_, directory_, at_).of(begin, end, [&](const Row& row) {
        is_whole = is_whole && fits(rows, row);
        if (is_whole) rows.add(row.key, row.value);
      });
      if (!is_whole) return;
      relations.reserve(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const AdjacencyKey key = read_adjacency_key(rows[i].key);
        relations.push_back({key, split_out_row(key.start, rows[i].value)});
      }
      report_.relations += relations.size();
    } else {
      for (const BlockEntry& entry : directory_.of(kind, begin, end)) {
        blocks.push_back(std::make_unique<LoadedBlock>(store_, directory_, entry, at_));
        const std::span<const PackedRelation> all = blocks.back()->all();
        relations.insert(relations.end(), all.begin(), all.end());
      }
      merge_in_rows(page.rows, relations);
    }
    for (std::size_t i = 0; i < page.rows.size(); ++i) batch_.rows.erase(family_of(kind), page.rows[i].key);
    PageBlocks made = put_page(batch_.rows, kind, directory_.next_generation(), relations, layout_);
    replace(kind, begin, end, std::move(made.blocks));
    if (kind == BlockKind::kOut) replace(BlockKind::kRest, begin, end, std::move(made.rests));
    ++report_.pages;
  }

  // The relations of blocks of `in` become those that rows leave of them, with those that rows state.
  void merge_in_rows(const RowBlock& rows, std::vector<PackedRelation>& relations) const {
    std::map<Alike, AlikeRows> changed;
    std::vector<PackedRelation> stated;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const Row row = rows[i];
      at_row(Family::kIn, row.key, [&] {
        const AdjacencyKey key = read_adjacency_key(row.key);
        std::string_view value = row.value;
        if (is_over(value)) {
          const OverRow over = read_over(value);
          changed[{key.near, key.type, key.start, over.far}].hidden.push_back(key.relation.value);
          value = over.row;
        }
        if (value.empty()) return;
        stated.push_back({key, split_in_row(key.start, value)});
        changed[alike_of(stated.back())].stated.push_back(key.relation.value);
      });
    }
    if (!relations.empty()) number_changed(changed, relations);
    relations.insert(relations.end(), stated.begin(), stated.end());
    std::stable_sort(relations.begin(), relations.end(), [](const PackedRelation& a, const PackedRelation& b) {
      return stands_before(BlockSide::kIn, a, b);
    });
  }

  // Gives relations of blocks the numbers that they have, where rows change some of those that are alike, and takes out
  // those that rows lie over. Which are packed follows from `out`: all that have no row, and those that are hidden.
  void number_changed(const std::map<Alike, AlikeRows>& changed, std::vector<PackedRelation>& relations) const {
    std::vector<OutRows::Run> runs;
    for (const auto& [alike, rows] : changed) runs.push_back({alike.far, alike.type, alike.start});
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    std::map<Alike, std::vector<std::uint64_t>> packed;
    OutRows(store_, directory_, at_).of(runs, [&](std::size_t, const Row& row) {
      const AdjacencyKey key = read_adjacency_key(row.key);
      const Alike alike{split_out_row(key.start, row.value).far, key.type, key.start, key.near};
      const auto found = changed.find(alike);
      if (found != changed.end() && !has(found->second.stated, key.relation.value))
        packed[alike].push_back(key.relation.value);
    });
    for (const auto& [alike, rows] : changed) {
      std::vector<std::uint64_t>& numbers = packed[alike];
      numbers.insert(numbers.end(), rows.hidden.begin(), rows.hidden.end());
      std::sort(numbers.begin(), numbers.end());
      numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
      std::size_t next = 0;
      const auto [first, last] = std::equal_range(relations.begin(), relations.end(), alike, AlikeOrder{});
      for (auto r = first; r != last; ++r) {
        if (next == numbers.size()) break;
        r->key.relation.value = numbers[next++];
      }
      if (next != numbers.size() || static_cast<std::size_t>(last - first) != numbers.size())
        throw Error(ErrorCode::kCorruption, "blocks: in, entity " + std::to_string(alike.near.value) + ": holds " +
                                                std::to_string(last - first) + " of " + std::to_string(numbers.size()) +
                                                " relations that `out` has");
    }
    const auto is_hidden = [&changed](const PackedRelation& r) {
      const auto found = changed.find(alike_of(r));
      return found != changed.end() && has(found->second.hidden, r.key.relation.value);
    };
    relations.erase(std::remove_if(relations.begin(), relations.end(), is_hidden), relations.end());
  }

  struct AlikeOrder {
    bool operator()(const PackedRelation& r, const Alike& a) const { return alike_of(r) < a; }
    bool operator()(const Alike& a, const PackedRelation& r) const { return a < alike_of(r); }
  };

  // The blocks of a page that were there go; the directory follows when the batch is written.
  void replace(BlockKind kind, EntityId begin, EntityId end, std::vector<BlockEntry> made) {
    for (const BlockEntry& old : directory_.of(kind, begin, end)) {
      batch_.rows.erase(Family::kBlocks, block_key(old.key()));
      const bool stays =
          std::any_of(made.begin(), made.end(), [&](const BlockEntry& e) { return e.place == old.place; });
      if (!stays) batch_.rows.erase(Family::kDirectory, directory_key(old.place));
    }
    replaced_.push_back({kind, begin, end, std::move(made)});
  }

  void write() {
    if (batch_.rows.empty()) return;
    const Result<void> written = store_.commit({&batch_, 1}, {std::string(kHeadRegister), head_bytes_, head_bytes_});
    if (!written) throw written.error();
    batch_.rows = RowBatch();
    for (const Replaced& page : replaced_) directory_.replace(page.kind, page.begin, page.end, page.made);
    replaced_.clear();
  }

  struct Replaced {
    BlockKind kind;
    EntityId begin, end;
    std::vector<BlockEntry> made;
  };

  Store& store_;
  Directory& directory_;
  const HeadRegister& head_;
  const std::string& head_bytes_;
  const BlockLayout& layout_;
  CallOptions at_;
  PartitionBatch batch_{kFirstPartition, {}};
  std::vector<Replaced> replaced_;
  PackingReport report_;
};

}  // namespace

PackingReport pack_relations(Store& store, Directory& directory, const HeadRegister& head,
                             const std::string& head_bytes, const BlockLayout& layout,
                             const std::function<void()>& poll) {
  if (head.next_relation < layout.fewest_relations) return {};
  return Packing(store, directory, head, head_bytes, layout).run(poll);
}

}  // namespace entente

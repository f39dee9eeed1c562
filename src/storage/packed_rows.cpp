#include "storage/packed_rows.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "storage/block_parts.hpp"
#include "storage/fact_state.hpp"

namespace entente {
namespace {

constexpr std::size_t kRunsPerCall = 4096;

// Runs `read` and puts the block's place before the message of a decoding error.
template <class Fn>
auto at_block(const BlockEntry& entry, Fn&& read) {
  try {
    return read();
  } catch (Error& error) {
    if (error.code == ErrorCode::kCorruption) error.message = "blocks: " + describe(entry) + ": " + error.message;
    throw;
  }
}

std::string read_block(const Store& store, const BlockEntry& entry, const CallOptions& options) {
  return at_block(entry, [&] {
    const std::array key{block_key(entry.key())};
    std::optional<std::string> bytes =
        std::move(read_values(store, partition_of(entry.place.first), Family::kBlocks, key, options).front());
    if (!bytes) ByteReader::fail("is missing");
    if (bytes->size() != entry.bytes || block_sum(*bytes) != entry.sum)
      ByteReader::fail("is another than the directory tells of");
    return std::move(*bytes);
  });
}

// Gives the relations of blocks of `out` as rows, one after the other, up to keys that are asked for.
class PackedCursor {
 public:
  using TakeRow = std::function<void(const Row&)>;

  // `take_columns`: may be null; gets blocks recorded by commits up to `as_of`, which are then within begin and end.
  PackedCursor(const Store& store, const Directory& directory, const CallOptions& options,
               std::span<const BlockEntry> blocks, EntityId begin, EntityId end,
               const OutRows::TakeColumns& take_columns, TransactionId as_of)
      : store_(store),
        directory_(directory),
        options_(options),
        blocks_(blocks),
        begin_(begin),
        end_(end),
        take_columns_(take_columns),
        as_of_(as_of) {}

  // Takes those before `key`, all where it is null, and passes over the one that has it.
  void take_until(const AdjacencyKey* key, const TakeRow& take) {
    for (; next(key, take); ++at_) {
      const PackedRelation& r = relations_[at_];
      if (key != nullptr && r.key >= *key) {
        at_ += r.key == *key ? 1 : 0;
        return;
      }
      take_row(r, take);
    }
  }

 private:
  void take_row(const PackedRelation& r, const TakeRow& take) {
    key_.clear();
    append_adjacency_key(key_, r.key);
    value_.clear();
    put_out_row(value_, r.row);
    take({key_, value_});
  }

  // Whether the whole of the block was taken as columns.
  bool take_as_columns(const AdjacencyKey* key, const TakeRow& take) {
    if (!take_columns_ || block_->relations().commits().back() > as_of_) return false;
    const EntityId behind{block_->entry().place.first.value + block_->entry().entities};
    if (key != nullptr && key->near < behind) return false;
    others_.clear();
    block_->columns(columns_, others_);
    take_columns_(block_->entry(), columns_);
    for (const std::uint32_t place : others_) take_row(block_->at(place, bounds_), take);
    return true;
  }

  // Whether there is a relation at `at_`, where need be of the next block.
  bool next(const AdjacencyKey* key, const TakeRow& take) {
    while (at_ == relations_.size()) {
      if (blocks_.empty()) return false;
      block_.emplace(store_, directory_, blocks_.front(), options_);
      blocks_ = blocks_.subspan(1);
      if (take_as_columns(key, take)) continue;
      const std::span<const PackedRelation> all = block_->all();
      const auto before = [](const PackedRelation& r, EntityId entity) { return r.key.near < entity; };
      relations_ = {std::lower_bound(all.begin(), all.end(), begin_, before),
                    std::lower_bound(all.begin(), all.end(), end_, before)};
      at_ = 0;
    }
    return true;
  }

  const Store& store_;
  const Directory& directory_;
  const CallOptions& options_;
  std::span<const BlockEntry> blocks_;  // to come
  EntityId begin_, end_;
  std::optional<LoadedBlock> block_;
  std::span<const PackedRelation> relations_;  // of the block
  std::size_t at_ = 0;
  std::string key_, value_, bounds_;
  const OutRows::TakeColumns& take_columns_;
  const TransactionId as_of_;
  RelationColumns columns_;
  std::vector<std::uint32_t> others_;
};

// Goes from block to block of `out` as keys ascend, so that each is read once.
class BlockSteps {
 public:
  BlockSteps(const Store& store, const Directory& directory, const CallOptions& options)
      : store_(store), directory_(directory), options_(options), blocks_(directory.of(BlockKind::kOut)) {}

  // The block that holds what comes first of its near entity from `key` on, if anything does; null: nothing. No key may
  // be less than one before.
  LoadedBlock* to(const AdjacencyKey& key) {
    while (!blocks_.empty() && blocks_.front().place.first.value + blocks_.front().entities <= key.near.value) pass();
    while (holds(0, key.near)) {
      if (!last_) {
        load(0);
        last_ = block_->at(block_->entry().relations - 1, bounds_).key;
      }
      if (*last_ >= key) {
        load(0);
        return &*block_;
      }
      pass();
    }
    return nullptr;
  }

  // The `n`-th behind that one, with more of the same near entity; null: there is none.
  LoadedBlock* behind(std::size_t n, EntityId near) {
    if (!holds(n, near)) return nullptr;
    load(n);
    return &*block_;
  }

 private:
  bool holds(std::size_t n, EntityId near) const { return n < blocks_.size() && blocks_[n].place.first <= near; }

  void pass() {
    blocks_ = blocks_.subspan(1);
    last_.reset();
  }

  void load(std::size_t n) {
    const BlockEntry& entry = blocks_[n];
    if (block_ && block_->entry().place == entry.place) return;
    block_.emplace(store_, directory_, entry, options_);
  }

  const Store& store_;
  const Directory& directory_;
  const CallOptions& options_;
  std::span<const BlockEntry> blocks_;  // from the current one on
  std::optional<LoadedBlock> block_;
  std::optional<AdjacencyKey> last_;  // of the first of blocks_, once it was read
  std::string bounds_;
};

// A row as what it says; nothing where it says that a packed relation is gone.
std::optional<Row> visible(const Row& row) {
  if (!is_over(row.value)) return row;
  const OverRow over = read_over(row.value);
  if (over.row.empty()) return std::nullopt;
  return Row{row.key, over.row};
}

// Rows and the relations of blocks in order of key; a row stands over the relation that has its key.
class Merging {
 public:
  // `blocks` are those with entities of the scan.
  Merging(const Store& store, const Directory& directory, const CallOptions& options,
          std::span<const BlockEntry> blocks, const Scan& scan, const std::function<void(const Row&)>& take,
          const OutRows::TakeColumns& take_columns)
      : packed_(store, directory, options, blocks, scan.lo.empty() ? EntityId{0} : read_entity_key(scan.lo),
                scan.hi.empty() ? EntityId{~std::uint64_t{0}} : read_entity_key(scan.hi), take_columns,
                scan.filter.as_of),
        take_(take) {}

  // Keys ascend.
  void add(const Row& row) {
    AdjacencyKey key;
    std::optional<Row> said;
    at_row(Family::kOut, row.key, [&] {
      key = read_adjacency_key(row.key);
      said = visible(row);
    });
    packed_.take_until(&key, take_);
    if (said) take_(*said);
  }
  void finish() { packed_.take_until(nullptr, take_); }

 private:
  PackedCursor packed_;
  const std::function<void(const Row&)>& take_;
};

}  // namespace

void put_over(std::string& out, const OverRow& over) {
  out.push_back('\0');
  put_varint(out, over.written.value);
  put_varint(out, over.far.value);
  out.append(over.row);
}

OverRow read_over(std::string_view value) {
  ByteReader in(value);
  in.byte();
  OverRow over;
  over.written = read_recorded(in);
  over.far.value = in.varint();
  over.row = in.raw(in.left());
  return over;
}

LoadedBlock::LoadedBlock(const Store& store, const Directory& directory, const BlockEntry& entry,
                         const CallOptions& options)
    : entry_(entry), bytes_(read_block(store, entry, options)) {
  const bool is_in = entry.place.kind == BlockKind::kIn;
  at_block(entry_, [&] {
    reader_.emplace(bytes_, entry_.place.first);
    if (reader_->side() != (is_in ? BlockSide::kIn : BlockSide::kOut))
      ByteReader::fail("is one of the other direction");
    if (reader_->size() != entry_.relations || reader_->entities() != entry_.entities)
      ByteReader::fail("holds other relations than the directory tells of");
  });
  if (!reader_->has_rest()) return;
  const BlockEntry* const rest = directory.find({BlockKind::kRest, entry_.place.first, entry_.place.part});
  at_block(entry_, [&] {
    if (rest == nullptr) ByteReader::fail("lacks the block of its rests");
  });
  rest_bytes_ = read_block(store, *rest, options);
  at_block(*rest, [&] { rest_.emplace(rest_bytes_, entry_.relations); });
}

std::span<const PackedRelation> LoadedBlock::all() {
  if (!all_.empty()) return all_;
  at_block(entry_, [&] {
    all_ = reader_->all(bounds_);
    if (rest_)
      for (const std::uint32_t place : rest_->places()) all_[place].row.rest = rest_->rest(place);
  });
  return all_;
}

void LoadedBlock::columns(RelationColumns& to, std::vector<std::uint32_t>& others) const {
  to.clear();
  at_block(entry_, [&] {
    reader_->columns(rest_ ? std::span<const std::uint32_t>(rest_->places()) : std::span<const std::uint32_t>(), to,
                     others);
  });
}

PackedRelation LoadedBlock::at(std::uint32_t place, std::string& bounds) {
  constexpr std::size_t kFew = 16;
  if (!all_.empty() || ++asked_ > kFew) return all()[place];
  return at_block(entry_, [&] {
    PackedRelation relation = reader_->at(place, bounds);
    if (rest_) relation.row.rest = rest_->rest(place);
    return relation;
  });
}

void OutRows::merge(Scan scan, std::span<const BlockEntry> blocks, const std::function<void(const Row&)>& take,
                    const TakeColumns& take_columns) const {
  if (blocks.empty()) return read_visible(std::move(scan), take);
  if (options_.at == nullptr && !take_columns) return merge_by_entities(std::move(scan), blocks, take);
  Merging merging(store_, directory_, options_, blocks, scan, take, take_columns);
  read_rows(store_, std::move(scan), options_, [&](const Row& row) { merging.add(row); });
  merging.finish();
}

void OutRows::read_visible(Scan scan, const std::function<void(const Row&)>& take) const {
  read_rows(store_, std::move(scan), options_, [&](const Row& row) {
    std::optional<Row> said;
    at_row(Family::kOut, row.key, [&] { said = visible(row); });
    if (said) take(*said);
  });
}

// Where nothing holds what is read at one moment, all rows of the entities of a block are read before it: what is
// packed in between stands in a block that took its place, and the reader misses this one. Read behind it, a row that
// hides a relation of it could be gone unseen.
void OutRows::merge_by_entities(Scan scan, std::span<const BlockEntry> blocks,
                                const std::function<void(const Row&)>& take) const {
  const std::string end = scan.hi;
  const auto up_to = [&scan](const std::string& key) {
    Scan part = scan;
    part.hi = key;
    scan.lo = key;
    return part;
  };
  RowBlock rows;
  const TakeColumns no_columns;
  while (!blocks.empty()) {
    // Those that share their last entity with the next go with it.
    std::size_t count = 1;
    EntityId behind{blocks[0].place.first.value + blocks[0].entities};
    for (; count < blocks.size() && blocks[count].place.first < behind; ++count)
      behind = std::max(behind, EntityId{blocks[count].place.first.value + blocks[count].entities});
    if (const std::string first = entity_key(blocks[0].place.first); scan.lo < first) read_visible(up_to(first), take);
    const std::string last = entity_key(behind);
    const Scan part = up_to(end.empty() || last < end ? last : end);
    rows.clear();
    read_rows(store_, part, options_, [&](const Row& row) { rows.add(row.key, row.value); });
    Merging merging(store_, directory_, options_, blocks.first(count), part, take, no_columns);
    for (std::size_t i = 0; i < rows.size(); ++i) merging.add(rows[i]);
    merging.finish();
    blocks = blocks.subspan(count);
  }
  if (end.empty() || scan.lo < end) {
    scan.hi = end;
    read_visible(std::move(scan), take);
  }
}

void OutRows::all(const TimeFilter& filter, const std::function<void(const Row&)>& take,
                  const TakeColumns& take_columns) const {
  Scan scan = sweep(kFirstPartition, Family::kOut);
  scan.filter = filter;
  merge(std::move(scan), directory_.of(BlockKind::kOut), take, take_columns);
}

void OutRows::of(EntityId begin, EntityId end, const std::function<void(const Row&)>& take) const {
  Scan scan = sweep(partition_of(begin), Family::kOut);
  scan.lo = entity_key(begin);
  scan.hi = entity_key(end);
  merge(std::move(scan), directory_.of(BlockKind::kOut, begin, end), take);
}

std::vector<std::optional<std::string>> OutRows::values(std::span<const std::string> keys) const {
  std::vector<std::optional<std::string>> values = read_values(store_, kFirstPartition, Family::kOut, keys, options_);
  std::vector<std::size_t> packed;  // those without a row
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!values[i]) {
      packed.push_back(i);
    } else if (is_over(*values[i])) {
      at_row(Family::kOut, keys[i], [&] {
        const std::string_view row = read_over(*values[i]).row;
        values[i] = row.empty() ? std::nullopt : std::optional<std::string>(row);
      });
    }
  }
  if (directory_.empty()) return values;
  std::sort(packed.begin(), packed.end(), [&keys](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
  BlockSteps blocks(store_, directory_, options_);
  std::string bounds;
  for (const std::size_t i : packed) {
    const AdjacencyKey key = read_adjacency_key(keys[i]);
    LoadedBlock* const block = blocks.to(key);
    const std::optional<std::uint32_t> place = block == nullptr ? std::nullopt : block->relations().find(key);
    if (place) put_out_row(values[i].emplace(), block->at(*place, bounds).row);
  }
  return values;
}

void OutRows::of(std::span<const Run> runs, const std::function<void(std::size_t run, const Row&)>& take) const {
  std::vector<std::size_t> order(runs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&runs](std::size_t a, std::size_t b) { return runs[a] < runs[b]; });
  BlockSteps blocks(store_, directory_, options_);
  std::string key, value, bounds;
  for (std::size_t first = 0; first < order.size(); first += kRunsPerCall) {
    const std::size_t last = std::min(first + kRunsPerCall, order.size());
    std::vector<Scan> scans;
    for (std::size_t i = first; i < last; ++i) {
      const Run& run = runs[order[i]];
      std::string prefix = adjacency_key({run.near, run.type, run.start, {}});
      prefix.resize(kAdjacencyKeyBytes - sizeof(std::uint64_t));
      Scan scan;
      scan.partition = partition_of(run.near);
      scan.family = Family::kOut;
      scan.hi = end_of_prefix(prefix);
      scan.lo = std::move(prefix);
      scans.push_back(std::move(scan));
    }
    if (directory_.empty()) {
      read_pages(store_, std::move(scans), options_, [&](std::size_t i, const RowBlock& rows) {
        for (std::size_t r = 0; r < rows.size(); ++r) take(order[first + i], rows[r]);
      });
      continue;
    }
    std::vector<std::vector<std::pair<std::string, std::string>>> own(last - first);  // rows of each run
    read_pages(store_, std::move(scans), options_, [&](std::size_t i, const RowBlock& rows) {
      for (std::size_t r = 0; r < rows.size(); ++r) own[i].emplace_back(rows[r].key, rows[r].value);
    });
    for (std::size_t i = first; i < last; ++i) {
      const Run& run = runs[order[i]];
      auto next = own[i - first].begin();
      const auto take_own_until = [&](const std::string* until) {
        for (; next != own[i - first].end() && (until == nullptr || next->first < *until); ++next) {
          std::optional<Row> said;
          at_row(Family::kOut, next->first, [&] { said = visible({next->first, next->second}); });
          if (said) take(order[i], *said);
        }
      };
      std::size_t passed = 0;
      for (LoadedBlock* block = blocks.to({run.near, run.type, run.start, {0}}); block != nullptr;) {
        const BlockRun found = block->relations().find(run.near, run.type, run.start);
        for (std::uint32_t place = found.begin; place < found.end; ++place) {
          const PackedRelation relation = block->at(place, bounds);
          key = adjacency_key(relation.key);
          take_own_until(&key);
          if (next != own[i - first].end() && next->first == key) continue;  // lies over it
          value.clear();
          put_out_row(value, relation.row);
          take(order[i], {key, value});
        }
        // What ends a block may go on in the next part.
        block = found.empty() || found.end < block->relations().size() ? nullptr : blocks.behind(++passed, run.near);
      }
      take_own_until(nullptr);
    }
  }
}

}  // namespace entente

#include "storage/directory.hpp"

#include <algorithm>

#include "storage/block.hpp"
#include "storage/bytes.hpp"
#include "storage/fact_state.hpp"

namespace entente {
namespace {

constexpr std::uint8_t kBlockKinds = 3;

void append_place(std::string& out, const BlockPlace& place) {
  out.push_back(static_cast<char>(place.kind));
  put_ordered(out, place.first.value);
  put_ordered(out, place.part);
}

BlockPlace read_place(ByteReader& in) {
  const std::uint8_t kind = in.byte();
  if (kind >= kBlockKinds) ByteReader::fail("is a block of an unknown kind");
  BlockPlace place{static_cast<BlockKind>(kind), {}, 0};
  place.first.value = in.ordered64();
  place.part = in.ordered32();
  return place;
}

}  // namespace

std::string block_key(const BlockKey& key) {
  std::string out;
  append_place(out, key.place);
  put_ordered(out, key.generation);
  return out;
}

BlockKey read_block_key(std::string_view key) {
  ByteReader in(key);
  BlockKey k{read_place(in), in.ordered64()};
  in.expect_end();
  return k;
}

std::string directory_key(const BlockPlace& place) {
  std::string out;
  append_place(out, place);
  return out;
}

BlockPlace read_directory_key(std::string_view key) {
  ByteReader in(key);
  const BlockPlace place = read_place(in);
  in.expect_end();
  return place;
}

std::string directory_value(const BlockEntry& entry) {
  std::string out;
  put_varint(out, entry.entities);
  put_varint(out, entry.relations);
  put_varint(out, entry.generation);
  put_varint(out, entry.bytes);
  put_ordered(out, entry.sum);
  return out;
}

BlockEntry read_directory_row(std::string_view key, std::string_view value) {
  BlockEntry entry;
  entry.place = read_directory_key(key);
  ByteReader in(value);
  entry.entities = in.varint32();
  entry.relations = in.varint32();
  entry.generation = in.varint();
  entry.bytes = in.varint();
  entry.sum = in.ordered32();
  in.expect_end();
  if (entry.entities == 0 || entry.entities > kMostBlockEntities || entry.relations == 0 ||
      entry.relations > kMostBlockRelations || entry.place.first.value + entry.entities < entry.place.first.value)
    ByteReader::fail("tells of a block that can't be");
  return entry;
}

Directory Directory::read(const Store& store, const CallOptions& options) {
  Directory directory;
  read_rows(store, sweep(kFirstPartition, Family::kDirectory), options, [&](const Row& row) {
    at_row(Family::kDirectory, row.key, [&] {
      directory.entries_.push_back(read_directory_row(row.key, row.value));
      const std::uint64_t generation = directory.entries_.back().generation;
      directory.next_generation_ = std::max(directory.next_generation_, generation + 1);
    });
  });
  directory.check();
  return directory;
}

// Blocks of a kind lie one behind the other, and parts belong to one entity. Not every part has rests.
void Directory::check() const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const BlockEntry& entry = entries_[i];
    const bool is_first = i == 0 || entries_[i - 1].place.kind != entry.place.kind;
    const BlockEntry* const before = is_first ? nullptr : &entries_[i - 1];
    const bool goes_on = before != nullptr && before->place.first == entry.place.first;
    at_row(Family::kDirectory, directory_key(entry.place), [&] {
      if (goes_on ? before->entities != 1
                  : before != nullptr && before->place.first.value + before->entities > entry.place.first.value)
        ByteReader::fail("tells of entities that another block has");
      if (entry.place.part == 0) return;
      const bool has_earlier =
          entry.place.kind == BlockKind::kRest || (goes_on && before->place.part + 1 == entry.place.part);
      if (entry.entities != 1 || !has_earlier) ByteReader::fail("is a part of a block whose other parts are missing");
    });
  }
}

std::span<const BlockEntry> Directory::of(BlockKind kind) const {
  const auto begin = std::lower_bound(entries_.begin(), entries_.end(), kind,
                                      [](const BlockEntry& e, BlockKind k) { return e.place.kind < k; });
  const auto end =
      std::upper_bound(begin, entries_.end(), kind, [](BlockKind k, const BlockEntry& e) { return k < e.place.kind; });
  return {begin, end};
}

std::span<const BlockEntry> Directory::of(BlockKind kind, EntityId begin, EntityId end) const {
  const std::span<const BlockEntry> all = of(kind);
  const auto first = std::partition_point(
      all.begin(), all.end(), [&](const BlockEntry& e) { return e.place.first.value + e.entities <= begin.value; });
  const auto last = std::partition_point(first, all.end(), [&](const BlockEntry& e) { return e.place.first < end; });
  return {first, last};
}

const BlockEntry* Directory::find(const BlockPlace& place) const {
  const auto at = std::lower_bound(entries_.begin(), entries_.end(), place,
                                   [](const BlockEntry& e, const BlockPlace& p) { return e.place < p; });
  return at != entries_.end() && at->place == place ? &*at : nullptr;
}

void Directory::add(std::span<const BlockEntry> entries) {
  entries_.insert(entries_.end(), entries.begin(), entries.end());
  std::sort(entries_.begin(), entries_.end(),
            [](const BlockEntry& a, const BlockEntry& b) { return a.place < b.place; });
  for (const BlockEntry& entry : entries) next_generation_ = std::max(next_generation_, entry.generation + 1);
}

void Directory::replace(BlockKind kind, EntityId begin, EntityId end, std::span<const BlockEntry> entries) {
  const std::span<const BlockEntry> old = of(kind, begin, end);
  const auto at = entries_.begin() + (old.data() - entries_.data());
  const auto behind = entries_.erase(at, at + static_cast<std::ptrdiff_t>(old.size()));
  entries_.insert(behind, entries.begin(), entries.end());
  for (const BlockEntry& entry : entries) next_generation_ = std::max(next_generation_, entry.generation + 1);
}

std::string describe(const BlockEntry& entry) {
  const BlockPlace& place = entry.place;
  const std::uint64_t last = place.first.value + entry.entities - 1;
  std::string out = place.kind == BlockKind::kIn ? "in" : place.kind == BlockKind::kOut ? "out" : "rests of out";
  if (entry.entities == 1) return out + ", entity " + std::to_string(last) + ", part " + std::to_string(place.part);
  return out + ", entities " + std::to_string(place.first.value) + " to " + std::to_string(last);
}

}  // namespace entente

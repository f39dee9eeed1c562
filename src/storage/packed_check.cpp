#include "storage/packed_check.hpp"

#include <algorithm>

#include "storage/fact_state.hpp"

namespace entente {

void PackedCheck::read() {
  try {
    directory_ = Directory::read(store_, options_);
  } catch (const Error& error) {
    find_(std::string(name(Family::kDirectory)), error.message);
    is_whole_ = false;
  }
  const bool has_directory = is_whole_;
  read_over_rows();
  read_blocks();
  if (has_directory) find_blocks_without_entry();
}

// `check` of each row of a family; a family that can't be read on is a finding.
template <class Check>
void PackedCheck::each_row(Family family, const Check& check) {
  try {
    read_rows(store_, sweep(kFirstPartition, family), options_, check);
  } catch (const Error& error) {
    find_(std::string(name(family)), error.message);
    is_whole_ = false;
  }
}

void PackedCheck::read_over_rows() {
  each_row(Family::kOut, [this](const Row& row) {
    if (!is_over(row.value)) return;
    OverRow over;
    try {
      over = read_over(row.value);
    } catch (const Error&) {
      return;  // whoever reads the relations of `out` meets it
    }
    if (over.written > newest_) find_(describe_key(Family::kOut, row.key), "was written by a commit that is not there");
    over_.emplace(row.key, over.far);
  });
}

void PackedCheck::read_blocks() {
  const std::vector<BlockEntry> entries(directory_.all().begin(), directory_.all().end());
  std::size_t rests = 0;
  for (const BlockEntry& entry : entries) {
    block_keys_.insert(block_key(entry.key()));
    if (entry.place.kind == BlockKind::kRest) {
      ++rests;
      continue;
    }
    try {
      read_block(entry);
    } catch (const Error& error) {
      const std::string where = "blocks: " + describe(entry), prefix = where + ": ";
      const bool is_this = error.message.starts_with(prefix);
      find_(is_this ? where : "blocks", is_this ? error.message.substr(prefix.size()) : error.message);
      is_whole_ = false;
      directory_.replace(entry.place.kind, entry.place.first, {entry.place.first.value + entry.entities}, {});
    }
  }
  if (!is_whole_) return;
  if (rests != with_rests_) find_("directory", "tells of blocks of rests that belong to no block");
  std::vector<std::string> alone;
  for (const auto& [key, far] : over_) alone.push_back(key);
  std::sort(alone.begin(), alone.end());
  for (const std::string& key : alone)
    find_(describe_key(Family::kOut, key), "lies over a packed relation that is not there");
}

void PackedCheck::read_block(const BlockEntry& entry) {
  LoadedBlock block(store_, directory_, entry, options_);
  block.relations().check();
  with_rests_ += block.relations().has_rest() ? 1 : 0;
  if (entry.place.kind == BlockKind::kIn) {
    for (const PackedRelation& r : block.all()) {
      ByteReader bounds(r.row.bounds);
      in_.push_back({alike_of(r), r.row.recorded, read_bounds(bounds, r.key.start)});
    }
  } else if (!over_.empty()) {
    for (const PackedRelation& r : block.all()) {
      const auto over = over_.find(adjacency_key(r.key));
      if (over != over_.end() && over->second == r.row.far) over_.erase(over);
    }
  }
}

void PackedCheck::find_blocks_without_entry() {
  each_row(Family::kBlocks, [this](const Row& row) {
    if (!block_keys_.contains(std::string(row.key)))
      find_(describe_key(Family::kBlocks, row.key), "is in no row of the directory");
  });
}

void PackedCheck::note_over_in(const AdjacencyKey& key, const OverRow& over) {
  if (over.written > newest_) ByteReader::fail("was written by a commit that is not there");
  over_in_.push_back({{key.near, key.type, key.start, over.far}, key.relation.value});
}

void PackedCheck::find_nothing_under(const std::pair<Alike, std::uint64_t>& over) {
  const auto& [alike, number] = over;
  find_(describe_key(Family::kIn, adjacency_key({alike.near, alike.type, alike.start, {number}})),
        "lies over a packed relation that is not there");
}

void PackedCheck::compare_in(std::vector<OfOut> relations) {
  if (!is_whole_) return;
  std::sort(relations.begin(), relations.end(), [](const OfOut& a, const OfOut& b) {
    return std::pair(a.alike, a.relation) < std::pair(b.alike, b.relation);
  });
  std::sort(over_in_.begin(), over_in_.end());
  std::vector<std::string> alone;  // keys in `out`
  auto of_out = relations.begin();
  auto over = over_in_.begin();
  const auto key_of = [](const OfOut& r) {
    return adjacency_key({r.alike.far, r.alike.type, r.alike.start, r.relation});
  };
  for (const OfIn& in : in_) {
    const auto where = [&in] {
      return "in: entity " + std::to_string(in.alike.near.value) + ", type " + std::to_string(in.alike.type.value) +
             ", packed, from entity " + std::to_string(in.alike.far.value);
    };
    for (; of_out != relations.end() && of_out->alike < in.alike; ++of_out) alone.push_back(key_of(*of_out));
    for (; over != over_in_.end() && over->first < in.alike; ++over) find_nothing_under(*over);
    const bool has_out = of_out != relations.end() && of_out->alike == in.alike;
    const bool has_over = over != over_in_.end() && over->first == in.alike;
    if (has_over && (!has_out || over->second <= of_out->relation.value)) {
      ++over;
    } else if (has_out) {
      if (of_out->recorded != in.recorded || of_out->bounds != in.bounds) find_(where(), "differs from its row in out");
      ++of_out;
    } else {
      find_(where(), "has no row in out");
    }
  }
  for (; of_out != relations.end(); ++of_out) alone.push_back(key_of(*of_out));
  for (; over != over_in_.end(); ++over) find_nothing_under(*over);
  std::sort(alone.begin(), alone.end());
  for (const std::string& key : alone) find_(describe_key(Family::kOut, key), "has no row in in");
}

}  // namespace entente

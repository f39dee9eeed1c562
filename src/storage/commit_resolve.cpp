// Steps 1 to 3 of a commit: what its facts are to the store.
#include <algorithm>

#include "storage/commit.hpp"

namespace entente {
namespace {

constexpr std::size_t kScansPerCall = 4096;

}  // namespace

void Commit::resolve_entities() {
  if (!store_is_empty()) {
    std::vector<std::string> keys;
    keys.reserve(facts_.entities.size());
    for (const PendingEntity& entity : facts_.entities) keys.push_back(name_key(NameKind::kEntity, entity.key));
    const auto values = read_values(store_, partition_of_name({}), Family::kNames, keys, {});
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!values[i]) continue;
      at_row(Family::kNames, keys[i], [&] {
        const std::uint64_t id = read_name_value(*values[i]);
        if (id >= base_.next_entity) return;  // of a commit that never became visible
        facts_.entities[i].id = {id};
        facts_.entities[i].exists = true;
      });
    }
  }
  for (const std::uint32_t i : facts_.stated) {
    PendingEntity& entity = facts_.entities[i];
    entity.fate = Fate::kNew;
    if (!entity.exists) entity.id = {next_.next_entity++};
  }
  for (const PendingRelation& r : facts_.relations) {
    for (const std::uint32_t end : {r.from, r.to}) {
      const PendingEntity& entity = facts_.entities[end];
      if (entity.fate == Fate::kMentioned && !entity.exists) throw Error(ErrorCode::kNotFound, dangling(r, end));
    }
  }
}

std::string Commit::dangling(const PendingRelation& r, std::uint32_t end) const {
  const std::string key = r.key == PendingRelation::kNoKey ? "" : "\"" + facts_.relation_keys[r.key] + "\" ";
  return "relation " + key + "from \"" + facts_.entities[r.from].key + "\" to \"" + facts_.entities[r.to].key +
         "\": there is no entity \"" + facts_.entities[end].key + "\", neither in the store nor in this commit";
}

void Commit::compare_entities() {
  old_entities_.resize(facts_.stated.size());
  std::vector<std::string> keys;
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < facts_.stated.size(); ++place) {
    const PendingEntity& entity = facts_.entities[facts_.stated[place]];
    if (!entity.exists) {
      ++summary_.entities_added;
      continue;
    }
    keys.push_back(entity_key(entity.id));
    places.push_back(place);
  }
  auto values = read_values(store_, kFirstPartition, Family::kEntities, keys, {});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    PendingEntity& entity = facts_.entities[facts_.stated[places[i]]];
    at_row(Family::kEntities, keys[i], [&] {
      if (!values[i]) ByteReader::fail("has a name but no row");
      ByteReader in(*values[i]);
      read_recorded(in);
      entity.fate = in.raw(in.left()) == entity.content ? Fate::kUnchanged : Fate::kChanged;
    });
    ++(entity.fate == Fate::kChanged ? summary_.entities_changed : summary_.entities_unchanged);
    if (entity.fate == Fate::kChanged) old_entities_[places[i]] = {std::move(keys[i]), std::move(*values[i])};
  }
  summary_.entities_unchanged += facts_.repeated_entities;
}

void Commit::compare_keyed_relations() {
  std::vector<std::uint32_t> keyed;
  std::vector<std::string> name_keys;
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    if (facts_.relations[i].key == PendingRelation::kNoKey) continue;
    if (store_is_empty()) continue;
    keyed.push_back(i);
    name_keys.push_back(name_key(NameKind::kRelation, facts_.relation_keys[facts_.relations[i].key]));
  }
  auto out_keys = read_values(store_, partition_of_name({}), Family::kNames, name_keys, {});
  std::vector<std::uint32_t> known;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    if (!out_keys[i]) continue;
    known.push_back(keyed[i]);
    keys.push_back(std::move(*out_keys[i]));
  }
  auto values = read_values(store_, kFirstPartition, Family::kOut, keys, {});
  for (std::size_t i = 0; i < known.size(); ++i) {
    PendingRelation& r = facts_.relations[known[i]];
    at_row(Family::kOut, keys[i], [&] {
      const AdjacencyKey old = read_adjacency_key(keys[i]);
      if (!values[i]) ByteReader::fail("has a name but no row");
      ByteReader in(*values[i]);
      read_recorded(in);
      const EntityId old_to{in.varint()};
      const bool same = old.near == from(r) && old_to == to(r) && old.type == r.type && old.start == r.start &&
                        in.raw(in.left()) == facts_.content(r);
      r.id = old.relation;
      r.fate = same ? Fate::kUnchanged : Fate::kChanged;
    });
    ++(r.fate == Fate::kChanged ? summary_.relations_changed : summary_.relations_unchanged);
    if (r.fate == Fate::kChanged) old_relations_.emplace(known[i], OldRow{std::move(keys[i]), std::move(*values[i])});
  }
  summary_.relations_unchanged += facts_.repeated_relations;
}

void Commit::find_retracted_relations() {
  std::vector<std::string> name_keys;
  for (const std::string& key : facts_.retracted) name_keys.push_back(name_key(NameKind::kRelation, key));
  auto keys = read_values(store_, partition_of_name({}), Family::kNames, name_keys, {});
  std::vector<std::string> out_keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys[i]) {
      throw Error(ErrorCode::kNotFound,
                  "there is no relation \"" + facts_.retracted[i] + "\" in the store that could be taken back");
    }
    out_keys.push_back(std::move(*keys[i]));
  }
  auto values = read_values(store_, kFirstPartition, Family::kOut, out_keys, {});
  for (std::size_t i = 0; i < out_keys.size(); ++i) {
    if (!values[i]) at_row(Family::kOut, out_keys[i], [] { ByteReader::fail("has a name but no row"); });
    retracted_.push_back({std::move(out_keys[i]), std::move(*values[i])});
  }
  summary_.relations_removed = retracted_.size();
}

void Commit::sort_relations() {
  std::vector<SortKey> keys;
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    const PendingRelation& r = facts_.relations[i];
    if (r.key == PendingRelation::kNoKey) keys.push_back({from(r), r.start, to(r).value, r.type, i});
  }
  std::sort(keys.begin(), keys.end(), [this](const SortKey& a, const SortKey& b) {
    if (const auto c = a <=> b; c != 0) return c < 0;
    const int by_content = facts_.content(facts_.relations[a.index]).compare(facts_.content(facts_.relations[b.index]));
    return by_content != 0 ? by_content < 0 : a.index < b.index;
  });
  order_.reserve(keys.size());
  for (const SortKey& key : keys) order_.push_back(key.index);
}

// The first of several that say the same stays.
void Commit::find_repeated_relations() {
  for (std::size_t i = 1; i < order_.size(); ++i) {
    const PendingRelation& x = facts_.relations[order_[i - 1]];
    PendingRelation& y = facts_.relations[order_[i]];
    if (x.from != y.from || x.to != y.to || x.type != y.type || x.start != y.start) continue;
    if (facts_.content(x) == facts_.content(y)) y.fate = Fate::kUnchanged;
  }
  std::erase_if(order_, [this](std::uint32_t i) {
    const bool repeated = facts_.relations[i].fate == Fate::kUnchanged;
    summary_.relations_unchanged += repeated ? 1 : 0;
    return repeated;
  });
}

// A relation without a key is stored already where a row with its source, type and start has its target and content.
// One scan for each such triple; none where an end is new.
void Commit::find_stored_relations() {
  if (store_is_empty()) return;
  struct Run {
    std::size_t begin, end;  // in order_
  };
  std::vector<Run> runs;
  std::vector<Scan> scans;
  const auto ask = [&] {
    read_pages(store_, std::move(scans), {}, [&](std::size_t i, const RowBlock& rows) {
      for (std::size_t row = 0; row < rows.size(); ++row) take_stored_relation(runs[i].begin, runs[i].end, rows[row]);
    });
    scans.clear();
    runs.clear();
  };
  for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
    const PendingRelation& r = facts_.relations[order_[begin]];
    for (end = begin; end < order_.size(); ++end) {
      const PendingRelation& other = facts_.relations[order_[end]];
      if (other.from != r.from || other.type != r.type || other.start != r.start) break;
    }
    if (!facts_.entities[r.from].exists) continue;
    std::string prefix = adjacency_key({from(r), r.type, r.start, {}});
    prefix.resize(kAdjacencyKeyBytes - sizeof(std::uint64_t));
    Scan scan;
    scan.partition = partition_of(from(r));
    scan.family = Family::kOut;
    scan.hi = end_of_prefix(prefix);
    scan.lo = std::move(prefix);
    scans.push_back(std::move(scan));
    runs.push_back({begin, end});
    if (scans.size() == kScansPerCall) ask();
  }
  if (!scans.empty()) ask();
  std::erase_if(order_, [this](std::uint32_t i) { return facts_.relations[i].fate == Fate::kUnchanged; });
}

void Commit::take_stored_relation(std::size_t begin, std::size_t end, const Row& row) {
  at_row(Family::kOut, row.key, [&] {
    ByteReader in(row.value);
    if (read_recorded(in) > base_.transaction) return;
    const EntityId target{in.varint()};
    const std::string_view stored = in.raw(in.left());
    const auto at = std::lower_bound(order_.begin() + begin, order_.begin() + end, 0, [&](std::uint32_t i, int) {
      const PendingRelation& r = facts_.relations[i];
      return to(r) != target ? to(r) < target : facts_.content(r) < stored;
    });
    if (at == order_.begin() + end) return;
    PendingRelation& r = facts_.relations[*at];
    if (to(r) != target || facts_.content(r) != stored || r.fate == Fate::kUnchanged) return;
    r.fate = Fate::kUnchanged;
    ++summary_.relations_unchanged;
  });
}

}  // namespace entente

// Steps 1 to 3 of a commit: what its facts are to the store.
#include <algorithm>

#include "storage/commit.hpp"
#include "storage/ended_claims.hpp"

namespace entente {
namespace {

constexpr std::size_t kNamesPerCall = 4096;

// No file and none are the same.
bool is_other(const Contributors& a, const Contributors& b) {
  static const Contributors kOfNoFile{{kNoFile, {}}};
  return (a.empty() ? kOfNoFile : a) != (b.empty() ? kOfNoFile : b);
}

}  // namespace

void Commit::resolve_entities() {
  if (!store_is_empty()) {
    const EntityNames& names = facts_.names();
    std::vector<std::string_view> keys;
    for (std::uint32_t begin = 0; begin < names.size(); begin += static_cast<std::uint32_t>(keys.size())) {
      keys.clear();
      while (keys.size() < kNamesPerCall && begin + keys.size() < names.size())
        keys.push_back(names.name(begin + static_cast<std::uint32_t>(keys.size())));
      const std::vector<std::optional<EntityId>> known = entities_named(store_, keys, base_.next_entity);
      for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!known[i]) continue;
        facts_.entities[begin + i].id = *known[i];
        facts_.entities[begin + i].exists = true;
      }
    }
  }
  for (const std::uint32_t i : facts_.stated) {
    PendingEntity& entity = facts_.entities[i];
    entity.change = RowChange::kInsert;
    if (!entity.exists) entity.id = {next_.next_entity++};
  }
  for (const PendingRelation& r : facts_.relations) {
    for (const std::uint32_t end : {r.from, r.to}) {
      const PendingEntity& entity = facts_.entities[end];
      if (entity.change == RowChange::kReference && !entity.exists) throw Error(ErrorCode::kNotFound, dangling(r, end));
    }
  }
}

std::string Commit::dangling(const PendingRelation& r, std::uint32_t end) const {
  const std::string key = r.key == PendingRelation::kNoKey ? "" : "\"" + facts_.relation_keys[r.key] + "\" ";
  const auto name = [this](std::uint32_t entity) { return std::string(facts_.names().name(entity)); };
  return "relation " + key + "from \"" + name(r.from) + "\" to \"" + name(r.to) + "\": there is no entity \"" +
         name(end) + "\", neither in the store nor in this commit";
}

// What files say of an entity in this commit, in order.
std::vector<FileNumber> Commit::files_stating(std::uint32_t entity) const {
  std::vector<FileNumber> files;
  if (facts_.entities[entity].content.empty()) return files;
  files.push_back(facts_.entities[entity].file);
  if (const auto also = facts_.also_stated.find(entity); also != facts_.also_stated.end())
    for (const Contribution& one : also->second) files.push_back(one.file);
  return files;
}

std::vector<std::uint32_t> Commit::same_key(std::uint32_t relation) const {
  std::vector<std::uint32_t> all{relation};
  if (const auto also = facts_.same_key.find(relation); also != facts_.same_key.end())
    all.insert(all.end(), also->second.begin(), also->second.end());
  return all;
}

void Commit::compare_entities() {
  old_entities_.resize(facts_.stated.size());
  std::vector<std::string> keys;
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < facts_.stated.size(); ++place) {
    const std::uint32_t index = facts_.stated[place];
    PendingEntity& entity = facts_.entities[index];
    if (entity.exists) {
      keys.push_back(entity_key(entity.id));
      places.push_back(place);
      continue;
    }
    ++summary_.entities_added;
    const auto also = facts_.also_stated.find(index);
    if (also == facts_.also_stated.end()) continue;
    Contributors& by = entity_by_[index] = {{entity.file, {}}};
    for (const Contribution& one : also->second)
      entity.content = state(by, entity.content, one.file, one.claims, FactKind::kEntity);
  }
  auto values = read_values(store_, kFirstPartition, Family::kEntities, keys, {});
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::uint32_t index = facts_.stated[places[i]];
    PendingEntity& entity = facts_.entities[index];
    at_row(Family::kEntities, keys[i], [&] {
      if (!values[i]) ByteReader::fail("has a name but no row");
      ByteReader in(*values[i]);
      read_recorded(in);
      Stated stored = read_stated_entity(in.raw(in.left()));
      const Stated before = stored;
      const auto ended = ended_entities_.find(index);
      if (ended != ended_entities_.end())
        stored.content = end_claims(stored.by, stored.content, ended->second, FactKind::kEntity);
      if (const auto gone = gone_entities_.find(entity.id.value); gone != gone_entities_.end()) {
        for (const FileNumber file : gone->second.files)
          stored.content = withdraw(stored.by, stored.content, file, FactKind::kEntity);
        gone_entities_.erase(gone);
      }
      // What ended stays as this commit has it where none of its files says it any more.
      if (ended == ended_entities_.end() || stored.content.empty())
        stored.content = state(stored.by, stored.content, entity.file, entity.content, FactKind::kEntity);
      if (const auto also = facts_.also_stated.find(index); also != facts_.also_stated.end())
        for (const Contribution& one : also->second)
          stored.content = state(stored.by, stored.content, one.file, one.claims, FactKind::kEntity);
      OldRow old{std::move(keys[i]), std::move(*values[i])};
      if (stored.content != before.content) {
        entity.change = RowChange::kUpdate;
        note_entity_change(before.content, stored.content);
        entity.content = std::move(stored.content);
        entity_by_[index] = std::move(stored.by);
        old_entities_[places[i]] = std::move(old);
      } else if (is_other(stored.by, before.by)) {
        entity.change = RowChange::kRestate;
        stored.rest_at = before.rest_at;
        restate(Family::kEntities, old, stored);
      } else {
        entity.change = RowChange::kNoOp;
      }
    });
    ++(entity.change == RowChange::kUpdate ? summary_.entities_changed : summary_.entities_unchanged);
  }
  summary_.entities_unchanged += facts_.repeated_entities;
}

// What a relation with a key is, to the store and in the commit: its ends and type, and what is said of it by whom.
struct Commit::KeyedVersion {
  EntityId from, to;
  SymbolId type;
  std::string claims = {};  // empty: there is none
  Contributors by = {};
  std::uint32_t pending = 0;  // whose ends and type these are, if it is of the commit
};

void Commit::refuse_id(const std::string& id, std::string_view what_it_is, std::string_view hint) const {
  Error error(ErrorCode::kInvalidData, "the id \"" + id + "\" " + std::string(what_it_is));
  error.with_hint(std::string(hint));
  if (place_) place_(error, id);
  throw error;
}

void Commit::compare_keyed_relations() {
  std::vector<std::uint32_t> keyed;
  std::vector<std::string> name_keys;
  std::vector<bool> seen(facts_.relation_keys.size());
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    const std::uint32_t key = facts_.relations[i].key;
    if (key == PendingRelation::kNoKey || seen[key]) continue;
    seen[key] = true;
    if (store_is_empty() && !facts_.same_key.contains(i)) continue;
    keyed.push_back(i);
    name_keys.push_back(name_key(NameKind::kRelation, facts_.relation_keys[key]));
  }
  auto out_keys = read_values(store_, partition_of_name({}), Family::kNames, name_keys, {});
  std::vector<std::size_t> known(keyed.size());
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    if (!out_keys[i]) continue;
    known[i] = keys.size();
    keys.push_back(std::move(*out_keys[i]));
  }
  auto values = out_.values(keys);
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    const bool is_known = out_keys[i].has_value();
    if (!is_known && !facts_.same_key.contains(keyed[i])) continue;
    compare_keyed_relation(keyed[i], is_known ? &keys[known[i]] : nullptr, is_known ? &values[known[i]] : nullptr);
  }
  summary_.relations_unchanged += facts_.repeated_relations;
}

// What files that say it no more said of a relation.
void Commit::withdraw_gone(RelationId relation, Contributors& by, std::string& claims) {
  const auto gone = gone_relations_.find(relation.value);
  if (gone == gone_relations_.end()) return;
  for (const FileNumber file : gone->second.files) claims = withdraw(by, claims, file, FactKind::kRelation);
  gone_relations_.erase(gone);
}

// Every statement under the key of `first` joins what is said of it.
void Commit::state_all_of_key(std::uint32_t first, KeyedVersion& version, bool has_ended) {
  const std::string& name = facts_.relation_keys[facts_.relations[first].key];
  for (const std::uint32_t i : same_key(first)) {
    const PendingRelation& r = facts_.relations[i];
    const std::string claims = claims_of_relation(r.start, facts_.content(r));
    const bool same_ends = version.from == from(r) && version.to == to(r) && version.type == r.type;
    if (!version.claims.empty() && !same_ends) {
      for (const Contribution& one : version.by)
        if (one.file != r.file && one.file != kNoFile && r.file != kNoFile)
          refuse_id(name, "stands for a relation of another type or with other ends in another file",
                    "give one of them another id; what is a later version of that file is read under its name (--as)");
      version.claims.clear();
      version.by.clear();
    }
    version.from = from(r);
    version.to = to(r);
    version.type = r.type;
    version.pending = i;
    // What ended stays as this commit has it where none of its files says it any more.
    if (!has_ended || version.claims.empty())
      version.claims = state(version.by, version.claims, r.file, claims, FactKind::kRelation);
    if (i != first) {
      facts_.relations[i].change = RowChange::kNoOp;
      ++summary_.relations_unchanged;
    }
  }
}

// `first` and those with its key become one: the first, whose ends and content are those of the outcome.
void Commit::compare_keyed_relation(std::uint32_t first, std::string* old_key, std::optional<std::string>* old_value) {
  KeyedVersion version{};
  KeyedVersion before{};
  Stated stored;
  bool has_ended = false;
  if (old_key) {
    at_row(Family::kOut, *old_key, [&] {
      const AdjacencyKey old = read_adjacency_key(*old_key);
      if (!*old_value) ByteReader::fail("has a name but no row");
      ByteReader in(**old_value);
      read_recorded(in);
      const EntityId old_to{in.varint()};
      stored = read_stated_relation(in.raw(in.left()), old.start);
      version = before = {old.near, old_to, old.type, claims_of_relation(old.start, stored.content), stored.by, 0};
      facts_.relations[first].id = old.relation;
      if (const auto ended = ended_.find(old.relation.value); ended != ended_.end()) {
        version.claims = end_claims(version.by, version.claims, ended->second, FactKind::kRelation);
        has_ended = true;
      }
      withdraw_gone(old.relation, version.by, version.claims);
    });
  }
  state_all_of_key(first, version, has_ended);
  PendingRelation& r = facts_.relations[first];
  r.from = facts_.relations[version.pending].from;
  r.to = facts_.relations[version.pending].to;
  r.type = version.type;
  const RelationClaims said = read_claims_of_relation(version.claims);
  if (r.start != said.start || facts_.content(r) != said.content) facts_.set_content(r, said);
  if (!old_key) {
    relation_by_[first] = std::move(version.by);
    return;
  }
  const bool same = before.from == version.from && before.to == version.to && before.type == version.type &&
                    before.claims == version.claims;
  OldRow old{std::move(*old_key), std::move(**old_value)};
  if (!same) {
    r.change = RowChange::kUpdate;
    relation_by_[first] = std::move(version.by);
    old_relations_.emplace(first, std::move(old));
    const bool same_ends = before.from == version.from && before.to == version.to && before.type == version.type;
    if (same_ends) note_relation_change(before.claims, version.claims);
    ++summary_.relations_changed;
    return;
  }
  r.change = RowChange::kNoOp;
  ++summary_.relations_unchanged;
  if (!is_other(version.by, before.by)) return;
  r.change = RowChange::kRestate;
  stored.by = std::move(version.by);
  restate(Family::kOut, old, stored);
}

void Commit::sort_relations() {
  std::vector<SortKey> keys;
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    const PendingRelation& r = facts_.relations[i];
    if (r.key == PendingRelation::kNoKey && r.file != kNoFile)
      keys.push_back({from(r), r.start, to(r).value, r.type, i});
  }
  std::sort(keys.begin(), keys.end(), [this](const SortKey& a, const SortKey& b) {
    if (const auto c = a <=> b; c != 0) return c < 0;
    const PendingRelation& x = facts_.relations[a.index];
    const PendingRelation& y = facts_.relations[b.index];
    const int by_content = facts_.content(x).compare(facts_.content(y));
    return by_content != 0 ? by_content < 0 : std::pair(x.file, a.index) < std::pair(y.file, b.index);
  });
  order_.reserve(keys.size());
  for (const SortKey& key : keys) order_.push_back(key.index);
}

// The n-th of a file and the n-th of another are one. Numbers grow with the place among the pending relations, in order
// of which they are stored: so the n-th here is the n-th there, whichever file was read first.
void Commit::number_repeated_relations() {
  const auto says_same = [this](const PendingRelation& x, const PendingRelation& y) {
    return x.from == y.from && x.to == y.to && x.type == y.type && x.start == y.start &&
           facts_.content(x) == facts_.content(y);
  };
  std::vector<std::uint32_t> numbered, same;
  std::vector<std::vector<FileNumber>> files;  // of the n-th
  for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
    for (end = begin + 1; end < order_.size(); ++end) {
      if (!says_same(facts_.relations[order_[begin]], facts_.relations[order_[end]])) break;
    }
    if (end - begin == 1) {
      numbered.push_back(order_[begin]);
      continue;
    }
    files.clear();
    FileNumber file = kNoFile;
    std::size_t nth = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const PendingRelation& r = facts_.relations[order_[i]];
      nth = r.file == file ? nth + 1 : 0;
      file = r.file;
      if (nth == files.size()) files.emplace_back();
      files[nth].push_back(file);
    }
    same.assign(order_.begin() + begin, order_.begin() + end);
    std::sort(same.begin(), same.end());
    for (std::size_t i = 0; i < same.size(); ++i) {
      PendingRelation& r = facts_.relations[same[i]];
      if (i < files.size()) {
        numbered.push_back(same[i]);
        r.file = files[i].front();
        if (files[i].size() > 1) further_files_[same[i]].assign(files[i].begin() + 1, files[i].end());
      } else {
        r.change = RowChange::kNoOp;
        ++summary_.relations_unchanged;
      }
    }
  }
  order_ = std::move(numbered);
}

// A relation without a key is stored already where a row with its source, type and start has its target and content,
// the n-th where n rows do. One scan for each such triple; none where an end is new.
void Commit::find_stored_relations() {
  if (store_is_empty()) return;
  struct Place {
    std::size_t begin, end;  // in order_
  };
  std::vector<Place> places;
  std::vector<OutRows::Run> runs;
  for (std::size_t begin = 0, end = 0; begin < order_.size(); begin = end) {
    const PendingRelation& r = facts_.relations[order_[begin]];
    for (end = begin; end < order_.size(); ++end) {
      const PendingRelation& other = facts_.relations[order_[end]];
      if (other.from != r.from || other.type != r.type || other.start != r.start) break;
    }
    if (!facts_.entities[r.from].exists) continue;
    places.push_back({begin, end});
    runs.push_back({from(r), r.type, r.start});
  }
  out_.of(runs, [&](std::size_t i, const Row& row) { take_stored_relation(places[i].begin, places[i].end, row); });
}

// Whether the row leaves the store, since no file states it any more.
bool Commit::take_stored_relation(std::size_t begin, std::size_t end, const Row& row) {
  bool leaves = false;
  at_row(Family::kOut, row.key, [&] {
    ByteReader in(row.value);
    if (read_recorded(in) > base_.transaction) return;
    const EntityId target{in.varint()};
    const AdjacencyKey key = read_adjacency_key(row.key);
    if (is_settled(key.relation)) return;
    const std::string_view stored = in.raw(in.left());
    Stated stated = read_stated_relation(stored, key.start);
    const auto at = std::lower_bound(order_.begin() + begin, order_.begin() + end, 0, [&](std::uint32_t i, int) {
      const PendingRelation& r = facts_.relations[i];
      if (const auto c = SortKey{from(r), r.start, to(r).value, r.type, i} <=>
                         SortKey{key.near, key.start, target.value, key.type, i};
          c != 0)
        return c < 0;
      return facts_.content(r) < stated.content;
    });
    const auto first = static_cast<std::size_t>(at - order_.begin());
    const std::size_t place = first + (first < end ? found_[first] : 0);
    const auto is_this = [&](const PendingRelation& r) {
      return from(r) == key.near && r.type == key.type && r.start == key.start && to(r) == target &&
             facts_.content(r) == stated.content;
    };
    std::vector<FileNumber> files;
    if (place < end && is_this(facts_.relations[order_[place]])) {
      PendingRelation& r = facts_.relations[order_[place]];
      ++found_[first];
      r.change = RowChange::kNoOp;
      ++summary_.relations_unchanged;
      files = {r.file};
      if (const auto further = further_files_.find(order_[place]); further != further_files_.end())
        files.insert(files.end(), further->second.begin(), further->second.end());
    }
    const auto old = [&row] { return OldRow{std::string(row.key), std::string(row.value)}; };
    std::vector<FileNumber> withdrawn;
    if (note_gone(stated.by, files, withdrawn)) {
      ++summary_.gone.relations;
      if (gone_rows_.size() < GoneFacts::kMostNamed) gone_rows_.push_back(old());
    }
    const Contributors before = stated.by;
    for (const FileNumber file : files)
      if (!states(stated.by, file)) state(stated.by, stated.content, file, stated.content, FactKind::kRelation);
    for (const FileNumber file : withdrawn)
      leaves = withdraw(stated.by, stated.content, file, FactKind::kRelation).empty();
    if (leaves)
      take_back(old());
    else if (is_other(stated.by, before))
      restate(Family::kOut, old(), stated);
  });
  return leaves;
}

// A row that says what it said, with other files.
void Commit::restate(Family family, const OldRow& old, const Stated& stated) {
  ByteReader in(old.value);
  read_recorded(in);
  if (family == Family::kOut) in.varint();
  RestatedRow row{family, old.key, old.value.substr(0, old.value.size() - in.left())};
  append_stated(row.value, stated.content, stated.rest_at, stated.by);
  restated_.push_back(std::move(row));
}

}  // namespace entente

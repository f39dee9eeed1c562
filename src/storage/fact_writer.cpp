// A commit: pending facts are resolved against the store, in batches, and become rows.
//
//   1. names       entities that the commit names: known, new, or missing
//   2. versions    facts whose key is known: unchanged, or changed; then their old row goes to history
//   3. sameness    relations without a key: known where all that they say is stored already
//   4. rows        in order of key, with numbers for what is new
//   5. the head    moves with the rows, or nothing happens
#include <algorithm>
#include <compare>

#include "storage/pending_facts.hpp"

namespace entente {
namespace {

constexpr std::size_t kScansPerCall = 4096;

// Rows by partition.
class Batches {
 public:
  RowBatch& of(PartitionId partition) {
    for (PartitionBatch& batch : batches_) {
      if (batch.partition == partition) return batch.rows;
    }
    return batches_.emplace_back(PartitionBatch{partition, {}}).rows;
  }
  std::span<const PartitionBatch> all() const { return batches_; }

 private:
  std::vector<PartitionBatch> batches_;
};

// What relations are sorted by, side by side in memory. `last` is the target or the relation's number.
struct SortKey {
  EntityId near;
  Instant start;
  std::uint64_t last;
  SymbolId type;
  std::uint32_t index;  // among the pending relations

  std::strong_ordering operator<=>(const SortKey& o) const {
    if (const auto c = near <=> o.near; c != 0) return c;
    if (const auto c = type <=> o.type; c != 0) return c;
    if (const auto c = start <=> o.start; c != 0) return c;
    return last <=> o.last;
  }
};

// The row of a changed relation as it stood: its key in out, and its value.
struct OldRow {
  std::string key, value;
};

class Commit {
 public:
  Commit(const Store& store, PendingFacts& facts, const HeadRegister& base, const Ontology& ontology)
      : store_(store), facts_(facts), base_(base), ontology_(ontology), next_(base) {
    next_.transaction.value = base.transaction.value + 1;
    next_.next_symbol += static_cast<std::uint32_t>(facts.new_symbols.size());
  }

  // Steps 1 to 4. Throws kNotFound for a relation whose end is nowhere.
  void prepare() {
    resolve_entities();
    compare_entities();
    compare_keyed_relations();
    sort_relations();
    find_repeated_relations();
    find_stored_relations();
    number_relations();
    write_ontology();
    if (!has_changes()) return;
    write_names();
    write_entities();
    write_relations();
  }

  bool has_changes() const {
    return summary_.entities_added + summary_.entities_changed + summary_.relations_added + summary_.relations_changed > 0 ||
           summary_.ontology_changed;
  }

  void write_commit_row(SystemTime time, std::string_view reason) {
    next_.time = time;
    CommitRow row;
    row.time = time;
    row.entities = summary_.entities_added + summary_.entities_changed;
    row.relations = summary_.relations_added + summary_.relations_changed;
    row.ontology_changed = summary_.ontology_changed;
    row.reason = reason;
    batches_.of(kFirstPartition).put(Family::kCommits, commit_key(next_.transaction), commit_value(row));
  }

  std::span<const PartitionBatch> batches() const { return batches_.all(); }
  const HeadRegister& next() const { return next_; }
  const CommitSummary& summary() const { return summary_; }

 private:
  void resolve_entities();
  void compare_entities();
  void compare_keyed_relations();
  void sort_relations();
  void find_repeated_relations();
  void find_stored_relations();
  void take_stored_relation(std::size_t begin, std::size_t end, const Row& row);
  void number_relations();
  void write_names();
  void write_entities();
  void write_relations();
  void write_relation(Family family, const SortKey& at);
  void write_ontology();
  template <class Type>
  void write_types(OntologyKind kind, const std::vector<Type>& types, std::vector<std::optional<std::string>>& old);

  bool store_is_empty() const { return base_.transaction.value == 0; }
  std::string dangling(const PendingRelation& r, std::uint32_t end) const;
  EntityId from(const PendingRelation& r) const { return facts_.entities[r.from].id; }
  EntityId to(const PendingRelation& r) const { return facts_.entities[r.to].id; }
  void supersede(PartitionId partition, Family family, std::string_view key, std::string_view value) {
    batches_.of(partition).put(Family::kHistory, history_key(next_.transaction, family, key), value);
  }

  const Store& store_;
  PendingFacts& facts_;
  const HeadRegister base_;
  const Ontology& ontology_;
  HeadRegister next_;
  CommitSummary summary_;
  Batches batches_;
  std::vector<OldRow> old_entities_;  // by place in facts_.stated; empty where there is none
  absl::flat_hash_map<std::uint32_t, OldRow> old_relations_;  // by index
  std::string key_, value_;  // of the row that is being written
  std::vector<std::uint32_t> order_;  // relations without a key, by source, type, start, target, content
};

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

// A relation without a key is stored already where a row with its source, type and start has its target and content. One scan for
// each such triple; none where an end is new.
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

void Commit::number_relations() {
  for (PendingRelation& r : facts_.relations) {
    if (r.fate != Fate::kNew) continue;
    r.id = {next_.next_relation++};
    ++summary_.relations_added;
  }
}

void Commit::write_names() {
  for (std::uint32_t i = 0; i < facts_.new_symbols.size(); ++i) {
    const std::string& name = facts_.new_symbols[i];
    batches_.of(partition_of_name(name)).put(Family::kNames, name_key(NameKind::kSymbol, name), name_value(base_.next_symbol + i));
  }
  for (const std::uint32_t i : facts_.stated) {
    const PendingEntity& entity = facts_.entities[i];
    if (entity.exists) continue;
    batches_.of(partition_of_name(entity.key))
        .put(Family::kNames, name_key(NameKind::kEntity, entity.key), name_value(entity.id.value));
  }
}

void Commit::write_entities() {
  std::string value;
  for (std::size_t place = 0; place < facts_.stated.size(); ++place) {
    const PendingEntity& entity = facts_.entities[facts_.stated[place]];
    if (entity.fate == Fate::kUnchanged) continue;
    const PartitionId partition = partition_of(entity.id);
    if (entity.fate == Fate::kChanged) {
      supersede(partition, Family::kEntities, old_entities_[place].key, old_entities_[place].value);
    }
    value.clear();
    put_recorded(value, next_.transaction);
    value.append(entity.content);
    batches_.of(partition).put(Family::kEntities, entity_key(entity.id), value);
  }
}

void Commit::write_relations() {
  for (const auto& [i, old] : old_relations_) {
    const AdjacencyKey key = read_adjacency_key(old.key);
    ByteReader in(old.value);
    read_recorded(in);
    const EntityId old_to{in.varint()};
    supersede(partition_of(key.near), Family::kOut, old.key, old.value);
    batches_.of(partition_of(key.near)).erase(Family::kOut, old.key);
    batches_.of(partition_of(old_to)).erase(Family::kIn, adjacency_key({old_to, key.type, key.start, key.relation}));
  }
  std::vector<SortKey> written;
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    const PendingRelation& r = facts_.relations[i];
    if (r.fate == Fate::kUnchanged) continue;
    written.push_back({from(r), r.start, r.id.value, r.type, i});
    bytes += r.size;
  }
  RowBatch& first = batches_.of(kFirstPartition);
  first.reserve(first.size() + 2 * written.size() + 64, first.bytes() + bytes + written.size() * (2 * kAdjacencyKeyBytes + 32));
  std::sort(written.begin(), written.end());
  for (const SortKey& at : written) write_relation(Family::kOut, at);
  for (SortKey& at : written) at.near = to(facts_.relations[at.index]);
  std::sort(written.begin(), written.end());
  for (const SortKey& at : written) write_relation(Family::kIn, at);
}

void Commit::write_relation(Family family, const SortKey& at) {
  const bool out = family == Family::kOut;
  const PendingRelation& r = facts_.relations[at.index];
  key_.clear();
  append_adjacency_key(key_, {at.near, at.type, at.start, r.id});
  value_.clear();
  put_recorded(value_, next_.transaction);
  put_varint(value_, (out ? to(r) : from(r)).value);
  value_.append(out ? facts_.content(r) : facts_.content(r).substr(0, r.bounds_size));
  batches_.of(partition_of(at.near)).put(family, key_, value_);
  if (!out || r.key == PendingRelation::kNoKey) return;
  const std::string& name = facts_.relation_keys[r.key];
  batches_.of(partition_of_name(name)).put(Family::kNames, name_key(NameKind::kRelation, name), key_);
}

void Commit::write_ontology() {
  if (!facts_.ontology || *facts_.ontology == ontology_) return;
  summary_.ontology_changed = true;
  std::vector<std::optional<std::string>> old_entity_types, old_relation_types;
  read_rows(store_, sweep(kFirstPartition, Family::kOntology), {}, [&](const Row& row) {
    at_row(Family::kOntology, row.key, [&] {
      const OntologyKey key = read_ontology_key(row.key);
      auto& old = key.kind == OntologyKind::kEntityType ? old_entity_types : old_relation_types;
      if (key.index != old.size()) ByteReader::fail("stands where another type is missing");
      old.emplace_back(row.value);
    });
  });
  write_types(OntologyKind::kEntityType, facts_.ontology->entity_types, old_entity_types);
  write_types(OntologyKind::kRelationType, facts_.ontology->relation_types, old_relation_types);
}

template <class Type>
void Commit::write_types(OntologyKind kind, const std::vector<Type>& types, std::vector<std::optional<std::string>>& old) {
  RowBatch& rows = batches_.of(kFirstPartition);
  for (std::uint32_t i = 0; i < std::max(types.size(), old.size()); ++i) {
    const std::string key = ontology_key({kind, i});
    std::string content = i < types.size() ? ontology_content(types[i]) : std::string();
    if (i < old.size()) {
      ByteReader in(*old[i]);
      read_recorded(in);
      if (in.raw(in.left()) == content) continue;
      supersede(kFirstPartition, Family::kOntology, key, *old[i]);
    }
    if (i >= types.size()) {
      rows.erase(Family::kOntology, key);
      continue;
    }
    std::string value;
    put_recorded(value, next_.transaction);
    rows.put(Family::kOntology, key, value + content);
  }
}

}  // namespace

struct FactWriter::State {
  explicit State(FactStore& s, FactStore::State& shared)
      : store(s), base(shared.head), base_bytes(shared.head_bytes), facts(s, shared.symbol_ids, shared.mutex, shared.head.next_symbol) {}

  FactStore& store;
  HeadRegister base;  // the head when the writer began
  std::optional<std::string> base_bytes;
  PendingFacts facts;
};

FactWriter::FactWriter(FactStore& store) {
  const std::shared_lock lock(store.state_->mutex);
  state_ = std::make_unique<State>(store, *store.state_);
}

FactWriter::~FactWriter() = default;

void FactWriter::set_ontology(const Ontology& ontology) { state_->facts.set_ontology(ontology); }
void FactWriter::add(const EntityFact& fact) { state_->facts.add(fact); }
void FactWriter::add(const RelationFact& fact) { state_->facts.add(fact); }

Result<CommitSummary> FactWriter::commit(std::string_view reason) {
  FactStore& store = state_->store;
  FactStore::State& shared = *store.state_;
  if (!shared.lease) return Error(ErrorCode::kUnsupported, "the store is open for reading only");
  const std::lock_guard committing(shared.commit_mutex);
  if (shared.current_head().transaction != state_->base.transaction) {
    return Error(ErrorCode::kConflict, "another writer has committed meanwhile");
  }
  CommitSummary summary;
  try {
    Commit commit(*store.store_, state_->facts, state_->base, shared.ontology);
    commit.prepare();
    summary = commit.summary();
    if (commit.has_changes()) {
      const SystemTime after_last{state_->base.time.microseconds + 1};
      commit.write_commit_row(std::max(shared.clock(), after_last), reason);
      std::string desired = head_value(commit.next());
      const Result<void> written = store.store_->commit(commit.batches(), {std::string(kHeadRegister), state_->base_bytes, desired});
      if (!written) return written.error();
      const std::unique_lock lock(shared.mutex);
      shared.head = commit.next();
      shared.head_bytes = std::move(desired);
      for (std::string& name : state_->facts.new_symbols) {
        shared.symbol_ids.emplace(name, SymbolId{static_cast<std::uint32_t>(shared.symbols.size())});
        shared.symbols.push_back(std::move(name));
      }
      if (state_->facts.ontology) shared.ontology = std::move(*state_->facts.ontology);
    }
  } catch (Error& error) {
    return std::move(error);
  }
  summary.head = store.head();
  const std::shared_lock lock(shared.mutex);
  state_ = std::make_unique<State>(store, shared);
  return summary;
}

}  // namespace entente

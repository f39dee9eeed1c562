// Step 4 of a commit: numbers for what is new, and rows.
#include <algorithm>
#include <array>

#include "storage/commit.hpp"

namespace entente {

void Commit::number_relations() {
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    PendingRelation& r = facts_.relations[i];
    if (r.change != RowChange::kInsert) continue;
    if (const auto further = further_files_.find(i); further != further_files_.end()) {
      Contributors& by = relation_by_[i] = {{r.file, {}}};
      for (const FileNumber file : further->second) state(by, "-", file, "-", FactKind::kRelation);
    }
    r.id = {next_.next_relation++};
    ++summary_.relations_added;
  }
}

// While they are few enough to be followed.
template <class Note>
void Commit::note_change(const Note& note) {
  if (!changes_) return;
  if (changes_->size() == kMostChanges)
    changes_.reset();
  else
    note(*changes_);
}

std::optional<CommitChanges> Commit::take_changes() {
  if (!changes_ || summary_.ontology_changed || !withdrawn_.empty()) return std::nullopt;
  changes_->symbols = facts_.new_symbols;
  changes_->transaction = next_.transaction;
  changes_->system_time = next_.time;
  return std::move(changes_);
}

void Commit::write_names() {
  for (std::uint32_t i = 0; i < facts_.new_symbols.size(); ++i) {
    const std::string& name = facts_.new_symbols[i];
    batches_.of(partition_of_name(name))
        .put(Family::kNames, name_key(NameKind::kSymbol, name), name_value(base_.next_symbol + i));
  }
  for (std::uint32_t i = 0; i < facts_.new_files.size(); ++i) {
    const std::string& name = facts_.new_files[i];
    batches_.of(partition_of_name(name))
        .put(Family::kNames, name_key(NameKind::kFile, name), name_value(base_.next_file + i));
  }
  for (const std::string& key : freed_names_) batches_.of(partition_of_name(key)).erase(Family::kNames, key);
  for (const std::uint32_t i : facts_.stated) {
    const PendingEntity& entity = facts_.entities[i];
    if (entity.exists) continue;
    const std::string_view name = facts_.names().name(i);
    unmark(FactKind::kEntity, name);
    batches_.of(partition_of_name(name))
        .put(Family::kNames, name_key(NameKind::kEntity, name), name_value(entity.id.value));
  }
}

void Commit::unmark(FactKind kind, std::string_view key) {
  if (!erased_.find(kind, key)) return;
  unmarked_.push_back(erased_.mark_of(kind, key));
  batches_.of(kFirstPartition).erase(Family::kNames, name_key(NameKind::kErased, unmarked_.back()));
}

void Commit::write_entities() {
  std::string value;
  for (std::size_t place = 0; place < facts_.stated.size(); ++place) {
    const std::uint32_t index = facts_.stated[place];
    const PendingEntity& entity = facts_.entities[index];
    if (entity.change != RowChange::kInsert && entity.change != RowChange::kUpdate) continue;
    const PartitionId partition = partition_of(entity.id);
    if (entity.change == RowChange::kUpdate) {
      supersede(partition, Family::kEntities, old_entities_[place].key, old_entities_[place].value);
    }
    value.clear();
    put_recorded(value, next_.transaction);
    append_stated(value, entity.content, rest_of_entity(entity.content), contributors(entity_by_, index, entity.file));
    const std::string key = entity_key(entity.id);
    batches_.of(partition).put(Family::kEntities, key, value);
    note_change([&](CommitChanges& changes) {
      StoredEntity& now = changes.entities.emplace_back();
      now.system.recorded = read_entity_row(key, value, now);
    });
  }
  for (const OldRow& old : withdrawn_) {
    const PartitionId partition = partition_of(read_entity_key(old.key));
    supersede(partition, Family::kEntities, old.key, old.value);
    batches_.of(partition).erase(Family::kEntities, old.key);
  }
}

std::span<const Contribution> Commit::contributors(const HashMap<std::uint32_t, Contributors>& of, std::uint32_t index,
                                                   FileNumber otherwise) {
  if (const auto found = of.find(index); found != of.end()) return found->second;
  one_.file = otherwise;
  return {&one_, 1};
}

// Rows that no reader sees change: they say what they said, to whom they were recorded.
void Commit::write_restated() {
  const auto is_taken_back = [this](const RestatedRow& row) {
    return taken_back_.contains(read_adjacency_key(row.key).relation.value);
  };
  for (const RestatedRow& row : restated_)
    if (row.family != Family::kOut)
      batches_.of(kFirstPartition).put(row.family, row.key, row.value);
    else if (!is_taken_back(row))
      put_relation(Family::kOut, read_adjacency_key(row.key).near, row.key, row.value);
}

void Commit::write_relations() {
  for (const auto& [i, old] : old_relations_) close_relation(old);
  for (const OldRow& old : retracted_) close_relation(old);
  std::vector<std::uint32_t> changed;
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < facts_.relations.size(); ++i) {
    const PendingRelation& r = facts_.relations[i];
    if (r.change != RowChange::kInsert && r.change != RowChange::kUpdate) continue;
    changed.push_back(i);
    bytes += r.size;
  }
  if (base_.next_relation == 0 && changed.size() >= layout_.fewest_relations && bytes <= layout_.most_page_bytes)
    return write_blocks(changed);
  std::vector<SortKey> written;
  written.reserve(changed.size());
  for (const std::uint32_t i : changed) {
    const PendingRelation& r = facts_.relations[i];
    written.push_back({from(r), r.start, r.id.value, r.type, i});
  }
  RowBatch& first = batches_.of(kFirstPartition);
  first.reserve(first.size() + 2 * written.size() + 64,
                first.bytes() + bytes + written.size() * (2 * kAdjacencyKeyBytes + 32));
  std::sort(written.begin(), written.end());
  for (const SortKey& at : written) write_relation(Family::kOut, at);
  for (SortKey& at : written) at.near = to(facts_.relations[at.index]);
  std::sort(written.begin(), written.end());
  for (const SortKey& at : written) write_relation(Family::kIn, at);
}

namespace {

EntityId far_of(const OldRow& row) {
  ByteReader in(row.value);
  read_recorded(in);
  return {in.varint()};
}

// The key in `in` of the relation that has `key` in `out`.
std::string key_in_in(const AdjacencyKey& key, EntityId far) {
  return adjacency_key({far, key.type, key.start, key.relation});
}

}  // namespace

// Of relations that the store has, some may be packed: then their rows can only be covered.
void Commit::look_under_rows() {
  if (directory_.empty()) return;
  const auto expect = [this](const OldRow& old) {
    const AdjacencyKey key = read_adjacency_key(old.key);
    const EntityId far = far_of(old);
    covered_.expect(Family::kOut, old.key, far);
    covered_.expect(Family::kIn, key_in_in(key, far), key.near);
  };
  for (const auto& [i, old] : old_relations_) {
    expect(old);
    const PendingRelation& r = facts_.relations[i];
    covered_.expect(Family::kOut, adjacency_key({from(r), r.type, r.start, r.id}), std::nullopt);
    covered_.expect(Family::kIn, adjacency_key({to(r), r.type, r.start, r.id}), std::nullopt);
  }
  for (const OldRow& old : retracted_) expect(old);
  for (const RestatedRow& row : restated_)
    if (row.family == Family::kOut) covered_.expect(Family::kOut, row.key, far_of({row.key, row.value}));
  covered_.look(store_);
}

// An empty `row`: the relation under the key goes.
void Commit::put_relation(Family family, EntityId near, std::string_view key, std::string_view row) {
  RowBatch& rows = batches_.of(partition_of(near));
  if (const std::optional<EntityId> far = covered_.far(family, key)) {
    over_.clear();
    put_over(over_, {next_.transaction, *far, row});
    rows.put(family, key, over_);
  } else if (row.empty()) {
    rows.erase(family, key);
  } else {
    rows.put(family, key, row);
  }
}

void Commit::close_relation(const OldRow& old) {
  const AdjacencyKey key = read_adjacency_key(old.key);
  const EntityId far = far_of(old);
  note_change([&](CommitChanges& changes) { changes.gone.push_back({key.relation, key.near, far, key.type}); });
  supersede(partition_of(key.near), Family::kOut, old.key, old.value);
  put_relation(Family::kOut, key.near, old.key, {});
  put_relation(Family::kIn, far, key_in_in(key, far), {});
}

void Commit::write_relation(Family family, const SortKey& at) {
  const bool out = family == Family::kOut;
  const PendingRelation& r = facts_.relations[at.index];
  key_.clear();
  append_adjacency_key(key_, {at.near, at.type, at.start, r.id});
  value_.clear();
  put_recorded(value_, next_.transaction);
  put_varint(value_, (out ? to(r) : from(r)).value);
  if (out)
    append_stated(value_, facts_.content(r), r.bounds_size, contributors(relation_by_, at.index, r.file));
  else
    value_.append(facts_.content(r).substr(0, r.bounds_size));
  put_relation(family, at.near, key_, value_);
  if (!out) return;
  write_name(r);
  note_change([&](CommitChanges& changes) {
    StoredRelation& now = changes.relations.emplace_back();
    now.system.recorded = read_out_row(key_, value_, now);
  });
}

// Where the name of a relation leads: to its key in out.
void Commit::write_name(const PendingRelation& r) {
  if (r.key == PendingRelation::kNoKey) return;
  const std::string& name = facts_.relation_keys[r.key];
  if (r.change == RowChange::kInsert) unmark(FactKind::kRelation, name);
  batches_.of(partition_of_name(name))
      .put(Family::kNames, name_key(NameKind::kRelation, name), adjacency_key({from(r), r.type, r.start, r.id}));
}

void Commit::write_ontology() {
  if (!facts_.ontology || *facts_.ontology == ontology_) return;
  summary_.ontology_changed = true;
  std::array<std::vector<std::string>, kOntologyKinds> old;
  read_rows(store_, sweep(kFirstPartition, Family::kOntology), {}, [&](const Row& row) {
    at_row(Family::kOntology, row.key, [&] {
      const OntologyKey key = read_ontology_key(row.key);
      auto& of_kind = old[static_cast<std::size_t>(key.kind)];
      if (key.index != of_kind.size()) ByteReader::fail("stands where another type is missing");
      of_kind.emplace_back(row.value);
    });
  });
  const auto write = [&](OntologyKind kind, const auto& types) {
    write_types(kind, types, old[static_cast<std::size_t>(kind)]);
  };
  write(OntologyKind::kEntityType, facts_.ontology->entity_types);
  write(OntologyKind::kRelationType, facts_.ontology->relation_types);
  write(OntologyKind::kRule, facts_.ontology->rules);
  write(OntologyKind::kExpectedFinding, facts_.ontology->expected_findings);
  write(OntologyKind::kPropertyRule, facts_.ontology->property_rules);
}

template <class Type>
void Commit::write_types(OntologyKind kind, const std::vector<Type>& types, const std::vector<std::string>& old) {
  RowBatch& rows = batches_.of(kFirstPartition);
  for (std::uint32_t i = 0; i < std::max(types.size(), old.size()); ++i) {
    const std::string key = ontology_key({kind, i});
    std::string content = i < types.size() ? ontology_content(types[i]) : std::string();
    if (i < old.size()) {
      ByteReader in(old[i]);
      read_recorded(in);
      if (in.raw(in.left()) == content) continue;
      supersede(kFirstPartition, Family::kOntology, key, old[i]);
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

}  // namespace entente

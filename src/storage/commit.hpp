// A commit: pending facts are resolved against the store, in batches, and become rows.
//
//   1. names       entities that the commit names: known, new, or missing
//   2. versions    facts whose key is known: unchanged, or changed; then their old row goes to history, as does that of
//                  a relation that is taken back
//   3. sameness    relations without a key: known where all that they say is stored already
//   4. rows        in order of key, with numbers for what is new
//   5. the head    moves with the rows, or nothing happens
#pragma once

#include <compare>

#include "storage/pending_facts.hpp"

namespace entente {

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

// The row of a changed or retracted relation as it stood: its key in out, and its value.
struct OldRow {
  std::string key, value;
};

class Commit {
 public:
  // `base` is the head that it follows, `ontology` the one in force there.
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
    find_retracted_relations();
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
    return summary_.entities_added + summary_.entities_changed + summary_.relations_added + summary_.relations_changed +
                   summary_.relations_removed >
               0 ||
           summary_.ontology_changed;
  }

  void write_commit_row(SystemTime time, std::string_view reason) {
    next_.time = time;
    CommitRow row;
    row.time = time;
    row.entities = summary_.entities_added + summary_.entities_changed;
    row.relations = summary_.relations_added + summary_.relations_changed;
    row.removed = summary_.relations_removed;
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
  void find_retracted_relations();
  void sort_relations();
  void find_repeated_relations();
  void find_stored_relations();
  void take_stored_relation(std::size_t begin, std::size_t end, const Row& row);
  void number_relations();
  void write_names();
  void write_entities();
  void write_relations();
  void close_relation(const OldRow& old);
  void write_relation(Family family, const SortKey& at);
  void write_ontology();
  template <class Type>
  void write_types(OntologyKind kind, const std::vector<Type>& types, const std::vector<std::string>& old);

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
  std::vector<OldRow> old_entities_;                          // by place in facts_.stated; empty where there is none
  absl::flat_hash_map<std::uint32_t, OldRow> old_relations_;  // by index
  std::vector<OldRow> retracted_;                             // by place in facts_.retracted
  std::string key_, value_;                                   // of the row that is being written
  std::vector<std::uint32_t> order_;  // relations without a key, by source, type, start, target, content
};

}  // namespace entente

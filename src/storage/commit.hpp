// A commit: pending facts are resolved against the store, in batches, and become rows.
//
//   1. names       entities that the commit names: known, new, or missing
//   2. sameness    relations without a key that files state: the n-th of those that say the same is known where the
//                  store holds n such; and what files said before and say no more (commit_gone.cpp)
//   3. versions    facts whose key is known: unchanged, or changed; then their old row goes to history, as does that of
//                  a fact that is retracted (commit_retract.cpp)
//   4. rows        in order of key, with numbers for what is new; the first relations of a store, where they are many,
//                  in blocks
//   5. the head    moves with the rows, or nothing happens
#pragma once

#include <compare>
#include <functional>
#include <optional>

#include "model/commit_changes.hpp"
#include "storage/covered_rows.hpp"
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

// The row of a changed or retracted fact as it stood: its key, for a relation that in out, and its value.
struct OldRow {
  std::string key, value;
};

// A row of the store that says what it said before, with other files.
struct RestatedRow {
  Family family;
  std::string key, value;
};

class Commit {
 public:
  // `base` is the head that it follows, `directory`, `ontology`, `symbols` and `erased` are those of it; `place` is
  // FactWriter::commit's.
  Commit(const Store& store, PendingFacts& facts, const HeadRegister& base, const Directory& directory,
         const BlockLayout& layout, const Ontology& ontology, const std::vector<std::string>& symbols,
         const ErasedKeys& erased, const FactWriter::PlaceOfId& place)
      : store_(store),
        facts_(facts),
        base_(base),
        directory_(directory),
        layout_(layout),
        ontology_(ontology),
        symbols_(symbols),
        erased_(erased),
        place_(place),
        next_(base) {
    next_.transaction.value = base.transaction.value + 1;
    next_.next_symbol += static_cast<std::uint32_t>(facts.new_symbols.size());
    next_.next_file += static_cast<std::uint32_t>(facts.new_files.size());
  }

  // Steps 1 to 4. Throws kNotFound for a relation whose end is nowhere, kInvalidData for an id that stands for
  // another relation in the store.
  void prepare() {
    resolve_entities();
    sort_relations();
    number_repeated_relations();
    find_retracted();
    if (facts_.complete.empty())
      find_stored_relations();
    else
      find_gone();
    compare_entities();
    compare_keyed_relations();
    let_go();
    number_relations();
    name_removed();
    write_ontology();
    if (!has_changes()) return;
    look_under_rows();
    write_names();
    write_entities();
    write_relations();
    write_restated();
  }

  // From now on notes what changes, for `changes`.
  void note_changes() { changes_.emplace(); }
  // Nothing: that was not asked for, or it is more than a snapshot follows: more than `kMostChanges` facts, another
  // ontology, entities that are not there any more.
  static constexpr std::size_t kMostChanges = std::size_t{1} << 15;
  std::optional<CommitChanges> take_changes();

  bool has_changes() const {
    return summary_.entities_added + summary_.entities_changed + summary_.relations_added + summary_.relations_changed +
                   summary_.relations_removed + summary_.entities_removed >
               0 ||
           summary_.ontology_changed || !restated_.empty();
  }

  void write_commit_row(SystemTime time, std::string_view reason) {
    next_.time = time;
    CommitRow row;
    row.time = time;
    row.entities = summary_.entities_added + summary_.entities_changed;
    row.relations = summary_.relations_added + summary_.relations_changed;
    row.removed = summary_.relations_removed;
    row.removed_entities = summary_.entities_removed;
    row.ontology_changed = summary_.ontology_changed;
    row.reason = reason;
    batches_.of(kFirstPartition).put(Family::kCommits, commit_key(next_.transaction), commit_value(row));
  }

  std::span<const PartitionBatch> batches() const { return batches_.all(); }
  const HeadRegister& next() const { return next_; }
  const CommitSummary& summary() const { return summary_; }
  // Of the blocks that it writes.
  std::span<const BlockEntry> blocks() const { return blocks_; }
  // Of keys that were erased, and are stated anew.
  std::span<const std::string> unmarked() const { return unmarked_; }

 private:
  void resolve_entities();
  void compare_entities();
  void compare_keyed_relations();
  void withdraw_gone(RelationId relation, Contributors& by, std::string& claims);
  struct KeyedVersion;
  void state_all_of_key(std::uint32_t first, KeyedVersion& version, bool has_ended);
  void compare_keyed_relation(std::uint32_t first, std::string* old_key, std::optional<std::string>* old_value);
  void find_retracted();
  void find_retracted_relations();
  void find_retracted_entities();
  void find_ended();
  void find_relations_to_go();
  void end_entity(std::uint32_t entity, const StatedEnd& end);
  void end_relation(OldRow row, const StatedEnd& end);
  static bool is_conclusion(std::string_view content, Instant start);
  [[noreturn]] void refuse_ends(const std::vector<OldRow>& first, std::size_t count) const;
  void name_removed();
  void note_entity_change(std::string_view before, std::string_view after);
  void note_relation_change(std::string_view claims_before, std::string_view claims_after);
  [[noreturn]] void refuse_id(const std::string& id, std::string_view what_it_is, std::string_view hint) const;
  void sort_relations();
  void number_repeated_relations();
  void find_stored_relations();
  bool take_stored_relation(std::size_t begin, std::size_t end, const Row& row);
  // Every relation of the base, as its row in out and the parts of it.
  using TakeRelation = std::function<void(const Row&, const AdjacencyKey&, EntityId target, std::string_view content)>;
  void each_relation(const TakeRelation& look) const;
  void find_gone();
  void find_gone_entities();
  void find_gone_relations();
  bool note_gone(const Contributors& by, const std::vector<FileNumber>& still, std::vector<FileNumber>& withdrawn);
  void keep_if_leaving(EntityId end);
  std::string name_of(const OldRow& relation) const;
  PendingRelation version_of(const AdjacencyKey& key, EntityId target);
  void let_go();
  void let_go_entity(EntityId id, const OldRow& row, const std::vector<FileNumber>& files);
  void let_go_relation(const OldRow& row, const std::vector<FileNumber>& files);
  std::string key_at(const RelationPlace& place);
  void find_changed_places();
  void correct(OldRow row, const CorrectedRelation& now);
  void take_back(OldRow relation);
  std::vector<FileNumber> files_stating(std::uint32_t entity) const;
  std::vector<std::uint32_t> same_key(std::uint32_t relation) const;
  void restate(Family family, const OldRow& old, const Stated& stated);
  std::span<const Contribution> contributors(const HashMap<std::uint32_t, Contributors>& of, std::uint32_t index,
                                             FileNumber otherwise);
  void number_relations();
  template <class Note>
  void note_change(const Note& note);
  void write_names();
  void write_restated();
  void write_entities();
  void write_relations();
  void close_relation(const OldRow& old);
  void look_under_rows();
  void put_relation(Family family, EntityId near, std::string_view key, std::string_view row);
  void write_relation(Family family, const SortKey& at);
  void write_blocks(const std::vector<std::uint32_t>& written);
  void write_name(const PendingRelation& r);
  void unmark(FactKind kind, std::string_view key);
  void write_ontology();
  template <class Type>
  void write_types(OntologyKind kind, const std::vector<Type>& types, const std::vector<std::string>& old);

  // Relations of the store that nothing else in this commit is compared with.
  bool is_settled(RelationId id) const { return taken_back_.contains(id.value) || ended_nameless_.contains(id.value); }
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
  const Directory& directory_;
  const BlockLayout& layout_;
  const Ontology& ontology_;
  const std::vector<std::string>& symbols_;
  const ErasedKeys& erased_;
  const FactWriter::PlaceOfId& place_;
  HeadRegister next_;
  CommitSummary summary_;
  Batches batches_;
  CallOptions newest_;
  OutRows out_{store_, directory_, newest_};
  CoveredRows covered_;
  std::vector<BlockEntry> blocks_;
  std::vector<OldRow> old_entities_;              // by place in facts_.stated; empty where there is none
  HashMap<std::uint32_t, OldRow> old_relations_;  // by index
  std::vector<OldRow> retracted_;                 // relations
  HashSet<std::uint64_t> taken_back_;             // their numbers
  HashMap<std::uint64_t, Ends> retracted_entities_;
  HashMap<std::uint64_t, StatedEnd> ended_;           // relations
  HashMap<std::uint32_t, StatedEnd> ended_entities_;  // by index, those that say something else then
  HashSet<std::uint64_t> ended_nameless_;             // such as have no key and say something else than before
  std::vector<std::string> freed_names_;              // of what is retracted: keys of rows
  std::vector<OldRow> withdrawn_;                     // entities
  std::vector<std::string> unmarked_;
  std::vector<RestatedRow> restated_;
  // Who states a fact, where that is not one file alone: by index among the pending entities and relations.
  HashMap<std::uint32_t, Contributors> entity_by_, relation_by_;
  Contribution one_;
  // Of facts with a key, by number: their row, and the files that let go of them. What this commit states is taken out
  // when it is compared.
  struct Gone {
    OldRow row;
    std::vector<FileNumber> files;
  };
  HashMap<std::uint64_t, Gone> gone_entities_, gone_relations_;
  HashMap<std::uint64_t, OldRow> leaving_;  // entities that nobody states any more, and nothing ends at
  std::vector<OldRow> gone_rows_;           // the first relations that are told of
  std::string key_, value_, over_;          // of the row that is being written
  std::optional<CommitChanges> changes_;
  // Relations without a key that files state, by source, type, start, target, content, number among those that say
  // the same; of each number one.
  std::vector<std::uint32_t> order_;
  HashMap<std::uint32_t, std::vector<FileNumber>> further_files_;  // of these, beside the one of the relation
  HashMap<std::size_t, std::size_t> found_;  // by place in order_ of the first: how many of them are stored
};

}  // namespace entente

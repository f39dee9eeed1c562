// What a commit writes that erases facts (FactStore::erase).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/commit.hpp"
#include "storage/erased_keys.hpp"

namespace entente {

// What is asked for.
struct WantedKeys {
  std::span<const std::string> keys;
  ErasedKind kind = ErasedKind::kEither;
};

// Facts whose keys are named, and all that goes with them.
class DoomedFacts {
 public:
  DoomedFacts(const Store& store, const Directory& directory, const std::vector<std::string>& symbols,
              const WantedKeys& wanted)
      : store_(store),
        directory_(directory),
        symbols_(symbols),
        wanted_(wanted.keys.begin(), wanted.keys.end()),
        kind_(wanted.kind),
        rests_on_(symbol_of("rests_on")) {}

  // Looks at every version of every fact. Throws kNotFound for a key that no fact has or had and no commit's reason
  // names, kInvalidData where a fact that stays names one of the entities as its source, and for a key that an entity
  // and a relation have or had, where the kind is not told.
  void find();

  // Keys that reasons alone still name: of facts whose versions were forgotten.
  const std::vector<std::string>& forgotten() const { return forgotten_; }

  bool has_entity(std::uint64_t id) const { return entities_.contains(id); }
  bool has_relation(std::uint64_t id) const { return relations_.contains(id); }
  std::size_t entities() const { return entities_.size(); }
  std::size_t relations() const { return relations_.size(); }
  std::size_t conclusions() const { return conclusions_; }

  // Calls `take` with each row of entities, relations and history: of the family, its key and value there, and the
  // commit that superseded it (0: none).
  using TakeRow = std::function<void(Family, std::string_view key, std::string_view value, TransactionId superseded)>;
  void each_row(const TakeRow& take) const;

  // Whether a text names one of them, by its key or a name, as a whole word.
  bool are_named_by(std::string_view text) const;
  // As what others rest on: its key; of a relation without one what it says, be it in the store or not.
  bool is_premise(const std::string& reference) const;
  bool is_about_premises(const StoredProperty& property) const { return property.key == rests_on_; }
  // Without those of them that it rests on; whether there were any.
  template <class Fact>
  bool take_premises(Fact& fact) const;
  // A key, or what a relation says by the keys of its ends.
  std::string reference_to(const StoredRelation& relation) const;

 private:
  SymbolId symbol_of(std::string_view name) const;
  void note_entity(std::string_view key, std::string_view value);
  void note_relation(std::string_view key, std::string_view value);
  void note_names(const StoredEntity& entity);
  void note_word(std::string_view word);
  template <class Fact>
  void note_sources(const Fact& fact, Family family, const std::string& reference);
  void follow_conclusions();
  void refuse_sources() const;
  void find_forgotten();
  void refuse_both_kinds() const;

  struct Conclusion {
    std::uint64_t id;
    std::vector<std::string> rests_on;
    std::string reference;
  };
  struct Citation {
    Family family;
    std::uint64_t id;
    std::string source, reference;
  };

  const Store& store_;
  const Directory& directory_;
  const std::vector<std::string>& symbols_;
  const std::set<std::string> wanted_;
  const ErasedKind kind_;
  const SymbolId rests_on_;
  HashMap<std::uint64_t, std::string> keys_;  // of all entities there ever were
  HashSet<std::uint64_t> entities_, relations_;
  HashSet<std::string> source_keys_;                       // of the entities
  HashSet<std::string> found_entities_, found_relations_;  // of the wanted keys
  std::vector<std::string> forgotten_;
  HashSet<std::string> premises_;
  std::vector<std::string> words_;  // folded
  std::vector<Conclusion> of_rules_;
  std::vector<Citation> citations_;
  std::size_t conclusions_ = 0;
};

class Erasure {
 public:
  // `erased` has the salt.
  Erasure(const Store& store, const HeadRegister& base, const Directory& directory,
          const std::vector<std::string>& symbols, const ErasedKeys& erased, const WantedKeys& wanted)
      : store_(store),
        directory_(directory),
        symbols_(symbols),
        erased_(erased),
        doomed_(store, directory, symbols, wanted),
        next_(base) {
    next_.transaction.value = base.transaction.value + 1;
  }

  // Throws as DoomedFacts::find, and kInvalidData for a reason that names what is erased.
  void prepare(std::string_view reason, SystemTime time);
  // Notes what of the ontology and of the names of files mentions what goes, and stays. Call behind `prepare`.
  void note_mentions(const Ontology& ontology);

  std::span<const PartitionBatch> batches() const { return {&batch_, 1}; }
  const HeadRegister& next() const { return next_; }
  const Erased& report() const { return report_; }
  std::span<const std::string> marks() const { return marks_; }

 private:
  // The commits that recorded and superseded a version; 0: it is there.
  struct Version {
    TransactionId recorded, superseded;
  };
  struct Life {
    std::vector<Version> versions;
  };
  struct CommitEdit {
    ErasedCounts entities, relations;
    GivenNumbers given;
  };

  void take_row(Family family, std::string_view key, std::string_view value, TransactionId superseded);
  void take_entity(std::string_view key, std::string_view value, TransactionId superseded);
  void take_relation(std::string_view key, std::string_view value, TransactionId superseded);
  void erase_former(Family family, std::string_view key, TransactionId superseded);
  std::string without_premises(const AdjacencyKey& key, std::string_view value) const;
  template <class Fact>
  void note_mention(const Fact& fact, const std::vector<SymbolId>& types, std::string reference, bool is_former);
  template <class Fact>
  bool mentions(const Fact& fact, const std::vector<SymbolId>& types) const;
  bool mentions(const Value& value) const;
  bool mentions(const std::vector<SourceRef>& sources) const;
  bool mentions(SymbolId symbol) const;
  void note_mention(std::string reference);
  void name(std::string reference);
  void mark(FactKind kind, const std::string& key);
  void mark_relations();
  void take_ontology();
  void take_expectation(Family family, std::string_view row_key, const OntologyKey& key, std::string_view value);
  void write_relations();
  void count_lives(const std::map<std::uint64_t, Life>& lives, bool are_entities);
  void write_commits(std::string_view reason, SystemTime time);

  const Store& store_;
  const Directory& directory_;
  const std::vector<std::string>& symbols_;
  const ErasedKeys& erased_;
  DoomedFacts doomed_;
  HeadRegister next_;
  PartitionBatch batch_{kFirstPartition, {}};
  Erased report_;
  std::map<std::uint64_t, Life> entities_, relations_;
  std::map<TransactionId, CommitEdit> edits_;
  std::size_t removed_entities_ = 0, removed_relations_ = 0;  // of those that are there
  // Current rows of relations that go, and those that stay with another value.
  struct RelationRow {
    std::string key;
    EntityId far;
    std::string value;  // empty: it goes
  };
  std::vector<RelationRow> rows_;
  CoveredRows covered_;
  std::vector<std::string> marks_;
  std::set<std::string> relation_keys_;  // that are to be marked
  HashSet<std::string> marked_, named_, mentioning_;
};

}  // namespace entente

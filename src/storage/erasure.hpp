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
#include "storage/doomed_facts.hpp"
#include "storage/erased_keys.hpp"

namespace entente {

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
  using Lives = std::map<std::uint64_t, std::vector<Version>>;  // by number of the fact
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
  void count_lives(const Lives& lives, bool are_entities);
  void write_commits(std::string_view reason, SystemTime time);

  const Store& store_;
  const Directory& directory_;
  const std::vector<std::string>& symbols_;
  const ErasedKeys& erased_;
  DoomedFacts doomed_;
  HeadRegister next_;
  PartitionBatch batch_{kFirstPartition, {}};
  Erased report_;
  Lives entities_, relations_;
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

// What an erasure takes: facts whose keys are named, and all that goes with them.
#pragma once

#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/fact_state.hpp"
#include "storage/packed_rows.hpp"

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

}  // namespace entente

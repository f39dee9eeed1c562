// What a writer has collected: facts in their stored form, with names still to be resolved against the store.
#pragma once

#include <deque>
#include <limits>

#include "base/hash_map.hpp"
#include "entente/time/ending.hpp"
#include "storage/contributors.hpp"
#include "storage/entity_names.hpp"
#include "storage/fact_state.hpp"

namespace entente {

// What becomes of a fact in the commit. kReference: only named by a relation; the commit does not state it. kRestate:
// it says what it said, and other files state it.
enum class RowChange : std::uint8_t { kReference, kInsert, kUpdate, kRestate, kNoOp };

struct PendingEntity {
  std::string content;  // empty: mentioned only
  EntityId id;
  RowChange change = RowChange::kReference;
  bool exists = false;  // in the store before this commit
  bool is_end = false;  // of a relation that the commit states
  bool is_retracted = false;
  FileNumber file = kNoFile;  // that states it; of several the first, whose claims `content` holds
};

struct PendingRelation {
  static constexpr std::uint32_t kNoKey = std::numeric_limits<std::uint32_t>::max();

  std::uint64_t offset = 0;  // of its content
  Instant start;             // as in its adjacency keys
  RelationId id;
  std::uint32_t size = 0;
  std::uint32_t from = 0, to = 0;  // among the pending entities
  SymbolId type;
  std::uint32_t key = kNoKey;  // among the keys of relations
  FileNumber file = kNoFile;   // that states it
  std::uint8_t bounds_size = 0;
  RowChange change = RowChange::kInsert;
};

// What is said now of a relation without a key.
struct CorrectedRelation {
  RelationPlace place;
  Instant start;
  RelationContent content;
};

// What ended, by its key.
struct EndedFact {
  std::string key;
  StatedEnd end;
  bool is_entity = false;  // else an entity or a relation, whichever has the key
};

class PendingFacts {
 public:
  // `known` gives the names that have numbers already, and must outlive this.
  PendingFacts(const NameMap<SymbolId>& known, std::shared_mutex& known_mutex, std::uint32_t next_symbol,
               const NameMap<FileNumber>& known_files, FileNumber next_file);

  // The place of the entity of this name among `entities`, where it takes one. One that nothing is said of, and at
  // which no relation ends, changes nothing.
  std::uint32_t entity(std::string_view key);
  void find_places(std::span<const std::string_view> keys, std::span<std::uint32_t> places);
  const EntityNames& names() const { return names_; }

  void set_ontology(const Ontology& ontology);
  // The entity and the ends are those of these names.
  void add(const EntityFact& fact, std::uint32_t entity, FileNumber file);
  void mention(std::uint32_t entity, FileNumber file);
  void add(const RelationFact& fact, std::uint32_t from, std::uint32_t to, FileNumber file);
  void retract(std::string_view relation_key);
  void correct(const RelationPlace& place, const RelationFact& fact);
  void retract(RelationId relation) { retracted_ids.insert(relation.value); }
  void retract_entity(std::uint32_t entity, Ends ends);
  void end(std::string_view key, const StatedEnd& end, bool is_entity = false);
  void end(RelationId relation, const StatedEnd& end);
  FileNumber file(std::string_view name);

  std::string_view content(const PendingRelation& r) const {
    return std::string_view(contents_).substr(r.offset, r.size);
  }

  // Puts another content in the place of that of `r`.
  void set_content(PendingRelation& r, const RelationClaims& claims);
  // Adds a version of a relation of the store, whose ends are known by id alone; `key` may be empty. Its place.
  std::uint32_t add(PendingRelation r, const RelationContent& content, const std::string& key);
  // The number of a name of a type or property, which it gets where it has none.
  SymbolId symbol(std::string_view name);
  // The place of an entity, or of the first relation with a key; none: the commit does not name it.
  std::optional<std::uint32_t> find_entity(std::string_view key) const;
  const std::uint32_t* find_relation(std::string_view key) const;

  std::deque<PendingEntity> entities;  // by number of the name; behind these such as are known by id alone
  std::vector<std::uint32_t> stated;   // of these, those that the commit states, in that order
  HashMap<std::uint32_t, std::vector<Contribution>> also_stated;  // what further files say of them
  HashSet<std::pair<std::uint32_t, FileNumber>> mentioned;        // entities that a file names only
  std::vector<PendingRelation> relations;
  std::vector<std::string> relation_keys;
  HashMap<std::uint32_t, std::vector<std::uint32_t>> same_key;  // further relations, by the first of a key
  std::vector<std::string> retracted;                           // keys of relations to be retracted, each once
  HashSet<std::uint64_t> retracted_ids;                         // numbers of relations to be retracted
  std::vector<RelationPlace> retracted_places;
  std::vector<CorrectedRelation> corrected;
  std::vector<std::pair<std::uint32_t, Ends>> retracted_entities;
  std::vector<EndedFact> ended;                 // by key
  HashMap<std::uint64_t, StatedEnd> ended_ids;  // of relations, by number
  std::vector<std::string> new_symbols;         // numbered from next_symbol
  std::vector<std::string> new_files;           // numbered from next_file
  HashMap<FileNumber, FactWriter::Gone> complete;
  std::optional<Ontology> ontology;
  std::size_t repeated_entities = 0, repeated_relations = 0;  // the same record again

 private:
  void make_places(std::size_t more);
  std::vector<StoredProperty> stored(const std::vector<PropertyFact>& properties);
  void forget_symbols_from(std::size_t count);
  void encode(const EntityFact& fact, std::string& content);
  PendingRelation encode(const RelationFact& fact);

  const NameMap<SymbolId>& known_;
  std::shared_mutex& known_mutex_;
  std::uint32_t next_symbol_;
  NameMap<SymbolId> symbols_;  // met in this commit
  const NameMap<FileNumber>& known_files_;
  FileNumber next_file_;
  NameMap<FileNumber> files_;              // met in this commit
  EntityNames names_;                      // of entities
  NameMap<std::uint32_t> relation_index_;  // by key
  HashSet<std::string> retracted_index_;
  NameMap<std::size_t> ended_index_;  // by key
  std::string contents_;
  StoredRelation scratch_;
  RelationContent encoded_;
};

}  // namespace entente

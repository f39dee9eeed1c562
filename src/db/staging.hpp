// Facts on their way into a commit: what can't be stored is refused here, with the reason.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"
#include "db/rule_guard.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/transaction.hpp"
#include "storage/fact_store.hpp"

namespace entente {

// Whether a commit may have this reason. Errors: kInvalidData for what is no UTF-8, kLimit.
Result<void> allowed_reason(std::string_view reason);

class Staging {
 public:
  // `graph` gives the snapshot before this commit; asked for only where a strict relation type needs the types of
  // entities that the store knows already.
  Staging(FactStore& store, std::function<std::shared_ptr<const TemporalGraph>()> graph);

  // What is added from here on was read from these files, known by name: origins carry their places in this list. One
  // name may stand several times: `paths` tell people which is meant. Before, and without it, a program writes.
  void read_from(const std::vector<std::string>& names, const std::vector<std::string>& paths = {});
  // What is added of the file of this name is all that it says (FactWriter::complete).
  void complete(const std::string& name, FactWriter::Gone gone) { writer_.complete(writer_.file(name), gone); }

  // Entities may have no type, and rules of properties are kept by whoever adds: by the statements of a transaction.
  void trust_statements() { by_statements_ = true; }

  // Keys that were erased may be given again.
  void allow_erased() { allows_erased_ = true; }

  // Adds a record, or says why not (empty: added). Relations are taken in some at once, since looking their ends up
  // together costs less; one whose ends are not known then waits, for `settle` at the latest.
  std::string add(const EntityFact& fact);
  std::string add(RelationFact fact);
  // An entity that is added by `settle` where neither the store nor this commit has it by then.
  void mention(EntityFact fact);
  // Types of the same name replace those of the store; the others stay. Says why not (empty: taken).
  std::string add(const Ontology& ontology);
  // In the place of that of the store. Throws kInvalidData for one with a fault.
  void replace(Ontology ontology);

  // Takes back a relation of the store. Says why not (empty: it will be).
  std::string retract(std::string_view relation_key);
  void retract(RelationId relation) { writer_.retract(relation); }
  void retract(const RelationPlace& place) { writer_.retract(place); }
  // Puts another content into a relation without a key. Says why not (empty: it will be).
  std::string correct(const RelationPlace& place, const RelationFact& fact);
  std::string retract_entity(std::string_view key, Ends ends);
  // Gives a relation or an entity of the store an end. Says why not (empty: it will have it).
  std::string end(std::string_view key, std::string_view date);
  std::string end(RelationId relation, std::string_view date);
  std::string end_entity(std::string_view key, std::string_view date);

  // Adds what was only mentioned, decides the waiting relations, and returns what can't be kept. Call once, behind the
  // last `add`.
  std::vector<Rejection> settle();

  // Once, behind `settle`. Errors: kInvalidData, kLimit for a reason that is no UTF-8 or too long, and what writing
  // meets.
  Result<CommitSummary> commit(std::string_view reason);
  // What it would do or fail with (FactWriter::rehearse), in its place.
  Result<CommitSummary> rehearse();

 private:
  // Where an id is given first, by which file; files may each give it.
  struct Given {
    Origin origin;
    FileNumber file;
  };
  // Of an entity that is named: whether a record gives it, and whether the store has it, which is asked once.
  struct Named {
    Given given;
    std::uint32_t types;  // all that records say, among type_lists_
    FileNumber mentioned_by;
    bool is_given, is_mentioned, is_stored, was_asked;
  };
  struct GivenRelation {
    Given given;
    std::size_t ends;  // a hash of its type and ends
  };
  using Entity = std::uint32_t;  // the number of its name in the commit
  template <class Id>
  using GivenAgain = HashMap<std::pair<Id, FileNumber>, Origin>;  // by further files
  struct Mentioned {
    EntityFact fact;
    Entity entity;
  };
  struct Waiting {
    RelationFact fact;
    Entity from, to;
  };

  // Where this file has given the id already; null: not yet. `first` is where it is given first, if it is.
  template <class Id>
  const Origin* given_before(const Given* first, const GivenAgain<Id>& again, const Id& id, const Origin& origin) const;
  std::string add(const EntityFact& fact, Entity entity);
  void note_types(Named& named, const std::vector<std::string>& types);
  // Why a relation's id can't be its own: it has another type or other ends in another file.
  std::string clash(const RelationFact& fact) const;
  // ", first in line 3", and of which file where it is another one.
  std::string place(const Origin& first, const Origin& again) const;
  // What is noted of an entity whose number the writer has given. References end with the next number.
  Named& named(Entity entity);
  bool knows(Entity entity) const {
    return entity < named_.size() && (named_[entity].is_given || named_[entity].is_stored);
  }
  void write(const RelationFact& fact, Entity from, Entity to) {
    writer_.add_storable(fact, from, to, file_of(fact.origin));
  }
  // Notes a refusal by the writer.
  void write_or_refuse(const RelationFact& fact, Entity from, Entity to);
  // Looks the ends of the relations up that were added since, and writes those that need not wait.
  void take_in();
  // Asks the store for the names that `knows` does not know, all at once, and writes the waiting relations that wait
  // for nothing else.
  void ask_store();
  FileNumber file_of(const Origin& origin) const { return files_.empty() ? kNoFile : files_[origin.file]; }
  std::vector<std::string> types_of(Entity entity) const;
  bool is_strict(const RelationFact& fact) const;
  FactWriter::PlaceOfId place_of_id() const;
  std::string fault_of_erased(const std::string& key, bool is_entity) const;
  bool is_erased(const std::string& key) const;
  template <class Fact>
  std::string fault_of_references(const Fact& fact) const;
  std::string no_entity(std::string_view end, const std::string& key);
  std::string broken_rule(const Waiting& relation) const;

  FactStore& store_;
  FactWriter writer_;
  std::function<std::shared_ptr<const TemporalGraph>()> graph_;
  RuleGuard guard_;
  Ontology ontology_;
  bool ontology_changed_ = false, allows_erased_ = false, by_statements_ = false;
  std::vector<FileNumber> files_;   // of the import, by place
  std::vector<std::string> paths_;  // of these files, for messages
  std::vector<Named> named_;        // by entity
  GivenAgain<Entity> entities_again_;
  std::vector<std::vector<std::string>> type_lists_;  // each once
  HashMap<std::vector<std::string>, std::uint32_t> type_list_numbers_;
  HashMap<std::string, GivenRelation> relations_;
  GivenAgain<std::string> relations_again_;
  HashSet<std::string> retracted_, retracted_entities_;
  std::vector<RelationFact> added_;  // relations whose ends are not looked up yet
  std::size_t taken_in_ = 0;         // of these, where taking them in was broken off
  std::vector<Waiting> waiting_;
  std::size_t asked_ = 0;  // of `waiting_`, those whose ends the store was asked for
  std::vector<Mentioned> mentioned_;
  std::size_t mentions_asked_ = 0;                          // of these, those that the store was asked for
  HashSet<std::pair<Entity, FileNumber>> mentioned_again_;  // by further files
  std::vector<Rejection> refused_;                          // of relations that `add` took
  std::vector<std::string> known_keys_;                     // looked through for the nearest; filled when first needed
  std::size_t looked_for_ = 0;
};

CommitReport report_of(const CommitSummary& summary);

}  // namespace entente

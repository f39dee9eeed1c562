// Facts on their way into a commit: what can't be stored is refused here, with the reason.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/transaction.hpp"
#include "storage/fact_store.hpp"

namespace entente {

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

  // Adds a record, or says why not (empty: added). A relation whose ends are not known yet waits, for `settle` at the
  // latest.
  std::string add(EntityFact fact);
  std::string add(RelationFact fact);
  // An entity that is added by `settle` where neither the store nor this commit has it by then.
  void mention(EntityFact fact);
  // Types of the same name replace those of the store; the others stay. Says why not (empty: taken).
  std::string add(const Ontology& ontology);

  // Takes back a relation of the store. Says why not (empty: it will be).
  std::string retract(std::string_view relation_key);

  // Adds what was only mentioned, decides the waiting relations, and returns what can't be kept. Call once, behind the
  // last `add`.
  std::vector<Rejection> settle();

  // Errors: kInvalidData, kLimit for a reason that is no UTF-8 or too long, and what writing meets.
  Result<CommitSummary> commit(std::string_view reason);

 private:
  // Where an id is given first, by which file; files may each give it.
  struct Seen {
    Origin origin;
    FileNumber file = kNoFile;
    std::vector<std::string> types = {};  // of an entity
    std::size_t ends = 0;                 // of a relation: a hash of its type and ends
  };
  using SeenByKey = HashMap<std::string, Seen>;
  using Given = std::pair<std::string, FileNumber>;
  // Where this file has given the id already; null: not yet.
  const Origin* given_before(const SeenByKey& seen, const HashMap<Given, Origin>& also, const std::string& key,
                             const Origin& origin) const;
  // That it gives the id: once nothing can refuse the record any more.
  Seen& note_given(SeenByKey& seen, HashMap<Given, Origin>& also, const std::string& key, const Origin& origin);
  // Why a relation's id can't be its own: it has another type or other ends in another file.
  std::string clash(const RelationFact& fact) const;
  // ", first in line 3", and of which file where it is another one.
  std::string place(const Origin& first, const Origin& again) const;
  bool knows(const std::string& key) const { return entities_.contains(key) || in_store_.contains(key); }
  void write(const RelationFact& fact) { writer_.add_storable(fact, file_of(fact.origin)); }
  // Asks the store for the names that `knows` does not know, all at once, and writes the waiting relations that wait
  // for nothing else.
  void ask_store();
  FileNumber file_of(const Origin& origin) const { return files_.empty() ? kNoFile : files_[origin.file]; }
  std::vector<std::string> types_of(const std::string& key) const;
  bool is_strict(const RelationFact& fact) const;
  std::string no_entity(std::string_view end, const std::string& key);
  std::string broken_rule(const RelationFact& fact) const;

  FactStore& store_;
  FactWriter writer_;
  std::function<std::shared_ptr<const TemporalGraph>()> graph_;
  Ontology ontology_;
  bool ontology_changed_ = false;
  std::vector<FileNumber> files_;   // of the import, by place
  std::vector<std::string> paths_;  // of these files, for messages
  SeenByKey entities_, relations_;
  HashMap<Given, Origin> entities_also_, relations_also_;  // given by further files
  HashSet<std::string> in_store_;  // entities that the store has, of those that it was asked for
  HashSet<std::string> retracted_;
  std::vector<RelationFact> waiting_;
  std::size_t asked_ = 0;  // of `waiting_`, those whose ends the store was asked for
  std::vector<EntityFact> mentioned_;
  std::vector<Rejection> refused_;  // of those that waited
  HashSet<Given> mentioned_keys_;
  std::vector<std::string> known_keys_;  // looked through for the nearest; filled when first needed
  std::size_t looked_for_ = 0;
};

CommitReport report_of(const CommitSummary& summary);

}  // namespace entente

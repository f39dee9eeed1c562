// What must hold between the versions of facts and the commits: each version that a later one superseded is in history
// with the commit that wrote the later one, and commits say how many versions they wrote and how many facts went.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "storage/values.hpp"

namespace entente {

class VersionCheck {
 public:
  // Takes a place, and what is wrong there.
  using Find = std::function<void(const std::string& where, const std::string& what)>;

  // Of entities or relations, by number, each at most once.
  void note_current(Family family, std::uint64_t number, TransactionId recorded);
  void note_former(Family family, std::uint64_t number, TransactionId recorded, TransactionId superseded);
  // Of rows of the ontology.
  void note_current(const OntologyKey& key, TransactionId recorded);
  void note_former(const OntologyKey& key, TransactionId recorded, TransactionId superseded);
  void note(TransactionId transaction, const CommitRow& commit);

  // Finds versions that are missing, of a family of facts of which `given` numbers were given; it was read to its end,
  // as history and commits were. O(n log n) in what history has, else linear.
  void compare_facts(Family family, std::uint64_t given, const Find& find);
  void compare_ontology(const Find& find);

 private:
  struct Former {
    std::uint64_t number = 0;
    TransactionId recorded, superseded;
  };
  struct Versions {
    std::vector<TransactionId> current;  // what recorded it, by number; 0: there is none
    std::vector<Former> former;

    TransactionId current_of(std::uint64_t number) const {
      return number < current.size() ? current[number] : TransactionId{};
    }
  };
  struct Commit {
    std::uint64_t entities = 0, relations = 0, removed_entities = 0, removed_relations = 0;
    bool ontology_changed = false;
  };
  Versions& versions_of(Family family) { return family == Family::kEntities ? entities_ : relations_; }
  static void sort(std::vector<Former>& former);

  Versions entities_, relations_;
  std::map<std::uint64_t, TransactionId> ontology_;  // current rows
  std::vector<Former> former_ontology_;
  std::map<TransactionId, Commit> commits_;
};

}  // namespace entente

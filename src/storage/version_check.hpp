// What must hold between the versions of facts and the commits: each version that a later one superseded is in history
// with the commit that wrote the later one, and commits say how many versions they wrote and how many facts went.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/values.hpp"

namespace entente {

class VersionCheck {
 public:
  // Takes a place, and what is wrong there.
  using Find = std::function<void(const std::string& where, const std::string& what)>;

  // Entities or relations, by number.
  void note_current(Family family, std::uint64_t number, TransactionId recorded);
  void note_former(Family family, std::uint64_t number, TransactionId recorded, TransactionId superseded);
  // Rows of the ontology. They have no numbers; what is compared is that their versions follow one another.
  void note_current(const OntologyKey& key, TransactionId recorded);
  void note_former(const OntologyKey& key, TransactionId recorded, TransactionId superseded);
  void note(TransactionId transaction, const CommitRow& commit);

  // Finds versions that are missing, of a family of facts of which `given` numbers were given, and which was read to
  // its end, as history and commits were. O(n log n).
  void compare_facts(Family family, std::uint64_t given, const Find& find) const;
  void compare_ontology(const Find& find) const;

 private:
  struct Version {
    std::uint64_t number = 0;
    TransactionId recorded;
    std::optional<TransactionId> superseded;  // absent: it is the current one
  };
  struct Commit {
    std::uint64_t entities = 0, relations = 0, removed_entities = 0, removed_relations = 0;
    bool ontology_changed = false;
  };
  std::vector<Version>& versions_of(Family family) { return family == Family::kEntities ? entities_ : relations_; }
  static std::vector<Version> in_order(std::vector<Version> versions);

  std::vector<Version> entities_, relations_, ontology_;
  std::map<TransactionId, Commit> commits_;
};

}  // namespace entente

// What must hold between the versions of facts and the commits: each version that a later one superseded is in history
// with the commit that wrote the later one, and commits say how many versions they wrote and how many facts went. Of
// what a store forgot no more is known than how many numbers had been given, and how many of the facts were gone.
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
  // `floor`: the oldest state that can be read; 0: nothing was forgotten.
  explicit VersionCheck(TransactionId floor) : floor_(floor) {}

  // Takes a place, and what is wrong there.
  using Find = std::function<void(const std::string& where, const std::string& what)>;

  // Of entities or relations, by number, each at most once.
  void note_current(Family family, std::uint64_t number, TransactionId recorded);
  void note_former(Family family, std::uint64_t number, TransactionId recorded, TransactionId superseded);
  // Of rows of the ontology.
  void note_current(const OntologyKey& key, TransactionId recorded);
  void note_former(const OntologyKey& key, TransactionId recorded, TransactionId superseded);
  void note(TransactionId transaction, CommitRow commit);

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
  // Of one family, what commits wrote of it, as far as that is found.
  struct Written {
    std::map<TransactionId, std::uint64_t> versions;           // those that are known to be missing too
    std::map<TransactionId, std::vector<std::uint64_t>> gone;  // numbers of facts that nothing came after
  };
  Versions& versions_of(Family family) { return family == Family::kEntities ? entities_ : relations_; }
  static void sort(std::vector<Former>& former);
  Written compare_numbers(Family family, std::uint64_t given, const Find& find);
  // Numbers without a version.
  struct Range {
    std::uint64_t begin, end;
  };
  void compare_missing(Family family, std::uint64_t by_floor, std::uint64_t forgotten,
                       const std::vector<Range>& missing, const Find& find) const;
  void compare_commit(Family family, TransactionId transaction, const CommitRow& commit, Written& written,
                      const Find& find) const;
  // Of numbers below it facts may be gone without a trace.
  std::uint64_t given_by_floor(Family family) const;

  const TransactionId floor_;
  Versions entities_, relations_;
  std::map<std::uint64_t, TransactionId> ontology_;  // current rows
  std::vector<Former> former_ontology_;
  std::map<TransactionId, CommitRow> commits_;  // without their reasons
};

}  // namespace entente

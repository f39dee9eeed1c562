// What became of a store's facts in system time: what it came to know, what was corrected, what was taken back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/ids.hpp"
#include "entente/time/instant.hpp"

namespace entente {

enum class SystemChangeKind : std::uint8_t {
  kNewlyKnown,
  kCorrected,  // it says something else
  kEnded,      // an end of its validity came to be known, and all else stayed
  kRetracted,
};
std::string_view name(SystemChangeKind kind);  // "newly known", …

// One thing that a corrected fact says otherwise, for people: "valid", the key of a property, "types", "sources", …;
// empty where it says nothing.
struct SystemDifference {
  std::string what, before, after;
};

struct SystemChange {
  SystemChangeKind kind = SystemChangeKind::kNewlyKnown;
  bool is_relation = false;
  std::uint64_t id = 0;  // of the entity or relation, as id() gives it; of the newer version where it was given another
  std::string key;       // empty: a relation to which none was given
  std::string statement;                      // as the newer version has it; of what was retracted, as it was
  std::vector<SystemDifference> differences;  // of what was corrected or ended
  TransactionId transaction;                  // the commit that made the change
};

// A type, a rule or an expected finding of the ontology that was added, changed or removed.
struct OntologyChange {
  SystemChangeKind kind = SystemChangeKind::kNewlyKnown;
  std::string what;  // "entity type", "relation type", "rule", "expected finding"
  std::string name;  // of an expected finding, its check and facts
};

// A commit, and what it changed.
struct LoggedCommit {
  TransactionId transaction;
  SystemTime system_time;
  std::string reason;
  std::size_t entities = 0, relations = 0;                  // added or changed
  std::size_t removed_entities = 0, removed_relations = 0;  // taken back
  bool ontology_changed = false;
  std::size_t erased_entities = 0, erased_relations = 0;  // by this commit (Database::erase), there still or not
  // What it changed was forgotten (Database::forget_before). Of what concerns one fact alone, this commit stands for
  // all up to it.
  bool is_forgotten = false;
  std::vector<SystemChange> changes;  // entities first, each in order of id
};

// The states of a store after two commits, and what they differ in.
struct SystemDiff {
  TransactionId from, to;  // 0: before the first commit
  SystemTime from_time, to_time;
  std::vector<OntologyChange> ontology;
  std::vector<SystemChange> changes;  // entities first, each in order of id
  // Facts of the earlier state, or the later one, that were erased since, and are in neither any more.
  std::size_t erased_entities = 0, erased_relations = 0;
};

// How the elements of a table that shows two states of a store differ between these, by index. What is in neither is
// there as the end of a relation.
struct SystemStandings {
  TransactionId from, to;
  SystemTime from_time, to_time;
  std::map<std::uint32_t, SystemChange> nodes, relationships;
};

}  // namespace entente

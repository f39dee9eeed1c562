// Claims that contradict one another: facts that cannot all be right, each with what it says, when, and on whose word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/time/truth.hpp"

namespace entente {

enum class ConflictKind : std::uint8_t {
  kHolder,    // two at one time where the ontology allows one (single_valued): two presidents of a state
  kDating,    // two dates of one thing, by relations that date it
  kPeriod,    // one relation between the same two entities, told to hold from or until two different times
  kProperty,  // two values of one property at one time
};
std::string_view name(ConflictKind kind);  // "holder", …

// One side of a conflict: a relation, the time of an entity, or a value in time of a property of the entity or relation
// that it is about.
struct Claim {
  std::optional<Edge> edge;
  std::optional<Vertex> vertex;
  std::string key;  // of the property
  Value value;
  std::optional<Validity> validity;
  Attribution attribution;  // of a dating or value with sources of its own, those
};

struct Conflict {
  ConflictKind kind;
  bool certain;                 // no choice of the uncertain bounds lets both be right; false: some does, some does not
  std::optional<Vertex> about;  // the entity that both speak of; absent: a relation, then `edge` has it
  std::optional<Edge> edge;
  Claim one, other;
};

// Where there were more than ConflictChoice::most.
struct CutShort {
  ConflictKind kind;
  bool certain;
  std::optional<Vertex> about;
  std::optional<Edge> edge;
  std::string what;        // the relation type or property
  std::size_t claims = 0;  // how many compete
  std::size_t listed = 0;  // of their clashes
};

struct Conflicts {
  std::vector<Conflict> found;
  std::vector<CutShort> cut;
};

struct ConflictChoice {
  // Relation types, sub-relations included, by which a source dates the entity at their start. Types that the ontology
  // calls a lifetime always do.
  std::vector<std::string> dating = {"HAS_TIME"};
  // Holders of one place, and values of one property, that are listed at most, certain and possible ones each. 0: all.
  std::size_t most = 0;
};

// Among what takes part in the view. In order of what they are about.
//
//   - Holders: of all types of a single-valued one, sub-relations included, different entities at once. A relation that
//     states no time may hold at any. One who starts in the uncertain stretch in which another ends follows that one.
//   - Dates: the own time of an entity, each of its datings, and its relations of the types that date; the datings of a
//     relation. Two that have a choice in common agree, as May 1989 and 1989 do.
//   - Periods: of one relation told twice that may overlap and have no choice in common. Stretches that certainly do
//     not meet, or meet only where a bound is taken that nobody stated, are two, as of somebody who was a member twice.
//   - Values: different ones of one property at once. One without a time gives way to those with one, and clashes with
//     another without.
//
// Conclusions of rules (derived) are nobody's claim and take no part. Cost: n log n in the facts at one entity, and
// what is found; dates and periods are compared pair by pair.
Conflicts find_conflicts(const View& view, const ConflictChoice& choice = {});

}  // namespace entente

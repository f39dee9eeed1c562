// Claims that contradict one another: facts that cannot all be right, each with what it says, when, and on whose word.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algorithms/source_filter.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/timeslice.hpp"
#include "entente/time/truth.hpp"

namespace entente {

enum class ConflictKind : std::uint8_t {
  kHolder,    // two at one time where the ontology allows one (single_valued): two presidents of a state
  kDating,    // two dates of one thing, by relations that date it
  kPeriod,    // one relation between the same two entities, told to hold from or until two different times
  kProperty,  // two values of one property at one time
};
std::string_view name(ConflictKind kind);  // "holder", …

// One side of a conflict: a relation, or a value in time of a property of the entity or relation that it is about.
struct Claim {
  std::optional<Edge> edge;
  std::string key;  // of the property
  Value value;
  std::optional<Validity> validity;
  const Attribution* attribution = nullptr;
};

struct Conflict {
  ConflictKind kind;
  bool certain;                 // no choice of the uncertain bounds lets both be right; false: some does, some does not
  std::optional<Vertex> about;  // the entity that both speak of; absent: a relation, then `edge` has it
  std::optional<Edge> edge;
  Claim one, other;
};

struct ConflictChoice {
  Timeslice slice = Timeslice::all();     // relations, and values of properties, that take part in it
  const SourceFilter* sources = nullptr;  // null: anybody's word
  // Relation types, sub-relations included, by which a source dates the entity at their start. Types that the ontology
  // calls a lifetime always do.
  std::vector<std::string> dating = {"HAS_TIME"};
};

// In order of what they are about. Two dates of which one is the other told more precisely (May 1989, 1989) agree, and
// so do two holders or values of which one starts in the uncertain stretch in which the other ends.
// Stretches of one relation that certainly do not meet are two stretches, as of somebody who was a member twice.
// Conclusions of rules (derived) are nobody's claim and take no part.
// Cost: linear in the graph, and quadratic in the relations of one type at one entity that overlap in time.
std::vector<Conflict> find_conflicts(const TemporalGraph& graph, const ConflictChoice& choice = {});

}  // namespace entente

// Motifs in time: relations that begin one after the other and lie as a pattern says. motif_counts.hpp counts all of
// those with three relations at once.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "algorithms/motif_pattern.hpp"
#include "algorithms/relation_starts.hpp"
#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"

namespace entente {

struct MotifInstance {
  std::vector<Vertex> nodes;    // by name of the pattern
  std::vector<Edge> relations;  // by step, each another one
  // At which the first can have begun at the earliest, the last at the latest, with all of them within the time; of
  // rival datings the outermost.
  Instant earliest, latest;
  bool is_certain = false;  // else possible
};

// Calls visit(instance) with each instance of the pattern within `within` seconds, not negative, until a call returns
// false. Its entities are different ones, its relations begin one after the other, never two at one instant, the last
// at most `within` after the first. *Certain* is one of relations that take part in the view for certain and do so in
// every choice of their dates; *possible* where some choice has them do so. Both are exact; see relation_starts.hpp for
// when a relation begins, and which have no beginning and take no part. Which relations take part is all that a slice
// decides: they may have begun before it.
//
// A relation that leads both ways, by its type or the choice, stands for either direction: there is an instance for
// each way round in which it fits.
//
// In order of the earliest start of the first relation. Cost: for each relation that can be the first, those at its
// ends that can begin within the time are tried, and so on; of the vaguely dated ones at an entity all that may have
// begun by then. 150 bytes a relation.
void each_motif(const View& view, const MotifPattern& pattern, std::int64_t within, const StepChoice& choice,
                const std::function<bool(const MotifInstance&)>& visit);

}  // namespace entente

// What changed between two times, fact by fact: what `entente diff` says of a whole store, of a view.
#pragma once

#include <cstdint>
#include <vector>

#include "algorithms/scratch.hpp"
#include "entente/graph/view.hpp"
#include "entente/model/changes.hpp"

namespace entente {

// Of what is in the view and states its time, and of the ends of its relations: what may have become of each between
// the two times of `cut` (cut_between); what certainly held before or after both alone is left out. Entities first,
// each in order of its start. `steps`: its relation types alone where it names some, and no entities.
// Cost: vertices and edges, or the edges of the types, times a logarithm for what changed.
std::vector<FactChange> changed_facts(const View& view, const TimeCut& cut, const StepChoice& steps);

// When a fact that has changed held: its own time, else the life of the entity.
Validity time_of(const View& view, const FactChange& change);

}  // namespace entente

// Scores of entities by a measure of the network that is drawn.
#pragma once

#include <cstdint>
#include <map>

#include "entente/drawing.hpp"
#include "formats/drawing/selection.hpp"
#include "measures/measures.hpp"

namespace entente::drawing {

// By the index of the node. The network has the relations of the selection and the entities at their ends; relations of
// symmetric types lead both ways. An entity without a relation has 0. Cost: that of the measure. Throws kTimeout where
// it takes longer than DrawOptions::time_limit.
std::map<std::uint32_t, double> measured(const Elements& elements, const Selection& selection, const Measure& measure,
                                         const DrawOptions& options);

}  // namespace entente::drawing

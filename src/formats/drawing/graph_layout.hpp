// Graphs are laid out by GraphViz twice: once for the places, and once, when texts have been moved, for the picture.
#pragma once

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/placement.hpp"
#include "formats/drawing/scene.hpp"

namespace entente::drawing {

// By the layout of the style, or, where `may_choose` and the scene is small, by the one of several in which the fewest
// texts hit something; of equals the smallest, but dot for what it shows legibly on a page. Throws as run_graphviz.
Placement place(const Scene& scene, const DrawStyle& style, bool may_choose, int time_limit);

}  // namespace entente::drawing

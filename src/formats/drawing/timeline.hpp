// The layout `timeline`: time runs along one axis.
#pragma once

#include <ostream>

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/scene.hpp"
#include "formats/drawing/selection.hpp"

namespace entente::drawing {

// DOT text with all positions, to be drawn as it is (`neato -n2`): a line of its own for each agent, knots where events
// join those who took part, bars for what lasts, fading where a bound is uncertain.
DrawReport write_timeline(const Table& table, const Selection& selection, const DrawOptions& options, Header header,
                          std::ostream& out);

}  // namespace entente::drawing

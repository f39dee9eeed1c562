// Numbers over time as lines, in DOT text with all positions.
#pragma once

#include <ostream>

#include "entente/drawing.hpp"
#include "formats/drawing/dot_text.hpp"

namespace entente::drawing {

// Errors, thrown: kArgument where the rows are none of times and numbers, or DrawOptions::time chooses among elements.
DrawReport write_lines(const Table& table, const DrawOptions& options, Header header, std::ostream& out);

}  // namespace entente::drawing

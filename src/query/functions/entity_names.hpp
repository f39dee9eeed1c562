// Entities by name.
#pragma once

#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"

namespace entente {

// Vertices, ascending, that bear the name or alias `text` in the slice, whatever its case and diacritics. Throws kType
// where it is no string.
std::vector<Vertex> vertices_named(const View& view, const Value& text);

}  // namespace entente

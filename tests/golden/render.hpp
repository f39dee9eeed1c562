// Results as the lines of a .test file.
#pragma once

#include <string>
#include <vector>

#include "entente/model/table.hpp"

namespace entente::golden {

// One value: strings bare, null, lists [a, b], maps {k: v}, nodes (key:Label), relationships [:TYPE],
// paths (a:Label)-[:T]->(b:Label), periods as EDTF, floats with a point.
std::string render(const Value& value, const Elements& elements);

// One line a row, columns joined by " | ".
std::vector<std::string> render_rows(const Table& table);

}  // namespace entente::golden

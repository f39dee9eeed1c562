// A picture as DOT text.
#pragma once

#include <map>
#include <ostream>
#include <string>

#include "formats/drawing/scene.hpp"

namespace entente::drawing {

// Where a layout has put things: the attribute `pos` of boxes ("n12") and lines ("e12"), and `lp` of the lines' labels
// ("e12 label").
using Placement = std::map<std::string, std::string>;

std::string box_id(std::uint32_t index);   // "n12"
std::string line_id(std::uint32_t index);  // "e12"

// With a placement, GraphViz is to take it as it is (`neato -n2`), and draws no clusters.
void write_scene(const Scene& scene, const DrawStyle& style, std::ostream& out, const Placement* placement = nullptr);

// Title, notes and legend as the graph's label, an HTML-like one.
std::string header_label(const std::string& title, const std::vector<std::string>& notes, const std::string& legend);

// The types and their colours, and what the kinds of lines mean, as a table of HTML-like labels; empty: nothing to say.
std::string legend_of(const Scene& scene);

// The name as `draw_layouts` has it. Throws kArgument with the nearest name.
void require_layout(const std::string& name);

}  // namespace entente::drawing

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

// What stands above the picture: in bold and with colours for GraphViz, or plain for files that others read as well,
// since Boost's reader of DOT takes no HTML-like labels.
enum class Header { kRich, kPlain, kNone };

// With a placement, GraphViz is to take it as it is (`neato -n2`), and draws no clusters.
void write_scene(const Scene& scene, const DrawStyle& style, std::ostream& out, Header header = Header::kPlain,
                 const Placement* placement = nullptr);

// The attribute `label` of the graph: title, notes and legend of the scene.
std::string header_label(const Scene& scene, Header header);

// Title, notes and legend as HTML, for a page.
std::string page_header(const Scene& scene);

// The name as `draw_layouts` has it, or none. Throws kArgument with the nearest name.
void require_layout(const std::string& name);

}  // namespace entente::drawing

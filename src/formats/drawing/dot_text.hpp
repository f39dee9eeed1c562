// A picture as DOT text.
#pragma once

#include <ostream>
#include <string>

#include "formats/drawing/placement.hpp"
#include "formats/drawing/scene.hpp"

namespace entente::drawing {

std::string box_id(std::uint32_t index);    // "n12"
std::string line_id(std::uint32_t index);   // "e12"
std::string label_id(std::uint32_t index);  // "l12": of the line's text, where it has a place of its own

// What stands above the picture: in bold and with colours for GraphViz, or plain for files that others read as well,
// since Boost's reader of DOT takes no HTML-like labels.
enum class Header { kRich, kPlain, kNone };

// `spread`: how much more room than usual layouts by forces leave around boxes.
// With a placement, GraphViz is to take it as it is (`neato -n2`). Texts of lines then lie above all lines, on white,
// and the legend has the shapes of its types.
void write_scene(const Scene& scene, const DrawStyle& style, std::ostream& out, Header header = Header::kPlain,
                 const Placement* placement = nullptr, double spread = 1);

// The attribute `label` of the graph: title, notes and legend of the scene. `has_swatches`: with the looks of types.
std::string header_label(const Scene& scene, Header header, bool has_swatches = true);

// Title, notes and legend as HTML, for a page.
std::string page_header(const Scene& scene);

// The name as `draw_layouts` has it, or none. Throws kArgument with the nearest name.
void require_layout(const std::string& name);

}  // namespace entente::drawing

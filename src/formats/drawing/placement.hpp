// Where a layout has put things, and how many of their texts can't be read there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/drawing/canvas.hpp"

namespace entente::drawing {

// Points, y upwards, as GraphViz has it.
struct Placement {
  std::map<std::string, std::string> positions = {};  // the attribute `pos` of boxes ("n12") and lines ("e12")
  std::map<std::string, Rectangle> boxes = {};        // what they fill; here `top` is the smaller y
  std::map<std::string, Rectangle> labels = {};       // texts of lines, by the line's id
  std::vector<Rectangle> tips = {};                   // arrows, where they arrive
  std::map<std::string, Rectangle> clusters = {};     // by the name in DOT: "cluster_0"
  std::map<std::string, Point> cluster_labels = {};
  Rectangle area = {};
};

// Out of what GraphViz writes as JSON. Throws kIo where it is none.
Placement read_placement(const std::string& json);

// Moves texts that hit a box, the tip of an arrow or another text along their lines, to where they hit the least;
// always the same way. More than 600 texts are left as they are. `onto_lines`: the others go to the middles of their
// lines, too.
void settle_labels(Placement& placement, bool onto_lines);

// Texts that hit a box or another text.
std::size_t hits_of(const Placement& placement);

}  // namespace entente::drawing

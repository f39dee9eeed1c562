// How entity types look: one shape and colour for each type of a picture.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "entente/drawing.hpp"
#include "formats/drawing/selection.hpp"

namespace entente::drawing {

struct Look {
  std::string shape;  // of GraphViz, or "rounded": a box with round corners
  std::string fill;   // a light colour, so that black text reads on it
};

// The types of one picture and their looks. Those of the style come first; then the common types of history, which have
// a look of their own wherever they occur; sub-types look like the nearest type above them that has one. Other types
// are round boxes with a colour that their name decides, so that a type looks the same whatever else is on a picture.
// The colours are tints of the Okabe–Ito palette, which people with colour blindness tell apart.
class Looks {
 public:
  Looks(const Elements& elements, const Selection& selection, const DrawStyle& style);

  // The type that decides the look of a node: its name in the legend.
  const std::string& type_of(const NodeRecord& node) const;
  const Look& look_of(const NodeRecord& node) const { return looks_.at(type_of(node)); }
  // In order of name.
  const std::map<std::string, Look>& used() const { return looks_; }

 private:
  const DrawStyle& style_;
  std::map<std::string, Look> looks_;
};

// The shapes of GraphViz that hold a label.
bool is_shape(std::string_view name);

}  // namespace entente::drawing

// How entity types look on a diagram: one shape and colour for each.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/table.hpp"

namespace entente {

struct NodeStyle {
  std::string_view shape;
  std::string_view fill;  // a light colour, so that black text reads on it
};

// The types of one diagram and their looks. The common types of history have a look of their own, wherever they occur;
// sub-types look like the nearest type above them that has one. Other types take the looks that are left, in order of
// name. The colours are tints of the Okabe–Ito palette, which people with colour blindness tell apart.
class NodeStyles {
 public:
  explicit NodeStyles(const Elements& elements);

  // The type that decides the look of a node: the name in the legend.
  const std::string& type_of(const NodeRecord& node) const;
  const NodeStyle& style_of(const NodeRecord& node) const { return styles_.at(type_of(node)); }
  // In order of name.
  const std::map<std::string, NodeStyle>& used() const { return styles_; }

 private:
  std::map<std::string, NodeStyle> styles_;
};

}  // namespace entente

#include "formats/drawing/look.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "formats/drawing/color.hpp"

namespace entente::drawing {
namespace {

struct Entry {
  std::string_view type, shape, fill;
};

constexpr std::array kKnown = {
    Entry{"Person", "ellipse", "#CDE7F7"},
    Entry{"State", "box", "#FBE3B3"},
    Entry{"Organization", "hexagon", "#D5EFE6"},
    Entry{"PopulationGroup", "octagon", "#E4E4E4"},
    Entry{"Place", "house", "#EAF3C8"},
    Entry{"Meeting", "rounded", "#F3D9E8"},
    Entry{"Visit", "rounded", "#E3DDF3"},
    Entry{"ArmedConflict", "octagon", "#F7CFC2"},
    Entry{"Event", "rounded", "#F9E0EC"},
    Entry{"Treaty", "note", "#FFF6BF"},
    Entry{"Instrument", "note", "#FFF6BF"},
    Entry{"Alliance", "component", "#D9ECF2"},
    Entry{"RelationshipStatus", "tab", "#F4F0D4"},
    Entry{"Period", "rounded", "#DCE9D5"},
    Entry{"SourceDocument", "folder", "#EFEFEF"},
};

constexpr std::array<std::string_view, 39> kShapes = {
    "box",       "polygon",      "ellipse",       "oval",          "circle",      "egg",          "triangle",
    "diamond",   "trapezium",    "parallelogram", "house",         "pentagon",    "hexagon",      "septagon",
    "octagon",   "doublecircle", "doubleoctagon", "tripleoctagon", "invtriangle", "invtrapezium", "invhouse",
    "Mdiamond",  "Msquare",      "Mcircle",       "rect",          "rectangle",   "square",       "star",
    "underline", "cylinder",     "note",          "tab",           "folder",      "box3d",        "component",
    "cds",       "signature",    "plain",         "plaintext",
};

const Entry* known(std::string_view type) {
  const auto it = std::find_if(kKnown.begin(), kKnown.end(), [&](const Entry& entry) { return entry.type == type; });
  return it == kKnown.end() ? nullptr : &*it;
}

}  // namespace

Looks::Looks(const Elements& elements, const Selection& selection, const DrawStyle& style) : style_(style) {
  std::set<std::string> types;
  for (const auto& [index, mark] : selection.nodes) types.insert(type_of(elements.nodes.at(index)));
  for (const std::string& type : types) {
    const Entry* entry = known(type);
    Look look = entry ? Look{std::string(entry->shape), std::string(entry->fill)} : Look{"rounded", tint_of(type)};
    if (const auto styled = style.entities.find(type); styled != style.entities.end()) {
      if (!styled->second.shape.empty()) look.shape = styled->second.shape;
      if (!styled->second.fill.empty()) look.fill = styled->second.fill;
    }
    looks_.emplace(type, std::move(look));
  }
}

const std::string& Looks::type_of(const NodeRecord& node) const {
  static const std::string kNone = "(no type)";
  for (const std::string& label : node.labels)
    if (style_.entities.count(label) > 0 || known(label)) return label;
  return node.labels.empty() ? kNone : node.labels.front();
}

bool is_shape(std::string_view name) {
  return std::find(kShapes.begin(), kShapes.end(), name) != kShapes.end();
}

}  // namespace entente::drawing

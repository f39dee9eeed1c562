#include "formats/dot_style.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace entente {
namespace {

constexpr std::array<std::pair<std::string_view, NodeStyle>, 12> kKnown = {{
    {"Person", {"ellipse", "#CDE7F7"}},
    {"State", {"box", "#FBE3B3"}},
    {"Organization", {"hexagon", "#D5EFE6"}},
    {"PopulationGroup", {"octagon", "#E4E4E4"}},
    {"Place", {"house", "#EAF3C8"}},
    {"Meeting", {"diamond", "#F3D9E8"}},
    {"Visit", {"cds", "#E3DDF3"}},
    {"ArmedConflict", {"octagon", "#F7CFC2"}},
    {"Event", {"diamond", "#F9E0EC"}},
    {"Treaty", {"note", "#FFF6BF"}},
    {"Instrument", {"note", "#FFF6BF"}},
    {"SourceDocument", {"folder", "#EFEFEF"}},
}};

constexpr std::array<NodeStyle, 8> kSpare = {{
    {"component", "#D9ECF2"},
    {"parallelogram", "#F6E7D0"},
    {"trapezium", "#DDEBD2"},
    {"invhouse", "#F2DCDC"},
    {"pentagon", "#E6E0F0"},
    {"tab", "#F4F0D4"},
    {"invtrapezium", "#D8E6E2"},
    {"box3d", "#E8E8E8"},
}};

const NodeStyle* known(std::string_view type) {
  const auto it = std::find_if(kKnown.begin(), kKnown.end(), [&](const auto& entry) { return entry.first == type; });
  return it == kKnown.end() ? nullptr : &it->second;
}

const std::string& deciding_type(const NodeRecord& node) {
  static const std::string kNone = "(no type)";
  for (const std::string& label : node.labels)
    if (known(label)) return label;
  return node.labels.empty() ? kNone : node.labels.front();
}

}  // namespace

NodeStyles::NodeStyles(const Elements& elements) {
  std::set<std::string> types;
  for (const auto& [index, node] : elements.nodes) types.insert(deciding_type(node));
  std::size_t spare = 0;
  for (const std::string& type : types) {
    const NodeStyle* style = known(type);
    styles_.emplace(type, style ? *style : kSpare[spare++ % kSpare.size()]);
  }
}

const std::string& NodeStyles::type_of(const NodeRecord& node) const {
  return deciding_type(node);
}

}  // namespace entente

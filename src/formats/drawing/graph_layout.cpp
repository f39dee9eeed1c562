#include "formats/drawing/graph_layout.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "formats/drawing/graphviz.hpp"

namespace entente::drawing {
namespace {

constexpr std::size_t kMostToTry = 80;        // boxes of a scene for which several layouts are tried,
constexpr std::size_t kMostLinesToTry = 250;  // and lines
constexpr double kPageWidth = 838;            // points at which the smallest text is still read on a page
constexpr int kSecondsToTry = 5;              // that one of them may take

Placement placed_by(const Scene& scene, const DrawStyle& style, double spread, int time_limit) {
  std::ostringstream dot;
  write_scene(scene, style, dot, Header::kNone, nullptr, spread);
  Placement placement = read_placement(run_graphviz({"-Tjson"}, dot.str(), time_limit));
  settle_labels(placement, style.layout != "dot");  // dot has kept places beside them
  return placement;
}

// How much smaller it must be shown than it is, to fit a page that is wider than high or a column of text.
double extent_of(const Placement& placement) {
  const double width = placement.area.right - placement.area.left, height = placement.area.bottom - placement.area.top;
  return std::max(width, 0.8 * height);
}

}  // namespace

Placement place(const Scene& scene, const DrawStyle& style, bool may_choose, int time_limit) {
  if (!may_choose || scene.boxes.size() > kMostToTry || scene.lines.size() > kMostLinesToTry)
    return placed_by(scene, style, 1, time_limit);
  std::optional<Placement> best;
  std::pair<std::size_t, double> least;
  for (const std::string_view layout : {"dot", "neato", "fdp", "sfdp"}) {
    if (!style.cluster.empty() && layout != "dot" && layout != "fdp") continue;  // draws none
    DrawStyle tried = style;
    tried.layout = layout;
    for (const double spread : {1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0}) {
      try {
        Placement placement = placed_by(scene, tried, spread, std::min(time_limit, kSecondsToTry));
        const std::size_t hits = hits_of(placement);
        const bool is_readable = layout == style.layout && hits == 0 && extent_of(placement) <= kPageWidth;
        if (is_readable && layout == "dot") return placement;  // small, and in an order
        const std::pair cost{hits, extent_of(placement)};
        if (!best || cost < least) {
          best = std::move(placement);
          least = cost;
        }
        const bool is_too_large = least.first == 0 && cost.second >= least.second;  // and the next are larger
        if (hits == 0 || is_too_large || layout == "dot") break;                    // which makes room for texts itself
      } catch (const Error& error) {
        const bool is_slow = error.code == ErrorCode::kLimit;  // others may be faster
        if (!is_slow || time_limit <= kSecondsToTry) throw;
        break;
      }
    }
  }
  return best ? std::move(*best) : placed_by(scene, style, 1, time_limit);
}

}  // namespace entente::drawing

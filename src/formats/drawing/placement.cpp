#include "formats/drawing/placement.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "entente/error.hpp"
#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"

namespace entente::drawing {
namespace {

using json::Json;

constexpr double kInch = 72;
constexpr double kLineHeight = 1.2;  // in font sizes
constexpr double kRoom = 1.5;        // around a text
constexpr double kTip = 16;          // of an arrow, and what leads up to it
// Places of a text about a point of its line, in its own widths and heights.
constexpr std::array kBeside = {Point{0, 0},       Point{0, 0.5},   Point{0, -0.5},   Point{0.5, 0},
                                Point{-0.5, 0},    Point{0.5, 0.5}, Point{-0.5, 0.5}, Point{0.5, -0.5},
                                Point{-0.5, -0.5}, Point{0, 1},     Point{0, -1},     Point{0.5, 1},
                                Point{-0.5, 1},    Point{0.5, -1},  Point{-0.5, -1}};
constexpr std::size_t kMostToSettle = 600;       // texts: each is compared with all,
constexpr std::size_t kMostToSettleAgain = 250;  // and again, with where the others have gone
constexpr int kRounds = 4;

std::string_view text_in(const Json& object, const char* key) {
  return object.HasMember(key) && object[key].IsString() ? json::text_of(object[key]) : std::string_view{};
}

// All numbers of a text such as "e,12,30.5 40,3": signs of arrows and separators are left out.
std::vector<double> numbers_of(std::string_view text) {
  std::vector<double> numbers;
  const std::string copy(text);
  for (const char* at = copy.c_str(); *at != '\0';) {
    char* end = nullptr;
    const double number = std::strtod(at, &end);
    if (end == at) {
      ++at;
      continue;
    }
    numbers.push_back(number);
    at = end;
  }
  return numbers;
}

Rectangle around(Point middle, double width, double height) {
  return {middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
}

Rectangle rectangle_in(std::string_view text) {
  const std::vector<double> n = numbers_of(text);
  return n.size() == 4 ? Rectangle{n[0], n[1], n[2], n[3]} : Rectangle{};
}

// The size of a text, by the commands that draw it.
void read_label(const Json& edge, const std::string& id, Placement& placement) {
  const std::vector<double> middle = numbers_of(text_in(edge, "lp"));
  if (middle.size() != 2 || !edge.HasMember("_ldraw_")) return;
  double width = 0, height = 0, size = 0;
  for (const Json& command : edge["_ldraw_"].GetArray()) {
    const std::string_view kind = text_in(command, "op");
    if (kind == "F") size = command["size"].GetDouble();
    if (kind != "T") continue;
    width = std::max(width, command["width"].GetDouble());
    height += kLineHeight * size;
  }
  if (width > 0) placement.labels[id] = around({middle[0], middle[1]}, width + 2 * kRoom, height + 2 * kRoom);
}

double overlap(const Rectangle& a, const Rectangle& b) {
  const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  const double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

double overlap_of(const Rectangle& label, const Placement& placement, const std::vector<Rectangle>& others) {
  double sum = 0;
  for (const auto& [id, box] : placement.boxes) sum += overlap(label, box);
  for (const Rectangle& tip : placement.tips) sum += overlap(label, tip);
  for (const Rectangle& other : others) sum += overlap(label, other);
  return sum;
}

// Along a line: points of its Bézier curves, from the middle outwards.
std::vector<Point> points_along(std::string_view pos) {
  std::vector<Point> control;
  std::vector<double> n;
  // The arrow's tip stands first: "e,x,y ", "s,x,y ".
  std::size_t at = 0;
  while (at < pos.size() && (pos[at] == 'e' || pos[at] == 's')) {
    const std::size_t space = pos.find(' ', at);
    if (space == std::string_view::npos) return {};
    at = space + 1;
  }
  n = numbers_of(pos.substr(at));
  for (std::size_t i = 0; i + 1 < n.size(); i += 2) control.push_back({n[i], n[i + 1]});
  const std::size_t curves = control.size() < 4 ? 0 : (control.size() - 1) / 3;
  if (curves == 0) return {};
  constexpr std::array kShares = {0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3,
                                  0.7, 0.26, 0.74, 0.22, 0.78, 0.18, 0.82, 0.14, 0.86};
  std::vector<Point> points;
  for (const double share : kShares) {
    const double along = share * static_cast<double>(curves);
    const auto curve = std::min(static_cast<std::size_t>(along), curves - 1);
    const double t = along - static_cast<double>(curve), u = 1 - t;
    const Point* p = &control[3 * curve];
    const auto mix = [&](double a, double b, double c, double d) {
      return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    };
    points.push_back({mix(p[0].x, p[1].x, p[2].x, p[3].x), mix(p[0].y, p[1].y, p[2].y, p[3].y)});
  }
  return points;
}

}  // namespace

Placement read_placement(const std::string& text) {
  json::Document document;
  if (json::parse(text, document) || !document.IsObject()) throw Error(ErrorCode::kIo, "GraphViz wrote no layout");
  Placement placement;
  placement.area = rectangle_in(text_in(document, "bb"));
  for (const char* list : {"objects", "edges"}) {
    if (!document.HasMember(list)) continue;
    for (const Json& object : document[list].GetArray()) {
      if (object.HasMember("bb")) {
        const std::string name(text_in(object, "name"));
        placement.clusters[name] = rectangle_in(text_in(object, "bb"));
        if (const auto at = numbers_of(text_in(object, "lp")); at.size() == 2)
          placement.cluster_labels[name] = {at[0], at[1]};
        continue;
      }
      const std::string id(text_in(object, "id"));
      const std::string_view pos = text_in(object, "pos");
      if (id.empty() || pos.empty()) continue;
      placement.positions[id] = pos;
      if (list == std::string_view("edges")) {
        read_label(object, id, placement);
        for (const char sign : {'e', 's'})
          if (const std::size_t at = pos.find(std::string(1, sign) + ","); at != std::string_view::npos)
            if (const auto tip = numbers_of(pos.substr(at + 2, pos.find(' ', at) - at - 2)); tip.size() == 2)
              placement.tips.push_back(around({tip[0], tip[1]}, kTip, kTip));
        continue;
      }
      const std::vector<double> middle = numbers_of(pos), width = numbers_of(text_in(object, "width")),
                                height = numbers_of(text_in(object, "height"));
      if (middle.size() == 2 && width.size() == 1 && height.size() == 1)
        placement.boxes[id] = around({middle[0], middle[1]}, kInch * width[0], kInch * height[0]);
    }
  }
  return placement;
}

namespace {

// The place along its line, or beside it, where a text hits least; where it is, if that is no better. `least` is how
// much it hits there.
Rectangle settled_at(const Rectangle& label, const std::vector<Point>& line, const Placement& placement,
                     const std::vector<Rectangle>& others, double least) {
  const double width = label.right - label.left, height = label.bottom - label.top;
  Rectangle best = label;
  for (const Point& step : kBeside) {  // on the line, then at its sides
    for (const Point& point : line) {
      const Rectangle moved = around({point.x + step.x * width, point.y + step.y * height}, width, height);
      const double hit = overlap_of(moved, placement, others);
      if (hit < least) {
        least = hit;
        best = moved;
      }
      if (least == 0) return best;
    }
  }
  return best;
}

}  // namespace

void settle_labels(Placement& placement, bool onto_lines) {
  if (placement.labels.size() > kMostToSettle) return;
  const int rounds = placement.labels.size() > kMostToSettleAgain ? 1 : kRounds;
  for (int round = 0; round < rounds; ++round) {
    bool any = false;
    for (auto& [id, label] : placement.labels) {
      std::vector<Rectangle> others;  // those that come later keep their places where they can
      for (const auto& [other, rectangle] : placement.labels)
        if (other != id) others.push_back(rectangle);
      double least = overlap_of(label, placement, others);
      any = any || least > 0;
      if (round == 0 && onto_lines && least == 0) least = 1e-9;  // any free place on the line is better
      if (least > 0) label = settled_at(label, points_along(placement.positions[id]), placement, others, least);
    }
    if (round > 0 && !any) break;
  }
  for (const auto& [id, label] : placement.labels) {
    placement.area.left = std::min(placement.area.left, label.left);
    placement.area.right = std::max(placement.area.right, label.right);
    placement.area.top = std::min(placement.area.top, label.top);
    placement.area.bottom = std::max(placement.area.bottom, label.bottom);
  }
}

std::size_t hits_of(const Placement& placement) {
  std::size_t hits = 0;
  for (const auto& entry : placement.labels) {
    const Rectangle& label = entry.second;
    const bool on_box = std::any_of(placement.boxes.begin(), placement.boxes.end(),
                                    [&](const auto& box) { return overlap(label, box.second) > 0; });
    const bool on_label = std::any_of(placement.labels.begin(), placement.labels.end(), [&](const auto& other) {
      return other.first != entry.first && overlap(label, other.second) > 0;
    });
    hits += on_box || on_label ? 1 : 0;
  }
  return hits;
}

}  // namespace entente::drawing

#include "formats/drawing/lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/canvas.hpp"
#include "formats/drawing/color.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/line_facts.hpp"
#include "formats/drawing/lines_layout.hpp"
#include "formats/drawing/scene.hpp"
#include "formats/drawing/span_text.hpp"
#include "formats/drawing/timeline_layout.hpp"

namespace entente::drawing {
namespace {

// Of the Okabe–Ito palette, as far as its colours are seen on white; then the same with other strokes.
constexpr std::array<std::string_view, 7> kLineColors = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                         "#E69F00", "#56B4E9", "#444444"};
constexpr std::array<std::string_view, 3> kStrokes = {"solid", "dashed", "dotted"};

constexpr std::string_view kGrid = "#E4E4E4", kAxis = "#888888", kAxisText = "#555555";
constexpr double kTick = 7;   // from the plot to the texts of its ticks
constexpr double kCap = 2.5;  // half of the end of a bar of doubt
constexpr double kNear = 3;   // a name nearer to the end of its line needs no lead to it

std::string value_text(double value) {
  const std::string sign = value < 0 ? "−" : "";
  const double size = std::abs(value);
  if (size == std::round(size) && size < 1e15) return sign + grouped(static_cast<std::uint64_t>(size));
  return sign + fmt::format("{:.6g}", size);
}

class LinesWriter {
 public:
  LinesWriter(const LineFacts& facts, std::ostream& out)
      : facts_(facts), layout_(lines_layout(facts)), canvas_(out), radius_(radius_of_points()) {}

  void write() {
    draw_axes();
    for (std::size_t i = layout_.lines.size(); i-- > 0;) draw_doubt(i);
    for (std::size_t i = layout_.lines.size(); i-- > 0;) draw_lead(i);
    for (std::size_t i = layout_.lines.size(); i-- > 0;) draw_line(i);
    if (facts_.has_names)
      for (std::size_t i = 0; i < layout_.lines.size(); ++i) write_name(i);
  }

 private:
  static std::string color_of_line(std::size_t i) { return std::string(kLineColors[i % kLineColors.size()]); }
  static Stroke stroke_of(std::size_t i) {
    return {color_of_line(i), 1.8, kStrokes[i / kLineColors.size() % kStrokes.size()]};
  }

  // Smaller where a line has many; none where they would be a band.
  double radius_of_points() const {
    std::size_t most = 1;
    for (const PlacedLine& line : layout_.lines) {
      std::size_t count = 0;
      for (const auto& run : line.runs) count += run.size();
      most = std::max(most, count);
    }
    const double room = layout_.time.right() / static_cast<double>(most);
    return room >= 12 ? 3 : room >= 7 ? 2.2 : room >= 1 ? 1.3 : 0;
  }

  // In seconds.
  double shortest_period() const {
    double shortest = 1e300;
    for (const ChartLine& line : facts_.lines)
      for (const auto& run : line.runs)
        for (const LinePoint& point : run)
          shortest = std::min(shortest, static_cast<double>(point.period.latest_end.seconds) -
                                            static_cast<double>(point.period.earliest_start.seconds));
    return shortest;
  }

  void stroke(std::initializer_list<Point> points, const Stroke& stroke) {
    canvas_.line({points.begin(), points.size()}, stroke);
  }

  void draw_axes() {
    const double left = layout_.time.left(), right = layout_.time.right(), bottom = layout_.bottom;
    double widest = 0;
    for (const ValueTick& tick : layout_.values.ticks()) {
      const double y = layout_.values.place(tick.value);
      stroke({{left, y}, {right, y}}, {std::string(kGrid), 0.7});
      canvas_.text(left - kTick, y, tick.label, kTimelineText, Align::kRight, kAxisText);
      widest = std::max(widest, Canvas::width_of(tick.label, kTimelineText));
    }
    for (const Tick& tick : layout_.time.ticks(shortest_period())) {
      const double x = layout_.time.place(tick.at);
      stroke({{x, 0}, {x, bottom + 4}}, {std::string(kGrid), 0.7});
      canvas_.text(x, bottom + 12, tick.label, kTimelineText, Align::kCenter, kAxisText);
    }
    const double zero = layout_.values.place(0);
    stroke({{left, zero}, {right, zero}}, {std::string(kAxis), 0.9});
    if (!facts_.height.empty())
      canvas_.text(left - kTick - widest, -16, truncate_to_width(facts_.height, 80), kTimelineText, Align::kLeft,
                   kAxisText);
  }

  // The stretch in which a period lies that is known only roughly.
  void draw_doubt(std::size_t i) {
    const Stroke thin{between("#FFFFFF", color_of_line(i), 0.6), 0.9};
    for (const auto& run : layout_.lines[i].runs)
      for (const PlacedPoint& p : run) {
        if (p.begin >= p.end) continue;
        stroke({{p.begin, p.at.y}, {p.end, p.at.y}}, thin);
        for (const double x : {p.begin, p.end}) stroke({{x, p.at.y - kCap}, {x, p.at.y + kCap}}, thin);
      }
  }

  // From the end of a line to its name.
  void draw_lead(std::size_t i) {
    const PlacedLine& line = layout_.lines[i];
    if (!facts_.has_names || !line.has_lead) return;
    const Point from = line.last().at, to{line.label_at.x - 2, line.label_at.y};
    if (std::hypot(to.x - from.x, to.y - from.y) <= kNear + radius_) return;
    // Level beside the plot, and slanting only behind it.
    const double edge = std::max(from.x, layout_.time.right());
    stroke({from, {edge, from.y}, to}, {between("#FFFFFF", color_of_line(i), 0.5), 0.7});
  }

  void draw_line(std::size_t i) {
    const PlacedLine& line = layout_.lines[i];
    const std::string color = color_of_line(i);
    for (const auto& run : line.runs) {
      std::vector<Point> points;
      for (const PlacedPoint& p : run) points.push_back(p.at);
      if (points.size() > 1) canvas_.line(points, stroke_of(i), facts_.has_names ? line.line->name : facts_.height);
    }
    for (const auto& run : line.runs)
      for (const PlacedPoint& p : run)
        if (radius_ > 0 || run.size() == 1)
          canvas_.dot(p.at.x, p.at.y, run.size() == 1 ? std::max(radius_, 2.2) : radius_,
                      {color, "", i < kLineColors.size() ? color : "#FFFFFF", false}, tooltip_of(*line.line, *p.point));
  }

  std::string tooltip_of(const ChartLine& line, const LinePoint& point) const {
    const std::string name = facts_.has_names ? line.name : facts_.height;
    return fmt::format("{}\n{}: {}", span_text(point.period), name, value_text(point.value));
  }

  void write_name(std::size_t i) {
    const PlacedLine& line = layout_.lines[i];
    const double width = Canvas::width_of(line.label, kTimelineText), half = kTimelineText * 0.6;
    if (!line.has_lead)  // over the grid
      canvas_.rectangle({line.label_at.x, line.label_at.y - half, line.label_at.x + width, line.label_at.y + half},
                        {"#FFFFFFD0", "", "", false});
    canvas_.text(line.label_at.x, line.label_at.y, line.label, kTimelineText, Align::kLeft,
                 darker(color_of_line(i), 0.75), line.line->name);
  }

  const LineFacts& facts_;
  const LinesLayout layout_;
  Canvas canvas_;
  const double radius_;
};

std::string counted_rows(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", grouped(count), many);
}

bool has_doubt(const LineFacts& facts) {
  for (const ChartLine& line : facts.lines)
    for (const auto& run : line.runs)
      for (const LinePoint& point : run)
        if (!point.period.is_certain()) return true;
  return false;
}

Scene heading_of_lines(const Table& table, const LineFacts& facts, const DrawOptions& options) {
  Scene scene = heading_of(table, options);
  if (!table.read_at.valid_time) {  // the rows say the time
    scene.valid_time = scene.known_at;
    scene.known_at.clear();
    if (!scene.valid_time.empty()) scene.valid_time.front() = 'A';
  }
  if (facts.lines.empty()) scene.notes.emplace_back("there is nothing to show");
  if (facts.lines.size() < facts.found)
    scene.notes.push_back(fmt::format("{} of {} lines shown: those with the highest values",
                                      grouped(facts.lines.size()), grouped(facts.found)));
  if (facts.unplaced > 0)
    scene.notes.push_back(counted_rows(facts.unplaced, "row", "rows") + " without a known time not shown");
  if (facts.beyond > 0)
    scene.notes.push_back(counted_rows(facts.beyond, "value", "values") +
                          " that can't be drawn (too large, or no number) not shown");
  if (has_doubt(facts)) scene.notes.emplace_back("├●┤ at some time in between");
  if (const std::string more = describe_withheld(table.read_at); !more.empty()) scene.notes.push_back(more);
  return scene;
}

}  // namespace

DrawReport write_lines(const Table& table, const DrawOptions& options, Header header, std::ostream& out) {
  if (options.time.kind != DrawTime::Kind::kAsRead)
    throw Error(ErrorCode::kArgument, "a chart of lines shows its rows at the times that they give")
        .with_hint("say in the query which time counts, as by AS OF or WHERE");
  const LineFacts facts = line_facts(table, options, options.style.max_entities.value_or(default_max("lines")));
  out << fmt::format(
      "digraph entente {{\n"
      "  graph [layout=neato, inputscale=72, {}, labelloc=t, labeljust=l, tooltip=\" \", "
      "fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, pad=0.2, bgcolor=white, charset=\"UTF-8\"]\n"
      "  node [shape=box, fixedsize=true, fontname=\"Helvetica,Arial,sans-serif\"]\n",
      header_label(heading_of_lines(table, facts, options), header));
  if (!facts.lines.empty()) LinesWriter(facts, out).write();
  out << "}\n";
  DrawReport report;
  report.lines = facts.lines.size();
  report.lines_found = facts.found;
  for (const ChartLine& line : facts.lines)
    for (const auto& run : line.runs) report.values += run.size();
  for (const std::string& column : facts.left)
    report.warnings.push_back(
        fmt::format("the column `{}` is not drawn: of each row the chart has a time, a number and "
                    "the name of a line",
                    column));
  return report;
}

}  // namespace entente::drawing

#include "formats/drawing/canvas.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/label.hpp"

namespace entente::drawing {
namespace {

constexpr std::size_t kMostInCurve = 200;  // points
constexpr double kColumn = 0.56;           // width of a column in font sizes, rather wide

std::string painted(const Paint& paint) {
  std::string style = paint.fill.empty() ? "" : "filled";
  if (paint.is_dashed) style += style.empty() ? "dashed" : ",dashed";
  if (style.empty()) style = "solid";
  std::string text = fmt::format("style=\"{}\"", style);
  if (!paint.fill.empty())
    text += fmt::format(", fillcolor=\"{}\"", paint.fill_to.empty() ? paint.fill : paint.fill + ":" + paint.fill_to);
  return text + (paint.outline.empty() ? ", penwidth=0" : fmt::format(", color=\"{}\", penwidth=0.7", paint.outline));
}

}  // namespace

double Canvas::width_of(std::string_view text, double size) {
  return kColumn * size * display_width(text);
}

void Canvas::node(double x, double y, double width, double height, const std::string& attributes,
                  std::string_view tooltip) {
  out_ << fmt::format("  t{} [pos=\"{:.2f},{:.2f}\", width={:.4f}, height={:.4f}, {}, tooltip=\"{}\"]\n", count_++, x,
                      -y, width / 72, height / 72, attributes, tooltip.empty() ? " " : tooltip_escaped(tooltip));
}

void Canvas::rectangle(const Rectangle& area, const Paint& paint, std::string_view tooltip) {
  node((area.left + area.right) / 2, (area.top + area.bottom) / 2, std::max(0.4, area.right - area.left),
       std::max(0.4, area.bottom - area.top), "label=\"\", " + painted(paint), tooltip);
}

void Canvas::dot(double x, double y, double radius, const Paint& paint, std::string_view tooltip) {
  node(x, y, 2 * radius, 2 * radius, "label=\"\", shape=ellipse, " + painted(paint), tooltip);
}

void Canvas::line(std::span<const Point> points, const Stroke& stroke, std::string_view tooltip) {
  // GraphViz reads no text of 16 KB in quotes.
  for (; points.size() > kMostInCurve; points = points.subspan(kMostInCurve - 1))
    curve(points.first(kMostInCurve), stroke, tooltip);
  curve(points, stroke, tooltip);
}

void Canvas::curve(std::span<const Point> points, const Stroke& stroke, std::string_view tooltip) {
  const std::size_t first = count_;
  for (const Point& end : {points.front(), points.back()})
    node(end.x, end.y, 0.01, 0.01, "label=\"\", style=invis", {});
  // GraphViz wants Bézier curves: a straight one has its two other points on itself.
  std::string places = fmt::format("{:.2f},{:.2f}", points.front().x, -points.front().y);
  for (std::size_t i = 1; i < points.size(); ++i)
    for (const double share : {1.0 / 3, 2.0 / 3, 1.0})
      places += fmt::format(" {:.2f},{:.2f}", points[i - 1].x + share * (points[i].x - points[i - 1].x),
                            -(points[i - 1].y + share * (points[i].y - points[i - 1].y)));
  out_ << fmt::format("  t{} -> t{} [pos=\"{}\", dir=none, color=\"{}\", penwidth={:.1f}, style={}, tooltip=\"{}\"]\n",
                      first, first + 1, places, stroke.color, stroke.width, stroke.style,
                      tooltip.empty() ? " " : tooltip_escaped(tooltip));
}

void Canvas::text(double x, double y, std::string_view text, double size, Align align, std::string_view color,
                  std::string_view tooltip) {
  const double width = 1.1 * width_of(text, size) + 4;
  const double middle = align == Align::kLeft ? x + width / 2 : align == Align::kRight ? x - width / 2 : x;
  const std::string_view end = align == Align::kLeft ? "\\l" : align == Align::kRight ? "\\r" : "";
  node(middle, y, width, 1.2 * size,
       fmt::format("label=\"{}{}\", shape=plaintext, margin=0, fontsize={}, fontcolor=\"{}\"", dot_escaped(text), end,
                   size, color),
       tooltip);
}

}  // namespace entente::drawing

// Boxes, dots and texts at given places, as DOT text that GraphViz takes as it stands.
#pragma once

#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace entente::drawing {

enum class Align { kLeft, kCenter, kRight };

struct Rectangle {
  double left = 0, top = 0, right = 0, bottom = 0;
};

struct Paint {
  std::string fill;        // "#RRGGBB", with two digits more for opacity; empty: none
  std::string fill_to;     // a gradient from left to right; empty: one colour
  std::string outline;     // empty: none
  bool is_dashed = false;  // the outline
};

// A place on the page.
struct Point {
  double x = 0, y = 0;
};

struct Stroke {
  std::string color;
  double width = 1;
  std::string_view style = "solid";  // or "dashed", "dotted"
};

// Points (1/72 inch), y downwards. What is drawn later lies above.
class Canvas {
 public:
  explicit Canvas(std::ostream& out) : out_(out) {}

  void rectangle(const Rectangle& area, const Paint& paint, std::string_view tooltip = {});
  void dot(double x, double y, double radius, const Paint& paint, std::string_view tooltip = {});
  // From each point to the next; of two at least.
  void line(std::span<const Point> points, const Stroke& stroke, std::string_view tooltip = {});
  // One line of text, `y` its middle. At the left: it begins at `x`.
  void text(double x, double y, std::string_view text, double size, Align align = Align::kLeft,
            std::string_view color = "#222222", std::string_view tooltip = {});

  // The width that a text will need, by estimate.
  static double width_of(std::string_view text, double size);

 private:
  void curve(std::span<const Point> points, const Stroke& stroke, std::string_view tooltip);
  void node(double x, double y, double width, double height, const std::string& attributes, std::string_view tooltip);

  std::ostream& out_;
  std::size_t count_ = 0;
};

}  // namespace entente::drawing

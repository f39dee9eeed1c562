// Where on the page a timeline's lines, knots, bars and texts stand.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "formats/drawing/canvas.hpp"
#include "formats/drawing/time_axis.hpp"
#include "formats/drawing/timeline_facts.hpp"

namespace entente::drawing {

// Points. The axis begins at 0; names stand left of it.
constexpr double kTimelineText = 10.5;

// The places of a stretch of time: it fades in from `begin` to `full` and out from `fades` to `end`. An end that nobody
// knows reaches to the end of the axis and is open there.
struct Stretch {
  double begin = 0, full = 0, fades = 0, end = 0;
  bool is_open_left = false, is_open_right = false;
  bool has_core() const { return full < fades; }
};

struct PlacedText {
  std::string text;
  double x = 0, y = 0;
  Align align = Align::kLeft;
  Rectangle box() const;
};

// An event with its text over the axis, or beside it in a row below.
struct PlacedKnot {
  const Happening* happening = nullptr;
  double x = 0, y = 0;  // `y` of the row below
  PlacedText text;
  bool is_below = false;
};

struct PlacedBar {
  const Happening* happening = nullptr;
  Stretch stretch;
  double y = 0, height = 0;
  PlacedText text;
};

struct TimelineLayout {
  TimeAxis axis;
  double bottom = 0;
  std::vector<double> rows = {};    // y of each lifeline
  std::vector<Stretch> lives = {};  // in the order of the lifelines and of their stretches
  std::vector<PlacedKnot> knots = {};
  std::vector<PlacedBar> bars = {};
  std::vector<PlacedText> names = {};  // of lifelines and groups, left of the axis
  std::size_t lifeline_names = 0;      // so many of them come first, and are those of the lifelines
};

Stretch stretch_of(const Period& period, const TimeAxis& axis);

TimelineLayout layout_of(const TimelineFacts& facts);

}  // namespace entente::drawing

// Where on the page the lines of a chart, their points and their names stand.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "formats/drawing/canvas.hpp"
#include "formats/drawing/line_facts.hpp"
#include "formats/drawing/time_axis.hpp"
#include "formats/drawing/value_axis.hpp"

namespace entente::drawing {

struct PlacedPoint {
  const LinePoint* point = nullptr;
  Point at;                   // y downwards
  double begin = 0, end = 0;  // of the stretch in which its period lies, where that is not certain; else both 0
};

struct PlacedLine {
  const ChartLine* line = nullptr;
  std::vector<std::vector<PlacedPoint>> runs;
  std::string label;     // the name, cut to the width that there is
  Point label_at;        // its left end, the middle of its height
  bool has_lead = true;  // the name stands in the column behind the plot; else beside the end of the line
  const PlacedPoint& last() const { return runs.back().back(); }
};

struct LinesLayout {
  TimeAxis time;
  ValueAxis values;
  double bottom = 0;  // of the plot, which begins at 0; its left side is that of the axis of time
  std::vector<PlacedLine> lines = {};
};

// Requires a line.
LinesLayout lines_layout(const LineFacts& facts);

// The places for labels that want to be at `wanted` (in any order): each as near to it as can be while they are `gap`
// apart and between `top` and `bottom`, in the same order. Where there is not enough room they go beyond `bottom`. The
// sum of squared distances is the least (pooling of adjacent violators: Ayer et al. 1955). Cost: n log n.
std::vector<double> spread(const std::vector<double>& wanted, double gap, double top, double bottom);

}  // namespace entente::drawing

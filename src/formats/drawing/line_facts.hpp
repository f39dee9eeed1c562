// Which lines a chart of a result has, and the points of each.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entente/drawing.hpp"
#include "entente/time/period.hpp"

namespace entente::drawing {

struct LinePoint {
  Period period;  // with finite ends
  double value = 0;
  Instant middle() const;
};

struct ChartLine {
  std::string name;
  std::vector<std::vector<LinePoint>> runs;  // in order of time; the line is broken between two of them
};

struct LineFacts {
  std::string time, height;            // the columns that they are of; `height` empty where each line has its own
  std::vector<ChartLine> lines = {};   // that are drawn, in the order in which rows name them
  bool has_names = false;              // else there is one line, of `height`
  bool is_whole = true;                // all values are whole numbers
  std::size_t found = 0;               // lines, before those with lower values were left out
  std::size_t unplaced = 0;            // rows that are left out, having no time with two ends
  std::size_t beyond = 0;              // values that are left out, being no finite number below kLargestValue
  std::vector<std::string> left = {};  // columns that are not drawn
};

// The first column of periods or dates is the time, without one the first of whole numbers that is called year or
// decade (or so at its end: "valid(m).start.year"). The first column of numbers behind it, else before it, is the
// height, and the first of nodes or texts names the line. Without such a column each column of numbers behind the time
// is a line. Of more than `most` lines (0: no bound) those with the highest values stay.
//
// A line is broken at a null, and where between two periods longer than a day another of their length would fit: a year
// without a row is no year on the way. Days and moments are joined whatever lies between them.
//
// Errors, thrown: kArgument where a column is missing, or two rows give a line a value of one time. Cost: n log n in
// rows.
LineFacts line_facts(const Table& table, const DrawOptions& options, std::size_t most);

}  // namespace entente::drawing

// A picture before it is written: boxes and lines with their words and marks, and what stands above them.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entente/drawing.hpp"
#include "formats/drawing/look.hpp"
#include "formats/drawing/selection.hpp"

namespace entente::drawing {

struct Box {
  std::uint32_t index = 0;  // of the node in the table: "n12" in DOT
  std::string label, tooltip;
  Look look;
  Mark mark;
  std::string cluster;  // empty: in none
  bool on_path = false;
  double scale = 1;        // of its text and with it the box
  bool is_visible = true;  // false: takes its place and is not seen, in a slice of a series
};

struct Line {
  std::uint32_t index = 0;             // of the (first) relation in the table: "e12" in DOT
  std::vector<std::uint32_t> members;  // all relations that it stands for
  std::uint32_t from = 0, to = 0;      // in the direction of the layout
  std::string label, tooltip, color;   // the colour is empty where the style has none
  Mark mark;
  bool is_symmetric = false;
  bool is_backward = false;  // the relation runs from `to` to `from`
  bool on_path = false;
  bool is_visible = true;
};

struct Scene {
  std::vector<Box> boxes;
  std::vector<Line> lines;
  std::string title;
  std::string valid_time, known_at;                       // the two clocks, under the title
  std::vector<std::string> notes;                         // … and what the picture leaves out
  std::map<std::string, Look> legend;                     // by type
  std::vector<std::pair<std::string, Look>> values = {};  // what colours stand for, where a property decides them
  bool is_change = false;
  bool is_system_change = false;
  bool is_slice = false;               // of valid time: what is not certain is presumed or possible then
  std::set<Reading> certainties = {};  // of lines, and of boxes that are not certain
  bool has_paths = false;
  DrawReport report;
};

// `for_series`: labels without dates, and all relations of a type between the same two as one line.
Scene make_scene(const Table& table, const Selection& selection, const DrawOptions& options, bool for_series = false);

// Title and clocks alone.
Scene heading_of(const Table& table, const DrawOptions& options);

// The lines under the title.
std::vector<std::string> caption_of(const Scene& scene);

// The valid time of a window, as a caption says it: "At some time in 1950–1959".
std::string window_note(const std::string& text);

// "+", "≠", "⊣" or "−".
std::string_view system_sign(SystemChangeKind kind);

// "+ ", "− " or "= " before the label of what began, ended or stayed, with a question mark where it is not certain; of
// two states of a store the sign of what became of it.
std::string change_sign(const Mark& mark);

}  // namespace entente::drawing

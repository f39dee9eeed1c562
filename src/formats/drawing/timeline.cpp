#include "formats/drawing/timeline.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <queue>

#include <fmt/format.h>

#include "formats/drawing/canvas.hpp"
#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/time_axis.hpp"
#include "formats/drawing/timeline_facts.hpp"

namespace entente::drawing {
namespace {

constexpr double kWidth = 1'000;  // of the axis
constexpr double kRow = 18;       // height of a lifeline's row
constexpr double kBarRow = 16;    // … and of a row of bars
constexpr double kLane = 12;      // … and of a row of labels
constexpr double kText = 9;       // size of most texts
constexpr double kFade = 5;       // least length of a fading end
constexpr double kTail = 70;      // length of an end of which nothing is known
constexpr std::string_view kFaint = "#DDDDDD";

// A darker colour of the same hue, for what stands on white.
std::string darker(const std::string& color, double share) {
  std::string dark = "#";
  for (std::size_t i = 1; i + 1 < color.size() && i < 7; i += 2) {
    const long part = std::strtol(color.substr(i, 2).c_str(), nullptr, 16);
    dark += fmt::format("{:02X}", static_cast<int>(static_cast<double>(part) * share));
  }
  return dark;
}

// The places of a stretch of time: it fades in from `begin` to `full` and out from `fades` to `end`. Where nothing is
// known of how far it reaches, it fades over kTail.
struct Extent {
  double begin, full, fades, end;
};

Extent extent_of(const Period& p, const TimeAxis& axis) {
  const auto anchor = [&](Instant a, Instant b) { return axis.place(a.is_finite() ? a : b); };
  Extent e{axis.place(p.earliest_start), axis.place(p.latest_start), axis.place(p.earliest_end),
           axis.place(p.latest_end)};
  if (!p.earliest_start.is_finite() && p.latest_start > p.earliest_start)
    e.begin = std::max(axis.left(), anchor(p.latest_start, p.earliest_end) - kTail);
  if (!p.latest_end.is_finite() && p.earliest_end < p.latest_end)
    e.end = std::min(axis.right(), anchor(p.earliest_end, p.latest_start) + kTail);
  if (p.latest_start == Instant::plus_infinity()) e.full = e.end;
  if (p.earliest_end == Instant::minus_infinity()) e.fades = e.begin;
  if (e.full < e.fades) {
    if (p.earliest_start < p.latest_start && e.full - e.begin < kFade) e.begin = e.full - kFade;
    if (p.earliest_end < p.latest_end && e.end - e.fades < kFade) e.end = e.fades + kFade;
  }
  e.end = std::max(e.end, e.begin + 3);
  return e;
}

class TimelineWriter {
 public:
  TimelineWriter(const TimelineFacts& facts, std::ostream& out)
      : facts_(facts), canvas_(out), axis_(facts.from, facts.to, 0, kWidth) {
    for (const Lifeline& line : facts.lifelines)
      margin_ = std::max(margin_, Canvas::width_of(line.name, kText + 1) + 10);
    for (const Happening& h : facts.happenings)
      if (!h.is_knot) margin_ = std::max(margin_, Canvas::width_of(h.group, kText) + 10);
  }

  void write() {
    place_labels();
    place_rows();
    draw_grid();
    for (std::size_t i = 0; i < facts_.lifelines.size(); ++i) draw_lifeline(i);
    for (std::size_t i = 0; i < facts_.happenings.size(); ++i)
      if (facts_.happenings[i].is_knot) draw_knot(i);
    for (const Bar& bar : bars_) draw_bar(bar);
  }

 private:
  struct Bar {
    const Happening* happening;
    double y;
  };

  double middle(const Period& p) const { return (axis_.place(p.earliest_start) + axis_.place(p.latest_end)) / 2; }

  static std::string label_of(const Happening& h) {
    return fmt::format("{}{} ({})", change_sign(h.mark), h.name, h.date);
  }

  // Labels of knots stand in stairs above the axis: each begins over its knot, and lower ones begin further left only
  // where they end before, so that no line down to a knot runs through a text.
  void place_labels() {
    lane_.assign(facts_.happenings.size(), 0);
    std::vector<std::size_t> knots;
    for (std::size_t n = 0; n < facts_.happenings.size(); ++n)
      if (facts_.happenings[n].is_knot) knots.push_back(n);
    std::stable_sort(knots.begin(), knots.end(), [&](std::size_t a, std::size_t b) {
      return middle(facts_.happenings[a].period) > middle(facts_.happenings[b].period);
    });
    // From right to left. Of the labels placed, only those count that are higher than all further left.
    std::vector<std::pair<double, std::size_t>> stairs;  // place and lane, both falling
    for (const std::size_t n : knots) {
      const Happening& h = facts_.happenings[n];
      const double x = middle(h.period), end = x + Canvas::width_of(label_of(h), kText) + 8;
      const auto below =
          std::partition_point(stairs.begin(), stairs.end(), [&](const auto& stair) { return stair.first >= end; });
      lane_[n] = below == stairs.end() ? 0 : below->second + 1;
      while (!stairs.empty() && stairs.back().second <= lane_[n]) stairs.pop_back();
      stairs.emplace_back(x, lane_[n]);
    }
  }

  void place_rows() {
    double y = axis_y_ + 24;
    std::string group;
    for (const Lifeline& line : facts_.lifelines) {
      const bool is_new = rows_.empty() || line.group != group;
      if (is_new && !rows_.empty()) y += kRow * 0.6;
      if (is_new && facts_.has_named_groups && !line.group.empty()) {
        group_names_.emplace_back(y, line.group);
        y += kRow * 0.8;
      }
      group = line.group;
      rows_.push_back(y);
      y += kRow;
    }
    std::map<std::string, std::vector<const Happening*>> groups;
    for (const Happening& h : facts_.happenings)
      if (!h.is_knot) groups[h.group].push_back(&h);
    for (const auto& [name, members] : groups) y = pack(name, members, y + kBarRow * 0.6);
    bottom_ = y;
  }

  // Bars of one group, in as few rows as their labels allow. Returns where the next group may begin.
  double pack(const std::string& name, std::vector<const Happening*> members, double y) {
    std::stable_sort(members.begin(), members.end(), [&](const Happening* a, const Happening* b) {
      return extent_of(a->period, axis_).begin < extent_of(b->period, axis_).begin;
    });
    using Row = std::pair<double, std::size_t>;  // where it is free again, and its number
    std::priority_queue<Row, std::vector<Row>, std::greater<>> rows;
    group_names_.emplace_back(y, name);
    for (const Happening* h : members) {
      const Extent e = extent_of(h->period, axis_);
      const double right = std::max(e.end, e.begin + Canvas::width_of(label_of(*h), kText) + 16) + 6;
      std::size_t row = rows.size();
      if (!rows.empty() && rows.top().first <= e.begin) {
        row = rows.top().second;
        rows.pop();
      }
      rows.emplace(right, row);
      bars_.push_back({h, y + static_cast<double>(row) * kBarRow});
    }
    return y + static_cast<double>(rows.size()) * kBarRow;
  }

  void draw_grid() {
    for (const Tick& tick : axis_.ticks()) {
      const double x = axis_.place(tick.at);
      canvas_.rectangle({x - 0.25, axis_y_, x + 0.25, bottom_}, {std::string(kFaint), "", "", false});
      canvas_.text(x, axis_y_ - 1, tick.label, kText, Align::kCenter, "#555555");
      canvas_.text(x, bottom_ + 8, tick.label, kText, Align::kCenter, "#555555");
    }
    canvas_.rectangle({0, axis_y_ + 7, kWidth, axis_y_ + 7.8}, {"#888888", "", "", false});
    for (const auto& [y, name] : group_names_) canvas_.text(-8, y, name, kText, Align::kRight, "#777777");
  }

  // A stretch of time as a bar whose uncertain ends fade, with a text of the width `text_width` over its beginning.
  void draw_stretch(const Period& p, double y, double height, const Look& look, std::string_view tooltip,
                    double text_width = 0) {
    const std::string outline = darker(look.fill, 0.6), clear = look.fill + "10";
    const double top = y - height / 2, bottom = y + height / 2;
    const Extent e = extent_of(p, axis_);
    if (e.full >= e.fades) {  // at no instant for certain
      const bool is_open = !p.earliest_start.is_finite() || !p.latest_end.is_finite();
      const std::string pale = look.fill + "B0";
      const Paint closed{pale, "", outline, true};
      const Paint open{p.earliest_start.is_finite() ? pale : clear, p.latest_end.is_finite() ? pale : clear, "", false};
      canvas_.rectangle({e.begin, top, e.end, bottom}, is_open ? open : closed, tooltip);
      if (is_open && p.earliest_start.is_finite())
        canvas_.rectangle({e.begin, top, e.begin + 0.7, bottom}, {outline, "", "", false}, tooltip);
      return;
    }
    if (e.begin < e.full) canvas_.rectangle({e.begin, top, e.full, bottom}, {clear, look.fill, "", false}, tooltip);
    if (e.end > e.fades) canvas_.rectangle({e.fades, top, e.end, bottom}, {look.fill, clear, "", false}, tooltip);
    canvas_.rectangle({e.full, top, std::max(e.fades, e.full + 1.5), bottom}, {look.fill, "", outline, false}, tooltip);
    if (p.earliest_end == Instant::plus_infinity() && e.full + text_width < kWidth)
      canvas_.text(kWidth + 2, y, "→", kText, Align::kLeft, "#555555");
  }

  void draw_lifeline(std::size_t i) {
    const Lifeline& line = facts_.lifelines[i];
    const double y = rows_[i];
    canvas_.text(-8, y, line.name, kText + 1, Align::kRight, "#222222", line.tooltip);
    if (line.life) {
      draw_stretch(*line.life, y, 7, line.look, line.tooltip);
      return;
    }
    canvas_.rectangle({0, y - 0.35, kWidth, y + 0.35}, {"#BBBBBB", "", "", false}, line.tooltip);
  }

  void draw_knot(std::size_t n) {
    const Happening& h = facts_.happenings[n];
    const double x = middle(h.period);
    const double label_y = axis_y_ - 16 - kLane * static_cast<double>(lane_[n]);
    const double top = rows_[h.joined.front()], bottom = rows_[h.joined.back()];
    const std::string color = darker(h.look.fill, 0.55);
    canvas_.rectangle({x - 0.25, label_y + 5, x + 0.25, top}, {"#AAAAAA", "", "", false});
    canvas_.text(x - 1, label_y, label_of(h), kText, Align::kLeft, "#222222", h.tooltip);
    const double left = axis_.place(h.period.earliest_start), right = axis_.place(h.period.latest_end);
    const bool is_sure = h.period.is_certain();
    if (right - left > 4 || !is_sure)
      canvas_.rectangle({left, top - 5, right, bottom + 5}, {h.look.fill + "A0", "", color, !is_sure}, h.tooltip);
    if (bottom > top) canvas_.rectangle({x - 0.8, top, x + 0.8, bottom}, {color, "", "", false}, h.tooltip);
    for (const std::size_t line : h.joined)
      canvas_.dot(x, rows_[line], 3.6, {is_sure && h.mark.certain ? color : "#FFFFFF", "", color, false}, h.tooltip);
  }

  void draw_bar(const Bar& bar) {
    const Happening& h = *bar.happening;
    draw_stretch(h.period, bar.y, 11, h.look, h.tooltip, Canvas::width_of(label_of(h), kText) + 8);
    canvas_.text(extent_of(h.period, axis_).begin + 4, bar.y, label_of(h), kText, Align::kLeft, "#222222", h.tooltip);
  }

  const TimelineFacts& facts_;
  Canvas canvas_;
  TimeAxis axis_;
  double margin_ = 60;
  double axis_y_ = 0, bottom_ = 0;
  std::vector<std::size_t> lane_;  // of each happening's label, from the axis upwards
  std::vector<double> rows_;       // y of each lifeline
  std::vector<Bar> bars_;
  std::vector<std::pair<double, std::string>> group_names_;
};

}  // namespace

DrawReport write_timeline(const Table& table, const Selection& selection, const DrawOptions& options, Header header,
                          std::ostream& out) {
  const Scene scene = make_scene(table, selection, options);
  const TimelineFacts facts = timeline_facts(table, selection, scene, options);
  Scene above;  // lines mean something else here
  above.title = scene.title;
  above.valid_time = scene.valid_time;
  above.known_at = scene.known_at;
  above.notes = scene.notes;
  above.legend = scene.legend;
  above.is_change = scene.is_change;
  if (facts.undated > 0)
    above.notes.push_back(fmt::format("{} without a date not shown",
                                      facts.undated == 1 ? "1 entity" : grouped(facts.undated) + " entities"));
  if (facts.beyond > 0)
    above.notes.push_back(fmt::format("{} known of outside this time alone not shown", grouped(facts.beyond)));
  above.notes.emplace_back("● date certain   ○ within the box   fading: a bound is uncertain   → goes on");
  out << fmt::format(
      "digraph entente {{\n"
      "  graph [layout=neato, inputscale=72, {}, labelloc=t, labeljust=l, tooltip=\" \", "
      "fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, pad=0.3, bgcolor=white, charset=\"UTF-8\"]\n"
      "  node [shape=box, fixedsize=true, fontname=\"Helvetica,Arial,sans-serif\"]\n",
      header_label(above, header));
  TimelineWriter(facts, out).write();
  out << "}\n";
  return scene.report;
}

}  // namespace entente::drawing

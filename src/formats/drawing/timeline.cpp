#include "formats/drawing/timeline.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/canvas.hpp"
#include "formats/drawing/color.hpp"
#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/time_axis.hpp"
#include "formats/drawing/timeline_facts.hpp"
#include "formats/drawing/timeline_layout.hpp"

namespace entente::drawing {
namespace {

constexpr double kTail = 45;   // over which an end that nobody knows fades at the end of the axis
constexpr double kLife = 8;    // height of a lifeline
constexpr double kDoubt = 12;  // … and of the box in which an event lies
constexpr std::string_view kFaint = "#DDDDDD";

struct Colors {
  std::string fill, ink;
};

Colors colors_of(const Look& look, const std::string& ink = {}) {
  return {look.fill, ink.empty() ? darker(look.fill, 0.55) : ink};
}

// "#RRGGBB" and two digits.
std::string with_opacity(const std::string& color, std::string_view opacity) {
  return color + std::string(opacity);
}

// What an axis from or to there does not show of it, for certain.
bool began_before(const Period& p, Instant from) {
  return p.latest_start < from;
}
bool goes_on_after(const Period& p, Instant to) {
  return p.earliest_end > to;
}

class TimelineWriter {
 public:
  TimelineWriter(const TimelineFacts& facts, std::ostream& out)
      : facts_(facts), canvas_(out), layout_(layout_of(facts)) {}

  void write() {
    draw_grid();
    std::size_t life = 0;
    for (std::size_t i = 0; i < facts_.lifelines.size(); ++i) draw_lifeline(i, life);
    for (const PlacedKnot& knot : layout_.knots) draw_ties(knot);
    write_ticks();
    for (const PlacedKnot& knot : layout_.knots) draw_knot(knot);
    for (const PlacedBar& bar : layout_.bars) draw_bar(bar);
  }

 private:
  void write_text(const PlacedText& text, std::string_view color, std::string_view tooltip = {},
                  double size = kTimelineText) {
    canvas_.text(text.x, text.y, text.text, size, text.align, color, tooltip);
  }

  void draw_grid() {
    for (std::size_t i = layout_.lifeline_names; i < layout_.names.size(); ++i) write_text(layout_.names[i], "#777777");
    if (!facts_.is_dated) return;
    const double width = layout_.axis.right();
    for (const Tick& tick : layout_.axis.ticks()) {
      const double x = layout_.axis.place(tick.at);
      canvas_.rectangle({x - 0.25, 0, x + 0.25, layout_.bottom}, {std::string(kFaint), "", "", false});
      canvas_.text(x, layout_.bottom + 8, tick.label, kTimelineText, Align::kCenter, "#555555");
    }
    canvas_.rectangle({0, 7, width, 7.8}, {"#888888", "", "", false});
  }

  // Over the lines that lead down to knots.
  void write_ticks() {
    if (!facts_.is_dated) return;
    for (const Tick& tick : layout_.axis.ticks()) {
      const PlacedText text{tick.label, layout_.axis.place(tick.at), -1, Align::kCenter};
      canvas_.rectangle(text.box(), {"#FFFFFF", "", "", false});
      write_text(text, "#555555");
    }
  }

  // A stretch of time whose uncertain ends fade, and whose unknown ones are open at the end of the axis.
  void draw_stretch(const Stretch& s, double y, double height, const Colors& colors, std::string_view tooltip) {
    const double top = y - height / 2, bottom = y + height / 2, width = layout_.axis.right();
    const std::string clear = with_opacity(colors.fill, "08"), pale = with_opacity(colors.fill, "80");
    const auto part = [&](double from, double to, const std::string& fill, const std::string& fill_to = {}) {
      if (from < to) canvas_.rectangle({from, top, to, bottom}, {fill, fill_to, "", false}, tooltip);
    };
    if (!s.has_core()) {  // at no instant for certain
      const double from = s.is_open_left ? std::min(s.end, s.begin + kTail) : s.begin;
      const double to = s.is_open_right ? std::max(from, s.end - kTail) : s.end;
      part(s.begin, from, clear, pale);
      if (s.is_open_left || s.is_open_right || s.begin <= 0 || s.end >= width)
        part(from, to, pale);
      else
        canvas_.rectangle({from, top, to, bottom}, {pale, "", colors.ink, true}, tooltip);
      part(to, s.end, pale, clear);
      return;
    }
    if (s.is_open_left) {
      const double tail = std::min(s.full, kTail);
      part(0, tail, clear, pale);
      part(tail, s.full, pale);
    } else {
      part(s.begin, s.full, clear, colors.fill);
    }
    if (s.is_open_right) {
      const double tail = std::max(s.fades, width - kTail);
      part(s.fades, tail, pale);
      part(tail, width, pale, clear);
    } else {
      part(s.fades, s.end, colors.fill, clear);
    }
    canvas_.rectangle({s.full, top, std::max(s.fades, s.full + 1.5), bottom}, {colors.fill, "", colors.ink, false},
                      tooltip);
  }

  void draw_going_on(const Period& p, double y) {
    if (began_before(p, layout_.axis.from())) canvas_.text(-2, y, "←", kTimelineText, Align::kRight, "#555555");
    if (goes_on_after(p, layout_.axis.to()))
      canvas_.text(layout_.axis.right() + 2, y, "→", kTimelineText, Align::kLeft, "#555555");
  }

  // What is presumed to have gone on, hatched up to where the slice ends.
  void draw_presumed(const Mark& mark, const Period& p, double y, double height, const Colors& colors) {
    if (mark.certainty != Reading::kPresumed || p.latest_start >= facts_.presumed_until) return;
    constexpr double kStep = 5, kStroke = 1, kLength = 4;  // below the text
    const double end = layout_.axis.place(facts_.presumed_until);
    for (double x = layout_.axis.place(std::max(p.latest_start, p.earliest_end)); x < end; x += kStep)
      canvas_.rectangle({x, y + height / 2 - kLength, x + kStroke, y + height / 2}, {colors.ink, "", "", false});
  }

  // `life` is the place of its first stretch in the layout, and then of the next line's.
  void draw_lifeline(std::size_t i, std::size_t& life) {
    const Lifeline& line = facts_.lifelines[i];
    const double y = layout_.rows[i];
    write_text(layout_.names[i], "#222222", line.tooltip);
    const Colors colors = colors_of(line.look);
    for (const Period& stretch : line.life) {
      const Stretch& shown = layout_.lives[life++];
      const bool is_outside = stretch.latest_end <= facts_.from || stretch.earliest_start >= facts_.to;
      if (!is_outside) draw_stretch(shown, y, kLife, colors, line.tooltip);
      draw_presumed(line.mark, stretch, y, kLife, colors);
      draw_going_on(stretch, y);
    }
    if (line.life.empty())
      canvas_.rectangle({0, y - 0.35, layout_.axis.right(), y + 0.35}, {"#BBBBBB", "", "", false}, line.tooltip);
  }

  // From the text of an event down to its first line, and between those who took part.
  void draw_ties(const PlacedKnot& knot) {
    const Happening& h = *knot.happening;
    const double top = layout_.rows[h.joined.front()], bottom = layout_.rows[h.joined.back()];
    const Colors colors = colors_of(h.look, h.ink);
    if (!knot.is_below)
      canvas_.rectangle({knot.x - 0.25, knot.text.y + 5, knot.x + 0.25, top}, {"#AAAAAA", "", "", false});
    if (bottom > top)
      canvas_.rectangle({knot.x - 0.7, top, knot.x + 0.7, bottom}, {colors.ink, "", "", false}, h.tooltip);
  }

  void draw_knot(const PlacedKnot& knot) {
    const Happening& h = *knot.happening;
    const Colors colors = colors_of(h.look, h.ink);
    const double left = layout_.axis.place(h.period.earliest_start), right = layout_.axis.place(h.period.latest_end);
    const bool is_exact = h.period.is_certain() && h.mark.is_certain();
    std::vector<double> rows;
    for (const std::size_t line : h.joined) rows.push_back(layout_.rows[line]);
    if (knot.is_below)
      rows.push_back(knot.y);
    else
      canvas_.rectangle(knot.text.box(), {"#FFFFFF", "", "", false});
    for (const double y : rows) {
      if (right - left > 8)
        canvas_.rectangle({left, y - kDoubt / 2, right, y + kDoubt / 2},
                          {with_opacity(lighter(colors.ink), "90"), "", "", false}, h.tooltip);
      canvas_.dot(knot.x, y, 3.4, {is_exact ? colors.ink : "#FFFFFF", "", colors.ink, false}, h.tooltip);
    }
    write_text(knot.text, "#222222", h.tooltip);
  }

  void draw_bar(const PlacedBar& bar) {
    const Happening& h = *bar.happening;
    const Colors colors = colors_of(h.look, h.ink);
    draw_stretch(bar.stretch, bar.y, bar.height, colors, h.tooltip);
    draw_presumed(h.mark, h.period, bar.y, bar.height, colors);
    draw_going_on(h.period, bar.y);
    write_text(bar.text, "#222222", h.tooltip);
  }

  const TimelineFacts& facts_;
  Canvas canvas_;
  TimelineLayout layout_;
};

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", grouped(count), many);
}

// The signs that this picture has.
std::string key_of(const TimelineFacts& facts) {
  bool has_exact = false, has_coarse = false, fades = false, is_open = false, goes_on = false, began = false;
  const auto look_at = [&](const Period& p) {
    is_open = is_open || (!p.earliest_start.is_finite() && p.latest_start > p.earliest_start) ||
              (!p.latest_end.is_finite() && p.earliest_end < p.latest_end);
    began = began || began_before(p, facts.from);
    goes_on = goes_on || goes_on_after(p, facts.to);
    fades = fades || !p.is_certain();
  };
  for (const Lifeline& line : facts.lifelines)
    for (const Period& p : line.life) look_at(p);
  for (const Happening& h : facts.happenings) {
    if (!h.is_knot)
      look_at(h.period);
    else
      (h.period.is_certain() && h.mark.is_certain() ? has_exact : has_coarse) = true;
  }
  std::string key;
  const auto say = [&](bool is_there, std::string_view words) {
    if (is_there) key += (key.empty() ? "" : "   ") + std::string(words);
  };
  say(has_exact, "● on a known day");
  say(has_coarse, "○ at some time in the pale box");
  say(fades, "fading: from or until some time in it");
  say(is_open, "pale to the edge: nobody knows how far");
  say(began, "← began before");
  say(goes_on, "→ goes on");
  return key;
}

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
  above.values = scene.values;
  above.is_change = scene.is_change;
  above.is_system_change = scene.is_system_change;
  if (facts.undated > 0)
    above.notes.push_back(counted(facts.undated, "entity", "entities") + " without a date not shown");
  if (facts.undated_relations > 0)
    above.notes.push_back(counted(facts.undated_relations, "relation", "relations") + " without a date not shown");
  if (facts.beyond > 0)
    above.notes.push_back(fmt::format("{} known of outside this time alone not shown", grouped(facts.beyond)));
  if (std::string key = key_of(facts); !key.empty()) above.notes.push_back(std::move(key));
  if (facts.presumed_until.is_finite()) above.notes.emplace_back("hatched: presumed to have gone on");
  out << fmt::format(
      "digraph entente {{\n"
      "  graph [layout=neato, inputscale=72, {}, labelloc=t, labeljust=l, tooltip=\" \", "
      "fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, pad=0.2, bgcolor=white, charset=\"UTF-8\"]\n"
      "  node [shape=box, fixedsize=true, fontname=\"Helvetica,Arial,sans-serif\"]\n",
      header_label(above, header));
  TimelineWriter(facts, out).write();
  out << "}\n";
  DrawReport report = scene.report;
  report.entities -= std::min(report.entities, facts.undated);
  report.relations -= std::min(report.relations, facts.undated_relations);
  return report;
}

}  // namespace entente::drawing

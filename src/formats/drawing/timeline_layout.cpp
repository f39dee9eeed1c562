#include "formats/drawing/timeline_layout.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/scene.hpp"

namespace entente::drawing {
namespace {

constexpr double kPage = 700;  // names and axis together, where the names are short
constexpr double kLeastAxis = 440;
constexpr double kRow = 20;             // height of a lifeline's row
constexpr double kBarRow = 17;          // … of a row of bars
constexpr double kTallRow = 28;         // … with their texts over them
constexpr double kLane = 14;            // … and of a row of labels
constexpr std::size_t kMostLanes = 12;  // of labels above the axis; more events than these hold are listed below it
constexpr double kBar = 12;             // height of a bar
constexpr double kThinBar = 6;          // … with its text over it,
constexpr double kUnderText = 11;       // so far below the middle of the text
constexpr double kDot = 3.4;            // half of a knot
constexpr double kFade = 5;             // least length of a fading end
constexpr double kLeast = 3;            // width of the shortest bar
constexpr std::size_t kMostRowsToTry = 60;
constexpr double kNameEnd = 16;  // names at the margin leave room for an arrow
constexpr double kGap = 6;       // between a text and what is beside it

double width_of(const std::string& text) {
  return Canvas::width_of(text, kTimelineText);
}

double middle_of(const Stretch& s) {
  return (s.begin + s.end) / 2;
}

double left_margin(const TimelineFacts& facts) {
  double margin = 60;
  for (const Lifeline& line : facts.lifelines) margin = std::max(margin, width_of(line.name) + kNameEnd + 4);
  for (const Happening& h : facts.happenings) margin = std::max(margin, width_of(h.group) + 12);
  return margin;
}

class LayoutMaker {
 public:
  explicit LayoutMaker(const TimelineFacts& facts)
      : facts_(facts),
        margin_(left_margin(facts)),
        width_(std::max(kLeastAxis, kPage - margin_)),
        layout_{TimeAxis(facts.from, facts.to, 0, width_)} {}

  TimelineLayout make() {
    place_lives();
    std::vector<const Happening*> knots, bars;
    for (const Happening& h : facts_.happenings) (h.is_knot ? knots : bars).push_back(&h);
    const bool is_above = place_above(knots);
    double y = layout_.bottom;
    std::map<std::string, std::vector<const Happening*>> groups;
    for (const Happening* h : bars) groups[h->group].push_back(h);
    if (!is_above)
      for (const Happening* h : knots) groups[h->group].push_back(h);
    for (const auto& [name, members] : groups) y = pack(name, members, y + kBarRow * 0.6);
    layout_.bottom = y;
    return std::move(layout_);
  }

 private:
  void place_lives() {
    double y = 24;
    std::string group;
    std::vector<PlacedText> group_names;
    for (const Lifeline& line : facts_.lifelines) {
      const bool is_new = layout_.rows.empty() || line.group != group;
      if (is_new && !layout_.rows.empty()) y += kRow * 0.6;
      if (is_new && facts_.has_named_groups && !line.group.empty()) {
        group_names.push_back(margin_text(line.group, y));
        y += kRow * 0.8;
      }
      group = line.group;
      layout_.rows.push_back(y);
      layout_.names.push_back(margin_text(line.name, y));
      for (const Period& stretch : line.life) layout_.lives.push_back(stretch_of(stretch, layout_.axis));
      y += kRow;
    }
    layout_.lifeline_names = layout_.names.size();
    layout_.names.insert(layout_.names.end(), group_names.begin(), group_names.end());
    layout_.bottom = y;
  }

  static PlacedText margin_text(const std::string& text, double y) { return {text, -kNameEnd, y, Align::kRight}; }

  // Within a bar, or beside it where there is room; the names at the margin end higher up.
  std::optional<PlacedText> text_beside(const std::string& words, double begin, double end) const {
    const double width = width_of(words);
    if (width + 8 <= end - begin) return PlacedText{words, begin + 4, 0, Align::kLeft};
    if (end + kGap + width <= width_) return PlacedText{words, end + kGap, 0, Align::kLeft};
    if (begin - kGap - width >= -margin_) return PlacedText{words, begin - kGap, 0, Align::kRight};
    return std::nullopt;
  }

  // Over a bar: as near to its beginning as the page allows.
  PlacedText text_over(const std::string& words, double begin) const {
    const double width = width_of(words);
    if (begin + width <= width_) return {words, std::max(begin, -margin_), 0, Align::kLeft};
    if (width_ - width >= -margin_) return {words, width_, 0, Align::kRight};
    return {words, -margin_, 0, Align::kLeft};
  }

  std::string label_of(const Happening& h) const {
    const auto columns = static_cast<int>((margin_ + width_) / width_of("n")) - 1;
    return truncate_to_width(fmt::format("{}{} ({})", change_sign(h.mark), h.name, h.date), columns);
  }

  // Texts of knots stand in stairs above the axis: each begins over its knot, and lower ones begin further left only
  // where they end before, so that no line down to a knot runs through a text. False: there are too many.
  bool place_above(const std::vector<const Happening*>& knots) {
    struct Label {
      double x, left, right;
      std::size_t lane;
    };
    std::vector<const Happening*> sorted = knots;
    const auto place = [&](const Happening* h) { return middle_of(stretch_of(h->period, layout_.axis)); };
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const Happening* a, const Happening* b) { return place(a) > place(b); });
    std::vector<Label> placed;
    std::vector<PlacedKnot> result;
    for (const Happening* h : sorted) {
      const double x = place(h);
      PlacedText text = text_over(label_of(*h), x - 1);
      const Rectangle box = text.box();
      Label label{x, box.left - kGap, box.right + kGap, 0};
      for (const Label& other : placed)
        if (other.left < label.right && label.left < other.right) label.lane = std::max(label.lane, other.lane + 1);
      if (label.lane >= kMostLanes) return false;
      placed.push_back(label);
      text.y = -18 - kLane * static_cast<double>(label.lane);
      result.push_back({h, x, 0, std::move(text), false});
    }
    layout_.knots = std::move(result);
    return true;
  }

  // What belongs to one group, in order of time, under its name. Returns where the next group may begin.
  double pack(const std::string& name, const std::vector<const Happening*>& members, double y) {
    struct Entry {
      const Happening* happening;
      Stretch stretch;
      PlacedText text;
    };
    std::vector<Entry> entries;
    bool has_room = true;
    for (const Happening* h : members) {
      Stretch s = stretch_of(h->period, layout_.axis);
      if (h->is_knot) {
        s.begin = middle_of(s) - kDot;
        s.end = s.begin + 2 * kDot;
      }
      const auto beside = text_beside(label_of(*h), s.begin, s.end);
      has_room = has_room && beside;
      entries.push_back({h, s, beside.value_or(PlacedText{})});
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.stretch.begin < b.stretch.begin; });
    layout_.names.push_back({name, -margin_, y, Align::kLeft});
    y += kBarRow;
    const double height = has_room ? kBarRow : kTallRow;
    std::vector<double> rows;  // where each is free again
    for (Entry& e : entries) {
      if (!has_room) e.text = text_over(label_of(*e.happening), e.stretch.begin);
      const Rectangle box = e.text.box();
      const double left = std::min(e.stretch.begin, box.left);
      const auto last = rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), kMostRowsToTry));
      const auto found = std::find_if(rows.begin(), last, [&](double free) { return free <= left; });
      const auto row = static_cast<std::size_t>(found == last ? rows.size() : found - rows.begin());
      if (row == rows.size()) rows.emplace_back();
      rows[row] = std::max(e.stretch.end, box.right) + 2 * kGap;
      const double middle = y + static_cast<double>(row) * height;
      e.text.y = middle;
      const double bar_y = has_room ? middle : middle + kUnderText;
      if (e.happening->is_knot)
        layout_.knots.push_back({e.happening, e.stretch.begin + kDot, bar_y, std::move(e.text), true});
      else
        layout_.bars.push_back({e.happening, e.stretch, bar_y, has_room ? kBar : kThinBar, std::move(e.text)});
    }
    return y + static_cast<double>(rows.size()) * height;
  }

  const TimelineFacts& facts_;
  double margin_, width_;
  TimelineLayout layout_;
};

}  // namespace

Rectangle PlacedText::box() const {
  const double width = width_of(text);
  const double left = align == Align::kLeft ? x : align == Align::kRight ? x - width : x - width / 2;
  return {left, y - kTimelineText * 0.6, left + width, y + kTimelineText * 0.6};
}

Stretch stretch_of(const Period& p, const TimeAxis& axis) {
  Stretch s{axis.place(p.earliest_start), axis.place(p.latest_start), axis.place(p.earliest_end),
            axis.place(p.latest_end)};
  s.is_open_left = !p.earliest_start.is_finite() && p.latest_start > p.earliest_start;
  s.is_open_right = !p.latest_end.is_finite() && p.earliest_end < p.latest_end;
  if (s.has_core()) {
    if (p.earliest_start < p.latest_start && s.full - s.begin < kFade) s.begin = std::max(axis.left(), s.full - kFade);
    if (p.earliest_end < p.latest_end && s.end - s.fades < kFade) s.end = std::min(axis.right(), s.fades + kFade);
  }
  s.end = std::max(s.end, s.begin + kLeast);
  return s;
}

TimelineLayout layout_of(const TimelineFacts& facts) {
  return LayoutMaker(facts).make();
}

}  // namespace entente::drawing

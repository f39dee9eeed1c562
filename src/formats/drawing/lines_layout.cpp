#include "formats/drawing/lines_layout.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "entente/time/calendar.hpp"
#include "formats/drawing/timeline_layout.hpp"

namespace entente::drawing {
namespace {

constexpr double kChartWidth = 640;  // axes and names together
constexpr double kChartHeight = 300;
constexpr double kNameGap = 13.5;  // from one name of a line to the next
constexpr int kNameColumns = 30;
constexpr double kBesideChart = 16;  // from the axis of time to the names

Instant shifted(Instant t, std::int64_t seconds) {
  return Instant{t.seconds + seconds};
}

// The stretch of time that the axis shows; of less than two days, a day more on either side.
TimeAxis time_axis_of_lines(const LineFacts& facts, double width) {
  Instant from = Instant::plus_infinity(), to = Instant::minus_infinity();
  for (const ChartLine& line : facts.lines)
    for (const auto& run : line.runs)
      for (const LinePoint& point : run) {
        from = std::min(from, point.period.earliest_start);
        to = std::max(to, point.period.latest_end);
      }
  const bool is_short = to.seconds / 2 - from.seconds / 2 < kSecondsPerDay;
  return is_short ? TimeAxis(shifted(from, -kSecondsPerDay), shifted(to, kSecondsPerDay), 0, width)
                  : TimeAxis(from, to, 0, width);
}

ValueAxis values_of_lines(const LineFacts& facts, double height) {
  double least = 0, most = 0;
  for (const ChartLine& line : facts.lines)
    for (const auto& run : line.runs)
      for (const LinePoint& point : run) {
        least = std::min(least, point.value);
        most = std::max(most, point.value);
      }
  return ValueAxis(least, most, facts.is_whole, 0, height);
}

// Whether the straight line between them passes through the area (Liang and Barsky 1984).
bool crosses(const Rectangle& area, Point from, Point to) {
  double begin = 0, end = 1;
  const auto clip = [&](double step, double room) {
    if (step == 0) return room >= 0;
    if (step < 0)
      begin = std::max(begin, room / step);
    else
      end = std::min(end, room / step);
    return begin <= end;
  };
  const double dx = to.x - from.x, dy = to.y - from.y;
  return clip(-dx, from.x - area.left) && clip(dx, area.right - from.x) && clip(-dy, from.y - area.top) &&
         clip(dy, area.bottom - from.y);
}

// Names of lines that end before others do, beside their last points where nothing else is.
class NamePlacer {
 public:
  explicit NamePlacer(LinesLayout& layout) : layout_(layout) {}

  void place_in_plot() {
    if (layout_.lines.size() > kMostToPlace) return;
    double latest = 0;
    for (const PlacedLine& line : layout_.lines) latest = std::max(latest, line.last().at.x);
    for (PlacedLine& line : layout_.lines)
      if (line.last().at.x < latest - 1) place_near_end(line);
  }

 private:
  static constexpr std::size_t kMostToPlace = 60;
  static constexpr double kFromPoint = 8, kHalfText = 6.5;

  // Level with the end, or over or under it.
  void place_near_end(PlacedLine& line) {
    const Point end = line.last().at;
    const double width = 1.05 * Canvas::width_of(line.label, kTimelineText);
    for (const Point at :
         {Point{end.x + kFromPoint, end.y}, Point{end.x - 3, end.y - kNameGap}, Point{end.x - 3, end.y + kNameGap}}) {
      const Rectangle box{at.x, at.y - kHalfText, at.x + width, at.y + kHalfText};
      if (!is_free(box)) continue;
      line.label_at = at;
      line.has_lead = false;
      taken_.push_back(box);
      return;
    }
  }

  bool is_free(const Rectangle& box) const {
    if (box.left < layout_.time.left() || box.right > layout_.time.right()) return false;
    if (box.top < -kHalfText || box.bottom > layout_.bottom) return false;
    for (const Rectangle& other : taken_)
      if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)
        return false;
    for (const PlacedLine& line : layout_.lines)
      for (const auto& run : line.runs)
        for (std::size_t i = 0; i < run.size(); ++i) {
          const double near = 3;  // of a point
          const Rectangle area{box.left - near, box.top - near, box.right + near, box.bottom + near};
          if (crosses(area, run[i].at, run[i].at)) return false;
          if (i > 0 && crosses(box, run[i - 1].at, run[i].at)) return false;
          if (run[i].begin < run[i].end && crosses(box, {run[i].begin, run[i].at.y}, {run[i].end, run[i].at.y}))
            return false;
        }
    return true;
  }

  LinesLayout& layout_;
  std::vector<Rectangle> taken_;
};

// The other names, in a column.
void place_behind(LinesLayout& layout) {
  std::vector<double> wanted;
  for (const PlacedLine& line : layout.lines)
    if (line.has_lead) wanted.push_back(line.last().at.y);
  const std::vector<double> places = spread(wanted, kNameGap, 0, layout.bottom);
  std::size_t next = 0;
  for (PlacedLine& line : layout.lines)
    if (line.has_lead) line.label_at = {layout.time.right() + kBesideChart, places[next++]};
}

}  // namespace

std::vector<double> spread(const std::vector<double>& wanted, double gap, double top, double bottom) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Without the gaps before each, labels that touch want one place: the mean of what they want alone.
  struct Pool {
    double sum = 0;
    std::size_t count = 0;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Pool> pools;
  for (std::size_t k = 0; k < order.size(); ++k) {
    pools.push_back({wanted[order[k]] - gap * static_cast<double>(k), 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back().sum += last.sum;
      pools.back().count += last.count;
    }
  }
  const double lowest = std::max(top, bottom - gap * static_cast<double>(order.empty() ? 0 : order.size() - 1));
  std::vector<double> places(wanted.size());
  std::size_t k = 0;
  for (const Pool& pool : pools)
    for (std::size_t i = 0; i < pool.count; ++i, ++k)
      places[order[k]] = std::clamp(pool.mean(), top, lowest) + gap * static_cast<double>(k);
  return places;
}

LinesLayout lines_layout(const LineFacts& facts) {
  double names = 0;
  std::vector<std::string> labels;
  for (const ChartLine& line : facts.lines) {
    labels.push_back(facts.has_names ? truncate_to_width(line.name, kNameColumns) : std::string{});
    names = std::max(names, Canvas::width_of(labels.back(), kTimelineText));
  }
  const double width = kChartWidth - (facts.has_names ? names + kBesideChart : 0);
  const double height = std::max(kChartHeight, kNameGap * static_cast<double>(facts.lines.size()));
  LinesLayout layout{time_axis_of_lines(facts, width), values_of_lines(facts, height), height, {}};
  for (std::size_t i = 0; i < facts.lines.size(); ++i) {
    PlacedLine placed{&facts.lines[i], {}, labels[i], {}};
    for (const auto& run : facts.lines[i].runs) {
      auto& points = placed.runs.emplace_back();
      for (const LinePoint& point : run) {
        const Period& p = point.period;
        points.push_back({&point, {layout.time.place(point.middle()), layout.values.place(point.value)}});
        if (p.is_certain()) continue;
        points.back().begin = layout.time.place(p.earliest_start);
        points.back().end = layout.time.place(p.latest_end);
      }
    }
    layout.lines.push_back(std::move(placed));
  }
  if (facts.has_names) {
    NamePlacer(layout).place_in_plot();
    place_behind(layout);
  }
  return layout;
}

}  // namespace entente::drawing

#include "cli/period_drawing.hpp"

#include <algorithm>
#include <optional>

#include "entente/time/calendar.hpp"

namespace entente::cli {
namespace {

constexpr int kColumns = 60;
constexpr int kFewestColumnsPerYearMark = 10;

// Whole years that hold every finite bound.
struct Scale {
  std::int64_t first_year = 0, last_year = 1;  // from the start of the one to the start of the other

  // As a fraction of the scale, 0 to 1; the infinities lie outside.
  double place(Instant t) const {
    if (t == Instant::minus_infinity()) return -1;
    if (t == Instant::plus_infinity()) return 2;
    const auto low = static_cast<double>(start_of_day({first_year, 1, 1}).seconds);
    const auto high = static_cast<double>(start_of_day({last_year, 1, 1}).seconds);
    return (static_cast<double>(t.seconds) - low) / (high - low);
  }
};

std::optional<Scale> scale_of(std::span<const Period> periods) {
  std::optional<Scale> scale;
  for (const Period& p : periods) {
    for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end}) {
      if (!t.is_finite()) continue;
      const std::int64_t year = civil_from_days(day_of(t)).year;
      const std::int64_t next = t == start_of_day({year, 1, 1}) ? year : year + 1;
      if (!scale) scale = Scale{year, next};
      scale->first_year = std::min(scale->first_year, year);
      scale->last_year = std::max(scale->last_year, next);
    }
  }
  if (scale && scale->first_year == scale->last_year) {  // one bound, without an end to one of its sides
    --scale->first_year;
    ++scale->last_year;
  }
  return scale;
}

// The columns that [from, to) touches, at least one.
struct Columns {
  int first, end;
  bool contains(int column) const { return first <= column && column < end; }
};
Columns columns_of(double from, double to) {
  const double first = std::clamp(from, 0.0, 1.0) * kColumns, end = std::clamp(to, 0.0, 1.0) * kColumns;
  const int begin = std::min(static_cast<int>(first + 1e-9), kColumns - 1);
  const int last = static_cast<int>(end - 1e-9);  // the column that holds the last moment
  return {begin, std::max(begin, last) + 1};
}

std::string bar(const Period& p, const Scale& scale) {
  const Columns hull = columns_of(scale.place(p.earliest_start), scale.place(p.latest_end));
  const Columns core =
      p.has_core() ? columns_of(scale.place(p.latest_start), scale.place(p.earliest_end)) : Columns{0, 0};
  std::string line = p.earliest_start.is_finite() ? " " : "◀";
  for (int column = 0; column < kColumns; ++column) {
    line += core.contains(column) ? "─" : hull.contains(column) ? "╌" : " ";
  }
  if (!p.latest_end.is_finite()) return line + "▶";
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

// The shortest of 1, 2, 5, 10, 20, … years that leaves room for the numbers.
std::int64_t years_between_marks(const Scale& scale) {
  const std::int64_t most_marks = kColumns / kFewestColumnsPerYearMark;
  std::int64_t step = 1;
  for (int i = 0; (scale.last_year - scale.first_year) / step > most_marks; ++i)
    step = i % 3 == 1 ? step / 2 * 5 : step * 2;
  return step;
}

void append_ruler(const Scale& scale, std::vector<std::string>& lines) {
  const std::int64_t step = years_between_marks(scale);
  std::string years;
  std::vector<bool> marks(kColumns + 1, false);
  for (std::int64_t year = floor_divide(scale.first_year + step - 1, step) * step; year <= scale.last_year;
       year += step) {
    const auto column = static_cast<std::size_t>(scale.place(start_of_day({year, 1, 1})) * kColumns + 0.5);
    if (!years.empty() && years.size() > column) continue;  // a number that is too long for its mark
    marks[column] = true;
    years.resize(column + 1, ' ');
    years += std::to_string(year) + " ";
  }
  years.erase(years.find_last_not_of(' ') + 1);
  std::string ruler = " ";
  for (std::size_t column = 0; column < marks.size(); ++column) ruler += marks[column] ? "┴" : "┈";
  lines.push_back(ruler);
  lines.push_back(years);
}

}  // namespace

std::vector<std::string> draw_periods(std::span<const Period> periods) {
  const auto scale = scale_of(periods);
  std::vector<std::string> lines;
  for (const Period& p : periods) lines.push_back(bar(p, scale.value_or(Scale{})));
  if (scale) append_ruler(*scale, lines);
  return lines;
}

}  // namespace entente::cli

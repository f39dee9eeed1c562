#include "formats/drawing/time_axis.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "entente/time/calendar.hpp"
#include "formats/drawing/canvas.hpp"
#include "formats/drawing/span_text.hpp"
#include "formats/drawing/timeline_layout.hpp"

namespace entente::drawing {
namespace {

constexpr std::size_t kMostTicks = 14;

std::vector<Tick> day_ticks(Instant from, Instant to, std::int64_t step) {
  std::vector<Tick> ticks;
  for (std::int64_t day = day_of(from); start_of_day(day) <= to && ticks.size() <= kMostTicks; day += step) {
    if (start_of_day(day) < from) continue;
    const CivilDate date = civil_from_days(day);
    ticks.push_back({start_of_day(day), fmt::format("{} {} {}", date.day, month_text(date), year_text(date.year))});
  }
  return ticks;
}

std::vector<Tick> month_ticks(Instant from, Instant to, std::int64_t step) {
  std::vector<Tick> ticks;
  const CivilDate first = civil_from_days(day_of(from));
  const std::int64_t start = floor_divide(first.year * 12 + first.month - 1, step) * step;
  for (std::int64_t month = start; ticks.size() <= kMostTicks; month += step) {
    const CivilDate date{floor_divide(month, 12), static_cast<int>(month - floor_divide(month, 12) * 12) + 1, 1};
    if (start_of_day(date) > to) break;
    if (start_of_day(date) < from) continue;
    ticks.push_back({start_of_day(date), fmt::format("{} {}", month_text(date), year_text(date.year))});
  }
  return ticks;
}

// Round years in the count of each era, 200 BC, 100 BC, AD 1, 100: there is no year between 1 BC and AD 1.
std::vector<Tick> year_ticks(Instant from, Instant to, std::int64_t step) {
  std::vector<Tick> ticks;
  const std::int64_t first = floor_divide(civil_from_days(day_of(from)).year, step) - 1;
  for (std::int64_t number = first; ticks.size() <= kMostTicks; ++number) {
    const bool is_turn = number == 0 && step > 1;
    const std::int64_t year = number * step + (step > 1 && number <= 0 ? 1 : 0);
    const Instant at = start_of_day(CivilDate{year, 1, 1});
    if (at > to) break;
    if (at < from) continue;
    ticks.push_back({at, is_turn ? "AD 1" : year_text(year)});
  }
  return ticks;
}

}  // namespace

TimeAxis::TimeAxis(Instant from, Instant to, double left, double right)
    : from_(from), to_(to), left_(left), right_(right) {}

double TimeAxis::place(Instant t) const {
  if (t <= from_) return left_;
  if (t >= to_) return right_;
  // In floating point: the distance of two instants may pass 63 bits.
  const double share = (static_cast<double>(t.seconds) - static_cast<double>(from_.seconds)) / seconds();
  return left_ + share * (right_ - left_);
}

// No label touches the next.
bool TimeAxis::has_room_for(const std::vector<Tick>& ticks) const {
  constexpr double kGap = 8;
  if (ticks.size() > kMostTicks) return false;
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    const double widths =
        Canvas::width_of(ticks[i - 1].label, kTimelineText) + Canvas::width_of(ticks[i].label, kTimelineText);
    if (place(ticks[i].at) - place(ticks[i - 1].at) < widths / 2 + kGap) return false;
  }
  return true;
}

double TimeAxis::seconds() const {
  return static_cast<double>(to_.seconds) - static_cast<double>(from_.seconds);
}

std::vector<Tick> TimeAxis::ticks(double seconds) const {
  constexpr double kDay = kSecondsPerDay, kMonth = 28 * kDay, kYear = 360 * kDay;
  // Twenty years do for stretches of twenty-five, but five do not for decades.
  const double closest = 0.75 * std::min(seconds, this->seconds() / 3);
  if (seconds < kMonth)
    for (const std::int64_t days : {1, 2, 7, 14})
      if (std::vector<Tick> ticks = day_ticks(from_, to_, days); has_room_for(ticks)) return ticks;
  if (seconds < kYear)
    for (const std::int64_t months : {1, 2, 3, 6})
      if (std::vector<Tick> ticks = month_ticks(from_, to_, months); has_room_for(ticks)) return ticks;
  for (std::int64_t years = 1;; years *= 10)
    for (const std::int64_t factor : {1, 2, 5}) {
      if (static_cast<double>(years * factor) * 365.25 * kDay < closest) continue;
      if (std::vector<Tick> ticks = year_ticks(from_, to_, years * factor); has_room_for(ticks)) return ticks;
    }
}

}  // namespace entente::drawing

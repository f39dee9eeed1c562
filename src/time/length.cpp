// Lengths of uncertain periods, of what two of them share and of what lies between them, as exact ranges and in words.
#include <algorithm>
#include <array>

#include "entente/time/duration.hpp"
#include "entente/time/period_algebra.hpp"

namespace entente {
namespace {

constexpr std::uint64_t kUnbounded = LengthRange::kUnbounded;

// Seconds from one instant to a later one, 0 if it is not later. The difference of two finite instants fits 64 bits
// without sign and stays below kUnbounded.
std::uint64_t distance(Instant from, Instant to) {
  if (to <= from) return 0;
  if (!from.is_finite() || !to.is_finite()) return kUnbounded;
  return static_cast<std::uint64_t>(to.seconds) - static_cast<std::uint64_t>(from.seconds);
}

// A unit that lengths are said in.
struct Unit {
  std::uint64_t seconds;
  std::uint64_t tolerance;  // what a calendar unit, or several, may differ from their mean
  std::uint64_t near;       // how far from a whole number "almost" and "just over" reach
  bool may_be_one;          // is said of one alone; else the smaller unit is
  std::string_view noun;
};
constexpr std::uint64_t kHour = 3'600, kDay = 86'400, kYear = 31'556'952;
constexpr std::array<Unit, 6> kUnits = {{{kYear, 2 * kDay, 61 * kDay, true, "year"},
                                         {kYear / 12, 5 * kDay / 2, 5 * kDay, false, "month"},
                                         {kDay, 0, 4 * kHour, true, "day"},
                                         {kHour, 0, 600, true, "hour"},
                                         {60, 0, 10, true, "minute"},
                                         {1, 0, 0, true, "second"}}};

std::size_t unit_of(std::uint64_t length) {
  for (std::size_t i = 0; i + 1 < kUnits.size(); ++i) {
    const Unit& unit = kUnits[i];
    const bool is_one = length >= unit.seconds - unit.tolerance && length <= unit.seconds + unit.tolerance;
    if (length >= 2 * unit.seconds - unit.tolerance || (is_one && unit.may_be_one)) return i;
  }
  return kUnits.size() - 1;
}

// A length counted in a unit: the nearest whole number, and how far off it is.
struct Count {
  std::uint64_t whole = 0;
  std::uint64_t below = 0, above = 0;  // the length is whole units less `below` or and `above`; one of them is 0
};
Count count_in(const Unit& unit, std::uint64_t length) {
  const std::uint64_t whole = length / unit.seconds, rest = length % unit.seconds;
  if (rest > unit.seconds / 2) return {whole + 1, unit.seconds - rest, 0};
  return {whole, 0, rest};
}
std::uint64_t rounded_down(const Unit& unit, std::uint64_t length) {
  const Count count = count_in(unit, length);
  return count.below > unit.tolerance ? count.whole - 1 : count.whole;
}
std::uint64_t rounded_up(const Unit& unit, std::uint64_t length) {
  const Count count = count_in(unit, length);
  return count.above > unit.tolerance ? count.whole + 1 : count.whole;
}

std::string words(std::uint64_t count, const Unit& unit) {
  return std::to_string(count) + " " + std::string(unit.noun) + (count == 1 ? "" : "s");
}

// "15 years", "almost 15 years", "about 15 years" where both ends of the range lie near the same whole number, else
// empty.
std::string near_a_whole(const LengthRange& length, const Unit& unit) {
  const Count least = count_in(unit, length.min), most = count_in(unit, length.max);
  const bool is_near =
      std::max({least.below, least.above, most.below, most.above}) <= std::max(unit.near, unit.tolerance);
  if (least.whole != most.whole || !is_near) return {};
  const bool is_less = least.below > unit.tolerance, is_more = most.above > unit.tolerance;
  const char* note = is_less && is_more ? "about " : is_less ? "almost " : is_more ? "just over " : "";
  return note + words(least.whole, unit);
}

// One length between two whole numbers: "about 14 years and 6 months".
std::string in_two_units(std::uint64_t length, std::size_t index) {
  const Unit &unit = kUnits[index], &smaller = kUnits[index + 1];
  const std::uint64_t rest = length % unit.seconds;
  const Count count = count_in(smaller, rest);
  const char* note = std::max(count.below, count.above) > smaller.tolerance ? "about " : "";
  return note + words(length / unit.seconds, unit) + " and " + words(count.whole, smaller);
}

}  // namespace

LengthRange length(const Period& p) {
  LengthRange range;
  range.max = distance(p.earliest_start, p.latest_end);
  const bool is_endless = p.latest_start == Instant::minus_infinity() || p.earliest_end == Instant::plus_infinity();
  range.min = is_endless ? kUnbounded : std::max<std::uint64_t>(distance(p.latest_start, p.earliest_end), 1);
  return range;
}

LengthRange overlap_length(const Period& p, const Period& q) {
  LengthRange range;
  range.max = distance(std::max(p.earliest_start, q.earliest_start), std::min(p.latest_end, q.latest_end));
  // The shared stretch ends with one period and starts with one, the same or the other. The shortest of these four
  // stretches is the shared one, and each of the four can be the shortest it ever is by itself.
  range.min = std::min({distance(detail::last_start(p), detail::first_end(q)),
                        distance(detail::last_start(q), detail::first_end(p)), length(p).min, length(q).min});
  return range;
}

LengthRange gap(const Period& p, const Period& q) {
  const Period a = detail::narrowed(p), b = detail::narrowed(q);
  return {std::max(distance(p.latest_end, q.earliest_start), distance(q.latest_end, p.earliest_start)),
          std::max(distance(a.earliest_end, b.latest_start), distance(b.earliest_end, a.latest_start))};
}

std::string text_of(const LengthRange& length) {
  if (length.max == 0) return "no time";
  if (length.min == kUnbounded) return "without limit";
  std::size_t least = unit_of(length.min);
  if (!length.is_bounded()) {
    if (length.min <= kDay) return "of unknown length";
    return "at least " + words(rounded_down(kUnits[least], length.min), kUnits[least]);
  }
  const std::size_t most = unit_of(length.max);
  least = std::max(least, most);  // 1 year to 14 months is said as 12 to 14 months
  if (least == most) {
    std::string whole = near_a_whole(length, kUnits[most]);
    if (!whole.empty()) return whole;
    if (length.is_certain()) return in_two_units(length.max, most);
  }
  const std::string upper = words(rounded_up(kUnits[most], length.max), kUnits[most]);
  // Beside weeks, a day more or less is not worth a word.
  if (length.min == 0 || (length.min <= kDay && length.max > 14 * kDay)) return "up to " + upper;
  const std::uint64_t lower = rounded_down(kUnits[least], length.min);
  return "between " + (least == most ? std::to_string(lower) : words(lower, kUnits[least])) + " and " + upper;
}

}  // namespace entente

#include "time/read_alike.hpp"

#include <algorithm>
#include <optional>

namespace entente {
namespace {

// The period with each bound that nobody stated where it makes it shortest: "1950/" lasts no longer than is known.
// Nullopt: nothing at all is stated.
std::optional<Period> shortest_stated(const Period& p) {
  constexpr Instant kNever = Instant::minus_infinity(), kEver = Instant::plus_infinity();
  const bool no_start = p.earliest_start == kNever && p.latest_start == kEver;
  const bool no_end = p.earliest_end == kNever && p.latest_end == kEver;
  if (no_start && no_end) return std::nullopt;
  Period drawn = p;
  if (p.latest_start == kEver) drawn.latest_start = p.earliest_start;
  if (p.earliest_end == kNever) drawn.earliest_end = p.latest_end;
  if (no_start) drawn.latest_start = Instant{drawn.earliest_end.seconds - 1};
  if (no_end) drawn.earliest_end = Instant{drawn.latest_start.seconds + 1};
  // An observed date leaves its start behind its end: then both move out to the first and the last sight.
  if (p.earliest_start == kNever && drawn.latest_start.is_finite())
    drawn.earliest_start = std::min(drawn.latest_start, Instant{drawn.earliest_end.seconds - 1});
  if (p.latest_end == kEver && drawn.earliest_end.is_finite())
    drawn.latest_end = std::max(drawn.earliest_end, Instant{drawn.latest_start.seconds + 1});
  return drawn;
}

// The same where it makes it longest: "1950/" never ends.
Period longest_stated(const Period& p) {
  Period drawn = p;
  if (p.earliest_start == Instant::minus_infinity()) drawn.latest_start = p.earliest_start;
  if (p.latest_end == Instant::plus_infinity()) drawn.earliest_end = p.latest_end;
  return drawn;
}

bool is_within_a_day(Instant end, Instant start) {
  return end <= start || (start.is_finite() && end <= Instant{start.seconds + kSecondsPerDay});
}

}  // namespace

bool agree_during(const Period& p, const Period& q) {
  const auto inner = shortest_stated(p);
  if (!inner) return true;
  const Period outer = longest_stated(q);
  return inner->earliest_start >= outer.earliest_start && inner->latest_start >= detail::last_start(outer) &&
         inner->earliest_end <= detail::first_end(outer) && inner->latest_end <= outer.latest_end;
}

bool agree_before(const Period& p, const Period& q) {
  const auto first = shortest_stated(p), second = shortest_stated(q);
  return !first || !second ||
         (is_within_a_day(first->earliest_end, second->earliest_start) &&
          is_within_a_day(first->latest_end, second->latest_start));
}

bool agree_starting_before(const Period& p, const Period& q) {
  const Period first = longest_stated(p);
  const auto second = shortest_stated(q);
  return !second || (first.earliest_start <= second->earliest_start && first.latest_start <= second->latest_start);
}

}  // namespace entente

#include "db/checks/clash.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "entente/time/validity.hpp"

namespace entente::checks {
namespace {

// The day of an instant; what lies at, or a second from, an infinity has none.
std::string day(Instant t) {
  if (t.seconds <= Instant::minus_infinity().seconds + 1 || t.seconds >= Instant::plus_infinity().seconds - 1)
    return "can be";
  std::int64_t days = t.seconds / kSecondsPerDay;
  if (t.seconds % kSecondsPerDay < 0) --days;
  return print_instant(Instant{days * kSecondsPerDay});
}

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

std::string in_words(const Period& p) {
  return text_of(validity_of(p));
}

std::string first_day(Instant start) {
  return day(start);
}

std::string last_day(Instant end) {
  return end.is_finite() ? day(Instant{end.seconds - 1}) : day(end);
}

Truth starts_before(const Period& p, const Period& q) {
  return detail::between(p.earliest_start > detail::last_start(q), detail::last_start(p) <= q.earliest_start);
}

std::string why_not_during(const Period& p, const Period& q, std::string_view outer) {
  const Instant p_last_start = detail::last_start(p), p_first_end = detail::first_end(p);
  if (p.earliest_start >= q.latest_end)
    return fmt::format("it begins on {} at the earliest, {} ends on {} at the latest", first_day(p.earliest_start),
                       outer, last_day(q.latest_end));
  if (p.latest_end <= q.earliest_start)
    return fmt::format("it ends on {} at the latest, {} begins on {} at the earliest", last_day(p.latest_end), outer,
                       first_day(q.earliest_start));
  if (p_last_start < q.earliest_start)
    return fmt::format("it begins on {} at the latest, {} on {} at the earliest", first_day(p_last_start), outer,
                       first_day(q.earliest_start));
  if (p_first_end > q.latest_end)
    return fmt::format("it lasts as late as {} at least, {} until {} at most", last_day(p_first_end), outer,
                       last_day(q.latest_end));
  if (during(p, q) == Truth::kFalse) return fmt::format("no choice of its bounds lies within {}", outer);
  const bool early = p.earliest_start<detail::last_start(q), late = p.latest_end> detail::first_end(q);
  const std::string start = fmt::format("it may begin as early as {}, {} as late as {}", first_day(p.earliest_start),
                                        outer, first_day(detail::last_start(q)));
  const std::string end = fmt::format("it may last as late as {}, {} end as early as {}", last_day(p.latest_end), outer,
                                      last_day(detail::first_end(q)));
  return early && late ? start + "; " + end : early ? start : end;
}

}  // namespace entente::checks

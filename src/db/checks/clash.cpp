#include "db/checks/clash.hpp"

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

}  // namespace

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

std::string time_in_words(const TemporalGraph& graph, Edge e) {
  return graph.is_set(e) ? text_of(*graph.validity(e)) : in_words(graph.period(e));
}

}  // namespace entente::checks

// Joining the periods that touch in every choice of their bounds.
//
// p and q leave a gap in no choice exactly if last_start(q) ≤ first_end(p) and last_start(p) ≤ first_end(q). Write a
// period as the pair (last_start, first_end). Where last_start ≤ first_end it has a *closed core* [last_start,
// first_end]; two such touch exactly if their closed cores share a point. A period without one touches exactly those
// whose closed core reaches over all of [first_end, last_start], and joining it leaves that core as it was. So the
// first kind is joined by one sweep, and each of the second kind then finds at most one partner.
#include <algorithm>
#include <tuple>

#include "entente/time/period_algebra.hpp"
#include "entente/time/period_set.hpp"

namespace entente {
namespace {

bool starts_before(const Period& a, const Period& b) {
  return detail::last_start(a) < detail::last_start(b);
}

bool has_closed_core(const Period& p) {
  return detail::last_start(p) <= detail::first_end(p);
}

bool touch(const Period& p, const Period& q) {
  return detail::last_start(q) <= detail::first_end(p) && detail::last_start(p) <= detail::first_end(q);
}

}  // namespace

std::vector<Period> coalesce(std::span<const Period> periods) {
  std::vector<Period> joined(periods.begin(), periods.end());
  const auto loose = std::partition(joined.begin(), joined.end(), has_closed_core);
  std::vector<Period> apart(loose, joined.end());
  joined.erase(loose, joined.end());

  std::sort(joined.begin(), joined.end(), starts_before);
  std::size_t kept = 0;
  for (const Period& next : joined) {
    if (kept > 0 && touch(joined[kept - 1], next)) {
      joined[kept - 1] = span(joined[kept - 1], next);
    } else {
      joined[kept++] = next;
    }
  }
  joined.resize(kept);

  for (const Period& p : apart) {
    // The last core that begins by first_end(p) is the only one that can reach over [first_end(p), last_start(p)].
    auto after =
        std::upper_bound(joined.begin(), joined.begin() + static_cast<std::ptrdiff_t>(kept), detail::first_end(p),
                         [](Instant t, const Period& core) { return t < detail::last_start(core); });
    if (after != joined.begin() && touch(*std::prev(after), p)) {
      *std::prev(after) = span(*std::prev(after), p);
    } else {
      joined.push_back(p);
    }
  }
  std::sort(joined.begin(), joined.end(), [](const Period& a, const Period& b) {
    return std::tie(a.earliest_start, a.latest_start, a.earliest_end, a.latest_end) <
           std::tie(b.earliest_start, b.latest_start, b.earliest_end, b.latest_end);
  });
  return joined;
}

}  // namespace entente

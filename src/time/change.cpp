#include "entente/time/change.hpp"

#include <array>

namespace entente {
namespace {

using detail::earlier;
using detail::later;

constexpr std::array<std::string_view, kChangeCount> kNames = {"began", "ended", "stayed", "passed", "absent"};

struct Range {
  Instant first, last;
};

// Is there a choice whose start and end lie in these ranges too.
bool has_choice(const Period& p, const Range& starts, const Range& ends) {
  const Instant start = later(p.earliest_start, starts.first);
  const Instant end = earlier(p.latest_end, ends.last);
  return start <= p.latest_start && start <= starts.last && end >= p.earliest_end && end >= ends.first && start < end;
}

Instant just_before(Instant t) {
  return t.is_finite() ? Instant{t.seconds - 1} : t;
}
Instant just_after(Instant t) {
  return t.is_finite() ? Instant{t.seconds + 1} : t;
}

}  // namespace

std::string_view name(Change change) {
  return kNames[static_cast<std::size_t>(change)];
}

ChangeSet possible_changes(const Period& p, const Period& from, const Period& to) {
  constexpr Instant kFirst = Instant::minus_infinity(), kLast = Instant::plus_infinity();
  const Instant a = from.earliest_start, b = from.latest_end, c = to.earliest_start, d = to.latest_end;
  const Range before_b{kFirst, just_before(b)}, from_b{b, kLast}, between{b, just_before(d)};
  const Range until_c{kFirst, c}, after_c{just_after(c), kLast}, within{just_after(a), c};
  ChangeSet changes;
  if (has_choice(p, between, after_c)) changes.add(Change::kBegan);
  if (has_choice(p, before_b, within)) changes.add(Change::kEnded);
  if (has_choice(p, before_b, after_c)) changes.add(Change::kStayed);
  if (has_choice(p, from_b, until_c)) changes.add(Change::kPassed);
  if (has_choice(p, {kFirst, kLast}, {kFirst, a}) || has_choice(p, {d, kLast}, {kFirst, kLast}))
    changes.add(Change::kAbsent);
  return changes;
}

}  // namespace entente

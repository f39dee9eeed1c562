#include "entente/time/change.hpp"

#include <array>
#include <optional>

namespace entente {
namespace {

using detail::earlier;
using detail::later;

constexpr std::array<std::string_view, kChangeCount> kNames = {"began", "ended", "stayed", "passed", "before", "after"};

struct FirstAndLast {
  Instant first, last;
};

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

namespace {

// What a stretch adds to the answer: a bit each, and none for one that lies behind.
enum Seen : std::size_t { kAfterwards = 0, kInFrom = 1, kInTo = 2, kBetween = 4, kEarlier = 8 };
constexpr std::size_t kSeenCount = 16;

struct Kind {
  std::size_t seen;
  FirstAndLast starts, ends;
};

Change change_of(std::size_t seen) {
  const bool before = (seen & kInFrom) != 0, after = (seen & kInTo) != 0;
  if (before) return after ? Change::kStayed : Change::kEnded;
  if (after) return Change::kBegan;
  if ((seen & kBetween) != 0) return Change::kPassed;
  return (seen & kEarlier) != 0 ? Change::kBefore : Change::kAfter;
}

// The earliest end of a choice of `p` that begins after `last` and is of that kind.
std::optional<Instant> earliest_end(const Period& p, const Kind& kind, std::optional<Instant> last) {
  Instant start = later(p.earliest_start, kind.starts.first);
  if (last == Instant::plus_infinity()) return std::nullopt;
  if (last) start = later(start, {last->seconds + 1});
  if (start == Instant::plus_infinity()) return std::nullopt;
  const Instant end = later(later(p.earliest_end, kind.ends.first), {start.seconds + 1});
  const bool fits =
      start <= p.latest_start && start <= kind.starts.last && end <= p.latest_end && end <= kind.ends.last;
  return fits ? std::optional(end) : std::nullopt;
}

}  // namespace

// Stretch by stretch: for each combination of what was seen, how early the last of them can have ended.
ChangeSet possible_changes(std::span<const Period> stretches, const Period& from, const Period& to) {
  constexpr Instant kFirst = Instant::minus_infinity(), kLast = Instant::plus_infinity();
  const Instant a = from.earliest_start, b = from.latest_end, c = to.earliest_start, d = to.latest_end;
  const FirstAndLast before_b{kFirst, just_before(b)}, from_b{b, kLast}, between{b, just_before(d)};
  const FirstAndLast until_c{kFirst, c}, after_c{just_after(c), kLast}, within{just_after(a), c};
  const Kind kinds[] = {{kInTo, between, after_c},
                        {kInFrom, before_b, within},
                        {kInFrom | kInTo, before_b, after_c},
                        {kBetween, from_b, until_c},
                        {kEarlier, {kFirst, kLast}, {kFirst, a}},
                        {kAfterwards, {d, kLast}, {kFirst, kLast}}};
  struct State {
    bool reached = false;
    std::optional<Instant> last;
  };
  std::array<State, kSeenCount> states;
  states[0].reached = true;
  for (const Period& p : stretches) {
    std::array<State, kSeenCount> next;
    for (std::size_t seen = 0; seen < kSeenCount; ++seen) {
      if (!states[seen].reached) continue;
      for (const Kind& kind : kinds) {
        const std::optional<Instant> end = earliest_end(p, kind, states[seen].last);
        State& state = next[seen | kind.seen];
        if (end && (!state.reached || *end < *state.last)) state = {true, end};
      }
    }
    states = next;
  }
  ChangeSet changes;
  for (std::size_t seen = 0; seen < kSeenCount; ++seen) {
    if (states[seen].reached) changes.add(change_of(seen));
  }
  return changes;
}

ChangeSet possible_changes(const Period& p, const Period& from, const Period& to) {
  return possible_changes({&p, 1}, from, to);
}

}  // namespace entente

// A choice of n stretches is a chain of 2n moments, start and end in turn, each later than the one before and within
// its bounds. Where two facts meet, their moments interleave; a predicate depends on the order alone. So the question
// whether some choice fulfils it is a walk over pairs (moments of p that have passed, moments of q that have passed):
// each step passes one moment, or one of both at once, as early as the bounds allow. Early is always best: what was
// possible after a later moment is possible after an earlier one.
#include "entente/time/stretches.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace entente {
namespace {

struct MomentRange {
  Instant first, last;
};

// The bounds of the moments of a chain.
std::vector<MomentRange> moments_of(Stretches stretches) {
  std::vector<MomentRange> moments;
  moments.reserve(2 * stretches.size());
  for (const Period& p : stretches) {
    moments.push_back({p.earliest_start, p.latest_start});
    moments.push_back({p.earliest_end, p.latest_end});
  }
  return moments;
}

// The earliest moment within the range that comes after `last` (nothing: there is none before it). Nothing: none does.
std::optional<Instant> next_moment(std::optional<Instant> last, const MomentRange& range) {
  if (last == Instant::plus_infinity()) return std::nullopt;
  const Instant t = last ? std::max(range.first, Instant{last->seconds + 1}) : range.first;
  return t <= range.last ? std::optional(t) : std::nullopt;
}

// How many moments of each have passed. An odd number: a stretch is under way.
struct Passed {
  std::size_t p = 0, q = 0;
};

// Those that the others are converses of.
enum class Question : std::uint8_t { kBefore, kOverlaps, kDuring, kEquals, kImmediatelyPrecedes };

// Whether a step decides the question: makes it true for good (kOverlaps) or false for good (the others).
bool decides(Question question, const Passed& before, const Passed& after, std::size_t all_of_p) {
  switch (question) {
    case Question::kOverlaps:
      return after.p % 2 == 1 && after.q % 2 == 1;
    case Question::kDuring:
      return after.p % 2 == 1 && after.q % 2 == 0;
    case Question::kEquals:
      return after.p != after.q;
    case Question::kImmediatelyPrecedes:
      if (before.q == 0 && after.q == 1 && before.p == after.p) return true;
      [[fallthrough]];
    default:  // kBefore
      return after.q > 0 && after.p < all_of_p;
  }
}

struct Answers {
  bool undecided = false, decided = false;  // is there a choice of either kind
};

Answers walk(Question question, const std::vector<MomentRange>& p, const std::vector<MomentRange>& q) {
  struct State {
    bool reached = false;
    std::optional<Instant> last;  // the latest moment that has passed, as early as can be
  };
  using States = std::array<State, 2>;  // undecided, decided
  std::vector<States> row(q.size() + 1), next_row(q.size() + 1);
  row[0][0].reached = true;
  const auto step = [&](const State& from, std::size_t was_decided, const Passed& before, const Passed& after,
                        const MomentRange& range, States& to) {
    const std::optional<Instant> t = next_moment(from.last, range);
    if (!t) return;
    State& state = to[was_decided | static_cast<std::size_t>(decides(question, before, after, p.size()))];
    if (!state.reached || *t < *state.last) state = {true, t};
  };
  for (std::size_t i = 0;; ++i) {
    for (std::size_t j = 0; j <= q.size(); ++j) {
      for (std::size_t decided = 0; decided < 2; ++decided) {
        const State from = row[j][decided];
        if (!from.reached) continue;
        const Passed at{i, j};
        if (j < q.size()) step(from, decided, at, {i, j + 1}, q[j], row[j + 1]);
        if (i == p.size()) continue;
        step(from, decided, at, {i + 1, j}, p[i], next_row[j]);
        if (j == q.size()) continue;
        const MomentRange both{std::max(p[i].first, q[j].first), std::min(p[i].last, q[j].last)};
        step(from, decided, at, {i + 1, j + 1}, both, next_row[j + 1]);
      }
    }
    if (i == p.size()) return {row.back()[0].reached, row.back()[1].reached};
    row.swap(next_row);
    std::fill(next_row.begin(), next_row.end(), States{});
  }
}

Truth answer(Question question, Stretches p, Stretches q) {
  const Answers found = walk(question, moments_of(p), moments_of(q));
  const bool decided_is_true = question == Question::kOverlaps;
  const bool never = !(decided_is_true ? found.decided : found.undecided);
  const bool always = !(decided_is_true ? found.undecided : found.decided);
  return detail::between(never, always);
}

}  // namespace

std::optional<Instant> earliest_end_after(std::optional<Instant> last, const Period& p) {
  const std::optional<Instant> start = next_moment(last, {p.earliest_start, p.latest_start});
  return start ? next_moment(start, {p.earliest_end, p.latest_end}) : std::nullopt;
}

bool has_choice(Stretches stretches) {
  std::optional<Instant> last;
  for (const Period& p : stretches) {
    last = earliest_end_after(last, p);
    if (!last) return false;
  }
  return !stretches.empty();
}

std::vector<Period> narrowed(Stretches stretches) {
  std::vector<MomentRange> moments = moments_of(stretches);
  for (std::size_t i = 1; i < moments.size(); ++i) {
    moments[i].first = std::max(moments[i].first, Instant{moments[i - 1].first.seconds + 1});
  }
  for (std::size_t i = moments.size() - 1; i > 0; --i) {
    moments[i - 1].last = std::min(moments[i - 1].last, Instant{moments[i].last.seconds - 1});
  }
  std::vector<Period> periods;
  periods.reserve(stretches.size());
  for (std::size_t i = 0; i < moments.size(); i += 2) {
    periods.push_back({moments[i].first, moments[i].last, moments[i + 1].first, moments[i + 1].last});
  }
  return periods;
}

Period hull_of(Stretches stretches) {
  const Period &first = stretches.front(), &last = stretches.back();
  return {first.earliest_start, first.latest_start, last.earliest_end, last.latest_end};
}

std::vector<Period> stretches_of(const Validity& validity) {
  const BoundsOfStretches bounds(validity);
  const Stretches stretches = bounds;
  return {stretches.begin(), stretches.end()};
}

Period cautious_bounds(const Validity& validity) {
  Period p = validity.bounds;
  if (validity.is_set()) p.earliest_end = Instant::minus_infinity();
  return p;
}

Truth holds_at(Stretches stretches, Instant t) {
  Truth any = Truth::kFalse;
  for (const Period& p : narrowed(stretches)) any = any | holds_at(p, t);
  return any;
}

UncertainPeriodSet period_set(Stretches stretches) {
  return UncertainPeriodSet(narrowed(stretches));
}

Truth before(Stretches p, Stretches q) {
  return answer(Question::kBefore, p, q);
}
Truth after(Stretches p, Stretches q) {
  return before(q, p);
}
Truth overlaps(Stretches p, Stretches q) {
  return answer(Question::kOverlaps, p, q);
}
Truth during(Stretches p, Stretches q) {
  return answer(Question::kDuring, p, q);
}
Truth contains(Stretches p, Stretches q) {
  return during(q, p);
}
Truth equals(Stretches p, Stretches q) {
  return answer(Question::kEquals, p, q);
}
Truth immediately_precedes(Stretches p, Stretches q) {
  return answer(Question::kImmediatelyPrecedes, p, q);
}
Truth immediately_succeeds(Stretches p, Stretches q) {
  return immediately_precedes(q, p);
}

BoundsOfStretches::BoundsOfStretches(const Validity& validity) : view_(&validity.bounds, 1) {
  if (!validity.is_set()) return;
  own_.reserve(validity.stretches.size());
  for (const Validity& stretch : validity.stretches) own_.push_back(stretch.bounds);
  view_ = own_;
}

}  // namespace entente

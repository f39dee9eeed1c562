// Intersection, span and difference of two periods, for every pair of a small world, against all choices of bounds.
#include "entente/time/period_algebra.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "laws/small_world.hpp"

namespace entente {
namespace {

using laws::Choice;
using laws::WorldPeriod;

constexpr int kLastInstant = 5;

const std::vector<WorldPeriod>& algebra_world() {
  static const std::vector<WorldPeriod> kWorld = laws::periods_between(0, kLastInstant);
  return kWorld;
}

// What an operation leaves over all choices: in how many of them nothing, and which pairs of bounds otherwise.
class Outcomes {
 public:
  void add(int start, int end) {
    if (start < end) {
      ++left_;
      pairs_.insert({start, end});
    } else {
      ++empty_;
    }
  }

  Truth exists() const { return left_ == 0 ? Truth::kFalse : empty_ == 0 ? Truth::kTrue : Truth::kUnknown; }

  // The bounds of what is left, each the least and the greatest that occurs.
  Period bounds() const {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    Period p{{kMost}, {-kMost}, {kMost}, {-kMost}};
    for (const auto& [start, end] : pairs_) {
      p.earliest_start.seconds = std::min<std::int64_t>(p.earliest_start.seconds, start);
      p.latest_start.seconds = std::max<std::int64_t>(p.latest_start.seconds, start);
      p.earliest_end.seconds = std::min<std::int64_t>(p.earliest_end.seconds, end);
      p.latest_end.seconds = std::max<std::int64_t>(p.latest_end.seconds, end);
    }
    return p;
  }

  // Do exactly the choices of `p` occur.
  bool are_the_choices_of(const Period& p) const {
    std::size_t count = 0;
    for (std::int64_t start = p.earliest_start.seconds; start <= p.latest_start.seconds; ++start) {
      for (std::int64_t end = p.earliest_end.seconds; end <= p.latest_end.seconds; ++end) {
        if (start >= end) continue;
        ++count;
        if (pairs_.count({static_cast<int>(start), static_cast<int>(end)}) == 0) return false;
      }
    }
    return count == pairs_.size();
  }

 private:
  int left_ = 0, empty_ = 0;
  std::set<std::pair<int, int>> pairs_;
};

// Exact in every respect: whether anything is left, each bound, and that every pair within them occurs.
void expect_exact(const PossiblePeriod& result, const Outcomes& outcomes, const std::string& message) {
  ASSERT_EQ(result.exists, outcomes.exists()) << message;
  if (result.exists == Truth::kFalse) return;
  ASSERT_TRUE(result.period.is_valid()) << message;
  ASSERT_EQ(result.period, outcomes.bounds()) << message << "gives " << laws::print(result.period);
  ASSERT_TRUE(outcomes.are_the_choices_of(result.period)) << message;
}

TEST(PeriodAlgebraLaw, IntersectionSpanAndDifferenceAreExactForEveryPair) {
  for (const WorldPeriod& p : algebra_world()) {
    for (const WorldPeriod& q : algebra_world()) {
      Outcomes shared, whole, head, tail;
      for (const Choice& a : p.choices) {
        for (const Choice& b : q.choices) {
          shared.add(std::max(a.start, b.start), std::min(a.end, b.end));
          whole.add(std::min(a.start, b.start), std::max(a.end, b.end));
          head.add(a.start, std::min(a.end, b.start));
          tail.add(std::max(a.start, b.end), a.end);
        }
      }
      const std::string message = laws::print(p.bounds) + "and " + laws::print(q.bounds);
      ASSERT_NO_FATAL_FAILURE(expect_exact(intersection(p.bounds, q.bounds), shared, "intersection of " + message));
      const Difference rest = minus(p.bounds, q.bounds);
      ASSERT_NO_FATAL_FAILURE(expect_exact(rest.before, head, "before: " + message));
      ASSERT_NO_FATAL_FAILURE(expect_exact(rest.after, tail, "after: " + message));
      ASSERT_EQ(span(p.bounds, q.bounds), whole.bounds()) << message;
    }
  }
}

Period moved(const Period& p, std::int64_t by) {
  return {{p.earliest_start.seconds + by},
          {p.latest_start.seconds + by},
          {p.earliest_end.seconds + by},
          {p.latest_end.seconds + by}};
}

// The bounds that occur; a start that may be arbitrarily late is left infinite by the operations and narrowed here.
Period occurring_bounds(const Period& p) {
  return {p.earliest_start, detail::last_start(p), detail::first_end(p), p.latest_end};
}

// The infinities are the ends of the line, not special cases. A start at +∞ or an end at -∞ means "as late, or early,
// as one likes", which an end of the line can't stand for, so those pairs are left out.
TEST(PeriodAlgebraLaw, InfinitiesBehaveAsTheFirstAndTheLastInstant) {
  const std::int64_t shifts[] = {Instant::minus_infinity().seconds, Instant::plus_infinity().seconds - kLastInstant};
  for (std::size_t i = 0; i < algebra_world().size(); i += 2) {
    for (std::size_t j = 0; j < algebra_world().size(); j += 3) {
      const Period &p = algebra_world()[i].bounds, &q = algebra_world()[j].bounds;
      for (const std::int64_t by : shifts) {
        const Period a = moved(p, by), b = moved(q, by);
        if (a.latest_start == Instant::plus_infinity() || b.latest_start == Instant::plus_infinity() ||
            a.earliest_end == Instant::minus_infinity() || b.earliest_end == Instant::minus_infinity()) {
          continue;
        }
        const auto expect_moved = [by](const PossiblePeriod& here, const PossiblePeriod& there) {
          ASSERT_EQ(here.exists, there.exists);
          if (here.exists == Truth::kFalse) return;
          ASSERT_EQ(moved(occurring_bounds(here.period), by), occurring_bounds(there.period));
        };
        ASSERT_NO_FATAL_FAILURE(expect_moved(intersection(p, q), intersection(a, b)));
        ASSERT_NO_FATAL_FAILURE(expect_moved(minus(p, q).before, minus(a, b).before));
        ASSERT_NO_FATAL_FAILURE(expect_moved(minus(p, q).after, minus(a, b).after));
        ASSERT_EQ(moved(occurring_bounds(span(p, q)), by), occurring_bounds(span(a, b)));
      }
    }
  }
}

}  // namespace
}  // namespace entente

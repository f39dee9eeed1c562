// Sets of periods against masks of instants, and their certain and possible parts against all choices of bounds.
#include "entente/time/period_set.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>

#include "laws/small_world.hpp"

namespace entente {
namespace {

using laws::Choice;
using laws::Mask;
using laws::mask_of;
using laws::WorldPeriod;

// Instants 0 to kLine - 1 make a mask; the periods of the world lie within 1 to kLine - 1, so that both ends of the
// line stay outside of all of them.
constexpr int kLine = 7;
constexpr Mask kEverything = (Mask{1} << kLine) - 1;

const std::vector<WorldPeriod>& set_world() {
  static const std::vector<WorldPeriod> kWorld = laws::periods_between(1, kLine - 1);
  return kWorld;
}

Mask mask_of(const PeriodSet& set) {
  Mask mask = 0;
  for (int t = 0; t < kLine; ++t) mask |= Mask{set.contains(Instant{t})} << t;
  return mask;
}

// The set of the instants of a mask, given as single seconds in no good order.
PeriodSet set_of(Mask mask) {
  std::vector<Stretch> stretches;
  for (int i = 0; i < kLine; ++i) {
    const int t = (i * 3) % kLine;
    if ((mask >> t & 1) != 0) stretches.push_back({{t}, {t + 1}});
  }
  return PeriodSet(stretches);
}

bool is_maximal_and_disjoint(const PeriodSet& set) {
  const auto stretches = set.stretches();
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (stretches[i].start >= stretches[i].end) return false;
    if (i > 0 && stretches[i - 1].end >= stretches[i].start) return false;
  }
  return true;
}

TEST(PeriodSetLaw, OperationsAreThoseOfSetsOfInstants) {
  for (Mask a = 0; a <= kEverything; ++a) {
    const PeriodSet left = set_of(a);
    ASSERT_EQ(mask_of(left), a);
    ASSERT_EQ(mask_of(~left), ~a & kEverything);
    ASSERT_EQ(~~left, left);
    ASSERT_TRUE((~left).contains(Instant::minus_infinity()));
    ASSERT_FALSE((~left).contains(Instant::plus_infinity()));
    for (Mask b = 0; b <= kEverything; ++b) {
      const PeriodSet right = set_of(b);
      ASSERT_EQ(left | right, set_of(a | b));
      ASSERT_EQ(left & right, set_of(a & b));
      ASSERT_EQ(left - right, set_of(a & ~b));
      ASSERT_EQ(left == right, a == b);
      ASSERT_EQ(left.contains(right), (b & ~a) == 0);
      ASSERT_EQ(left & ~right, left - right) << "with complements that reach to both infinities";
      ASSERT_EQ(~(left | right), ~left & ~right);
      ASSERT_TRUE(is_maximal_and_disjoint(left | right));
      ASSERT_TRUE(is_maximal_and_disjoint(~left | right));
    }
  }
}

// The instants that are in every one, and in some one, of a number of masks.
struct Parts {
  Mask certain = kEverything, possible = 0;

  void add(Mask mask) {
    certain &= mask;
    possible |= mask & kEverything;
  }
};

testing::AssertionResult is_exact(const UncertainPeriodSet& set, const Parts& parts) {
  if (mask_of(set.certain) != parts.certain || mask_of(set.possible) != parts.possible) {
    return testing::AssertionFailure() << "certain " << mask_of(set.certain) << " for " << parts.certain
                                       << ", possible " << mask_of(set.possible) << " for " << parts.possible;
  }
  if (!set.possible.contains(set.certain)) return testing::AssertionFailure() << "the certain part sticks out";
  if (!is_maximal_and_disjoint(set.certain) || !is_maximal_and_disjoint(set.possible)) {
    return testing::AssertionFailure() << "stretches overlap or touch";
  }
  return testing::AssertionSuccess();
}

TEST(PeriodSetLaw, CertainAndPossiblePartsAreExactForEveryPair) {
  for (const WorldPeriod& p : set_world()) {
    const UncertainPeriodSet left(p.bounds);
    Parts own;
    for (const Choice& a : p.choices) own.add(mask_of(a));
    ASSERT_TRUE(is_exact(left, own)) << laws::print(p.bounds);
    for (int t = 0; t <= kLine; ++t) ASSERT_EQ(holds_at(left, {t}), holds_at(p.bounds, {t}));
    for (const WorldPeriod& q : set_world()) {
      Parts both, shared, rest, neither;
      for (const Choice& a : p.choices) {
        for (const Choice& b : q.choices) {
          both.add(mask_of(a) | mask_of(b));
          shared.add(mask_of(a) & mask_of(b));
          rest.add(mask_of(a) & ~mask_of(b));
          neither.add(~(mask_of(a) | mask_of(b)));
        }
      }
      neither.certain &= kEverything;
      const UncertainPeriodSet right(q.bounds);
      const std::string message = laws::print(p.bounds) + "and " + laws::print(q.bounds);
      ASSERT_TRUE(is_exact(left | right, both)) << message;
      ASSERT_TRUE(is_exact(left & right, shared)) << message;
      ASSERT_TRUE(is_exact(left - right, rest)) << message;
      ASSERT_TRUE(is_exact(~(left | right), neither)) << message;
    }
  }
}

// A random expression over some periods, each standing in it once, beside the same over masks.
struct Expression {
  std::function<UncertainPeriodSet()> sets;
  std::function<Mask(const std::vector<Choice>&)> masks;
};

Expression expression_over(const std::vector<const WorldPeriod*>& periods, std::size_t first, std::size_t count) {
  Expression e;
  if (count == 1) {
    const Period bounds = periods[first]->bounds;
    e = {[=] { return UncertainPeriodSet(bounds); }, [=](const auto& choices) { return mask_of(choices[first]); }};
  } else {
    const auto of_left = static_cast<std::size_t>(*rc::gen::inRange(1, static_cast<int>(count)));
    const Expression a = expression_over(periods, first, of_left);
    const Expression b = expression_over(periods, first + of_left, count - of_left);
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        e = {[=] { return a.sets() | b.sets(); }, [=](const auto& c) { return a.masks(c) | b.masks(c); }};
        break;
      case 1:
        e = {[=] { return a.sets() & b.sets(); }, [=](const auto& c) { return a.masks(c) & b.masks(c); }};
        break;
      default:
        e = {[=] { return a.sets() - b.sets(); }, [=](const auto& c) { return a.masks(c) & ~b.masks(c); }};
    }
  }
  if (*rc::gen::inRange(0, 4) != 0) return e;
  return {[e] { return ~e.sets(); }, [e](const auto& c) { return ~e.masks(c) & kEverything; }};
}

RC_GTEST_PROP(PeriodSetLaw, ExpressionsOverSeveralPeriodsAreExact, ()) {
  const auto periods = laws::some_periods(set_world(), *rc::gen::inRange(2, 5));
  const Expression e = expression_over(periods, 0, periods.size());
  Parts parts;
  laws::for_each_choice(periods, [&](const std::vector<Choice>& chosen) { parts.add(e.masks(chosen)); });
  parts.certain &= kEverything;
  RC_ASSERT(static_cast<bool>(is_exact(e.sets(), parts)));
}

RC_GTEST_PROP(PeriodSetLaw, UnionOfManyIsTheUnionOneByOne, ()) {
  const auto periods = laws::some_periods(set_world(), *rc::gen::inRange(0, 9));
  std::vector<Period> bounds;
  UncertainPeriodSet expected;
  for (const WorldPeriod* p : periods) {
    bounds.push_back(p->bounds);
    expected = expected | UncertainPeriodSet(p->bounds);
  }
  RC_ASSERT(UncertainPeriodSet(bounds) == expected);
}

// Where a period stands twice the answer may be weaker, but never wrong.
RC_GTEST_PROP(PeriodSetLaw, APeriodThatStandsTwiceWeakensAndNeverFalsifies, ()) {
  auto periods = laws::some_periods(set_world(), 3);
  const Expression e = [&] {
    auto doubled = periods;
    doubled.insert(doubled.end(), periods.begin(), periods.end());
    return expression_over(doubled, 0, doubled.size());
  }();
  Parts parts;
  laws::for_each_choice(periods, [&](std::vector<Choice> chosen) {
    chosen.insert(chosen.end(), chosen.begin(), chosen.begin() + 3);
    parts.add(e.masks(chosen));
  });
  const UncertainPeriodSet set = e.sets();
  RC_ASSERT((mask_of(set.certain) & ~parts.certain) == 0U);
  RC_ASSERT((parts.possible & ~mask_of(set.possible)) == 0U);
}

}  // namespace
}  // namespace entente

// Coalescing against all choices of bounds: what is joined touches in every one of them, and nothing more does.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "entente/time/period_algebra.hpp"
#include "entente/time/period_set.hpp"
#include "laws/small_world.hpp"

namespace entente {
namespace {

using laws::Choice;
using laws::Mask;
using laws::mask_of;
using laws::WorldPeriod;

constexpr int kLatest = 6;

// Some members of a list of periods, joined; the law below keeps one such group for every period at first.
struct Group {
  std::vector<std::size_t> members;
};

bool leave_no_gap(Mask a, Mask b) {
  const Mask both = a | b;
  const Mask filled = both + (both & (~both + 1));  // one run of bits and no other, if adding its lowest bit clears it
  return (filled & both) == 0;
}

bool touch_in_every_choice(const std::vector<const WorldPeriod*>& periods, const Group& a, const Group& b) {
  bool always = true;
  laws::for_each_choice(periods, [&](const std::vector<Choice>& chosen) {
    Mask left = 0, right = 0;
    for (const std::size_t i : a.members) left |= mask_of(chosen[i]);
    for (const std::size_t i : b.members) right |= mask_of(chosen[i]);
    always = always && leave_no_gap(left, right);
  });
  return always;
}

Period bounds_of(const std::vector<const WorldPeriod*>& periods, const Group& group) {
  Period p{{kLatest}, {0}, {kLatest}, {0}};
  laws::for_each_choice(periods, [&](const std::vector<Choice>& chosen) {
    int start = kLatest, end = 0;
    for (const std::size_t i : group.members) {
      start = std::min(start, chosen[i].start);
      end = std::max(end, chosen[i].end);
    }
    p.earliest_start = std::min(p.earliest_start, Instant{start});
    p.latest_start = std::max(p.latest_start, Instant{start});
    p.earliest_end = std::min(p.earliest_end, Instant{end});
    p.latest_end = std::max(p.latest_end, Instant{end});
  });
  return p;
}

RC_GTEST_PROP(CoalesceLaw, JoinsWhatTouchesInEveryChoice, ()) {
  static const std::vector<WorldPeriod> kWorld = laws::periods_between(0, kLatest);
  const auto periods = laws::some_periods(kWorld, *rc::gen::inRange(1, 5));
  std::vector<Group> groups;
  std::vector<Period> bounds;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    groups.push_back({{i}});
    bounds.push_back(periods[i]->bounds);
  }
  for (bool is_joined = true; is_joined;) {
    is_joined = false;
    for (std::size_t i = 0; i < groups.size() && !is_joined; ++i) {
      for (std::size_t j = i + 1; j < groups.size() && !is_joined; ++j) {
        if (!touch_in_every_choice(periods, groups[i], groups[j])) continue;
        groups[i].members.insert(groups[i].members.end(), groups[j].members.begin(), groups[j].members.end());
        groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(j));
        is_joined = true;
      }
    }
  }
  std::multiset<std::string> expected, found;
  for (const Group& group : groups) expected.emplace(laws::print(bounds_of(periods, group)));
  for (const Period& p : coalesce(bounds)) found.emplace(laws::print(detail::narrowed(p)));
  RC_ASSERT(found == expected);
}

RC_GTEST_PROP(CoalesceLaw, OfCertainPeriodsGivesTheirMaximalStretches, ()) {
  std::vector<Period> periods;
  std::vector<Stretch> stretches;
  const int count = *rc::gen::inRange(0, 12);
  for (int i = 0; i < count; ++i) {
    const int start = *rc::gen::inRange(0, 40), end = start + *rc::gen::inRange(1, 6);
    periods.push_back(Period::certain({start}, {end}));
    stretches.push_back({{start}, {end}});
  }
  const std::vector<Period> joined = coalesce(periods);
  const PeriodSet expected(stretches);
  RC_ASSERT(joined.size() == expected.size());
  for (std::size_t i = 0; i < joined.size(); ++i) {
    RC_ASSERT(joined[i] == Period::certain(expected.stretches()[i].start, expected.stretches()[i].end));
  }
}

}  // namespace
}  // namespace entente

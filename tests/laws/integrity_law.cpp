// Checks of time against all choices of bounds: holders by overlap, lifetimes by containment, in small worlds; and
// cycles of order against every way to lay out the ends.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "algorithms/overlap_sweep.hpp"
#include "db/checker.hpp"
#include "db/checks/order_cycles.hpp"
#include "laws/small_world.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

using checks::OrderedPair;
using laws::Choice;
using laws::WorldPeriod;

// Is something so for every choice, for none, for some.
class Counted {
 public:
  void add(bool holds) { (holds ? yes_ : no_) = true; }
  Truth truth() const { return !no_ ? Truth::kTrue : !yes_ ? Truth::kFalse : Truth::kUnknown; }

 private:
  bool yes_ = false, no_ = false;
};

Truth overlap_by_choices(const WorldPeriod& p, const WorldPeriod& q) {
  Counted counted;
  for (const Choice& a : p.choices)
    for (const Choice& b : q.choices) counted.add(a.start < b.end && b.start < a.end);
  return counted.truth();
}

Truth inside_by_choices(const WorldPeriod& p, const WorldPeriod& q) {
  Counted counted;
  for (const Choice& a : p.choices)
    for (const Choice& b : q.choices) counted.add(b.start <= a.start && a.end <= b.end);
  return counted.truth();
}

Validity stated(const Period& bounds) {
  Validity validity;
  validity.bounds = bounds;
  validity.direct_bounds = true;
  return validity;
}

// Every finding of the check, in one word: "certain", "possible", "clean".
std::string verdict(const GraphOf& graph, const std::string& check) {
  const auto findings = check_rules(*graph.build(), {check});
  if (findings.size() > 1) return "several";
  return findings.empty() ? "clean" : findings[0].certain ? "certain" : "possible";
}

std::string verdict_of_clash(Truth clash) {
  return clash == Truth::kTrue ? "certain" : clash == Truth::kUnknown ? "possible" : "clean";
}

// The bounds that some choice has.
Period bounds_in_use(const WorldPeriod& p) {
  Choice least = p.choices.front(), most = least;
  for (const Choice& c : p.choices) {
    least = {std::min(least.start, c.start), std::min(least.end, c.end)};
    most = {std::max(most.start, c.start), std::max(most.end, c.end)};
  }
  return {{least.start}, {most.start}, {least.end}, {most.end}};
}

// The world's moments ten days apart, so that a day is nothing.
Period ten_days_apart(const Period& p) {
  const auto at = [](Instant t) { return Instant{t.seconds * 10 * kSecondsPerDay}; };
  return {at(p.earliest_start), at(p.latest_start), at(p.earliest_end), at(p.latest_end)};
}

// The second starts in the very stretch in which the first ends.
bool hands_over(const Period& p, const Period& q) {
  return p.earliest_end != p.latest_end && p.earliest_end == q.earliest_start && p.latest_end == q.latest_start;
}

TEST(IntegrityLaw, TwoHoldersOfEveryPairOfPeriods) {
  Ontology ontology;
  ontology.relation_types.resize(1);
  ontology.relation_types[0].name = "HOLDS";
  ontology.relation_types[0].single_valued = true;
  const auto world = laws::periods_between(0, 4);
  for (const WorldPeriod& p : world) {
    for (const WorldPeriod& q : world) {
      const Period a = bounds_in_use(p), b = bounds_in_use(q);
      GraphOf graph(ontology);
      graph.entity("a").entity("b").entity("office");
      graph.relation("a", "HOLDS", "office", stated(ten_days_apart(a)))
          .relation("b", "HOLDS", "office", stated(ten_days_apart(b)));
      Truth clash = overlap_by_choices(p, q);
      if (clash == Truth::kUnknown && (hands_over(a, b) || hands_over(b, a))) clash = Truth::kFalse;
      ASSERT_EQ(verdict(graph, "two_holders"), verdict_of_clash(clash))
          << laws::print(p.bounds) << "and " << laws::print(q.bounds);
    }
  }
}

TEST(IntegrityLaw, RelationAndLifetimeOfEveryPairOfPeriods) {
  Ontology ontology;
  ontology.relation_types.resize(2);
  ontology.relation_types[0].name = "TOOK_PART_IN";
  ontology.relation_types[0].within.from = true;
  ontology.relation_types[1].name = "EXISTED";
  ontology.relation_types[1].is_lifetime = true;
  const auto world = laws::periods_between(0, 4);
  for (const WorldPeriod& p : world) {
    for (const WorldPeriod& q : world) {
      GraphOf graph(ontology);
      graph.entity("a").entity("b");
      graph.relation("a", "TOOK_PART_IN", "b", stated(p.bounds)).relation("a", "EXISTED", "b", stated(q.bounds));
      const Truth inside = inside_by_choices(p, q);
      const Truth clash = inside == Truth::kUnknown ? inside : inside == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
      ASSERT_EQ(verdict(graph, "relation_outside_lifetime"), verdict_of_clash(clash))
          << laws::print(p.bounds) << "in " << laws::print(q.bounds);
    }
  }
}

TEST(IntegrityLaw, LifetimesAgreeWhereTheyHaveAChoiceInCommon) {
  Ontology ontology;
  ontology.relation_types.resize(1);
  ontology.relation_types[0].name = "EXISTED";
  ontology.relation_types[0].is_lifetime = true;
  const auto world = laws::periods_between(0, 4);
  for (const WorldPeriod& p : world) {
    for (const WorldPeriod& q : world) {
      bool common = false;
      for (const Choice& a : p.choices)
        for (const Choice& b : q.choices) common = common || (a.start == b.start && a.end == b.end);
      GraphOf graph(ontology);
      graph.entity("a").entity("b");
      graph.relation("a", "EXISTED", "b", stated(p.bounds)).relation("a", "EXISTED", "b", stated(q.bounds));
      ASSERT_EQ(verdict(graph, "conflicting_lifetimes"), common ? "clean" : "certain")
          << laws::print(p.bounds) << "and " << laws::print(q.bounds);
    }
  }
}

RC_GTEST_PROP(IntegrityLaw, SweepsFindEveryPairOfClaimants, ()) {
  static const auto kWorld = laws::periods_between(0, 6);
  std::vector<const WorldPeriod*> periods = laws::some_periods(kWorld, *rc::gen::inRange(0, 12));
  std::vector<TimedClaim> claims;
  for (const WorldPeriod* p : periods) claims.push_back({*rc::gen::inRange<std::uint32_t>(0, 5), p->bounds});
  std::vector<std::pair<std::size_t, std::size_t>> certain, possible;
  for (std::size_t i = 0; i < claims.size(); ++i)
    for (std::size_t j = i + 1; j < claims.size(); ++j) {
      if (claims[i].claimant == claims[j].claimant) continue;
      const Truth truth = overlap_by_choices(*periods[i], *periods[j]);
      if (truth == Truth::kTrue) certain.emplace_back(i, j);
      if (truth == Truth::kUnknown) possible.emplace_back(i, j);
    }
  RC_ASSERT(certain_overlaps(claims, 1000).pairs == certain);
  RC_ASSERT(possible_overlaps(claims, 1000).pairs == possible);
  const OverlappingPairs few = certain_overlaps(claims, 3);
  RC_ASSERT(few.pairs.size() == std::min<std::size_t>(3, certain.size()));
  RC_ASSERT(few.cut == (certain.size() > 3));
}

// Can every vertex be given a start and a later end such that all pairs hold: by relaxing from nothing, which does not
// end where a cycle says that something begins before it begins.
bool can_be_laid_out(const std::vector<OrderedPair>& pairs, int vertices) {
  std::vector<int> start(static_cast<std::size_t>(vertices));
  for (int round = 0; round <= 2 * vertices; ++round) {
    bool changed = false;
    for (const OrderedPair& p : pairs) {
      const int least = start[p.from] + (p.strict ? 1 : 0);
      if (start[p.to] < least) {
        start[p.to] = least;
        changed = true;
      }
    }
    if (!changed) return true;
  }
  return false;
}

RC_GTEST_PROP(IntegrityLaw, CyclesAreMinimalAndNoneIsLeft, ()) {
  constexpr int kVertices = 7;
  std::vector<OrderedPair> pairs;
  const int count = *rc::gen::inRange(0, 16);
  for (int i = 0; i < count; ++i)
    pairs.push_back({*rc::gen::inRange<std::uint32_t>(0, kVertices), *rc::gen::inRange<std::uint32_t>(0, kVertices),
                     *rc::gen::arbitrary<bool>()});
  const std::size_t most = *rc::gen::element<std::size_t>(1, 50);
  const checks::OrderCycles found = checks::order_cycles(pairs, kVertices, most);
  const auto of = [&](const std::vector<std::size_t>& places) {
    std::vector<OrderedPair> chosen;
    for (const std::size_t i : places) chosen.push_back(pairs[i]);
    return chosen;
  };
  for (const std::vector<std::size_t>& cycle : found.cycles) {
    RC_ASSERT(!can_be_laid_out(of(cycle), kVertices));
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      std::vector<std::size_t> rest = cycle;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      RC_ASSERT(can_be_laid_out(of(rest), kVertices));
    }
  }
  RC_ASSERT(found.cycles.empty() == can_be_laid_out(pairs, kVertices));
  std::vector<std::size_t> rest;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    if (std::find(found.left_out.begin(), found.left_out.end(), i) == found.left_out.end()) rest.push_back(i);
  RC_ASSERT(can_be_laid_out(of(rest), kVertices));
}

}  // namespace
}  // namespace entente

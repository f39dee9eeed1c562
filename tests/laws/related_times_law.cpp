// Chains of periods of which each stands in a certain relation to the next, against every joint choice of their bounds.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "algorithms/related_times.hpp"
#include "laws/small_world.hpp"
#include "support/graphs.hpp"

namespace entente::laws {
namespace {

// A relation for each period of the world, in the order of `periods`.
std::shared_ptr<const TemporalGraph> one_of_each(const std::vector<WorldPeriod>& periods) {
  GraphOf g;
  g.entity("a").entity("b");
  for (const WorldPeriod& p : periods) g.relation("a", "R", "b", validity_of(p.bounds));
  return g.build();
}

bool is_related(const Choice& p, const Choice& q, const TimesRelation& relation) {
  const auto certain = [](const Choice& c) { return Period::certain(Instant{c.start}, Instant{c.end}); };
  if (!relation.relations().contains(*allen_possible(certain(p), certain(q)).only())) return false;
  const int gap = std::max({q.start - p.end, p.start - q.end, 0});
  return !relation.within || gap <= *relation.within;
}

// Of all choices of a chain, how the pairs fare: whether some choice relates all of them, and every one.
Truth by_choices(const std::vector<const WorldPeriod*>& chain, const TimesRelation& relation) {
  // The choices of the last period that some choice of those before it leads to.
  std::vector<Choice> led_to = chain.front()->choices;
  bool is_certain = true;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    std::vector<Choice> next;
    for (const Choice& q : chain[i]->choices) {
      if (std::any_of(led_to.begin(), led_to.end(), [&](const Choice& p) { return is_related(p, q, relation); }))
        next.push_back(q);
      for (const Choice& p : chain[i - 1]->choices) is_certain = is_certain && is_related(p, q, relation);
    }
    led_to = std::move(next);
  }
  return led_to.empty() ? Truth::kFalse : is_certain ? Truth::kTrue : Truth::kUnknown;
}

bool goes(RelatedTimes& times, const std::vector<Edge>& chain) {
  times.clear();
  return std::all_of(chain.begin(), chain.end(), [&](Edge e) { return times.push(e); });
}

TimesRelation some_relation() {
  TimesRelation relation;
  const auto word = [] { return *rc::gen::inRange<std::uint32_t>(0, kPeriodPredicates.size()); };
  relation.words = std::uint32_t{1} << word();
  if (*rc::gen::inRange(0, 3) == 0) relation.words |= std::uint32_t{1} << word();
  if (*rc::gen::inRange(0, 2) == 0) relation.within = *rc::gen::inRange<std::int64_t>(0, 3);
  return relation;
}

RC_GTEST_PROP(RelatedTimesLaw, AChainGoesOnAsChoicesDo, ()) {
  static const std::vector<WorldPeriod> kPeriods = periods_between(0, 6);
  static const std::shared_ptr<const TemporalGraph> kGraph = one_of_each(kPeriods);
  // Edges are sorted by start; each is found by its bounds.
  static const std::vector<Edge> kEdges = [] {
    std::vector<Edge> edges(kPeriods.size());
    for (Edge e = 0; e < kGraph->edge_count(); ++e) edges[kGraph->relation_id(e).value] = e;
    return edges;
  }();
  // Wide ones leave most to what comes before and after, sure ones decide it.
  static const std::vector<std::size_t> kWide = [] {
    std::vector<std::size_t> wide;
    for (std::size_t i = 0; i < kPeriods.size(); ++i)
      if (kPeriods[i].choices.size() >= 12) wide.push_back(i);
    return wide;
  }();
  static const std::vector<std::size_t> kSure = [] {
    std::vector<std::size_t> sure;
    for (std::size_t i = 0; i < kPeriods.size(); ++i)
      if (kPeriods[i].choices.size() == 1) sure.push_back(i);
    return sure;
  }();
  const View certain(*kGraph), possible = View(*kGraph).under(Reading::kPossible);
  const TimesRelation relation = some_relation();
  RelatedTimes surely(certain, relation), maybe(possible, relation);
  for (int i = 0; i < 500; ++i) {
    const std::size_t length = *rc::gen::inRange<std::size_t>(1, 5);
    std::vector<Edge> edges;
    std::vector<const WorldPeriod*> chain;
    for (std::size_t k = 0; k < length; ++k) {
      const std::size_t at = *rc::gen::elementOf(*rc::gen::elementOf(std::vector{kWide, kSure}));
      chain.push_back(&kPeriods[at]);
      edges.push_back(kEdges[at]);
    }
    const Truth expected = by_choices(chain, relation);
    RC_ASSERT(goes(surely, edges) == (expected == Truth::kTrue));
    RC_ASSERT(goes(maybe, edges) == (expected != Truth::kFalse));
  }
}

}  // namespace
}  // namespace entente::laws

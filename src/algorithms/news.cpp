#include "algorithms/news.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "algorithms/journey.hpp"

namespace entente {
namespace {

// From when on there is news, at the earliest and by the latest.
struct NewsOut {
  Instant earliest = Instant::minus_infinity(), latest = Instant::minus_infinity();
};

NewsOut news_out(const View& view, const NewsChoice& choice) {
  if (choice.since) return {*choice.since, *choice.since};
  const Life life = view.life(choice.of);
  if (!life.stated) return {};
  return {life.period.earliest_start, detail::last_start(life.period)};
}

// Whom a relation binds to it, each with the moment from which on it can tell others.
std::vector<JourneySearch::FirstStep> first_to_know(const View& view, const NewsChoice& choice, Instant out) {
  const TemporalGraph& graph = view.graph();
  const BoardingTimes boardings(view);
  StepChoice any;
  any.direction = Direction::kBoth;
  std::vector<JourneySearch::FirstStep> first;
  Steps(view, any).from(choice.of, [&](const StepCursor& step) {
    const RelationTraits& traits = graph.traits().relation(step.type());
    const bool is_source = graph.source(step.edge()) == choice.of;
    if (traits.kind == RelationKind::kTimeless || traits.is_lifetime || step.neighbor() == choice.of) return false;
    if (!(is_source ? traits.implies_from : traits.implies_to)) return false;
    boardings.each(step.edge(), [&](const Boarding& boarding) {
      if (choice.since && *choice.since >= boarding.closes) return false;
      const Instant ready = std::max(out, boarding.opens);
      if (ready < boardings.closing()) first.push_back({step.edge(), step.neighbor(), ready});
      return false;
    });
    return false;
  });
  return first;
}

// Until when it is news: counted from when it can be out, or else from when somebody can know of it.
Instant last_of_news(const NewsChoice& choice, const NewsOut& out, const std::vector<JourneySearch::FirstStep>& first) {
  if (!choice.within) return Instant::plus_infinity();
  Instant begins = out.earliest;
  if (!begins.is_finite()) {
    begins = Instant::plus_infinity();
    for (const JourneySearch::FirstStep& step : first) begins = std::min(begins, step.ready);
  }
  if (!begins.is_finite()) return Instant::plus_infinity();
  const Result<Instant> end = add(begins, *choice.within);
  if (!end.ok()) throw end.error();
  return *end;
}

}  // namespace

std::vector<Informed> spread_news(const View& view, const NewsChoice& choice) {
  const NewsOut out = news_out(view, choice);
  JourneyChoice journeys;
  journeys.steps = choice.steps;
  journeys.travel = choice.travel;
  const View possible = view.under(Reading::kPossible);
  const View sure = view.slice().reading == Reading::kPossible ? view.under(Reading::kCertain) : view;
  const std::vector<JourneySearch::FirstStep> first = first_to_know(possible, choice, out.earliest);
  const Instant until = last_of_news(choice, out, first);
  JourneySearch earliest(possible, journeys, PathGoal::kEarliestArrival);
  earliest.run(choice.of, first);
  JourneySearch surest(sure, journeys, PathGoal::kEarliestArrival);
  surest.run(choice.of, first_to_know(sure, choice, out.latest));

  MemoryCharge kept(view.watch());
  std::vector<Informed> informed;
  for (const Vertex v : earliest.reached()) {
    view.poll();
    const JourneySearch::Found best = *earliest.best(v);
    const Instant from = earliest.state(best).ready;
    if (v == choice.of || from > until) continue;
    if (!choice.steps.through_apparatus && is_apparatus(view.graph(), v)) continue;
    Informed row{v, from, std::nullopt, earliest.path(best)};
    if (const auto known = surest.best(v)) {
      if (const Instant by = surest.state(*known).ready; by <= until) row.surely_by = by;
    }
    kept.add(sizeof(Informed) + row.how.nodes.size() * (sizeof(NodeRef) + sizeof(RelationshipRef)));
    informed.push_back(std::move(row));
  }
  const auto order = [](const Informed& i) {
    return std::tuple(i.possibly_from, i.surely_by.value_or(Instant::plus_infinity()), i.who);
  };
  std::sort(informed.begin(), informed.end(),
            [&](const Informed& a, const Informed& b) { return order(a) < order(b); });
  return informed;
}

}  // namespace entente

// Relations whose ends stand in the wrong order in time: an effect before its cause.
#include <fmt/format.h>

#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"
#include "db/checks/order_of_ends.hpp"
#include "time/read_alike.hpp"

namespace entente::checks {
namespace {

std::string clash(EndOrder order, const Period& from, const Period& to, bool certain) {
  const Instant second = certain ? detail::last_start(to) : to.earliest_start;
  if (order == EndOrder::kStartsBefore) {
    const Instant first = certain ? from.earliest_start : detail::last_start(from);
    return certain ? fmt::format("the first begins on {} at the earliest, the second on {} at the latest",
                                 first_day(first), first_day(second))
                   : fmt::format("the first may begin as late as {}, the second as early as {}", first_day(first),
                                 first_day(second));
  }
  const Instant first = certain ? detail::first_end(from) : from.latest_end;
  return certain ? fmt::format("the first lasts until {} at least, the second begins on {} at the latest",
                               last_day(first), first_day(second))
                 : fmt::format("the first may last until {}, the second begin as early as {}", last_day(first),
                               first_day(second));
}

bool agree(EndOrder order, const Period& from, const Period& to) {
  return order == EndOrder::kStartsBefore ? agree_starting_before(from, to) : agree_before(from, to);
}

}  // namespace

Truth is_in_order(EndOrder order, const Period& from, const Period& to) {
  return order == EndOrder::kStartsBefore ? starts_before(from, to) : before(from, to);
}

Truth ends_in_order(const CheckContext& context, Edge e) {
  const TemporalGraph& graph = context.graph();
  if (graph.source(e) == graph.target(e)) return Truth::kUnknown;
  const Life& from = context.life(graph.source(e));
  const Life& to = context.life(graph.target(e));
  return from.stated && to.stated ? is_in_order(context.traits(e).end_order, from.period, to.period) : Truth::kUnknown;
}

namespace {

void broken_end_orders(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  for (const Edge e : graph.edges()) {
    const EndOrder order = context.traits(e).end_order;
    if (order == EndOrder::kNone || graph.source(e) == graph.target(e)) continue;
    const Life& from = context.life(graph.source(e));
    const Life& to = context.life(graph.target(e));
    if (!from.stated || !to.stated) continue;
    const Truth truth = is_in_order(order, from.period, to.period);
    if (truth == Truth::kTrue) continue;
    Finding finding;
    finding.rule = "end_order_broken";
    finding.subject = context.subject(e);
    finding.certain = truth == Truth::kFalse;
    finding.message = fmt::format(
        "{}, but {} ({}) {} {} {} ({}): {}", context.statement(e), context.name(graph.source(e)), in_words(from.period),
        finding.certain ? "does not" : "may not", order == EndOrder::kBefore ? "end before" : "begin before or with",
        context.name(graph.target(e)), in_words(to.period), clash(order, from.period, to.period, finding.certain));
    finding.vague = !finding.certain && agree(order, from.period, to.period);
    finding.facts.push_back(context.fact_of_relation(e));
    for (const Vertex v : {graph.source(e), graph.target(e)})
      for (FindingFact& fact : context.lifetime_facts(v)) finding.facts.push_back(std::move(fact));
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern constexpr Check kEndOrderBroken = {
    .name = "end_order_broken",
    .summary = "a relation whose ends stand in the wrong order in time",
    .example = "an effect before its cause",
    .run = broken_end_orders,
};

}  // namespace entente::checks

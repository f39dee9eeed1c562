// Two holders of a single-valued relation at once: different entities whose relations to the same one overlap. The
// relations of a sub-relation compete with all of the single-valued type. A relation without stated time may hold at
// any: it clashes possibly.
#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "db/checks/checks.hpp"
#include "db/checks/clash.hpp"
#include "db/checks/overlap_sweep.hpp"
#include "entente/time/period_algebra.hpp"
#include "entente/time/stated_order.hpp"

namespace entente::checks {
namespace {

// The clashes that are listed of one office, certain and possible ones each. Where everyone holds it all the time,
// there is one for each pair of relations.
constexpr std::size_t kMostClashes = 200;

struct Holding {
  Vertex to, holder;
  Edge edge;
};
using Holdings = std::vector<Holding>;

bool is_dated(const CheckContext& context, Edge e) {
  return context.graph().period(e) != Period::always();
}

Period period_of(const CheckContext& context, Edge e) {
  return is_dated(context, e) ? context.graph().period(e) : StatedOrder::undated();
}

std::string held(const CheckContext& context, const Holding& h) {
  return fmt::format("{} ({})", context.name(h.holder),
                     is_dated(context, h.edge) ? in_words(context.graph().period(h.edge)) : "at no stated time");
}

Finding clash(const CheckContext& context, SymbolId type, const Holding& a, const Holding& b, bool certain) {
  Finding finding;
  finding.rule = "two_holders";
  finding.subject = std::string(context.graph().key(a.to));
  finding.certain = certain;
  finding.message = fmt::format("{}: one {} at a time, but {} and {} {} at once", context.name(a.to),
                                in_a_line(context.graph().symbol_name(type)), held(context, a), held(context, b),
                                certain ? "held it" : "may have held it");
  const Period p = period_of(context, a.edge), q = period_of(context, b.edge);
  if (const Period both = intersection(p, q).period; certain && both.has_core())
    finding.message += ", " + in_words(both);
  finding.vague = !certain && (agree_before(p, q) || agree_before(q, p));
  finding.facts = {context.fact_of_relation(a.edge), context.fact_of_relation(b.edge)};
  return finding;
}

void check_office(const CheckContext& context, SymbolId type, std::span<const Holding> office, Findings& findings) {
  std::vector<TimedClaim> claims;
  for (const Holding& h : office) claims.push_back({h.holder, period_of(context, h.edge)});
  for (const bool certain : {true, false}) {
    const OverlappingPairs found =
        certain ? certain_overlaps(claims, kMostClashes) : possible_overlaps(claims, kMostClashes);
    for (const auto& [a, b] : found.pairs) findings.push_back(clash(context, type, office[a], office[b], certain));
    if (!found.cut) continue;
    findings.push_back(
        {"two_holders",
         fmt::format("{}: {} relations of {} lead to it, and only {} of their {}clashes are listed",
                     context.name(office.front().to), office.size(), in_a_line(context.graph().symbol_name(type)),
                     found.pairs.size(), certain ? "" : "possible "),
         std::string(context.graph().key(office.front().to)), certain});
  }
}

}  // namespace

void two_holders(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  std::map<SymbolId, Holdings> by_type;
  for (Edge e = 0; e < graph.edge_count(); ++e) {
    const RelationRules& rules = context.rules(e);
    if (!rules.single_valued) continue;
    Holdings& holdings = by_type[*rules.single_valued];
    holdings.push_back({graph.target(e), graph.source(e), e});
    if (rules.symmetric) holdings.push_back({graph.source(e), graph.target(e), e});
  }
  for (auto& [type, holdings] : by_type) {
    std::sort(holdings.begin(), holdings.end(), [&](const Holding& a, const Holding& b) {
      return std::tuple(a.to, graph.start(a.edge), a.edge) < std::tuple(b.to, graph.start(b.edge), b.edge);
    });
    for (auto first = holdings.begin(); first != holdings.end();) {
      const auto last = std::find_if(first, holdings.end(), [&](const Holding& h) { return h.to != first->to; });
      if (last - first > 1) check_office(context, type, {first, last}, findings);
      first = last;
    }
  }
}

}  // namespace entente::checks

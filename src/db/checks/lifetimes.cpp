// What is said of the times in which entities existed: statements of one lifetime that can't all be right, and
// relations that hold while an end of theirs does not exist.
//
// Two statements of a lifetime are about one and the same period: vague ones that leave a common choice agree. A
// relation chooses its bounds independently of the lifetime, so its truth is that of `during`. A relation without
// stated time is compared with nothing.
#include <fmt/format.h>

#include "db/checks/checks.hpp"
#include "db/checks/clash.hpp"

namespace entente::checks {
namespace {

void check_end(const CheckContext& context, Edge e, Vertex v, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  const Lifetime& lifetime = context.lifetime(v);
  if (!lifetime.stated) return;
  const Period period = graph.period(e);
  const Truth within = during(period, lifetime.period);
  if (within == Truth::kTrue) return;
  Finding finding;
  finding.rule = "relation_outside_lifetime";
  finding.subject = context.subject(e);
  finding.certain = within == Truth::kFalse;
  const std::string_view outer = lifetime.disputed ? "the disputed lifetime" : "the lifetime";
  finding.message = fmt::format("{} ({}), {}outside the lifetime of {} ({}): {}", context.statement(e),
                                in_words(period), finding.certain ? "" : "possibly ", context.name(v),
                                in_words(lifetime.period), why_not_during(period, lifetime.period, outer));
  finding.vague = !finding.certain && agree_during(period, lifetime.period);
  finding.facts = context.lifetime_facts(v);
  finding.facts.insert(finding.facts.begin(), context.fact_of_relation(e));
  findings.push_back(std::move(finding));
}

}  // namespace

void relations_outside_lifetime(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  if (!context.any_rule([](const RelationRules& r) { return r.is_within(); })) return;
  for (Edge e = 0; e < graph.edge_count(); ++e) {
    const RelationRules& rules = context.rules(e);
    if (!rules.is_within() || graph.period(e) == Period::always()) continue;
    if (rules.within_from) check_end(context, e, graph.source(e), findings);
    if (rules.within_to && graph.target(e) != graph.source(e)) check_end(context, e, graph.target(e), findings);
  }
}

void conflicting_lifetimes(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (!context.lifetime(v).disputed) continue;
    std::vector<FindingFact> facts = context.lifetime_facts(v);
    std::string said;
    for (const FindingFact& fact : facts) {
      if (fact.validity) said += (said.empty() ? "" : "; ") + in_words(fact.validity->bounds);
    }
    findings.push_back(
        {"conflicting_lifetimes",
         fmt::format("{}: no one time of existence agrees with all that is said of it: {}", context.name(v), said),
         std::string(graph.key(v)), true, false, std::move(facts)});
  }
}

}  // namespace entente::checks

// Facts that break what the ontology asks of their properties.
#include <fmt/format.h>

#include "db/checks/check.hpp"
#include "graph/property_rules.hpp"

namespace entente::checks {
namespace {

void property_rules_broken(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  for (const PropertyRule& rule : graph.ontology().property_rules) {
    for (Vertex v = 0; v < graph.vertex_count() && !rule.of_relations; ++v) {
      const auto broken = broken_at(graph, rule, NodeRef{v});
      if (!broken || (broken->other && *broken->other < v)) continue;  // of two that are alike the first tells
      Finding finding{"property_rule_broken",
                      fmt::format("{} {}{}, against {}", context.name(v), broken->certain ? "" : "perhaps ",
                                  broken->reason, in_words(rule)),
                      std::string(graph.key(v)),
                      broken->certain,
                      false,
                      {context.fact(v)}};
      if (broken->other) finding.facts.push_back(context.fact(*broken->other));
      findings.push_back(std::move(finding));
    }
    if (!rule.of_relations) continue;
    for (const Edge e : graph.edges())
      if (const auto broken = broken_at(graph, rule, RelationshipRef{e}))
        findings.push_back({"property_rule_broken",
                            fmt::format("{}: it {}, against {}", context.statement(e), broken->reason, in_words(rule)),
                            context.subject(e),
                            true,
                            false,
                            {context.fact_of_relation(e)}});
  }
}

}  // namespace

extern constexpr Check kPropertyRuleBroken = {
    .name = "property_rule_broken",
    .summary = "a fact whose properties are not as the ontology asks",
    .example = "two treaties with one number",
    .run = property_rules_broken,
};

}  // namespace entente::checks

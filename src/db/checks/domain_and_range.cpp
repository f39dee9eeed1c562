// Relations whose ends are of other types than their type, or one that it is a sub-relation of, allows.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "db/checks/check.hpp"

namespace entente::checks {
namespace {

bool is_allowed(const TemporalGraph& graph, Vertex v, const AllowedEnds& allowed) {
  return std::any_of(allowed.types.begin(), allowed.types.end(),
                     [&](SymbolId type) { return graph.has_label(v, type); });
}

std::string is_a(const CheckContext& context, Vertex v) {
  const auto labels = context.graph().labels(v);
  return labels.empty() ? "has no type"
                        : fmt::format("is a {}", in_a_line(context.graph().symbol_name(labels.front())));
}

// One finding a relation, about the first declaration that it breaks.
void check(const CheckContext& context, Findings& findings, std::string_view rule, std::string_view verb,
           std::vector<AllowedEnds> RelationRules::*allowed, Vertex (TemporalGraph::*end)(Edge) const,
           std::vector<std::string> RelationType::*types) {
  const TemporalGraph& graph = context.graph();
  for (const Edge e : graph.edges()) {
    const Vertex v = (graph.*end)(e);
    for (const AllowedEnds& ends : context.rules(e).*allowed) {
      if (is_allowed(graph, v, ends)) continue;
      findings.push_back(
          {std::string(rule),
           fmt::format("{}: {} {}, and {} {} {}", context.statement(e), context.name(v), is_a(context, v),
                       ends.said_by->name, verb, fmt::join(ends.said_by->*types, " or ")),
           context.subject(e),
           true,
           false,
           {context.fact_of_relation(e), context.fact(v)}});
      break;
    }
  }
}

void relations_outside_domain(const CheckContext& context, Findings& findings) {
  check(context, findings, "relation_outside_domain", "starts at", &RelationRules::domain, &TemporalGraph::source,
        &RelationType::domain);
}

void relations_outside_range(const CheckContext& context, Findings& findings) {
  check(context, findings, "relation_outside_range", "ends at", &RelationRules::range, &TemporalGraph::target,
        &RelationType::range);
}

}  // namespace

extern constexpr Check kRelationOutsideDomain = {
    .name = "relation_outside_domain",
    .summary = "a relation that starts at an entity of a wrong type",
    .example = "a treaty that met a person",
    .run = relations_outside_domain,
};

extern constexpr Check kRelationOutsideRange = {
    .name = "relation_outside_range",
    .summary = "a relation that ends at an entity of a wrong type",
    .example = "a person who met a treaty",
    .run = relations_outside_range,
};

}  // namespace entente::checks

// Types that are used and not declared. An ontology without types declares nothing and forbids nothing.
#include <fmt/format.h>

#include "db/checks/check.hpp"

namespace entente::checks {
namespace {

struct Use {
  std::size_t count = 0;
  std::vector<FindingFact> facts;
};

bool declares_nothing(const CheckContext& context) {
  const Ontology& ontology = context.graph().ontology();
  return ontology.entity_types.empty() && ontology.relation_types.empty();
}

void report(const CheckContext& context, std::string_view rule, std::string_view of, std::vector<Use>& uses,
            Findings& findings) {
  for (std::uint32_t i = 0; i < uses.size(); ++i) {
    if (uses[i].count == 0) continue;
    const std::string name(context.graph().symbol_name(SymbolId{i}));
    findings.push_back({std::string(rule),
                        fmt::format("{} is not in the ontology; {} {} it", in_a_line(name), uses[i].count, of), name,
                        true, false, std::move(uses[i].facts)});
  }
}

void undeclared_entity_types(const CheckContext& context, Findings& findings) {
  if (declares_nothing(context)) return;
  const TemporalGraph& graph = context.graph();
  std::vector<bool> declared(graph.symbol_count());
  for (const EntityType& type : graph.ontology().entity_types)
    if (const auto symbol = graph.symbol(type.name)) declared[symbol->value] = true;
  std::vector<Use> uses(graph.symbol_count());
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    for (const SymbolId label : graph.labels(v)) {
      if (declared[label.value]) continue;
      Use& use = uses[label.value];
      if (++use.count <= kMostFacts) use.facts.push_back(context.fact(v));
    }
  report(context, "undeclared_entity_type", "entities have", uses, findings);
}

void undeclared_relation_types(const CheckContext& context, Findings& findings) {
  if (declares_nothing(context)) return;
  const TemporalGraph& graph = context.graph();
  std::vector<Use> uses(graph.symbol_count());
  for (const Edge e : graph.edges()) {
    if (context.rules(e).declared != nullptr) continue;
    Use& use = uses[graph.type(e).value];
    if (++use.count <= kMostFacts) use.facts.push_back(context.fact_of_relation(e));
  }
  report(context, "undeclared_relation_type", "relations have", uses, findings);
}

}  // namespace

extern constexpr Check kUndeclaredEntityType = {
    .name = "undeclared_entity_type",
    .summary = "an entity type that the ontology lacks",
    .example = "an entity of type Persn",
    .run = undeclared_entity_types,
};

extern constexpr Check kUndeclaredRelationType = {
    .name = "undeclared_relation_type",
    .summary = "a relation type that the ontology lacks",
    .example = "a relation of type MEET",
    .run = undeclared_relation_types,
};

}  // namespace entente::checks

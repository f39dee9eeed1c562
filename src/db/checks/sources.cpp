// Sources that are no entity, and facts that name no source though their provenance says that there is one.
//
// A stated or implied fact comes from a source, a derived one from a source or from facts that it rests on; background
// needs none. A store in which nothing names a source keeps none, and nothing is missing there.
#include <map>

#include <fmt/format.h>

#include "db/checks/check.hpp"

namespace entente::checks {
namespace {

bool any_source(const TemporalGraph& graph) {
  for (const Edge e : graph.edges())
    if (!graph.attribution(e).sources.empty()) return true;
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (!graph.attribution_of_vertex(v).sources.empty()) return true;
  return false;
}

bool lacks_source(const Attribution& attribution, bool rests_on_facts) {
  if (!attribution.sources.empty()) return false;
  if (attribution.provenance == Provenance::kDerived) return !rests_on_facts;
  return attribution.provenance != Provenance::kBackground;
}

Finding missing(FindingFact fact, std::string subject) {
  std::string message =
      fmt::format("{} is {}, and no source is named", fact.statement, name(fact.attribution.provenance));
  Finding finding{"missing_source", std::move(message), std::move(subject), true, false, {std::move(fact)}};
  finding.advice = true;  // no ontology can ask for sources
  return finding;
}

struct Named {
  std::size_t count = 0;
  std::vector<FindingFact> facts;
};

void missing_sources(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  if (!any_source(graph)) return;
  std::vector<bool> is_source(graph.vertex_count());
  const auto mark = [&](const Attribution& attribution) {
    for (const SourceRef& s : attribution.sources)
      if (const auto v = graph.find(s.source)) is_source[*v] = true;
  };
  for (Vertex v = 0; v < graph.vertex_count(); ++v) mark(graph.attribution_of_vertex(v));
  for (const Edge e : graph.edges()) mark(graph.attribution(e));

  const auto premises = graph.symbol(kRestsOn);
  const auto rests = [&](const Value& value) { return value.is_list() ? !value.list().empty() : !value.is_null(); };
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    if (is_source[v]) continue;  // a source speaks for itself
    if (lacks_source(graph.attribution_of_vertex(v), premises && rests(graph.property(v, *premises))))
      findings.push_back(missing(context.fact(v), std::string(graph.key(v))));
  }
  for (const Edge e : graph.edges())
    if (lacks_source(graph.attribution(e), premises && rests(graph.edge_property(e, *premises))))
      findings.push_back(missing(context.fact_of_relation(e), context.subject(e)));
}

void unknown_sources(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  std::map<std::string, Named> unknown;
  const auto look = [&](const Attribution& attribution, auto fact) {
    for (const SourceRef& s : attribution.sources) {
      if (graph.find(s.source)) continue;
      Named& named = unknown[s.source];
      if (++named.count <= kMostFacts) named.facts.push_back(fact());
    }
  };
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    look(graph.attribution_of_vertex(v), [&] { return context.fact(v); });
  for (const Edge e : graph.edges()) look(graph.attribution(e), [&] { return context.fact_of_relation(e); });
  for (auto& [source, named] : unknown)
    findings.push_back({"unknown_source",
                        fmt::format("`{}` is the source of {} {}, and no entity", in_a_line(source), named.count,
                                    named.count == 1 ? "fact" : "facts"),
                        source, true, false, std::move(named.facts)});
}

}  // namespace

extern constexpr Check kMissingSource = {
    .name = "missing_source",
    .summary = "a stated, implied or derived fact without a source",
    .example = "a meeting that no text is named for",
    .run = missing_sources,
};

extern constexpr Check kUnknownSource = {
    .name = "unknown_source",
    .summary = "a source that is no entity",
    .example = "a fact with the source `doc-x`, which there is not",
    .run = unknown_sources,
};

}  // namespace entente::checks

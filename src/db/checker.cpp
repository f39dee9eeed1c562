#include "db/checker.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

namespace entente {
namespace {

std::string display(const TemporalGraph& graph, Vertex v) {
  const auto symbol = graph.symbol("name");
  const Value name = symbol ? graph.property(v, *symbol) : Value();
  return name.is_string() ? name.as_string() : std::string(graph.key(v));
}

std::string relation_text(const TemporalGraph& graph, Edge e) {
  return fmt::format("{} {} {}", display(graph, graph.source(e)), graph.symbol_name(graph.type(e)),
                     display(graph, graph.target(e)));
}

std::string subject_of(const TemporalGraph& graph, Edge e) {
  std::string key = graph.relationship_record(e).key;
  return key.empty() ? std::string(graph.key(graph.source(e))) : key;
}

bool has_any(const TemporalGraph& graph, Vertex v, const std::vector<std::string>& types) {
  return std::any_of(types.begin(), types.end(), [&](const std::string& type) {
    const auto symbol = graph.symbol(type);
    return symbol && graph.has_label(v, *symbol);
  });
}

void check_declared(const TemporalGraph& graph, std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> entities, relations;
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    for (const SymbolId label : graph.labels(v)) {
      const std::string name(graph.symbol_name(label));
      if (!graph.ontology().entity_type(name)) ++entities[name];
    }
  for (Edge e = 0; e < graph.edge_count(); ++e) {
    const std::string name(graph.symbol_name(graph.type(e)));
    if (!graph.ontology().relation_type(name)) ++relations[name];
  }
  for (const auto& [name, count] : entities)
    findings.push_back(
        {"undeclared_entity_type", fmt::format("{} is not in the ontology; {} entities have it", name, count), name});
  for (const auto& [name, count] : relations)
    findings.push_back({"undeclared_relation_type",
                        fmt::format("{} is not in the ontology; {} relations have it", name, count), name});
}

void check_ends(const TemporalGraph& graph, std::vector<Finding>& findings) {
  for (Edge e = 0; e < graph.edge_count(); ++e) {
    const RelationType* type = graph.ontology().relation_type(graph.symbol_name(graph.type(e)));
    if (!type) continue;
    if (!type->domain.empty() && !has_any(graph, graph.source(e), type->domain))
      findings.push_back({"relation_outside_domain",
                          fmt::format("{}: starts at no {}", relation_text(graph, e), fmt::join(type->domain, " or ")),
                          subject_of(graph, e)});
    if (!type->range.empty() && !has_any(graph, graph.target(e), type->range))
      findings.push_back({"relation_outside_range",
                          fmt::format("{}: ends at no {}", relation_text(graph, e), fmt::join(type->range, " or ")),
                          subject_of(graph, e)});
  }
}

void check_sources(const TemporalGraph& graph, std::vector<Finding>& findings) {
  std::set<std::string> unknown;
  const auto look = [&](const Attribution& a) {
    for (const SourceRef& s : a.sources)
      if (!graph.find(s.source)) unknown.insert(s.source);
  };
  for (Vertex v = 0; v < graph.vertex_count(); ++v) look(graph.attribution_of_vertex(v));
  for (Edge e = 0; e < graph.edge_count(); ++e) look(graph.attribution(e));
  for (const std::string& source : unknown)
    findings.push_back(
        {"unknown_source", fmt::format("facts name the source `{}`, which is no entity", source), source});
}

}  // namespace

std::vector<Finding> check_rules(const TemporalGraph& graph) {
  std::vector<Finding> findings;
  if (!graph.ontology().entity_types.empty() || !graph.ontology().relation_types.empty()) {
    check_declared(graph, findings);
    check_ends(graph, findings);
  }
  check_sources(graph, findings);
  return findings;
}

}  // namespace entente

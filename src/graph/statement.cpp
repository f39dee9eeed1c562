#include "graph/statement.hpp"

#include <fmt/format.h>

#include "model/wording.hpp"

namespace entente {
std::string display_name(const TemporalGraph& graph, Vertex v) {
  const auto symbol = graph.symbol("name");
  const Value name = symbol ? graph.property(v, *symbol) : Value();
  return name.is_string() && !name.string().empty() ? name.string() : std::string(graph.key(v));
}

std::string statement(const TemporalGraph& graph, Edge e) {
  const std::string_view name = graph.symbol_name(graph.type(e));
  const std::string verb = verb_of(name, graph.ontology().relation_type(name), graph.period(e));
  return fmt::format("{} {} {}", display_name(graph, graph.source(e)), verb, display_name(graph, graph.target(e)));
}

std::string statement_of_vertex(const TemporalGraph& graph, Vertex v) {
  const auto labels = graph.labels(v);
  const std::string name = display_name(graph, v);
  return labels.empty() ? name : fmt::format("{} ({})", name, graph.symbol_name(labels.front()));
}

}  // namespace entente

#include "db/statement.hpp"

#include <fmt/format.h>

namespace entente {
namespace {

std::string in_words(std::string_view type) {
  std::string words(type);
  for (char& c : words) c = c == '_' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return words;
}

bool goes_on(const TemporalGraph& graph, Edge e, const RelationType* type) {
  if (type != nullptr && type->kind == RelationKind::kEvent) return false;
  return graph.period(e).earliest_end == Instant::plus_infinity();
}

}  // namespace

std::string display_name(const TemporalGraph& graph, Vertex v) {
  const auto symbol = graph.symbol("name");
  const Value name = symbol ? graph.property(v, *symbol) : Value();
  return name.is_string() && !name.as_string().empty() ? name.as_string() : std::string(graph.key(v));
}

std::string statement(const TemporalGraph& graph, Edge e) {
  const std::string_view name = graph.symbol_name(graph.type(e));
  const RelationType* type = graph.ontology().relation_type(name);
  std::string verb;
  if (type != nullptr) verb = goes_on(graph, e, type) ? type->verb.present : type->verb.past;
  if (verb.empty()) verb = in_words(name);
  return fmt::format("{} {} {}", display_name(graph, graph.source(e)), verb, display_name(graph, graph.target(e)));
}

std::string statement_of_vertex(const TemporalGraph& graph, Vertex v) {
  const auto labels = graph.labels(v);
  const std::string name = display_name(graph, v);
  return labels.empty() ? name : fmt::format("{} ({})", name, graph.symbol_name(labels.front()));
}

}  // namespace entente

#include "query/procedures/schema_rows.hpp"

#include <map>
#include <set>

namespace entente {
namespace {

// How often each property is used, and a value of it.
class PropertiesInUse {
 public:
  explicit PropertiesInUse(const TemporalGraph& graph) : graph_(graph) {}

  template <class Read>
  void add(const std::vector<SymbolId>& keys, const Read& read) {
    for (const SymbolId key : keys) {
      auto& [count, example] = used_[std::string(graph_.symbol_name(key))];
      ++count;
      if (example.is_null()) example = read(key);
    }
  }

  List rows() const {
    List list;
    for (const auto& [key, use] : used_) {
      list.emplace_back(Map{{"key", Value(key)}, {"count", Value(use.first)}, {"example", use.second}});
    }
    return list;
  }

 private:
  const TemporalGraph& graph_;
  std::map<std::string, std::pair<std::int64_t, Value>> used_;
};

Value text_or_null(std::string_view text) {
  return text.empty() ? Value() : Value(text);
}

List list_of(const auto& names) {
  List list;
  for (const auto& name : names) list.emplace_back(name);
  return list;
}

std::vector<Value> entity_row(const View& view, const std::string& name, const EntityType* declared) {
  const TemporalGraph& graph = view.graph();
  std::int64_t count = 0;
  PropertiesInUse properties(graph);
  if (const std::optional<SymbolId> label = graph.symbol(name)) {
    for (const Vertex v : graph.vertices_with_label(*label)) {
      view.poll();
      if (!view.admits_vertex(v)) continue;
      ++count;
      properties.add(view.keys(v), [&](SymbolId key) { return view.property(v, key); });
    }
  }
  return {
      Value("entity"), Value(name), Value(count),      text_or_null(declared ? declared->parent : ""), Value(), Value(),
      Value(),         Value(),     properties.rows(), text_or_null(declared ? declared->summary : "")};
}

std::vector<Value> relation_row(const View& view, const std::string& name, const RelationType* declared) {
  const TemporalGraph& graph = view.graph();
  std::int64_t count = 0;
  PropertiesInUse properties(graph);
  std::set<std::string> from, to;  // as the data has them, where nothing is declared
  const auto note = [&](std::set<std::string>& side, Vertex v) {
    if (const auto labels = graph.labels(v); !labels.empty()) side.emplace(graph.symbol_name(labels.front()));
  };
  if (const std::optional<SymbolId> type = graph.symbol(name); type && graph.has_edges_of_type(*type)) {
    for (const Edge e : graph.edges_of_type(*type)) {
      view.poll();
      if (!view.admits(e)) continue;
      ++count;
      properties.add(view.edge_keys(e), [&](SymbolId key) { return view.edge_property(e, key); });
      note(from, graph.source(e));
      note(to, graph.target(e));
    }
  }
  const bool has_domain = declared && !declared->domain.empty(), has_range = declared && !declared->range.empty();
  return {Value("relation"),
          Value(name),
          Value(count),
          text_or_null(declared ? declared->sub_relation_of : ""),
          has_domain ? list_of(declared->domain) : list_of(from),
          has_range ? list_of(declared->range) : list_of(to),
          text_or_null(declared ? declared->inverse : ""),
          text_or_null(declared ? declared->verb.past : ""),
          properties.rows(),
          text_or_null(declared ? declared->summary : "")};
}

}  // namespace

ProcedureRows schema_rows(const View& view) {
  // By name; null: it is not declared.
  std::map<std::string, const EntityType*> labels;
  std::map<std::string, const RelationType*> types;
  for (const EntityType& type : view.graph().ontology().entity_types) labels.emplace(type.name, &type);
  for (const RelationType& type : view.graph().ontology().relation_types) types.emplace(type.name, &type);
  for (std::string& name : view.graph().label_names()) labels.emplace(std::move(name), nullptr);
  for (std::string& name : view.graph().relation_type_names()) types.emplace(std::move(name), nullptr);
  ProcedureRows rows;
  for (const auto& [name, declared] : labels) rows.push_back(entity_row(view, name, declared));
  for (const auto& [name, declared] : types) rows.push_back(relation_row(view, name, declared));
  return rows;
}

}  // namespace entente

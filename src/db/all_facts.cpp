#include "db/all_facts.hpp"

#include "db/view_of.hpp"
#include "graph/standings.hpp"
#include "query/execute/system_time.hpp"

namespace entente {

Table all_facts(const TemporalGraph& graph, const QueryOptions& options) {
  Table table;
  const RunWatch watch(options.control);
  const View view = view_of(graph, options, table.warnings).watched(&watch);
  if (!options.system_time.empty()) warn_before_first_commit(graph, {}, table.warnings);
  warn_of_erased(graph, {}, table.warnings);
  WithheldCount count(view);
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    view.poll();
    count.look_at_vertex(v);
    if (view.admits_vertex(v)) table.elements.nodes.emplace_hint(table.elements.nodes.end(), v, graph.node_record(v));
  }
  for (const Edge e : graph.edges()) {
    view.poll();
    count.look_at_edge(e);
    if (!view.admits(e)) continue;
    auto& relations = table.elements.relationships;
    relations.emplace_hint(relations.end(), e, graph.relationship_record(e));
  }
  table.read_at = read_at_of(view, options);
  table.read_at.withheld = count.withheld();
  for (const auto& [e, record] : table.elements.relationships)
    for (const Vertex end : {record.start, record.end})
      if (!table.elements.nodes.contains(end)) table.elements.nodes.emplace(end, graph.node_record(end));
  add_standings(view, options.cuts, table);
  return table;
}

}  // namespace entente

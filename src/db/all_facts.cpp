#include "db/all_facts.hpp"

#include "db/view_of.hpp"
#include "graph/standings.hpp"

namespace entente {
namespace {

// The facts that weaker readings keep beside those of the view.
Withheld withheld_by(const View& view) {
  Withheld withheld;
  const auto count = [&](std::optional<Reading> certainty) {
    if (!certainty || *certainty <= view.slice().reading) return;
    ++withheld.possible;
    if (*certainty == Reading::kPresumed) ++withheld.presumed;
  };
  const View any = view.under(Reading::kPossible);
  Timeslice some_time = view.slice();
  some_time.kind = Timeslice::Kind::kOverlapping;
  const View within = view.in(some_time);
  const bool is_long = view.slice().to.seconds - view.slice().from.seconds > kSecondsPerDay;
  for (Vertex v = 0; v < view.graph().vertex_count(); ++v) {
    count(any.certainty_of_vertex(v));
    if (is_long && within.admits_vertex(v) && !view.admits_vertex(v)) ++withheld.within;
  }
  for (Edge e = 0; e < view.graph().edge_count(); ++e) {
    count(any.certainty(e));
    if (is_long && within.admits(e) && !view.admits(e)) ++withheld.within;
  }
  return withheld;
}

}  // namespace

Table all_facts(const TemporalGraph& graph, const QueryOptions& options) {
  Table table;
  const RunWatch watch(options.control);
  const View view = view_of(graph, options, table.warnings).watched(&watch);
  for (Vertex v = 0; v < graph.vertex_count(); ++v) {
    view.poll();
    if (view.admits_vertex(v)) table.elements.nodes.emplace_hint(table.elements.nodes.end(), v, graph.node_record(v));
  }
  for (Edge e = 0; e < graph.edge_count(); ++e) {
    view.poll();
    if (!view.admits(e)) continue;
    auto& relations = table.elements.relationships;
    relations.emplace_hint(relations.end(), e, graph.relationship_record(e));
  }
  table.read_at = read_at_of(view, options);
  if (!view.slice().is_all() && options.reading != Reading::kPossible) table.read_at.withheld = withheld_by(view);
  for (const auto& [e, record] : table.elements.relationships)
    for (const Vertex end : {record.start, record.end})
      if (!table.elements.nodes.contains(end)) table.elements.nodes.emplace(end, graph.node_record(end));
  add_standings(view, options.cuts, table);
  return table;
}

}  // namespace entente

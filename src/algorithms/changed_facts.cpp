#include "algorithms/changed_facts.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "entente/time/stretches.hpp"
#include "graph/comparison.hpp"

namespace entente {
namespace {

// As they are stated, whoever is asked: the order is that of the table of all facts.
Period stated_period(const TemporalGraph& graph, const FactChange& change) {
  const std::optional<Validity> stated =
      change.is_relation ? graph.validity(change.index) : graph.validity_of_vertex(change.index);
  return stated ? stated->bounds : Period::always();
}

}  // namespace

std::vector<FactChange> changed_facts(const View& view, const TimeCut& cut, const StepChoice& steps) {
  const TemporalGraph& graph = view.graph();
  const Comparison comparison(view, cut);
  MemoryCharge kept(view.watch());
  std::vector<FactChange> found;
  const auto add = [&](bool is_relation, std::uint32_t index, const std::optional<Standing>& standing) {
    if (!standing || standing->changes.empty()) return;
    kept.add(sizeof(FactChange));
    found.push_back({is_relation, index, standing->changes});
  };
  std::vector<bool> is_looked_at(steps.any_type ? graph.vertex_count() : 0);
  const auto look_at = [&](Edge e) {
    view.poll();
    if (!view.admits(e)) return;
    add(true, e, comparison.of(e));
    if (steps.any_type) is_looked_at[graph.source(e)] = is_looked_at[graph.target(e)] = true;
  };
  if (steps.any_type) {
    for (const Edge e : graph.edges()) look_at(e);
    for (Vertex v = 0; v < graph.vertex_count(); ++v) {
      view.poll();
      if (is_looked_at[v] || view.admits_vertex(v)) add(false, v, comparison.of_vertex(v));
    }
  } else {
    for (const SymbolId type : steps.types)
      for (const Edge e : graph.edges_of_type(type)) look_at(e);
  }
  const auto order = [&](const FactChange& c) {
    const Period p = stated_period(graph, c);
    return std::tuple(c.is_relation, p.earliest_start, p.latest_start, c.index);
  };
  std::sort(found.begin(), found.end(), [&](const FactChange& a, const FactChange& b) { return order(a) < order(b); });
  return found;
}

Validity time_of(const View& view, const FactChange& change) {
  const std::optional<Validity> own =
      change.is_relation ? view.validity(change.index) : view.validity_of_vertex(change.index);
  if (own || change.is_relation) return own.value_or(Validity());
  const Life life = view.life(change.index);
  return life.stretches.empty() ? validity_of(life.period) : validity_of_stretches(life.stretches);
}

}  // namespace entente

// What holds in every snapshot, whatever the facts.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "entente/graph/edge_filter.hpp"
#include "entente/graph/view.hpp"
#include "laws/random_graphs.hpp"

namespace entente {
namespace {

RC_GTEST_PROP(GraphLaw, EveryRelationIsInBothDirectionsOnce, ()) {
  const RandomGraph world = *random_graph(40, *random_grain());
  const auto g = world.build();
  RC_ASSERT(g->edge_count() == world.relations.size());
  std::vector<int> seen_out(g->edge_count()), seen_in(g->edge_count());
  for (Vertex v = 0; v < g->vertex_count(); ++v) {
    const EdgeRun out = g->out(v), in = g->in(v);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Edge e = out.edge(i);
      ++seen_out[e];
      RC_ASSERT(g->source(e) == v && g->target(e) == out.neighbor[i] && g->type(e) == out.type[i]);
      RC_ASSERT(g->start(e) == out.start(i) && g->end(e) == out.end(i));
    }
    for (std::size_t i = 0; i < in.size(); ++i) {
      const Edge e = in.edge(i);
      ++seen_in[e];
      RC_ASSERT(g->target(e) == v && g->source(e) == in.neighbor[i] && g->type(e) == in.type[i]);
      RC_ASSERT(g->start(e) == in.start(i) && g->end(e) == in.end(i));
    }
  }
  RC_ASSERT(std::all_of(seen_out.begin(), seen_out.end(), [](int n) { return n == 1; }));
  RC_ASSERT(std::all_of(seen_in.begin(), seen_in.end(), [](int n) { return n == 1; }));
  for (Edge e = 0; e < g->edge_count(); ++e) {
    const RandomRelation& r = world.relations[g->relation_id(e).value];
    RC_ASSERT(g->source(e) == r.from && g->target(e) == r.to && g->period(e) == r.period);
    RC_ASSERT(g->is_uncertain(e) == !r.period.is_certain());
    const std::optional<Validity> stated = g->validity(e);
    RC_ASSERT(stated && stated->bounds == r.period && edtf_of(*stated) == validity_of(r.period).edtf);
  }
}

RC_GTEST_PROP(GraphLaw, RowsAndTypeIndexAreSorted, ()) {
  const RandomGraph world = *random_graph(40, *random_grain());
  const auto g = world.build();
  for (Vertex v = 0; v < g->vertex_count(); ++v) {
    for (const bool is_out : {true, false}) {
      const EdgeRun row = is_out ? g->out(v) : g->in(v);
      const auto key = [&](std::size_t i) {
        return std::tuple(row.type[i], row.start(i), g->relation_id(row.edge(i)));
      };
      for (std::size_t i = 1; i < row.size(); ++i) RC_ASSERT(key(i - 1) < key(i));
      for (std::uint32_t t = 0; t < g->symbol_count(); ++t) {
        const EdgeRun part = is_out ? g->out(v, SymbolId{t}) : g->in(v, SymbolId{t});
        std::vector<Edge> expected, found;
        for (std::size_t i = 0; i < row.size(); ++i) {
          if (row.type[i] == SymbolId{t}) expected.push_back(row.edge(i));
        }
        for (std::size_t i = 0; i < part.size(); ++i) found.push_back(part.edge(i));
        RC_ASSERT(found == expected);
      }
    }
  }
  std::size_t total = 0;
  for (std::uint32_t t = 0; t < g->symbol_count(); ++t) {
    const TypeRun run = g->run_of_type(SymbolId{t});
    const std::span<const Edge> edges = run.edge;
    total += edges.size();
    for (const Instant t : {day(0), moment(3, Grain::kHalfDays), moment(6, Grain::kHours), day(6), day(20)}) {
      const auto earlier = std::count_if(edges.begin(), edges.end(), [&](Edge e) { return g->start(e) < t; });
      RC_ASSERT(g->starting_before(run, t) == static_cast<std::size_t>(earlier));
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
      RC_ASSERT(g->type(edges[i]) == SymbolId{t});
      RC_ASSERT(run.source[i] == g->source(edges[i]) && run.target[i] == g->target(edges[i]));
      if (i > 0) RC_ASSERT(std::tuple(g->start(edges[i - 1]), edges[i - 1]) < std::tuple(g->start(edges[i]), edges[i]));
    }
  }
  RC_ASSERT(total == g->edge_count());
}

RC_GTEST_PROP(GraphLaw, ASliceKeepsTheEdgesThatItsDefinitionSays, ()) {
  const RandomGraph world = *random_graph(40, *random_grain());
  const Timeslice slice = *random_slice(*random_grain());
  const auto g = world.build();
  const EdgeFilter in_slice(*g, slice);
  // By the choice of bounds that serves the question best or worst, without the graph's own comparisons.
  const auto kept = [&](const Period& p) {
    if (slice.is_all()) return true;
    if (slice.is_possible()) return p.earliest_start < slice.to && slice.from < p.latest_end;
    if (slice.kind == Timeslice::Kind::kThroughout) return p.latest_start <= slice.from && slice.to <= p.earliest_end;
    return p.latest_start < slice.to && slice.from < p.earliest_end;
  };
  for (Vertex v = 0; v < g->vertex_count(); ++v) {
    const EdgeRun out = g->out(v);
    std::vector<std::uint32_t> expected, places(out.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      RC_ASSERT(in_slice(out, i) == g->admits(slice, out.edge(i)));
      if (in_slice(out, i)) expected.push_back(static_cast<std::uint32_t>(i));
    }
    places.resize(in_slice.select(out, 0, out.size(), places.data()));
    RC_ASSERT(places == expected);
  }
  for (Edge e = 0; e < g->edge_count(); ++e) {
    const RandomRelation& r = world.relations[g->relation_id(e).value];
    RC_ASSERT(g->admits(slice, e) == kept(r.period));
  }
}

}  // namespace
}  // namespace entente

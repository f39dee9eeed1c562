#include "algorithms/conflicts.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace entente {
namespace {

// Both bounds of `p` lie where those of `q` may lie: p says the same, more precisely.
bool refines(const Period& p, const Period& q) {
  return p.earliest_start >= q.earliest_start && p.latest_start <= q.latest_start && p.earliest_end >= q.earliest_end &&
         p.latest_end <= q.latest_end;
}

// Whether two periods told of one thing clash: kFalse where they agree.
Truth clash(const Period& p, const Period& q) {
  if (equals(p, q) == Truth::kFalse) return Truth::kTrue;
  return refines(p, q) || refines(q, p) ? Truth::kFalse : Truth::kUnknown;
}

// One follows the other, and only when is not known: the second starts in the same stretch in which the first ends.
bool hands_over(const Period& p, const Period& q) {
  const auto near = [](Instant a, Instant b) {
    return a.is_finite() && b.is_finite() && a.seconds <= b.seconds + kSecondsPerDay &&
           b.seconds <= a.seconds + kSecondsPerDay;
  };
  return p.earliest_end != p.latest_end && near(p.earliest_end, q.earliest_start) && near(p.latest_end, q.latest_start);
}

// Whether both hold at one time.
Truth at_once(const Period& p, const Period& q) {
  return hands_over(p, q) || hands_over(q, p) ? Truth::kFalse : overlaps(p, q);
}

class Search {
 public:
  Search(const TemporalGraph& graph, const ConflictChoice& choice) : graph_(graph), choice_(choice) {
    single_valued_.resize(graph.symbol_count());
    dating_.resize(graph.symbol_count());
    symmetric_.resize(graph.symbol_count());
    for (const RelationType& type : graph.ontology().relation_types) {
      const std::optional<SymbolId> symbol = graph.symbol(type.name);
      if (!symbol) continue;
      single_valued_[symbol->value] = type.single_valued;
      symmetric_[symbol->value] = type.symmetric;
      if (type.is_lifetime) mark_dating(type.name);
    }
    for (const std::string& type : choice.dating) mark_dating(type);
  }

  std::vector<Conflict> run() {
    for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
      dates_of(v);
      holders_of(v);
      periods_of(v);
      values_of(v);
    }
    for (Edge e = 0; e < graph_.edge_count(); ++e) {
      if (takes_part(e)) values_of_edge(e);
    }
    return std::move(found_);
  }

 private:
  void mark_dating(std::string_view type) {
    for (const SymbolId id : graph_.subrelations(type)) dating_[id.value] = true;
  }

  bool takes_part(Edge e) const {
    return graph_.attribution(e).provenance != Provenance::kDerived && graph_.admits(choice_.slice, e) &&
           (choice_.sources == nullptr || choice_.sources->supports(e));
  }

  // The edges of a run that take part and are of a type that `wanted` marks, one type after the other.
  template <class Wanted>
  std::vector<std::vector<Edge>> by_type(const EdgeRun& run, const Wanted& wanted) const {
    std::vector<std::vector<Edge>> groups;
    std::optional<SymbolId> last;
    for (std::size_t i = 0; i < run.size(); ++i) {
      if (!wanted(run.type[i]) || !takes_part(run.edge(i))) continue;
      if (last != run.type[i]) groups.emplace_back();
      last = run.type[i];
      groups.back().push_back(run.edge(i));
    }
    return groups;
  }

  void dates_of(Vertex v) {
    for (const auto& edges : by_type(graph_.out(v), [&](SymbolId t) { return dating_[t.value]; })) {
      for (std::size_t i = 0; i < edges.size(); ++i) {
        for (std::size_t j = i + 1; j < edges.size(); ++j) {
          add(ConflictKind::kDating, clash(graph_.period(edges[i]), graph_.period(edges[j])), v, edges[i], edges[j]);
        }
      }
    }
  }

  // Pairs of a row that may overlap. Ordered by earliest start, so that what starts after the end ends the search.
  template <class Visit>
  void for_each_overlap(std::vector<Edge> edges, const Visit& visit) const {
    const auto start = [&](Edge e) { return graph_.period(e).earliest_start; };
    std::stable_sort(edges.begin(), edges.end(), [&](Edge a, Edge b) { return start(a) < start(b); });
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const Period p = graph_.period(edges[i]);
      for (std::size_t j = i + 1; j < edges.size() && start(edges[j]) < p.latest_end; ++j) {
        visit(std::min(edges[i], edges[j]), std::max(edges[i], edges[j]));
      }
    }
  }

  void holders_of(Vertex v) {
    for (const auto& edges : by_type(graph_.in(v), [&](SymbolId t) { return single_valued_[t.value]; })) {
      for_each_overlap(edges, [&](Edge a, Edge b) {
        if (graph_.source(a) == graph_.source(b)) return;
        add(ConflictKind::kHolder, at_once(graph_.period(a), graph_.period(b)), v, a, b);
      });
    }
  }

  void periods_of(Vertex v) {
    const auto of_interest = [&](SymbolId t) { return !dating_[t.value]; };
    for (auto& edges : by_type(graph_.out(v), of_interest)) {
      if (symmetric_[graph_.type(edges.front()).value]) {  // the same relation may stand the other way round
        const EdgeRun back = graph_.in(v, graph_.type(edges.front()));
        for (std::size_t i = 0; i < back.size(); ++i) {
          if (back.neighbor[i] > v && takes_part(back.edge(i))) edges.push_back(back.edge(i));
        }
        std::erase_if(edges, [&](Edge e) { return other_end(e, v) < v; });  // told at the other end
      }
      std::stable_sort(edges.begin(), edges.end(), [&](Edge a, Edge b) { return other_end(a, v) < other_end(b, v); });
      for (std::size_t first = 0; first < edges.size();) {
        std::size_t last = first + 1;
        while (last < edges.size() && other_end(edges[last], v) == other_end(edges[first], v)) ++last;
        if (last - first > 1) {
          periods_between(v, {edges.begin() + static_cast<std::ptrdiff_t>(first),
                              edges.begin() + static_cast<std::ptrdiff_t>(last)});
        }
        first = last;
      }
    }
  }

  Vertex other_end(Edge e, Vertex v) const { return graph_.source(e) == v ? graph_.target(e) : graph_.source(e); }

  void periods_between(Vertex v, const std::vector<Edge>& edges) {
    for_each_overlap(edges, [&](Edge a, Edge b) {
      const Period p = graph_.period(a), q = graph_.period(b);
      const Truth clashes = overlaps(p, q) & clash(p, q);
      // One source may tell two stretches of uncertain bounds apart; it can't mean two that certainly overlap.
      const bool same_word = graph_.attribution(a).sources == graph_.attribution(b).sources;
      if (!same_word || clashes == Truth::kTrue) add(ConflictKind::kPeriod, clashes, v, a, b);
    });
  }

  void add(ConflictKind kind, Truth clashes, Vertex about, Edge a, Edge b) {
    if (clashes == Truth::kFalse) return;
    found_.push_back({kind, clashes == Truth::kTrue, about, std::nullopt, claim(a), claim(b)});
  }

  Claim claim(Edge e) const { return {e, {}, {}, graph_.validity(e), &graph_.attribution(e)}; }

  void values_of(Vertex v) {
    const Attribution& attribution = graph_.attribution_of_vertex(v);
    if (attribution.provenance == Provenance::kDerived) return;
    if (choice_.sources != nullptr && !choice_.sources->supports_values_of(v)) return;
    for (const SymbolId key : graph_.keys(v, choice_.slice)) {
      values(graph_.property_values(v, key), key, attribution, v, std::nullopt);
    }
  }

  void values_of_edge(Edge e) {
    for (const SymbolId key : graph_.edge_keys(e, choice_.slice)) {
      values(graph_.edge_property_values(e, key), key, graph_.attribution(e), std::nullopt, e);
    }
  }

  // A value without a stated time gives way to those with one, and clashes with none.
  void values(const std::vector<TimedValue>& all, SymbolId key, const Attribution& attribution,
              std::optional<Vertex> about, std::optional<Edge> edge) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        const TimedValue &a = all[i], &b = all[j];
        if (a.validity == nullptr || b.validity == nullptr || equivalent(a.value, b.value)) continue;
        if (!choice_.slice.admits(a.validity->bounds) || !choice_.slice.admits(b.validity->bounds)) continue;
        const Truth both = at_once(a.validity->bounds, b.validity->bounds);
        if (both == Truth::kFalse) continue;
        const auto claim = [&](const TimedValue& v) {
          return Claim{std::nullopt, std::string(graph_.symbol_name(key)), v.value, *v.validity, &attribution};
        };
        found_.push_back({ConflictKind::kProperty, both == Truth::kTrue, about, edge, claim(a), claim(b)});
      }
    }
  }

  const TemporalGraph& graph_;
  const ConflictChoice& choice_;
  std::vector<bool> single_valued_, dating_, symmetric_;  // by relation type
  std::vector<Conflict> found_;
};

}  // namespace

std::string_view name(ConflictKind kind) {
  constexpr std::string_view kNames[] = {"holder", "dating", "period", "property"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Conflict> find_conflicts(const TemporalGraph& graph, const ConflictChoice& choice) {
  return Search(graph, choice).run();
}

}  // namespace entente

#include "algorithms/conflicts.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "algorithms/overlap_sweep.hpp"
#include "base/hash_map.hpp"
#include "entente/time/claims.hpp"
#include "entente/time/stated_order.hpp"
#include "entente/time/stretches.hpp"
#include "time/read_alike.hpp"

namespace entente {
namespace {

// One follows the other, and only when is not known: the second starts in the same stretch in which the first ends.
bool hands_over(const Period& p, const Period& q) {
  const auto near = [](Instant a, Instant b) {
    return a.is_finite() && b.is_finite() && a.seconds <= b.seconds + kSecondsPerDay &&
           b.seconds <= a.seconds + kSecondsPerDay;
  };
  return p.earliest_end != p.latest_end && near(p.earliest_end, q.earliest_start) && near(p.latest_end, q.latest_start);
}

bool agree(const Validity& p, const Validity& q) {
  return entente::agree(std::array{p, q});
}

// A number for each value, the same for equivalent ones.
class ValueNumbers {
 public:
  std::uint32_t of(const Value& value) {
    std::vector<std::pair<Value, std::uint32_t>>& alike = numbers_[hash_of(value)];
    for (const auto& [known, number] : alike)
      if (equivalent(known, value)) return number;
    alike.emplace_back(value, next_);
    return next_++;
  }

 private:
  HashMap<std::size_t, std::vector<std::pair<Value, std::uint32_t>>> numbers_;
  std::uint32_t next_ = 0;
};

class Search {
 public:
  Search(const View& view, const ConflictChoice& choice)
      : view_(view),
        graph_(view.graph()),
        most_(choice.most == 0 ? std::numeric_limits<std::size_t>::max() : choice.most),
        dating_(graph_.symbol_count()) {
    for (const SymbolId type : graph_.traits().lifetime_types()) dating_[type.value] = true;
    for (const std::string& type : choice.dating)
      for (const SymbolId id : graph_.subrelations(type)) dating_[id.value] = true;
  }

  Conflicts run() {
    for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
      view_.poll();
      dates_of(v);
      holders_of(v);
      periods_of(v);
      values_of(v);
    }
    for (const Edge e : graph_.edges()) {
      view_.poll();
      if (!takes_part(e)) continue;
      dates_of_edge(e);
      values_of_edge(e);
    }
    return std::move(conflicts_);
  }

 private:
  bool takes_part(Edge e) const { return graph_.attribution(e).provenance != Provenance::kDerived && view_.admits(e); }
  const RelationTraits& traits(SymbolId type) const { return graph_.traits().relation(type); }

  // ---- claims

  Claim claim(Edge e) const { return {e, std::nullopt, {}, {}, view_.validity(e), graph_.attribution(e)}; }

  static Attribution by(const std::vector<SourceRef>& sources, const Attribution& of_the_fact) {
    Attribution attribution = of_the_fact;
    if (!sources.empty()) attribution.sources = sources;
    return attribution;
  }

  void add(ConflictKind kind, bool certain, std::optional<Vertex> about, std::optional<Edge> edge, Claim one,
           Claim other) {
    conflicts_.found.push_back({kind, certain, about, edge, std::move(one), std::move(other)});
  }

  // ---- dates

  bool reads(const Dating& dating, const Attribution& of_the_fact) const {
    return view_.sources() == nullptr || view_.sources()->reads(dating.sources, of_the_fact);
  }

  std::vector<Claim> claims_of(std::span<const Dating> datings, std::optional<Vertex> v, std::optional<Edge> e) const {
    const Attribution& attribution = v ? graph_.attribution_of_vertex(*v) : graph_.attribution(*e);
    std::vector<Claim> claims;
    for (const Dating& dating : datings)
      if (reads(dating, attribution))
        claims.push_back({e, v, {}, {}, dating.validity, by(dating.sources, attribution)});
    return claims;
  }

  void rivals(const std::vector<Claim>& claims, std::optional<Vertex> about, std::optional<Edge> edge) {
    for (std::size_t i = 0; i < claims.size(); ++i) {
      view_.poll();
      for (std::size_t j = i + 1; j < claims.size(); ++j) {
        if (!agree(*claims[i].validity, *claims[j].validity))
          add(ConflictKind::kDating, true, about, edge, claims[i], claims[j]);
      }
    }
  }

  void dates_of_edge(Edge e) {
    if (const auto datings = graph_.datings(e); datings.size() > 1)
      rivals(claims_of(datings, std::nullopt, e), std::nullopt, e);
  }

  void dates_of(Vertex v) {
    if (!view_.admits_vertex(v)) return;
    std::vector<Claim> claims;
    if (graph_.attribution_of_vertex(v).provenance != Provenance::kDerived) {
      claims = claims_of(graph_.datings_of_vertex(v), v, std::nullopt);
      const bool is_read = view_.sources() == nullptr || view_.sources()->supports_values_of(v);
      if (claims.empty() && is_read && graph_.datings_of_vertex(v).empty()) {
        if (const auto own = graph_.validity_of_vertex(v))
          claims.push_back({std::nullopt, v, {}, {}, own, graph_.attribution_of_vertex(v)});
      }
    }
    const EdgeRun out = graph_.out(v);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (dating_[out.type[i].value] && takes_part(out.edge(i)) && view_.period(out.edge(i)) != Period::always())
        claims.push_back(claim(out.edge(i)));
    }
    // What relations say too is told once, by them.
    std::vector<Period> said;
    for (const Claim& c : claims)
      if (c.edge) said.push_back(c.validity->bounds);
    std::erase_if(claims, [&](const Claim& c) {
      return c.vertex && std::find(said.begin(), said.end(), c.validity->bounds) != said.end();
    });
    rivals(claims, v, std::nullopt);
  }

  // ---- what only one can hold at a time

  struct Holding {
    Vertex holder;
    Edge edge;
  };

  void holders_of(Vertex v) {
    std::map<SymbolId, std::vector<Holding>> places;
    const auto collect = [&](const EdgeRun& run, bool backward) {
      for (std::size_t i = 0; i < run.size(); ++i) {
        const RelationTraits& type = traits(run.type[i]);
        if (type.single_valued && (!backward || type.symmetric) && takes_part(run.edge(i)))
          places[*type.single_valued].push_back({run.neighbor[i], run.edge(i)});
      }
    };
    collect(graph_.in(v), false);
    collect(graph_.out(v), true);
    for (auto& place : places) {
      std::vector<Holding>& holdings = place.second;
      std::sort(holdings.begin(), holdings.end(), [&](const Holding& a, const Holding& b) {
        return std::tuple(graph_.start(a.edge), a.edge) < std::tuple(graph_.start(b.edge), b.edge);
      });
      std::vector<TimedClaim> claims;
      std::vector<std::size_t> of;  // by claim: one for each stretch
      for (std::size_t i = 0; i < holdings.size(); ++i) {
        for (const Period& stretch : stretches(holdings[i].edge)) {
          claims.push_back({holdings[i].holder, stretch});
          of.push_back(i);
        }
      }
      at_once(
          claims, of,
          [&](std::size_t a, std::size_t b, bool certain) {
            add(ConflictKind::kHolder, certain, v, std::nullopt, claim(holdings[a].edge), claim(holdings[b].edge));
          },
          CutShort{ConflictKind::kHolder, true, v, std::nullopt, std::string(graph_.symbol_name(place.first)),
                   holdings.size()});
    }
  }

  // Nothing that states no time is known to hold at any.
  std::vector<Period> stretches(Edge e) const {
    const std::optional<Validity> validity = view_.validity(e);
    if (!validity || validity->bounds == Period::always()) return {StatedOrder::undated()};
    const BoundsOfStretches bounds(*validity);
    const Stretches all = bounds;
    return {all.begin(), all.end()};
  }

  // Calls `found` for the pairs of what the claims belong to that hold at once, none twice.
  template <class Found>
  void at_once(const std::vector<TimedClaim>& claims, const std::vector<std::size_t>& of, const Found& found,
               const CutShort& cut) {
    if (claims.size() < 2) return;
    std::set<std::pair<std::size_t, std::size_t>> told;
    for (const bool certain : {true, false}) {
      const OverlappingPairs pairs =
          certain ? certain_overlaps(claims, most_, view_.watch()) : possible_overlaps(claims, most_, view_.watch());
      for (const auto& [a, b] : pairs.pairs) {
        const Period &p = claims[a].period, &q = claims[b].period;
        if (!certain && (hands_over(p, q) || hands_over(q, p))) continue;
        if (told.insert(std::minmax(of[a], of[b])).second) found(of[a], of[b], certain);
      }
      if (!pairs.cut) continue;
      conflicts_.cut.push_back(cut);
      conflicts_.cut.back().certain = certain;
      conflicts_.cut.back().listed = pairs.pairs.size();
    }
  }

  // ---- one relation told twice

  void periods_of(Vertex v) {
    std::map<std::pair<SymbolId, Vertex>, std::vector<Edge>> told;
    const auto collect = [&](const EdgeRun& run, bool backward) {
      for (std::size_t i = 0; i < run.size(); ++i) {
        const bool symmetric = traits(run.type[i]).symmetric;
        if (dating_[run.type[i].value] || (backward && !symmetric)) continue;
        if (symmetric && run.neighbor[i] < v) continue;  // told at the other end
        if (backward && run.neighbor[i] == v) continue;  // it is among the first
        if (takes_part(run.edge(i))) told[{run.type[i], run.neighbor[i]}].push_back(run.edge(i));
      }
    };
    collect(graph_.out(v), false);
    collect(graph_.in(v), true);
    for (auto& [relation, edges] : told)
      if (edges.size() > 1) periods_between(v, edges);
  }

  // Ordered by earliest start, so that what starts after the end ends the search.
  void periods_between(Vertex v, std::vector<Edge>& edges) {
    const auto start = [&](Edge e) { return view_.period(e).earliest_start; };
    std::stable_sort(edges.begin(), edges.end(), [&](Edge a, Edge b) { return start(a) < start(b); });
    for (std::size_t i = 0; i < edges.size(); ++i) {
      view_.poll();
      const Period p = view_.period(edges[i]);
      for (std::size_t j = i + 1; j < edges.size() && start(edges[j]) < p.latest_end; ++j) {
        compare(v, std::min(edges[i], edges[j]), std::max(edges[i], edges[j]));
      }
    }
  }

  void compare(Vertex v, Edge a, Edge b) {
    const std::optional<Validity> p = view_.validity(a), q = view_.validity(b);
    if (!p || !q || agree(*p, *q)) return;
    const Truth meet = overlaps(BoundsOfStretches(*p), BoundsOfStretches(*q));
    if (meet == Truth::kFalse) return;
    // One source may tell two stretches of uncertain bounds apart; it can't mean two that certainly overlap.
    const bool same_word = graph_.attribution(a).sources == graph_.attribution(b).sources;
    if (same_word && meet != Truth::kTrue) return;
    // Nor do two that meet only where a bound is taken that nobody stated.
    const Period first = view_.period(a), second = view_.period(b);
    if (meet != Truth::kTrue && (agree_before(first, second) || agree_before(second, first))) return;
    add(ConflictKind::kPeriod, meet == Truth::kTrue, v, std::nullopt, claim(a), claim(b));
  }

  // ---- values

  void values_of(Vertex v) {
    const Attribution& attribution = graph_.attribution_of_vertex(v);
    if (attribution.provenance == Provenance::kDerived) return;
    if (view_.sources() != nullptr && !view_.sources()->supports_values_of(v)) return;
    for (const SymbolId key : graph_.keys(v, view_.slice()))
      values(graph_.property_values(v, key), key, attribution, v, std::nullopt);
  }

  void values_of_edge(Edge e) {
    for (const SymbolId key : graph_.edge_keys(e, view_.slice()))
      values(graph_.edge_property_values(e, key), key, graph_.attribution(e), std::nullopt, e);
  }

  void values(const std::vector<TimedValue>& all, SymbolId key, const Attribution& attribution,
              std::optional<Vertex> about, std::optional<Edge> edge) {
    if (all.size() < 2) return;
    const auto sources = [](const TimedValue& v) {
      return v.sources != nullptr ? *v.sources : std::vector<SourceRef>();
    };
    for (const bool dated : {true, false}) {
      std::vector<TimedClaim> claims;
      std::vector<std::size_t> of;
      ValueNumbers numbers;
      for (std::size_t i = 0; i < all.size(); ++i) {
        const TimedValue& value = all[i];
        if ((value.validity != nullptr) != dated) continue;
        if (dated && !view_.slice().admits(*value.validity)) continue;
        if (view_.sources() != nullptr && !view_.sources()->reads(sources(value), attribution)) continue;
        const Validity validity = dated ? *value.validity : Validity{};
        for (const Period& stretch : Stretches(BoundsOfStretches(validity))) {
          claims.push_back({numbers.of(value.value), stretch});
          of.push_back(i);
        }
      }
      const auto claim = [&](const TimedValue& v) {
        return Claim{std::nullopt,
                     std::nullopt,
                     std::string(graph_.symbol_name(key)),
                     v.value,
                     v.validity != nullptr ? std::optional(*v.validity) : std::nullopt,
                     by(sources(v), attribution)};
      };
      at_once(
          claims, of,
          [&](std::size_t a, std::size_t b, bool certain) {
            add(ConflictKind::kProperty, certain, about, edge, claim(all[a]), claim(all[b]));
          },
          CutShort{ConflictKind::kProperty, true, about, edge, std::string(graph_.symbol_name(key)), all.size()});
    }
  }

  const View& view_;
  const TemporalGraph& graph_;
  const std::size_t most_;
  std::vector<bool> dating_;  // by relation type
  Conflicts conflicts_;
};

}  // namespace

std::string_view name(ConflictKind kind) {
  constexpr std::string_view kNames[] = {"holder", "dating", "period", "property"};
  return kNames[static_cast<std::size_t>(kind)];
}

Conflicts find_conflicts(const View& view, const ConflictChoice& choice) {
  return Search(view, choice).run();
}

}  // namespace entente

#include "entente/graph/life_order.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "base/hash_map.hpp"
#include "entente/time/stated_order.hpp"

namespace entente {
namespace {

// Contradictions that are left out one by one; where there are more, the order says nothing at all.
constexpr std::size_t kMostContradictions = 50;

Distance at_least(EventBound from, EventBound to, std::int64_t seconds) {
  return {from, to, seconds, std::nullopt};
}
Distance together(EventBound a, EventBound b) {
  return {a, b, 0, 0};
}

Distances distances_of(AllenRelation relation, Event p, Event q) {
  using enum AllenRelation;
  switch (relation) {
    case kBefore:
      return {at_least(end_of(p), start_of(q), 1)};
    case kMeets:
      return {together(end_of(p), start_of(q))};
    case kOverlaps:
      return {at_least(start_of(p), start_of(q), 1), at_least(start_of(q), end_of(p), 1),
              at_least(end_of(p), end_of(q), 1)};
    case kStarts:
      return {together(start_of(p), start_of(q)), at_least(end_of(p), end_of(q), 1)};
    case kDuring:
      return {at_least(start_of(q), start_of(p), 1), at_least(end_of(p), end_of(q), 1)};
    case kFinishes:
      return {together(end_of(p), end_of(q)), at_least(start_of(q), start_of(p), 1)};
    case kEquals:
      return {together(start_of(p), start_of(q)), together(end_of(p), end_of(q))};
    default:
      return distances_of(converse(relation), q, p);
  }
}

// How long after a bound of one event another one starts at least, by order alone.
using Lags = HashMap<std::size_t, std::int64_t>;

struct OrderEdge {
  Edge edge;
  std::size_t from, to;  // places in Component::vertices
  bool ended;            // `from` has ended when `to` starts; else it has started
};

}  // namespace

// Entities that hang together by relations of order, contradictory ones left out.
struct LifeOrder::Component {
  std::vector<Vertex> vertices;   // ascending
  std::vector<Period> lives;      // of each; undated where none is stated
  std::vector<OrderEdge> orders;  // by edge
  std::vector<Period> tightened;
  std::vector<bool> concerned;  // at an end of one of the orders

  std::size_t place(Vertex v) const {
    return static_cast<std::size_t>(std::lower_bound(vertices.begin(), vertices.end(), v) - vertices.begin());
  }

  Tightening tighten(const std::vector<OrderEdge>& by) const {
    StatedOrder order;
    for (const Period& life : lives) order.add_event({}, life);
    for (const OrderEdge& o : by) {
      const Event from{o.from}, to{o.to};
      order.add_statement({},
                          o.ended ? stated::before(from, to) : Distances{at_least(start_of(from), start_of(to), 0)});
    }
    return order.tighten();
  }

  // Of the events that start after a bound of the event at `from`.
  Lags lags(const std::vector<OrderEdge>& by, std::size_t from, bool of_end) const {
    HashMap<std::size_t, std::vector<const OrderEdge*>> leaving;
    for (const OrderEdge& o : by) leaving[o.from].push_back(&o);
    Lags found;
    std::vector<std::size_t> open;
    const auto reach = [&](std::size_t to, std::int64_t lag) {
      const auto [at, is_new] = found.try_emplace(to, lag);
      if (!is_new && at->second >= lag) return;
      at->second = lag;
      open.push_back(to);
    };
    for (const OrderEdge* o : leaving[from]) {
      if (o->ended || !of_end) reach(o->to, o->ended && !of_end ? 1 : 0);
    }
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      const std::int64_t lag = found[at];
      if (const auto more = leaving.find(at); more != leaving.end() && at != from) {
        for (const OrderEdge* o : more->second) reach(o->to, lag + (o->ended ? 1 : 0));
      }
    }
    return found;
  }

  // `lags_of` gives the lags after the start or the end of an event, by what the tightened periods rest on.
  template <class LagsOf>
  static AllenSet possible(const LagsOf& lags_of, const std::vector<Period>& periods, std::size_t a, std::size_t b) {
    Distances between;
    const Event p{0}, q{1};
    const auto add = [&](std::size_t from, std::size_t to, Event first, Event second) {
      for (const bool of_end : {false, true}) {
        const Lags& found = lags_of(from, of_end);
        const auto lag = found.find(to);
        if (lag == found.end()) continue;
        between.push_back(at_least(of_end ? end_of(first) : start_of(first), start_of(second), lag->second));
      }
    };
    add(a, b, p, q);
    add(b, a, q, p);
    if (between.empty()) return allen_possible(periods[a], periods[b]);
    AllenSet set;
    for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
      const auto relation = static_cast<AllenRelation>(i);
      StatedOrder two;
      two.add_event({}, periods[a]);
      two.add_event({}, periods[b]);
      two.add_statement({}, between);
      two.add_statement({}, distances_of(relation, p, q));
      if (two.tighten().is_consistent()) set.insert(relation);
    }
    return set;
  }

  // A least part of the orders of which `is_enough`, found by leaving out ever smaller runs of them.
  template <class IsEnough>
  std::vector<Edge> least(const IsEnough& is_enough) const {
    std::vector<OrderEdge> kept = orders;
    for (std::size_t run = kept.size(); run > 0; run /= 2) {
      for (std::size_t first = 0; first < kept.size();) {
        std::vector<OrderEdge> fewer = kept;
        const std::size_t last = std::min(first + run, fewer.size());
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(first),
                    fewer.begin() + static_cast<std::ptrdiff_t>(last));
        if (is_enough(fewer)) {
          kept = std::move(fewer);
        } else {
          first += run;
        }
      }
    }
    std::vector<Edge> edges;
    for (const OrderEdge& o : kept) edges.push_back(o.edge);
    return edges;
  }
};

struct LifeOrder::Memory {
  std::mutex mutex;
  HashMap<Vertex, const Component*> of_vertex;  // null: no relation of order at it
  std::vector<std::unique_ptr<const Component>> components;
  // After the start and the end of a vertex; made when first needed.
  HashMap<Vertex, std::unique_ptr<const std::array<Lags, 2>>> lags;
};

LifeOrder::LifeOrder(const View& view) : view_(view), memory_(std::make_unique<Memory>()) {
  const TemporalGraph& graph = view.graph();
  for (const RelationType& type : graph.ontology().relation_types) {
    const std::optional<SymbolId> symbol = graph.symbol(type.name);
    if (!symbol || !graph.has_edges_of_type(*symbol)) continue;
    if (graph.traits().relation(*symbol).end_order != EndOrder::kNone) types_.push_back(*symbol);
  }
}

LifeOrder::~LifeOrder() = default;

template <class Visit>
void LifeOrder::for_orders_at(Vertex v, const Visit& visit) const {
  for (const SymbolId type : types_) {
    for (const EdgeRun& run : {view_.graph().out(v, type), view_.graph().in(v, type)}) {
      for (std::size_t i = 0; i < run.size(); ++i) {
        const Edge e = run.edge(i);
        if (run.neighbor[i] == v) continue;
        if (view_.sources() == nullptr || view_.sources()->supports(e)) visit(e, run.neighbor[i]);
      }
    }
  }
}

// As it states itself, else as its relations of lifetime say.
Period LifeOrder::time_before_order(Vertex v) const {
  const std::optional<Validity> own = view_.validity_of_vertex(v);
  if (own && own->bounds != Period::always() && own->bounds.is_valid()) return own->bounds;
  const Life life = view_.life(v);
  return life.stated && life.period.is_valid() ? life.period : StatedOrder::undated();
}

std::unique_ptr<LifeOrder::Component> LifeOrder::make_component(Vertex v) const {
  auto made = std::make_unique<Component>();
  std::vector<Edge> edges;
  HashMap<Vertex, bool> seen = {{v, true}};
  std::vector<Vertex> open = {v};
  while (!open.empty()) {
    const Vertex at = open.back();
    open.pop_back();
    made->vertices.push_back(at);
    for_orders_at(at, [&](Edge e, Vertex neighbor) {
      edges.push_back(e);
      if (seen.try_emplace(neighbor, true).second) open.push_back(neighbor);
    });
  }
  std::sort(made->vertices.begin(), made->vertices.end());
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());

  const TemporalGraph& graph = view_.graph();
  for (const Vertex each : made->vertices) made->lives.push_back(time_before_order(each));
  for (const Edge e : edges) {
    made->orders.push_back({e, made->place(graph.source(e)), made->place(graph.target(e)),
                            graph.traits().relation(graph.type(e)).end_order == EndOrder::kBefore});
  }
  Tightening result = made->tighten(made->orders);
  for (std::size_t round = 0; !result.is_consistent(); ++round) {
    const std::vector<std::size_t>& wrong = result.contradiction->statements;
    std::vector<OrderEdge> rest;
    for (std::size_t i = 0; i < made->orders.size() && round < kMostContradictions; ++i) {
      if (!std::binary_search(wrong.begin(), wrong.end(), i)) rest.push_back(made->orders[i]);
    }
    made->orders = std::move(rest);
    if (wrong.empty()) made->orders.clear();
    result = made->tighten(made->orders);
    if (wrong.empty() && !result.is_consistent()) {
      result = Tightening{made->lives, std::nullopt};
    }
  }
  made->tightened = std::move(result.periods);
  made->concerned.assign(made->vertices.size(), false);
  for (const OrderEdge& o : made->orders) made->concerned[o.from] = made->concerned[o.to] = true;
  return made;
}

const LifeOrder::Component* LifeOrder::component_of(Vertex v) const {
  if (types_.empty()) return nullptr;
  const std::lock_guard lock(memory_->mutex);
  if (const auto found = memory_->of_vertex.find(v); found != memory_->of_vertex.end()) return found->second;
  bool is_ordered = false;
  for_orders_at(v, [&](Edge, Vertex) { is_ordered = true; });
  if (!is_ordered) return memory_->of_vertex[v] = nullptr;
  memory_->components.push_back(make_component(v));
  const Component* const made = memory_->components.back().get();
  for (const Vertex each : made->vertices) memory_->of_vertex[each] = made;
  return made;
}

bool LifeOrder::concerns(Vertex v) const {
  const Component* const component = component_of(v);
  return component != nullptr && component->concerned[component->place(v)];
}

Period LifeOrder::tightened(Vertex v) const {
  const Component& component = *component_of(v);
  return component.tightened[component.place(v)];
}

AllenSet LifeOrder::possible(Vertex a, Vertex b) const {
  const Component &of_a = *component_of(a), &of_b = *component_of(b);
  if (&of_a != &of_b) return allen_possible(tightened(a), tightened(b));
  const auto lags_of = [&](std::size_t place, bool of_end) -> const Lags& {
    const std::lock_guard lock(memory_->mutex);
    std::unique_ptr<const std::array<Lags, 2>>& found = memory_->lags[of_a.vertices[place]];
    if (found == nullptr) {
      found = std::make_unique<const std::array<Lags, 2>>(
          std::array<Lags, 2>{of_a.lags(of_a.orders, place, false), of_a.lags(of_a.orders, place, true)});
    }
    return (*found)[of_end ? 1 : 0];
  };
  return Component::possible(lags_of, of_a.tightened, of_a.place(a), of_a.place(b));
}

Period LifeOrder::time_by_all(Vertex v) const {
  if (concerns(v)) return tightened(v);
  const std::optional<Validity> stated = view_.validity_of_vertex(v);
  return stated ? stated->bounds : Period::always();
}

AllenSet LifeOrder::relations(Vertex a, Vertex b) const {
  if (a != b && concerns(a) && concerns(b)) return possible(a, b);
  return allen_possible(time_by_all(a), time_by_all(b));
}

std::vector<Edge> LifeOrder::reasons(Vertex v) const {
  const Component* const component = component_of(v);
  if (component == nullptr) return {};
  const std::size_t place = component->place(v);
  return component->least([&](const std::vector<OrderEdge>& by) {
    return component->tighten(by).periods[place] == component->tightened[place];
  });
}

// Of two that order does not join: what narrows one, as far as it tells against all that is known of the other, then
// what narrows the other against that. Less said of one never makes up for less said of the other, so none of these is
// idle.
std::vector<Edge> LifeOrder::reasons_apart(Vertex a, Vertex b) const {
  const AllenSet all = relations(a, b);
  Period of_a = time_by_all(a);
  const Period of_b = time_by_all(b);
  std::vector<Edge> both, second;
  if (concerns(a)) {
    const Component& component = *component_of(a);
    const std::size_t place = component.place(a);
    both = component.least([&](const std::vector<OrderEdge>& by) {
      const Period time = component.tighten(by).periods[place];
      if (allen_possible(time, of_b) != all) return false;
      of_a = time;
      return true;
    });
  }
  if (concerns(b)) {
    const Component& component = *component_of(b);
    const std::size_t place = component.place(b);
    second = component.least([&](const std::vector<OrderEdge>& by) {
      return allen_possible(of_a, component.tighten(by).periods[place]) == all;
    });
  }
  both.insert(both.end(), second.begin(), second.end());
  std::sort(both.begin(), both.end());
  return both;
}

std::vector<Edge> LifeOrder::reasons(Vertex a, Vertex b) const {
  const Component *const of_a = component_of(a), *const of_b = component_of(b);
  if (of_a == nullptr || of_a != of_b) return reasons_apart(a, b);
  const std::size_t p = of_a->place(a), q = of_a->place(b);
  const AllenSet all = possible(a, b);
  return of_a->least([&](const std::vector<OrderEdge>& by) {
    Lags found;
    const auto lags_of = [&](std::size_t place, bool of_end) -> const Lags& {
      return found = of_a->lags(by, place, of_end);
    };
    return Component::possible(lags_of, of_a->tighten(by).periods, p, q) == all;
  });
}

}  // namespace entente

// What relations of order say of the times of entities: those of types that the ontology gives an order of their ends
// ("PRECEDED", "LED_TO"), as a view admits them, with the lives that it reads.
//
//   const LifeOrder order(view);
//   if (order.concerns(a)) order.tightened(a);          // the narrowest bounds that all of it leaves
//   order.possible(a, b).only()                         // Allen's relation, where order and dates leave one
//   order.reasons(a, b)                                 // the relations that this rests on
//
// An entity at an end of such a relation that nobody dates has some time, not all of time. When a relation of order was
// stated, or held, does not matter; whose word it is does. Of relations that contradict one another or the dates of
// their ends, none says anything here: the check `order_contradiction` lists them.
//
// The view and its snapshot must outlive it. Safe for any number of threads. Cost: found for all entities that hang
// together by order when one of them is first asked for, in practice close to linear in them; then a look-up for an
// entity, and for a pair thirteen small networks where order joins them. Reasons are found anew at each call.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/time/allen.hpp"

namespace entente {

class LifeOrder {
 public:
  explicit LifeOrder(const View& view);
  ~LifeOrder();
  LifeOrder(const LifeOrder&) = delete;
  LifeOrder& operator=(const LifeOrder&) = delete;

  // Does the ontology know a relation of order that the snapshot has. Constant time.
  bool empty() const { return types_.empty(); }
  // Whether a relation of order, not a contradictory one, says something of it.
  bool concerns(Vertex v) const;
  // Requires that it concerns `v`. At least as narrow as the time that it states, or else its relations of lifetime.
  Period tightened(Vertex v) const;
  // Allen's relations that lives and order leave between two different entities. Where order does not join them, those
  // of the tightened periods. Requires that it concerns both.
  AllenSet possible(Vertex a, Vertex b) const;
  // The same of any two; what order does not concern has the time that it states.
  AllenSet relations(Vertex a, Vertex b) const;
  // The relations of order without any of which `tightened(v)`, `possible(a, b)` would be wider; in order of edge.
  std::vector<Edge> reasons(Vertex v) const;
  std::vector<Edge> reasons(Vertex a, Vertex b) const;

 private:
  struct Component;
  struct Memory;

  const Component* component_of(Vertex v) const;
  Period time_before_order(Vertex v) const;
  Period time_by_all(Vertex v) const;
  std::vector<Edge> reasons_apart(Vertex a, Vertex b) const;
  template <class Visit>
  void for_orders_at(Vertex v, const Visit& visit) const;
  std::unique_ptr<Component> make_component(Vertex v) const;

  const View& view_;
  std::vector<SymbolId> types_;
  std::unique_ptr<Memory> memory_;
};

}  // namespace entente

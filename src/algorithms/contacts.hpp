// Contacts: relations that hold for one tick each, in order of time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "entente/graph/traversal.hpp"

namespace entente {

struct Contact {
  Tick at;
  Vertex from, to;
};

// The relations that steps of a choice follow out of all vertices, as contacts. A single pass over them finds when each
// vertex is reached from one of them: Wu, Cheng, Huang, Ke, Lu, Xu, "Path Problems in Temporal Graphs" (VLDB 2014).
class Contacts {
 public:
  // Those in [opening, closing). The view is told by its rows, and steps are taken as they lie in them. Null: some
  // relation holds for longer than a tick, or at no certain time; or the steps pass by some vertices. Cost: linear in
  // the relations of the graph, but for sorting within stretches of time; 12 bytes a contact, charged to the run of the
  // view.
  static std::unique_ptr<const Contacts> in(const View& view, const StepChoice& steps, Tick opening, Tick closing);

  std::size_t size() const { return contacts_.size(); }

  // `ready`: of each vertex when it can take a contact; the greatest tick: never. Brings it down along contacts, each
  // of which takes `gap` ticks, more than none, and appends those that were never ready to `reached`. Cost: all
  // contacts from the first tick on at which any vertex is ready.
  void pass(Tick first, std::int64_t gap, std::span<Tick> ready, std::vector<Vertex>& reached) const;

 private:
  explicit Contacts(const View& view) : view_(&view), kept_(view.watch()) {}
  void sort();

  const View* view_;
  std::vector<Contact> contacts_;  // in order of time
  MemoryCharge kept_;
};

}  // namespace entente

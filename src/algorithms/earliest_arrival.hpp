// When everything can be reached from one entity, in order of time: the moments alone, without the ways.
#pragma once

#include <memory>
#include <vector>

#include "algorithms/journey.hpp"

namespace entente {

// What JourneySearch finds to all with the goal kEarliestArrival, in a fraction of its time: with `reversed`, until
// when one must set out from each entity to reach the one in time.
//
// A bucket queue over time, each bucket corrected until it is quiet (Meyer and Sanders, "Δ-stepping", 2003); where a
// relation takes longer than a bucket lasts, each entity is looked at once. Where one search after the other follows
// nothing but contacts, and many of them, it passes over these in order of time instead (contacts.hpp). It counts time
// in ticks of the snapshot where they tell all that is asked, else in seconds. Memory: 8 or 12 bytes an entity of the
// graph and what is reached; a search costs what it reaches, and 256 KiB.
class EarliestArrivals {
 public:
  // `choice.time` is kChronological, `choice.max_length` unbounded, and all relations take one time. The view must
  // outlive this.
  EarliestArrivals(const View& view, JourneyChoice choice, bool reversed = false);
  ~EarliestArrivals();

  // Replaces what was found before. Cost: (relations of what is reached) × (how often an arrival improves within one
  // bucket, mostly once).
  void run(Vertex from);

  // In no order; the start among them.
  const std::vector<Vertex>& reached() const;
  // By when one is there, for who is at the start when the slice begins (`reversed`: the last moment to be ready
  // there); plus infinity: never (minus infinity).
  Instant at(Vertex v) const;

 private:
  class SecondClock;
  class TickClock;
  template <class Clock>
  class Search;

  const View& view_;
  JourneyChoice choice_;
  bool reversed_;
  std::unique_ptr<Search<TickClock>> by_ticks_;  // null: it counts in seconds
  std::unique_ptr<Search<SecondClock>> by_seconds_;
};

}  // namespace entente

// Chains of periods of which each stands in a certain relation to the next: "each alliance overlaps the next".
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/time/period_predicates.hpp"

namespace entente {

// One of the words holds between p and q, and from the end of the one to the start of the other are `within` seconds at
// most.
struct TimesRelation {
  std::uint32_t words = 0;  // of kPeriodPredicates, a bit each
  std::optional<std::int64_t> within = std::nullopt;

  AllenSet relations() const;
  // Exact, but for two words of facts that held more than once: each is asked by itself.
  Truth operator()(Stretches p, Stretches q) const;
};

// A chain that grows and shrinks at its end.
//
// That each pair is related in every choice of bounds is told pair by pair. That some choice relates all is more than
// that each pair may be related, since a period between two others has one choice: what the choices so far leave to the
// bounds of the last period is kept as a union of zones (difference bounds of its start and end; Dill, "Timing
// Assumptions and Verification of Finite-State Concurrent Systems", 1989). Of facts that held more than once pairs are
// asked alone.
class RelatedTimes {
 public:
  // Under the reading of the view, which must outlive this.
  RelatedTimes(const View& view, const TimesRelation& relation) : view_(&view), relation_(relation) {}

  void clear() { links_.clear(); }
  // One more. False, and nothing changes: the chain can't go on with it. Cost: the zones of the last, at most 13 times
  // what the first has.
  bool push(Edge edge);
  void pop() { links_.pop_back(); }

 private:
  // The start and the end lie within bounds, and so does the difference of the two: of a period strictly within another
  // the bounds alone do not say that it is shorter.
  struct Zone {
    std::int64_t start[2], end[2], length[2];
    friend bool operator==(const Zone&, const Zone&) = default;
  };
  struct Link {
    std::vector<Period> stretches;
    std::vector<Zone> zones;  // none: of several stretches
  };

  std::vector<Period> stretches(Edge edge) const;
  static Zone zone_of(const Period& p);
  std::optional<Zone> next_zone(const Zone& zone, AllenRelation relation, const Period& next) const;

  const View* view_;
  TimesRelation relation_;
  std::vector<Link> links_;
};

}  // namespace entente

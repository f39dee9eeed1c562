#include "algorithms/presence.hpp"

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "algorithms/overlap_sweep.hpp"
#include "base/hash_map.hpp"
#include "entente/time/period_algebra.hpp"
#include "entente/time/stated_order.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

// Somebody's relation to a place, with its stretches by each of its rival datings.
struct Attendance {
  Vertex who;
  Edge edge;
  Stretch alive;  // when the one and the place can have existed
  std::vector<std::vector<Period>> datings;
};

std::vector<std::vector<Period>> datings_of(const View& view, Edge e) {
  std::vector<std::vector<Period>> datings;
  for (const Validity& rival : view.rivals(e)) datings.push_back(narrowed(stretches_of(rival)));
  if (!datings.empty()) return datings;
  const std::optional<Validity> told = view.validity(e);
  if (!told || (!told->is_set() && told->bounds == Period::always())) return {{StatedOrder::undated()}};
  return {narrowed(stretches_of(*told))};
}

constexpr Stretch shared(const Stretch& a, const Stretch& b) {
  return {std::max(a.start, b.start), std::min(a.end, b.end)};
}
constexpr Period period_of(const Stretch& s) {
  return Period::certain(s.start, s.end);
}

// Do p and q share an instant within the certain period `within`: stretches of the line that meet in pairs have an
// instant in common.
constexpr Truth meet_within(const Period& p, const Period& q, const Period& within) {
  return overlaps(p, q) & overlaps(p, within) & overlaps(q, within);
}

Truth meet_within(Stretches p, Stretches q, const Period& within) {
  const auto is_inside = [&](const Period& stretch) {
    return within.earliest_start <= stretch.earliest_start && stretch.latest_end <= within.latest_end;
  };
  if (std::all_of(p.begin(), p.end(), is_inside) && std::all_of(q.begin(), q.end(), is_inside)) return overlaps(p, q);
  bool ever = false, always = false;
  for (const Period& a : p) {
    for (const Period& b : q) {
      const Truth meet = meet_within(a, b, within);
      ever = ever || meet != Truth::kFalse;
      always = always || meet == Truth::kTrue;
    }
  }
  return detail::between(!ever, always);
}

Truth share_an_instant(const Attendance& a, const Attendance& b, const Period& alive) {
  bool ever = false, always = true;
  for (const auto& p : a.datings) {
    for (const auto& q : b.datings) {
      const Truth meet = meet_within(p, q, alive);
      ever = ever || meet != Truth::kFalse;
      always = always && meet == Truth::kTrue;
    }
  }
  return detail::between(!ever, always);
}

// What they share while both are alive, of what meets `window`.
Validity shared_time(const Attendance& a, const Attendance& b, const Period& alive, const Period& window) {
  std::vector<PossiblePeriod> found;
  for (const auto& dating : a.datings) {
    for (const auto& other : b.datings) {
      for (const Period& p : dating) {
        for (const Period& q : other) {
          const Truth meet = meet_within(p, q, window);
          if (meet != Truth::kFalse) found.push_back({meet, intersection(intersection(p, q).period, alive).period});
        }
      }
    }
  }
  if (a.datings.size() == 1 && b.datings.size() == 1) {
    std::vector<Validity> stretches;
    for (const Period& p : as_stretches(found)) stretches.push_back(validity_of(p));
    return joined_stretches(std::move(stretches));
  }
  Period widest = found.front().period;
  for (const PossiblePeriod& piece : found) {
    const Period& p = piece.period;
    widest = {std::min(widest.earliest_start, p.earliest_start), std::max(widest.latest_start, p.latest_start),
              std::min(widest.earliest_end, p.earliest_end), std::max(widest.latest_end, p.latest_end)};
  }
  return validity_of(widest);
}

class PresenceSearch {
 public:
  PresenceSearch(const View& view, const PresenceChoice& choice)
      : view_(view), choice_(choice), ways_(choice.steps), kept_(view.watch()) {}

  std::vector<CoPresence> run() {
    if (choice_.place) {
      look_at(*choice_.place);
    } else if (choice_.one) {
      for (const Vertex place : places_of(*choice_.one)) look_at(place);
    } else {
      for (Vertex place = 0; place < view_.graph().vertex_count(); ++place) look_at(place);
    }
    const auto order = [](const CoPresence& c) {
      const Period& p = c.period.bounds;
      return std::tuple(p.earliest_start, p.latest_start, p.earliest_end, p.latest_end, c.one, c.other, c.place,
                        c.of_one, c.of_other);
    };
    std::sort(found_.begin(), found_.end(),
              [&](const CoPresence& a, const CoPresence& b) { return order(a) < order(b); });
    return std::move(found_);
  }

 private:
  bool counts(SymbolId type) const {
    if (!choice_.steps.any_type) return true;
    const RelationTraits& traits = view_.graph().traits().relation(type);
    return traits.kind != RelationKind::kTimeless && !traits.symmetric && !traits.is_lifetime && traits.implies_from;
  }
  bool takes_part(Vertex v) const { return choice_.steps.through_apparatus || !is_apparatus(view_.graph(), v); }

  // When somebody can have existed, at most.
  Stretch life_of(Vertex v) {
    const auto known = lives_.find(v);
    if (known != lives_.end()) return known->second;
    const Life life = view_.life(v);
    return lives_[v] = life.stated ? Stretch{life.period.earliest_start, life.period.latest_end}
                                   : Stretch{Instant::minus_infinity(), Instant::plus_infinity()};
  }

  std::vector<Vertex> places_of(Vertex one) {
    std::vector<Vertex> places;
    ways_.direction = Direction::kOut;
    Steps(view_, ways_).from(one, [&](const StepCursor& step) {
      if (counts(step.type())) places.push_back(step.neighbor());
      return false;
    });
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
  }

  std::vector<Attendance> attendances_at(Vertex place) {
    std::vector<Attendance> all;
    ways_.direction = Direction::kIn;
    Steps(view_, ways_).from(place, [&](const StepCursor& step) {
      if (step.neighbor() != place && counts(step.type()) && takes_part(step.neighbor()))
        all.push_back({step.neighbor(), step.edge(), shared(life_of(step.neighbor()), life_of(place)), {}});
      return false;
    });
    return all;
  }

  void look_at(Vertex place) {
    if (!takes_part(place)) return;
    std::vector<Attendance> all = attendances_at(place);
    const auto is_one = [&](const Attendance& a) { return choice_.one && a.who == *choice_.one; };
    if (all.size() < 2 || (choice_.one && std::none_of(all.begin(), all.end(), is_one))) return;
    std::vector<TimedClaim> claims;
    std::vector<std::uint32_t> of;  // by claim: one for each stretch of each dating
    bool any_twice = false;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      view_.poll();
      all[i].datings = datings_of(view_, all[i].edge);
      // All but the one who is asked for pass for one claimant: what they share among themselves is passed over.
      const Vertex claimant = choice_.one ? Vertex{is_one(all[i])} : all[i].who;
      const std::size_t before = claims.size();
      for (const auto& dating : all[i].datings) {
        for (const Period& stretch : dating) {
          if (all[i].alive.start >= all[i].alive.end) continue;
          const PossiblePeriod there = intersection(stretch, period_of(all[i].alive));
          if (there.exists == Truth::kFalse) continue;
          claims.push_back({claimant, there.period});
          of.push_back(i);
        }
      }
      any_twice = any_twice || claims.size() > before + 1;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    MemoryCharge charge(view_.watch());
    each_overlap(claims, view_.watch(), [&](std::size_t a, std::size_t b) {
      charge.add(sizeof(pairs[0]));
      pairs.emplace_back(std::minmax(of[a], of[b]));
      return true;
    });
    if (any_twice) {
      std::sort(pairs.begin(), pairs.end());
      pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    }
    for (const auto& [a, b] : pairs) {
      view_.poll();
      const bool turned = choice_.one ? is_one(all[b]) : all[b].who < all[a].who;
      add(place, all[turned ? b : a], all[turned ? a : b]);
    }
  }

  void add(Vertex place, const Attendance& a, const Attendance& b) {
    const Period alive = period_of(shared(a.alive, b.alive));
    const Period window = in_slice(alive);
    const Truth meet = window.is_valid() ? share_an_instant(a, b, window) : Truth::kFalse;
    if (meet == Truth::kFalse) return;  // what they share lies outside of the slice
    const bool certain = meet == Truth::kTrue && is_sure(a.edge) && is_sure(b.edge);
    kept_.add(sizeof(CoPresence));
    found_.push_back({a.who, b.who, place, a.edge, b.edge, shared_time(a, b, alive, window), certain});
  }

  // Of a range what lies in it; what holds throughout a slice is shared in it.
  Period in_slice(const Period& alive) const {
    const Timeslice& slice = view_.slice();
    if (slice.kind != Timeslice::Kind::kOverlapping) return alive;
    return Period::certain(std::max(alive.earliest_start, slice.from), std::min(alive.latest_end, slice.to));
  }

  bool is_sure(Edge e) const {
    return view_.slice().reading == Reading::kCertain || view_.certainty(e) == Reading::kCertain;
  }

  const View& view_;
  const PresenceChoice& choice_;
  StepChoice ways_;
  MemoryCharge kept_;
  HashMap<Vertex, Stretch> lives_;
  std::vector<CoPresence> found_;
};

}  // namespace

std::vector<CoPresence> find_co_presence(const View& view, const PresenceChoice& choice) {
  return PresenceSearch(view, choice).run();
}

}  // namespace entente

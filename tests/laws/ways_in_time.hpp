// Ways in time by their definition: in every joint choice of the bounds of their relations, every moment at which to
// set out is tried. For worlds of a few seconds.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "algorithms/journey.hpp"
#include "algorithms/trails.hpp"
#include "support/graphs.hpp"

namespace entente::laws {

// When a relation holds, a bit for each second. Bounds of the world lie in [kFirst, kLast]. Before and behind them is
// more room than a way can take, so that the ends of the bits can stand for the infinities.
using Seconds = std::uint64_t;
constexpr int kBits = 64, kZero = 27, kFirst = -1, kLast = 10;
constexpr int kMostTaken = 12;  // seconds, by a way

inline int bit_of(Instant t) {
  if (t == Instant::minus_infinity()) return 0;
  return t == Instant::plus_infinity() ? kBits : kZero + static_cast<int>(t.seconds);
}
// The moments before those of the world are reached from minus infinity alone, those behind from plus infinity.
inline Instant instant_of(int bit) {
  if (bit <= kMostTaken) return Instant::minus_infinity();
  return bit >= kBits - 1 - kMostTaken ? Instant::plus_infinity() : Instant{bit - kZero};
}
static_assert(kZero + kFirst - kMostTaken > 0 && kZero + kFirst > kMostTaken);
static_assert(kZero + kLast + kMostTaken < kBits - 1 - kMostTaken);

inline Seconds seconds_from(int bit) {
  return bit >= kBits ? 0 : ~Seconds{0} << bit;
}
inline Seconds seconds_in(int from, int to) {
  return seconds_from(from) & ~seconds_from(to);
}

// When a relation with these stretches holds in each choice: each stretch begins before it ends, and a gap of a second
// or more lies before the next.
inline std::vector<Seconds> choices_of(const std::vector<Period>& stretches) {
  struct Chain {
    Seconds held;
    int last;  // the moment chosen last
  };
  std::vector<Chain> chains = {{0, -1}};
  const auto moments = [](Instant first, Instant last) {
    std::vector<int> bits;
    if (!first.is_finite()) bits.push_back(bit_of(first));
    const int from = first.is_finite() ? bit_of(first) : kZero + kFirst;
    const int to = last.is_finite() ? bit_of(last) : kZero + kLast;
    if (first.is_finite() || last.is_finite())
      for (int bit = from; bit <= to; ++bit) bits.push_back(bit);
    if (!last.is_finite() && last != first) bits.push_back(bit_of(last));
    return bits;
  };
  for (const Period& p : stretches) {
    std::vector<Chain> longer;
    for (const Chain& chain : chains) {
      for (const int start : moments(p.earliest_start, p.latest_start)) {
        for (const int end : moments(p.earliest_end, p.latest_end)) {
          if (start > chain.last && start < end) longer.push_back({chain.held | seconds_in(start, end), end});
        }
      }
    }
    chains = std::move(longer);
  }
  std::vector<Seconds> held;
  for (const Chain& chain : chains) held.push_back(chain.held);
  return held;
}

struct WayRelation {
  Vertex from, to;
  int type;
  std::vector<Period> stretches;
};

struct WayWorld {
  std::vector<Period> lives;  // of the vertices
  std::vector<WayRelation> relations;

  std::shared_ptr<const TemporalGraph> build() const {
    GraphBuilder builder({"T0", "T1", "T2"}, {});
    add_lives(builder, lives);
    for (std::size_t i = 0; i < relations.size(); ++i) {
      StoredRelation r = numbered_relation(i, relations[i].type, relations[i].from, relations[i].to);
      if (relations[i].stretches != std::vector{Period::always()})
        r.validity = validity_of_stretches(relations[i].stretches);
      builder.add(r);
    }
    return builder.build(TransactionId{1}, SystemTime{1});
  }
  bool has_sets() const {
    return std::any_of(relations.begin(), relations.end(), [](const WayRelation& r) { return r.stretches.size() > 1; });
  }
};

inline std::string text_of_bounds(const Period& p) {
  std::string text;
  for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end})
    text += t.is_finite() ? " " + std::to_string(t.seconds) : t < Instant{0} ? " -inf" : " inf";
  return text;
}

inline void showValue(const WayWorld& world, std::ostream& out) {
  for (std::size_t v = 0; v < world.lives.size(); ++v)
    if (world.lives[v] != Period::always()) out << "v" << v << text_of_bounds(world.lives[v]) << '\n';
  for (const WayRelation& r : world.relations) {
    out << r.from << " -T" << r.type << "-> " << r.to << ':';
    for (const Period& p : r.stretches) out << text_of_bounds(p) << ';';
    out << '\n';
  }
}

// What is known of a way: in one choice of bounds, or under a reading.
struct Known {
  Instant ready, leave_by;
  std::int64_t duration = 0;
  std::int64_t pause = 0;  // at the end: seconds for which it has arrived and is not ready yet
  friend bool operator==(const Known&, const Known&) = default;

  Instant arrival() const { return ready.is_finite() ? Instant{ready.seconds - pause} : ready; }
  std::int64_t time_taken() const { return duration - pause; }
};

struct Manner {
  PathTime time = PathTime::kChronological;
  int travel = 0, gap = 0;
  Instant from = Instant::minus_infinity(), to = Instant::plus_infinity();
};

// When a relation is taken.
struct Taking {
  Seconds held;
  int travel, gap;
  std::optional<int> within = std::nullopt;  // from being ready to taking the next, at most
};

// When the last relation can be taken, if the first is taken at `first`; kBits: never.
inline int first_end(const std::vector<Taking>& way, int first) {
  Seconds taken = Seconds{1} << first;
  for (std::size_t i = 1; i < way.size(); ++i) {
    const Taking& before = way[i - 1];
    Seconds next = 0;
    for (Seconds left = taken; left != 0; left &= left - 1) {
      const int ready = std::countr_zero(left) + before.gap;
      next |= before.within ? seconds_in(ready, ready + *before.within + 1) : seconds_from(ready);
    }
    taken = next & way[i].held;
  }
  return std::countr_zero(taken);
}

// In one choice, in which the relations of a way hold so. Nothing: it can't be taken.
inline std::optional<Known> in_one_choice(const std::vector<Taking>& way, const Manner& manner) {
  const int from = bit_of(manner.from), to = bit_of(manner.to);
  if (manner.time == PathTime::kContinuous) {
    Seconds together = seconds_in(from, to);
    for (const Taking& taking : way) together &= taking.held;
    if (together == 0) return std::nullopt;
    return Known{instant_of(std::countr_zero(together)), instant_of(kBits - std::countl_zero(together))};
  }
  std::optional<Known> known;
  for (Seconds left = way[0].held & seconds_in(from, to); left != 0; left &= left - 1) {
    const int first = std::countr_zero(left);
    const int t = first_end(way, first);
    if (t >= std::min(to, kBits) || (manner.to.is_finite() && t + way.back().travel > to)) continue;
    const int ready = t + way.back().gap;
    if (!known) known = Known{instant_of(ready), instant_of(first), ready - first, way.back().gap - way.back().travel};
    known->ready = std::min(known->ready, instant_of(ready));
    known->leave_by = std::max(known->leave_by, instant_of(first));
    known->duration = std::min<std::int64_t>(known->duration, ready - first);
  }
  return known;
}

// Under a reading: in every joint choice, or in some. `choices` are those of each relation of the way, `place` says
// which of them each step takes: of a relation that comes twice it is the same. `takings`: of each step, but for when
// it holds.
inline std::optional<Known> in_all_choices(const std::vector<const std::vector<Seconds>*>& choices,
                                           const std::vector<std::size_t>& place, std::vector<Taking> takings,
                                           const Manner& manner, bool possible) {
  std::optional<Known> known;
  bool never_fails = true;
  std::vector<Seconds> chosen(choices.size());
  const std::function<void(std::size_t)> choose = [&](std::size_t i) {
    if (!possible && !never_fails) return;
    if (i < choices.size()) {
      for (const Seconds choice : *choices[i]) {
        chosen[i] = choice;
        choose(i + 1);
      }
      return;
    }
    for (std::size_t step = 0; step < place.size(); ++step) takings[step].held = chosen[place[step]];
    const std::optional<Known> now = in_one_choice(takings, manner);
    never_fails = never_fails && now;
    if (!now) return;
    if (!known) known = now;
    known->ready = possible ? std::min(known->ready, now->ready) : std::max(known->ready, now->ready);
    known->leave_by = possible ? std::max(known->leave_by, now->leave_by) : std::min(known->leave_by, now->leave_by);
    known->duration = possible ? std::min(known->duration, now->duration) : std::max(known->duration, now->duration);
  };
  choose(0);
  return possible || never_fails ? known : std::nullopt;
}

struct Way {
  std::vector<Vertex> nodes;
  std::vector<Edge> edges;
  Known known;
  std::int64_t travelled = 0;  // seconds, without waiting
};

inline bool is_repeated(std::vector<std::uint32_t> items) {
  std::sort(items.begin(), items.end());
  return std::adjacent_find(items.begin(), items.end()) != items.end();
}

// As the modes are defined.
inline bool is_of_mode(const Way& way, PathMode mode) {
  const bool repeats_edge = is_repeated(way.edges), repeats_node = is_repeated(way.nodes);
  if (mode == PathMode::kWalk) return true;
  if (mode == PathMode::kTrail) return !repeats_edge;
  if (mode == PathMode::kAcyclic || way.edges.empty()) return !repeats_node;
  const bool is_closed = way.nodes.front() == way.nodes.back();
  return !repeats_edge && !is_repeated({way.nodes.begin() + (is_closed ? 1 : 0), way.nodes.end()});
}

// All ways of a world, as seen through a view.
class AllWays {
 public:
  AllWays(const View& view, const WayWorld& world, const JourneyChoice& choice)
      : view_(view),
        choice_(choice),
        manner_{choice.time, static_cast<int>(choice.travel.least()), static_cast<int>(choice.gap()), view.slice().from,
                view.slice().to},
        is_possible_(view.slice().reading == Reading::kPossible) {
    const TemporalGraph& g = view.graph();
    const std::vector<SymbolId>& types = choice.steps.types;
    for (Edge e = 0; e < g.edge_count(); ++e) {
      choices_.push_back(choices_of(world.relations[g.relation_id(e).value].stretches));
      if (!types.empty() && std::find(types.begin(), types.end(), g.type(e)) == types.end()) continue;
      if (!view.admits(e) || (choice.allowed && !choice.allowed(e))) continue;
      const bool both = choice.steps.direction == Direction::kBoth && g.source(e) != g.target(e);
      if (both || choice.steps.direction != Direction::kIn) steps_.push_back({g.source(e), g.target(e), e});
      if (both || choice.steps.direction == Direction::kIn) steps_.push_back({g.target(e), g.source(e), e});
    }
  }

  const Manner& manner() const { return manner_; }

  // How a relation is taken, but for when it holds.
  Taking taking(Edge e) const {
    Taking found{0, static_cast<int>(choice_.travel.of(view_, e)), 0, std::nullopt};
    const bool waits_a_second = choice_.strict && found.travel == 0;
    found.gap = waits_a_second ? 1 : found.travel;
    // A stricter order leaves no more time: that from the arrival on.
    if (choice_.within) found.within = static_cast<int>(*choice_.within) - waits_a_second;
    return found;
  }

  // The way of no relation counts, wherever one may stand.
  std::vector<Way> from(Vertex v, PathMode mode, std::uint32_t most) const {
    std::vector<Way> found;
    if (!view_.admits_vertex(v)) return found;
    Way way{{v}, {}, nothing_taken(), 0};
    extend(way, mode, most, found);
    return found;
  }
  // Of a way of no relation, and of any where time doesn't matter.
  Known nothing_taken() const {
    const bool waits = manner_.time != PathTime::kContinuous;
    return {waits ? manner_.from : Instant::minus_infinity(), Instant::plus_infinity()};
  }

 private:
  struct Step {
    Vertex from, to;
    Edge edge;
  };

  void extend(Way& way, PathMode mode, std::uint32_t most, std::vector<Way>& found) const {
    if (const std::optional<Known> known = known_of(way)) {
      found.push_back(way);
      found.back().known = *known;
      for (const Edge e : way.edges) found.back().travelled += taking(e).gap;
    }
    if (way.edges.size() >= most) return;
    for (const Step& step : steps_) {
      if (step.from != way.nodes.back()) continue;
      way.nodes.push_back(step.to);
      way.edges.push_back(step.edge);
      if (is_of_mode(way, mode)) extend(way, mode, most, found);
      way.nodes.pop_back();
      way.edges.pop_back();
    }
  }

  std::optional<Known> known_of(const Way& way) const {
    if (way.edges.empty() || manner_.time == PathTime::kAny) return nothing_taken();
    std::vector<Edge> distinct;
    std::vector<const std::vector<Seconds>*> choices;
    std::vector<std::size_t> place;
    std::vector<Taking> takings;
    for (const Edge e : way.edges) {
      takings.push_back(taking(e));
      const auto known = std::find(distinct.begin(), distinct.end(), e);
      place.push_back(static_cast<std::size_t>(known - distinct.begin()));
      if (known != distinct.end()) continue;
      distinct.push_back(e);
      choices.push_back(&choices_[e]);
    }
    return in_all_choices(choices, place, std::move(takings), manner_, is_possible_);
  }

  const View& view_;
  const JourneyChoice choice_;
  Manner manner_;
  bool is_possible_;
  std::vector<Step> steps_;
  std::vector<std::vector<Seconds>> choices_;  // of each edge
};

}  // namespace entente::laws

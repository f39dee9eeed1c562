// All counting goes along a window of time over a sequence of relations. Where one is the third of an instance, those
// that can be the first and the second stand in the window, and running sums tell how many pairs there are: so each
// relation costs the same, however many are in the window. Sums over "all that came later than this one" are kept as
// differences of how many had come by now and by then. Those that begin at one instant are looked at together: all of
// them ask the sums before any of them is added.
//
// Sums are taken modulo 2^64, where differences are exact as long as their results fit; these are checked.
#include "algorithms/motif_counts.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "algorithms/boarding.hpp"
#include "algorithms/network_of.hpp"
#include "algorithms/relation_starts.hpp"
#include "entente/error.hpp"

namespace entente {
namespace {

using Count = std::uint64_t;
using ByWay = std::array<Count, 2>;   // 0: away from the entity that is looked from, 1: to it
using ByWays = std::array<ByWay, 2>;  // of the first and the second of a pair

constexpr std::size_t kBetweenMotifPolls = 1024;

// From one of a (0), b (1) and c (2) to another.
using MotifStep = std::pair<int, int>;
constexpr std::array<MotifStep, kMotifSide> kSecondSteps{{{2, 1}, {1, 2}, {2, 0}, {0, 2}, {1, 0}, {0, 1}}};
constexpr std::array<MotifStep, kMotifSide> kThirdSteps{{{0, 1}, {1, 0}, {0, 2}, {2, 0}, {1, 2}, {2, 1}}};

// Which motif three relations between the entities 0, 1 and 2 make; they hang together.
Count& motif_of(MotifCounts& counts, const std::array<MotifStep, 3>& steps) {
  std::array<int, 3> name{2, 2, 2};
  name[static_cast<std::size_t>(steps[0].first)] = 0;
  name[static_cast<std::size_t>(steps[0].second)] = 1;
  const auto place = [&](const std::array<MotifStep, kMotifSide>& all, const MotifStep& step) {
    const MotifStep named{name[static_cast<std::size_t>(step.first)], name[static_cast<std::size_t>(step.second)]};
    return static_cast<std::size_t>(std::find(all.begin(), all.end(), named) - all.begin());
  };
  return counts.count[place(kSecondSteps, steps[1])][place(kThirdSteps, steps[2])];
}

void raise(Count& count, Count by) {
  if (__builtin_add_overflow(count, by, &count) || count > static_cast<Count>(Instant::plus_infinity().seconds))
    throw Error(ErrorCode::kLimit, "there are more instances of a motif than 64 bits can count")
        .with_hint("take a shorter time, or fewer types");
}

struct MotifEvent {
  Instant at;
  std::uint32_t from, to;
};

// Calls expire(first, last) for each run of events that begin at one instant and have left the window, then
// arrive(first, last) for the next run, until all have arrived.
template <class Event, class Expire, class Arrive>
void along_window(const std::vector<Event>& events, std::size_t begin, std::size_t end, std::int64_t within,
                  const Expire& expire, const Arrive& arrive) {
  const auto end_of_run = [&](std::size_t i) {
    std::size_t j = i + 1;
    while (j < end && events[j].at == events[i].at) ++j;
    return j;
  };
  std::size_t oldest = begin;
  for (std::size_t i = begin; i < end;) {
    while (oldest < i && seconds_between(events[oldest].at, events[i].at) > within) {
      const std::size_t next = end_of_run(oldest);
      expire(oldest, next);
      oldest = next;
    }
    const std::size_t next = end_of_run(i);
    arrive(i, next);
    i = next;
  }
}

// ---- Two entities, and stars

struct Spoke {
  Instant at;
  std::uint32_t other;
  std::uint8_t way;
};

// Of one neighbour, those of its spokes that are in the window.
struct SpokeSums {
  ByWay one{};
  ByWays pairs{};    // of which the first came before the second
  ByWays by_then{};  // [way][of way]: over the spokes of a way, how many had come when it had
  ByWays before{};   // [of way][way]: and how many had come before it
};

class StarCounter {
 public:
  StarCounter(const View& view, std::uint32_t members, const std::vector<MotifEvent>& events)
      : view_(view), offset_(std::size_t{members} + 1), place_of_(members), seen_from_(members, members) {
    for (const MotifEvent& e : events) ++offset_[e.from + 1], ++offset_[e.to + 1];
    for (std::size_t v = 0; v < members; ++v) offset_[v + 1] += offset_[v];
    spokes_.resize(offset_.back());
    std::vector<std::size_t> next(offset_.begin(), offset_.end() - 1);
    for (const MotifEvent& e : events) {
      spokes_[next[e.from]++] = {e.at, e.to, 0};
      spokes_[next[e.to]++] = {e.at, e.from, 1};
    }
  }

  void count(std::int64_t within, MotifCounts& counts) {
    for (std::uint32_t v = 0; v + 1 < offset_.size(); ++v) {
      if (v % kBetweenMotifPolls == 0) view_.poll();
      around(v, within);
    }
    for (std::size_t x = 0; x < 2; ++x) {
      for (std::size_t y = 0; y < 2; ++y) {
        for (std::size_t z = 0; z < 2; ++z) {
          const auto step = [](int other, std::size_t way) {
            return way == 0 ? MotifStep(0, other) : MotifStep(other, 0);
          };
          const std::size_t i = index(x, y, z);
          raise(motif_of(counts, {step(1, x), step(1, y), step(1, z)}), between_two_[i]);
          raise(motif_of(counts, {step(1, x), step(1, y), step(2, z)}), last_apart_[i]);
          raise(motif_of(counts, {step(1, x), step(2, y), step(1, z)}), second_apart_[i]);
          raise(motif_of(counts, {step(2, x), step(1, y), step(1, z)}), first_apart_[i]);
        }
      }
    }
  }

 private:
  static std::size_t index(std::size_t x, std::size_t y, std::size_t z) { return 4 * x + 2 * y + z; }

  // One neighbour in all three, or two of which one has two.
  void around(std::uint32_t centre, std::int64_t within) {
    const std::size_t begin = offset_[centre], end = offset_[centre + 1];
    if (end - begin < 3) return;
    sums_.clear();
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t other = spokes_[i].other;
      if (seen_from_[other] == centre) continue;
      seen_from_[other] = centre;
      place_of_[other] = static_cast<std::uint32_t>(sums_.size());
      sums_.emplace_back();
    }
    const auto sums_of = [&](std::size_t i) -> SpokeSums& { return sums_[place_of_[spokes_[i].other]]; };
    ByWay come{}, gone{};  // how many ever, how many out of the window
    ByWays pairs{};        // within one neighbour
    const auto expire = [&](std::size_t first, std::size_t last) {
      const ByWay earlier = gone;
      for (std::size_t i = first; i < last; ++i) ++gone[spokes_[i].way];
      for (std::size_t i = first; i < last; ++i) {
        SpokeSums& s = sums_of(i);
        const std::size_t way = spokes_[i].way;
        --s.one[way];
        for (std::size_t y = 0; y < 2; ++y) {
          s.by_then[way][y] -= gone[y];
          s.before[y][way] -= earlier[y];
        }
      }
      for (std::size_t i = first; i < last; ++i) {
        SpokeSums& s = sums_of(i);
        const std::size_t way = spokes_[i].way;
        for (std::size_t y = 0; y < 2; ++y) {
          s.pairs[way][y] -= s.one[y];
          pairs[way][y] -= s.one[y];
        }
      }
    };
    const auto arrive = [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        if (i % kBetweenMotifPolls == 0) view_.poll();
        const SpokeSums& s = sums_of(i);
        const std::size_t z = spokes_[i].way;
        for (std::size_t x = 0; x < 2; ++x) {
          for (std::size_t y = 0; y < 2; ++y) {
            const Count both = s.pairs[x][y];
            const std::size_t at = index(x, y, z);
            // Each two entities are looked at from both of them.
            if (centre < spokes_[i].other) raise(between_two_[at], both);
            raise(last_apart_[at], pairs[x][y] - both);
            raise(second_apart_[at], s.one[x] * come[y] - s.by_then[x][y] - both);
            raise(first_apart_[at], s.before[x][y] - s.one[y] * gone[x] - both);
          }
        }
      }
      for (std::size_t i = first; i < last; ++i) {
        SpokeSums& s = sums_of(i);
        const std::size_t way = spokes_[i].way;
        for (std::size_t x = 0; x < 2; ++x) {
          s.pairs[x][way] += s.one[x];
          pairs[x][way] += s.one[x];
          s.before[x][way] += come[x];
        }
      }
      for (std::size_t i = first; i < last; ++i) ++come[spokes_[i].way];
      for (std::size_t i = first; i < last; ++i) {
        SpokeSums& s = sums_of(i);
        const std::size_t way = spokes_[i].way;
        ++s.one[way];
        for (std::size_t y = 0; y < 2; ++y) s.by_then[way][y] += come[y];
      }
    };
    along_window(spokes_, begin, end, within, expire, arrive);
  }

  const View& view_;
  std::vector<std::size_t> offset_;  // by member, in spokes_
  std::vector<Spoke> spokes_;        // of each member, in order of time
  std::vector<std::uint32_t> place_of_, seen_from_;
  std::vector<SpokeSums> sums_;
  std::array<Count, 8> between_two_{}, last_apart_{}, second_apart_{}, first_apart_{};
};

// ---- Triangles

// A pair of entities with relations between them, `low` before `high` in order of how many such pairs they are in.
struct LinkedPair {
  std::uint32_t low, high;
  std::size_t first_event;  // in order of time, up to the first of the next pair
};

// Three entities of which each two are a pair: the pair with the most relations, and the other two.
struct LinkedTriangle {
  std::uint32_t base;
  std::array<std::uint32_t, 2> wing;  // at base.low, at base.high
};

// Of a triangle over a base from u to v, with w at its top.
struct TriangleEvent {
  Instant at;
  std::uint32_t top;  // kBase, or which
  std::uint8_t side;  // a wing at u (0) or at v (1)
  std::uint8_t way;   // from u to v, from u or v to w: 0
};
constexpr std::uint32_t kBase = static_cast<std::uint32_t>(-1);

// Of one top, by side, those of its relations that are in the window.
struct WingSums {
  std::array<ByWay, 2> one{};
  std::array<ByWays, 2> by_then{};  // [side][way][of way]: over these, how many of the base had come when each had
  std::array<ByWays, 2> before{};   // [side][of way][way]: and how many before it
};

class TriangleCounter {
 public:
  TriangleCounter(const View& view, std::uint32_t members, const std::vector<MotifEvent>& events)
      : view_(view), events_(events), members_(members) {}

  void count(std::int64_t within, MotifCounts& counts) {
    find_pairs();
    find_triangles();
    for (std::size_t i = 0; i < triangles_.size();) {
      std::size_t j = i + 1;
      while (j < triangles_.size() && triangles_[j].base == triangles_[i].base) ++j;
      over_base(i, j, within);
      i = j;
    }
    tell(counts);
  }

 private:
  // [base first, in the middle, last][side of the first wing][ways of the three]
  using Found = std::array<std::array<std::array<Count, 8>, 2>, 3>;

  std::size_t events_of(std::uint32_t pair) const { return pairs_[pair + 1].first_event - pairs_[pair].first_event; }

  // Sorts the events by pair, and in a pair by time.
  void find_pairs() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;  // the ends, and which event
    keyed.reserve(events_.size());
    for (std::uint32_t i = 0; i < events_.size(); ++i) {
      const auto [low, high] = std::minmax(events_[i].from, events_[i].to);
      keyed.emplace_back((std::uint64_t{low} << 32) | high, i);
    }
    view_.poll();
    std::sort(keyed.begin(), keyed.end());
    view_.poll();
    by_pair_.reserve(keyed.size());
    for (const auto& [ends, event] : keyed) {
      const auto low = static_cast<std::uint32_t>(ends >> 32), high = static_cast<std::uint32_t>(ends);
      if (pairs_.empty() || pairs_.back().low != low || pairs_.back().high != high)
        pairs_.push_back({low, high, by_pair_.size()});
      by_pair_.push_back(event);
    }
    std::vector<std::uint32_t> degree(members_);
    for (const LinkedPair& p : pairs_) ++degree[p.low], ++degree[p.high];
    for (LinkedPair& p : pairs_)
      if (std::pair(degree[p.high], p.high) < std::pair(degree[p.low], p.low)) std::swap(p.low, p.high);
    pairs_.push_back({0, 0, by_pair_.size()});
  }

  // Of each triangle once: the pair of the two lower, of the lowest and the highest, of the two higher. O(p^1.5) for p
  // pairs, since no entity is the lower one of more than √2p.
  template <class Visit>
  void each_triangle(const Visit& visit) const {
    const auto pair_count = static_cast<std::uint32_t>(pairs_.size() - 1);
    std::vector<std::size_t> offset(std::size_t{members_} + 1);
    for (std::uint32_t p = 0; p < pair_count; ++p) ++offset[pairs_[p].low + 1];
    for (std::size_t v = 0; v < members_; ++v) offset[v + 1] += offset[v];
    std::vector<std::uint32_t> upward(pair_count);
    std::vector<std::size_t> next(offset.begin(), offset.end() - 1);
    for (std::uint32_t p = 0; p < pair_count; ++p) upward[next[pairs_[p].low]++] = p;
    std::vector<std::uint32_t> pair_to(members_, kBase);  // from the entity that is looked at
    for (std::uint32_t u = 0; u < members_; ++u) {
      if (u % kBetweenMotifPolls == 0) view_.poll();
      for (std::size_t i = offset[u]; i < offset[u + 1]; ++i) pair_to[pairs_[upward[i]].high] = upward[i];
      for (std::size_t i = offset[u]; i < offset[u + 1]; ++i) {
        const std::uint32_t v = pairs_[upward[i]].high;
        for (std::size_t j = offset[v]; j < offset[v + 1]; ++j) {
          const std::uint32_t across = pair_to[pairs_[upward[j]].high];
          if (across != kBase) visit(upward[i], across, upward[j]);
        }
      }
      for (std::size_t i = offset[u]; i < offset[u + 1]; ++i) pair_to[pairs_[upward[i]].high] = kBase;
    }
  }

  // By base. The pair with the most relations is the base, so that they are looked at once for all tops.
  void find_triangles() {
    std::vector<std::size_t> next(pairs_.size());
    const auto base_first = [&](std::uint32_t uv, std::uint32_t uw, std::uint32_t vw) {
      const std::size_t n_uv = events_of(uv), n_uw = events_of(uw), n_vw = events_of(vw);
      if (n_uv >= n_uw && n_uv >= n_vw) return LinkedTriangle{uv, {uw, vw}};
      if (n_uw >= n_vw) return LinkedTriangle{uw, {uv, vw}};
      return LinkedTriangle{vw, {uv, uw}};
    };
    each_triangle(
        [&](std::uint32_t uv, std::uint32_t uw, std::uint32_t vw) { ++next[base_first(uv, uw, vw).base + 1]; });
    for (std::size_t p = 1; p < next.size(); ++p) next[p] += next[p - 1];
    kept_.add(next.back() * sizeof(LinkedTriangle));
    triangles_.resize(next.back());
    each_triangle([&](std::uint32_t uv, std::uint32_t uw, std::uint32_t vw) {
      const LinkedTriangle triangle = base_first(uv, uw, vw);
      triangles_[next[triangle.base]++] = triangle;
    });
  }

  void gather(std::uint32_t pair, std::uint32_t from, std::uint32_t top, std::uint8_t side) {
    for (std::size_t i = pairs_[pair].first_event; i < pairs_[pair + 1].first_event; ++i) {
      const MotifEvent& e = events_[by_pair_[i]];
      together_.push_back({e.at, top, side, static_cast<std::uint8_t>(e.from != from)});
    }
  }

  void over_base(std::size_t first_triangle, std::size_t last_triangle, std::int64_t within) {
    const LinkedPair& base = pairs_[triangles_[first_triangle].base];
    together_.clear();
    gather(triangles_[first_triangle].base, base.low, kBase, 0);
    for (std::size_t t = first_triangle; t < last_triangle; ++t) {
      for (const std::uint32_t wing : triangles_[t].wing) {
        const bool at_low = pairs_[wing].low == base.low || pairs_[wing].high == base.low;
        gather(wing, at_low ? base.low : base.high, static_cast<std::uint32_t>(t - first_triangle), at_low ? 0 : 1);
      }
    }
    view_.poll();
    std::sort(together_.begin(), together_.end(),
              [](const TriangleEvent& a, const TriangleEvent& b) { return a.at < b.at; });
    sweep(last_triangle - first_triangle, within);
  }

  void sweep(std::size_t tops, std::int64_t within) {
    sums_.assign(tops, WingSums{});
    ByWay come{}, gone{};            // relations of the base
    std::array<ByWays, 2> across{};  // [side of the first][ways]: pairs of wings to one top, in the window
    const std::vector<TriangleEvent>& events = together_;
    const auto expire = [&](std::size_t first, std::size_t last) {
      const ByWay earlier = gone;
      for (std::size_t i = first; i < last; ++i)
        if (events[i].top == kBase) ++gone[events[i].way];
      for (std::size_t i = first; i < last; ++i) {
        if (events[i].top == kBase) continue;
        const std::size_t side = events[i].side, way = events[i].way;
        WingSums& s = sums_[events[i].top];
        --s.one[side][way];
        for (std::size_t y = 0; y < 2; ++y) {
          s.by_then[side][way][y] -= gone[y];
          s.before[side][y][way] -= earlier[y];
        }
      }
      for (std::size_t i = first; i < last; ++i) {
        if (events[i].top == kBase) continue;
        const std::size_t side = events[i].side, way = events[i].way;
        for (std::size_t y = 0; y < 2; ++y) across[side][way][y] -= sums_[events[i].top].one[1 - side][y];
      }
    };
    const auto arrive = [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        if (i % kBetweenMotifPolls == 0) view_.poll();
        const std::size_t z = events[i].way;
        if (events[i].top == kBase) {
          for (std::size_t side = 0; side < 2; ++side)
            for (std::size_t xy = 0; xy < 4; ++xy) raise(found_[2][side][2 * xy + z], across[side][xy / 2][xy % 2]);
          continue;
        }
        const WingSums& s = sums_[events[i].top];
        const std::size_t side = 1 - events[i].side;
        for (std::size_t xy = 0; xy < 4; ++xy) {
          const std::size_t x = xy / 2, y = xy % 2, at = 2 * xy + z;
          raise(found_[1][side][at], s.one[side][x] * come[y] - s.by_then[side][x][y]);
          raise(found_[0][side][at], s.before[side][x][y] - s.one[side][y] * gone[x]);
        }
      }
      for (std::size_t i = first; i < last; ++i) {
        if (events[i].top == kBase) continue;
        const std::size_t side = events[i].side, way = events[i].way;
        WingSums& s = sums_[events[i].top];
        for (std::size_t x = 0; x < 2; ++x) {
          across[1 - side][x][way] += s.one[1 - side][x];
          s.before[side][x][way] += come[x];
        }
      }
      for (std::size_t i = first; i < last; ++i)
        if (events[i].top == kBase) ++come[events[i].way];
      for (std::size_t i = first; i < last; ++i) {
        if (events[i].top == kBase) continue;
        const std::size_t side = events[i].side, way = events[i].way;
        WingSums& s = sums_[events[i].top];
        ++s.one[side][way];
        for (std::size_t y = 0; y < 2; ++y) s.by_then[side][way][y] += come[y];
      }
    };
    along_window(events, 0, events.size(), within, expire, arrive);
  }

  void tell(MotifCounts& counts) const {
    const auto turned = [](int from, int to, std::size_t way) {
      return way == 0 ? MotifStep(from, to) : MotifStep(to, from);
    };
    for (std::size_t place = 0; place < 3; ++place) {
      for (std::size_t side = 0; side < 2; ++side) {
        for (std::size_t ways = 0; ways < 8; ++ways) {
          const std::array<std::size_t, 3> way{ways / 4, ways / 2 % 2, ways % 2};
          std::array<MotifStep, 3> steps;
          int at = static_cast<int>(side);  // where the next wing is
          for (std::size_t i = 0; i < 3; ++i) {
            steps[i] = i == place ? turned(0, 1, way[i]) : turned(at, 2, way[i]);
            if (i != place) at = 1 - at;
          }
          raise(motif_of(counts, steps), found_[place][side][ways]);
        }
      }
    }
  }

  const View& view_;
  const std::vector<MotifEvent>& events_;
  std::uint32_t members_;
  MemoryCharge kept_{view_.watch()};
  std::vector<std::uint32_t> by_pair_;
  std::vector<LinkedPair> pairs_;  // and one behind the last
  std::vector<LinkedTriangle> triangles_;
  std::vector<TriangleEvent> together_;
  std::vector<WingSums> sums_;
  Found found_{};
};

}  // namespace

std::string motif_text(std::size_t row, std::size_t column) {
  std::string text = "a>b";
  for (const MotifStep& step : {kSecondSteps[row], kThirdSteps[column]})
    text += std::string(", ") + "abc"[step.first] + ">" + "abc"[step.second];
  return text;
}

MotifCounts count_three_relation_motifs(const View& view, const StepChoice& choice, std::int64_t within) {
  const NetworkOf chosen = network_of(view, choice);
  const auto ties = chosen.network.ties();
  MotifCounts counts;
  std::vector<MotifEvent> events;
  events.reserve(ties.size());
  for (std::size_t i = 0; i < ties.size(); ++i) {
    if (i % kBetweenMotifPolls == 0) view.poll();
    const Tie& tie = ties[i];
    if (tie.from == tie.to) continue;
    const std::vector<StartRange> starts = starts_of(view, chosen.edges[i]);
    if (starts.size() != 1 || !starts[0].is_exact()) {
      ++counts.left_out;
      continue;
    }
    events.push_back({starts[0].first, tie.from, tie.to});
    if (tie.both_ways) events.push_back({starts[0].first, tie.to, tie.from});
  }
  std::sort(events.begin(), events.end(), [](const MotifEvent& a, const MotifEvent& b) {
    return std::tuple(a.at, a.from, a.to) < std::tuple(b.at, b.from, b.to);
  });
  view.poll();
  StarCounter(view, chosen.network.size(), events).count(within, counts);
  TriangleCounter(view, chosen.network.size(), events).count(within, counts);
  return counts;
}

}  // namespace entente

// Small random temporal graphs: a dozen vertices, three types, times within a dozen days, some of them uncertain or
// open.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "support/graphs.hpp"

namespace entente {

struct RandomRelation {
  Vertex from, to;
  int type;
  Period period;
};

struct RandomGraph {
  std::vector<Period> lives;  // of the vertices
  std::vector<RandomRelation> relations;

  std::shared_ptr<const TemporalGraph> build() const {
    GraphBuilder builder({"T0", "T1", "T2"}, {});
    add_lives(builder, lives);
    for (std::size_t i = 0; i < relations.size(); ++i) {
      StoredRelation r = numbered_relation(i, relations[i].type, relations[i].from, relations[i].to);
      r.validity = validity_of(relations[i].period);
      builder.add(r);
    }
    return builder.build(TransactionId{1}, SystemTime{1});
  }
};

inline void showValue(const RandomGraph& g, std::ostream& out) {
  const auto show = [&](const Period& p) {
    for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end}) {
      out << ' ' << (t.is_finite() ? std::to_string(t.seconds / kSecondsPerDay) : "inf");
    }
    out << '\n';
  };
  for (std::size_t v = 0; v < g.lives.size(); ++v) out << "v" << v, show(g.lives[v]);
  for (const RandomRelation& r : g.relations) out << r.from << " -T" << r.type << "-> " << r.to, show(r.period);
}

// Twelve moments in order: days, half days, or a few hours of days, so that rows count days, days with moments in them
// aside, or seconds.
enum class Grain { kDays, kHalfDays, kHours };
inline Instant moment(std::int64_t n, Grain grain) {
  switch (grain) {
    case Grain::kDays:
      break;
    case Grain::kHalfDays:
      return Instant{day(n / 2).seconds + n % 2 * (kSecondsPerDay / 2)};
    case Grain::kHours:
      return Instant{day(n / 4).seconds + 3600 * (1 + n % 4)};
  }
  return day(n);
}
inline rc::Gen<Grain> random_grain() {
  return rc::gen::element(Grain::kDays, Grain::kHalfDays, Grain::kHours);
}

inline rc::Gen<Period> random_period(Grain grain = Grain::kDays) {
  return rc::gen::exec([grain] {
    std::vector<std::int64_t> t;
    for (int i = 0; i < 4; ++i) t.push_back(*rc::gen::inRange<std::int64_t>(0, 12));
    Period p;
    p.earliest_start = moment(std::min(t[0], t[1]), grain);
    p.latest_start = moment(std::max(t[0], t[1]), grain);
    p.earliest_end = moment(std::min(t[2], t[3]), grain);
    p.latest_end = moment(std::max(t[2], t[3]), grain);
    if (*rc::gen::inRange(0, 2) == 0) p.earliest_start = p.latest_start;
    if (*rc::gen::inRange(0, 2) == 0) p.earliest_end = p.latest_end;
    if (*rc::gen::inRange(0, 6) == 0) p.earliest_end = p.latest_end = Instant::plus_infinity();
    if (!p.is_valid() || (p.is_certain() && !p.has_core())) {
      p.earliest_end = p.latest_end = Instant{p.latest_start.seconds + kSecondsPerDay};
    }
    return p;
  });
}

// `edges` is the greatest number of relations.
inline rc::Gen<RandomGraph> random_graph(std::size_t edges = 40, Grain grain = Grain::kDays) {
  return rc::gen::exec([edges, grain] {
    RandomGraph g;
    const Vertex n = *rc::gen::inRange<Vertex>(1, 13);
    const bool lives = *rc::gen::arbitrary<bool>();
    for (Vertex v = 0; v < n; ++v) {
      const bool stated = lives && *rc::gen::inRange(0, 3) == 0;
      g.lives.push_back(stated ? *random_period(grain) : Period::always());
    }
    const std::size_t m = *rc::gen::inRange<std::size_t>(0, edges + 1);
    for (std::size_t i = 0; i < m; ++i) {
      g.relations.push_back({*rc::gen::inRange<Vertex>(0, n), *rc::gen::inRange<Vertex>(0, n), *rc::gen::inRange(0, 3),
                             *random_period(grain)});
    }
    return g;
  });
}

inline rc::Gen<Timeslice> random_slice(Grain grain = Grain::kDays) {
  return rc::gen::exec([grain] {
    const auto kind = static_cast<Timeslice::Kind>(*rc::gen::inRange(0, 3));
    if (kind == Timeslice::Kind::kAll) return Timeslice::all();
    const std::int64_t from = *rc::gen::inRange<std::int64_t>(0, 12);
    const std::int64_t length = *rc::gen::inRange<std::int64_t>(1, 6);
    return Timeslice{kind, moment(from, grain), moment(from + length, grain),
                     static_cast<Reading>(*rc::gen::inRange(0, 3))};
  });
}

}  // namespace entente

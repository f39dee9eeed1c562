// What relations of order leave between two entities, against its definition: every choice of the uncertain bounds is
// tried.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <set>
#include <vector>

#include "entente/graph/life_order.hpp"
#include "entente/time/period_predicates.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

constexpr std::int64_t kLastBound = 5;  // bounds are the seconds 0 … kLastBound

struct Said {
  Vertex from, to;
  bool ended;
};
struct LifeOrderWorld {
  std::vector<Period> lives;
  std::vector<Said> orders;
};

LifeOrderWorld random_life_order_world() {
  LifeOrderWorld w;
  const Vertex n = *rc::gen::inRange<Vertex>(2, 5);
  for (Vertex v = 0; v < n; ++v) {
    const std::int64_t es = *rc::gen::inRange<std::int64_t>(0, kLastBound),
                       le = *rc::gen::inRange(es + 1, kLastBound + 1);
    const std::int64_t ls = *rc::gen::inRange(es, le), ee = *rc::gen::inRange(es + 1, le + 1);
    w.lives.push_back({{es}, {ls}, {ee}, {le}});
  }
  const int m = *rc::gen::inRange(1, 6);
  for (int i = 0; i < m; ++i) {
    const Vertex from = *rc::gen::inRange<Vertex>(0, n), to = *rc::gen::inRange<Vertex>(0, n);
    if (from != to) w.orders.push_back({from, to, *rc::gen::arbitrary<bool>()});
  }
  return w;
}

std::shared_ptr<const TemporalGraph> build_life_order_world(const LifeOrderWorld& w) {
  Ontology o;
  RelationType preceded, ended;
  preceded.name = "PRECEDED";
  preceded.end_order = EndOrder::kStartsBefore;
  ended.name = "ENDED_BEFORE";
  ended.end_order = EndOrder::kBefore;
  o.relation_types = {preceded, ended};
  GraphOf g(o);
  for (std::size_t v = 0; v < w.lives.size(); ++v) {
    StoredEntity e;
    e.key = std::to_string(v);
    e.validity = validity_of(w.lives[v]);
    g.entity(std::move(e));
  }
  for (const Said& said : w.orders)
    g.relation(std::to_string(said.from), said.ended ? "ENDED_BEFORE" : "PRECEDED", std::to_string(said.to));
  return g.build();
}

struct LifeChoice {
  std::int64_t start, end;
};

// All choices of all bounds that keep the orders.
void each_choice(const LifeOrderWorld& w, const std::function<void(const std::vector<LifeChoice>&)>& visit) {
  std::vector<LifeChoice> chosen;
  const std::function<void()> next = [&] {
    if (chosen.size() == w.lives.size()) {
      for (const Said& said : w.orders) {
        const LifeChoice &from = chosen[said.from], &to = chosen[said.to];
        if ((said.ended ? from.end : from.start) > to.start) return;
      }
      return visit(chosen);
    }
    const Period& p = w.lives[chosen.size()];
    for (std::int64_t s = p.earliest_start.seconds; s <= p.latest_start.seconds; ++s) {
      for (std::int64_t e = std::max(s + 1, p.earliest_end.seconds); e <= p.latest_end.seconds; ++e) {
        chosen.push_back({s, e});
        next();
        chosen.pop_back();
      }
    }
  };
  next();
}

RC_GTEST_PROP(LifeOrder, IsWhatSomeChoiceConfirms, ()) {
  const LifeOrderWorld w = random_life_order_world();
  const std::size_t n = w.lives.size();
  bool consistent = false;
  std::vector<std::vector<AllenSet>> relations(n, std::vector<AllenSet>(n));
  std::vector<std::vector<LifeChoice>> seen(n);
  each_choice(w, [&](const std::vector<LifeChoice>& chosen) {
    consistent = true;
    for (std::size_t a = 0; a < n; ++a) {
      seen[a].push_back(chosen[a]);
      for (std::size_t b = 0; b < n; ++b)
        relations[a][b].insert(
            allen_of_certain({chosen[a].start}, {chosen[a].end}, {chosen[b].start}, {chosen[b].end}));
    }
  });
  if (!consistent) return;
  const auto graph = build_life_order_world(w);
  const View view(*graph);
  const LifeOrder order(view);
  for (Vertex a = 0; a < n; ++a) {
    if (!order.concerns(a)) continue;
    Period expected{Instant::plus_infinity(), Instant::minus_infinity(), Instant::plus_infinity(),
                    Instant::minus_infinity()};
    for (const LifeChoice& c : seen[a]) {
      expected.earliest_start = std::min(expected.earliest_start, Instant{c.start});
      expected.latest_start = std::max(expected.latest_start, Instant{c.start});
      expected.earliest_end = std::min(expected.earliest_end, Instant{c.end});
      expected.latest_end = std::max(expected.latest_end, Instant{c.end});
    }
    RC_ASSERT(order.tightened(a) == expected);
    for (Vertex b = 0; b < n; ++b) {
      if (a == b || !order.concerns(b)) continue;
      RC_ASSERT(order.possible(a, b).bits() == relations[a][b].bits());
    }
  }
}

// Without any one of the reasons less is known; with them alone as much.
RC_GTEST_PROP(LifeOrder, ReasonsAreEnoughAndNoneIsIdle, ()) {
  const LifeOrderWorld w = random_life_order_world();
  const auto graph = build_life_order_world(w);
  const View view(*graph);
  const LifeOrder order(view);
  if (!order.concerns(0) || !order.concerns(1)) return;
  const std::vector<Edge> reasons = order.reasons(0, 1);
  const auto relations_by = [&](const std::vector<Edge>& edges) {
    LifeOrderWorld part{w.lives, {}};
    for (const Edge e : edges)
      part.orders.push_back(
          {graph->source(e), graph->target(e), graph->symbol_name(graph->type(e)) == std::string_view("ENDED_BEFORE")});
    const auto smaller = build_life_order_world(part);
    const View through(*smaller);
    return LifeOrder(through).relations(0, 1);
  };
  RC_ASSERT(relations_by(reasons).bits() == order.relations(0, 1).bits());
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    std::vector<Edge> fewer = reasons;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    RC_ASSERT(relations_by(fewer).bits() != order.relations(0, 1).bits());
  }
}

RC_GTEST_PROP(LifeOrder, PredicatesAreThoseOfAllensRelations, ()) {
  const LifeOrderWorld w = random_life_order_world();
  const Period p = w.lives[0], q = w.lives[1];
  for (const PeriodPredicate& predicate : kPeriodPredicates)
    RC_ASSERT(one_of(predicate.relations, allen_possible(p, q)) == predicate(p, q));
}

}  // namespace
}  // namespace entente

// What takes part in a view, against its definition: every choice of the uncertain bounds is tried.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"
#include "support/graphs.hpp"

namespace entente {
namespace {

constexpr std::int64_t kLastSecond = 4;  // bounds are the seconds 0 … kLastSecond

struct ViewChoice {
  std::int64_t start, end;
  bool contains(std::int64_t t) const { return start <= t && t < end; }
  friend auto operator<=>(const ViewChoice&, const ViewChoice&) = default;
};
using ViewChoices = std::set<ViewChoice>;

ViewChoices view_choices(const Period& p) {
  ViewChoices all;
  for (std::int64_t s = p.earliest_start.seconds; s <= p.latest_start.seconds; ++s) {
    for (std::int64_t e = p.earliest_end.seconds; e <= p.latest_end.seconds; ++e) {
      if (s < e) all.insert({s, e});
    }
  }
  return all;
}

struct ViewFact {
  std::optional<Period> period;  // absent: undated
  bool by_a = false;             // source a says it; else b
};
struct WorldRelation : ViewFact {
  Vertex from = 0, to = 0;
  std::size_t type = 0;
};
struct ViewWorld {
  std::vector<ViewFact> entities;
  std::vector<WorldRelation> relations;
};

struct ViewKind {
  const char* name;
  bool from, to, lifetime;
};
// What each type implies, as the ontology below says it.
constexpr ViewKind kViewKinds[] = {{"MET", true, true, false},
                                   {"ABOUT", false, false, false},
                                   {"HOLDS", true, false, false},
                                   {"LIVED", true, true, true}};

Ontology view_ontology() {
  Ontology o;
  for (const ViewKind& kind : kViewKinds) {
    RelationType type;
    type.name = kind.name;
    o.relation_types.push_back(type);
  }
  o.relation_types[1].implied_ends = ImpliedEnds::kNone;
  o.relation_types[2].within.from = true;
  o.relation_types[3].is_lifetime = true;
  return o;
}

rc::Gen<std::optional<Period>> random_time() {
  return rc::gen::exec([]() -> std::optional<Period> {
    if (*rc::gen::inRange(0, 4) == 0) return std::nullopt;
    const std::int64_t es = *rc::gen::inRange<std::int64_t>(0, kLastSecond),
                       le = *rc::gen::inRange(es + 1, kLastSecond + 1);
    // Bounds that occur in some choice, as readers of dates give them.
    const std::int64_t ls = *rc::gen::inRange(es, le), ee = *rc::gen::inRange(es + 1, le + 1);
    return Period{{es}, {ls}, {ee}, {le}};
  });
}

rc::Gen<ViewWorld> random_view_world() {
  return rc::gen::exec([] {
    ViewWorld w;
    const Vertex n = *rc::gen::inRange<Vertex>(1, 5);
    for (Vertex v = 0; v < n; ++v) w.entities.push_back({*random_time(), *rc::gen::arbitrary<bool>()});
    const int m = *rc::gen::inRange(0, 7);
    for (int i = 0; i < m; ++i) {
      WorldRelation r;
      r.period = *random_time();
      r.by_a = *rc::gen::arbitrary<bool>();
      r.from = *rc::gen::inRange<Vertex>(0, n);
      r.to = *rc::gen::inRange<Vertex>(0, n);
      r.type = *rc::gen::inRange<std::size_t>(0, 4);
      w.relations.push_back(r);
    }
    return w;
  });
}

std::shared_ptr<const TemporalGraph> build_view_world(const ViewWorld& w) {
  GraphOf g(view_ontology());
  const auto said = [](const ViewFact& f) { return Attribution{Provenance::kStated, {{f.by_a ? "a" : "b", ""}}}; };
  for (std::size_t v = 0; v < w.entities.size(); ++v) {
    StoredEntity e;
    e.key = std::to_string(v);
    if (w.entities[v].period) e.validity = validity_of(*w.entities[v].period);
    e.attribution = said(w.entities[v]);
    g.entity(std::move(e));
  }
  for (const WorldRelation& r : w.relations) {
    StoredRelation s;
    s.type = g.symbol(kViewKinds[r.type].name);
    s.from = EntityId{r.from};
    s.to = EntityId{r.to};
    if (r.period) s.validity = validity_of(*r.period);
    s.attribution = said(r);
    g.relation(std::move(s));
  }
  return g.build();
}

// The definition, over all choices.
class ViewDefinition {
 public:
  ViewDefinition(const ViewWorld& world, std::int64_t t, bool possible, bool only_a)
      : w_(world), t_(t), possible_(possible), only_a_(only_a) {}

  bool edge(std::size_t i) const {
    const WorldRelation& r = w_.relations[i];
    return reads(r) && holds(r.period) && end(r, r.from, kViewKinds[r.type].from) &&
           end(r, r.to, kViewKinds[r.type].to);
  }

  bool vertex(Vertex v) const {
    if (!is_vouched_for(v) || is_ruled_out(v)) return false;
    if (exists_by_life(v)) return true;
    return std::any_of(w_.relations.begin(), w_.relations.end(), [&](const WorldRelation& r) {
      const ViewKind& kind = kViewKinds[r.type];
      const bool implies = (r.from == v && kind.from) || (r.to == v && kind.to);
      return implies && r.period && reads(r) && holds(r.period) && !is_ruled_out(r.from) && !is_ruled_out(r.to);
    });
  }

 private:
  bool reads(const ViewFact& f) const { return !only_a_ || f.by_a; }

  bool held(const ViewChoices& choices) const {
    const auto contains = [&](const ViewChoice& c) { return c.contains(t_); };
    return possible_ ? std::any_of(choices.begin(), choices.end(), contains)
                     : std::all_of(choices.begin(), choices.end(), contains);
  }
  bool holds(const std::optional<Period>& period) const { return !period || held(view_choices(*period)); }

  bool end(const WorldRelation& r, Vertex v, bool implied) const {
    return implied && r.period ? !is_ruled_out(v) : vertex(v);
  }

  bool is_vouched_for(Vertex v) const {
    return reads(w_.entities[v]) || std::any_of(w_.relations.begin(), w_.relations.end(), [&](const WorldRelation& r) {
             return (r.from == v || r.to == v) && reads(r);
           });
  }

  std::vector<ViewChoices> statements(Vertex v, bool of_all) const {
    std::vector<ViewChoices> all;
    const auto add = [&](const ViewFact& f) {
      if (f.period && (of_all || reads(f))) all.push_back(view_choices(*f.period));
    };
    add(w_.entities[v]);
    for (const WorldRelation& r : w_.relations) {
      if (kViewKinds[r.type].lifetime && r.from == v) add(r);
    }
    return all;
  }

  // The choices that all statements have in common, where there are some; else nothing.
  static ViewChoices common(const std::vector<ViewChoices>& statements) {
    ViewChoices both = statements.front();
    for (const ViewChoices& other : statements) {
      std::erase_if(both, [&](const ViewChoice& c) { return !other.contains(c); });
    }
    return both;
  }

  bool is_ruled_out(Vertex v) const {
    const std::vector<ViewChoices> all = statements(v, false);
    if (all.empty()) return false;
    const ViewChoices agreed = common(all);
    const ViewDefinition possibly(w_, t_, true, only_a_);
    if (!agreed.empty()) return !possibly.held(agreed);
    return std::none_of(all.begin(), all.end(), [&](const ViewChoices& c) { return possibly.held(c); });
  }

  bool exists_by_life(Vertex v) const {
    const std::vector<ViewChoices> all = statements(v, false);
    if (all.empty()) return possible_ || statements(v, true).empty();
    const ViewChoices agreed = common(all);
    if (!agreed.empty()) return held(agreed);
    const auto each = [&](const ViewChoices& c) { return held(c); };
    return possible_ ? std::any_of(all.begin(), all.end(), each) : std::all_of(all.begin(), all.end(), each);
  }

  const ViewWorld& w_;
  std::int64_t t_;
  bool possible_, only_a_;
};

RC_GTEST_PROP(ViewLaw, TakesPartWhatTheDefinitionSays, ()) {
  const ViewWorld world = *random_view_world();
  const auto graph = build_view_world(world);
  for (const bool only_a : {false, true}) {
    std::shared_ptr<const SourceFilter> sources;
    if (only_a) sources = std::make_shared<const SourceFilter>(*graph, SourceChoice{{}, {{"a", ""}}});
    for (std::int64_t t = 0; t < kLastSecond; ++t) {
      for (const bool possible : {false, true}) {
        const View view(*graph, Timeslice::as_of(Instant{t}, possible ? Reading::kPossible : Reading::kCertain),
                        sources);
        const ViewDefinition definition(world, t, possible, only_a);
        Vertex members = 0;
        for (Vertex v = 0; v < graph->vertex_count(); ++v) {
          RC_ASSERT(view.admits_vertex(v) == definition.vertex(v));
          if (!view.admits_vertex(v)) continue;
          RC_ASSERT(view.index_of(v) == members);
          ++members;
        }
        RC_ASSERT(view.vertex_count() == members);
        std::set<Edge> kept;
        for (Edge e = 0; e < graph->edge_count(); ++e) {
          RC_ASSERT(view.admits(e) == definition.edge(graph->relation_id(e).value));
          if (view.admits(e)) kept.insert(e);
        }
        // A walk over every vertex meets each edge of the view, and no other.
        std::set<Edge> walked;
        const StepChoice out{.direction = Direction::kOut};
        for (Vertex v = 0; v < graph->vertex_count(); ++v) {
          StepCursor step;
          for (step.start(view, out, v); step.next();) walked.insert(step.edge());
        }
        RC_ASSERT(walked == kept);
      }
    }
  }
}

RC_GTEST_PROP(ViewLaw, EachReadingContainsTheOneBefore, ()) {
  const ViewWorld world = *random_view_world();
  const auto graph = build_view_world(world);
  const std::int64_t from = *rc::gen::inRange<std::int64_t>(0, kLastSecond),
                     length = *rc::gen::inRange<std::int64_t>(1, 4);
  const auto kind = static_cast<Timeslice::Kind>(*rc::gen::inRange(1, 3));
  const Timeslice slice{kind, {from}, {from + length}, Reading::kCertain};
  const View certain(*graph, slice), presumed = certain.under(Reading::kPresumed),
                                     possible = certain.under(Reading::kPossible);
  for (Edge e = 0; e < graph->edge_count(); ++e) {
    RC_ASSERT(!certain.admits(e) || presumed.admits(e));
    RC_ASSERT(!presumed.admits(e) || possible.admits(e));
    const std::optional<Reading> surest = possible.certainty(e);
    RC_ASSERT(surest.has_value() == possible.admits(e));
    if (surest) RC_ASSERT((*surest == Reading::kCertain) == certain.admits(e));
  }
  for (Vertex v = 0; v < graph->vertex_count(); ++v) {
    RC_ASSERT(!certain.admits_vertex(v) || presumed.admits_vertex(v));
    RC_ASSERT(!presumed.admits_vertex(v) || possible.admits_vertex(v));
  }
}

}  // namespace
}  // namespace entente

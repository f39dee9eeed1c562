#include "db/rules/explainer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/hash_map.hpp"
#include "base/text.hpp"
#include "db/rules/conclusion.hpp"
#include "entente/graph/life_order.hpp"
#include "graph/statement.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostNearKeys = 3;

class Explainer {
 public:
  explicit Explainer(const TemporalGraph& graph)
      : graph_(graph),
        rule_key_(graph.symbol(kRuleProperty)),
        rests_on_key_(graph.symbol(kRestsOnProperty)),
        possible_key_(graph.symbol(kPossibleProperty)) {
    for (const Edge e : graph.edges())
      if (const std::string_view key = graph.relation_key(e); !key.empty()) relations_.emplace(key, e);
  }

  bool knows(std::string_view key) { return graph_.find(key) || find_relation(key); }

  // `key` may be unknown.
  Explanation explain(std::string_view key) {
    if (const auto e = find_relation(key)) return of_relation(*e);
    if (const auto v = graph_.find(key)) return of_entity(*v);
    Explanation nothing;
    nothing.key = key;
    nothing.found = false;
    return nothing;
  }

  // Adds how it stands to the entity `other` in time.
  void compare(Explanation& x, std::string_view other) {
    const std::optional<Vertex> one = graph_.find(x.key), second = graph_.find(other);
    if (!one || !second)
      throw Error(ErrorCode::kArgument, fmt::format("`{}` is a relation, and two entities are compared in time",
                                                    one ? other : std::string_view(x.key)));
    x.other = other;
    const AllenSet relations = order_.relations(*one, *second);
    for (std::size_t i = 0; i < kAllenRelationCount; ++i)
      if (relations.contains(static_cast<AllenRelation>(i))) x.relations.emplace_back(kAllenNames[i]);
    for (const Edge e : order_.reasons(*one, *second)) x.ordered_by.push_back(stated_relation(e));
  }

  Explanation of_relation(Edge e) {
    Explanation x = stated_relation(e);
    give_ends(x, e);
    return x;
  }

  Explanation of_entity(Vertex v) {
    Explanation x = stated_entity(v);
    give_order(x, v);
    return x;
  }

  Error unknown(std::string_view key) const {
    Error error(ErrorCode::kNotFound, fmt::format("no entity and no relation has the key `{}`", key));
    const std::vector<std::string> near = near_keys(key);
    if (near.empty()) return error;
    std::string hint = "did you mean ";
    for (std::size_t i = 0; i < near.size(); ++i)
      hint += fmt::format("{}`{}`", i == 0 ? "" : i + 1 < near.size() ? ", " : " or ", near[i]);
    return error.with_hint(hint + "?");
  }

 private:
  // Without what other facts leave of its time: what narrows a time is told by these, and may be narrowed by it again.
  Explanation stated_relation(Edge e) {
    Explanation x;
    x.key = reference_to(graph_, e);
    x.type = graph_.symbol_name(graph_.type(e));
    x.statement = statement(graph_, e);
    x.validity = graph_.validity(e);
    x.datings = explained(graph_.datings(e), graph_.attribution(e));
    if (graph_.has_claims()) x.values = claimed(graph_.relationship_record(e).properties);
    const auto property = [&](std::optional<SymbolId> key) { return key ? graph_.edge_property(e, *key) : Value(); };
    x.possible = property(possible_key_).is_boolean() && property(possible_key_).boolean();
    give_reasons(x, graph_.attribution(e), property(rule_key_), property(rests_on_key_));
    return x;
  }

  // What is left of its time where it can hold only while its ends exist, and the statements of their lives.
  void give_ends(Explanation& x, Edge e) {
    const RelationTraits& traits = graph_.traits().relation(graph_.type(e));
    if (graph_.is_set(e)) return;
    const Period stated = graph_.period(e);
    Period left = stated;
    std::vector<Vertex> ends;
    const auto tighten = [&](Vertex v) {
      const Life life = view_.life(v);
      if (!life.stated || life.rivals || !life.stretches.empty()) return;
      Period both = left;
      both.earliest_start = std::max(left.earliest_start, life.period.earliest_start);
      both.latest_end = std::min(left.latest_end, life.period.latest_end);
      if (!both.is_valid() || both == left) return;  // ruled out is a finding of the check of lives
      left = both;
      ends.push_back(v);
    };
    if (traits.within_from) tighten(graph_.source(e));
    if (traits.within_to) tighten(graph_.target(e));
    if (ends.empty()) return;
    x.tightened = validity_of(left);
    for (const Vertex v : ends) {
      if (graph_.period_of_vertex(v) != Period::always()) x.tightened_by.push_back(stated_entity(v));
      for (const SymbolId type : graph_.traits().lifetime_types()) {
        const EdgeRun run = graph_.out(v, type);
        for (std::size_t i = 0; i < run.size(); ++i)
          if (run.edge(i) != e) x.tightened_by.push_back(stated_relation(run.edge(i)));
      }
    }
  }

  Explanation stated_entity(Vertex v) {
    Explanation x;
    x.is_entity = true;
    x.key = graph_.key(v);
    if (const auto labels = graph_.labels(v); !labels.empty()) x.type = graph_.symbol_name(labels.front());
    x.statement = statement_of_vertex(graph_, v);
    x.validity = graph_.validity_of_vertex(v);
    x.datings = explained(graph_.datings_of_vertex(v), graph_.attribution_of_vertex(v));
    if (graph_.has_claims()) x.values = claimed(graph_.node_record(v).properties);
    const auto property = [&](std::optional<SymbolId> key) { return key ? graph_.property(v, *key) : Value(); };
    give_reasons(x, graph_.attribution_of_vertex(v), property(rule_key_), property(rests_on_key_));
    return x;
  }

  std::optional<Edge> find_relation(std::string_view key) {
    if (const auto found = relations_.find(key); found != relations_.end()) return found->second;
    if (!key.starts_with('(')) return std::nullopt;
    if (!std::exchange(has_nameless_, true))
      for (const Edge e : graph_.edges())
        if (graph_.relation_key(e).empty()) nameless_.emplace(reference_to(graph_, e), e);
    const auto found = nameless_.find(std::string(key));
    return found == nameless_.end() ? std::nullopt : std::optional(found->second);
  }

  void give_order(Explanation& x, Vertex v) {
    if (!order_.concerns(v)) return;
    const std::vector<Edge> reasons = order_.reasons(v);
    if (reasons.empty()) return;
    x.tightened = validity_of(order_.tightened(v));
    for (const Edge e : reasons) x.tightened_by.push_back(stated_relation(e));
  }

  std::vector<ExplainedDating> explained(std::span<const Dating> datings, const Attribution& attribution) const {
    std::vector<ExplainedDating> all;
    for (const Dating& dating : datings) {
      all.push_back({dating.validity, cited(graph_, dating.sources.empty() ? attribution.sources : dating.sources)});
    }
    return all;
  }

  std::vector<ExplainedValue> claimed(const std::vector<PropertyFact>& properties) const {
    std::vector<ExplainedValue> all;
    for (const PropertyFact& p : properties)
      if (!p.sources.empty()) all.push_back({p.key, p.value, p.validity, cited(graph_, p.sources)});
    std::stable_sort(all.begin(), all.end(),
                     [](const ExplainedValue& a, const ExplainedValue& b) { return a.key < b.key; });
    return all;
  }

  void give_reasons(Explanation& x, const Attribution& attribution, const Value& rule, const Value& rests_on) {
    x.provenance = attribution.provenance;
    x.sources = cited(graph_, attribution.sources);
    if (x.provenance != Provenance::kDerived) return;
    if (rule.is_string()) x.rule = rule.string();
    for (const DerivationRule& r : graph_.ontology().rules)
      if (r.name == x.rule) x.rule_summary = r.summary;
    if (!rests_on.is_list() || rests_on.list().empty()) return;
    x.repeated = !explained_.insert(x.key).second;
    if (x.repeated) return;
    for (const Value& key : rests_on.list())
      if (key.is_string()) x.rests_on.push_back(explain(key.string()));
  }

  // Keys of entities with that name; then those that begin with the word; then those that look like it.
  std::vector<std::string> near_keys(std::string_view word) const {
    std::vector<std::string> keys, near;
    const std::string folded = fold(word);
    const auto suggest = [&](const std::string& key) {
      if (near.size() < kMostNearKeys && std::find(near.begin(), near.end(), key) == near.end()) near.push_back(key);
    };
    for (Vertex v = 0; v < graph_.vertex_count(); ++v) {
      keys.emplace_back(graph_.key(v));
      if (fold(display_name(graph_, v)) == folded) suggest(keys.back());
    }
    for (const auto& [key, e] : relations_) keys.emplace_back(key);
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys)
      if (fold(key) == folded) return {key};
    for (const std::string& key : keys)
      if (!folded.empty() && fold(key).starts_with(folded)) suggest(key);
    while (near.size() < kMostNearKeys) {
      const std::string next = nearest(word, keys);
      if (next.empty()) break;
      suggest(next);
      std::erase(keys, next);
    }
    return near;
  }

  const TemporalGraph& graph_;
  const View view_{graph_};
  const LifeOrder order_{view_};
  std::optional<SymbolId> rule_key_, rests_on_key_, possible_key_;
  HashMap<std::string_view, Edge> relations_;
  HashMap<std::string, Edge> nameless_;
  bool has_nameless_ = false;
  HashSet<std::string> explained_;
};

}  // namespace

Explanation explanation_of(const TemporalGraph& graph, std::string_view key, std::string_view other) {
  Explainer explainer(graph);
  for (const std::string_view each : {key, other.empty() ? key : other})
    if (!explainer.knows(each)) throw explainer.unknown(each);
  Explanation x = explainer.explain(key);
  if (!other.empty()) explainer.compare(x, other);
  return x;
}

std::vector<Explanation> explanations_of(const TemporalGraph& graph, Vertex v, std::span<const Edge> edges) {
  Explainer explainer(graph);
  std::vector<Explanation> all = {explainer.of_entity(v)};
  for (const Edge e : edges) all.push_back(explainer.of_relation(e));
  return all;
}

std::vector<Explanation> explanations_of(const TemporalGraph& graph, std::span<const std::string> keys) {
  Explainer explainer(graph);
  std::vector<Explanation> all;
  for (const std::string& key : keys) all.push_back(explainer.explain(key));
  return all;
}

std::vector<CitedSource> cited(const TemporalGraph& graph, const std::vector<SourceRef>& sources) {
  std::vector<CitedSource> all;
  for (const SourceRef& s : sources) {
    const auto v = graph.find(s.source);
    std::string name = v ? display_name(graph, *v) : std::string();
    all.push_back({s.source, name == s.source ? std::string() : std::move(name), s.locator});
  }
  return all;
}

}  // namespace entente

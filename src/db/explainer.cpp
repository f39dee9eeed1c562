#include "db/explainer.hpp"

#include <algorithm>
#include <utility>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "db/conclusion.hpp"
#include "db/statement.hpp"

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
    for (Edge e = 0; e < graph.edge_count(); ++e)
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
  std::optional<Edge> find_relation(std::string_view key) {
    if (const auto found = relations_.find(key); found != relations_.end()) return found->second;
    if (!key.starts_with('(')) return std::nullopt;
    if (!std::exchange(has_nameless_, true))
      for (Edge e = 0; e < graph_.edge_count(); ++e)
        if (graph_.relation_key(e).empty()) nameless_.emplace(reference_to(graph_, e), e);
    const auto found = nameless_.find(std::string(key));
    return found == nameless_.end() ? std::nullopt : std::optional(found->second);
  }

  Explanation of_relation(Edge e) {
    Explanation x;
    x.key = reference_to(graph_, e);
    x.type = graph_.symbol_name(graph_.type(e));
    x.statement = statement(graph_, e);
    x.validity = graph_.validity(e);
    const auto property = [&](std::optional<SymbolId> key) { return key ? graph_.edge_property(e, *key) : Value(); };
    x.possible = property(possible_key_).is_boolean() && property(possible_key_).as_boolean();
    give_reasons(x, graph_.attribution(e), property(rule_key_), property(rests_on_key_));
    return x;
  }

  Explanation of_entity(Vertex v) {
    Explanation x;
    x.is_entity = true;
    x.key = graph_.key(v);
    if (const auto labels = graph_.labels(v); !labels.empty()) x.type = graph_.symbol_name(labels.front());
    x.statement = statement_of_vertex(graph_, v);
    x.validity = graph_.validity_of_vertex(v);
    const auto property = [&](std::optional<SymbolId> key) { return key ? graph_.property(v, *key) : Value(); };
    give_reasons(x, graph_.attribution_of_vertex(v), property(rule_key_), property(rests_on_key_));
    return x;
  }

  void give_reasons(Explanation& x, const Attribution& attribution, const Value& rule, const Value& rests_on) {
    x.provenance = attribution.provenance;
    for (const SourceRef& s : attribution.sources) {
      const auto v = graph_.find(s.source);
      std::string name = v ? display_name(graph_, *v) : std::string();
      x.sources.push_back({s.source, name == s.source ? std::string() : std::move(name), s.locator});
    }
    if (x.provenance != Provenance::kDerived) return;
    if (rule.is_string()) x.rule = rule.as_string();
    for (const DerivationRule& r : graph_.ontology().rules)
      if (r.name == x.rule) x.rule_summary = r.summary;
    if (!rests_on.is_list() || rests_on.as_list().empty()) return;
    x.repeated = !explained_.insert(x.key).second;
    if (x.repeated) return;
    for (const Value& key : rests_on.as_list())
      if (key.is_string()) x.rests_on.push_back(explain(key.as_string()));
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
  std::optional<SymbolId> rule_key_, rests_on_key_, possible_key_;
  absl::flat_hash_map<std::string_view, Edge> relations_;
  absl::flat_hash_map<std::string, Edge> nameless_;
  bool has_nameless_ = false;
  absl::flat_hash_set<std::string> explained_;
};

}  // namespace

Explanation explanation_of(const TemporalGraph& graph, std::string_view key) {
  Explainer explainer(graph);
  if (!explainer.knows(key)) throw explainer.unknown(key);
  return explainer.explain(key);
}

}  // namespace entente

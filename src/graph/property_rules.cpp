#include "graph/property_rules.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "entente/time/period_algebra.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

bool is_unique(const PropertyRule& rule) {
  return rule.kind == PropertyRuleKind::kUnique || rule.kind == PropertyRuleKind::kKey;
}

Truth share_time(const std::optional<Validity>& one, const std::optional<Validity>& other) {
  if (!one || !other) return Truth::kTrue;
  Truth found = Truth::kFalse;
  for (const Period& p : stretches_of(*one))
    for (const Period& q : stretches_of(*other)) {
      const Truth here = intersection(p, q).exists;
      if (here == Truth::kTrue) return here;
      if (here == Truth::kUnknown) found = here;
    }
  return found;
}

Truth share_value(const std::string& property, const std::vector<PropertyFact>& one,
                  const std::vector<PropertyFact>& other) {
  Truth found = Truth::kFalse;
  for (const PropertyFact& p : one) {
    if (p.key != property) continue;
    for (const PropertyFact& q : other) {
      if (q.key != property || !equivalent(p.value, q.value)) continue;
      const Truth here = share_time(p.validity, q.validity);
      if (here == Truth::kTrue) return here;
      if (here == Truth::kUnknown) found = here;
    }
  }
  return found;
}

std::vector<std::string_view> labels_of(const TemporalGraph& graph, Vertex v) {
  std::vector<std::string_view> labels;
  for (const SymbolId label : graph.labels(v)) labels.push_back(graph.symbol_name(label));
  return labels;
}

}  // namespace

std::string in_words(const PropertyRule& rule) {
  const std::string properties = fmt::format("`{}`", fmt::join(rule.properties, "`, `"));
  switch (rule.kind) {
    case PropertyRuleKind::kUnique:
      return fmt::format("`{}`: no two of {} have the same {}", rule.name, rule.of, properties);
    case PropertyRuleKind::kNotNull:
      return fmt::format("`{}`: each {} has {}", rule.name, rule.of, properties);
    case PropertyRuleKind::kKey:
      return fmt::format("`{}`: each {} has {}, and no two the same", rule.name, rule.of, properties);
    case PropertyRuleKind::kTyped:
      return fmt::format("`{}`: {} of {} is of type {}", rule.name, properties, rule.of, rule.value_type);
    case PropertyRuleKind::kIndex:
      break;
  }
  return fmt::format("`{}`: an index of {} of {}", rule.name, properties, rule.of);
}

bool is_about_labels(const PropertyRule& rule, const std::vector<std::string_view>& labels) {
  return !rule.of_relations && std::find(labels.begin(), labels.end(), rule.of) != labels.end();
}

bool is_about_type(const PropertyRule& rule, const Ontology& ontology, std::string_view relation_type) {
  if (!rule.of_relations) return false;
  if (rule.of == relation_type) return true;
  const std::vector<std::string> below = ontology.subrelations(rule.of);
  return std::find(below.begin(), below.end(), relation_type) != below.end();
}

std::optional<BrokenRule> broken_by_values(const PropertyRule& rule, const std::vector<PropertyFact>& properties) {
  const auto has = [&](const std::string& key) {
    return std::any_of(properties.begin(), properties.end(), [&](const PropertyFact& p) { return p.key == key; });
  };
  if (rule.kind == PropertyRuleKind::kNotNull || rule.kind == PropertyRuleKind::kKey)
    for (const std::string& key : rule.properties)
      if (!has(key)) return BrokenRule{fmt::format("has no `{}`", key)};
  if (rule.kind != PropertyRuleKind::kTyped) return std::nullopt;
  for (const PropertyFact& p : properties)
    if (p.key == rule.properties.front() && name(p.value.type()) != rule.value_type)
      return BrokenRule{fmt::format("has a {} as `{}`", name(p.value.type()), p.key)};
  return std::nullopt;
}

Truth share_values(const PropertyRule& rule, const std::vector<PropertyFact>& one,
                   const std::vector<PropertyFact>& other) {
  Truth all = Truth::kTrue;
  for (const std::string& property : rule.properties) all = all & share_value(property, one, other);
  return all;
}

std::optional<BrokenRule> broken_by_others(const TemporalGraph& graph, const PropertyRule& rule,
                                           const std::vector<PropertyFact>& properties, std::string_view self) {
  if (!is_unique(rule)) return std::nullopt;
  const std::optional<SymbolId> key = graph.symbol(rule.properties.front());
  const std::optional<SymbolId> label = graph.symbol(rule.of);
  if (!key || !label) return std::nullopt;
  std::optional<BrokenRule> possible;
  for (const PropertyFact& p : properties) {
    if (p.key != rule.properties.front()) continue;
    for (const Vertex v : graph.vertices_with_value(*key, p.value)) {
      if (graph.is_absent(v) || graph.key(v) == self || !graph.has_label(v, *label)) continue;
      const Truth shared = share_values(rule, properties, graph.node_record(v).properties);
      if (shared == Truth::kFalse) continue;
      BrokenRule broken{
          fmt::format("has the `{}` of \"{}\"", fmt::join(rule.properties, "`, `"), printable(graph.key(v))),
          shared == Truth::kTrue, v};
      if (broken.certain) return broken;
      if (!possible) possible = std::move(broken);
    }
  }
  return possible;
}

std::optional<BrokenRule> broken_at(const TemporalGraph& graph, const PropertyRule& rule, NodeRef node) {
  const Vertex v = node.index;
  if (graph.is_absent(v) || !is_about_labels(rule, labels_of(graph, v))) return std::nullopt;
  const NodeRecord record = graph.node_record(v);
  if (auto broken = broken_by_values(rule, record.properties)) return broken;
  return broken_by_others(graph, rule, record.properties, record.key);
}

std::optional<BrokenRule> broken_at(const TemporalGraph& graph, const PropertyRule& rule, RelationshipRef r) {
  if (!is_about_type(rule, graph.ontology(), graph.symbol_name(graph.type(r.index)))) return std::nullopt;
  return broken_by_values(rule, graph.relationship_record(r.index).properties);
}

}  // namespace entente

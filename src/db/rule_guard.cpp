#include "db/rule_guard.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "graph/property_rules.hpp"
#include "model/supertypes.hpp"

namespace entente {
namespace {

std::string refusal(const PropertyRule& rule, const std::string& reason) {
  return fmt::format("it {}, against {}", reason, in_words(rule));
}

}  // namespace

std::string RuleGuard::fault(const EntityFact& fact, const Ontology& ontology) {
  std::vector<std::string_view> labels;
  std::vector<const PropertyRule*> rules;
  for (const PropertyRule& rule : ontology.property_rules) {
    if (!rule.strict || rule.of_relations) continue;
    if (labels.empty())
      for (const TypeAbove& type : with_supertypes(ontology, fact.types)) labels.push_back(type.name);
    if (is_about_labels(rule, labels)) rules.push_back(&rule);
  }
  if (rules.empty()) return {};
  const std::shared_ptr<const TemporalGraph> graph = graph_();
  // All that is said of it, by files before and by this one.
  std::vector<PropertyFact> all = fact.properties;
  const auto before = said_.find(fact.key);
  if (before != said_.end()) all.insert(all.end(), before->second.begin(), before->second.end());
  if (const auto stored = graph->find(fact.key)) {
    const std::vector<PropertyFact> known = graph->node_record(*stored).properties;
    all.insert(all.end(), known.begin(), known.end());
  }
  for (const PropertyRule* rule : rules) {
    // A value of the store may give way to one of the record.
    const bool is_of_record = rule->kind == PropertyRuleKind::kTyped;
    if (const auto broken = broken_by_values(*rule, is_of_record ? fact.properties : all))
      return refusal(*rule, broken->reason);
    if (std::string fault = fault_of_others(*rule, fact, *graph); !fault.empty()) return fault;
  }
  for (const PropertyRule* rule : rules)
    for (const PropertyFact& p : fact.properties)
      if (p.key == rule->properties.front()) keys_[std::pair(rule->name, hash_of(p.value))].push_back(fact.key);
  std::vector<PropertyFact>& said = said_[fact.key];
  said.insert(said.end(), fact.properties.begin(), fact.properties.end());
  return {};
}

std::string RuleGuard::fault_of_others(const PropertyRule& rule, const EntityFact& fact,
                                       const TemporalGraph& graph) const {
  if (rule.kind != PropertyRuleKind::kUnique && rule.kind != PropertyRuleKind::kKey) return {};
  if (const auto broken = broken_by_others(graph, rule, fact.properties, fact.key); broken && broken->certain)
    // One that the commit gives other values is judged by those.
    if (!said_.contains(std::string(graph.key(*broken->other)))) return refusal(rule, broken->reason);
  for (const PropertyFact& p : fact.properties) {
    if (p.key != rule.properties.front()) continue;
    const auto alike = keys_.find(std::pair(rule.name, hash_of(p.value)));
    if (alike == keys_.end()) continue;
    for (const std::string& key : alike->second)
      if (key != fact.key && certainly(share_values(rule, fact.properties, said_.at(key))))
        return refusal(rule, fmt::format("has the `{}` of \"{}\"", fmt::join(rule.properties, "`, `"), printable(key)));
  }
  return {};
}

std::string RuleGuard::fault(const RelationFact& fact, const Ontology& ontology) const {
  for (const PropertyRule& rule : ontology.property_rules)
    if (rule.strict && is_about_type(rule, ontology, fact.type))
      if (const auto broken = broken_by_values(rule, fact.properties)) return refusal(rule, broken->reason);
  return {};
}

}  // namespace entente

#include "db/staging.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace entente {
namespace {

constexpr std::size_t kLongestKey = 4096;
constexpr int kDeepestValue = 200;

bool is_storable(const Value& value, int depth = 0) {
  if (depth > kDeepestValue) return false;
  if (value.is_list())
    return std::all_of(value.as_list().begin(), value.as_list().end(),
                       [&](const Value& item) { return is_storable(item, depth + 1); });
  if (value.is_map())
    return std::all_of(value.as_map().begin(), value.as_map().end(),
                       [&](const auto& entry) { return is_storable(entry.second, depth + 1); });
  return !value.is_node() && !value.is_relationship() && !value.is_path();
}

std::string fault_of(const std::vector<PropertyFact>& properties) {
  for (const PropertyFact& p : properties) {
    if (p.key.empty()) return "a property without a name";
    if (!is_storable(p.value)) return fmt::format("`{}` holds a value that can't be a property", p.key);
    if (p.validity && !p.validity->bounds.is_valid()) return fmt::format("`{}` has contradicting bounds", p.key);
  }
  return {};
}

std::string fault_of(const std::optional<Validity>& validity) {
  return validity && !validity->bounds.is_valid() ? "the bounds of its validity contradict one another" : "";
}

std::string fault_of_key(const std::string& key) {
  return key.size() > kLongestKey ? fmt::format("an id of {} bytes; the longest is {}", key.size(), kLongestKey) : "";
}

std::string place(const Origin& first) {
  return first.line > 0 ? fmt::format(", first in line {}", first.line) : "";
}

// What stands for the same thing takes its place; the rest is added behind.
template <class Type, class Same>
void merge(std::vector<Type>& into, const std::vector<Type>& from, Same is_same) {
  for (const Type& type : from) {
    const auto same = std::find_if(into.begin(), into.end(), [&](const Type& t) { return is_same(t, type); });
    if (same == into.end())
      into.push_back(type);
    else
      *same = type;
  }
}

}  // namespace

Staging::Staging(FactStore& store, std::function<std::shared_ptr<const TemporalGraph>()> graph)
    : store_(store), writer_(store), graph_(std::move(graph)), ontology_(store.ontology()) {}

std::string Staging::add(const Ontology& ontology) {
  if (std::string fault = ontology.fault_of_part(); !fault.empty()) return fault;
  Ontology merged = ontology_;
  const auto by_name = [](const auto& a, const auto& b) { return a.name == b.name; };
  merge(merged.entity_types, ontology.entity_types, by_name);
  merge(merged.relation_types, ontology.relation_types, by_name);
  merge(merged.rules, ontology.rules, by_name);
  merge(merged.expected_findings, ontology.expected_findings,
        [](const ExpectedFinding& a, const ExpectedFinding& b) { return a.is_about_same(b); });
  if (std::string fault = merged.fault(); !fault.empty()) return fault;
  ontology_ = std::move(merged);
  ontology_changed_ = true;
  return {};
}

std::string Staging::add(EntityFact fact) {
  if (fact.key.empty()) return "an entity without an id";
  if (fact.types.empty()) return "an entity without a type";
  for (std::string fault : {fault_of_key(fact.key), fault_of(fact.validity), fault_of(fact.properties)})
    if (!fault.empty()) return fault;
  const auto [seen, is_new] = entities_.try_emplace(fact.key, Seen{fact.origin, fact.types});
  if (!is_new) return fmt::format("the id `{}` is given twice{}", fact.key, place(seen->second.origin));
  writer_.add(fact);
  return {};
}

std::string Staging::add(RelationFact fact) {
  if (fact.type.empty()) return "a relation without a type";
  if (fact.from.empty() || fact.to.empty()) return "a relation without both its ends";
  for (std::string fault : {fault_of_key(fact.key), fault_of(fact.validity), fault_of(fact.properties)})
    if (!fault.empty()) return fault;
  if (!fact.key.empty()) {
    const auto [seen, is_new] = relation_keys_.try_emplace(fact.key, fact.origin);
    if (!is_new) return fmt::format("the id `{}` is given twice{}", fact.key, place(seen->second));
  }
  const RelationType* type = ontology_.relation_type(fact.type);
  if ((type && type->strict) || !knows(fact.from) || !knows(fact.to))
    waiting_.push_back(std::move(fact));
  else
    writer_.add(fact);
  return {};
}

void Staging::mention(EntityFact fact) {
  if (!knows(fact.key) && mentioned_keys_.insert(fact.key).second) mentioned_.push_back(std::move(fact));
}

std::string Staging::retract(std::string_view relation_key) {
  if (relation_key.empty()) return "a relation to be taken back without its id";
  if (const auto seen = relation_keys_.find(std::string(relation_key)); seen != relation_keys_.end())
    return fmt::format("the id `{}` is to be taken back, and is given{}", relation_key, place(seen->second));
  writer_.retract(relation_key);
  return {};
}

std::vector<Rejection> Staging::settle() {
  std::vector<Rejection> rejected;
  for (EntityFact& fact : mentioned_) {
    if (knows(fact.key)) continue;
    const Origin origin = fact.origin;
    if (std::string reason = add(std::move(fact)); !reason.empty()) rejected.push_back({origin, std::move(reason)});
  }
  mentioned_.clear();
  if (ontology_changed_) writer_.set_ontology(ontology_);
  for (const RelationFact& fact : waiting_) {
    std::string reason;
    if (!knows(fact.from))
      reason = fmt::format("`from` names `{}`, which is no entity", fact.from);
    else if (!knows(fact.to))
      reason = fmt::format("`to` names `{}`, which is no entity", fact.to);
    else
      reason = broken_rule(fact);
    if (reason.empty())
      writer_.add(fact);
    else
      rejected.push_back({fact.origin, std::move(reason)});
  }
  waiting_.clear();
  return rejected;
}

std::vector<std::string> Staging::types_of(const std::string& key) const {
  std::vector<std::string> stated;
  if (const auto here = entities_.find(key); here != entities_.end()) {
    stated = here->second.types;
  } else {
    const auto graph = graph_();
    if (const auto vertex = graph->find(key))
      for (const SymbolId label : graph->labels(*vertex)) stated.emplace_back(graph->symbol_name(label));
  }
  std::vector<std::string> all;
  for (const std::string& type : stated)
    for (std::string& above : ontology_.supertypes(type)) all.push_back(std::move(above));
  return all;
}

std::string Staging::broken_rule(const RelationFact& fact) const {
  const RelationType* type = ontology_.relation_type(fact.type);
  if (!type || !type->strict) return {};
  const auto fits = [&](const std::string& key, const std::vector<std::string>& wanted) {
    if (wanted.empty()) return true;
    const auto types = types_of(key);
    return std::any_of(types.begin(), types.end(), [&](const std::string& t) {
      return std::find(wanted.begin(), wanted.end(), t) != wanted.end();
    });
  };
  if (!fits(fact.from, type->domain))
    return fmt::format("{} starts at {}, and `{}` is none", fact.type, fmt::join(type->domain, " or "), fact.from);
  if (!fits(fact.to, type->range))
    return fmt::format("{} ends at {}, and `{}` is none", fact.type, fmt::join(type->range, " or "), fact.to);
  return {};
}

CommitReport report_of(const CommitSummary& s) {
  return {s.head.transaction, s.head.system_time,  s.entities_added,      s.entities_changed, s.entities_unchanged,
          s.relations_added,  s.relations_changed, s.relations_unchanged, s.relations_removed};
}

}  // namespace entente

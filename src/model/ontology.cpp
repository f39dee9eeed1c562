#include "entente/model/ontology.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "model/supertypes.hpp"

namespace entente {
namespace {

template <class Type>
const Type* find_named(const std::vector<Type>& types, std::string_view name) {
  const auto it = std::find_if(types.begin(), types.end(), [&](const Type& t) { return t.name == name; });
  return it == types.end() ? nullptr : &*it;
}

template <class Type>
std::string first_bad_name(const std::vector<Type>& types, std::string_view what) {
  std::set<std::string_view> seen;
  for (const Type& type : types) {
    if (type.name.empty()) return std::string(what) + " without a name";
    if (!seen.insert(type.name).second) return std::string(what) + " \"" + type.name + "\" is declared twice";
  }
  return {};
}

// Follows `above` from each type upwards, to a type that was passed before. A cycle is reported when it is the turn of
// a type in it. Cost: linear but for the names, however long a chain is.
template <class Type>
std::string first_bad_chain(const std::vector<Type>& types, std::string Type::*above, std::string_view what,
                            std::string_view relation) {
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < types.size(); ++i) numbers.emplace(types[i].name, i);
  std::vector<bool> is_passed(types.size());
  std::vector<std::size_t> steps(types.size());  // of the walk, from 1 on
  std::vector<std::size_t> walk;
  for (std::size_t first = 0; first < types.size(); ++first) {
    walk.clear();
    std::size_t passed = types.size();  // so many of the walk are in no cycle
    for (std::size_t at = first; !is_passed[at];) {
      if (steps[at] > 0) {  // a cycle that does not lead through the first type
        passed = steps[at] - 1;
        break;
      }
      walk.push_back(at);
      steps[at] = walk.size();
      const Type& type = types[at];
      if ((type.*above).empty()) break;
      const auto next = numbers.find(type.*above);
      if (next == numbers.end()) {
        return std::string(what) + " \"" + type.name + "\" is " + std::string(relation) + " \"" + type.*above +
               "\", which is not declared";
      }
      at = next->second;
      if (at == first) {
        return std::string(what) + " \"" + types[first].name + "\" is " + std::string(relation) +
               " itself, by way of \"" + type.name + "\"";
      }
    }
    for (std::size_t i = 0; i < walk.size(); ++i) {
      steps[walk[i]] = 0;
      is_passed[walk[i]] = i < passed;
    }
  }
  return {};
}

bool is_counterpart(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size()) return false;
  if (text[colon + 1] == '/') return false;  // an address, not a name under a prefix
  const auto is_prefix = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto is_name = [](char c) { return static_cast<unsigned char>(c) > ' ' && c != ':' && c != '\x7F'; };
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), is_prefix) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(), is_name);
}

template <class Type>
std::string first_bad_counterpart(const std::vector<Type>& types, std::string_view what) {
  for (const Type& type : types) {
    for (const std::string& text : type.same_as) {
      if (!is_counterpart(text)) {
        return std::string(what) + " \"" + type.name + "\" has the counterpart \"" + text +
               "\", which is not of the form \"prefix:name\"";
      }
    }
  }
  return {};
}

std::string first_bad_verb(const std::vector<RelationType>& types) {
  for (const RelationType& type : types) {
    if (type.verb.empty()) continue;
    for (const std::string* form : {&type.verb.base, &type.verb.present, &type.verb.past, &type.verb.participle}) {
      if (form->empty()) {
        return "relation type \"" + type.name +
               "\" has some forms of its verb and lacks others: base, present, past and participle belong together";
      }
    }
  }
  return {};
}

std::string first_bad_rule(const std::vector<DerivationRule>& rules) {
  for (const DerivationRule& rule : rules) {
    if (rule.query.empty()) return "rule \"" + rule.name + "\" has no query";
    if (rule.concludes.empty()) return "rule \"" + rule.name + "\" does not say what it concludes";
  }
  return {};
}

std::string first_bad_expectation(const std::vector<ExpectedFinding>& expected) {
  std::set<std::pair<std::string_view, std::set<std::string_view>>> seen;
  for (auto at = expected.begin(); at != expected.end(); ++at) {
    if (at->check.empty()) return "an expected finding that names no check";
    const std::string what = "the expected finding of \"" + at->check + "\"";
    if (at->facts.empty() || std::find(at->facts.begin(), at->facts.end(), "") != at->facts.end()) {
      return what + " names no facts, or one without a name";
    }
    const std::string about = what + " about \"" + at->facts.front() + "\" ";
    if (at->reason.empty()) return about + "gives no reason";
    if (!seen.emplace(at->check, std::set<std::string_view>(at->facts.begin(), at->facts.end())).second) {
      return about + "is there twice";
    }
  }
  return {};
}

std::string first_bad_property_rule(const std::vector<PropertyRule>& rules) {
  for (const PropertyRule& rule : rules) {
    const std::string what = "the rule of properties \"" + rule.name + "\" ";
    const bool is_single = rule.kind == PropertyRuleKind::kTyped || rule.kind == PropertyRuleKind::kIndex;
    const std::vector<std::string>& properties = rule.properties;
    if (rule.of.empty()) return what + "does not say of which type";
    if (properties.empty() || std::find(properties.begin(), properties.end(), "") != properties.end())
      return what + "names no property, or one without a name";
    if (std::set<std::string_view>(properties.begin(), properties.end()).size() < properties.size())
      return what + "names a property twice";
    if (is_single && properties.size() > 1) return what + "is of one property, and names several";
    if ((rule.kind == PropertyRuleKind::kTyped) != !rule.value_type.empty())
      return what + (rule.value_type.empty() ? "does not say which type values have" : "has no use for a value type");
    if (rule.of_relations && rule.kind != PropertyRuleKind::kNotNull && rule.kind != PropertyRuleKind::kTyped)
      return what + "is of relations, which have neither unique values nor an index";
  }
  return {};
}

}  // namespace

std::string_view name(PropertyRuleKind kind) {
  switch (kind) {
    case PropertyRuleKind::kUnique:
      return "unique";
    case PropertyRuleKind::kNotNull:
      return "not_null";
    case PropertyRuleKind::kKey:
      return "key";
    case PropertyRuleKind::kTyped:
      return "typed";
    case PropertyRuleKind::kIndex:
      return "index";
  }
  return "unknown";
}

bool ExpectedFinding::is_about_same(const ExpectedFinding& other) const {
  return check == other.check && std::set<std::string_view>(facts.begin(), facts.end()) ==
                                     std::set<std::string_view>(other.facts.begin(), other.facts.end());
}

std::string_view name(RelationKind kind) {
  switch (kind) {
    case RelationKind::kState:
      return "state";
    case RelationKind::kEvent:
      return "event";
    case RelationKind::kTimeless:
      return "timeless";
  }
  return "unknown";
}

std::string_view name(EndOrder order) {
  switch (order) {
    case EndOrder::kNone:
      return "none";
    case EndOrder::kStartsBefore:
      return "starts_before";
    case EndOrder::kBefore:
      return "before";
  }
  return "unknown";
}

const EntityType* Ontology::entity_type(std::string_view name) const {
  return find_named(entity_types, name);
}

const RelationType* Ontology::relation_type(std::string_view name) const {
  return find_named(relation_types, name);
}

std::vector<std::string> Ontology::supertypes(std::string_view name) const {
  const std::string type(name);
  std::vector<std::string> chain;
  for (const TypeAbove& above : with_supertypes(*this, {&type, 1})) chain.emplace_back(above.name);
  return chain;
}

std::vector<std::string> Ontology::subrelations(std::string_view name) const {
  std::multimap<std::string_view, std::string_view> below;
  for (const RelationType& type : relation_types)
    if (!type.sub_relation_of.empty()) below.emplace(type.sub_relation_of, type.name);
  std::vector<std::string_view> found{name};
  std::set<std::string_view> seen{name};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [first, last] = below.equal_range(found[i]);
    for (auto at = first; at != last; ++at)
      if (seen.insert(at->second).second) found.push_back(at->second);
  }
  return {found.begin(), found.end()};
}

std::string Ontology::fault_of_part() const {
  std::string fault = first_bad_name(entity_types, "entity type");
  if (fault.empty()) fault = first_bad_name(relation_types, "relation type");
  if (fault.empty()) fault = first_bad_counterpart(entity_types, "entity type");
  if (fault.empty()) fault = first_bad_counterpart(relation_types, "relation type");
  if (fault.empty()) fault = first_bad_verb(relation_types);
  if (fault.empty()) fault = first_bad_name(rules, "rule");
  if (fault.empty()) fault = first_bad_rule(rules);
  if (fault.empty()) fault = first_bad_expectation(expected_findings);
  if (fault.empty()) fault = first_bad_name(property_rules, "rule of properties");
  if (fault.empty()) fault = first_bad_property_rule(property_rules);
  return fault;
}

std::string Ontology::fault() const {
  std::string fault = fault_of_part();
  if (fault.empty()) fault = first_bad_chain(entity_types, &EntityType::parent, "entity type", "a kind of");
  if (fault.empty()) {
    fault = first_bad_chain(relation_types, &RelationType::sub_relation_of, "relation type", "a sub-relation of");
  }
  for (const DerivationRule& rule : rules) {
    if (!fault.empty() || relation_type(rule.concludes) != nullptr) continue;
    fault = "rule \"" + rule.name + "\" concludes \"" + rule.concludes + "\", which is not declared";
  }
  return fault;
}

}  // namespace entente

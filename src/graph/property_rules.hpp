// What rules of properties ask of the facts of a graph, and which break them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"

namespace entente {

// What breaks a rule: in words, behind the name of the fact, and whether it does for certain or by some dates only.
struct BrokenRule {
  std::string reason;
  bool certain = true;
  std::optional<Vertex> other = {};  // that has the same values
};

// "constraint person_name: each Person has its own `name`", for messages.
std::string in_words(const PropertyRule& rule);

// Whether the rule is about entities that have all of these labels, supertypes included; about relations of the type.
bool is_about_labels(const PropertyRule& rule, const std::vector<std::string_view>& labels);
bool is_about_type(const PropertyRule& rule, const Ontology& ontology, std::string_view relation_type);

// What properties alone show: a value that is missing, or of another type.
std::optional<BrokenRule> broken_by_values(const PropertyRule& rule, const std::vector<PropertyFact>& properties);

// Whether the properties have equal values of the rule at one time. kUnknown: by some dates.
Truth share_values(const PropertyRule& rule, const std::vector<PropertyFact>& one,
                   const std::vector<PropertyFact>& other);

// Another entity that has the values which are to be unique, but `self`. Cost: that of the index of the first property,
// and of those that share its value.
std::optional<BrokenRule> broken_by_others(const TemporalGraph& graph, const PropertyRule& rule,
                                           const std::vector<PropertyFact>& properties, std::string_view self);

// Both, of an entity or a relation of the graph; absent where the rule is not about it.
std::optional<BrokenRule> broken_at(const TemporalGraph& graph, const PropertyRule& rule, NodeRef node);
std::optional<BrokenRule> broken_at(const TemporalGraph& graph, const PropertyRule& rule, RelationshipRef r);

}  // namespace entente

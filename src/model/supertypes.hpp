// What is above types, however long the chains of an ontology are.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/ontology.hpp"

namespace entente {

// Views of the ontology, and of what was asked for.
struct TypeAbove {
  std::string_view name;
  const EntityType* declared = nullptr;  // null: it is not
};

// The types and all their ancestors, each once: one, what is above it, the next. Cost: near linear in the ontology, and
// for short chains in their length.
std::vector<TypeAbove> with_supertypes(const Ontology& ontology, std::span<const std::string> types);

}  // namespace entente

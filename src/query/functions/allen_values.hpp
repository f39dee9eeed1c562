// Allen's relations as values.
#pragma once

#include "entente/model/value.hpp"
#include "entente/time/allen.hpp"

namespace entente {

// The names of all of them, in the order of the enumeration.
inline List names_of(AllenSet relations) {
  List names;
  for (std::size_t i = 0; i < kAllenRelationCount; ++i) {
    if (relations.contains(static_cast<AllenRelation>(i))) names.emplace_back(kAllenNames[i]);
  }
  return names;
}

// The name of the only one; unknown where there are several.
inline Value name_of_only(AllenSet relations) {
  const std::optional<AllenRelation> only = relations.only();
  return only ? Value(name(*only)) : Value::unknown();
}

}  // namespace entente

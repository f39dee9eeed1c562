#include "entente/graph/type_traits.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace entente {
namespace {

using Places = std::map<std::string_view, std::size_t>;

template <class Type>
Places places_of(const std::vector<Type>& types) {
  Places places;
  for (std::size_t i = 0; i < types.size(); ++i) places.emplace(types[i].name, i);
  return places;
}

// Calls `inherit(i, above)` for each type and the one directly above it, if there is one, from the top of each chain
// down: what a type has of all above it, the one above has.
template <class Type, class Inherit>
void from_above(const std::vector<Type>& types, const Places& places, std::string Type::*above, Inherit inherit) {
  std::vector<bool> is_passed(types.size());
  std::vector<std::size_t> walk;
  for (std::size_t first = 0; first < types.size(); ++first) {
    std::optional<std::size_t> at = first;
    for (; at && !is_passed[*at];) {
      is_passed[*at] = true;
      walk.push_back(*at);
      const auto next = places.find(types[*at].*above);
      at = next == places.end() ? std::nullopt : std::optional(next->second);
    }
    for (; !walk.empty(); walk.pop_back()) {
      inherit(walk.back(), at);
      at = walk.back();
    }
  }
}

// What a relation type says, or inherits.
struct Inherited {
  bool is_lifetime = false, within_from = false, within_to = false, persists = false;
  EndOrder end_order = EndOrder::kNone;
  ImpliedEnds implied = ImpliedEnds::kByWithin;
  std::optional<std::size_t> single_valued;  // the topmost
};

Inherited inherited(const RelationType& type, std::size_t place, const Inherited& above) {
  Inherited all = above;
  all.is_lifetime = all.is_lifetime || type.is_lifetime;
  all.within_from = all.within_from || type.within.from;
  all.within_to = all.within_to || type.within.to;
  all.persists = all.persists || type.persists;
  all.end_order = std::max(all.end_order, type.end_order);
  if (type.implied_ends != ImpliedEnds::kByWithin) all.implied = type.implied_ends;
  if (type.single_valued && !all.single_valued) all.single_valued = place;
  return all;
}

void set_implied_ends(RelationTraits& traits, ImpliedEnds said) {
  if (traits.kind == RelationKind::kTimeless) said = ImpliedEnds::kNone;
  const bool by_within = said == ImpliedEnds::kByWithin;
  const bool none_within = !traits.within_from && !traits.within_to;
  traits.implies_from =
      said == ImpliedEnds::kBoth || said == ImpliedEnds::kFrom || (by_within && (none_within || traits.within_from));
  traits.implies_to =
      said == ImpliedEnds::kBoth || said == ImpliedEnds::kTo || (by_within && (none_within || traits.within_to));
}

}  // namespace

void TypeTraits::fill(const Ontology& ontology, const std::vector<std::optional<SymbolId>>& relation_symbols,
                      const std::vector<std::optional<SymbolId>>& entity_symbols) {
  const Places places = places_of(ontology.relation_types);
  std::vector<Inherited> all(ontology.relation_types.size());
  from_above(ontology.relation_types, places, &RelationType::sub_relation_of,
             [&](std::size_t i, std::optional<std::size_t> above) {
               all[i] = inherited(ontology.relation_types[i], i, above ? all[*above] : Inherited{});
             });
  for (std::size_t i = 0; i < ontology.relation_types.size(); ++i) {
    if (!relation_symbols[i]) continue;
    RelationTraits& traits = relations_[relation_symbols[i]->value];
    traits.kind = ontology.relation_types[i].kind;
    traits.symmetric = ontology.relation_types[i].symmetric;
    traits.is_lifetime = all[i].is_lifetime;
    traits.within_from = all[i].within_from;
    traits.within_to = all[i].within_to;
    traits.persists = all[i].persists;
    traits.end_order = all[i].end_order;
    if (all[i].single_valued) traits.single_valued = relation_symbols[*all[i].single_valued];
    set_implied_ends(traits, all[i].implied);
    if (traits.is_lifetime) lifetime_types_.push_back(*relation_symbols[i]);
    any_persists_ = any_persists_ || traits.persists;
  }
  for (std::size_t i = 0; i < ontology.relation_types.size(); ++i) {
    if (!relation_symbols[i]) continue;
    const SymbolId symbol = *relation_symbols[i];
    if (const auto& top = relations_[symbol.value].single_valued) {
      for (const std::optional<SymbolId>& other : relation_symbols) {
        if (other && relations_[other->value].single_valued == top)
          relations_[symbol.value].competitors.push_back(*other);
      }
    }
    for (const std::string& ended : ontology.relation_types[i].ends) {
      for (const std::string& name : ontology.subrelations(ended)) {
        const auto at = places.find(name);
        if (at == places.end() || !relation_symbols[at->second]) continue;
        relations_[relation_symbols[at->second]->value].ended_by.push_back(symbol);
      }
    }
  }
  std::vector<EntityTraits> of_types(ontology.entity_types.size());
  from_above(ontology.entity_types, places_of(ontology.entity_types), &EntityType::parent,
             [&](std::size_t i, std::optional<std::size_t> above) {
               const EntityType& type = ontology.entity_types[i];
               EntityTraits& traits = of_types[i];
               if (above) traits = of_types[*above];
               traits.is_apparatus = traits.is_apparatus || type.is_apparatus;
               if (!type.persists) return;
               traits.persists = true;
               traits.lifespan.reset();
               if (type.lifespan.empty()) return;
               if (const Result<Duration> span = read_duration(type.lifespan); span.ok()) traits.lifespan = *span;
             });
  for (std::size_t i = 0; i < ontology.entity_types.size(); ++i) {
    if (!entity_symbols[i]) continue;
    entities_[entity_symbols[i]->value] = of_types[i];
    any_persists_ = any_persists_ || of_types[i].persists;
  }
}

}  // namespace entente

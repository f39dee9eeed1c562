// Facts of a history as a model keeps them: what each file claims, and what that says together. No code of the store.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "laws/histories.hpp"

namespace entente::histories {

// All facts visible at a commit, by id.
struct Snapshot {
  std::map<std::uint64_t, EntityFact> entities;
  std::map<std::uint64_t, RelationFact> relations;
};

// A version of a fact with a key that is no more.
inline std::string former_line(bool is_entity, std::uint64_t id, std::uint64_t recorded, std::uint64_t superseded,
                               Supersession how, Provenance provenance, const std::optional<Validity>& validity) {
  return std::string(is_entity ? "entity " : "relation ") + std::to_string(id) + ", " + std::string(name(provenance)) +
         (validity ? " in " + facts::words(*validity) : "") + ", from commit " + std::to_string(recorded) + ", " +
         std::string(name(how)) + " by " + std::to_string(superseded);
}

// What a commit does, in numbers.
struct Counts {
  std::size_t entities_added = 0, entities_changed = 0, entities_unchanged = 0;
  std::size_t relations_added = 0, relations_changed = 0, relations_unchanged = 0;
  std::size_t relations_removed = 0, entities_removed = 0;
  std::size_t gone_entities = 0, gone_relations = 0, gone_kept = 0;
  std::size_t entities_ended = 0, relations_ended = 0;
  bool ontology_changed = false;

  bool any() const {
    return entities_added + entities_changed + relations_added + relations_changed + relations_removed +
                   entities_removed >
               0 ||
           ontology_changed;
  }
};

inline std::string words(const Counts& c) {
  const auto of = [](const char* what, std::size_t a, std::size_t b, std::size_t d, std::size_t e) {
    return std::string(what) + " +" + std::to_string(a) + " ~" + std::to_string(b) + " =" + std::to_string(d) + " -" +
           std::to_string(e);
  };
  return of("entities", c.entities_added, c.entities_changed, c.entities_unchanged, c.entities_removed) +
         of(", relations", c.relations_added, c.relations_changed, c.relations_unchanged, c.relations_removed) +
         ", gone " + std::to_string(c.gone_entities) + " entities, " + std::to_string(c.gone_relations) +
         " relations, kept " + std::to_string(c.gone_kept) + ", ended " + std::to_string(c.entities_ended) +
         " entities, " + std::to_string(c.relations_ended) + " relations" + (c.ontology_changed ? ", ontology" : "");
}

namespace detail {

// A store has properties in the order of the numbers of their keys, which no reader knows: here it is that of the keys.
// Values of one key stay as stated.
inline void sort_by_key(std::vector<PropertyFact>& properties) {
  std::stable_sort(properties.begin(), properties.end(),
                   [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
}

// What files claim of one fact, by number; 0 stands for programs.
template <class Fact>
using Claims = std::map<int, Fact>;

template <class Fact>
Fact as_kept(Fact fact) {
  const auto keep = [](std::optional<Validity>& v) {
    if (v) v = facts::without_canonical_text(*v);
  };
  keep(fact.validity);
  for (Dating& dating : fact.datings) dating.validity = facts::without_canonical_text(dating.validity);
  for (PropertyFact& p : fact.properties) keep(p.validity);
  sort_by_key(fact.properties);
  return fact;
}

inline void unite(std::vector<SourceRef>& into, const std::vector<SourceRef>& more) {
  for (const SourceRef& source : more)
    if (std::find(into.begin(), into.end(), source) == into.end()) into.push_back(source);
}

inline void unite_types(EntityFact& into, const EntityFact& other) {
  for (const std::string& type : other.types)
    if (std::find(into.types.begin(), into.types.end(), type) == into.types.end()) into.types.push_back(type);
}
inline void unite_types(RelationFact&, const RelationFact&) {}

// The fact with another end, or nothing where it can't have it.
template <class Fact>
std::optional<Fact> with_end(Fact fact, const StatedEnd& end) {
  if (fact.datings.empty()) {
    const auto ended = entente::with_end(fact.validity, end);
    if (!ended) return std::nullopt;
    fact.validity = *ended;
    return as_kept(fact);
  }
  std::vector<Dating> datings;
  for (const Dating& dating : fact.datings) {
    const auto ended = entente::with_end(dating.validity, end);
    if (!ended) return std::nullopt;
    auto same = datings.begin();
    while (same != datings.end() && !(same->validity == *ended)) ++same;
    if (same == datings.end()) same = datings.insert(same, {*ended, {}});
    unite(same->sources, dating.sources);
  }
  fact.validity = combination_of(datings);
  fact.datings = datings;
  return as_kept(fact);
}

// The same of what each claims: of those that date it, or of all where none does.
template <class Fact>
std::optional<Claims<Fact>> with_end(Claims<Fact> claims, const StatedEnd& end) {
  const auto is_dated = [](const auto& c) { return c.second.validity.has_value(); };
  const bool is_any_dated = std::any_of(claims.begin(), claims.end(), is_dated);
  for (auto& claim : claims) {
    if (is_any_dated && !is_dated(claim)) continue;
    const auto ended = with_end(claim.second, end);
    if (!ended) return std::nullopt;
    claim.second = *ended;
  }
  return claims;
}

// Whether it says what it said but for when it ended.
template <class Fact>
bool only_ended(Fact before, const Fact& after) {
  if (before.datings.size() != after.datings.size()) return false;
  bool differs = before.datings.empty() && gains_end(before.validity, after.validity);
  for (std::size_t i = 0; i < before.datings.size(); ++i) {
    const Dating &a = before.datings[i], &b = after.datings[i];
    if (a.sources != b.sources) return false;
    if (facts::words(a.validity) == facts::words(b.validity)) continue;
    if (!gains_end(a.validity, b.validity)) return false;
    differs = true;
  }
  before.validity = after.validity;
  before.datings = after.datings;
  return differs && facts::words(before) == facts::words(after);
}

// What they say together: the same, or every claim with the sources that make it.
template <class Fact>
Fact together(const Claims<Fact>& claims) {
  Fact all = claims.begin()->second;
  const std::string first = facts::words(all);
  if (std::all_of(claims.begin(), claims.end(), [&](const auto& c) { return facts::words(c.second) == first; }))
    return all;
  all.datings.clear();
  all.properties.clear();
  for (const auto& [file, fact] : claims) {
    const auto sources_or = [&of_fact = fact.attribution.sources](const std::vector<SourceRef>& own) {
      return own.empty() ? of_fact : own;
    };
    unite_types(all, fact);
    all.attribution.provenance = std::min(all.attribution.provenance, fact.attribution.provenance);
    unite(all.attribution.sources, fact.attribution.sources);
    std::vector<Dating> datings = fact.datings;
    if (datings.empty() && fact.validity) datings = {{*fact.validity, {}}};
    for (const Dating& dating : datings) {
      auto same = all.datings.begin();
      while (same != all.datings.end() && facts::words(same->validity) != facts::words(dating.validity)) ++same;
      if (same == all.datings.end()) same = all.datings.insert(same, {dating.validity, {}});
      unite(same->sources, sources_or(dating.sources));
    }
    for (const PropertyFact& p : fact.properties) {
      const PropertyFact bare{p.key, p.value, p.validity};
      const auto is_same = [&](const PropertyFact& other) {
        return facts::words(PropertyFact{other.key, other.value, other.validity}) == facts::words(bare);
      };
      auto same = std::find_if(all.properties.begin(), all.properties.end(), is_same);
      if (same == all.properties.end()) same = all.properties.insert(same, bare);
      unite(same->sources, sources_or(p.sources));
    }
  }
  sort_by_key(all.properties);
  all.validity.reset();
  if (!all.datings.empty()) all.validity = combination_of(all.datings);
  for (Dating& dating : all.datings)
    if (dating.sources == all.attribution.sources) dating.sources.clear();
  for (PropertyFact& p : all.properties)
    if (p.sources == all.attribution.sources) p.sources.clear();
  if (all.datings.size() == 1 && all.datings.front().sources.empty()) all.datings.clear();
  return all;
}

// A file replaces what it said. What no file states gives way to what differs, and the other way round.
template <class Fact>
void state(Claims<Fact>& claims, int file, const Fact& fact) {
  claims.erase(file);
  std::erase_if(claims, [&](const auto& c) {
    return (c.first == 0 || file == 0) && facts::words(c.second) != facts::words(fact);
  });
  claims.emplace(file, fact);
}

template <class Fact>
std::string words_of(const Claims<Fact>& claims) {
  std::string text;
  for (const auto& [file, fact] : claims) text += std::to_string(file) + " " + facts::words(fact) + "\n";
  return text;
}

template <class Fact>
struct Kept {
  Claims<Fact> claims;
  std::uint64_t recorded = 0;
};

struct World {
  std::map<std::uint64_t, Kept<EntityFact>> entities;
  std::map<std::uint64_t, Kept<RelationFact>> relations;
  std::uint64_t next_entity = 0, next_relation = 0;
  std::vector<std::string> files;  // file n stands at place n - 1
  std::set<std::string> names;     // of types and properties
  Ontology ontology;

  std::optional<std::uint64_t> entity(const std::string& key) const {
    for (const auto& [id, e] : entities)
      if (e.claims.begin()->second.key == key) return id;
    return std::nullopt;
  }
  std::optional<std::uint64_t> relation(const std::string& key) const {
    for (const auto& [id, r] : relations)
      if (r.claims.begin()->second.key == key) return id;
    return std::nullopt;
  }
};

}  // namespace detail
}  // namespace entente::histories

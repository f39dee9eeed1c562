// Random facts of every kind on one ontology: entities e0, e1, … and relations between them, in days and in finer
// times.
#pragma once

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"
#include "entente/time/validity.hpp"

namespace entente::random_facts {

template <class T>
T pick(const std::vector<T>& of) {
  return *rc::gen::elementOf(of);
}
inline int below(int n) {
  return *rc::gen::inRange(0, n);
}

inline std::string entity_name(int n) {
  return "e" + std::to_string(n);
}

inline Ontology ontology() {
  Ontology o;
  for (const auto& [name, parent] : {std::pair("Person", ""), std::pair("Leader", "Person"), std::pair("State", ""),
                                     std::pair("Union", "State"), std::pair("Thing", "")}) {
    EntityType type;
    type.name = name;
    type.parent = parent;
    o.entity_types.push_back(type);
  }
  for (const auto& [name, above] :
       {std::pair("MET", ""), std::pair("VISITED", "MET"), std::pair("LEADS", ""), std::pair("KNOWS", "")}) {
    RelationType type;
    type.name = name;
    if (*above != 0) type.sub_relation_of = above;
    o.relation_types.push_back(type);
  }
  return o;
}

// Vague, open, certain, in finer times, far away, and sets of two.
inline std::optional<Validity> random_validity(bool is_fine) {
  const std::vector<std::string> days{"1949-10-01", "1950",          "1950~/1953", "1949/..",    "../1960",
                                      "1949?/1950", "1949-10-02",    "196X",       "1945/1946",  "-0500",
                                      "Y-200000",   "1949-10-01/..", "1951/1952",  "[1950,1952]"};
  const std::vector<std::string> times{"1949-10-01T10:00:00/1949-10-01T12:30:15", "1949-10-01T10:00:00",
                                       "1950-01-01T00:00:01/.."};
  const auto read = [](const std::string& text) {
    auto validity = read_validity(text);
    if (!validity) throw validity.error();
    return *validity;
  };
  switch (below(6)) {
    case 0:
      return std::nullopt;
    case 1: {
      auto set = set_of_stretches({read("1920/1921"), read(pick(std::vector<std::string>{"1930", "1931?/1935"}))});
      if (!set) throw set.error();
      return *set;
    }
    default:
      return read(is_fine && below(2) == 0 ? pick(times) : pick(days));
  }
}

inline std::vector<SourceRef> random_sources() {
  if (below(3) > 0) return {};
  return {{pick(std::vector<std::string>{"doc-1", "doc-2", "doc-3"}), below(2) == 0 ? "P1" : ""}};
}

template <class Fact>
void add_rest(Fact& fact, bool is_fine) {
  fact.validity = random_validity(is_fine);
  for (int i = below(3); i > 0; --i) {
    PropertyFact p;
    p.key = pick(std::vector<std::string>{"note", "size", "when", "rank" + std::to_string(below(20))});
    switch (below(4)) {
      case 0:
        p.value = Value(std::int64_t{below(3)});
        break;
      case 1:
        p.value = Value("v" + std::to_string(below(3)));
        break;
      case 2:
        p.value = Value(1.5);
        break;
      default:
        p.value = Value(std::string("1949-10-01"));
        break;
    }
    if (below(3) == 0) p.validity = random_validity(is_fine);
    p.sources = random_sources();
    fact.properties.push_back(p);
  }
  fact.attribution.sources = random_sources();
  if (below(6) == 0) fact.attribution.provenance = Provenance::kDerived;
  if (below(5) == 0) {
    const Validity other = random_validity(false).value_or(validity_of(Period::always()));
    fact.datings = {{fact.validity.value_or(other), {{"doc-5", ""}}}, {other, {{"doc-4", ""}}}};
    fact.validity = combination_of(fact.datings);
  }
}

inline EntityFact random_entity(int n, bool is_fine) {
  EntityFact fact;
  fact.key = entity_name(n);
  fact.types = {
      pick(std::vector<std::string>{"Person", "Leader", "State", "Union", "Thing", "New" + std::to_string(below(4))})};
  if (below(4) == 0) fact.types.emplace_back("Thing");
  add_rest(fact, is_fine);
  if (below(2) == 0) fact.properties.push_back({"name", Value("Name " + std::to_string(below(6))), std::nullopt});
  if (below(3) == 0)
    fact.properties.push_back({"aliases",
                               Value(std::vector<Value>{Value("Älias " + std::to_string(below(4))),
                                                        Value("Name " + std::to_string(below(6)))}),
                               std::nullopt});
  return fact;
}

inline RelationFact random_relation(int entities, bool is_fine) {
  RelationFact fact;
  fact.from = entity_name(below(entities));
  fact.to = entity_name(below(entities));
  fact.type = pick(std::vector<std::string>{"MET", "MET", "VISITED", "LEADS", "R" + std::to_string(below(3))});
  if (below(2) == 0) fact.key = "r" + std::to_string(below(12));
  add_rest(fact, is_fine);
  return fact;
}

}  // namespace entente::random_facts

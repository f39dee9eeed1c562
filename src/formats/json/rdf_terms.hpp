// Names of RDF: the vocabularies that the JSON-LD output speaks, and IRIs made of keys and types.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/ontology.hpp"

namespace entente::rdf {

struct Prefix {
  std::string_view name;  // "schema"
  std::string_view iri;
};
// Ours first: what data names lies in `entity:`, `fact:`, `type:`, `relation:` and `property:`.
std::span<const Prefix> prefixes();

// "entity:mao-zedong". What an IRI can't hold is percent-encoded, byte by byte.
std::string term(std::string_view prefix, std::string_view name);

// The stated types, then their counterparts in known vocabularies and those of their supertypes, each once.
std::vector<std::string> classes_of(const std::vector<std::string>& types, const Ontology* ontology);
// Those counterparts that have a known prefix, as terms.
std::vector<std::string> known_counterparts(const std::vector<std::string>& same_as);

}  // namespace entente::rdf

#include "formats/json/rdf_terms.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "model/supertypes.hpp"

namespace entente::rdf {
namespace {

constexpr std::array kPrefixes = {
    Prefix{"entity", "urn:entente:entity:"},
    Prefix{"fact", "urn:entente:fact:"},
    Prefix{"type", "urn:entente:type:"},
    Prefix{"relation", "urn:entente:relation:"},
    Prefix{"property", "urn:entente:property:"},
    Prefix{"entente", "urn:entente:"},
    Prefix{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    Prefix{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    Prefix{"xsd", "http://www.w3.org/2001/XMLSchema#"},
    Prefix{"owl", "http://www.w3.org/2002/07/owl#"},
    Prefix{"skos", "http://www.w3.org/2004/02/skos/core#"},
    Prefix{"time", "http://www.w3.org/2006/time#"},
    Prefix{"prov", "http://www.w3.org/ns/prov#"},
    Prefix{"edtf", "http://id.loc.gov/datatypes/edtf"},
    Prefix{"schema", "https://schema.org/"},
    Prefix{"crm", "http://www.cidoc-crm.org/cidoc-crm/"},
    Prefix{"wd", "http://www.wikidata.org/entity/"},
    Prefix{"wdt", "http://www.wikidata.org/prop/direct/"},
    Prefix{"foaf", "http://xmlns.com/foaf/0.1/"},
    Prefix{"org", "http://www.w3.org/ns/org#"},
    Prefix{"dcterms", "http://purl.org/dc/terms/"},
    Prefix{"bibo", "http://purl.org/ontology/bibo/"},
    Prefix{"bio", "http://purl.org/vocab/bio/0.1/"},
    Prefix{"rel", "http://purl.org/vocab/relationship/"},
    Prefix{"dbo", "http://dbpedia.org/ontology/"},
    Prefix{"gn", "http://www.geonames.org/ontology#"},
};

void add(const std::string& term, std::vector<std::string>& into) {
  if (std::find(into.begin(), into.end(), term) == into.end()) into.push_back(term);
}

}  // namespace

std::span<const Prefix> prefixes() {
  return kPrefixes;
}

std::string term(std::string_view prefix, std::string_view name) {
  std::string term = fmt::format("{}:", prefix);
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || c == '.' || c == '~';
    if (plain)
      term += c;
    else
      term += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return term;
}

std::vector<std::string> known_counterparts(const std::vector<std::string>& same_as) {
  std::vector<std::string> known;
  for (const std::string& name : same_as) {
    const std::size_t colon = name.find(':');
    const bool is_known =
        colon != std::string::npos && std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](const Prefix& p) {
          return p.name == std::string_view(name).substr(0, colon);
        });
    if (is_known) add(term(name.substr(0, colon), name.substr(colon + 1)), known);
  }
  return known;
}

std::vector<std::string> classes_of(const std::vector<std::string>& types, const Ontology* ontology) {
  std::vector<std::string> classes;
  for (const std::string& type : types) add(term("type", type), classes);
  if (!ontology) return classes;
  for (const TypeAbove& type : with_supertypes(*ontology, types))
    if (type.declared)
      for (const std::string& counterpart : known_counterparts(type.declared->same_as)) add(counterpart, classes);
  return classes;
}

}  // namespace entente::rdf

// Who says what of a fact: its existence, its datings, the values of its properties.
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

struct Fact {
  const Attribution& attribution;
  std::optional<Validity> validity;
  std::span<const Dating> datings;
};

Fact fact_of(const Value& value, const FunctionContext& c, std::string_view function) {
  if (value.is_node()) {
    const Vertex v = value.node().index;
    return {c.view.graph().attribution_of_vertex(v), c.view.graph().validity_of_vertex(v),
            c.view.graph().datings_of_vertex(v)};
  }
  if (!value.is_relationship()) throw_type(function, "a node or relationship", value);
  const Edge e = value.relationship().index;
  return {c.view.graph().attribution(e), c.view.graph().validity(e), c.view.graph().datings(e)};
}

// Whether a claim of the fact with these sources is read where the function is asked.
bool is_read(const Fact& fact, const std::vector<SourceRef>& sources, const FunctionContext& c) {
  return c.view.sources() == nullptr || c.view.sources()->reads(sources, fact.attribution);
}

// Those that are read, each as {valid, sources, provenance}.
std::vector<Map> datings_of(const Fact& fact, const FunctionContext& c) {
  std::vector<Map> list;
  const auto add = [&](const Validity& validity, const std::vector<SourceRef>& sources) {
    const Attribution& own = fact.attribution;
    if (!is_read(fact, sources, c)) return;
    list.push_back({{"valid", validity},
                    {"sources", source_values({own.provenance, sources.empty() ? own.sources : sources})},
                    {"provenance", name(own.provenance)}});
  };
  for (const Dating& dating : fact.datings) add(dating.validity, dating.sources);
  if (fact.datings.empty() && fact.validity) add(*fact.validity, {});
  return list;
}

Value datings(Arguments a, const FunctionContext& c) {
  List list;
  for (Map& dating : datings_of(fact_of(a[0], c, "datings()"), c)) list.emplace_back(std::move(dating));
  return list;
}

Value claims(Arguments a, const FunctionContext& c) {
  const Fact fact = fact_of(a[0], c, "claims()");
  const Attribution& own = fact.attribution;
  List list;
  const auto add = [&](std::string_view part, Value value, Value valid, List sources) {
    list.emplace_back(Map{{"part", part},
                          {"value", std::move(value)},
                          {"valid", std::move(valid)},
                          {"sources", std::move(sources)},
                          {"provenance", name(own.provenance)}});
  };
  if (is_read(fact, own.sources, c)) add("existence", {}, {}, source_values(own));
  for (Map& dating : datings_of(fact, c)) add("valid", {}, dating["valid"], dating["sources"].list());
  const std::vector<PropertyFact> properties =
      a[0].is_node() ? c.view.graph().node_record(a[0].node().index).properties
                     : c.view.graph().relationship_record(a[0].relationship().index).properties;
  for (const PropertyFact& p : properties) {
    if (!is_read(fact, p.sources, c)) continue;
    add(p.key, p.value, p.validity ? Value(*p.validity) : Value(),
        source_values({own.provenance, p.sources.empty() ? own.sources : p.sources}));
  }
  return list;
}

constexpr Function kClaimFunctions[] = {
    {"datings", "datings(node or relationship)",
     "when it held, as the sources that are read have it: each as {valid, sources, provenance}; several may be rivals",
     "MATCH ({name: 'Entente Cordiale'})-[r:BINDS]->({name: 'France'}) RETURN size(datings(r)), "
     "datings(r)[0].sources[0].locator",
     "1 | Article 1", 1, 1, true, datings, takes(Kind::kNode, Kind::kRelationship).gives(Kind::kList)},
    {"claims", "claims(node or relationship)",
     "who of the sources that are read says which part of it: existence, each dating and each value of a property, as "
     "{part, value, valid, sources, provenance}",
     "MATCH ({name: 'Entente Cordiale'})-[r:BINDS]->({name: 'France'}) RETURN [c IN claims(r) | c.part]",
     "[existence, valid]", 1, 1, true, claims, takes(Kind::kNode, Kind::kRelationship).gives(Kind::kList)},
};

}  // namespace

std::span<const Function> claim_functions() {
  return kClaimFunctions;
}

}  // namespace entente

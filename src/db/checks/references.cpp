// Names in properties that lead nowhere. Two kinds of properties refer: `rests_on` lists keys of entities and
// relations; and a property that has the name of a declared relation type names entities, by key, name or alias, or
// relations by key. Where that type has a range, one of the entities so named must be of it.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.hpp"
#include "db/checks/check.hpp"

namespace entente::checks {
namespace {

struct Reference {
  SymbolId key;
  const RelationType* declared;  // null: `rests_on`
  std::vector<SymbolId> range;   // empty: any
};

std::vector<Reference> references_in(const TemporalGraph& graph) {
  std::vector<Reference> references;
  for (const std::string& key : graph.property_key_names()) {
    const auto symbol = graph.symbol(key);
    const RelationType* declared = key == kRestsOn ? nullptr : graph.ontology().relation_type(key);
    if (!symbol || (declared == nullptr && key != kRestsOn)) continue;
    references.push_back({*symbol, declared, {}});
    if (declared == nullptr) continue;
    for (const std::string& type : declared->range)
      if (const auto label = graph.symbol(type)) references.back().range.push_back(*label);
  }
  return references;
}

class Lookup {
 public:
  explicit Lookup(const CheckContext& context) : context_(context) {}

  // Why `name` is no reference of that kind; empty: it is one.
  std::string fault(const Reference& reference, const std::string& name) const {
    const TemporalGraph& graph = context_.graph();
    const auto by_key = graph.find(name);
    if (context_.find_relation(name)) return {};
    if (reference.declared == nullptr) return by_key ? "" : "which is the key of no entity or relation";
    std::vector<Vertex> named = by_key ? std::vector{*by_key} : std::vector<Vertex>{};
    for (const Vertex v : context_.named(name)) named.push_back(v);
    if (named.empty()) return "which is the key or name of no entity";
    if (reference.declared->range.empty() || std::any_of(named.begin(), named.end(), [&](Vertex v) {
          return std::any_of(reference.range.begin(), reference.range.end(),
                             [&](SymbolId label) { return graph.has_label(v, label); });
        }))
      return {};
    return fmt::format("which is no {}", fmt::join(reference.declared->range, " or "));
  }

 private:
  const CheckContext& context_;
};

template <class Fact>
void check(const Lookup& lookup, const std::vector<Reference>& references, const std::vector<PropertyFact>& properties,
           const TemporalGraph& graph, const std::string& subject, Fact fact, Findings& findings) {
  for (const PropertyFact& property : properties) {
    const auto reference = std::find_if(references.begin(), references.end(),
                                        [&](const Reference& r) { return graph.symbol_name(r.key) == property.key; });
    if (reference == references.end()) continue;
    for (const std::string& name : keys_in(property.value)) {
      const std::string fault = lookup.fault(*reference, name);
      if (fault.empty()) continue;
      const FindingFact of = fact();
      findings.push_back({"dangling_reference",
                          fmt::format("{}: `{}` names `{}`, {}", of.statement, property.key, in_a_line(name), fault),
                          subject,
                          true,
                          false,
                          {of}});
    }
  }
}

bool has_any(const std::vector<Reference>& references, auto value_of) {
  return std::any_of(references.begin(), references.end(),
                     [&](const Reference& r) { return !value_of(r.key).is_null(); });
}

void dangling_references(const CheckContext& context, Findings& findings) {
  const TemporalGraph& graph = context.graph();
  const std::vector<Reference> references = references_in(graph);
  const Lookup lookup(context);
  for (Vertex v = 0; v < graph.vertex_count(); ++v)
    if (has_any(references, [&](SymbolId key) { return graph.property(v, key); }))
      check(
          lookup, references, graph.node_record(v).properties, graph, std::string(graph.key(v)),
          [&] { return context.fact(v); }, findings);
  for (const Edge e : graph.edges())
    if (has_any(references, [&](SymbolId key) { return graph.edge_property(e, key); }))
      check(
          lookup, references, graph.relationship_record(e).properties, graph, context.subject(e),
          [&] { return context.fact_of_relation(e); }, findings);
}

}  // namespace

extern constexpr Check kDanglingReference = {
    .name = "dangling_reference",
    .summary = "a name in a property that leads to no entity or relation",
    .example = "a conclusion that rests on `F999`, which there is not",
    .run = dangling_references,
};

}  // namespace entente::checks

// Whose word a fact is.
#include <algorithm>

#include "entente/model/fact.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

const Attribution& attribution_of(const Value& value, const FunctionContext& c, std::string_view function) {
  if (value.is_node()) return c.view.graph().attribution_of_vertex(value.node().index);
  if (!value.is_relationship()) throw_type(function, "a node or relationship", value);
  return c.view.graph().attribution(value.relationship().index);
}

// Those of `value` that the list does not have yet; of a path or list those of its relationships.
void add_sources(const Value& value, const FunctionContext& c, List& out) {
  const auto add_each = [&](const auto& relationships) {
    for (const auto& relationship : relationships) add_sources(Value(relationship), c, out);
  };
  if (value.is_path()) return add_each(value.path().relationships);
  if (value.is_list()) return add_each(value.list());
  const Attribution& own = attribution_of(value, c, "sources()");
  const auto add = [&](const std::vector<SourceRef>& sources) {
    for (Value& source : source_values({own.provenance, sources})) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Value& v) { return equivalent(v, source); });
      if (!known) out.push_back(std::move(source));
    }
  };
  add(own.sources);
  if (!c.view.graph().has_claims()) return;
  const bool is_node = value.is_node();
  for (const Dating& dating : is_node ? c.view.graph().datings_of_vertex(value.node().index)
                                      : c.view.graph().datings(value.relationship().index)) {
    add(dating.sources);
  }
  for (const PropertyFact& p : is_node ? c.view.graph().node_record(value.node().index).properties
                                       : c.view.graph().relationship_record(value.relationship().index).properties) {
    add(p.sources);
  }
}

Value sources(Arguments a, const FunctionContext& c) {
  List list;
  add_sources(a[0], c, list);
  return list;
}

Value provenance(Arguments a, const FunctionContext& c) {
  return name(attribution_of(a[0], c, "provenance()").provenance);
}

constexpr Function kSourceFunctions[] = {
    {"sources", "sources(node, relationship, path or list)",
     "the sources that state it, or its relationships, or say something of them, each as {source, locator, "
     "provenance}; "
     "claims() says who says what",
     "MATCH ({name: 'Entente Cordiale'})-[r:BINDS]->({name: 'France'}) RETURN sources(r)",
     "[{locator: Article 1, provenance: stated, source: entente-cordiale}]", 1, 1, true, sources,
     takes(Kind::kNode, Kind::kRelationship, Kind::kPath, Kind::kList).gives(Kind::kList)},
    {"provenance", "provenance(node or relationship)", "how it is known: stated, implied, derived or background",
     "MATCH ({name: 'Николай II'})-[r:LEADS]->() RETURN provenance(r)", "background", 1, 1, true, provenance,
     takes(Kind::kNode, Kind::kRelationship).gives(Kind::kString)},
};

}  // namespace

std::span<const Function> source_functions() {
  return kSourceFunctions;
}

}  // namespace entente

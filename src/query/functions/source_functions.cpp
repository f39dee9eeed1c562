// Whose word a fact is.
#include "entente/model/fact.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

const Attribution& attribution_of(const Value& value, const FunctionContext& c, std::string_view function) {
  if (value.is_node()) return c.graph.attribution_of_vertex(value.as_node().index);
  if (!value.is_relationship()) throw_type(function, "a node or relationship", value);
  return c.graph.attribution(value.as_relationship().index);
}

Value sources(Arguments a, const FunctionContext& c) {
  return source_values(attribution_of(a[0], c, "sources()"));
}

Value provenance(Arguments a, const FunctionContext& c) {
  return name(attribution_of(a[0], c, "provenance()").provenance);
}

constexpr Function kTable[] = {
    {"sources", "sources(node or relationship)", "the sources that state it, each as {source, locator, provenance}",
     "MATCH ({name: 'Entente Cordiale'})-[r:BINDS]->({name: 'France'}) RETURN sources(r)",
     "[{locator: Article 1, provenance: stated, source: entente-cordiale}]", 1, 1, true, sources},
    {"provenance", "provenance(node or relationship)", "how it is known: stated, implied, derived or background",
     "MATCH ({name: 'Николай II'})-[r:LEADS]->() RETURN provenance(r)", "implied", 1, 1, true, provenance},
};

}  // namespace

std::span<const Function> source_functions() {
  return kTable;
}

}  // namespace entente

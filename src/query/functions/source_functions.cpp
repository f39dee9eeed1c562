// Whose word a fact is.
#include <algorithm>

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

// Those of `value` that the list does not have yet; of a path or list those of its relationships.
void add_sources(const Value& value, const FunctionContext& c, List& out) {
  const auto add_each = [&](const auto& relationships) {
    for (const auto& relationship : relationships) add_sources(Value(relationship), c, out);
  };
  if (value.is_path()) return add_each(value.as_path().relationships);
  if (value.is_list()) return add_each(value.as_list());
  for (Value& source : source_values(attribution_of(value, c, "sources()"))) {
    const bool known = std::any_of(out.begin(), out.end(), [&](const Value& v) { return equivalent(v, source); });
    if (!known) out.push_back(std::move(source));
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

constexpr Function kTable[] = {
    {"sources", "sources(node, relationship, path or list)",
     "the sources that state it, or its relationships, each as {source, locator, provenance}",
     "MATCH ({name: 'Entente Cordiale'})-[r:BINDS]->({name: 'France'}) RETURN sources(r)",
     "[{locator: Article 1, provenance: stated, source: entente-cordiale}]", 1, 1, true, sources},
    {"provenance", "provenance(node or relationship)", "how it is known: stated, implied, derived or background",
     "MATCH ({name: 'Николай II'})-[r:LEADS]->() RETURN provenance(r)", "background", 1, 1, true, provenance},
};

}  // namespace

std::span<const Function> source_functions() {
  return kTable;
}

}  // namespace entente

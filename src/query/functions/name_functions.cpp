// Names, and the values that a property had in the course of time.
#include <algorithm>

#include "query/functions/arguments.hpp"
#include "query/functions/entity_names.hpp"
#include "query/functions/families.hpp"

namespace entente {

std::vector<Vertex> vertices_named(const View& view, const Value& text) {
  std::vector<Vertex> found;
  for (const NameEntry& entry : view.graph().named(string_argument(text, "named()"))) {
    if (entry.validity != nullptr && !view.slice().admits(*entry.validity)) continue;
    if (found.empty() || found.back() != entry.vertex) found.push_back(entry.vertex);
  }
  return found;
}

namespace {

Value named(Arguments a, const FunctionContext& c) {
  if (!a[0].is_node()) throw_type("named()", "a node", a[0]);
  const std::vector<Vertex> bearers = vertices_named(c.view, a[1]);
  return std::binary_search(bearers.begin(), bearers.end(), a[0].node().index);
}

// The one entity of a name; where several bear it, the question is which.
Value entity(Arguments a, const FunctionContext& c) {
  const std::string& text = string_argument(a[0], "entity()");
  const std::vector<Vertex> bearers = vertices_named(c.view, a[0]);
  if (bearers.size() == 1) return NodeRef{bearers.front()};
  if (const std::optional<Vertex> v = c.view.graph().find(text)) return NodeRef{*v};
  if (bearers.empty()) return {};
  std::string keys;
  for (const Vertex v : bearers) keys += (keys.empty() ? "" : ", ") + std::string(c.view.graph().key(v));
  throw Error(ErrorCode::kArgument, "several entities bear the name '" + text + "'")
      .with_hint("name one by its key: " + keys);
}

Value values(Arguments a, const FunctionContext& c) {
  const std::optional<SymbolId> key = c.view.graph().symbol(string_argument(a[1], "values()"));
  const bool is_node = a[0].is_node();
  if (!is_node && !a[0].is_relationship()) throw_type("values()", "a node or relationship", a[0]);
  List list;
  if (!key) return list;
  const std::uint32_t index = is_node ? a[0].node().index : a[0].relationship().index;
  const Attribution& own = is_node ? c.view.graph().attribution_of_vertex(index) : c.view.graph().attribution(index);
  const List sources = source_values(own);
  const auto all =
      is_node ? c.view.graph().property_values(index, *key) : c.view.graph().edge_property_values(index, *key);
  const SourceFilter* const read = c.view.sources();
  for (const TimedValue& v : all) {
    if (read != nullptr && !read->reads(v.sources != nullptr ? *v.sources : std::vector<SourceRef>(), own)) continue;
    list.emplace_back(Map{{"value", v.value},
                          {"valid", v.validity != nullptr ? Value(*v.validity) : period_value(Period::always())},
                          {"sources", v.sources != nullptr ? source_values({own.provenance, *v.sources}) : sources}});
  }
  return list;
}

constexpr Function kNameFunctions[] = {
    {"named", "named(node, text)",
     "the node bears this name or alias at the time of its MATCH, whatever the case and the diacritics",
     "MATCH (n) WHERE named(n, 'REPUBLIQUE FRANCAISE') RETURN n.name", "France", 2, 2, true, named,
     takes(Kind::kNode).gives(Kind::kBoolean)},
    {"entity", "entity(text)",
     "the one entity that bears the name or alias, whatever its case and diacritics, or has the key; null where none "
     "does",
     "RETURN entity('armand fallieres').name, entity('nobody')", "Armand Fallières | null", 1, 1, true, entity,
     takes(Kind::kString).gives(Kind::kNode)},
    {"values", "values(node or relationship, 'property')",
     "all values of the property in the course of time, on the word of the sources that are read, each as {value, "
     "valid, sources}",
     "MATCH (c {name: 'Saint Petersburg'}) RETURN [v IN values(c, 'called') | v.value]",
     "[Saint Petersburg, Petrograd, Leningrad, Saint Petersburg]", 2, 2, true, values,
     takes(Kind::kNode, Kind::kRelationship).gives(Kind::kList)},
};

}  // namespace

std::span<const Function> name_functions() {
  return kNameFunctions;
}

}  // namespace entente

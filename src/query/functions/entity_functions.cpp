// Nodes, relationships and paths: what they are made of.
#include "query/functions/arguments.hpp"
#include "query/functions/entity_property.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

Edge relationship_argument(const Value& value, std::string_view function) {
  if (!value.is_relationship()) throw_type(function, "a relationship", value);
  return value.relationship().index;
}

Value id(Arguments a, const FunctionContext& c) {
  if (a[0].is_node()) return static_cast<std::int64_t>(c.view.graph().entity_id(a[0].node().index).value);
  return static_cast<std::int64_t>(c.view.graph().relation_id(relationship_argument(a[0], "id()")).value);
}

Value key(Arguments a, const FunctionContext& c) {
  const std::string_view key = a[0].is_node() ? c.view.graph().key(a[0].node().index)
                                              : c.view.graph().relation_key(relationship_argument(a[0], "key()"));
  return key.empty() ? Value() : Value(key);
}

Value labels(Arguments a, const FunctionContext& c) {
  if (!a[0].is_node()) throw_type("labels()", "a node", a[0]);
  require_present(a[0], c.view.graph());
  List names;
  for (const SymbolId label : c.view.graph().labels(a[0].node().index))
    names.emplace_back(c.view.graph().symbol_name(label));
  return names;
}

Value type(Arguments a, const FunctionContext& c) {
  return c.view.graph().symbol_name(c.view.graph().type(relationship_argument(a[0], "type()")));
}

std::vector<SymbolId> keys_of(const Value& value, const FunctionContext& c, std::string_view function) {
  require_present(value, c.view.graph());
  if (value.is_node()) return c.view.keys(value.node().index);
  if (!value.is_relationship()) throw_type(function, "a node, relationship or map", value);
  return c.view.edge_keys(value.relationship().index);
}

Value keys(Arguments a, const FunctionContext& c) {
  List names;
  if (a[0].is_map()) {
    for (const auto& entry : a[0].map()) names.emplace_back(entry.first);
  } else {
    for (const SymbolId key : keys_of(a[0], c, "keys()")) names.emplace_back(c.view.graph().symbol_name(key));
  }
  return names;
}

Value properties(Arguments a, const FunctionContext& c) {
  if (a[0].is_map()) return a[0];
  Map map;
  for (const SymbolId key : keys_of(a[0], c, "properties()")) {
    const std::string_view name = c.view.graph().symbol_name(key);
    map.emplace(name, property_of(a[0], name, key, c.view));
  }
  return map;
}

Value nodes(Arguments a, const FunctionContext&) {
  const Path& path = path_argument(a[0], "nodes()");
  return List(path.nodes.begin(), path.nodes.end());
}

Value relationships(Arguments a, const FunctionContext&) {
  const Path& path = path_argument(a[0], "relationships()");
  return List(path.relationships.begin(), path.relationships.end());
}

Value length(Arguments a, const FunctionContext&) {
  if (a[0].is_period()) return length_of_period(a[0]);
  if (!a[0].is_path()) throw_type("length()", "a path or a period", a[0]);
  return static_cast<std::int64_t>(a[0].path().relationships.size());
}

Value start_node(Arguments a, const FunctionContext& c) {
  return NodeRef{c.view.graph().source(relationship_argument(a[0], "startNode()"))};
}

Value end_node(Arguments a, const FunctionContext& c) {
  return NodeRef{c.view.graph().target(relationship_argument(a[0], "endNode()"))};
}

Value exists(Arguments a, const FunctionContext&) {
  return !a[0].is_null();
}

Value coalesce(Arguments a, const FunctionContext&) {
  for (const Value& value : a) {
    if (!value.is_null()) return value;
  }
  return {};
}

constexpr Function kEntityFunctions[] = {
    {"id", "id(node or relationship)", "its number in this store, never used again for another",
     "MATCH (n {name: 'France'}) RETURN id(n) >= 0", "true", 1, 1, true, id,
     takes(Kind::kNode, Kind::kRelationship).gives(Kind::kInteger)},
    {"key", "key(node or relationship)", "its stable name in the data; null where it has none",
     "MATCH (n {name: 'France'}) RETURN key(n)", "france", 1, 1, true, key},
    {"labels", "labels(node)", "its types, then their supertypes", "MATCH (n {name: 'Paris'}) RETURN labels(n)",
     "[City, Place]", 1, 1, true, labels, takes(Kind::kNode).gives(Kind::kList, Element::kString)},
    {"type", "type(relationship)", "its type", "MATCH ({name: 'Edward VII'})-[r]->({name: 'Paris'}) RETURN type(r)",
     "VISITED", 1, 1, true, type, takes(Kind::kRelationship).gives(Kind::kString)},
    {"keys", "keys(node, relationship or map)", "the names of its properties, sorted",
     "MATCH ({name: 'Edward VII'})-[r:MET]->() RETURN keys(r), keys({b: 1, a: 2})", "[place] | [a, b]", 1, 1, true,
     keys, takes(Kind::kNode, Kind::kRelationship, Kind::kMap).gives(Kind::kList, Element::kString)},
    {"properties", "properties(node, relationship or map)", "its properties as a map",
     "MATCH ({name: 'Edward VII'})-[r:MET]->() RETURN properties(r)", "{place: Reval}", 1, 1, true, properties,
     takes(Kind::kNode, Kind::kRelationship, Kind::kMap).gives(Kind::kMap)},
    {"nodes", "nodes(path)", "its nodes in order", "MATCH p = ({name: 'Edward VII'})-[:MET]->() RETURN size(nodes(p))",
     "2", 1, 1, true, nodes, takes(Kind::kPath).gives(Kind::kList, Element::kNode)},
    {"relationships", "relationships(path)", "its relationships in order",
     "MATCH p = ({name: 'Edward VII'})-[:MET]->() RETURN [r IN relationships(p) | type(r)]", "[MET]", 1, 1, true,
     relationships, takes(Kind::kPath).gives(Kind::kList, Element::kRelationship)},
    {"length", "length(path or period)",
     "how many relationships a path has; how long a period is: {min, max, text}, in days, max null without a limit",
     "MATCH p = ({name: 'Edward VII'})-[m:MET]->() RETURN length(p), length(valid(m)).max", "1 | 2", 1, 1, true, length,
     takes(Kind::kPath, Kind::kPeriod)},
    {"startNode", "startNode(relationship)", "the node at its start",
     "MATCH ()-[r:FOUGHT]->() RETURN startNode(r).name", "German Empire", 1, 1, true, start_node,
     takes(Kind::kRelationship).gives(Kind::kNode)},
    {"endNode", "endNode(relationship)", "the node at its end", "MATCH ()-[r:FOUGHT]->() RETURN endNode(r).name",
     "France", 1, 1, true, end_node, takes(Kind::kRelationship).gives(Kind::kNode)},
    {"exists", "exists(property)", "the property has a value",
     "MATCH (n {name: 'France'}) RETURN exists(n.name), exists(n.rank)", "true | false", 1, 1, false, exists},
    {"coalesce", "coalesce(value, …)", "the first of the values that is not null", "RETURN coalesce(null, 2, 3)", "2",
     1, -1, false, coalesce},
};

}  // namespace

std::span<const Function> entity_functions() {
  return kEntityFunctions;
}

}  // namespace entente

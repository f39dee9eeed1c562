// The table of builtin procedures.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "algorithms/conflicts.hpp"
#include "entente/graph/life_order.hpp"
#include "entente/graph/source_filter.hpp"
#include "query/functions/allen_values.hpp"
#include "query/functions/arguments.hpp"
#include "query/procedures/claim_text.hpp"
#include "query/procedures/procedure.hpp"
#include "query/procedures/schema_rows.hpp"

namespace entente {
namespace {

ProcedureRows rows_of(const std::vector<std::string>& names) {
  ProcedureRows rows;
  for (const std::string& name : names) rows.push_back({Value(name)});
  return rows;
}

// Those that occur; the ontology may declare more.
Value list_of(const std::vector<std::string>& texts) {
  return List(texts.begin(), texts.end());
}
Value entity_type(const PropertyRule& rule) {
  return rule.of_relations ? "RELATIONSHIP" : "NODE";
}

ProcedureRows constraints(const ProcedureCall& call) {
  ProcedureRows rows;
  for (const PropertyRule& rule : call.view.graph().ontology().property_rules)
    if (rule.kind != PropertyRuleKind::kIndex)
      rows.push_back({Value(rule.name), Value(name(rule.kind)), entity_type(rule), list_of({rule.of}),
                      list_of(rule.properties), rule.value_type.empty() ? Value() : Value(rule.value_type),
                      Value(rule.strict)});
  return rows;
}

ProcedureRows indexes(const ProcedureCall& call) {
  ProcedureRows rows;
  const auto builtin = [&](std::string_view name, std::string_view kind, std::string_view entity) {
    rows.push_back({Value(name), Value(kind), Value(entity), Value(), Value(), Value(false)});
  };
  builtin("keys", "key", "NODE");
  builtin("labels", "label", "NODE");
  builtin("names", "name", "NODE");
  builtin("types", "type", "RELATIONSHIP");
  builtin("values", "value", "NODE");
  for (const PropertyRule& rule : call.view.graph().ontology().property_rules)
    if (rule.kind == PropertyRuleKind::kIndex)
      rows.push_back({Value(rule.name), Value("value"), entity_type(rule), list_of({rule.of}), list_of(rule.properties),
                      Value(true)});
  return rows;
}

ProcedureRows labels(const ProcedureCall& call) {
  std::vector<std::string> names = call.view.graph().label_names();
  std::erase_if(names, [&](const std::string& name) {
    const std::optional<SymbolId> symbol = call.view.graph().symbol(name);
    return !symbol || call.view.graph().count_with_label(*symbol) == 0;
  });
  return rows_of(names);
}

ProcedureRows relationship_types(const ProcedureCall& call) {
  std::vector<std::string> names = call.view.graph().relation_type_names();
  std::erase_if(names, [&](const std::string& name) {
    const std::optional<SymbolId> symbol = call.view.graph().symbol(name);
    return !symbol || call.view.graph().count_of_type(*symbol) == 0;
  });
  return rows_of(names);
}

ProcedureRows property_keys(const ProcedureCall& call) {
  return rows_of(call.view.graph().property_key_names());
}

ProcedureRows schema(const ProcedureCall& call) {
  return schema_rows(call.view);
}

ProcedureRows list_procedures(const ProcedureCall&) {
  ProcedureRows rows;
  for (const std::string& name : procedure_names()) {
    rows.push_back({Value(name), Value(signature_of(*find_procedure(name))), Value(summary_of_procedure(name))});
  }
  return rows;
}

// ---- conflicts

Value claim_value(const Claim& claim) {
  if (claim.edge) return RelationshipRef{*claim.edge};
  if (claim.vertex) return NodeRef{*claim.vertex};
  return Map{{"key", Value(claim.key)}, {"value", claim.value}};
}

Value valid_value(const Claim& claim) {
  return claim.validity ? Value(*claim.validity) : period_value(Period::always());
}

ProcedureRows conflicts(const ProcedureCall& call) {
  ConflictChoice choice;
  if (!call.arguments.empty() && !call.arguments[0].is_null()) {
    choice.dating.clear();
    for (const Value& type : list_argument(call.arguments[0], "conflicts()")) {
      choice.dating.push_back(string_argument(type, "conflicts()"));
    }
  }
  ProcedureRows rows;
  for (const Conflict& c : find_conflicts(call.view, choice).found) {
    rows.push_back(
        {Value(name(c.kind)), Value(c.certain), c.about ? Value(NodeRef{*c.about}) : Value(RelationshipRef{*c.edge}),
         claim_value(c.one), valid_value(c.one), Value(source_values(c.one.attribution)), claim_value(c.other),
         valid_value(c.other), Value(source_values(c.other.attribution)), Value(text_of(c, call.view.graph()))});
  }
  return rows;
}

// ---- stated order

Vertex vertex_argument(const Value& value, const TemporalGraph& graph) {
  if (value.is_node()) return value.node().index;
  if (const std::optional<Vertex> found = graph.find(value.string())) return *found;
  throw Error(ErrorCode::kNotFound, "no entity has the key '" + value.string() + "'");
}

ProcedureRows order_between(const ProcedureCall& call) {
  if (call.arguments[0].is_null() || call.arguments[1].is_null()) return {};
  const TemporalGraph& graph = call.view.graph();
  const Vertex one = vertex_argument(call.arguments[0], graph), other = vertex_argument(call.arguments[1], graph);
  const LifeOrder order(call.view);
  List because;
  std::string text;
  for (const Edge e : order.reasons(one, other)) {
    because.emplace_back(RelationshipRef{e});
    text += (text.empty() ? "" : "; ") + text_of_relation(e, graph);
  }
  return {{names_of(order.relations(one, other)), std::move(because), Value(std::move(text))}};
}

// ---- names

// Each entity once, by the first of its names that fits and is borne in the slice.
ProcedureRows find_entity(const ProcedureCall& call) {
  ProcedureRows rows;
  if (call.arguments[0].is_null()) return rows;
  std::optional<Vertex> last;
  for (const NameEntry& entry : call.view.graph().named(string_argument(call.arguments[0], "findEntity()"))) {
    const Vertex v = entry.vertex;
    if (last == v || !call.view.admits_vertex(v)) continue;
    if (entry.validity != nullptr && !call.view.slice().admits(*entry.validity)) continue;
    last = v;
    rows.push_back({NodeRef{v}, Value(entry.name),
                    entry.validity != nullptr ? Value(*entry.validity) : period_value(Period::always())});
  }
  return rows;
}

ProcedureRows nearest_names(const ProcedureCall& call) {
  std::int64_t count = 5;
  if (call.arguments.size() > 1 && !call.arguments[1].is_null()) count = call.arguments[1].integer();
  if (call.arguments[0].is_null() || count <= 0) return {};
  return rows_of(call.view.graph().nearest_names(call.arguments[0].string(), static_cast<std::size_t>(count)));
}

constexpr std::array kTable{
    ProcedureRow{
        "conflicts",
        "conflicts(dating :: LIST = ['HAS_TIME']) :: (kind :: STRING, certain :: BOOLEAN, about :: ANY, one :: ANY, "
        "one_valid :: PERIOD, one_sources :: LIST, other :: ANY, other_valid :: PERIOD, other_sources :: LIST, "
        "text :: STRING)",
        "claims that contradict one another: two holders of what only one can hold, two dates of one thing (by "
        "relations of "
        "the types `dating`), two periods of one relation, two values of a property at one time",
        "CALL conflicts() YIELD kind RETURN count(kind)", "0", conflicts},
    ProcedureRow{"db.constraints",
                 "db.constraints() :: (name :: STRING, kind :: STRING, entityType :: STRING, labelsOrTypes :: LIST, "
                 "properties :: LIST, propertyType :: STRING, strict :: BOOLEAN)",
                 "what the ontology asks of properties (SHOW CONSTRAINTS): strict ones refuse what breaks them, "
                 "`entente check` finds the rest",
                 "CALL db.constraints() YIELD name RETURN count(name)", "0", constraints},
    ProcedureRow{
        "db.indexes",
        "db.indexes() :: (name :: STRING, kind :: STRING, entityType :: STRING, labelsOrTypes :: LIST, "
        "properties :: LIST, declared :: BOOLEAN)",
        "by what nodes and relationships are found (SHOW INDEXES): those that are always there, and those that "
        "CREATE INDEX declares, which are made when the store is opened",
        "CALL db.indexes() YIELD name, declared RETURN count(name), collect(DISTINCT declared)", "5 | [false]",
        indexes},
    ProcedureRow{"db.labels", "db.labels() :: (label :: STRING)", "the labels of nodes, supertypes included, by name",
                 "CALL db.labels() YIELD label RETURN collect(label)",
                 "[Agent, Agreement, City, Instrument, Person, Place, State, Treaty]", labels},
    ProcedureRow{
        "db.procedures", "db.procedures() :: (name :: STRING, signature :: STRING, summary :: STRING)",
        "the procedures and algorithms that CALL can run, by name",
        "CALL db.procedures() YIELD name WHERE name STARTS WITH 'db.' RETURN collect(name)",
        "[db.constraints, db.indexes, db.labels, db.procedures, db.propertyKeys, db.relationshipTypes, db.schema]",
        list_procedures},
    ProcedureRow{"db.propertyKeys", "db.propertyKeys() :: (propertyKey :: STRING)",
                 "the names of the properties of nodes and relationships, by name",
                 "CALL db.propertyKeys() YIELD propertyKey RETURN collect(propertyKey)",
                 "[aliases, articles, called, name, place]", property_keys},
    ProcedureRow{"db.relationshipTypes", "db.relationshipTypes() :: (relationshipType :: STRING)",
                 "the types of relationships, by name",
                 "CALL db.relationshipTypes() YIELD relationshipType RETURN collect(relationshipType)",
                 "[BINDS, FOUGHT, HEADS_GOVERNMENT_OF, LEADS, MET, PRESIDENT_OF, VISITED]", relationship_types},
    ProcedureRow{"db.schema",
                 "db.schema() :: (kind :: STRING, name :: STRING, count :: INTEGER, above :: STRING, from :: LIST, "
                 "to :: LIST, inverse :: STRING, verb :: STRING, properties :: LIST, summary :: STRING)",
                 "the types of entities (sub-types counted in) and of relations: what stands above each, between which "
                 "types a relation holds (as declared, else as in the data), its inverse and verb, and the properties "
                 "in use as {key, count, example}",
                 "CALL db.schema() YIELD name, count, properties WHERE name = 'MET' RETURN count, properties[0].key",
                 "3 | place", schema},
    ProcedureRow{
        "findEntity", "findEntity(name :: STRING) :: (node :: NODE, name :: STRING, valid :: PERIOD)",
        "the entities that bear the name or alias, whatever its case and diacritics, each with the name as written "
        "and the time in which it bore it",
        "CALL findEntity('raymond poincare') YIELD node, name RETURN key(node), name",
        "raymond-poincare | Raymond Poincaré", find_entity},
    ProcedureRow{"nearestNames", "nearestNames(text :: STRING, count :: INTEGER = 5) :: (name :: STRING)",
                 "names and aliases that the text may have been meant for, the likeliest first",
                 "CALL nearestNames('poincare') YIELD name RETURN name", "Raymond Poincaré", nearest_names},
    ProcedureRow{
        "orderBetween",
        "orderBetween(one :: NODE, other :: NODE) :: (relations :: LIST, because :: LIST, text :: STRING)",
        "Allen's relations that dates and relations of order (PRECEDED and the like) leave between two entities, and "
        "the relations of order behind that",
        "CALL orderBetween('france', 'paris') YIELD relations, because RETURN relations, because", "[finished-by] | []",
        order_between},
};

}  // namespace

std::span<const ProcedureRow> procedures() {
  return kTable;
}

}  // namespace entente

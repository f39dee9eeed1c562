// The types that a data set uses, what is known of them, the rules that draw conclusions, and the findings that are
// expected.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

struct EntityType {
  std::string name;
  std::string parent;  // empty: a root
  std::string summary;
  std::vector<std::string> same_as =
      {};  // counterparts in other vocabularies: "schema:Person", "crm:E21_Person", "wd:Q5"
  // An entity of this type whose end is unknown is presumed to exist on; at most as long as `lifespan` says, a duration
  // (ISO 8601, "P110Y"; empty: no bound). Sub-types inherit it.
  bool persists = false;
  std::string lifespan = {};
  // Not of the story that the data tells but of the telling of it: sources, works, archives. Sub-types inherit it.
  bool is_apparatus = false;
  friend bool operator==(const EntityType&, const EntityType&) = default;
};

enum class RelationKind : std::uint8_t { kState, kEvent, kTimeless };
std::string_view name(RelationKind kind);  // "state", "event", "timeless"

// What must hold in time between the two ends of a relation, as entities that exist or happen.
enum class EndOrder : std::uint8_t {
  kNone,
  kStartsBefore,  // `from` begins no later than `to`: a cause and its effect
  kBefore,        // `from` has ended when `to` begins
};
std::string_view name(EndOrder order);  // "none", "starts_before", "before"

// How a relation is said in English between its two ends: "sign", "signs", "signed", "signed". Phrases are allowed:
// "be president of", "is president of", "was president of", "been president of".
struct VerbForms {
  std::string base, present, past, participle;
  bool empty() const { return base.empty() && present.empty() && past.empty() && participle.empty(); }
  friend bool operator==(const VerbForms&, const VerbForms&) = default;
};

// Which ends of a relation exist because it holds. kByWithin: those that it can't hold without (`within`), or both
// where it names none.
enum class ImpliedEnds : std::uint8_t { kByWithin, kNone, kFrom, kTo, kBoth };

// The two ends of a relation, either of which may be meant.
struct RelationEnds {
  bool from = false, to = false;
  friend bool operator==(const RelationEnds&, const RelationEnds&) = default;
};

// A field of it stands here and, for data files and stores, in the table below.
struct RelationType {
  std::string name;
  std::string summary;
  RelationKind kind = RelationKind::kState;
  std::vector<std::string> domain;  // entity types at the start; empty: any
  std::vector<std::string> range;   // entity types at the end; empty: any
  std::string inverse;              // the name for reading it backwards; empty: none
  std::string sub_relation_of;      // empty: none
  bool symmetric = false;           // its direction means nothing
  bool single_valued = false;       // at most one `from` for a `to` at an instant: one holder of an office
  bool strict = false;              // a record that breaks domain or range is rejected, not just reported
  RelationEnds within = {};         // it can hold only while these exist
  bool is_lifetime = false;         // its valid time is the time in which `from` existed
  EndOrder end_order = EndOrder::kNone;
  VerbForms verb = {};  // empty: the name in words
  std::vector<std::string> same_as =
      {};  // as of entity types: "schema:memberOf", "crm:P11i_participated_in", "wdt:P463"
  // The following are inherited by sub-relations that don't say otherwise.
  ImpliedEnds implied_ends = ImpliedEnds::kByWithin;
  bool persists = false;               // with an unknown end it is presumed to go on
  std::vector<std::string> ends = {};  // types of relations between the same entities that this one ends
  friend bool operator==(const RelationType&, const RelationType&) = default;
};

// Where the bytes of a store have a field of a relation type (src/storage/format.md). What is written stays readable,
// so a field that is new is kNumbered.
struct FieldPlace {
  enum Part : std::uint8_t {
    kHead,         // in each row
    kFlag,         // `number` is its bit of the flags; of two ends the next bit is that of `to`
    kMore,         // the part that is there where one of its fields says something
    kPersistence,  // likewise
    kNumbered,     // behind all these where it says something, after its `number`: 1, 2, … in the order of the table
  };
  Part part;
  std::uint8_t number = 0;
};

// The fields of a relation type: calls visit(name in data files, member, place) for each, in the order of data files.
// Readers and writers of JSON and of bytes go over them, so a new field whose member has a type of one of these is a
// row at the end; tests/unit/formats/data_schema_test.cpp wants it in graph-data/data.schema.json and
// graph-data/README.md.
template <class Visit>
void for_each_field_of_relation_types(Visit&& visit) {
  using T = RelationType;
  using P = FieldPlace;
  visit("name", &T::name, P{P::kHead});
  visit("summary", &T::summary, P{P::kHead});
  visit("kind", &T::kind, P{P::kHead});
  visit("domain", &T::domain, P{P::kHead});
  visit("range", &T::range, P{P::kHead});
  visit("inverse", &T::inverse, P{P::kHead});
  visit("sub_relation_of", &T::sub_relation_of, P{P::kHead});
  visit("symmetric", &T::symmetric, P{P::kFlag, 1});
  visit("single_valued", &T::single_valued, P{P::kFlag, 2});
  visit("strict", &T::strict, P{P::kFlag, 4});
  visit("within", &T::within, P{P::kFlag, 8});
  visit("implies_ends", &T::implied_ends, P{P::kPersistence});
  visit("persists", &T::persists, P{P::kPersistence});
  visit("ends", &T::ends, P{P::kPersistence});
  visit("lifetime", &T::is_lifetime, P{P::kFlag, 32});
  visit("order", &T::end_order, P{P::kMore});
  visit("verb", &T::verb, P{P::kMore});
  visit("same_as", &T::same_as, P{P::kMore});
}

// A rule that draws conclusions: a query, and the relation type that each of its rows concludes. The query returns the
// columns `from` and `to` (nodes), `because` (a list of the nodes and relations that the conclusion rests on), and may
// return `valid` (a period; absent or null: the intersection of what it rests on) and `properties` (a map).
struct DerivationRule {
  std::string name;
  std::string summary;
  std::string concludes;
  std::string query;
  friend bool operator==(const DerivationRule&, const DerivationRule&) = default;
};

// A finding that is known and accepted: of this check, about all of these facts or entities (by key), and why.
struct ExpectedFinding {
  std::string check;
  std::vector<std::string> facts;
  std::string reason;
  // Of the same check about the same facts, in whatever order.
  bool is_about_same(const ExpectedFinding& other) const;
  friend bool operator==(const ExpectedFinding&, const ExpectedFinding&) = default;
};

enum class PropertyRuleKind : std::uint8_t {
  kUnique,   // no two have the same values of the properties at one time
  kNotNull,  // each has a value of each property, at some time
  kKey,      // both
  kTyped,    // values are of `value_type`
  kIndex,    // nothing is asked for: values are looked up in an index, which is made when the store is opened
};
std::string_view name(PropertyRuleKind kind);  // "unique", "not_null", "key", "typed", "index"

// What is asked of properties of the entities of a type, sub-types included, or of the relations of a type and its
// sub-relations. Relations can't be unique, and have no index.
struct PropertyRule {
  std::string name;
  PropertyRuleKind kind = PropertyRuleKind::kUnique;
  std::string of;  // the type
  bool of_relations = false;
  std::vector<std::string> properties;  // one or several together; kTyped and kIndex: one
  std::string value_type = {};          // of kTyped: "STRING", "INTEGER", as valueType() gives it
  bool strict = false;                  // what breaks it is refused when it is written; else `check` finds it
  friend bool operator==(const PropertyRule&, const PropertyRule&) = default;
};

struct Ontology {
  std::vector<EntityType> entity_types;
  std::vector<RelationType> relation_types;
  std::vector<DerivationRule> rules = {};  // in the order in which they are applied
  std::vector<ExpectedFinding> expected_findings = {};
  std::vector<PropertyRule> property_rules = {};

  const EntityType* entity_type(std::string_view name) const;      // null: not declared
  const RelationType* relation_type(std::string_view name) const;  // null: not declared
  // The type itself, then its ancestors. A name that is not declared is its own only ancestor.
  std::vector<std::string> supertypes(std::string_view entity_type) const;
  // The relation type itself and all its sub-relations.
  std::vector<std::string> subrelations(std::string_view relation_type) const;
  // The first fault, or empty: one of a part, or a parent, super-relation or conclusion that is not declared, or a
  // cycle.
  std::string fault() const;
  // The first fault that shows without the rest of an ontology which this is a part of, or empty: no name or one twice,
  // half the forms of a verb, a counterpart that is not "prefix:name", a rule without a query or conclusion, an
  // expected finding without facts or a reason, a rule of properties without a type or property, or of no use.
  std::string fault_of_part() const;

  friend bool operator==(const Ontology&, const Ontology&) = default;
};

}  // namespace entente

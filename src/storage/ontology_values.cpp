// Rows of the ontology.
#include "storage/ontology_fields.hpp"
#include "storage/values.hpp"

namespace entente {
namespace {

template <class Enum>
Enum read_enum(ByteReader& in, Enum last, std::string_view what) {
  const std::uint8_t number = in.byte();
  if (number > static_cast<std::uint8_t>(last)) ByteReader::fail("has " + std::string(what) + " that is unknown");
  return static_cast<Enum>(number);
}

constexpr auto kFieldsOfRelationTypes = [](auto&& visit) { for_each_field_of_relation_types(visit); };

// Flags of an entity type, and of a rule of properties.
constexpr std::uint8_t kPersists = 1, kApparatus = 2, kOfRelations = 1, kStrict = 2;

}  // namespace

void put_strings(std::string& out, const std::vector<std::string>& strings) {
  put_varint(out, strings.size());
  for (const std::string& s : strings) put_string(out, s);
}

std::vector<std::string> read_strings(ByteReader& in) {
  std::vector<std::string> strings(in.count());
  for (std::string& s : strings) s = in.string();
  return strings;
}

void put_field(std::string& out, const RelationEnds& ends) {
  out.push_back(static_cast<char>(bits_of(ends)));
}
void put_field(std::string& out, const VerbForms& verb) {
  for (const std::string* form : {&verb.base, &verb.present, &verb.past, &verb.participle}) put_string(out, *form);
}

void read_field(ByteReader& in, std::string& text) {
  text = in.string();
}
void read_field(ByteReader& in, std::vector<std::string>& texts) {
  texts = read_strings(in);
}
void read_field(ByteReader& in, bool& flag) {
  flag = read_flags(in, 1) != 0;
}
void read_field(ByteReader& in, RelationKind& kind) {
  kind = read_enum(in, RelationKind::kTimeless, "a relation kind");
}
void read_field(ByteReader& in, EndOrder& order) {
  order = read_enum(in, EndOrder::kBefore, "an order of its ends");
}
void read_field(ByteReader& in, ImpliedEnds& ends) {
  ends = read_enum(in, ImpliedEnds::kBoth, "ends that it implies");
}
void read_field(ByteReader& in, RelationEnds& ends) {
  set_bits(ends, read_flags(in, 3));
}
void read_field(ByteReader& in, VerbForms& verb) {
  for (std::string* form : {&verb.base, &verb.present, &verb.past, &verb.participle}) *form = in.string();
}

// Name, parent, summary; counterparts, where there are any or more follows; flags and lifespan, where they say
// something.
std::string ontology_content(const EntityType& type) {
  std::string out;
  put_string(out, type.name);
  put_string(out, type.parent);
  put_string(out, type.summary);
  const int flags = (type.persists ? kPersists : 0) | (type.is_apparatus ? kApparatus : 0);
  if (!type.same_as.empty() || flags != 0) put_strings(out, type.same_as);
  if (flags != 0) {
    out.push_back(static_cast<char>(flags));
    put_string(out, type.lifespan);
  }
  return out;
}

EntityType read_entity_type(ByteReader& in) {
  EntityType type;
  type.name = in.string();
  type.parent = in.string();
  type.summary = in.string();
  if (!in.at_end()) {
    type.same_as = read_strings(in);
    if (type.same_as.empty() && in.at_end()) ByteReader::fail("has a part that says nothing");
  }
  if (!in.at_end()) {
    const std::uint8_t flags = read_flags(in, kPersists | kApparatus);
    if (flags == 0) ByteReader::fail("has a part that says nothing");
    type.persists = (flags & kPersists) != 0;
    type.is_apparatus = (flags & kApparatus) != 0;
    type.lifespan = in.string();
  }
  in.expect_end();
  return type;
}

std::string ontology_content(const RelationType& type) {
  return bytes_of_fields(type, kFieldsOfRelationTypes);
}

RelationType read_relation_type(ByteReader& in) {
  return record_of_fields<RelationType>(in, kFieldsOfRelationTypes);
}

// Name, summary, conclusion, query.
std::string ontology_content(const DerivationRule& rule) {
  std::string out;
  put_string(out, rule.name);
  put_string(out, rule.summary);
  put_string(out, rule.concludes);
  put_string(out, rule.query);
  return out;
}

DerivationRule read_rule(ByteReader& in) {
  DerivationRule rule;
  rule.name = in.string();
  rule.summary = in.string();
  rule.concludes = in.string();
  rule.query = in.string();
  in.expect_end();
  return rule;
}

// Check, facts, reason.
std::string ontology_content(const ExpectedFinding& expected) {
  std::string out;
  put_string(out, expected.check);
  put_strings(out, expected.facts);
  put_string(out, expected.reason);
  return out;
}

ExpectedFinding read_expected_finding(ByteReader& in) {
  ExpectedFinding expected;
  expected.check = in.string();
  expected.facts = read_strings(in);
  expected.reason = in.string();
  in.expect_end();
  return expected;
}

// Name, kind, type, flags, properties, type of values.
std::string ontology_content(const PropertyRule& rule) {
  std::string out;
  put_string(out, rule.name);
  out.push_back(static_cast<char>(rule.kind));
  put_string(out, rule.of);
  out.push_back(static_cast<char>((rule.of_relations ? kOfRelations : 0) | (rule.strict ? kStrict : 0)));
  put_strings(out, rule.properties);
  put_string(out, rule.value_type);
  return out;
}

PropertyRule read_property_rule(ByteReader& in) {
  PropertyRule rule;
  rule.name = in.string();
  rule.kind = read_enum(in, PropertyRuleKind::kIndex, "a rule of properties");
  rule.of = in.string();
  const std::uint8_t flags = read_flags(in, kOfRelations | kStrict);
  rule.of_relations = (flags & kOfRelations) != 0;
  rule.strict = (flags & kStrict) != 0;
  rule.properties = read_strings(in);
  rule.value_type = in.string();
  in.expect_end();
  return rule;
}

std::size_t ontology_size(const Ontology& ontology, OntologyKind kind) {
  switch (kind) {
    case OntologyKind::kEntityType:
      return ontology.entity_types.size();
    case OntologyKind::kRelationType:
      return ontology.relation_types.size();
    case OntologyKind::kRule:
      return ontology.rules.size();
    case OntologyKind::kExpectedFinding:
      return ontology.expected_findings.size();
    case OntologyKind::kPropertyRule:
      return ontology.property_rules.size();
  }
  return 0;
}

void read_ontology_row(const OntologyKey& key, ByteReader& in, Ontology& ontology) {
  switch (key.kind) {
    case OntologyKind::kEntityType:
      ontology.entity_types.push_back(read_entity_type(in));
      break;
    case OntologyKind::kRelationType:
      ontology.relation_types.push_back(read_relation_type(in));
      break;
    case OntologyKind::kRule:
      ontology.rules.push_back(read_rule(in));
      break;
    case OntologyKind::kExpectedFinding:
      ontology.expected_findings.push_back(read_expected_finding(in));
      break;
    case OntologyKind::kPropertyRule:
      ontology.property_rules.push_back(read_property_rule(in));
      break;
  }
}

}  // namespace entente

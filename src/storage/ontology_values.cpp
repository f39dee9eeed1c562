// Rows of the ontology.
#include "storage/values.hpp"

namespace entente {
namespace {

void put_strings(std::string& out, const std::vector<std::string>& strings) {
  put_varint(out, strings.size());
  for (const std::string& s : strings) put_string(out, s);
}

std::vector<std::string> read_strings(ByteReader& in) {
  std::vector<std::string> strings(in.count());
  for (std::string& s : strings) s = in.string();
  return strings;
}

template <class Enum>
Enum read_enum(ByteReader& in, Enum last, std::string_view what) {
  const std::uint8_t number = in.byte();
  if (number > static_cast<std::uint8_t>(last)) ByteReader::fail("has " + std::string(what) + " that is unknown");
  return static_cast<Enum>(number);
}

// Flags of a relation type. kHasMore: end order, verb forms and counterparts follow. kHasPersistence: implied ends,
// whether it persists, and what it ends follow.
constexpr std::uint8_t kSymmetric = 1, kSingleValued = 2, kStrict = 4, kWithinFrom = 8, kWithinTo = 16, kLifetime = 32,
                       kHasMore = 64, kHasPersistence = 128;
constexpr std::uint8_t kKnownFlags = 255;

// Flags of an entity type.
constexpr std::uint8_t kPersists = 1, kApparatus = 2;

bool has_more(const RelationType& type) {
  return type.end_order != EndOrder::kNone || !type.verb.empty() || !type.same_as.empty();
}

bool has_persistence(const RelationType& type) {
  return type.implied_ends != ImpliedEnds::kByWithin || type.persists || !type.ends.empty();
}

std::uint8_t flags_of(const RelationType& type) {
  const auto bit = [](bool is_set, std::uint8_t flag) { return is_set ? flag : std::uint8_t{0}; };
  return static_cast<std::uint8_t>(bit(type.symmetric, kSymmetric) | bit(type.single_valued, kSingleValued) |
                                   bit(type.strict, kStrict) | bit(type.within_from, kWithinFrom) |
                                   bit(type.within_to, kWithinTo) | bit(type.is_lifetime, kLifetime) |
                                   bit(has_more(type), kHasMore) | bit(has_persistence(type), kHasPersistence));
}

}  // namespace

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

// Name, summary, kind, domain, range, inverse, super-relation, flags; end order, the forms of the verb and
// counterparts, where the flags say so; implied ends, whether it persists and what it ends, where they say so.
std::string ontology_content(const RelationType& type) {
  std::string out;
  put_string(out, type.name);
  put_string(out, type.summary);
  out.push_back(static_cast<char>(type.kind));
  put_strings(out, type.domain);
  put_strings(out, type.range);
  put_string(out, type.inverse);
  put_string(out, type.sub_relation_of);
  out.push_back(static_cast<char>(flags_of(type)));
  if (has_more(type)) {
    out.push_back(static_cast<char>(type.end_order));
    put_string(out, type.verb.base);
    put_string(out, type.verb.present);
    put_string(out, type.verb.past);
    put_string(out, type.verb.participle);
    put_strings(out, type.same_as);
  }
  if (has_persistence(type)) {
    out.push_back(static_cast<char>(type.implied_ends));
    out.push_back(type.persists ? '\1' : '\0');
    put_strings(out, type.ends);
  }
  return out;
}

RelationType read_relation_type(ByteReader& in) {
  RelationType type;
  type.name = in.string();
  type.summary = in.string();
  type.kind = read_enum(in, RelationKind::kTimeless, "a relation kind");
  type.domain = read_strings(in);
  type.range = read_strings(in);
  type.inverse = in.string();
  type.sub_relation_of = in.string();
  const std::uint8_t flags = read_flags(in, kKnownFlags);
  type.symmetric = (flags & kSymmetric) != 0;
  type.single_valued = (flags & kSingleValued) != 0;
  type.strict = (flags & kStrict) != 0;
  type.within_from = (flags & kWithinFrom) != 0;
  type.within_to = (flags & kWithinTo) != 0;
  type.is_lifetime = (flags & kLifetime) != 0;
  if ((flags & kHasMore) != 0) {
    type.end_order = read_enum(in, EndOrder::kBefore, "an order of its ends");
    type.verb.base = in.string();
    type.verb.present = in.string();
    type.verb.past = in.string();
    type.verb.participle = in.string();
    type.same_as = read_strings(in);
    if (!has_more(type)) ByteReader::fail("has a part that says nothing");
  }
  if ((flags & kHasPersistence) != 0) {
    type.implied_ends = read_enum(in, ImpliedEnds::kBoth, "ends that it implies");
    type.persists = read_flags(in, 1) != 0;
    type.ends = read_strings(in);
    if (!has_persistence(type)) ByteReader::fail("has a part that says nothing");
  }
  in.expect_end();
  return type;
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
  }
}

}  // namespace entente

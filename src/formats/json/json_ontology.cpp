// The ontology as JSON and back.
#include <array>
#include <utility>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/json/json.hpp"

namespace entente::json {
namespace {

// A word of a closed set; `places` says which there are.
template <class Enum, std::size_t n>
Enum read_word(const Json& json, const char* key, const std::string& of, const std::array<Enum, n>& known) {
  const std::string word = read_string(json, key);
  std::string all;
  for (const Enum value : known) {
    if (word == name(value)) return value;
    all += (all.empty() ? "" : " or ") + std::string(name(value));
  }
  invalid(fmt::format("`{}` of {} is \"{}\"", key, of, word), "it is " + all);
}

void read_text(const Json& json, const char* key, std::string& into) {
  if (const Json* j = member(json, key)) into = read_string(*j, key);
}

void read_texts(const Json& json, const char* key, std::vector<std::string>& into) {
  if (const Json* j = member(json, key)) into = read_strings(*j, key);
}

void read_flag(const Json& json, const char* key, bool& into) {
  if (const Json* j = member(json, key)) into = read_boolean(*j, key);
}

// true, or for how long at most.
void read_persistence(const Json& json, EntityType& type) {
  const Json* j = member(json, "persists");
  if (j == nullptr) return;
  if (!j->IsString()) return read_flag(json, "persists", type.persists);
  type.persists = true;
  type.lifespan = read_string(*j, "persists");
}

EntityType read_entity_type(const Json& json) {
  require_keys(json, {"name", "parent", "summary", "same_as", "persists", "apparatus"}, "an entity type");
  EntityType type;
  read_text(json, "name", type.name);
  read_text(json, "parent", type.parent);
  read_text(json, "summary", type.summary);
  read_texts(json, "same_as", type.same_as);
  read_persistence(json, type);
  read_flag(json, "apparatus", type.is_apparatus);
  if (type.name.empty()) invalid("an entity type without a `name`");
  return type;
}

VerbForms read_verb(const Json& json) {
  require_keys(json, {"base", "present", "past", "participle"}, "`verb`");
  VerbForms verb;
  read_text(json, "base", verb.base);
  read_text(json, "present", verb.present);
  read_text(json, "past", verb.past);
  read_text(json, "participle", verb.participle);
  return verb;
}

RelationEnds read_ends(const Json& json, const char* key, const std::string& of) {
  RelationEnds ends;
  for (const std::string& end : read_strings(json, key)) {
    if (end != "from" && end != "to") {
      invalid(fmt::format("`{}` of {} names \"{}\"", key, of, end), "it is a list of \"from\" and \"to\"");
    }
    (end == "from" ? ends.from : ends.to) = true;
  }
  return ends;
}

// A field of a relation type by what it holds; `of` is the name of the type.
void read_field(const Json& json, const char* key, const std::string&, std::string& into) {
  into = read_string(json, key);
}
void read_field(const Json& json, const char* key, const std::string&, std::vector<std::string>& into) {
  into = read_strings(json, key);
}
void read_field(const Json& json, const char* key, const std::string&, bool& into) {
  into = read_boolean(json, key);
}
void read_field(const Json& json, const char* key, const std::string& of, RelationKind& into) {
  into = read_word(json, key, of, std::array{RelationKind::kState, RelationKind::kEvent, RelationKind::kTimeless});
}
void read_field(const Json& json, const char* key, const std::string& of, EndOrder& into) {
  into = read_word(json, key, of, std::array{EndOrder::kStartsBefore, EndOrder::kBefore});
}
void read_field(const Json& json, const char* key, const std::string& of, RelationEnds& into) {
  into = read_ends(json, key, of);
}
void read_field(const Json& json, const char* key, const std::string& of, ImpliedEnds& into) {
  const RelationEnds ends = read_ends(json, key, of);
  if (ends.from && ends.to)
    into = ImpliedEnds::kBoth;
  else
    into = ends.from ? ImpliedEnds::kFrom : ends.to ? ImpliedEnds::kTo : ImpliedEnds::kNone;
}
void read_field(const Json& json, const char*, const std::string&, VerbForms& into) {
  into = read_verb(json);
}

RelationType read_relation_type(const Json& json) {
  static const std::vector<std::string_view> keys = [] {
    std::vector<std::string_view> names;
    for_each_field_of_relation_types([&](const char* key, auto, FieldPlace) { names.emplace_back(key); });
    return names;
  }();
  require_keys(json, keys, "a relation type");
  RelationType type;
  for_each_field_of_relation_types([&](const char* key, auto field, FieldPlace) {
    if (const Json* j = member(json, key)) read_field(*j, key, type.name, type.*field);
  });
  if (type.name.empty()) invalid("a relation type without a `name`");
  return type;
}

// A text in one string, or in a list of its lines.
void read_lines(const Json& json, const char* key, std::string& into) {
  const Json* j = member(json, key);
  if (j == nullptr) return;
  into = j->IsArray() ? fmt::format("{}", fmt::join(read_strings(*j, key), "\n")) : read_string(*j, key);
}

void write_lines(Writer& out, const char* key, const std::string& text) {
  out.Key(key);
  if (text.find('\n') == std::string::npos) return write_string(out, text);
  out.StartArray();
  for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
    end = text.find('\n', begin);
    write_string(out, std::string_view(text).substr(begin, end == std::string::npos ? end : end - begin));
  }
  out.EndArray();
}

DerivationRule read_rule(const Json& json) {
  require_keys(json, {"name", "summary", "concludes", "query"}, "a rule");
  DerivationRule rule;
  read_text(json, "name", rule.name);
  read_text(json, "summary", rule.summary);
  read_text(json, "concludes", rule.concludes);
  read_lines(json, "query", rule.query);
  return rule;
}

ExpectedFinding read_expected(const Json& json) {
  require_keys(json, {"check", "facts", "reason"}, "an expected finding");
  ExpectedFinding expected;
  read_text(json, "check", expected.check);
  read_texts(json, "facts", expected.facts);
  read_text(json, "reason", expected.reason);
  return expected;
}

PropertyRule read_property_rule(const Json& json) {
  require_keys(json, {"name", "kind", "of", "of_relations", "properties", "value_type", "strict"},
               "a rule of properties");
  PropertyRule rule;
  read_text(json, "name", rule.name);
  if (const Json* kind = member(json, "kind"))
    rule.kind = read_word(*kind, "kind", rule.name,
                          std::array{PropertyRuleKind::kUnique, PropertyRuleKind::kNotNull, PropertyRuleKind::kKey,
                                     PropertyRuleKind::kTyped, PropertyRuleKind::kIndex});
  else
    invalid("a rule of properties without a `kind`", "it is unique, not_null, key, typed or index");
  read_text(json, "of", rule.of);
  read_flag(json, "of_relations", rule.of_relations);
  read_texts(json, "properties", rule.properties);
  read_text(json, "value_type", rule.value_type);
  read_flag(json, "strict", rule.strict);
  return rule;
}

void write_stated(Writer& out, const char* key, std::string_view text) {
  if (text.empty()) return;
  out.Key(key);
  write_string(out, text);
}

void write_texts(Writer& out, const char* key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  out.Key(key);
  out.StartArray();
  for (const std::string& text : texts) write_string(out, text);
  out.EndArray();
}

void write_flag(Writer& out, const char* key, bool flag) {
  if (!flag) return;
  out.Key(key);
  out.Bool(true);
}

void write_record(Writer& out, const EntityType& type) {
  write_stated(out, "name", type.name);
  write_stated(out, "parent", type.parent);
  write_stated(out, "summary", type.summary);
  write_texts(out, "same_as", type.same_as);
  if (type.lifespan.empty()) write_flag(out, "persists", type.persists);
  write_stated(out, "persists", type.lifespan);
  write_flag(out, "apparatus", type.is_apparatus);
}

void write_ends(Writer& out, const char* key, const RelationEnds& ends) {
  out.Key(key);
  out.StartArray();
  if (ends.from) write_string(out, "from");
  if (ends.to) write_string(out, "to");
  out.EndArray();
}

// A field of a relation type by what it holds, where it says something; the kind always.
void write_field(Writer& out, const char* key, const std::string& text) {
  write_stated(out, key, text);
}
void write_field(Writer& out, const char* key, const std::vector<std::string>& texts) {
  write_texts(out, key, texts);
}
void write_field(Writer& out, const char* key, bool flag) {
  write_flag(out, key, flag);
}
void write_field(Writer& out, const char* key, RelationKind kind) {
  write_stated(out, key, name(kind));
}
void write_field(Writer& out, const char* key, EndOrder order) {
  if (order != EndOrder::kNone) write_stated(out, key, name(order));
}
void write_field(Writer& out, const char* key, const RelationEnds& ends) {
  if (ends.from || ends.to) write_ends(out, key, ends);
}
void write_field(Writer& out, const char* key, ImpliedEnds implied) {
  if (implied == ImpliedEnds::kByWithin) return;
  const bool both = implied == ImpliedEnds::kBoth;
  write_ends(out, key, {both || implied == ImpliedEnds::kFrom, both || implied == ImpliedEnds::kTo});
}
void write_field(Writer& out, const char* key, const VerbForms& verb) {
  if (verb.empty()) return;
  out.Key(key);
  out.StartObject();
  write_stated(out, "base", verb.base);
  write_stated(out, "present", verb.present);
  write_stated(out, "past", verb.past);
  write_stated(out, "participle", verb.participle);
  out.EndObject();
}

void write_record(Writer& out, const RelationType& type) {
  for_each_field_of_relation_types(
      [&](const char* key, auto field, FieldPlace) { write_field(out, key, type.*field); });
}

void write_record(Writer& out, const DerivationRule& rule) {
  write_stated(out, "name", rule.name);
  write_stated(out, "summary", rule.summary);
  write_stated(out, "concludes", rule.concludes);
  write_lines(out, "query", rule.query);
}

void write_record(Writer& out, const ExpectedFinding& expected) {
  write_stated(out, "check", expected.check);
  write_texts(out, "facts", expected.facts);
  write_stated(out, "reason", expected.reason);
}

void write_record(Writer& out, const PropertyRule& rule) {
  write_stated(out, "name", rule.name);
  write_stated(out, "kind", name(rule.kind));
  write_stated(out, "of", rule.of);
  write_flag(out, "of_relations", rule.of_relations);
  write_texts(out, "properties", rule.properties);
  write_stated(out, "value_type", rule.value_type);
  write_flag(out, "strict", rule.strict);
}

template <class Record>
void write_records(Writer& out, const char* key, const std::vector<Record>& records) {
  out.Key(key);
  out.StartArray();
  for (const Record& record : records) {
    out.StartObject();
    write_record(out, record);
    out.EndObject();
  }
  out.EndArray();
}

}  // namespace

Ontology read_ontology(const Json& json) {
  require_keys(json, {"entity_types", "relation_types", "rules", "expected", "property_rules"}, "`ontology`");
  Ontology ontology;
  const auto each = [&](const char* key, auto& into, auto read) {
    const Json* list = member(json, key);
    if (!list) return;
    if (!list->IsArray()) invalid(fmt::format("`{}` must be a list, not {}", key, kind_of(*list)));
    for (const Json& item : list->GetArray()) into.push_back(read(item));
  };
  each("entity_types", ontology.entity_types, read_entity_type);
  each("relation_types", ontology.relation_types, read_relation_type);
  each("rules", ontology.rules, read_rule);
  each("expected", ontology.expected_findings, read_expected);
  each("property_rules", ontology.property_rules, read_property_rule);
  return ontology;
}

void write_ontology(Writer& out, const Ontology& ontology) {
  out.StartObject();
  write_records(out, "entity_types", ontology.entity_types);
  write_records(out, "relation_types", ontology.relation_types);
  if (!ontology.rules.empty()) write_records(out, "rules", ontology.rules);
  if (!ontology.expected_findings.empty()) write_records(out, "expected", ontology.expected_findings);
  if (!ontology.property_rules.empty()) write_records(out, "property_rules", ontology.property_rules);
  out.EndObject();
}

}  // namespace entente::json

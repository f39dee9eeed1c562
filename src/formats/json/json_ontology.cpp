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

struct Ends {
  bool from = false, to = false;
};

Ends read_ends(const Json& json, const char* key, const RelationType& type) {
  Ends ends;
  for (const std::string& end : read_strings(json, key)) {
    if (end != "from" && end != "to") {
      invalid(fmt::format("`{}` of {} names \"{}\"", key, type.name, end), "it is a list of \"from\" and \"to\"");
    }
    (end == "from" ? ends.from : ends.to) = true;
  }
  return ends;
}

ImpliedEnds implied(const Ends& ends) {
  if (ends.from && ends.to) return ImpliedEnds::kBoth;
  return ends.from ? ImpliedEnds::kFrom : ends.to ? ImpliedEnds::kTo : ImpliedEnds::kNone;
}

RelationType read_relation_type(const Json& json) {
  require_keys(
      json,
      {"name", "summary", "kind", "domain", "range", "inverse", "sub_relation_of", "symmetric", "single_valued",
       "strict", "within", "lifetime", "order", "verb", "same_as", "implies_ends", "persists", "ends"},
      "a relation type");
  RelationType type;
  read_text(json, "name", type.name);
  read_text(json, "summary", type.summary);
  read_text(json, "inverse", type.inverse);
  read_text(json, "sub_relation_of", type.sub_relation_of);
  read_flag(json, "symmetric", type.symmetric);
  read_flag(json, "single_valued", type.single_valued);
  read_flag(json, "strict", type.strict);
  read_flag(json, "lifetime", type.is_lifetime);
  read_texts(json, "domain", type.domain);
  read_texts(json, "range", type.range);
  read_texts(json, "same_as", type.same_as);
  if (const Json* j = member(json, "kind")) {
    type.kind = read_word(*j, "kind", type.name,
                          std::array{RelationKind::kState, RelationKind::kEvent, RelationKind::kTimeless});
  }
  if (const Json* j = member(json, "order")) {
    type.end_order = read_word(*j, "order", type.name, std::array{EndOrder::kStartsBefore, EndOrder::kBefore});
  }
  if (const Json* j = member(json, "within")) {
    const Ends within = read_ends(*j, "within", type);
    type.within_from = within.from;
    type.within_to = within.to;
  }
  if (const Json* j = member(json, "implies_ends")) type.implied_ends = implied(read_ends(*j, "implies_ends", type));
  read_flag(json, "persists", type.persists);
  read_texts(json, "ends", type.ends);
  if (const Json* j = member(json, "verb")) type.verb = read_verb(*j);
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

void write_ends(Writer& out, const char* key, bool from, bool to) {
  out.Key(key);
  out.StartArray();
  if (from) write_string(out, "from");
  if (to) write_string(out, "to");
  out.EndArray();
}

void write_record(Writer& out, const RelationType& type) {
  write_stated(out, "name", type.name);
  write_stated(out, "summary", type.summary);
  write_stated(out, "kind", name(type.kind));
  write_texts(out, "domain", type.domain);
  write_texts(out, "range", type.range);
  write_stated(out, "inverse", type.inverse);
  write_stated(out, "sub_relation_of", type.sub_relation_of);
  write_flag(out, "symmetric", type.symmetric);
  write_flag(out, "single_valued", type.single_valued);
  write_flag(out, "strict", type.strict);
  if (type.within_from || type.within_to) write_ends(out, "within", type.within_from, type.within_to);
  if (type.implied_ends != ImpliedEnds::kByWithin) {
    const bool both = type.implied_ends == ImpliedEnds::kBoth;
    write_ends(out, "implies_ends", both || type.implied_ends == ImpliedEnds::kFrom,
               both || type.implied_ends == ImpliedEnds::kTo);
  }
  write_flag(out, "persists", type.persists);
  write_texts(out, "ends", type.ends);
  write_flag(out, "lifetime", type.is_lifetime);
  if (type.end_order != EndOrder::kNone) write_stated(out, "order", name(type.end_order));
  if (!type.verb.empty()) {
    out.Key("verb");
    out.StartObject();
    write_stated(out, "base", type.verb.base);
    write_stated(out, "present", type.verb.present);
    write_stated(out, "past", type.verb.past);
    write_stated(out, "participle", type.verb.participle);
    out.EndObject();
  }
  write_texts(out, "same_as", type.same_as);
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
  require_keys(json, {"entity_types", "relation_types", "rules", "expected"}, "`ontology`");
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
  return ontology;
}

void write_ontology(Writer& out, const Ontology& ontology) {
  out.StartObject();
  write_records(out, "entity_types", ontology.entity_types);
  write_records(out, "relation_types", ontology.relation_types);
  if (!ontology.rules.empty()) write_records(out, "rules", ontology.rules);
  if (!ontology.expected_findings.empty()) write_records(out, "expected", ontology.expected_findings);
  out.EndObject();
}

}  // namespace entente::json

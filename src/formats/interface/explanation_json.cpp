#include "formats/interface/explanation_json.hpp"

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

void write_flag(json::Writer& out, std::string_view key, bool flag) {
  if (!flag) return;
  json::write_key(out, key);
  out.Bool(true);
}

void write_source(json::Writer& out, const CitedSource& source) {
  out.StartObject();
  json::write_text(out, "source", source.source);
  if (!source.name.empty()) json::write_text(out, "name", source.name);
  if (!source.locator.empty()) json::write_text(out, "locator", source.locator);
  out.EndObject();
}

void write_changes(json::Writer& out, const std::vector<PastChange>& changes) {
  if (changes.empty()) return;
  json::write_key(out, "changes");
  out.StartArray();
  for (const PastChange& change : changes) {
    out.StartObject();
    json::write_text(out, "how", name(change.how));
    json::write_key(out, "transaction");
    out.Uint64(change.transaction.value);
    json::write_text(out, "system_time", print_system_time(change.system_time));
    json::write_text(out, "commit", change.commit);
    if (change.validity) {
      json::write_key(out, "valid");
      json::write_validity(out, *change.validity);
      json::write_text(out, "when", text_of(*change.validity));
    }
    out.EndObject();
  }
  out.EndArray();
}

void write_facts(json::Writer& out, std::string_view key, const std::vector<Explanation>& facts);

}  // namespace

void write_cited_sources(json::Writer& out, const std::vector<CitedSource>& sources) {
  json::write_key(out, "sources");
  out.StartArray();
  for (const CitedSource& source : sources) write_source(out, source);
  out.EndArray();
}

void write_explained_value(json::Writer& out, const ExplainedValue& value) {
  out.StartObject();
  json::write_text(out, "key", value.key);
  json::write_key(out, "value");
  json::write_value(out, value.value, {});
  if (value.validity) {
    json::write_key(out, "valid");
    json::write_validity(out, *value.validity);
    json::write_text(out, "when", text_of(*value.validity));
  }
  if (!value.sources.empty()) write_cited_sources(out, value.sources);
  out.EndObject();
}

namespace {

void write_withdrawal(json::Writer& out, const Withdrawal& withdrawn) {
  json::write_key(out, "withdrawn");
  out.StartObject();
  json::write_key(out, "transaction");
  out.Uint64(withdrawn.transaction.value);
  json::write_text(out, "system_time", print_system_time(withdrawn.system_time));
  json::write_text(out, "commit", withdrawn.commit);
  json::write_key(out, "reasons");
  out.StartArray();
  for (const std::string& reason : withdrawn.reasons) json::write_string(out, reason);
  out.EndArray();
  out.EndObject();
}

}  // namespace

void write_explanation(json::Writer& out, const Explanation& x) {
  json::write_text(out, "key", x.key);
  json::write_key(out, "found");
  out.Bool(x.found);
  if (!x.found) return;
  json::write_text(out, "is", x.is_entity ? "entity" : "relation");
  json::write_text(out, "type", x.type);
  json::write_text(out, "statement", x.statement);
  if (x.validity) {
    json::write_key(out, "valid");
    json::write_validity(out, *x.validity);
    json::write_text(out, "when", text_of(*x.validity));
  }
  if (!x.datings.empty()) {
    json::write_key(out, "datings");
    out.StartArray();
    for (const ExplainedDating& dating : x.datings) {
      out.StartObject();
      json::write_key(out, "valid");
      json::write_validity(out, dating.validity);
      json::write_text(out, "when", text_of(dating.validity));
      write_cited_sources(out, dating.sources);
      out.EndObject();
    }
    out.EndArray();
  }
  if (!x.values.empty()) {
    json::write_key(out, "values");
    out.StartArray();
    for (const ExplainedValue& value : x.values) write_explained_value(out, value);
    out.EndArray();
  }
  write_flag(out, "possible", x.possible);
  json::write_text(out, "provenance", name(x.provenance));
  write_cited_sources(out, x.sources);
  if (!x.rule.empty()) {
    json::write_key(out, "rule");
    out.StartObject();
    json::write_text(out, "name", x.rule);
    if (!x.rule_summary.empty()) json::write_text(out, "summary", x.rule_summary);
    out.EndObject();
  }
  write_flag(out, "repeated", x.repeated);
  write_facts(out, "rests_on", x.rests_on);
  if (x.tightened) {
    json::write_key(out, "tightened");
    json::write_validity(out, *x.tightened);
    json::write_text(out, "tightened_when", text_of(*x.tightened));
  }
  write_facts(out, "tightened_by", x.tightened_by);
  if (x.withdrawn) write_withdrawal(out, *x.withdrawn);
  write_changes(out, x.changes);
  if (x.forgotten_before) {
    json::write_key(out, "forgotten_before");
    out.Uint64(x.forgotten_before->value);
  }
  if (x.other.empty()) return;
  json::write_text(out, "other", x.other);
  json::write_key(out, "relations");
  out.StartArray();
  for (const std::string& relation : x.relations) json::write_string(out, relation);
  out.EndArray();
  write_facts(out, "ordered_by", x.ordered_by);
}

namespace {

void write_facts(json::Writer& out, std::string_view key, const std::vector<Explanation>& facts) {
  if (facts.empty()) return;
  json::write_key(out, key);
  out.StartArray();
  for (const Explanation& fact : facts) {
    out.StartObject();
    write_explanation(out, fact);
    out.EndObject();
  }
  out.EndArray();
}

}  // namespace

void write_explanation_json(const Explanation& explanation, std::ostream& stream) {
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  out.StartObject();
  json::write_key(out, "entente");
  out.Int(1);
  json::write_text(out, "kind", "explanation");
  write_explanation(out, explanation);
  out.EndObject();
  stream << '\n';
}

}  // namespace entente

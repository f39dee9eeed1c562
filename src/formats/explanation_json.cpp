#include "entente/explanation.hpp"
#include "formats/json.hpp"

namespace entente {
namespace {

void write_text(json::Writer& out, std::string_view key, std::string_view text) {
  json::write_key(out, key);
  json::write_string(out, text);
}

void write_flag(json::Writer& out, std::string_view key, bool flag) {
  if (!flag) return;
  json::write_key(out, key);
  out.Bool(true);
}

void write_source(json::Writer& out, const CitedSource& source) {
  out.StartObject();
  write_text(out, "source", source.source);
  if (!source.name.empty()) write_text(out, "name", source.name);
  if (!source.locator.empty()) write_text(out, "locator", source.locator);
  out.EndObject();
}

void write_fact(json::Writer& out, const Explanation& x) {
  write_text(out, "key", x.key);
  json::write_key(out, "found");
  out.Bool(x.found);
  if (!x.found) return;
  write_text(out, "is", x.is_entity ? "entity" : "relation");
  write_text(out, "type", x.type);
  write_text(out, "statement", x.statement);
  if (x.validity) {
    json::write_key(out, "valid");
    json::write_validity(out, *x.validity);
    write_text(out, "when", text_of(*x.validity));
  }
  write_flag(out, "possible", x.possible);
  write_text(out, "provenance", name(x.provenance));
  json::write_key(out, "sources");
  out.StartArray();
  for (const CitedSource& source : x.sources) write_source(out, source);
  out.EndArray();
  if (!x.rule.empty()) {
    json::write_key(out, "rule");
    out.StartObject();
    write_text(out, "name", x.rule);
    if (!x.rule_summary.empty()) write_text(out, "summary", x.rule_summary);
    out.EndObject();
  }
  write_flag(out, "repeated", x.repeated);
  if (x.rests_on.empty()) return;
  json::write_key(out, "rests_on");
  out.StartArray();
  for (const Explanation& reason : x.rests_on) {
    out.StartObject();
    write_fact(out, reason);
    out.EndObject();
  }
  out.EndArray();
}

}  // namespace

void write_explanation_json(const Explanation& explanation, std::ostream& stream) {
  rapidjson::OStreamWrapper wrapped(stream);
  json::Writer out(wrapped);
  out.StartObject();
  json::write_key(out, "entente");
  out.Int(1);
  write_text(out, "kind", "explanation");
  write_fact(out, explanation);
  out.EndObject();
  stream << '\n';
}

}  // namespace entente

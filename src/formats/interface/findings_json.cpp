// What a check found, as JSON; the schema is src/formats/interface/findings.schema.json.
#include "entente/integrity.hpp"
#include "formats/json/json.hpp"

namespace entente {
namespace {

constexpr int kFindingsVersion = 1;

void write_field(json::Writer& out, std::string_view key, std::string_view text) {
  json::write_key(out, key);
  json::write_string(out, text);
}

void write_fact(json::Writer& out, const FindingFact& fact) {
  out.StartObject();
  json::write_key(out, "key");
  if (fact.key.empty())
    out.Null();
  else
    json::write_string(out, fact.key);
  write_field(out, "statement", fact.statement);
  if (fact.validity) {
    json::write_key(out, "valid");
    json::write_validity(out, *fact.validity);
    write_field(out, "when", text_of(*fact.validity));
  }
  write_field(out, "provenance", name(fact.attribution.provenance));
  json::write_key(out, "sources");
  out.StartArray();
  for (const SourceRef& source : fact.attribution.sources)
    json::write_string(out, source.locator.empty() ? source.source : source.source + "#" + source.locator);
  out.EndArray();
  out.EndObject();
}

void write_finding(json::Writer& out, const Finding& finding) {
  out.StartObject();
  write_field(out, "rule", finding.rule);
  write_field(out, "certainty", finding.certain ? "certain" : "possible");
  if (finding.vague) {
    json::write_key(out, "vague");
    out.Bool(true);
  }
  if (finding.advice) {
    json::write_key(out, "advice");
    out.Bool(true);
  }
  if (finding.damage) {
    json::write_key(out, "damage");
    out.Bool(true);
  }
  write_field(out, "subject", finding.subject);
  write_field(out, "message", finding.message);
  if (!finding.expected.empty()) write_field(out, "expected", finding.expected);
  json::write_key(out, "facts");
  out.StartArray();
  for (const FindingFact& fact : finding.facts) write_fact(out, fact);
  out.EndArray();
  out.EndObject();
}

}  // namespace

void write_findings_json(std::span<const Finding> findings, std::ostream& stream) {
  stream << "{\"entente\":" << kFindingsVersion
         << ",\"kind\":\"findings\",\"sound\":" << (is_sound(findings) ? "true" : "false") << ",\n\"findings\":[";
  json::Output wrapped(stream);
  const char* separator = "\n";
  for (const Finding& finding : findings) {
    stream << separator;
    separator = ",\n";
    json::Writer out(wrapped);
    write_finding(out, finding);
  }
  stream << "]}\n";
}

}  // namespace entente

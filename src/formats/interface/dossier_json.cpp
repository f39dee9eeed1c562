#include "entente/dossier.hpp"
#include "formats/interface/explanation_json.hpp"
#include "formats/json/json.hpp"

namespace entente {
namespace {

void write_texts(json::Writer& out, std::string_view key, const std::vector<std::string>& texts) {
  json::write_key(out, key);
  out.StartArray();
  for (const std::string& text : texts) json::write_string(out, text);
  out.EndArray();
}

void write_fact(json::Writer& out, const DossierFact& fact) {
  out.StartObject();
  json::write_text(out, "direction", fact.leaves ? "out" : "in");
  json::write_text(out, "other", fact.other);
  json::write_text(out, "other_name", fact.other_name);
  json::write_text(out, "reading", name(fact.reading));
  json::write_key(out, "fact");
  out.StartObject();
  write_explanation(out, fact.fact);
  out.EndObject();
  out.EndObject();
}

}  // namespace

void write_dossier_json(const Dossier& dossier, std::ostream& stream) {
  json::Output wrapped(stream);
  json::Writer out(wrapped);
  out.StartObject();
  json::write_key(out, "entente");
  out.Int(1);
  json::write_text(out, "kind", "dossier");
  json::write_text(out, "name", dossier.name);
  write_texts(out, "labels", dossier.labels);
  write_texts(out, "aliases", dossier.aliases);
  if (dossier.life) {
    json::write_key(out, "life");
    json::write_validity(out, *dossier.life);
    json::write_text(out, "life_when", text_of(*dossier.life));
    json::write_key(out, "disputed");
    out.Bool(dossier.disputed);
  }
  json::write_key(out, "entity");
  out.StartObject();
  write_explanation(out, dossier.entity);
  out.EndObject();
  json::write_key(out, "properties");
  out.StartArray();
  for (const ExplainedValue& value : dossier.properties) write_explained_value(out, value);
  out.EndArray();
  json::write_key(out, "facts");
  out.StartArray();
  for (const DossierFact& fact : dossier.facts) write_fact(out, fact);
  out.EndArray();
  out.EndObject();
  stream << '\n';
}

}  // namespace entente

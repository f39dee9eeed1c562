// Lists, values and the ontology as one text.
#include <algorithm>

#include "base/text.hpp"
#include "formats/exchange.hpp"
#include "formats/exchange_parts.hpp"

namespace entente::exchange {

json::Document parsed(std::string_view json) {
  json::Document document;
  if (const auto fault = json::parse(json, document)) invalid(fault->reason);
  return document;
}

std::string clean_json(std::string json) {
  if (is_clean(json)) return json;
  const json::Document document = parsed(json);
  json::StringBuffer buffer;
  json::StringWriter<rapidjson::ASCII<>> writer(buffer);
  document.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string list_text(const std::vector<std::string>& items) {
  if (items.size() == 1) {
    const std::string& only = items.front();
    if (!only.empty() && only.front() != '[' && only.front() != ':' && is_clean(only)) return only;
  }
  return clean_json(json_text(List(items.begin(), items.end())));
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> items;
  if (text.starts_with('[')) {
    json::Document document;
    const bool is_list =
        !json::parse(text, document) && document.IsArray() &&
        std::all_of(document.Begin(), document.End(), [](const json::Json& j) { return j.IsString(); });
    if (!is_list) return {std::string(text)};
    for (const json::Json& item : document.GetArray()) items.emplace_back(json::text_of(item));
    return items;
  }
  if (!text.starts_with(':')) return {std::string(text)};
  while (!text.empty()) {  // ":Person:Author", as property graphs write it
    text.remove_prefix(1);
    const std::size_t end = std::min(text.find(':'), text.size());
    items.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return items;
}

std::string json_text(const Value& value) {
  static const Elements kNone;
  return written([&](json::Writer& out) { json::write_value(out, value, kNone, json::ValueForm::kData); });
}

std::string ontology_text(const Ontology& ontology) {
  return clean_json(written([&](json::Writer& out) { json::write_ontology(out, ontology); }));
}

Ontology ontology_of(std::string_view json) {
  return in_attribute("ontology", [&] { return json::read_ontology(parsed(json)); });
}

bool is_clean(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = character_length(text, i);
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return false;
    if (byte >= 0x80 && length == 1) return false;
    if (text.substr(i, length) == "\xEF\xBF\xBE" || text.substr(i, length) == "\xEF\xBF\xBF") return false;
    i += length;
  }
  return true;
}

}  // namespace entente::exchange

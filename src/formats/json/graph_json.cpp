#include "formats/json/graph_json.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/record_reader.hpp"

namespace entente::json {
namespace {

constexpr int kVersion = 1;

}  // namespace

std::string id_of(const Json& record, const char* key) {
  const auto it = record.FindMember(key);
  if (it == record.MemberEnd() || it->value.IsNull()) return {};
  if (it->value.IsString()) return std::string(text_of(it->value));
  // No deeper, and no other numbers, than can be written. As an id a number is a text, and needs no sign.
  if (!it->value.IsUint64()) read_value(it->value);
  StringBuffer buffer;
  StringWriter<rapidjson::UTF8<>> writer(buffer);
  it->value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

exchange::Attributes attributes_of(const Json& object, std::initializer_list<std::string_view> apart_from) {
  exchange::Attributes attributes;
  for (const auto& member : object.GetObject()) {
    const std::string_view key = text_of(member.name);
    if (std::find(apart_from.begin(), apart_from.end(), key) == apart_from.end())
      read_property(std::string(key), member.value, attributes);
  }
  return attributes;
}

void keep_direction(bool is_directed, exchange::Attributes& attributes) {
  const bool is_said =
      std::any_of(attributes.begin(), attributes.end(), [](const PropertyFact& p) { return p.key == "directed"; });
  if (!is_directed && !is_said) attributes.push_back({"directed", Value(false), std::nullopt});
}

void need_object(const Json& record, std::string_view what) {
  if (!record.IsObject()) throw Error(entente::ErrorCode::kInvalidData, fmt::format("{} must be an object", what));
}

std::string end_of(const Json& record, const char* key) {
  std::string id = id_of(record, key);
  if (id.empty()) throw Error(entente::ErrorCode::kInvalidData, fmt::format("an edge without `{}`", key));
  return id;
}

void write_graph_attributes(Writer& out, const Ontology* ontology) {
  out.StartObject();
  out.Key("entente");
  out.Int(kVersion);
  if (ontology) {
    out.Key("ontology");
    write_ontology(out, *ontology);
  }
  out.EndObject();
}

void read_graph_attributes(const Json& attributes, Records& records) {
  if (!attributes.IsObject()) return;
  const auto version = attributes.FindMember("entente");
  if (version == attributes.MemberEnd() || !version->value.IsInt()) return;
  if (version->value.GetInt() > kVersion)
    throw Error(entente::ErrorCode::kVersion, fmt::format("the graph's attributes are of version {}, newer than {}",
                                                          version->value.GetInt(), kVersion))
        .with_hint("a newer entente reads it");
  if (const auto it = attributes.FindMember("ontology"); it != attributes.MemberEnd())
    records.ontology(read_ontology(it->value));
}

}  // namespace entente::json

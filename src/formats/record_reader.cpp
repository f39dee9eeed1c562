#include "formats/record_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/error.hpp"

namespace entente {
namespace {

using json::Json;
using json::member;

std::string required(const Json& record, const char* key, std::string_view what) {
  const Json* j = member(record, key);
  if (!j) invalid(fmt::format("{} without `{}`", what, key));
  std::string text = json::read_string(*j, key);
  if (text.empty()) invalid(fmt::format("`{}` is empty", key));
  return text;
}

// Runs `read` and says in which part of the record it failed.
template <class Read>
auto in_part(std::string_view part, Read read) {
  try {
    return read();
  } catch (Error& error) {
    std::string place = error.span ? fmt::format(" (at character {})", error.span->offset + 1) : std::string{};
    error.message = fmt::format("`{}`: {}{}", part, error.message, place);
    error.code = ErrorCode::kInvalidData;
    throw;
  }
}

bool is_timed(const Json& j) {
  return j.IsObject() && j.HasMember("$value");
}

PropertyFact read_timed(const std::string& key, const Json& j) {
  json::require_keys(j, {"$value", "valid", "sources"}, "a value in time");
  PropertyFact p{key, json::read_value(j["$value"]), std::nullopt};
  if (const Json* valid = member(j, "valid")) p.validity = json::read_validity(*valid);
  if (const Json* sources = member(j, "sources")) p.sources = json::read_sources(*sources);
  return p;
}

// `valid`, or `datings` and what they say together.
template <class Fact>
void read_time(const Json& record, Fact& fact) {
  const Json* valid = member(record, "valid");
  const Json* datings = member(record, "datings");
  if (valid && datings) {
    invalid("both `valid` and `datings`",
            "what all sources say is `valid`; where they differ, each is one of `datings`");
  }
  if (valid) fact.validity = in_part("valid", [&] { return json::read_validity(*valid); });
  if (!datings) return;
  fact.datings = in_part("datings", [&] { return json::read_datings(*datings); });
  fact.validity = combination_of(fact.datings);
}

Attribution read_attribution(const Json& record, const RecordDefaults& defaults) {
  Attribution a{defaults.provenance.value_or(Provenance::kStated), defaults.sources};
  if (const Json* j = member(record, "provenance")) a.provenance = json::read_provenance(*j);
  if (const Json* j = member(record, "sources")) a.sources = json::read_sources(*j);
  return a;
}

std::vector<std::string> read_types(const Json& record) {
  const Json* type = member(record, "type");
  if (!type) invalid("an entity without `type`");
  std::vector<std::string> types;
  if (type->IsArray()) {
    for (const Json& item : type->GetArray()) types.push_back(json::read_string(item, "type"));
  } else {
    types.push_back(json::read_string(*type, "type"));
  }
  if (std::any_of(types.begin(), types.end(), [](const std::string& t) { return t.empty(); }))
    invalid("`type` is empty");
  return types;
}

void read_all_properties(const Json& record, std::vector<PropertyFact>& into) {
  if (const Json* properties = member(record, "properties")) read_properties(*properties, into);
}

}  // namespace

void read_property(const std::string& key, const Json& j, std::vector<PropertyFact>& into) {
  if (key.empty()) invalid("a property without a name");
  in_part(key, [&] {
    const bool list_of_timed =
        j.IsArray() && !j.Empty() && std::all_of(j.Begin(), j.End(), [](const Json& item) { return is_timed(item); });
    if (list_of_timed) {
      for (const Json& item : j.GetArray()) into.push_back(read_timed(key, item));
    } else if (is_timed(j)) {
      into.push_back(read_timed(key, j));
    } else if (Value value = json::read_value(j); !value.is_null()) {  // a property that is null is no property
      into.push_back({key, std::move(value), std::nullopt});
    }
  });
}

void read_properties(const Json& object, std::vector<PropertyFact>& into) {
  if (!object.IsObject()) invalid("`properties` must be an object");
  for (const auto& entry : object.GetObject()) {
    const std::string key(json::text_of(entry.name));
    if (std::any_of(into.begin(), into.end(), [&](const PropertyFact& p) { return p.key == key; }))
      invalid(fmt::format("the property `{}` stands twice", key));
    read_property(key, entry.value, into);
  }
}

bool is_relation(const json::Json& record) {
  return record.IsObject() && (record.HasMember("from") || record.HasMember("to"));
}

RecordDefaults read_defaults(const json::Json& object) {
  return in_part("defaults", [&] {
    json::require_keys(object, {"provenance", "source"}, "`defaults`");
    RecordDefaults defaults;
    if (const Json* j = member(object, "provenance")) defaults.provenance = json::read_provenance(*j);
    if (const Json* j = member(object, "source")) defaults.sources = {{json::read_string(*j, "source"), ""}};
    return defaults;
  });
}

EntityFact read_entity(const json::Json& record, const RecordDefaults& defaults) {
  json::require_keys(record,
                     {"id", "type", "name", "aliases", "valid", "datings", "properties", "sources", "provenance"},
                     "an entity");
  EntityFact fact;
  fact.key = required(record, "id", "an entity");
  fact.types = read_types(record);
  read_time(record, fact);
  if (const Json* name = member(record, "name")) read_property("name", *name, fact.properties);
  if (const Json* aliases = member(record, "aliases")) read_property("aliases", *aliases, fact.properties);
  read_all_properties(record, fact.properties);
  fact.attribution = read_attribution(record, defaults);
  return fact;
}

RelationFact read_relation(const json::Json& record, const RecordDefaults& defaults) {
  json::require_keys(record, {"id", "type", "from", "to", "valid", "datings", "properties", "sources", "provenance"},
                     "a relation");
  RelationFact fact;
  if (record.HasMember("id")) fact.key = required(record, "id", "a relation");
  fact.type = required(record, "type", "a relation");
  fact.from = required(record, "from", "a relation");
  fact.to = required(record, "to", "a relation");
  read_time(record, fact);
  read_all_properties(record, fact.properties);
  fact.attribution = read_attribution(record, defaults);
  return fact;
}

}  // namespace entente

#include "formats/wikidata_entity.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <rapidjson/error/en.h>

#include "entente/error.hpp"

namespace entente::wikidata {
namespace {

using json::Json;

constexpr const char* kInstanceOf = "P31";
constexpr const char* kStart = "P580";
constexpr const char* kEnd = "P582";
constexpr const char* kPoint = "P585";
constexpr std::array kBeginnings = {"P569", "P571", kStart};  // birth, inception
constexpr std::array kEndings = {"P570", "P576", kEnd};       // death, dissolution
constexpr const char* kStatedIn = "P248";
constexpr const char* kImportedFrom = "P143";
constexpr const char* kAddress = "P854";
constexpr std::array kPlaces = {"P304", "P792", "P958"};  // pages, chapter, section

[[noreturn]] void invalid(std::string message, std::string hint = {}) {
  throw Error(ErrorCode::kInvalidData, std::move(message)).with_hint(std::move(hint));
}

std::string text_in(const Json& object, const char* key) {
  const Json* j = member(object, key);
  return j && j->IsString() ? std::string(json::text_of(*j)) : std::string{};
}

bool is_deprecated(const Json& statement) {
  return text_in(statement, "rank") == "deprecated";
}

// The statement that counts most: preferred, then normal.
const Json* best(const Json& claims, const char* property) {
  const Json* list = member(claims, property);
  if (!list || !list->IsArray()) return nullptr;
  const Json* found = nullptr;
  for (const Json& statement : list->GetArray()) {
    if (is_deprecated(statement)) continue;
    if (!found || (text_in(statement, "rank") == "preferred" && text_in(*found, "rank") != "preferred"))
      found = &statement;
  }
  return found;
}

absl::flat_hash_map<std::string, std::string> read_names(const Json& json, const char* key) {
  absl::flat_hash_map<std::string, std::string> names;
  const Json* object = member(json, key);
  if (!object) return names;
  if (!object->IsObject()) invalid(fmt::format("`{}` must be an object", key));
  for (const auto& [id, name] : object->GetObject())
    names.emplace(json::text_of(id), json::read_string(name, json::text_of(id)));
  return names;
}

}  // namespace

Settings read_settings(std::string_view text) {
  Settings settings;
  if (text.empty()) return settings;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
  if (document.HasParseError())
    invalid(fmt::format("not JSON: {}", rapidjson::GetParseError_En(document.GetParseError())));
  json::require_keys(document, {"summary", "languages", "properties", "types", "deprecated"}, "the map for Wikidata");
  settings.properties = read_names(document, "properties");
  settings.types = read_names(document, "types");
  if (const Json* languages = member(document, "languages")) {
    if (!languages->IsArray() || languages->Empty()) invalid("`languages` must be a list");
    settings.languages.clear();
    for (const Json& language : languages->GetArray())
      settings.languages.push_back(json::read_string(language, "languages"));
  }
  if (const Json* deprecated = member(document, "deprecated")) {
    const std::string word = json::read_string(*deprecated, "deprecated");
    if (word != "skip" && word != "keep") invalid(fmt::format("`deprecated` is \"{}\"", word), "it is skip or keep");
    settings.keep_deprecated = word == "keep";
  }
  return settings;
}

const std::string& EntityReader::name_of(const std::string& property) const {
  const auto found = settings_.properties.find(property);
  return found == settings_.properties.end() ? property : found->second;
}

void EntityReader::reject(const std::string& what, const Error& error) {
  sink_.reject({{options_.number, line_},
                error.hint.empty() ? fmt::format("{}: {}", what, error.message)
                                   : fmt::format("{}: {}; {}", what, error.message, error.hint)});
}

void EntityReader::mention(const std::string& key, std::string_view type) {
  if (!sink_.mention) return;
  EntityFact fact;
  fact.key = key;
  fact.types = {std::string(type)};
  fact.origin = {options_.number, line_};
  sink_.mention(std::move(fact));
}

std::vector<std::string> EntityReader::types_of(const Json& json) const {
  const std::string kind = text_in(json, "type");
  if (kind == "property") return {"Property"};
  if (kind == "lexeme") return {"Lexeme"};
  std::vector<std::string> types;
  const Json* claims = member(json, "claims");
  const Json* classes = claims ? member(*claims, kInstanceOf) : nullptr;
  if (classes && classes->IsArray())
    for (const Json& statement : classes->GetArray()) {
      const Json* snak = member(statement, "mainsnak");
      if (is_deprecated(statement) || !snak || text_in(*snak, "snaktype") != "value") continue;
      const auto found = settings_.types.find(entity_in(*snak));
      if (found != settings_.types.end() && std::find(types.begin(), types.end(), found->second) == types.end())
        types.push_back(found->second);
    }
  if (types.empty()) types.emplace_back("Item");
  return types;
}

// Name, description and aliases in the best language that has them; a name in any language where none of them has.
void EntityReader::read_texts(const Json& json) {
  const auto in_best_language = [&](const char* key, bool any) -> const Json* {
    const Json* all = member(json, key);
    if (!all || !all->IsObject() || all->ObjectEmpty()) return nullptr;
    for (const std::string& language : settings_.languages)
      if (const Json* found = member(*all, language.c_str())) return found;
    return any ? &all->MemberBegin()->value : nullptr;
  };
  const auto add = [&](const char* property, Value value) {
    entity_.properties.push_back({property, std::move(value), std::nullopt});
  };
  const Json* name = in_best_language("labels", true);
  if (!name) name = in_best_language("lemmas", true);
  if (name) add("name", text_in(*name, "value"));
  if (const Json* description = in_best_language("descriptions", false))
    add("description", text_in(*description, "value"));
  if (const Json* aliases = in_best_language("aliases", false); aliases && aliases->IsArray() && !aliases->Empty()) {
    List list;
    for (const Json& alias : aliases->GetArray()) list.emplace_back(text_in(alias, "value"));
    add("aliases", std::move(list));
  }
}

std::optional<Validity> EntityReader::validity_of_statement(const Json& statement) const {
  const Json* qualifiers = member(statement, "qualifiers");
  if (!qualifiers) return std::nullopt;
  const auto date = [&](const char* property) -> std::optional<Date> {
    const Json* snak = first_of(*qualifiers, property);
    return snak && kind_of(*snak) == SnakKind::kValue ? date_in(*snak) : std::nullopt;
  };
  const auto start = date(kStart), end = date(kEnd);
  const Json* end_snak = first_of(*qualifiers, kEnd);
  const bool no_end = end_snak && kind_of(*end_snak) == SnakKind::kNone;
  if (start || end || no_end) return validity_of(start, end, no_end);
  if (const auto point = date(kPoint)) return validity_of(*point);
  return std::nullopt;
}

// Those that say no time.
std::vector<PropertyFact> EntityReader::qualifiers_of(const Json& statement) const {
  std::vector<PropertyFact> made;
  const Json* qualifiers = member(statement, "qualifiers");
  if (!qualifiers || !qualifiers->IsObject()) return made;
  for (const auto& [id, snaks] : qualifiers->GetObject()) {
    const std::string property(json::text_of(id));
    if (property == kStart || property == kEnd || property == kPoint || !snaks.IsArray()) continue;
    List values;
    for (const Json& snak : snaks.GetArray())
      if (kind_of(snak) == SnakKind::kValue) values.push_back(value_in(snak));
    if (values.size() == 1)
      made.push_back({name_of(property), values.front(), std::nullopt});
    else if (!values.empty())
      made.push_back({name_of(property), std::move(values), std::nullopt});
  }
  return made;
}

// What each reference names: a work, with the pages; else an address; else where it was taken from.
std::vector<SourceRef> EntityReader::sources_of(const Json& statement) {
  std::vector<SourceRef> sources;
  const Json* references = member(statement, "references");
  if (!references || !references->IsArray()) return sources;
  for (const Json& reference : references->GetArray()) {
    const Json* snaks = member(reference, "snaks");
    if (!snaks) continue;
    const auto value = [&](const char* property) -> std::string {
      const Json* snak = first_of(*snaks, property);
      if (!snak || kind_of(*snak) != SnakKind::kValue) return {};
      const Value found = value_in(*snak);
      return found.is_string() ? found.as_string() : std::string{};
    };
    SourceRef source;
    std::string_view type = "Item";
    for (const char* property : {kStatedIn, kAddress, kImportedFrom})
      if (source.source.empty()) {
        source.source = value(property);
        if (property == kAddress && !source.source.empty()) type = "Document";
      }
    if (source.source.empty()) continue;
    if (const std::size_t hash = source.source.find('#'); hash != std::string::npos && hash > 0) {
      source.locator = source.source.substr(hash + 1);
      source.source.resize(hash);
    }
    for (const char* property : kPlaces)
      if (source.locator.empty()) source.locator = value(property);
    mention(source.source, type);
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(std::move(source));
  }
  return sources;
}

void EntityReader::read_relation(const std::string& property, const Json& statement, std::string to) {
  RelationFact relation;
  relation.key = text_in(statement, "id");
  relation.type = name_of(property);
  relation.from = entity_.key;
  relation.to = std::move(to);
  relation.validity = validity_of_statement(statement);
  relation.properties = qualifiers_of(statement);
  if (const std::string rank = text_in(statement, "rank"); rank == "preferred" || rank == "deprecated")
    relation.properties.push_back({"rank", Value(rank), std::nullopt});
  relation.attribution.sources = sources_of(statement);
  relation.origin = {options_.number, line_};
  mention(relation.to, "Item");
  relations_.push_back(std::move(relation));
}

void EntityReader::read_statement(const std::string& property, const Json& statement) {
  if (is_deprecated(statement) && !settings_.keep_deprecated) {
    ++deprecated_;
    return;
  }
  const Json* snak = member(statement, "mainsnak");
  if (!snak) invalid("a statement without `mainsnak`");
  const SnakKind kind = kind_of(*snak);
  if (kind != SnakKind::kValue) {
    (kind == SnakKind::kNone ? none_ : unknown_).emplace_back(name_of(property));
    return;
  }
  if (std::string to = entity_in(*snak); !to.empty()) return read_relation(property, statement, std::move(to));
  values_.push_back({name_of(property), value_in(*snak), validity_of_statement(statement)});
  for (SourceRef& source : sources_of(statement)) {
    auto& sources = entity_.attribution.sources;
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(std::move(source));
  }
}

void EntityReader::read_statements(const std::string& property, const Json& statements) {
  if (!statements.IsArray()) invalid(fmt::format("the statements of {} must be a list", property));
  values_.clear();
  for (const Json& statement : statements.GetArray()) {
    try {
      read_statement(property, statement);
    } catch (const Error& error) {
      reject(fmt::format("{} {}", entity_.key, property), error);
    }
  }
  add_values(property);
}

// Values with a time of their own stand side by side; several without one are a list.
void EntityReader::add_values(const std::string& property) {
  List lasting;
  for (PropertyFact& value : values_) {
    if (value.validity)
      entity_.properties.push_back(std::move(value));
    else
      lasting.push_back(std::move(value.value));
  }
  if (lasting.size() == 1)
    entity_.properties.push_back({name_of(property), lasting.front(), std::nullopt});
  else if (!lasting.empty())
    entity_.properties.push_back({name_of(property), std::move(lasting), std::nullopt});
}

void EntityReader::read_lifetime(const Json& claims) {
  std::optional<Date> start, end;
  bool no_end = false;
  const auto take = [&](const char* property, std::optional<Date>& into) {
    const Json* statement = into ? nullptr : best(claims, property);
    const Json* snak = statement ? member(*statement, "mainsnak") : nullptr;
    if (!snak) return;
    if (kind_of(*snak) == SnakKind::kValue) into = date_in(*snak);
    if (&into == &end && kind_of(*snak) == SnakKind::kNone) no_end = true;
  };
  try {
    for (const char* property : kBeginnings) take(property, start);
    for (const char* property : kEndings) take(property, end);
    if (start || end || no_end) {
      entity_.validity = validity_of(start, end, no_end);
      return;
    }
    std::optional<Date> point;
    take(kPoint, point);
    if (point) entity_.validity = validity_of(*point);
  } catch (const Error& error) {
    reject(entity_.key + " lifetime", error);
  }
}

void EntityReader::read(const Json& json, std::uint32_t line) {
  entity_ = {};
  relations_.clear();
  unknown_.clear();
  none_.clear();
  deprecated_ = 0;
  line_ = line;
  if (!json.IsObject()) invalid("an entity must be an object");
  entity_.key = text_in(json, "id");
  if (entity_.key.empty()) invalid("an entity without `id`");
  if (json.HasMember("missing")) invalid(fmt::format("{} is not there", entity_.key));
  entity_.origin = {options_.number, line};
  entity_.types = types_of(json);
  read_texts(json);
  if (const Json* claims = member(json, "claims"); claims && claims->IsObject()) {
    read_lifetime(*claims);
    for (const auto& [property, statements] : claims->GetObject())
      read_statements(std::string(json::text_of(property)), statements);
  }
  const auto add = [&](const char* key, Value value) {
    entity_.properties.push_back({key, std::move(value), std::nullopt});
  };
  if (!unknown_.empty()) add("unknown_values", unknown_);
  if (!none_.empty()) add("no_values", none_);
  if (deprecated_ > 0) add("deprecated_statements", deprecated_);
  sink_.entity(std::move(entity_));
  for (RelationFact& relation : relations_) sink_.relation(std::move(relation));
}

}  // namespace entente::wikidata

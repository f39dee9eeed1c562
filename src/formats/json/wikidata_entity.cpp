#include "formats/json/wikidata_entity.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/invalid.hpp"
#include "formats/json/json_parse.hpp"

namespace entente::wikidata {
namespace {

using json::Json;

constexpr const char* kInstanceOf = "P31";
constexpr const char* kStart = "P580";
constexpr const char* kEnd = "P582";
constexpr const char* kPoint = "P585";
constexpr std::array kBeginnings = {"P569", "P571", kStart};  // birth, inception
constexpr std::array kEndings = {"P570", "P576", kEnd};       // death, dissolution
constexpr const char* kFloruit = "P1317";
// What qualifiers call the start, the end and the point of a statement, the usual one first: inception, dissolution,
// work period, publication.
constexpr std::array kStarts = {kStart, "P571", "P2031"};
constexpr std::array kEnds = {kEnd, "P576", "P2032"};
constexpr std::array kPoints = {kPoint, "P577"};
constexpr const char* kRetrieved = "P813";                 // says of a reader when, and nothing of the fact
constexpr std::array kCircumstances = {"P1480", "P5102"};  // sourcing circumstances, nature of statement
constexpr std::string_view kCirca = "Q5727902";
constexpr std::array<std::string_view, 3> kGuesses = {"Q18122778", "Q56644435",
                                                      "Q30230067"};  // presumably, probably, possibly
constexpr const char* kEarliest = "P1319";
constexpr const char* kLatest = "P1326";
constexpr const char* kLatestStart = "P8555";
constexpr const char* kEarliestEnd = "P8554";
constexpr const char* kLatestEnd = "P12506";
constexpr const char* kStatedIn = "P248";
constexpr const char* kImportedFrom = "P143";
constexpr const char* kAddress = "P854";
constexpr std::array kPlaces = {"P304", "P792", "P958"};  // pages, chapter, section

std::string text_in(const Json& object, const char* key) {
  const Json* j = member(object, key);
  return j && j->IsString() ? std::string(json::text_of(*j)) : std::string{};
}

bool is_deprecated(const Json& statement) {
  return text_in(statement, "rank") == "deprecated";
}

// The statements that count most: the preferred ones, else the normal ones.
std::vector<const Json*> best(const Json& claims, const char* property) {
  std::vector<const Json*> found;
  const Json* list = member(claims, property);
  if (!list || !list->IsArray()) return found;
  for (const std::string_view rank : {"preferred", ""}) {
    for (const Json& statement : list->GetArray())
      if (!is_deprecated(statement) && (rank.empty() || text_in(statement, "rank") == rank))
        found.push_back(&statement);
    if (!found.empty()) break;
  }
  return found;
}

HashMap<std::string, std::string> read_names(const Json& json, const char* key) {
  HashMap<std::string, std::string> names;
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
  json::Document document;
  if (const auto fault = json::parse(text, document)) invalid(fault->reason);
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

namespace {

// Calls `act` for each snak of a qualifier.
template <class Act>
void each(const Json* qualifiers, const char* property, Act act) {
  const Json* snaks = qualifiers ? member(*qualifiers, property) : nullptr;
  if (!snaks || !snaks->IsArray()) return;
  for (const Json& snak : snaks->GetArray()) act(snak);
}

std::vector<Validity> dates_of(const Json* qualifiers, const char* property, Doubt doubt) {
  std::vector<Validity> dates;
  each(qualifiers, property, [&](const Json& snak) {
    if (kind_of(snak) != SnakKind::kValue) return;
    if (auto date = date_in(snak, doubt)) dates.push_back(validity_of(*date));
  });
  return dates;
}

Moments moments_of(const Json* qualifiers, const char* property, Doubt doubt) {
  Moments moments;
  moments.dates = dates_of(qualifiers, property, doubt);
  each(qualifiers, property, [&](const Json& snak) {
    moments.is_unknown = moments.is_unknown || kind_of(snak) == SnakKind::kUnknown;
    moments.is_none = moments.is_none || kind_of(snak) == SnakKind::kNone;
  });
  return moments;
}

// What qualifiers say of a date. A sourcing circumstance that is none of those known doubts it too; the nature of a
// statement may have nothing to do with it.
Doubt doubt_of(const Json* qualifiers) {
  bool is_about = false, is_guess = false;
  for (const char* property : kCircumstances)
    each(qualifiers, property, [&](const Json& snak) {
      if (kind_of(snak) != SnakKind::kValue) return;
      const std::string word = entity_in(snak);
      const bool is_circa = word == kCirca;
      is_about = is_about || is_circa;
      is_guess = is_guess || std::find(kGuesses.begin(), kGuesses.end(), word) != kGuesses.end() ||
                 (!is_circa && std::string_view(property) == kCircumstances[0]);
    });
  if (is_about && is_guess) return Doubt::kBoth;
  return is_about ? Doubt::kApproximate : is_guess ? Doubt::kUncertain : Doubt::kNone;
}

Limits limits_of(const Json* qualifiers, const char* earliest, const char* latest) {
  return {dates_of(qualifiers, earliest, Doubt::kNone), dates_of(qualifiers, latest, Doubt::kNone)};
}

void limit(Moments& moments, const Limits& limits) {
  if (!limits.is_stated() || moments.dates.size() > 1) return;
  const auto date = moments.dates.empty() ? std::nullopt : std::optional(moments.dates.front());
  moments.dates = {limited(date, limits)};
}

Validity observed(const Validity& date) {
  if (date.edtf.empty() || date.direct_bounds) return unknown_validity();
  auto seen = read_validity(date.edtf, Extent::kObserved, false, date.calendar);
  return seen.ok() ? *std::move(seen) : unknown_validity();
}

// When a statement held, as its qualifiers say: from the starts to the ends, at the points, or some time between the
// earliest and the latest date, unless these say something of a date that is stated. Beside a start, an earliest date
// is the start's; a latest date is the end's where there is one. What flourished then was seen then.
StatedTime time_in(const Json* qualifiers, bool with_limits) {
  const Doubt doubt = doubt_of(qualifiers);
  const auto first_stated = [&](const auto& properties) {
    Moments moments;
    for (const char* property : properties)
      if (!moments.is_stated()) moments = moments_of(qualifiers, property, doubt);
    return moments;
  };
  Moments start = first_stated(kStarts), end = first_stated(kEnds);
  const Moments points = first_stated(kPoints);
  Limits limits = limits_of(qualifiers, kEarliest, kLatest);
  const Limits of_start{with_limits ? limits.earliest : std::vector<Validity>{},
                        dates_of(qualifiers, kLatestStart, Doubt::kNone)};
  const Limits of_end = limits_of(qualifiers, kEarliestEnd, kLatestEnd);
  if (!with_limits) limits = {};
  const bool is_stretch = start.is_stated() || end.is_stated() || !of_start.latest.empty() || of_end.is_stated();
  if (is_stretch) {
    const bool has_end = end.is_stated() || of_end.is_stated(), has_start = start.is_stated();
    limit(start, {of_start.earliest, has_end || !has_start ? of_start.latest : limits.latest});
    if (!of_start.latest.empty()) limit(start, {{}, of_start.latest});
    limit(end, {of_end.earliest, has_end && of_end.latest.empty() ? limits.latest : of_end.latest});
    return {time_from_to(std::move(start), std::move(end), true)};
  }
  const auto of_points = [](Validity validity) { return StatedTime{std::move(validity), true, true}; };
  if (points.dates.size() > 1) return of_points(joined_stretches(points.dates));
  if (!points.dates.empty()) return of_points(limited(points.dates.front(), limits));
  if (limits.is_stated()) return {limited(std::nullopt, limits)};
  const Moments seen = moments_of(qualifiers, kFloruit, doubt);
  if (!seen.dates.empty()) return {observed(seen.dates.front())};
  if (points.is_unknown) return of_points(unknown_validity());
  return seen.is_unknown ? StatedTime{unknown_validity()} : StatedTime{};
}

// The first qualifier that is a time, of what is said nowhere here. Limits say when the value was where that is a date.
std::string other_time_in(const Json* qualifiers) {
  if (!qualifiers || !qualifiers->IsObject()) return {};
  for (const auto& [id, snaks] : qualifiers->GetObject()) {
    const std::string property(json::text_of(id));
    if (property == kRetrieved || property == kEarliest || property == kLatest || !snaks.IsArray()) continue;
    for (const Json& snak : snaks.GetArray()) {
      const Json* value = member(snak, "datavalue");
      if (text_in(snak, "datatype") == "time" || (value && text_in(*value, "type") == "time")) return property;
    }
  }
  return {};
}

}  // namespace

void EntityReader::warn(std::string_view what, const Error& error) {
  if (!sink_.warn) return;
  sink_.warn({{options_.number, line_}, kTimeIsUnread, fmt::format("{} {}: {}", entity_.key, what, error.message)});
}

StatedTime EntityReader::time_of(const Json& statement, std::string_view what, bool with_limits) {
  const Json* qualifiers = member(statement, "qualifiers");
  try {
    StatedTime time = time_in(qualifiers, with_limits);
    const std::string other = time.validity ? std::string{} : other_time_in(qualifiers);
    if (other.empty()) return time;
    warn(what, Error(ErrorCode::kInvalidData, fmt::format("{} says no time of the statement", name_of(other))));
    return {unknown_validity()};
  } catch (const Error& error) {
    warn(what, error);
    return {unknown_validity(), false};
  }
}

// Those that say nothing of the statement's time, or all of them where it can't be read. A point in time beside a start
// or an end is a property.
std::vector<PropertyFact> EntityReader::qualifiers_of(const Json& statement, const StatedTime& time) const {
  std::vector<PropertyFact> made;
  const Json* qualifiers = member(statement, "qualifiers");
  if (!qualifiers || !qualifiers->IsObject()) return made;
  List unknown, none;
  for (const auto& [id, snaks] : qualifiers->GetObject()) {
    const std::string property(json::text_of(id));
    const bool is_time = property == kStart || property == kEnd || (property == kPoint && time.is_of_points);
    if ((is_time && time.is_readable) || !snaks.IsArray()) continue;
    List values;
    for (const Json& snak : snaks.GetArray()) {
      const SnakKind kind = kind_of(snak);
      if (kind == SnakKind::kValue)
        values.push_back(value_or_text(snak));
      else
        (kind == SnakKind::kNone ? none : unknown).emplace_back(name_of(property));
    }
    if (values.size() == 1)
      made.push_back({name_of(property), values.front(), std::nullopt});
    else if (!values.empty())
      made.push_back({name_of(property), std::move(values), std::nullopt});
  }
  if (!unknown.empty()) made.push_back({"unknown_values", std::move(unknown), std::nullopt});
  if (!none.empty()) made.push_back({"no_values", std::move(none), std::nullopt});
  return made;
}

// Of a statement that is no relation, beside its value.
void EntityReader::keep_qualifiers(const std::string& property, const Value& value,
                                   std::vector<PropertyFact> qualifiers) {
  if (qualifiers.empty()) return;
  Map kept{{"value", value}};
  for (PropertyFact& q : qualifiers)
    kept.insert_or_assign(q.key == "value" ? "value (qualifier)" : q.key, std::move(q.value));
  auto [place, is_new] = qualifiers_.try_emplace(name_of(property), List{});
  List all = place->second.list();
  all.emplace_back(std::move(kept));
  place->second = std::move(all);
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
      return found.is_string() ? found.string() : std::string{};
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
  StatedTime time = time_of(statement, property, true);
  relation.properties = qualifiers_of(statement, time);
  relation.validity = std::move(time.validity);
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
  const Json* qualifiers = member(statement, "qualifiers");
  Value value;
  try {
    const auto date = date_in(*snak, doubt_of(qualifiers));
    value = date ? Value(limited(validity_of(*date), limits_of(qualifiers, kEarliest, kLatest))) : value_in(*snak);
  } catch (const Error& error) {
    value = value_or_text(*snak);
    warn(property, error);
  }
  StatedTime time = time_of(statement, property, !value.is_period());
  keep_qualifiers(property, value, qualifiers_of(statement, time));
  values_.push_back({name_of(property), std::move(value), std::move(time.validity)});
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

namespace {

// What the first of these properties that anything is said of says; a start or an end of several statements each.
template <class Properties>
Moments moments_of_life(const Json& claims, const Properties& properties) {
  Moments moments;
  for (const char* property : properties) {
    for (const Json* statement : best(claims, property)) {
      const Json* snak = member(*statement, "mainsnak");
      if (!snak) continue;
      const SnakKind kind = kind_of(*snak);
      moments.is_unknown = moments.is_unknown || kind == SnakKind::kUnknown;
      moments.is_none = moments.is_none || kind == SnakKind::kNone;
      if (kind != SnakKind::kValue) continue;
      const Json* qualifiers = member(*statement, "qualifiers");
      if (auto date = date_in(*snak, doubt_of(qualifiers)))
        moments.dates.push_back(limited(validity_of(*date), limits_of(qualifiers, kEarliest, kLatest)));
    }
    if (moments.is_stated()) break;
  }
  return moments;
}

}  // namespace

// People are born and die once, of which sources may differ; what is founded and dissolved may return.
void EntityReader::read_lifetime(const Json& claims) {
  try {
    Moments start = moments_of_life(claims, kBeginnings), end = moments_of_life(claims, kEndings);
    const bool lives_once = member(claims, kBeginnings[0]) || member(claims, kEndings[0]);
    if (start.is_stated() || end.is_stated()) {
      entity_.validity = time_from_to(std::move(start), std::move(end), !lives_once);
      return;
    }
    const Moments points = moments_of_life(claims, std::array{kPoint});
    if (!points.dates.empty()) {
      entity_.validity = joined_stretches(points.dates);
      return;
    }
    const Moments seen = moments_of_life(claims, std::array{kFloruit});
    if (!seen.dates.empty())
      entity_.validity = observed(seen.dates.front());
    else if (points.is_unknown || seen.is_unknown)
      entity_.validity = unknown_validity();
  } catch (const Error& error) {
    warn("lifetime", error);
    entity_.validity = unknown_validity();
  }
}

void EntityReader::read(const Json& json, std::uint32_t line) {
  entity_ = {};
  relations_.clear();
  unknown_.clear();
  none_.clear();
  qualifiers_.clear();
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
  if (!qualifiers_.empty()) add("qualifiers", qualifiers_);
  if (deprecated_ > 0) add("deprecated_statements", deprecated_);
  sink_.entity(std::move(entity_));
  for (RelationFact& relation : relations_) sink_.relation(std::move(relation));
}

}  // namespace entente::wikidata

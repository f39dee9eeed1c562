#include "formats/columns/map.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/hash_map.hpp"
#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/columns/lookup.hpp"
#include "formats/invalid.hpp"
#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"
#include "formats/record_reader.hpp"

namespace entente {
namespace {

using json::Json;
using json::member;

// Runs `read` and says in which part of the map it failed.
template <class Read>
auto in_part_of_map(std::string_view part, Read read) {
  try {
    return read();
  } catch (Error& error) {
    error.message = fmt::format("{}: {}", part, error.message);
    error.code = ErrorCode::kInvalidData;
    error.span.reset();
    throw;
  }
}

bool flag(const Json& object, const char* key, bool without) {
  const Json* j = member(object, key);
  if (!j) return without;
  if (!j->IsBool()) invalid(fmt::format("`{}` must be true or false", key));
  return j->GetBool();
}

std::string text(const Json& object, const char* key) {
  const Json* j = member(object, key);
  return j ? json::read_string(*j, key) : std::string{};
}

// A string, or a list of strings.
std::vector<std::string> texts(const Json& json, std::string_view what) {
  if (json.IsString()) return {json::read_string(json, what)};
  if (!json.IsArray()) invalid(fmt::format("`{}` must be a string or a list of strings", what));
  std::vector<std::string> all;
  for (const Json& item : json.GetArray()) all.push_back(json::read_string(item, what));
  return all;
}

// The value that a word stands for.
template <class Value, std::size_t n>
Value choice(const Json& json, std::string_view key, const std::array<std::pair<std::string_view, Value>, n>& words) {
  const std::string word = json::read_string(json, key);
  std::vector<std::string> names;
  for (const auto& [name, value] : words) {
    if (name == word) return value;
    names.emplace_back(name);
  }
  invalid(fmt::format("`{}` is \"{}\"", key, word), fmt::format("it is {}", fmt::join(names, " or ")));
}

char one_character(const Json& json, const char* key) {
  const std::string character = json::read_string(json, key);
  if (character.size() != 1 || (character[0] & 0x80) != 0 || character[0] == '\n' || character[0] == '\r')
    invalid(fmt::format("`{}` must be one ASCII character", key), "a tab is \"\\t\"");
  return character[0];
}

std::shared_ptr<const RE2> pattern(const std::string& expression) {
  RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_shared<const RE2>(expression, options);
  if (!compiled->ok()) invalid(fmt::format("\"{}\" is no regular expression: {}", expression, compiled->error()));
  return compiled;
}

std::vector<ColumnsReplacement> read_rules(const Json& rules) {
  if (!rules.IsArray()) invalid("`rules` must be a list");
  std::vector<ColumnsReplacement> made;
  for (const Json& rule : rules.GetArray()) {
    if (!rule.IsArray() || rule.Size() != 2)
      invalid("a rule is a regular expression and what stands in its place", "[\"^9999-12-31$\", \"..\"]");
    made.push_back({pattern(json::read_string(rule[0], "rules")), json::read_string(rule[1], "rules")});
    if (std::string fault; !made.back().match->CheckRewriteString(made.back().with, &fault)) invalid(fault);
  }
  return made;
}

class MapReader {
 public:
  MapReader(ColumnsMap& map, std::string file, const ReadLimits& limits)
      : map_(map), file_(std::move(file)), limits_(limits) {
    for (const std::string_view name : {kRowColumn, kLineColumn, kFileColumn}) slot(name);
  }

  // Takes what the object says; what it does not say stays.
  void read(const Json& json);

 private:
  std::size_t slot(std::string_view column) {
    const auto [found, is_new] = slots_.try_emplace(std::string(column), map_.columns.size());
    if (is_new) map_.columns.push_back({std::string(column), {}});
    return found->second;
  }
  Template make_template(std::string_view from) {
    return Template(from, {[this](std::string_view column) { return slot(column); },
                           [this](std::string_view name) -> const Lookup* {
                             const auto found = lookups_.find(std::string(name));
                             return found == lookups_.end() ? nullptr : found->second;
                           }});
  }
  Template template_in(const Json& object, const char* key) {
    const Json* j = member(object, key);
    return j ? make_template(json::read_string(*j, key)) : Template();
  }
  void read_dialect(const Json& json);
  void read_lookups(const Json& json);
  void read_replacements(const Json& json);
  void read_also(const Json& json);
  std::vector<DateForm> read_forms(const Json& object);
  ColumnsTime read_time(const Json& json);
  ColumnsProperty read_property(const std::string& key, const Json& json);
  std::vector<ColumnCondition> read_conditions(const Json& object);
  ColumnsFact read_fact(const Json& json, bool is_relation);

  ColumnsMap& map_;
  std::string file_;
  ReadLimits limits_;
  HashMap<std::string, std::size_t> slots_;
  HashMap<std::string, const Lookup*> lookups_;
  HashMap<std::string, ColumnsTime> times_;
  std::vector<DateForm> forms_ = {DateForm("edtf"), DateForm("english")};
  Provenance provenance_ = Provenance::kStated;
  std::vector<Template> sources_;
};

void MapReader::read_dialect(const Json& json) {
  CsvDialect& dialect = map_.dialect;
  if (const Json* j = member(json, "delimiter")) dialect.delimiter = one_character(*j, "delimiter");
  if (const Json* j = member(json, "quote")) dialect.quote = j->IsNull() ? '\0' : one_character(*j, "quote");
  if (const Json* j = member(json, "comment")) dialect.comment = j->IsNull() ? '\0' : one_character(*j, "comment");
  if (const Json* j = member(json, "stray_quotes"))
    dialect.keep_stray_quotes = choice<bool, 2>(*j, "stray_quotes", {{{"reject", false}, {"keep", true}}});
  if (const Json* j = member(json, "skip_lines")) {
    if (!j->IsUint()) invalid("`skip_lines` must be a number of lines");
    dialect.skip_lines = j->GetUint();
  }
  if (const Json* j = member(json, "encoding")) {
    const auto encoding = find_encoding(json::read_string(*j, "encoding"));
    if (!encoding)
      invalid(
          fmt::format("no encoding is called `{}`", json::text_of(*j)),
          "it is utf-8, latin1, windows-1252, utf-16 or another one that iconv knows: windows-1251, koi8-r, gb18030");
    dialect.encoding = *encoding;
  }
  if (const Json* j = member(json, "header")) {
    map_.has_header = j->IsBool() && j->GetBool();
    map_.names = j->IsBool() ? std::vector<std::string>{} : texts(*j, "header");
  }
  map_.trim = flag(json, "trim", map_.trim);
  map_.decimal_comma = flag(json, "decimal_comma", map_.decimal_comma);
  if (const Json* j = member(json, "short_rows"))
    map_.fill_short_rows = choice<bool, 2>(*j, "short_rows", {{{"reject", false}, {"fill", true}}});
  if (const Json* j = member(json, "no_value")) {
    map_.no_value = texts(*j, "no_value");
    map_.no_value.emplace_back();
  }
}

void MapReader::read_lookups(const Json& json) {
  if (!json.IsObject()) invalid("it must be an object");
  for (const auto& item : json.GetObject()) {
    const std::string key(json::text_of(item.name));
    const Json& entry = item.value;
    in_part_of_map("`" + key + "`", [&] {
      Lookup table = read_lookup(entry, std::filesystem::path(file_).parent_path().string(), map_.dialect, limits_);
      if (const Json* rules = member(entry, "rules"); rules && rules->IsArray())
        for (const ColumnsReplacement& rule : read_rules(*rules))
          for (auto& [from, to] : table) RE2::GlobalReplace(&to, *rule.match, rule.with);
      auto lookup = std::make_unique<const Lookup>(std::move(table));
      lookups_[key] = lookup.get();
      map_.lookups.push_back(std::move(lookup));
    });
  }
}

void MapReader::read_replacements(const Json& json) {
  if (!json.IsArray()) invalid("it must be a list");
  for (const Json& entry : json.GetArray()) {
    json::require_keys(entry, {"columns", "rules"}, "a replacement");
    const Json* rules = member(entry, "rules");
    const Json* columns = member(entry, "columns");
    if (!columns || !rules) invalid("a replacement has `columns` and `rules`");
    const std::vector<ColumnsReplacement> made = read_rules(*rules);
    for (const std::string& column : texts(*columns, "columns")) {
      auto& into = map_.columns[slot(column)].replacements;
      into.insert(into.end(), made.begin(), made.end());
    }
  }
}

void MapReader::read_also(const Json& json) {
  if (!json.IsArray()) invalid("it must be a list of entities");
  for (const Json& entity : json.GetArray()) map_.also.push_back(read_entity(entity, {}));
}

std::vector<DateForm> MapReader::read_forms(const Json& object) {
  const Json* j = member(object, "read");
  if (!j) return forms_;
  std::vector<DateForm> forms;
  for (const std::string& form : texts(*j, "read")) forms.emplace_back(form);
  if (forms.empty()) invalid("`read` is empty");
  return forms;
}

ColumnsTime MapReader::read_time(const Json& json) {
  if (json.IsString()) {
    const std::string_view name = json::text_of(json);
    if (name.starts_with('$')) {
      const auto found = times_.find(std::string(name.substr(1)));
      if (found == times_.end())
        invalid(fmt::format("no time of the map is called `{}`", name.substr(1)), "`times` holds them");
      return found->second;
    }
    ColumnsTime time;
    time.at = make_template(name);
    time.forms = forms_;
    return time;
  }
  json::require_keys(
      json, {"at", "start", "end", "read", "no_start", "no_end", "extent", "end_exclusive", "calendar", "phrase"},
      "valid time");
  ColumnsTime time;
  time.at = template_in(json, "at");
  time.start = template_in(json, "start");
  time.end = template_in(json, "end");
  time.phrase = template_in(json, "phrase");
  if (time.at.empty() == (time.start.empty() && time.end.empty()))
    invalid("valid time has either `at`, or `start` and `end`");
  time.forms = read_forms(json);
  constexpr std::array<std::pair<std::string_view, OpenEnd>, 2> kEnds = {
      {{"unknown", OpenEnd::kUnknown}, {"open", OpenEnd::kOpen}}};
  if (const Json* j = member(json, "no_start")) time.no_start = choice(*j, "no_start", kEnds);
  if (const Json* j = member(json, "no_end")) time.no_end = choice(*j, "no_end", kEnds);
  if (const Json* j = member(json, "extent"))
    time.meaning.extent = choice<Extent, 3>(
        *j, "extent",
        {{{"within", Extent::kWithin}, {"throughout", Extent::kThroughout}, {"observed", Extent::kObserved}}});
  if (const Json* j = member(json, "calendar"))
    time.meaning.calendar =
        choice<Calendar, 2>(*j, "calendar", {{{"gregorian", Calendar::kGregorian}, {"julian", Calendar::kJulian}}});
  time.meaning.end_exclusive = flag(json, "end_exclusive", false);
  return time;
}

ColumnsProperty MapReader::read_property(const std::string& key, const Json& json) {
  ColumnsProperty property;
  property.key = key;
  if (key.empty()) invalid("a property without a name");
  if (json.IsBool() || json.IsNumber()) {
    property.constant = json::read_value(json);
    return property;
  }
  if (json.IsString()) {
    property.text = make_template(json::text_of(json));
    return property;
  }
  json::require_keys(json, {"value", "type", "separator", "true", "false", "read", "valid"}, "a property");
  property.text = template_in(json, "value");
  if (property.text.empty()) invalid("a property without `value`");
  property.separator = text(json, "separator");
  property.is_list = !property.separator.empty();
  if (const Json* j = member(json, "type"))
    property.type = choice<ColumnType, 5>(*j, "type",
                                          {{{"string", ColumnType::kString},
                                            {"integer", ColumnType::kInteger},
                                            {"float", ColumnType::kFloat},
                                            {"boolean", ColumnType::kBoolean},
                                            {"period", ColumnType::kPeriod}}});
  if (const Json* j = member(json, "true")) property.true_words = texts(*j, "true");
  if (const Json* j = member(json, "false")) property.false_words = texts(*j, "false");
  property.forms = read_forms(json);
  if (const Json* j = member(json, "valid")) property.valid = read_time(*j);
  return property;
}

std::vector<ColumnCondition> MapReader::read_conditions(const Json& object) {
  std::vector<ColumnCondition> all;
  for (const char* key : {"when", "unless"}) {
    const Json* j = member(object, key);
    if (!j) continue;
    const bool negated = key[0] == 'u';
    if (!j->IsObject()) {
      for (const std::string& column : texts(*j, key)) all.push_back({slot(column), nullptr, negated});
      continue;
    }
    for (const auto& [column, expression] : j->GetObject())
      all.push_back({slot(json::text_of(column)), pattern(json::read_string(expression, key)), negated});
  }
  return all;
}

ColumnsFact MapReader::read_fact(const Json& json, bool is_relation) {
  if (is_relation)
    json::require_keys(json,
                       {"id", "type", "from", "to", "valid", "properties", "when", "unless", "sources", "provenance"},
                       "a relation");
  else
    json::require_keys(
        json,
        {"id", "type", "name", "aliases", "valid", "properties", "when", "unless", "repeated", "sources", "provenance"},
        "an entity");
  ColumnsFact fact;
  fact.is_relation = is_relation;
  fact.when = read_conditions(json);
  for (const char* key : {"id", "type", "from", "to"}) {
    const bool is_needed = key == std::string_view("type") || is_relation == (key != std::string_view("id"));
    if (is_needed && !member(json, key)) invalid(fmt::format("it has no `{}`", key));
  }
  fact.id = template_in(json, "id");
  fact.from = template_in(json, "from");
  fact.to = template_in(json, "to");
  for (const std::string& type : texts(json["type"], "type")) fact.types.push_back(make_template(type));
  if (fact.types.empty() || (is_relation && fact.types.size() > 1)) invalid("it has not one `type`");
  for (const char* key : {"name", "aliases"})
    if (const Json* j = member(json, key)) {
      fact.properties.push_back(read_property(key, *j));
      fact.properties.back().is_list = fact.properties.back().is_list || key == std::string_view("aliases");
    }
  if (const Json* properties = member(json, "properties")) {
    if (!properties->IsObject()) invalid("`properties` must be an object");
    for (const auto& item : properties->GetObject()) {
      const std::string name(json::text_of(item.name));
      in_part_of_map("`" + name + "`", [&] { fact.properties.push_back(read_property(name, item.value)); });
    }
  }
  if (const Json* j = member(json, "valid")) fact.valid = in_part_of_map("`valid`", [&] { return read_time(*j); });
  if (const Json* j = member(json, "repeated"))
    fact.repeated = choice<Repeated, 5>(*j, "repeated",
                                        {{{"same", Repeated::kSame},
                                          {"first", Repeated::kFirst},
                                          {"merge", Repeated::kMerge},
                                          {"error", Repeated::kError},
                                          {"mention", Repeated::kMention}}});
  fact.provenance = provenance_;
  fact.sources = sources_;
  if (const Json* j = member(json, "provenance")) fact.provenance = json::read_provenance(*j);
  if (const Json* j = member(json, "sources")) {
    fact.sources.clear();
    for (const std::string& source : texts(*j, "sources")) fact.sources.push_back(make_template(source));
  }
  return fact;
}

void MapReader::read(const Json& json) {
  json::require_keys(
      json, {"summary", "files",    "delimiter",  "quote",      "stray_quotes",  "comment",  "skip_lines", "encoding",
             "header",  "trim",     "short_rows", "no_value",   "decimal_comma", "replace",  "lookups",    "dates",
             "times",   "ontology", "also",       "provenance", "sources",       "entities", "relations"},
      "the column map");
  const auto part = [&](const char* key, auto take) {
    if (const Json* j = member(json, key)) in_part_of_map(fmt::format("`{}`", key), [&] { take(*j); });
  };
  read_dialect(json);
  part("lookups", [&](const Json& j) { read_lookups(j); });
  part("replace", [&](const Json& j) { read_replacements(j); });
  part("dates", [&](const Json& j) {
    forms_.clear();
    for (const std::string& form : texts(j, "dates")) forms_.emplace_back(form);
    if (forms_.empty()) invalid("it is empty");
  });
  part("times", [&](const Json& j) {
    if (!j.IsObject()) invalid("it must be an object");
    for (const auto& [name, time] : j.GetObject()) times_[std::string(json::text_of(name))] = read_time(time);
  });
  part("ontology", [&](const Json& j) {
    map_.ontology = json::read_ontology(j);
    map_.has_ontology = true;
  });
  part("also", [&](const Json& j) { read_also(j); });
  part("provenance", [&](const Json& j) { provenance_ = json::read_provenance(j); });
  part("sources", [&](const Json& j) {
    sources_.clear();
    for (const std::string& source : texts(j, "sources")) sources_.push_back(make_template(source));
  });
  for (const bool is_relation : {false, true}) {
    const char* key = is_relation ? "relations" : "entities";
    const Json* list = member(json, key);
    if (!list) continue;
    if (!list->IsArray()) invalid(fmt::format("`{}` must be a list", key));
    for (rapidjson::SizeType i = 0; i < list->Size(); ++i)
      in_part_of_map(fmt::format("`{}`, number {}", key, i + 1),
                     [&] { map_.facts.push_back(read_fact((*list)[i], is_relation)); });
  }
}

// The object under `files` for this file: by its name, or "*".
const Json* part_for(const Json& files, const std::string& file) {
  if (!files.IsObject()) invalid("`files` must be an object");
  const std::string name = std::filesystem::path(file).filename().string();
  std::vector<std::string> names;
  for (const auto& [key, part] : files.GetObject()) {
    if (json::text_of(key) == name) return &part;
    names.emplace_back(json::text_of(key));
  }
  if (const Json* any = member(files, "*")) return any;
  invalid(fmt::format("the column map says nothing of {}", name), fmt::format("it has {}", fmt::join(names, ", ")));
}

}  // namespace

ColumnsMap read_columns_map(std::string_view text, const std::string& file, const ColumnsDefaults& defaults,
                            const ReadLimits& limits) {
  json::Document document;
  if (const auto fault = json::parse(text, document)) {
    const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(fault->offset), '\n');
    throw Error(ErrorCode::kInvalidData,
                fmt::format("the column map is {}{}", fault->is_syntax ? "" : "out of bounds: ", fault->reason))
        .with_place("", static_cast<std::size_t>(line) + 1);
  }
  ColumnsMap map;
  map.dialect = defaults.dialect;
  map.has_header = defaults.has_header;
  MapReader reader(map, file, limits);
  reader.read(document);
  if (const Json* files = member(document, "files")) {
    const Json* part = part_for(*files, file);
    in_part_of_map(fmt::format("`{}`", std::filesystem::path(file).filename().string()), [&] { reader.read(*part); });
  }
  if (map.facts.empty() && map.also.empty())
    invalid("the column map gives no entities and no relations", "it has `entities`, `relations` or both");
  return map;
}

}  // namespace entente

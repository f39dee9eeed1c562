#include "formats/exchange.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <sstream>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "entente/time/edtf.hpp"
#include "formats/json.hpp"
#include "formats/record_reader.hpp"

namespace entente::exchange {
namespace {

// Names that mean something here or in one of the formats.
constexpr std::array<std::string_view, 23> kReserved = {
    "id",           "key",          "source",       "target",      "from",      "to",
    "start",        "end",          "parent",       "label",       "labels",    "type",
    "relation",     "valid",        "valid_stated", "valid_start", "valid_end", "earliest_start",
    "latest_start", "earliest_end", "latest_end",   "provenance",  "sources",
};
constexpr std::array<const char*, 4> kBounds = {"earliest_start", "latest_start", "earliest_end", "latest_end"};

bool is_reserved(std::string_view key) {
  return key == "properties" || std::find(kReserved.begin(), kReserved.end(), key) != kReserved.end();
}

[[noreturn]] void invalid(std::string message, std::string hint = {}) {
  throw Error(ErrorCode::kInvalidData, std::move(message)).with_hint(std::move(hint));
}

template <class Write>
std::string written(Write write) {
  std::ostringstream out;
  rapidjson::OStreamWrapper wrapped(out);
  json::Writer writer(wrapped);
  write(writer);
  return out.str();
}

// JSON text that XML can hold too: what it can't stands as \uXXXX.
std::string clean_json(std::string json) {
  if (is_clean(json)) return json;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag>(json.data(), json.size());
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer, rapidjson::UTF8<>, rapidjson::ASCII<>> writer(buffer);
  document.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

// ---- out ----

bool is_plain(const Validity& v) {
  return v.extent == Extent::kWithin && !v.end_exclusive && !v.direct_bounds && v.calendar == Calendar::kGregorian;
}

void add_validity(const std::optional<Validity>& validity, Attributes& into) {
  if (!validity) return;
  const auto add = [&](const char* key, std::string text) {
    into.push_back({key, Value(std::move(text)), std::nullopt});
  };
  const Validity& v = *validity;
  if (std::string edtf = plain_edtf(v); !edtf.empty()) add("valid", std::move(edtf));
  if (std::string stated = stated_json(v); !stated.empty()) add("valid_stated", std::move(stated));
  if (auto day = first_day(v.bounds)) add("valid_start", *day);
  if (auto day = last_day(v.bounds)) add("valid_end", *day);
  const std::array bounds = {v.bounds.earliest_start, v.bounds.latest_start, v.bounds.earliest_end,
                             v.bounds.latest_end};
  for (std::size_t i = 0; i < bounds.size(); ++i)
    add(kBounds[i], bounds[i].is_finite()                    ? print_instant(bounds[i])
                    : bounds[i] == Instant::minus_infinity() ? "-inf"
                                                             : "inf");
}

Value list_value(const std::vector<std::string>& items, Shape shape) {
  if (shape == Shape::kFlat) return list_text(items);
  return List(items.begin(), items.end());
}

void add_attribution(const Attribution& a, Shape shape, Attributes& into) {
  into.push_back({"provenance", Value(name(a.provenance)), std::nullopt});
  if (a.sources.empty()) return;
  std::vector<std::string> sources;
  for (const SourceRef& s : a.sources)
    sources.push_back(s.locator.empty() ? s.source : fmt::format("{}#{}", s.source, s.locator));
  into.push_back({"sources", list_value(sources, shape), std::nullopt});
}

bool is_flat(const PropertyFact& p) {
  if (p.validity || !is_clean(p.key)) return false;
  switch (p.value.type()) {
    case ValueType::kBoolean:
    case ValueType::kInteger:
      return true;
    case ValueType::kFloat:
      return std::isfinite(p.value.as_float());
    case ValueType::kString:
      return is_clean(p.value.as_string());
    default:
      return false;
  }
}

// Programs that know one kind of number only, as JavaScript, change an integer beyond 2^53.
bool is_exact_everywhere(const Value& value) {
  constexpr std::int64_t kExactInDoubles = std::int64_t{1} << 53;
  switch (value.type()) {
    case ValueType::kInteger:
      return -kExactInDoubles <= value.as_integer() && value.as_integer() <= kExactInDoubles;
    case ValueType::kList:
      return std::all_of(value.as_list().begin(), value.as_list().end(), is_exact_everywhere);
    case ValueType::kMap:
      return std::all_of(value.as_map().begin(), value.as_map().end(),
                         [](const auto& entry) { return is_exact_everywhere(entry.second); });
    default:
      return true;
  }
}

bool fits_in(Shape shape, const PropertyFact& p) {
  return shape == Shape::kNested ? is_exact_everywhere(p.value) : is_flat(p);
}

// The properties as attributes; gives back those that need `properties`.
std::vector<PropertyFact> add_properties(const std::vector<PropertyFact>& properties, Shape shape, Attributes& into) {
  std::vector<PropertyFact> rest;
  for (std::size_t i = 0; i < properties.size();) {
    const std::string& key = properties[i].key;
    std::size_t end = i;
    bool fits = !is_reserved(key);
    for (; end < properties.size() && properties[end].key == key; ++end) fits = fits && fits_in(shape, properties[end]);
    for (; i < end; ++i) (fits ? into : rest).push_back(properties[i]);  // values in time of one key stay together
  }
  return rest;
}

void add_rest(const std::vector<PropertyFact>& rest, Attributes& into) {
  if (rest.empty()) return;
  std::string text = written([&](json::Writer& out) { json::write_properties(out, rest); });
  into.push_back({"properties", Value(clean_json(std::move(text))), std::nullopt});
}

// ---- in ----

// Takes attributes out of the list; what is left in the end are properties.
class Taker {
 public:
  explicit Taker(Attributes attributes) : attributes_(std::move(attributes)) {}

  // The value of that name where it fits, apart from one that holds for a time; null: none. The empty text is none.
  template <class Fits>
  Value take(std::string_view key, Fits fits) {
    for (auto it = attributes_.begin(); it != attributes_.end(); ++it) {
      if (it->key != key || it->validity || !fits(it->value)) continue;
      Value value = std::move(it->value);
      attributes_.erase(it);
      return value.is_string() && value.as_string().empty() ? Value() : value;
    }
    return {};
  }
  std::string take_text(std::string_view key) {
    const Value value = take(key, [](const Value& v) { return v.is_string(); });
    return value.is_null() ? std::string{} : value.as_string();
  }
  std::optional<std::vector<std::string>> take_list(std::string_view key) {
    const Value value = take(key, [](const Value& v) {
      return v.is_string() || (v.is_list() && std::all_of(v.as_list().begin(), v.as_list().end(),
                                                          [](const Value& item) { return item.is_string(); }));
    });
    if (value.is_null()) return std::nullopt;
    if (value.is_string()) return list_of(value.as_string());
    std::vector<std::string> items;
    for (const Value& item : value.as_list()) items.push_back(item.as_string());
    return items;
  }
  // A date as text, or a year as a number.
  std::string take_date(std::string_view key) {
    const Value value = take(key, [](const Value& v) { return v.is_string() || v.is_integer(); });
    if (value.is_null()) return {};
    if (value.is_string()) return value.as_string();
    const std::int64_t year = value.as_integer();
    if (year < -9999 || year > 9999) return fmt::format("Y{}", year);
    return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
  }

  Attributes& rest() { return attributes_; }

 private:
  Attributes attributes_;
};

template <class Read>
auto in_attribute(std::string_view key, Read read) {
  try {
    return read();
  } catch (Error& error) {
    const std::string place = error.span ? fmt::format(" (at character {})", error.span->offset + 1) : std::string{};
    error.message = fmt::format("`{}`: {}{}", key, error.message, place);
    error.code = ErrorCode::kInvalidData;
    throw;
  }
}

Validity read_edtf_text(const std::string& text) {
  auto validity = read_validity(text);
  if (!validity.ok()) throw validity.error();
  return *validity;
}

rapidjson::Document parsed(const std::string& json) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                 rapidjson::kParseFullPrecisionFlag>(json.data(), json.size());
  return document;
}

// `json` is the text of a bounds object or of `valid` in the data format.
Validity read_validity_json(const std::string& json) {
  const rapidjson::Document document = parsed(json);
  if (document.HasParseError()) invalid("not JSON");
  return json::read_validity(document);
}

std::optional<Validity> take_bounds(Taker& from) {
  Map bounds;
  for (const char* key : kBounds)
    if (std::string text = from.take_date(key); !text.empty()) bounds[key] = Value(std::move(text));
  if (bounds.empty()) return std::nullopt;
  return in_attribute("earliest_start", [&] { return read_validity_json(json_text(Value(std::move(bounds)))); });
}

std::optional<Validity> take_validity(Taker& from) {
  const std::string edtf = from.take_date("valid");
  const std::string stated = from.take_text("valid_stated");
  std::string start = from.take_date("valid_start");
  std::string end = from.take_date("valid_end");
  if (!stated.empty()) {
    Validity validity = in_attribute("valid_stated", [&] { return read_validity_json(stated); });
    if (edtf.empty() || edtf == plain_edtf(validity)) {
      for (const char* key : kBounds) from.take_date(key);
      return validity;
    }
    // else `valid` was changed since, and counts
  }
  if (!edtf.empty()) {
    for (const char* key : kBounds) from.take_date(key);
    return in_attribute("valid", [&] { return read_edtf_text(edtf); });
  }
  if (auto bounds = take_bounds(from)) return bounds;
  if (start.empty() && end.empty()) return std::nullopt;
  return in_attribute("valid_start", [&] {
    return read_edtf_text(fmt::format("{}/{}", start.empty() ? ".." : start, end.empty() ? ".." : end));
  });
}

Attribution take_attribution(Taker& from) {
  Attribution a;
  const auto known = {Provenance::kStated, Provenance::kImplied, Provenance::kDerived, Provenance::kBackground};
  const Value word = from.take("provenance", [&](const Value& v) {
    return v.is_string() &&
           std::any_of(known.begin(), known.end(), [&](Provenance p) { return v.as_string() == name(p); });
  });
  for (const Provenance p : known)
    if (word.is_string() && word.as_string() == name(p)) a.provenance = p;
  const auto sources = from.take_list("sources");
  for (const std::string& text : sources.value_or(std::vector<std::string>{})) {
    const std::size_t hash = text.find('#');
    SourceRef ref{text.substr(0, hash), hash == std::string::npos ? "" : text.substr(hash + 1)};
    if (ref.source.empty()) invalid("`sources`: a source without a key", "write \"KEY\" or \"KEY#PLACE\"");
    a.sources.push_back(std::move(ref));
  }
  return a;
}

void take_properties(Taker& from) {
  const Value value = from.take(
      "properties", [](const Value& v) { return v.is_map() || (v.is_string() && v.as_string().starts_with('{')); });
  std::vector<PropertyFact> inner;
  if (value.is_map())
    for (const auto& [key, item] : value.as_map())
      if (!item.is_null()) inner.push_back({key, item, std::nullopt});
  if (value.is_string())
    in_attribute("properties", [&] {
      const rapidjson::Document document = parsed(value.as_string());
      if (document.HasParseError()) invalid("not JSON");
      read_properties(document, inner);
    });
  for (PropertyFact& p : inner) from.rest().push_back(std::move(p));
}

// What is left. Two values of one key are two only where both say when they hold.
std::vector<PropertyFact> remaining(Taker& from) {
  Attributes& all = from.rest();
  std::stable_sort(all.begin(), all.end(), [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].key.empty()) invalid("an attribute without a name");
    if (i > 0 && all[i].key == all[i - 1].key && !(all[i].validity && all[i - 1].validity))
      invalid(fmt::format("the attribute `{}` stands twice", all[i].key));
  }
  return std::move(all);
}

bool is_name(const std::vector<PropertyFact>& properties, const std::string& label) {
  return std::any_of(properties.begin(), properties.end(), [&](const PropertyFact& p) {
    return p.key == "name" && p.value.is_string() && p.value.as_string() == label;
  });
}

// A label says the name again, or is the name, or something else.
void settle_label(const std::string& key, const std::string& label, std::vector<PropertyFact>& properties) {
  if (label.empty() || label == key || is_name(properties, label)) return;
  const bool named =
      std::any_of(properties.begin(), properties.end(), [](const PropertyFact& p) { return p.key == "name"; });
  if (named &&
      std::any_of(properties.begin(), properties.end(), [](const PropertyFact& p) { return p.key == "label"; }))
    invalid("the attribute `label` stands twice");
  properties.push_back({named ? "label" : "name", Value(label), std::nullopt});
}

}  // namespace

Attributes attributes_of(const NodeRecord& node, const Ontology* ontology, Shape shape) {
  Attributes attributes;
  attributes.push_back({"labels", list_value(stated_types(node, ontology), shape), std::nullopt});
  const std::vector<PropertyFact> rest = add_properties(node.properties, shape, attributes);
  add_validity(node.validity, attributes);
  add_attribution(node.attribution, shape, attributes);
  add_rest(rest, attributes);
  return attributes;
}

Attributes attributes_of(const RelationshipRecord& relation, Shape shape) {
  Attributes attributes;
  attributes.push_back({"type", Value(relation.type), std::nullopt});
  const std::vector<PropertyFact> rest = add_properties(relation.properties, shape, attributes);
  add_validity(relation.validity, attributes);
  add_attribution(relation.attribution, shape, attributes);
  add_rest(rest, attributes);
  return attributes;
}

EntityFact entity_of(std::string key, Attributes attributes) {
  if (key.empty()) invalid("a node with an empty id");
  Taker from(std::move(attributes));
  EntityFact fact;
  if (auto labels = from.take_list("labels"))
    fact.types = std::move(*labels);
  else if (auto type = from.take_list("type"))
    fact.types = std::move(*type);
  else
    fact.types = {std::string(kNodeType)};
  if (std::any_of(fact.types.begin(), fact.types.end(), [](const std::string& t) { return t.empty(); }))
    invalid("`labels`: an empty type");
  fact.validity = take_validity(from);
  fact.attribution = take_attribution(from);
  const std::string label = from.take_text("label");
  take_properties(from);
  fact.properties = remaining(from);
  settle_label(key, label, fact.properties);
  fact.key = std::move(key);
  return fact;
}

RelationFact relation_of(std::string key, std::string from_key, std::string to_key, Attributes attributes) {
  if (from_key.empty() || to_key.empty()) invalid("a relation with an empty end");
  Taker from(std::move(attributes));
  RelationFact fact;
  fact.key = std::move(key);
  fact.from = std::move(from_key);
  fact.to = std::move(to_key);
  fact.type = from.take_text("type");
  const std::string label = from.take_text("label");
  if (fact.type.empty()) fact.type = label.empty() ? std::string(kRelationType) : label;
  fact.validity = take_validity(from);
  fact.attribution = take_attribution(from);
  if (!label.empty() && label != fact.type) from.rest().push_back({"label", Value(label), std::nullopt});
  take_properties(from);
  fact.properties = remaining(from);
  return fact;
}

std::string relation_id(const RelationshipRecord& relation, std::size_t number) {
  if (relation.key.empty()) return fmt::format("~{}", number);
  return relation.key.front() == '~' ? "~" + relation.key : relation.key;
}

std::string stated_key(std::string_view id) {
  if (id.size() < 2 || id[0] != '~') return std::string(id);
  if (id[1] == '~') return std::string(id.substr(1));
  const bool made = std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; });
  return made ? std::string{} : std::string(id);
}

std::string label_of(const NodeRecord& node) {
  const auto name = std::find_if(node.properties.begin(), node.properties.end(),
                                 [](const PropertyFact& p) { return p.key == "name" && p.value.is_string(); });
  return name == node.properties.end() || name->value.as_string().empty() ? node.key : name->value.as_string();
}

std::vector<std::string> stated_types(const NodeRecord& node, const Ontology* ontology) {
  if (!ontology) return node.labels;
  std::vector<std::string> stated;
  for (const std::string& label : node.labels) {
    const bool implied = std::any_of(stated.begin(), stated.end(), [&](const std::string& other) {
      const auto above = ontology->supertypes(other);
      return std::find(above.begin(), above.end(), label) != above.end();
    });
    if (!implied) stated.push_back(label);
  }
  return stated;
}

std::map<RelationId, const RelationshipRecord*> in_order(const Elements& elements) {
  std::map<RelationId, const RelationshipRecord*> relations;
  for (const auto& [index, r] : elements.relationships) relations[r.id] = &r;
  return relations;
}

std::optional<std::string> first_day(const Period& bounds) {
  if (!bounds.earliest_start.is_finite()) return std::nullopt;
  return print_instant(bounds.earliest_start);
}

std::optional<std::string> last_day(const Period& bounds) {
  const Instant end = bounds.latest_end;
  if (!end.is_finite()) return std::nullopt;
  return print_instant(Instant{end.seconds - (end.seconds % kSecondsPerDay == 0 ? kSecondsPerDay : 1)});
}

std::string plain_edtf(const Validity& v) {
  return is_plain(v) ? edtf_of(v) : print_edtf(v.bounds).value_or("");
}

std::string stated_json(const Validity& v) {
  if (is_plain(v) && v.phrase.empty()) return {};
  return clean_json(written([&](json::Writer& out) { json::write_validity(out, v); }));
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
    const rapidjson::Document document = parsed(std::string(text));
    const bool is_list =
        !document.HasParseError() && document.IsArray() &&
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
  return written([&](json::Writer& out) { json::write_value(out, value, kNone); });
}

std::string ontology_text(const Ontology& ontology) {
  return clean_json(written([&](json::Writer& out) { json::write_ontology(out, ontology); }));
}

Ontology ontology_of(std::string_view json) {
  return in_attribute("ontology", [&] {
    const rapidjson::Document document = parsed(std::string(json));
    if (document.HasParseError()) invalid("not JSON");
    return json::read_ontology(document);
  });
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

#include "formats/exchange.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "formats/exchange_parts.hpp"

namespace entente::exchange {
namespace {

// Names that mean something here or in one of the formats.
constexpr std::array<std::string_view, 23> kReserved = {
    "id",           "key",          "source",       "target",      "from",      "to",
    "start",        "end",          "parent",       "label",       "labels",    "type",
    "relation",     "valid",        "valid_stated", "valid_start", "valid_end", "earliest_start",
    "latest_start", "earliest_end", "latest_end",   "provenance",  "sources",
};

bool is_reserved(std::string_view key) {
  return key == "properties" || std::find(kReserved.begin(), kReserved.end(), key) != kReserved.end();
}

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

}  // namespace entente::exchange

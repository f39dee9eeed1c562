#include "formats/exchange.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "formats/exchange_parts.hpp"
#include "model/supertypes.hpp"

namespace entente::exchange {
namespace {

// Names that mean something here or in one of the formats.
constexpr std::array<std::string_view, 25> kReserved = {
    "id",           "key",         "source",    "target",         "from",         "to",           "start",
    "end",          "parent",      "label",     "labels",         "type",         "relation",     "valid",
    "valid_stated", "valid_start", "valid_end", "earliest_start", "latest_start", "earliest_end", "latest_end",
    "provenance",   "sources",     "datings",   kStoreId,
};

bool is_reserved(std::string_view key) {
  return key == "properties" || std::find(kReserved.begin(), kReserved.end(), key) != kReserved.end();
}

bool is_plain(const Validity& v) {
  return v.extent == Extent::kWithin && !v.end_exclusive && !v.direct_bounds && v.calendar == Calendar::kGregorian &&
         !v.is_set();
}

void add_validity(const std::optional<Validity>& validity, const std::vector<Dating>& datings, Attributes& into) {
  if (!validity) return;
  const auto add = [&](const char* key, std::string text) {
    into.push_back({key, Value(std::move(text)), std::nullopt});
  };
  const Validity& v = *validity;
  if (std::string edtf = edtf_of(v); !edtf.empty()) add("valid", std::move(edtf));
  if (!datings.empty()) {
    add("datings", clean_json(written([&](json::Writer& out) { json::write_datings(out, datings); })));
  } else if (std::string stated = stated_json(v); !stated.empty()) {
    add("valid_stated", std::move(stated));
  }
  if (auto day = first_day(v.bounds)) add("valid_start", *day);
  if (auto day = last_day(v.bounds)) add("valid_end", *day);
  const std::array bounds = {v.bounds.earliest_start, v.bounds.latest_start, v.bounds.earliest_end,
                             v.bounds.latest_end};
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    // Between the inner bounds a fact is taken to hold for certain; a set of periods need not.
    if (v.is_set() && (i == 1 || i == 2)) continue;
    add(kBounds[i], bounds[i].is_finite()                    ? print_instant(bounds[i])
                    : bounds[i] == Instant::minus_infinity() ? "-inf"
                                                             : "inf");
  }
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

// Can the value stand as one text, whenever it holds.
bool is_flat_value(const PropertyFact& p) {
  if (!is_clean(p.key)) return false;
  switch (p.value.type()) {
    case ValueType::kBoolean:
    case ValueType::kInteger:
      return true;
    case ValueType::kFloat:
      return std::isfinite(p.value.floating());
    case ValueType::kString:
      return is_clean(p.value.string());
    default:
      return false;
  }
}

// Programs that know one kind of number only, as JavaScript, change an integer beyond 2^53.
bool is_exact_everywhere(const Value& value) {
  constexpr std::int64_t kExactInDoubles = std::int64_t{1} << 53;
  switch (value.type()) {
    case ValueType::kInteger:
      return -kExactInDoubles <= value.integer() && value.integer() <= kExactInDoubles;
    case ValueType::kList:
      return std::all_of(value.list().begin(), value.list().end(), is_exact_everywhere);
    case ValueType::kMap:
      return std::all_of(value.map().begin(), value.map().end(),
                         [](const auto& entry) { return is_exact_everywhere(entry.second); });
    default:
      return true;
  }
}

bool fits_in(Shape shape, const PropertyFact& p) {
  return shape == Shape::kNested ? is_exact_everywhere(p.value) : !is_claim(p) && is_flat_value(p);
}

// The properties as attributes; gives back those that need `properties`.
std::vector<PropertyFact> add_properties(const std::vector<PropertyFact>& properties, Shape shape, Attributes& into) {
  std::vector<PropertyFact> rest;
  for (std::size_t i = 0; i < properties.size();) {
    const std::string& key = properties[i].key;
    std::size_t end = i;
    bool fits = !is_reserved(key);
    for (; end < properties.size() && properties[end].key == key; ++end) fits = fits && fits_in(shape, properties[end]);
    // Of several values in an attribute each says when it holds, or who says so.
    if (end - i > 1) fits = fits && std::all_of(properties.begin() + i, properties.begin() + end, is_claim);
    const PropertyFact& last = properties[end - 1];
    if (!fits && shape == Shape::kFlat && !is_reserved(key) && is_claim(last) && is_flat_value(last))
      into.push_back({key, last.value, std::nullopt});
    for (; i < end; ++i) (fits ? into : rest).push_back(properties[i]);  // values of one key stay together
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
  add_validity(node.validity, node.datings, attributes);
  add_attribution(node.attribution, shape, attributes);
  add_rest(rest, attributes);
  return attributes;
}

Attributes attributes_of(const RelationshipRecord& relation, Shape shape) {
  Attributes attributes;
  attributes.push_back({"type", Value(relation.type), std::nullopt});
  if (!relation.key.empty()) attributes.push_back({std::string(kStoreId), Value(relation.key), std::nullopt});
  const std::vector<PropertyFact> rest = add_properties(relation.properties, shape, attributes);
  add_validity(relation.validity, relation.datings, attributes);
  add_attribution(relation.attribution, shape, attributes);
  add_rest(rest, attributes);
  return attributes;
}

bool is_claim(const PropertyFact& property) {
  return property.validity || !property.sources.empty();
}

std::string relation_id(const RelationshipRecord& relation, std::size_t number) {
  if (relation.key.empty()) return fmt::format("~{}", number);
  return relation.key.front() == '~' ? "~" + relation.key : relation.key;
}

std::string label_of(const NodeRecord& node) {
  const auto name = std::find_if(node.properties.rbegin(), node.properties.rend(),
                                 [](const PropertyFact& p) { return p.key == "name" && p.value.is_string(); });
  return name == node.properties.rend() || name->value.string().empty() ? node.key : name->value.string();
}

std::vector<std::string> stated_types(const NodeRecord& node, const Ontology* ontology) {
  if (!ontology) return node.labels;
  std::vector<std::string> stated;
  std::set<std::string_view> implied;
  for (const std::string& label : node.labels) {
    if (implied.contains(label)) continue;
    for (const TypeAbove& type : with_supertypes(*ontology, {&label, 1})) implied.insert(type.name);
    stated.push_back(label);
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

std::string stated_json(const Validity& v) {
  if (is_plain(v) && v.phrase.empty()) return {};
  return clean_json(written([&](json::Writer& out) { json::write_validity(out, v); }));
}

}  // namespace entente::exchange

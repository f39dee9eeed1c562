// Attributes to facts.
#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/exchange.hpp"
#include "formats/exchange_parts.hpp"
#include "formats/record_reader.hpp"

namespace entente::exchange {
namespace {

// Takes attributes out of the list; what is left in the end are properties.
class Taker {
 public:
  explicit Taker(Attributes attributes) : attributes_(std::move(attributes)) {}

  // The value of that name where it fits, apart from one that holds for a time; null: none. The empty text is none.
  template <class Fits>
  Value take(std::string_view key, Fits fits) {
    for (auto it = attributes_.begin(); it != attributes_.end(); ++it) {
      if (it->key != key || it->validity || !it->sources.empty() || !fits(it->value)) continue;
      Value value = std::move(it->value);
      attributes_.erase(it);
      return value.is_string() && value.string().empty() ? Value() : value;
    }
    return {};
  }
  std::string take_text(std::string_view key) {
    const Value value = take(key, [](const Value& v) { return v.is_string(); });
    return value.is_null() ? std::string{} : value.string();
  }
  std::optional<std::vector<std::string>> take_list(std::string_view key) {
    const Value value = take(key, [](const Value& v) {
      return v.is_string() || (v.is_list() && std::all_of(v.list().begin(), v.list().end(),
                                                          [](const Value& item) { return item.is_string(); }));
    });
    if (value.is_null()) return std::nullopt;
    if (value.is_string()) return list_of(value.string());
    std::vector<std::string> items;
    for (const Value& item : value.list()) items.push_back(item.string());
    return items;
  }
  // A date as text, or a year as a number.
  std::string take_date(std::string_view key) {
    const Value value = take(key, [](const Value& v) { return v.is_string() || v.is_integer(); });
    if (value.is_null()) return {};
    if (value.is_string()) return value.string();
    const std::int64_t year = value.integer();
    if (year < -9999 || year > 9999) return fmt::format("Y{}", year);
    return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
  }

  bool has(std::string_view key) const {
    return std::any_of(attributes_.begin(), attributes_.end(), [&](const PropertyFact& p) { return p.key == key; });
  }
  Attributes& rest() { return attributes_; }

 private:
  Attributes attributes_;
};

Validity read_edtf_text(const std::string& text) {
  auto validity = read_validity(text);
  if (!validity.ok()) throw validity.error();
  return *validity;
}

// `json` is the text of a bounds object or of `valid` in the data format.
Validity read_validity_json(const std::string& json) {
  return json::read_validity(parsed(json));
}

std::optional<Validity> take_bounds(Taker& from) {
  Map bounds;
  for (const char* key : kBounds)
    if (std::string text = from.take_date(key); !text.empty()) bounds[key] = Value(std::move(text));
  if (bounds.empty()) return std::nullopt;
  return in_attribute("earliest_start", [&] { return read_validity_json(json_text(Value(std::move(bounds)))); });
}

// `json` is the text of `datings` in the data format.
std::vector<Dating> read_datings_json(const std::string& json) {
  const json::Document document = parsed(json);
  if (document.HasParseError()) invalid("not JSON");
  return json::read_datings(document);
}

// `datings` where there are any, and what they say together; else the validity alone.
std::optional<Validity> take_validity(Taker& from, std::vector<Dating>& datings) {
  const std::string edtf = from.take_date("valid");
  const std::string stated = from.take_text("valid_stated");
  if (const std::string text = from.take_text("datings"); !text.empty()) {
    std::vector<Dating> read = in_attribute("datings", [&] { return read_datings_json(text); });
    const Validity together = combination_of(read);
    if (edtf.empty() || edtf == edtf_of(together)) {
      for (const char* key : kBounds) from.take_date(key);
      from.take_date("valid_start");
      from.take_date("valid_end");
      datings = std::move(read);
      return together;
    }
    // else `valid` was changed since, and counts
  }
  std::string start = from.take_date("valid_start");
  std::string end = from.take_date("valid_end");
  if (!stated.empty()) {
    Validity validity = in_attribute("valid_stated", [&] { return read_validity_json(stated); });
    if (edtf.empty() || edtf == edtf_of(validity)) {
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
           std::any_of(known.begin(), known.end(), [&](Provenance p) { return v.string() == name(p); });
  });
  for (const Provenance p : known)
    if (word.is_string() && word.string() == name(p)) a.provenance = p;
  const auto sources = from.take_list("sources");
  for (const std::string& text : sources.value_or(std::vector<std::string>{})) {
    const std::size_t hash = text.find('#');
    SourceRef ref{text.substr(0, hash), hash == std::string::npos ? "" : text.substr(hash + 1)};
    if (ref.source.empty()) invalid("`sources`: a source without a key", "write \"KEY\" or \"KEY#PLACE\"");
    a.sources.push_back(std::move(ref));
  }
  return a;
}

std::vector<PropertyFact> take_properties(Taker& from) {
  const Value value = from.take(
      "properties", [](const Value& v) { return v.is_map() || (v.is_string() && v.string().starts_with('{')); });
  std::vector<PropertyFact> inner;
  if (value.is_map())
    for (const auto& [key, item] : value.map())
      if (!item.is_null()) inner.push_back({key, item, std::nullopt});
  if (value.is_string()) in_attribute("properties", [&] { read_properties(parsed(value.string()), inner); });
  // The last of several values stands as an attribute too; one that was changed since counts alone.
  std::vector<PropertyFact> kept;
  for (std::size_t i = 0; i < inner.size();) {
    std::size_t end = i + 1;
    while (end < inner.size() && inner[end].key == inner[i].key) ++end;
    Attributes& rest = from.rest();
    const auto shown = std::find_if(rest.begin(), rest.end(),
                                    [&](const PropertyFact& p) { return p.key == inner[i].key && !is_claim(p); });
    const bool is_ours = is_claim(inner[end - 1]) && shown != rest.end();
    const bool is_changed = is_ours && equal(shown->value, inner[end - 1].value) != Truth::kTrue;
    if (is_ours && !is_changed) rest.erase(shown);
    if (!is_changed)
      std::move(inner.begin() + static_cast<std::ptrdiff_t>(i), inner.begin() + static_cast<std::ptrdiff_t>(end),
                std::back_inserter(kept));
    i = end;
  }
  return kept;
}

// What is left, and `inner`, what stood in `properties`. Two values of one key are two only where both say when they
// hold, or who says so, and in `properties`, which tells them from a list.
std::vector<PropertyFact> remaining(Taker& from, std::vector<PropertyFact> inner) {
  Attributes& all = from.rest();
  for (const PropertyFact& p : inner)
    for (const PropertyFact& other : all)
      if (p.key == other.key && !(is_claim(p) && is_claim(other)))
        invalid(fmt::format("the attribute `{}` stands twice", p.key));
  std::stable_sort(all.begin(), all.end(), [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].key.empty()) invalid("an attribute without a name");
    if (i > 0 && all[i].key == all[i - 1].key && !(is_claim(all[i]) && is_claim(all[i - 1])))
      invalid(fmt::format("the attribute `{}` stands twice", all[i].key));
  }
  for (PropertyFact& p : inner) all.push_back(std::move(p));
  std::stable_sort(all.begin(), all.end(), [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
  return std::move(all);
}

bool is_name(const std::vector<PropertyFact>& properties, const std::string& label) {
  return std::any_of(properties.begin(), properties.end(), [&](const PropertyFact& p) {
    return p.key == "name" && p.value.is_string() && p.value.string() == label;
  });
}

// A label says the name again, or is the name, or something else.
void settle_label(const std::string& label, std::vector<PropertyFact>& properties) {
  if (label.empty() || is_name(properties, label)) return;
  const bool named =
      std::any_of(properties.begin(), properties.end(), [](const PropertyFact& p) { return p.key == "name"; });
  if (named &&
      std::any_of(properties.begin(), properties.end(), [](const PropertyFact& p) { return p.key == "label"; }))
    invalid("the attribute `label` stands twice");
  properties.push_back({named ? "label" : "name", Value(label), std::nullopt});
}

// The number of an edge, or what `relation_id` made of it.
bool is_number(std::string_view edge_id) {
  const std::size_t first = edge_id.find_first_not_of('~'), last = edge_id.find_last_not_of('~');
  if (first == std::string_view::npos) return true;
  return edge_id.substr(first, last - first + 1).find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

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
  fact.validity = take_validity(from, fact.datings);
  const bool is_ours = from.has("provenance");
  fact.attribution = take_attribution(from);
  std::string label = from.take_text("label");
  if (is_ours && label == key) label.clear();  // what stands there for one without a name
  std::vector<PropertyFact> inner = take_properties(from);
  fact.properties = remaining(from, std::move(inner));
  settle_label(label, fact.properties);
  fact.key = std::move(key);
  return fact;
}

RelationFact relation_of(const std::string& edge_id, std::string from_key, std::string to_key, Attributes attributes) {
  if (from_key.empty() || to_key.empty()) invalid("a relation with an empty end");
  Taker from(std::move(attributes));
  RelationFact fact;
  fact.key = from.take_text(kStoreId);
  fact.from = std::move(from_key);
  fact.to = std::move(to_key);
  fact.type = from.take_text("type");
  const std::string label = from.take_text("label");
  if (fact.type.empty()) fact.type = label.empty() ? std::string(kRelationType) : label;
  fact.validity = take_validity(from, fact.datings);
  fact.attribution = take_attribution(from);
  if (!label.empty() && label != fact.type) from.rest().push_back({"label", Value(label), std::nullopt});
  std::vector<PropertyFact> inner = take_properties(from);
  const auto is_id = [](const PropertyFact& p) { return p.key == "id"; };
  const bool has_id =
      std::any_of(from.rest().begin(), from.rest().end(), is_id) || std::any_of(inner.begin(), inner.end(), is_id);
  if (fact.key.empty() && !has_id && !is_number(edge_id)) from.rest().push_back({"id", Value(edge_id), std::nullopt});
  fact.properties = remaining(from, std::move(inner));
  return fact;
}

}  // namespace entente::exchange

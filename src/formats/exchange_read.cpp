// Attributes to facts.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "entente/time/date.hpp"
#include "formats/columns/column_words.hpp"
#include "formats/columns/dates.hpp"
#include "formats/exchange.hpp"
#include "formats/exchange_parts.hpp"
#include "formats/record_reader.hpp"

namespace entente::exchange {
namespace {

// A date as text, or a year as a number. Absent: the value is neither.
std::optional<std::string> date_text(const Value& value) {
  if (value.is_string()) return value.string();
  if (value.is_period()) {  // of a column of dates
    std::string edtf = edtf_of(value.period());
    return edtf.empty() ? std::nullopt : std::optional(std::move(edtf));
  }
  const bool is_year = value.is_integer() || (value.is_float() && value.floating() == std::floor(value.floating()) &&
                                              std::abs(value.floating()) <= 9999);
  if (!is_year) return std::nullopt;
  const std::int64_t year =
      value.is_integer() ? value.integer() : static_cast<std::int64_t>(std::lround(value.floating()));
  if (year < -9999 || year > 9999) return fmt::format("Y{}", year);
  return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

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
    return date_text(take(key, [](const Value& v) { return v.is_string() || v.is_integer(); })).value_or("");
  }
  void give_back(std::string_view key, Value value) {
    attributes_.push_back({std::string(key), std::move(value), std::nullopt});
  }

  Attributes& rest() { return attributes_; }
  const Attributes& rest() const { return attributes_; }

 private:
  Attributes attributes_;
};

// EDTF or English.
std::optional<Validity> read_text(const std::string& text) {
  auto reading = read_date(text);
  return reading.ok() ? std::optional(std::move(reading->validity)) : std::nullopt;
}

// From one date to another, each as the ends of a table's rows are read; an absent one is open.
std::optional<Validity> read_ends(const std::string& start, const std::string& end) {
  auto plain = read_validity(fmt::format("{}/{}", start.empty() ? ".." : start, end.empty() ? ".." : end));
  if (plain.ok()) return std::move(*plain);
  auto read = read_dates(start, end, plain_forms(), {}, OpenEnd::kOpen, OpenEnd::kOpen);
  return read.ok() ? std::move(*read) : std::nullopt;
}

// `json` is the text of a bounds object or of `valid` in the data format.
Validity read_validity_json(const std::string& json) {
  return json::read_validity(parsed(json));
}

// What `valid` is where it is no text: a list of stretches, or an object of the data format.
std::optional<Validity> read_nested(const Value& value) {
  if (value.is_list()) {
    std::vector<Validity> stretches;
    for (const Value& item : value.list()) {
      const auto text = date_text(item);
      auto stretch = text ? read_text(*text) : read_nested(item);
      if (!stretch) return std::nullopt;
      stretches.push_back(*std::move(stretch));
    }
    const bool is_nested = std::any_of(stretches.begin(), stretches.end(), [](const auto& s) { return s.is_set(); });
    if (stretches.empty() || is_nested) return std::nullopt;
    return joined_stretches(std::move(stretches));
  }
  if (!value.is_map()) return std::nullopt;
  try {
    return read_validity_json(json_text(value));
  } catch (const Error&) {
    return std::nullopt;
  }
}

// A time that can't be read: it stays a property.
Validity unread(Times& times, std::string_view key, const Value& value) {
  times.unread = fmt::format("`{}`: {} is no date", key, json_text(value));
  return unknown_validity();
}

std::optional<Validity> take_bounds(Taker& from, Times& times) {
  Map bounds;
  for (const char* key : kBounds)
    if (std::string text = from.take_date(key); !text.empty()) bounds[key] = Value(std::move(text));
  if (bounds.empty()) return std::nullopt;
  try {
    return read_validity_json(json_text(Value(bounds)));
  } catch (const Error& error) {
    for (const auto& [key, text] : bounds) from.give_back(key, text);
    times.unread = fmt::format("`{}`: {}", bounds.begin()->first, error.message);
    return unknown_validity();
  }
}

// The names that other tools have for times, as words. What may as well be no time counts where a date stands in it.
constexpr std::string_view kStarts =
    "|start|begin|start date|begin date|date start|start year|begin year|start time|begin time|startdate|"
    "startyear|valid from|";
constexpr std::string_view kEnds = "|end|end date|date end|end year|end time|enddate|endyear|valid to|valid until|";
constexpr std::string_view kDates = "|date|when|year|timestamp|";

bool is_one_of(std::string_view list, std::string_view word) {
  return list.find(fmt::format("|{}|", word)) != std::string_view::npos;
}

bool looks_like_time(const Value& value) {
  return value.is_integer() || value.is_float() || value.is_period() ||
         (value.is_string() && value.string().find_first_of("0123456789") != std::string::npos);
}

// Can it be nothing but a date: one with a year of four digits.
bool is_surely_date(const Value& value) {
  const auto text = date_text(value);
  if (!text || !looks_like_time(value)) return false;
  std::size_t digits = 0, most = 0;
  for (const char c : *text) most = std::max(most, digits = c >= '0' && c <= '9' ? digits + 1 : 0);
  const bool is_small = !value.is_string() && text->find('0') == text->find_first_of("0123456789");
  return most == 4 && !is_small && read_text(*text).has_value();
}

// The time that other tools state. Absent: none.
std::optional<Validity> take_times_of_others(Taker& from, Times& times) {
  const PropertyFact *start = nullptr, *end = nullptr, *date = nullptr;
  const PropertyFact *since = nullptr, *until = nullptr, *from_here = nullptr, *to_here = nullptr, *time = nullptr;
  for (const PropertyFact& p : from.rest()) {
    const bool is_empty =
        (p.value.is_string() && p.value.string().empty()) || (p.value.is_float() && !std::isfinite(p.value.floating()));
    if (is_claim(p) || is_empty) continue;
    const std::string words = words_of_name(p.key);
    const auto is = [&](const PropertyFact*& found, bool is_named) {
      if (is_named && !found) found = &p;
    };
    is(start, is_one_of(kStarts, words));
    is(end, is_one_of(kEnds, words));
    is(date, is_one_of(kDates, words));
    is(since, words == "since");
    is(until, words == "until");
    is(from_here, words == "from");
    is(to_here, words == "to");
    is(time, words == "time");
  }
  if (!start) start = since;
  if (!end) end = until;
  const auto is_sure = [](const PropertyFact* p) { return p && is_surely_date(p->value); };
  if (!start && !end && (is_sure(from_here) || is_sure(to_here))) {
    start = from_here;
    end = to_here;
  }
  if (!date && is_sure(time)) date = time;
  std::vector<std::string> keys;
  std::optional<Validity> read;
  if (start || end) {
    std::array<std::string, 2> texts;
    bool are_texts = true, is_time = false;
    for (const auto& [p, text] : {std::pair(start, &texts[0]), std::pair(end, &texts[1])}) {
      if (!p) continue;
      const auto stated = date_text(p->value);
      are_texts = are_texts && stated;
      *text = stated.value_or("");
      is_time = is_time || looks_like_time(p->value);
      keys.push_back(p->key);
    }
    if (are_texts) read = read_ends(texts[0], texts[1]);
    if (!read && !is_time) return std::nullopt;  // from one town to another
    const bool is_start_wrong = start && (!end || !read_ends(texts[0], ""));
    if (!read) return unread(times, (is_start_wrong ? start : end)->key, (is_start_wrong ? start : end)->value);
  } else if (date) {
    const bool is_year = date->value.is_string() || date->value.is_period() || words_of_name(date->key) == "year" ||
                         is_surely_date(date->value);
    if (const auto text = date_text(date->value); text && is_year) read = read_text(*text);
    if (!read) read = read_nested(date->value);
    if (!read && !looks_like_time(date->value)) return std::nullopt;
    if (!read) return unread(times, date->key, date->value);
    keys.push_back(date->key);
  }
  std::erase_if(from.rest(), [&](const PropertyFact& p) {
    return !is_claim(p) && std::find(keys.begin(), keys.end(), p.key) != keys.end();
  });
  return read;
}

// `json` is the text of `datings` in the data format.
std::vector<Dating> read_datings_json(const std::string& json) {
  const json::Document document = parsed(json);
  if (document.HasParseError()) invalid("not JSON");
  return json::read_datings(document);
}

// `datings` where there are any, and what they say together; else the validity alone.
std::optional<Validity> take_validity(Taker& from, std::vector<Dating>& datings, Times& times) {
  const Value valid = from.take("valid", [](const Value& v) {
    return v.is_string() || v.is_integer() || v.is_float() || v.is_period() || v.is_list() || v.is_map();
  });
  const std::string edtf = date_text(valid).value_or("");
  const std::string stated = from.take_text("valid_stated");
  const auto drop_bounds = [&] {
    for (const char* key : kBounds) from.take_date(key);
    from.take_date("valid_start");
    from.take_date("valid_end");
  };
  if (const std::string text = from.take_text("datings"); !text.empty()) {
    std::vector<Dating> read = in_attribute("datings", [&] { return read_datings_json(text); });
    const Validity together = combination_of(read);
    if (valid.is_null() || edtf == edtf_of(together)) {
      drop_bounds();
      datings = std::move(read);
      return together;
    }
    // else `valid` was changed since, and counts
  }
  if (!stated.empty()) {
    Validity validity = in_attribute("valid_stated", [&] { return read_validity_json(stated); });
    if (valid.is_null() || edtf == edtf_of(validity)) {
      drop_bounds();
      return validity;
    }
    // else `valid` was changed since, and counts
  }
  if (!valid.is_null()) {
    if (auto validity = edtf.empty() ? read_nested(valid) : read_text(edtf)) {
      drop_bounds();
      return validity;
    }
    from.give_back("valid", valid);
    return unread(times, "valid", valid);
  }
  if (auto bounds = take_bounds(from, times)) {
    from.take_date("valid_start");
    from.take_date("valid_end");
    return bounds;
  }
  const std::string start = from.take_date("valid_start"), end = from.take_date("valid_end");
  if (!start.empty() || !end.empty()) {
    if (auto validity = read_ends(start, end)) return validity;
    for (const auto& [key, text] : {std::pair("valid_start", start), std::pair("valid_end", end)})
      if (!text.empty()) from.give_back(key, text);
    return unread(times, start.empty() ? "valid_end" : "valid_start", Value(start.empty() ? end : start));
  }
  return times.reads_others ? take_times_of_others(from, times) : std::nullopt;
}

constexpr auto kProvenances = {Provenance::kStated, Provenance::kImplied, Provenance::kDerived,
                               Provenance::kBackground};

bool is_provenance(const Value& value) {
  return value.is_string() &&
         std::any_of(kProvenances.begin(), kProvenances.end(), [&](Provenance p) { return value.string() == name(p); });
}

// Every record that is written has its provenance. In one that is ours `year` is a property, and no time.
bool is_ours(const Taker& from) {
  const auto& all = from.rest();
  return std::any_of(all.begin(), all.end(),
                     [](const PropertyFact& p) { return p.key == "provenance" && is_provenance(p.value); });
}

Attribution take_attribution(Taker& from) {
  Attribution a;
  const Value word = from.take("provenance", is_provenance);
  for (const Provenance p : kProvenances)
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

EntityFact entity_of(std::string key, Attributes attributes, Times& times) {
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
  const bool is_read_back = is_ours(from);
  if (is_read_back) times.reads_others = false;
  fact.validity = take_validity(from, fact.datings, times);
  fact.attribution = take_attribution(from);
  std::string label = from.take_text("label");
  if (is_read_back && label == key) label.clear();  // what stands there for one without a name
  std::vector<PropertyFact> inner = take_properties(from);
  fact.properties = remaining(from, std::move(inner));
  settle_label(label, fact.properties);
  fact.key = std::move(key);
  return fact;
}

RelationFact relation_of(const std::string& edge_id, std::string from_key, std::string to_key, Attributes attributes,
                         Times& times) {
  if (from_key.empty() || to_key.empty()) invalid("a relation with an empty end");
  Taker from(std::move(attributes));
  RelationFact fact;
  fact.key = from.take_text(kStoreId);
  fact.from = std::move(from_key);
  fact.to = std::move(to_key);
  fact.type = from.take_text("type");
  const std::string label = from.take_text("label");
  if (fact.type.empty()) fact.type = label.empty() ? std::string(kRelationType) : label;
  if (is_ours(from)) times.reads_others = false;
  fact.validity = take_validity(from, fact.datings, times);
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

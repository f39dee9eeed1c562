#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"

namespace entente::json {
namespace {

// A bound given directly: the first moment of a date, or an infinity (`..` the one that leaves the bound open).
Instant read_bound(const Json& json, std::string_view what, Instant open) {
  const std::string text = read_string(json, what);
  if (text == "..") return open;
  const auto point = read_point(text);
  if (!point.ok()) throw point.error();
  return *point;
}

Value read_instant(const Json& json) {
  const auto point = read_point(read_string(json, "$instant"));
  if (!point.ok()) throw point.error();
  return *point;
}

template <class T>
Value read_temporal(const Json& json, std::string_view tag, Result<T> (*read)(std::string_view)) {
  Result<T> value = read(read_string(json, tag));
  if (!value.ok()) throw value.error();
  return *std::move(value);
}

// nullopt: the tag is none of a temporal type.
std::optional<Value> read_temporal(const Json& json, std::string_view tag) {
  if (tag == "$date") return read_temporal(json, tag, read_local_date);
  if (tag == "$time") return read_temporal(json, tag, read_offset_time);
  if (tag == "$localtime") return read_temporal(json, tag, read_local_time);
  if (tag == "$localdatetime") return read_temporal(json, tag, read_local_date_time);
  if (tag == "$datetime") return read_temporal(json, tag, read_zoned_date_time);
  if (tag == "$duration") return read_temporal(json, tag, read_amount);
  return std::nullopt;
}

Value read_float(const Json& json) {
  const std::string text = read_string(json, "$float");
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
    invalid(fmt::format("`$float` holds no number: \"{}\"", text));
  return number;
}

Map read_map(const Json& json, int depth) {
  Map map;
  for (const auto& entry : json.GetObject()) {
    if (!map.emplace(std::string(text_of(entry.name)), read_value(entry.value, depth + 1)).second)
      invalid(fmt::format("the key `{}` stands twice in one object", text_of(entry.name)));
  }
  return map;
}

Validity read_period(const Json& json);

Value read_object(const Json& json, int depth) {
  const bool tagged = json.MemberCount() == 1 && text_of(json.MemberBegin()->name).substr(0, 1) == "$";
  if (!tagged) {
    for (const auto& entry : json.GetObject())
      if (text_of(entry.name).substr(0, 1) == "$")
        invalid(fmt::format("`{}` must stand alone in its object", text_of(entry.name)),
                "an object with such a key is written {\"$map\": {…}}");
    return read_map(json, depth);
  }
  const std::string_view tag = text_of(json.MemberBegin()->name);
  const Json& body = json.MemberBegin()->value;
  if (tag == "$period" || tag == "$edtf") return read_period(body);
  if (tag == "$instant") return read_instant(body);
  if (tag == "$float") return read_float(body);
  if (tag == "$map" && body.IsObject()) return read_map(body, depth);
  if (const std::optional<Value> temporal = read_temporal(body, tag)) return *temporal;
  if (tag == "$point")
    invalid("`$point` is kept for a kind of value that this version of entente does not have",
            "coordinates are numbers: two properties, or a list");
  invalid(
      fmt::format("`{}` is no kind of value here", tag),
      "known are `$period`, `$instant`, `$date`, `$localtime`, `$time`, `$localdatetime`, `$datetime`, `$duration`, "
      "`$float` and `$map`");
}

Extent read_extent(const Json& json) {
  const std::string text = read_string(json, "extent");
  if (text == "within") return Extent::kWithin;
  if (text == "throughout") return Extent::kThroughout;
  if (text == "observed") return Extent::kObserved;
  invalid(fmt::format("`extent` is \"{}\"", text), "it is within, throughout or observed");
}

Calendar read_calendar(const Json& json) {
  const std::string text = read_string(json, "calendar");
  if (text == "gregorian") return Calendar::kGregorian;
  if (text == "julian") return Calendar::kJulian;
  invalid(fmt::format("`calendar` is \"{}\"", text), "it is gregorian or julian");
}

Validity read_direct_bounds(const Json& json, Validity base) {
  const bool has_edtf = !base.edtf.empty();
  const Period by_edtf = base.bounds;
  base.direct_bounds = true;
  const auto bound = [&](const char* key, Instant stated, Instant open) {
    const Json* j = member(json, key);
    return j ? read_bound(*j, key, open) : stated;
  };
  Period& b = base.bounds;
  b.earliest_start = bound("earliest_start", b.earliest_start, Instant::minus_infinity());
  b.latest_start = bound("latest_start", b.latest_start, Instant::plus_infinity());
  b.earliest_end = bound("earliest_end", b.earliest_end, Instant::minus_infinity());
  b.latest_end = bound("latest_end", b.latest_end, Instant::plus_infinity());
  if (!b.is_valid())
    invalid("the four bounds contradict one another",
            "earliest_start ≤ latest_start, earliest_end ≤ latest_end, and earliest_start < latest_end");
  if (has_edtf && b == by_edtf) base.direct_bounds = false;  // they say the same
  return base;
}

// Of an object whose keys are known ones.
Validity read_stretch(const Json& json) {
  Validity validity;
  const Json* edtf = member(json, "edtf");
  const Json* extent = member(json, "extent");
  const Json* exclusive = member(json, "end_exclusive");
  const Json* calendar = member(json, "calendar");
  const bool direct = member(json, "earliest_start") || member(json, "latest_start") || member(json, "earliest_end") ||
                      member(json, "latest_end");
  if (edtf) {
    auto read = entente::read_validity(read_string(*edtf, "edtf"), extent ? read_extent(*extent) : Extent::kWithin,
                                       exclusive && read_boolean(*exclusive, "end_exclusive"),
                                       calendar ? read_calendar(*calendar) : Calendar::kGregorian);
    if (!read.ok()) throw read.error();
    validity = *read;
  } else if (direct) {
    validity.bounds = {Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(),
                       Instant::plus_infinity()};
  } else {
    invalid("`valid` states no time", "give `edtf`, or bounds such as `earliest_start`");
  }
  if (!edtf && (extent || exclusive || calendar))
    invalid("`extent`, `end_exclusive` and `calendar` say how `edtf` is meant, and there is no `edtf`");
  if (const Json* phrase = member(json, "phrase")) validity.phrase = read_string(*phrase, "phrase");
  return direct ? read_direct_bounds(json, std::move(validity)) : validity;
}

Validity read_stretches(const Json& json) {
  if (json.Empty()) invalid("an empty list of stretches", "leave `valid` out where it held always");
  std::vector<Validity> stretches;
  for (const Json& item : json.GetArray()) {
    if (item.IsArray()) invalid("a list of stretches within a list of stretches");
    stretches.push_back(read_validity(item));
  }
  auto set = set_of_stretches(std::move(stretches));
  if (!set.ok()) throw set.error();
  return *std::move(set);
}

// As in data and in rows, which add what the rest says already: the words, and of stretches the bounds.
Validity read_period(const Json& json) {
  if (!json.IsObject()) return read_validity(json);
  require_keys(json,
               {"edtf", "extent", "end_exclusive", "calendar", "phrase", "earliest_start", "latest_start",
                "earliest_end", "latest_end", "stretches", "text"},
               "`$period`");
  const Json* stretches = member(json, "stretches");
  if (!stretches) return read_stretch(json);
  if (!stretches->IsArray()) invalid(fmt::format("`stretches` must be a list, not {}", kind_of(*stretches)));
  return read_stretches(*stretches);
}

}  // namespace

std::vector<Dating> read_datings(const Json& json) {
  if (!json.IsArray()) invalid(fmt::format("`datings` must be a list of objects, not {}", kind_of(json)));
  if (json.Empty()) invalid("`datings` is empty", "leave it out where nothing is dated");
  std::vector<Dating> datings;
  for (const Json& item : json.GetArray()) {
    require_keys(item, {"valid", "sources"}, "a dating");
    const Json* valid = member(item, "valid");
    if (!valid) invalid("a dating without `valid`");
    const Json* sources = member(item, "sources");
    datings.push_back({read_validity(*valid), sources ? read_sources(*sources) : std::vector<SourceRef>{}});
  }
  return datings;
}

std::string_view kind_of(const Json& j) {
  if (j.IsNull()) return "null";
  if (j.IsBool()) return "a boolean";
  if (j.IsNumber()) return "a number";
  if (j.IsString()) return "a string";
  return j.IsArray() ? "a list" : "an object";
}

const Json* member(const Json& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto it = object.FindMember(key);
  return it == object.MemberEnd() ? nullptr : &it->value;
}

bool read_boolean(const Json& json, std::string_view what) {
  if (!json.IsBool()) invalid(fmt::format("`{}` must be true or false, not {}", what, kind_of(json)));
  return json.GetBool();
}

std::vector<std::string> read_strings(const Json& json, std::string_view what) {
  if (!json.IsArray()) invalid(fmt::format("`{}` must be a list of strings, not {}", what, kind_of(json)));
  std::vector<std::string> strings;
  for (const Json& item : json.GetArray()) strings.push_back(read_string(item, what));
  return strings;
}

std::string read_string(const Json& json, std::string_view what) {
  if (!json.IsString()) invalid(fmt::format("`{}` must be a string, not {}", what, kind_of(json)));
  return std::string(text_of(json));
}

void require_keys(const Json& object, std::span<const std::string_view> known, std::string_view what) {
  if (!object.IsObject()) invalid(fmt::format("{} must be an object, not {}", what, kind_of(object)));
  std::set<std::string_view> seen;
  for (const auto& entry : object.GetObject()) {
    const std::string_view key = text_of(entry.name);
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      const std::vector<std::string> candidates(known.begin(), known.end());
      std::string near = nearest(key, candidates);
      for (const std::string& candidate : candidates)  // `alias` for `aliases`
        if (near.empty() && key.size() > 2 && (candidate.starts_with(key) || key.starts_with(candidate)))
          near = candidate;
      invalid(fmt::format("unknown key `{}`", key),
              near.empty() ? std::string{} : fmt::format("did you mean `{}`?", near));
    }
    if (!seen.insert(key).second) invalid(fmt::format("the key `{}` stands twice", key));
  }
}

Value read_value(const Json& json, int depth) {
  if (depth > kDeepestValue) invalid(fmt::format("nested deeper than {} levels", kDeepestValue));
  switch (json.GetType()) {
    case rapidjson::kNullType:
      return {};
    case rapidjson::kFalseType:
      return false;
    case rapidjson::kTrueType:
      return true;
    case rapidjson::kStringType:
      return text_of(json);
    case rapidjson::kNumberType:
      if (json.IsInt64()) return static_cast<std::int64_t>(json.GetInt64());
      if (json.IsUint64() || (is_beyond_numbers(json) && std::isnan(json.GetDouble())))
        invalid("an integer beyond 64 bits with sign",
                "write it as a string, or as a float with a fraction or exponent");
      if (is_beyond_numbers(json)) invalid("a number beyond the range of floats");
      return json.GetDouble();
    case rapidjson::kArrayType: {
      List list;
      list.reserve(json.Size());
      for (const Json& item : json.GetArray()) list.push_back(read_value(item, depth + 1));
      return list;
    }
    case rapidjson::kObjectType:
      return read_object(json, depth);
  }
  return {};
}

Validity read_validity(const Json& json) {
  if (json.IsArray()) return read_stretches(json);
  if (json.IsString()) {
    auto date = read_date(text_of(json));
    if (!date.ok()) throw date.error();
    return std::move(date->validity);
  }
  if (!json.IsObject())
    invalid(fmt::format("`valid` is {}", kind_of(json)),
            json.IsNumber() ? "a date is a text: \"1950\""
                            : "it is a date, a list of dates, or an object; leave it out where it held always");
  require_keys(json,
               {"edtf", "extent", "end_exclusive", "calendar", "phrase", "earliest_start", "latest_start",
                "earliest_end", "latest_end"},
               "`valid`");
  return read_stretch(json);
}

Provenance read_provenance(const Json& json) {
  const std::string word = read_string(json, "provenance");
  for (const Provenance p : {Provenance::kStated, Provenance::kImplied, Provenance::kDerived, Provenance::kBackground})
    if (word == name(p)) return p;
  invalid(fmt::format("`provenance` is \"{}\"", word), "it is stated, implied, derived or background");
}

std::vector<SourceRef> read_sources(const Json& json) {
  std::vector<SourceRef> sources;
  for (const std::string& text : read_strings(json, "sources")) {
    const std::size_t hash = text.find('#');
    SourceRef ref{text.substr(0, hash), hash == std::string::npos ? "" : text.substr(hash + 1)};
    if (ref.source.empty()) invalid("a source without a key", "write \"KEY\" or \"KEY#PLACE\"");
    sources.push_back(std::move(ref));
  }
  return sources;
}

}  // namespace entente::json

namespace entente {

Result<Value> value_from_json(std::string_view text) {
  json::Document document;
  if (const auto fault = json::parse(text, document))
    return Error(fault->is_syntax ? ErrorCode::kSyntax : ErrorCode::kInvalidData, fault->reason, {fault->offset, 1});
  try {
    return json::read_value(document);
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace entente

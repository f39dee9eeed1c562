#include "query/update/property_changes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "entente/time/date.hpp"
#include "entente/time/portion.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

bool is_simple(const Value& value) {
  return value.is_boolean() || value.is_number() || value.is_string() || value.is_period() || value.is_instant() ||
         value.is_temporal();
}

bool holds_always(const PropertyFact& p) {
  return !p.validity.has_value();
}

}  // namespace

void require_property_value(std::string_view key, const Value& value) {
  if (value.is_null() || is_simple(value)) return;
  const auto fault = [&](std::string_view what) {
    return Error(ErrorCode::kType, fmt::format("the property `{}` can't hold {}", key, what))
        .with_hint("a property is a boolean, a number, a text, a time, or a list of these")
        .with_detail("InvalidPropertyType");
  };
  if (!value.is_list()) throw fault(fmt::format("{}", name(value.type())));
  for (const Value& item : value.list())
    if (!is_simple(item)) throw fault(fmt::format("a list with {}", name(item.type())));
}

bool set_property(std::vector<PropertyFact>& properties, const std::string& key, const Value& value,
                  const std::optional<Validity>& when, const StatedSources& sources) {
  const auto is_replaced = [&](const PropertyFact& p) {
    return p.key == key && (!when || (p.validity && p.validity->bounds == when->bounds));
  };
  if (when && value.is_null()) return std::erase_if(properties, is_replaced) > 0;
  const auto first = std::find_if(properties.begin(), properties.end(), is_replaced);
  if (value.is_null()) {
    if (first == properties.end()) return false;
    std::erase_if(properties, is_replaced);
    return true;
  }
  const bool is_same = std::count_if(properties.begin(), properties.end(), is_replaced) == 1 &&
                       (when ? true : holds_always(*first)) && first->value.type() == value.type() &&
                       equivalent(first->value, value) && (!sources || first->sources == *sources);
  if (is_same) return false;
  std::erase_if(properties, is_replaced);
  properties.push_back({key, value, when, sources.value_or(std::vector<SourceRef>())});
  std::stable_sort(properties.begin(), properties.end(),
                   [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
  return true;
}

bool set_property_in(std::vector<PropertyFact>& properties, const std::string& key, const Value& value,
                     const Period& portion, const StatedSources& sources) {
  std::vector<PropertyFact> kept;
  std::size_t cut = 0;
  bool is_said = false;  // of the whole portion by now
  for (const PropertyFact& p : properties) {
    Portions parts;
    if (p.key == key) parts = split(p.validity, portion);
    if (!parts.within) {
      kept.push_back(p);
      continue;
    }
    ++cut;
    is_said = is_said || (p.value.type() == value.type() && equivalent(p.value, value) && !parts.within->is_set() &&
                          parts.within->bounds == portion && (!sources || p.sources == *sources));
    if (parts.outside) kept.push_back({p.key, p.value, std::move(parts.outside), p.sources});
  }
  if ((cut == 1 && is_said) || (cut == 0 && value.is_null())) return false;
  if (!value.is_null()) kept.push_back({key, value, validity_of(portion), sources.value_or(std::vector<SourceRef>())});
  std::stable_sort(kept.begin(), kept.end(),
                   [](const PropertyFact& a, const PropertyFact& b) { return a.key < b.key; });
  properties = std::move(kept);
  return true;
}

std::size_t set_properties(std::vector<PropertyFact>& properties, const Map& values, bool add,
                           const StatedSources& sources) {
  std::size_t changed = 0;
  if (!add) {
    std::vector<std::string> gone;
    for (const PropertyFact& p : properties)
      if (!values.contains(p.key) && (gone.empty() || gone.back() != p.key)) gone.push_back(p.key);
    for (const std::string& key : gone) changed += set_property(properties, key, Value()) ? 1 : 0;
  }
  for (const auto& [key, value] : values) {
    require_property_value(key, value);
    changed += set_property(properties, key, value, std::nullopt, sources) ? 1 : 0;
  }
  return changed;
}

bool add_label(std::vector<std::string>& labels, const std::string& label) {
  if (std::find(labels.begin(), labels.end(), label) != labels.end()) return false;
  labels.push_back(label);
  return true;
}

bool remove_label(std::vector<std::string>& labels, const std::string& label) {
  return std::erase(labels, label) > 0;
}

std::optional<Validity> validity_of_value(const Value& value) {
  if (value.is_null()) return std::nullopt;
  if (value.is_period()) return value.period();
  if (value.is_instant() || first_instant(value)) return validity_of(period_of(value));
  if (value.is_string()) {
    Result<DateReading> date = read_date(value.string());
    if (!date.ok()) {
      Error error = date.error();
      error.span.reset();  // it points into the date
      throw error;
    }
    return std::move(date->validity);
  }
  throw Error(ErrorCode::kType, fmt::format("a time is a date or a period, and this is {}", name(value.type())))
      .with_hint("as in VALID '1958-07-31/1958-08-03'")
      .with_detail("InvalidArgumentType");
}

std::vector<SourceRef> sources_of_value(const Value& value) {
  std::vector<SourceRef> sources;
  const auto add = [&](const Value& item) {
    if (!item.is_string())
      throw Error(ErrorCode::kType, fmt::format("a source is named by a text, and this is {}", name(item.type())))
          .with_hint("as in SOURCES 'doc-a#P3', or a list of such texts")
          .with_detail("InvalidArgumentType");
    const std::string& text = item.string();
    const std::size_t mark = text.find('#');
    if (mark == 0 || text.empty())
      throw Error(ErrorCode::kArgument, "a source without a key").with_hint("write 'KEY' or 'KEY#PLACE'");
    sources.push_back({text.substr(0, mark), mark == std::string::npos ? "" : text.substr(mark + 1)});
  };
  if (value.is_list())
    for (const Value& item : value.list()) add(item);
  else if (!value.is_null())
    add(value);
  return sources;
}

}  // namespace entente

// Facts in words that leave nothing out: two facts are the same where their words are.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/time/edtf.hpp"

namespace entente::facts {

// Text that is canonical for the bounds says nothing more, and a store gives it back or not.
inline Validity without_canonical_text(Validity v) {
  const bool may_go = !v.direct_bounds && v.calendar == Calendar::kGregorian;
  if (may_go && !v.edtf.empty() && print_edtf(v.bounds) == v.edtf) v.edtf.clear();
  for (Validity& stretch : v.stretches) stretch = without_canonical_text(stretch);
  return v;
}

inline std::string words(Instant t) {
  if (!t.is_finite()) return t < Instant{0} ? "-∞" : "∞";
  if (t.seconds % kSecondsPerDay != 0) return std::to_string(t.seconds) + "s";
  return print_edtf(Period::certain(t, {t.seconds + kSecondsPerDay})).value_or(std::to_string(t.seconds));
}

inline std::string words(const Validity& stated) {
  const Validity v = without_canonical_text(stated);
  const Period& p = v.bounds;
  std::string text = p.is_certain() ? "[" + words(p.latest_start) + ", " + words(p.earliest_end) + ")"
                                    : "[" + words(p.earliest_start) + ".." + words(p.latest_start) + ", " +
                                          words(p.earliest_end) + ".." + words(p.latest_end) + ")";
  if (!v.edtf.empty()) text += " '" + v.edtf + "'";
  if (!v.phrase.empty()) text += " \"" + v.phrase + "\"";
  if (v.extent != Extent::kWithin) text += v.extent == Extent::kObserved ? " observed" : " throughout";
  if (v.end_exclusive) text += " exclusive";
  if (v.direct_bounds) text += " direct";
  if (v.calendar != Calendar::kGregorian) text += " Julian";
  for (const Validity& stretch : v.stretches) text += " {" + words(stretch) + "}";
  return text;
}

inline std::string words(const Value& value) {
  if (value.is_boolean()) return value.boolean() ? "true" : "false";
  if (value.is_integer()) return std::to_string(value.integer());
  if (value.is_float()) return std::to_string(value.floating()) + "f";
  if (value.is_string()) return "\"" + value.string() + "\"";
  if (value.is_period()) return "period " + words(value.period());
  std::string text;
  if (value.is_list()) {
    for (const Value& item : value.list()) text += (text.empty() ? "" : ", ") + words(item);
    return "[" + text + "]";
  }
  if (value.is_map()) {
    for (const auto& [key, item] : value.map()) text += (text.empty() ? "" : ", ") + key + ": " + words(item);
    return "{" + text + "}";
  }
  return std::string(name(value.type()));
}

inline std::string words(const std::vector<SourceRef>& sources) {
  std::string text;
  for (const SourceRef& source : sources)
    text += (text.empty() ? "" : "+") + source.source + (source.locator.empty() ? "" : ":" + source.locator);
  return text;
}

inline std::string words(const PropertyFact& p) {
  std::string text = p.key + ": " + words(p.value);
  if (p.validity) text += " in " + words(*p.validity);
  if (!p.sources.empty()) text += " by " + words(p.sources);
  return text;
}

// Of facts of either kind, behind what they are called.
template <class Fact>
std::string words_of_rest(const Fact& fact) {
  std::string text;
  if (fact.validity) text += " in " + words(*fact.validity);
  for (const Dating& dating : fact.datings) {
    text += "; dated " + words(dating.validity);
    if (!dating.sources.empty()) text += " by " + words(dating.sources);
  }
  if (!fact.properties.empty()) {
    std::string properties;
    for (const PropertyFact& p : fact.properties) properties += (properties.empty() ? "" : ", ") + words(p);
    text += " {" + properties + "}";
  }
  if (fact.attribution.provenance != Provenance::kStated) text += " " + std::string(name(fact.attribution.provenance));
  if (!fact.attribution.sources.empty()) text += " by " + words(fact.attribution.sources);
  return text;
}

inline std::string words(const EntityFact& fact) {
  std::string text = fact.key;
  for (const std::string& type : fact.types) text += " :" + type;
  return text + words_of_rest(fact);
}

inline std::string words(const RelationFact& fact) {
  const std::string key = fact.key.empty() ? "" : "#" + fact.key + " ";
  return key + fact.from + " " + fact.type + " " + fact.to + words_of_rest(fact);
}

}  // namespace entente::facts

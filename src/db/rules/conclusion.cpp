#include "db/rules/conclusion.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/period_algebra.hpp"
#include "entente/time/stretches.hpp"
#include "model/wording.hpp"
#include "storage/field_codecs.hpp"

namespace entente {
namespace {

Error no_conclusion(std::string message) {
  return Error(ErrorCode::kInvalidData, std::move(message))
      .with_hint(
          "a conclusion has the columns from, to (nodes) and because (a list of nodes and relations), and may "
          "have valid (a period) and properties (a map)");
}

// Where the columns of a conclusion stand in the result.
struct Columns {
  std::size_t from = 0, to = 0, because = 0;
  std::optional<std::size_t> valid, properties;
};

Columns columns_of(const Table& table) {
  static const std::array<std::string, 5> kNames = {"from", "to", "because", "valid", "properties"};
  std::array<std::optional<std::size_t>, kNames.size()> at;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto name = std::find(kNames.begin(), kNames.end(), table.columns[i]);
    if (name == kNames.end()) throw no_conclusion(fmt::format("its query returns `{}`", table.columns[i]));
    at[static_cast<std::size_t>(name - kNames.begin())] = i;
  }
  for (std::size_t i = 0; i < 3; ++i)
    if (!at[i]) throw no_conclusion(fmt::format("its query returns no column `{}`", kNames[i]));
  return {*at[0], *at[1], *at[2], at[3], at[4]};
}

// What a conclusion rests on, each once, in the order given.
class Reasons {
 public:
  explicit Reasons(const TemporalGraph& graph) : graph_(graph) {}

  void add(const Value& value) {
    if (value.is_null()) return;
    if (value.is_list()) {
      for (const Value& item : value.list()) add(item);
    } else if (value.is_node()) {
      const Vertex v = value.node().index;
      add(std::string(graph_.key(v)), graph_.validity_of_vertex(v), graph_.attribution_of_vertex(v));
    } else if (value.is_relationship()) {
      add_relation(value.relationship().index);
    } else if (value.is_path()) {
      const Path& path = value.path();
      if (path.relationships.empty()) add(path.nodes.front());
      for (const RelationshipRef r : path.relationships) add_relation(r.index);
    } else {
      throw no_conclusion(fmt::format("its query returns a value of type {} in `because`", name(value.type())));
    }
  }

  const std::vector<std::string>& keys() const { return keys_; }
  const std::vector<Validity>& times() const { return times_; }
  const std::vector<SourceRef>& sources() const { return sources_; }

 private:
  void add_relation(Edge e) { add(reference_to(graph_, e), graph_.validity(e), graph_.attribution(e)); }
  void add(std::string key, std::optional<Validity> time, const Attribution& attribution) {
    if (std::find(keys_.begin(), keys_.end(), key) != keys_.end()) return;
    keys_.push_back(std::move(key));
    if (time) times_.push_back(std::move(*time));
    for (const SourceRef& s : attribution.sources)
      if (std::find(sources_.begin(), sources_.end(), s) == sources_.end()) sources_.push_back(s);
  }

  const TemporalGraph& graph_;
  std::vector<std::string> keys_;
  std::vector<Validity> times_;
  std::vector<SourceRef> sources_;
};

std::string end_of(const Value& value, std::string_view column, const TemporalGraph& graph) {
  if (value.is_node()) return std::string(graph.key(value.node().index));
  throw no_conclusion(fmt::format("its query returns a value of type {} as `{}`", name(value.type()), column));
}

std::vector<PropertyFact> properties_of(const Value& value) {
  std::vector<PropertyFact> properties;
  if (value.is_null()) return properties;
  if (!value.is_map())
    throw no_conclusion(fmt::format("its query returns a value of type {} as `properties`", name(value.type())));
  for (const auto& [key, property] : value.map()) {
    for (const std::string_view reserved : {kRuleProperty, kRestsOnProperty, kPossibleProperty})
      if (key == reserved) throw no_conclusion(fmt::format("its query gives the property `{}`, which is kept", key));
    if (!property.is_null()) properties.push_back({key, property, std::nullopt});
  }
  return properties;
}

std::string bytes_of_what_it_says(const RelationFact& fact, bool symmetric) {
  std::string bytes;
  put_string(bytes, fact.type);
  put_string(bytes, symmetric ? std::min(fact.from, fact.to) : fact.from);
  put_string(bytes, symmetric ? std::max(fact.from, fact.to) : fact.to);
  put_value(bytes, fact.validity ? Value(*fact.validity) : Value());
  for (const PropertyFact& p : fact.properties) {
    put_string(bytes, p.key);
    put_value(bytes, p.value);
  }
  return bytes;
}

// FNV-1a: a number that is the same on every machine and in every version.
std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0xcbf29ce484222325;
  for (const char c : bytes) number = (number ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return number;
}

// Keys stay far below the longest that a store takes.
std::string shortened(const std::string& key) {
  constexpr std::size_t kMostBytes = 400;
  std::size_t end = 0;
  while (end < key.size() && end + character_length(key, end) <= kMostBytes) end += character_length(key, end);
  return key.substr(0, end);
}

std::vector<std::string> sorted(std::vector<std::string> keys) {
  std::sort(keys.begin(), keys.end());
  return keys;
}

}  // namespace

std::vector<Conclusion> conclusions_of(const DerivationRule& rule, const Table& table, const TemporalGraph& graph) {
  const Columns at = columns_of(table);
  const RelationType* type = graph.ontology().relation_type(rule.concludes);
  std::vector<Conclusion> conclusions;
  for (const std::vector<Value>& row : table.rows) {
    Conclusion c;
    RelationFact& fact = c.fact;
    fact.type = rule.concludes;
    fact.from = end_of(row[at.from], "from", graph);
    fact.to = end_of(row[at.to], "to", graph);
    if (at.properties) fact.properties = properties_of(row[*at.properties]);
    Reasons reasons(graph);
    reasons.add(row[at.because]);
    if (reasons.keys().empty())
      throw no_conclusion(fmt::format("its conclusion from `{}` to `{}` rests on nothing", fact.from, fact.to));
    if (at.valid && !row[*at.valid].is_null()) {
      const Value& valid = row[*at.valid];
      if (!valid.is_period())
        throw no_conclusion(fmt::format("its query returns a value of type {} as `valid`", name(valid.type())));
      fact.validity = valid.period();
    } else {
      SharedTime shared = shared_time(reasons.times());
      if (shared.exists == Truth::kFalse) continue;
      fact.validity = std::move(shared.validity);
      if (shared.exists == Truth::kUnknown) fact.properties.push_back({std::string(kPossibleProperty), true, {}});
    }
    c.says = bytes_of_what_it_says(fact, type != nullptr && type->symmetric);
    c.rests_on = reasons.keys();
    fact.properties.push_back({std::string(kRestsOnProperty), List(c.rests_on.begin(), c.rests_on.end()), {}});
    fact.properties.push_back({std::string(kRuleProperty), rule.name, {}});
    fact.attribution = {Provenance::kDerived, reasons.sources()};
    conclusions.push_back(std::move(c));
  }
  return conclusions;
}

bool is_simpler(const Conclusion& a, const Conclusion& b) {
  if (a.rests_on.size() != b.rests_on.size()) return a.rests_on.size() < b.rests_on.size();
  const auto of_a = sorted(a.rests_on), of_b = sorted(b.rests_on);
  if (of_a != of_b) return of_a < of_b;
  return std::tie(a.fact.from, a.rests_on) < std::tie(b.fact.from, b.rests_on);
}

std::string conclusion_key(const DerivationRule& rule, const Conclusion& conclusion) {
  std::string bytes = conclusion.says;
  for (const std::string& key : sorted(conclusion.rests_on)) put_string(bytes, key);
  return fmt::format("{}/{}/{}/{:016x}", shortened(rule.name), shortened(conclusion.fact.from),
                     shortened(conclusion.fact.to), number_of(bytes));
}

std::string rule_of(std::string_view key, const Attribution& attribution, const Value& rule_property) {
  if (attribution.provenance != Provenance::kDerived || !rule_property.is_string()) return {};
  const std::string& rule = rule_property.string();
  return !rule.empty() && key.starts_with(shortened(rule) + "/") ? rule : std::string();
}

std::string reference_to(const TemporalGraph& graph, Edge e) {
  if (const std::string_view key = graph.relation_key(e); !key.empty()) return std::string(key);
  return in_short(graph.key(graph.source(e)), graph.symbol_name(graph.type(e)), graph.key(graph.target(e)),
                  graph.validity(e));
}

namespace {

// Where one of the times is a set of periods.
SharedTime shared_time_of_sets(std::span<const Validity> times) {
  Truth exists = Truth::kTrue;
  Validity shared = times.front();
  for (const Validity& time : times.subspan(1)) {
    const BoundsOfStretches p(shared), q(time);
    exists = exists & overlaps(p, q);
    std::vector<Validity> pieces;
    for (const Period& a : Stretches(p)) {
      for (const Period& b : Stretches(q)) {
        if (const PossiblePeriod both = intersection(a, b); possibly(both.exists)) {
          pieces.push_back(validity_of(both.period));
        }
      }
    }
    if (pieces.empty()) return {Truth::kFalse, std::nullopt};
    shared = joined_stretches(std::move(pieces));
  }
  return {exists, shared};
}

}  // namespace

SharedTime shared_time(std::span<const Validity> times) {
  if (times.empty()) return {};
  if (std::any_of(times.begin(), times.end(), [](const Validity& v) { return v.is_set(); })) {
    return shared_time_of_sets(times);
  }
  PossiblePeriod shared{Truth::kTrue, times.front().bounds};
  for (const Validity& time : times.subspan(1)) {
    const PossiblePeriod next = intersection(shared.period, time.bounds);
    shared = {shared.exists & next.exists, next.period};
    if (shared.exists == Truth::kFalse) return {Truth::kFalse, std::nullopt};
  }
  // As the first time puts it that says just this; a phrase only where all have it.
  for (Validity time : times) {
    if (time.bounds != shared.period && intersection(time.bounds, Period::always()).period != shared.period) continue;
    if (std::any_of(times.begin(), times.end(), [&](const Validity& t) { return t.phrase != time.phrase; }))
      time.phrase.clear();
    return {shared.exists, time};
  }
  return {shared.exists, validity_of(shared.period)};
}

}  // namespace entente

// A store as statements of the query language: a CREATE for each node, and one for each relationship between nodes that
// are found by their id.
#include <algorithm>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "formats/exchange.hpp"

namespace entente {
namespace {

std::string string_literal(std::string_view text) {
  std::string made = "'";
  for (const char c : text) {
    switch (c) {
      case '\'':
        made += "\\'";
        break;
      case '\\':
        made += "\\\\";
        break;
      case '\n':
        made += "\\n";
        break;
      case '\r':
        made += "\\r";
        break;
      case '\t':
        made += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
          made += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
        else
          made += c;
    }
  }
  return made + '\'';
}

std::string name_of(std::string_view name) {
  const bool is_plain = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
                        std::all_of(name.begin(), name.end(), [](char c) {
                          return c == '_' || (std::isalnum(static_cast<unsigned char>(c)) != 0 && (c & 0x80) == 0);
                        });
  if (is_plain) return std::string(name);
  std::string quoted = "`";
  for (const char c : name) {
    if (c == '`') quoted += '`';
    quoted += c;
  }
  return quoted + '`';
}

std::string float_literal(double number) {
  if (std::isnan(number)) return "(0.0 / 0.0)";
  if (std::isinf(number)) return number > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string instant_literal(Instant instant) {
  if (instant.is_finite()) return string_literal(print_instant(instant));
  return instant == Instant::minus_infinity() ? "'-inf'" : "'inf'";
}

// The EDTF, or the map of the data format where it says more; of a set of periods the list of its stretches.
std::string validity_literal(const Validity& v) {
  if (v.is_set()) {
    std::string list;
    for (const Validity& stretch : v.stretches) list += (list.empty() ? "[" : ", ") + validity_literal(stretch);
    return list + "]";
  }
  const bool is_plain = v.extent == Extent::kWithin && !v.end_exclusive && !v.direct_bounds &&
                        v.calendar == Calendar::kGregorian && v.phrase.empty();
  if (is_plain) return string_literal(edtf_of(v));
  std::string map = "{";
  const auto add = [&](std::string_view key, std::string_view value) {
    map += fmt::format("{}{}: {}", map.size() > 1 ? ", " : "", key, value);
  };
  if (!v.edtf.empty()) add("edtf", string_literal(v.edtf));
  if (v.extent == Extent::kThroughout) add("extent", "'throughout'");
  if (v.extent == Extent::kObserved) add("extent", "'observed'");
  if (v.end_exclusive) add("end_exclusive", "true");
  if (v.calendar == Calendar::kJulian) add("calendar", "'julian'");
  if (v.direct_bounds) {
    add("earliest_start", instant_literal(v.bounds.earliest_start));
    add("latest_start", instant_literal(v.bounds.latest_start));
    add("earliest_end", instant_literal(v.bounds.earliest_end));
    add("latest_end", instant_literal(v.bounds.latest_end));
  }
  if (!v.phrase.empty()) add("phrase", string_literal(v.phrase));
  return map + "}";
}

std::string literal(const Value& value) {
  switch (value.type()) {
    case ValueType::kBoolean:
      return value.boolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.integer());
    case ValueType::kFloat:
      return float_literal(value.floating());
    case ValueType::kString:
      return string_literal(value.string());
    case ValueType::kList: {
      std::string text = "[";
      for (const Value& item : value.list()) text += (text.size() > 1 ? ", " : "") + literal(item);
      return text + "]";
    }
    case ValueType::kMap: {
      std::string text = "{";
      for (const auto& [key, item] : value.map())
        text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", name_of(key), literal(item));
      return text + "}";
    }
    case ValueType::kPeriod: {
      if (value.period().is_set()) {
        std::string list;
        for (const Validity& v : value.period().stretches) list += (list.empty() ? "" : ", ") + literal(Value(v));
        return fmt::format("period([{}])", list);
      }
      const std::string text = validity_literal(value.period());
      return text.starts_with('{') ? text : fmt::format("edtf({})", text);
    }
    case ValueType::kInstant:
      return fmt::format("instant('{}')", print_point(value.instant()));
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return fmt::format("{}('{}')", temporal_constructor(value.type()), print_temporal(value));
    default:
      return "null";
  }
}

// What identifies the record and where it comes from, as properties beside its own.
std::string properties_of(const std::string& key, const std::vector<PropertyFact>& properties, const Attribution& a) {
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", name_of(name), value);
  };
  const auto has = [&](std::string_view name) {
    return std::any_of(properties.begin(), properties.end(), [&](const PropertyFact& p) { return p.key == name; });
  };
  if (!key.empty()) add("id", string_literal(key));
  // Of several values that differ by their sources alone the last stands for all, as it does in `n.x`.
  for (auto p = properties.begin(); p != properties.end(); ++p) {
    const auto is_next = [&](const PropertyFact& next) { return !next.validity && next.key == p->key; };
    if (!p->validity && std::none_of(p + 1, properties.end(), is_next))
      add(p->key == "id" ? "id_" : p->key, literal(p->value));
  }
  if (a.provenance != Provenance::kStated && !has("provenance")) add("provenance", string_literal(name(a.provenance)));
  if (!a.sources.empty() && !has("sources")) {
    std::string sources;
    for (const SourceRef& s : a.sources)
      sources +=
          (sources.empty() ? "" : ", ") + string_literal(s.locator.empty() ? s.source : s.source + "#" + s.locator);
    add("sources", "[" + sources + "]");
  }
  return text.empty() ? text : " {" + text + "}";
}

// Values that hold for a time are set behind the pattern.
std::string values_in_time(std::string_view variable, const std::vector<PropertyFact>& properties) {
  std::string text;
  for (const PropertyFact& p : properties) {
    if (!p.validity) continue;
    text += fmt::format("{} {}.{} = {} VALID {}", text.empty() ? "\nSET" : ",\n   ", variable,
                        name_of(p.key == "id" ? "id_" : p.key), literal(p.value), validity_literal(*p.validity));
  }
  return text;
}

std::string valid(const std::optional<Validity>& validity) {
  return validity ? " VALID " + validity_literal(*validity) : std::string();
}

void write_script(const Table& table, const WriteOptions& options, std::ostream& out) {
  for (const auto& [index, node] : table.elements.nodes) {
    const std::string later = values_in_time("n", node.properties);
    std::string labels;
    for (const std::string& type : exchange::stated_types(node, options.ontology)) labels += ":" + name_of(type);
    out << "CREATE (" << (later.empty() ? "" : "n") << labels
        << properties_of(node.key, node.properties, node.attribution) << valid(node.validity) << ")" << later << ";\n";
  }
  for (const auto& [id, r] : exchange::in_order(table.elements)) {
    const std::string later = values_in_time("r", r->properties);
    out << fmt::format("MATCH (a {{id: {}}}), (b {{id: {}}})\n", string_literal(table.elements.nodes.at(r->start).key),
                       string_literal(table.elements.nodes.at(r->end).key));
    out << "CREATE (a)-[" << (later.empty() ? "" : "r") << ":" << name_of(r->type)
        << properties_of(r->key, r->properties, r->attribution) << valid(r->validity) << "]->(b)" << later << ";\n";
  }
}

}  // namespace

extern constexpr Format kScript = {
    .name = "script",
    .extensions = ".cypher",
    .summary = "statements of the query language that make the nodes and relationships",
    .keeps = "all facts, with ids, sources and provenance as properties",
    .loses =
        "the ontology, system time, the datings of single sources, the sources of single values, and of values that "
        "differ by these alone all but the last",
    .is_graph = true,
    .write = write_script,
};

}  // namespace entente

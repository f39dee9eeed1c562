#include <cmath>

#include "entente/time/edtf.hpp"
#include "formats/json.hpp"

namespace entente::json {
namespace {

void write_map(Writer& out, const Map& map, const Elements& elements) {
  out.StartObject();
  for (const auto& [key, value] : map) {
    write_key(out, key);
    write_value(out, value, elements);
  }
  out.EndObject();
}

void write_float(Writer& out, double number) {
  if (std::isfinite(number)) {
    out.Double(number);
    return;
  }
  out.StartObject();
  out.Key("$float");
  out.String(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
  out.EndObject();
}

void write_path(Writer& out, const Path& path, const Elements& elements) {
  out.StartObject();
  out.Key("$path");
  out.StartObject();
  out.Key("nodes");
  out.StartArray();
  for (const NodeRef n : path.nodes) write_node(out, elements.nodes.at(n.index));
  out.EndArray();
  out.Key("relationships");
  out.StartArray();
  for (const RelationshipRef r : path.relationships)
    write_relationship(out, elements.relationships.at(r.index), elements);
  out.EndArray();
  out.EndObject();
  out.EndObject();
}

void write_bounds(Writer& out, const Period& p) {
  const auto bound = [&](const char* key, Instant t) {
    out.Key(key);
    write_string(out, t.is_finite() ? print_instant(t) : t == Instant::minus_infinity() ? "-inf" : "inf");
  };
  bound("earliest_start", p.earliest_start);
  bound("latest_start", p.latest_start);
  bound("earliest_end", p.earliest_end);
  bound("latest_end", p.latest_end);
}

std::string_view extent_name(Extent extent) {
  return extent == Extent::kThroughout ? "throughout" : "observed";
}

}  // namespace

void write_validity(Writer& out, const Validity& v) {
  const bool is_julian = v.calendar == Calendar::kJulian;
  const std::string edtf = is_julian ? v.edtf : edtf_of(v);
  const bool plain = v.extent == Extent::kWithin && !v.end_exclusive && !v.direct_bounds && v.phrase.empty() &&
                     !edtf.empty() && !is_julian;
  if (plain) {
    write_string(out, edtf);
    return;
  }
  out.StartObject();
  if (!edtf.empty()) {
    out.Key("edtf");
    write_string(out, edtf);
  }
  if (v.extent != Extent::kWithin) {
    out.Key("extent");
    write_string(out, extent_name(v.extent));
  }
  if (v.end_exclusive) {
    out.Key("end_exclusive");
    out.Bool(true);
  }
  if (is_julian) {
    out.Key("calendar");
    out.String("julian");
  }
  if (v.direct_bounds || edtf.empty()) write_bounds(out, v.bounds);
  if (!v.phrase.empty()) {
    out.Key("phrase");
    write_string(out, v.phrase);
  }
  out.EndObject();
}

void write_properties(Writer& out, const std::vector<PropertyFact>& properties) {
  out.StartObject();
  write_members(out, properties);
  out.EndObject();
}

void write_members(Writer& out, const std::vector<PropertyFact>& properties) {
  static const Elements kNone;
  const auto write_one = [&](const PropertyFact& p) {
    if (!p.validity) return write_value(out, p.value, kNone);
    out.StartObject();
    out.Key("$value");
    write_value(out, p.value, kNone);
    out.Key("valid");
    write_validity(out, *p.validity);
    out.EndObject();
  };
  for (std::size_t i = 0; i < properties.size();) {
    std::size_t end = i + 1;
    while (end < properties.size() && properties[end].key == properties[i].key) ++end;
    write_key(out, properties[i].key);
    if (end == i + 1) {
      write_one(properties[i]);
    } else {
      out.StartArray();
      for (std::size_t j = i; j < end; ++j) write_one(properties[j]);
      out.EndArray();
    }
    i = end;
  }
}

void write_attribution(Writer& out, const Attribution& a) {
  out.Key("provenance");
  write_string(out, name(a.provenance));
  if (a.sources.empty()) return;
  out.Key("sources");
  out.StartArray();
  for (const SourceRef& s : a.sources) write_string(out, s.locator.empty() ? s.source : s.source + "#" + s.locator);
  out.EndArray();
}

void write_node(Writer& out, const NodeRecord& node) {
  out.StartObject();
  out.Key("id");
  out.Uint64(node.id.value);
  out.Key("key");
  write_string(out, node.key);
  out.Key("labels");
  out.StartArray();
  for (const std::string& label : node.labels) write_string(out, label);
  out.EndArray();
  out.Key("properties");
  write_properties(out, node.properties);
  if (node.validity) {
    out.Key("valid");
    write_validity(out, *node.validity);
  }
  write_attribution(out, node.attribution);
  out.EndObject();
}

void write_relationship(Writer& out, const RelationshipRecord& r, const Elements& elements) {
  out.StartObject();
  out.Key("id");
  out.Uint64(r.id.value);
  if (!r.key.empty()) {
    out.Key("key");
    write_string(out, r.key);
  }
  out.Key("type");
  write_string(out, r.type);
  out.Key("start");
  out.Uint64(elements.nodes.at(r.start).id.value);
  out.Key("end");
  out.Uint64(elements.nodes.at(r.end).id.value);
  out.Key("properties");
  write_properties(out, r.properties);
  if (r.validity) {
    out.Key("valid");
    write_validity(out, *r.validity);
  }
  write_attribution(out, r.attribution);
  out.EndObject();
}

void write_value(Writer& out, const Value& value, const Elements& elements) {
  switch (value.type()) {
    case ValueType::kNull:
      out.Null();
      return;
    case ValueType::kBoolean:
      out.Bool(value.as_boolean());
      return;
    case ValueType::kInteger:
      out.Int64(value.as_integer());
      return;
    case ValueType::kFloat:
      write_float(out, value.as_float());
      return;
    case ValueType::kString:
      write_string(out, value.as_string());
      return;
    case ValueType::kList:
      out.StartArray();
      for (const Value& item : value.as_list()) write_value(out, item, elements);
      out.EndArray();
      return;
    case ValueType::kMap: {
      bool wrap = false;
      for (const auto& entry : value.as_map()) wrap = wrap || entry.first.starts_with('$');
      if (wrap) {
        out.StartObject();
        out.Key("$map");
      }
      write_map(out, value.as_map(), elements);
      if (wrap) out.EndObject();
      return;
    }
    case ValueType::kNode:
      out.StartObject();
      out.Key("$node");
      write_node(out, elements.nodes.at(value.as_node().index));
      out.EndObject();
      return;
    case ValueType::kRelationship:
      out.StartObject();
      out.Key("$rel");
      write_relationship(out, elements.relationships.at(value.as_relationship().index), elements);
      out.EndObject();
      return;
    case ValueType::kPath:
      write_path(out, value.as_path(), elements);
      return;
    case ValueType::kPeriod:
      out.StartObject();
      out.Key("$period");
      write_validity(out, value.as_period());
      out.EndObject();
      return;
  }
}

}  // namespace entente::json

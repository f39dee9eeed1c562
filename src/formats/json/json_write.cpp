#include <cmath>

#include <fmt/format.h>

#include "base/controls.hpp"
#include "base/text.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "formats/json/json.hpp"

namespace entente::json {
namespace {

void write_map(Writer& out, const Map& map, const Elements& elements, ValueForm form) {
  out.StartObject();
  for (const auto& [key, value] : map) {
    write_key(out, key);
    write_value(out, value, elements, form);
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
    write_string(out, print_point(t));
  };
  bound("earliest_start", p.earliest_start);
  bound("latest_start", p.latest_start);
  bound("earliest_end", p.earliest_end);
  bound("latest_end", p.latest_end);
}

std::string_view extent_name(Extent extent) {
  return extent == Extent::kThroughout ? "throughout" : "observed";
}

std::string escaped(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    const std::string_view character = text.substr(at, length);
    if (length == 1 && static_cast<unsigned char>(character[0]) < 0x20)
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(character[0]));
    else if (character == "\x7F")
      out += "\\u007f";
    else if (find_control_beyond_ascii(character) == 0)
      out += printable(character);  // the same escape
    else if (character == "\"" || character == "\\")
      out.append("\\").append(character);
    else
      out += character;
    at += length;
  }
  return out + "\"";
}

}  // namespace

void write_string(Writer& out, std::string_view s) {
  if (find_control_beyond_ascii(s) == std::string_view::npos) {
    out.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
    return;
  }
  const std::string text = escaped(s);
  out.RawValue(text.data(), text.size(), rapidjson::kStringType);
}

namespace {

struct Written {
  std::string edtf;
  bool is_plain = false;  // the EDTF says all
};
Written written(const Validity& v) {
  const bool is_julian = v.calendar == Calendar::kJulian;
  const bool is_stated = is_julian || (!v.direct_bounds && !v.edtf.empty());
  Written w{is_stated ? v.edtf : print_edtf(v.bounds).value_or(v.edtf)};
  w.is_plain = v.extent == Extent::kWithin && !v.end_exclusive && !v.direct_bounds && v.phrase.empty() &&
               !w.edtf.empty() && !is_julian;
  return w;
}

// The members of the object around an EDTF string.
void write_stretch_members(Writer& out, const Validity& v, const std::string& edtf, bool with_bounds) {
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
  if (v.calendar == Calendar::kJulian) {
    out.Key("calendar");
    out.String("julian");
  }
  if (with_bounds) write_bounds(out, v.bounds);
  if (!v.phrase.empty()) {
    out.Key("phrase");
    write_string(out, v.phrase);
  }
}

// One shape whatever the period: an object, of which `edtf` or `stretches` say the time. Rows add its bounds and words.
void write_period(Writer& out, const Validity& v, ValueForm form) {
  out.StartObject();
  if (v.is_set()) {
    out.Key("stretches");
    out.StartArray();
    for (const Validity& stretch : v.stretches) write_validity(out, stretch);
    out.EndArray();
    if (form == ValueForm::kRow) write_bounds(out, v.bounds);
  } else {
    const Written w = written(v);
    write_stretch_members(out, v, w.edtf, form == ValueForm::kRow || v.direct_bounds || w.edtf.empty());
  }
  if (form == ValueForm::kRow) {
    out.Key("text");
    write_string(out, entente::text_of(v));
  }
  out.EndObject();
}

}  // namespace

void write_validity(Writer& out, const Validity& v) {
  if (v.is_set()) {
    out.StartArray();
    for (const Validity& stretch : v.stretches) write_validity(out, stretch);
    out.EndArray();
    return;
  }
  const Written w = written(v);
  if (w.is_plain) {
    write_string(out, w.edtf);
    return;
  }
  out.StartObject();
  write_stretch_members(out, v, w.edtf, v.direct_bounds || w.edtf.empty());
  out.EndObject();
}

void write_properties(Writer& out, const std::vector<PropertyFact>& properties) {
  out.StartObject();
  write_members(out, properties);
  out.EndObject();
}

void write_members(Writer& out, const std::vector<PropertyFact>& properties) {
  static const Elements kNone;
  // One of several values is never bare: a list of bare ones is one value.
  const auto write_one = [&](const PropertyFact& p, bool of_several) {
    if (!of_several && !p.validity && p.sources.empty()) return write_value(out, p.value, kNone, ValueForm::kData);
    out.StartObject();
    out.Key("$value");
    write_value(out, p.value, kNone, ValueForm::kData);
    if (p.validity) {
      out.Key("valid");
      write_validity(out, *p.validity);
    }
    if (!p.sources.empty()) {
      out.Key("sources");
      write_sources(out, p.sources);
    }
    out.EndObject();
  };
  for (std::size_t i = 0; i < properties.size();) {
    std::size_t end = i + 1;
    while (end < properties.size() && properties[end].key == properties[i].key) ++end;
    write_key(out, properties[i].key);
    if (end == i + 1) {
      write_one(properties[i], false);
    } else {
      out.StartArray();
      for (std::size_t j = i; j < end; ++j) write_one(properties[j], true);
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
  write_sources(out, a.sources);
}

void write_sources(Writer& out, const std::vector<SourceRef>& sources) {
  out.StartArray();
  for (const SourceRef& s : sources) write_string(out, s.locator.empty() ? s.source : s.source + "#" + s.locator);
  out.EndArray();
}

void write_datings(Writer& out, const std::vector<Dating>& datings) {
  out.StartArray();
  for (const Dating& dating : datings) {
    out.StartObject();
    out.Key("valid");
    write_validity(out, dating.validity);
    if (!dating.sources.empty()) {
      out.Key("sources");
      write_sources(out, dating.sources);
    }
    out.EndObject();
  }
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
  if (!node.datings.empty()) {
    out.Key("datings");
    write_datings(out, node.datings);
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
  if (!r.datings.empty()) {
    out.Key("datings");
    write_datings(out, r.datings);
  }
  write_attribution(out, r.attribution);
  out.EndObject();
}

void write_value(Writer& out, const Value& value, const Elements& elements, ValueForm form) {
  switch (value.type()) {
    case ValueType::kNull:
      out.Null();
      return;
    case ValueType::kBoolean:
      out.Bool(value.boolean());
      return;
    case ValueType::kInteger:
      out.Int64(value.integer());
      return;
    case ValueType::kFloat:
      write_float(out, value.floating());
      return;
    case ValueType::kString:
      write_string(out, value.string());
      return;
    case ValueType::kList:
      out.StartArray();
      for (const Value& item : value.list()) write_value(out, item, elements, form);
      out.EndArray();
      return;
    case ValueType::kMap: {
      bool wrap = false;
      for (const auto& entry : value.map()) wrap = wrap || entry.first.starts_with('$');
      if (wrap) {
        out.StartObject();
        out.Key("$map");
      }
      write_map(out, value.map(), elements, form);
      if (wrap) out.EndObject();
      return;
    }
    case ValueType::kNode:
      out.StartObject();
      out.Key("$node");
      write_node(out, elements.nodes.at(value.node().index));
      out.EndObject();
      return;
    case ValueType::kRelationship:
      out.StartObject();
      out.Key("$rel");
      write_relationship(out, elements.relationships.at(value.relationship().index), elements);
      out.EndObject();
      return;
    case ValueType::kPath:
      write_path(out, value.path(), elements);
      return;
    case ValueType::kPeriod:
      out.StartObject();
      out.Key("$period");
      write_period(out, value.period(), form);
      out.EndObject();
      return;
    case ValueType::kInstant:
      if (form == ValueForm::kRow) return write_string(out, print_point(value.instant()));
      out.StartObject();
      out.Key("$instant");
      write_string(out, print_point(value.instant()));
      out.EndObject();
      return;
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      out.StartObject();
      out.Key(fmt::format("${}", temporal_constructor(value.type())).c_str());
      write_string(out, print_temporal(value));
      out.EndObject();
      return;
  }
}

}  // namespace entente::json

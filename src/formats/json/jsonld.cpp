// JSON-LD 1.1: entities as resources, relations as reified statements with their time, sources by PROV.
//
// A time is an interval of OWL-Time with the EDTF as its value; an end that is known is an instant, half-open as all
// periods here; a fact that held in several stretches has an interval for each. The four bounds are those of a
// time-span of CIDOC-CRM (P82a, P81a, P81b, P82b). Only a relation without a stated time is also a plain triple: one
// with a time would say that it always holds.
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "entente/formats.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "formats/exchange.hpp"
#include "formats/json/json.hpp"
#include "formats/json/rdf_terms.hpp"

namespace entente {
namespace {

using json::Writer;

void write_reference(Writer& out, std::string_view term) {
  out.StartObject();
  json::write_text(out, "@id", term);
  out.EndObject();
}

void write_reference(Writer& out, const char* key, std::string_view term) {
  out.Key(key);
  write_reference(out, term);
}

void write_references(Writer& out, const char* key, const std::vector<std::string>& terms) {
  if (terms.empty()) return;
  out.Key(key);
  out.StartArray();
  for (const std::string& term : terms) write_reference(out, term);
  out.EndArray();
}

void write_types(Writer& out, const std::vector<std::string>& terms) {
  if (terms.empty()) return;
  out.Key("@type");
  out.StartArray();
  for (const std::string& term : terms) json::write_string(out, term);
  out.EndArray();
}

void write_literal(Writer& out, std::string_view text, std::string_view type) {
  out.StartObject();
  json::write_text(out, "@value", text);
  json::write_text(out, "@type", type);
  out.EndObject();
}

// As XML Schema writes it: with seconds, and an offset of hours and minutes, without the seconds that the mean time of
// a place may have.
std::string xsd_time(const Value& value) {
  std::string text = print_temporal(value);
  text.resize(std::min(text.find('['), text.size()));
  const std::size_t time = text.find('T') == std::string::npos ? 0 : text.find('T') + 1;
  if (text.size() == time + 5 || text[time + 5] != ':') text.insert(time + 5, ":00");
  const std::size_t offset = text.find_first_of("+-", time);
  if (offset != std::string::npos && text.size() > offset + 6) text.resize(offset + 6);
  return text;
}

// ---- time ----

void write_instant(Writer& out, const char* key, Instant instant, std::string_view type) {
  if (!instant.is_finite()) return;
  std::string text = print_instant(instant);
  if (text.find('T') == std::string::npos) text += "T00:00:00Z";
  out.Key(key);
  write_literal(out, text, type);
}

void write_end(Writer& out, const char* key, Instant earliest, Instant latest) {
  if (earliest != latest || !earliest.is_finite()) return;
  out.Key(key);
  out.StartObject();
  json::write_text(out, "@type", "time:Instant");
  write_instant(out, "time:inXSDDateTimeStamp", earliest, "xsd:dateTimeStamp");
  out.EndObject();
}

// A set of periods is a list of its stretches.
void write_interval(Writer& out, const Validity& validity) {
  if (validity.is_set()) {
    out.StartArray();
    for (const Validity& stretch : validity.stretches) write_interval(out, stretch);
    out.EndArray();
    return;
  }
  const Period& p = validity.bounds;
  out.StartObject();
  write_types(out, {"time:ProperInterval", "crm:E52_Time-Span"});
  if (const std::string edtf = edtf_of(validity); !edtf.empty()) {
    out.Key("rdf:value");
    write_literal(out, edtf, "edtf");
  }
  json::write_text(out, "rdfs:label", text_of(validity));
  write_end(out, "time:hasBeginning", p.earliest_start, p.latest_start);
  write_end(out, "time:hasEnd", p.earliest_end, p.latest_end);
  write_instant(out, "crm:P82a_begin_of_the_begin", p.earliest_start, "xsd:dateTime");
  write_instant(out, "crm:P81a_end_of_the_begin", p.latest_start, "xsd:dateTime");
  write_instant(out, "crm:P81b_begin_of_the_end", p.earliest_end, "xsd:dateTime");
  write_instant(out, "crm:P82b_end_of_the_end", p.latest_end, "xsd:dateTime");
  if (const std::string stated = exchange::stated_json(validity); !stated.empty()) {
    out.Key("entente:valid_stated");
    write_literal(out, stated, "rdf:JSON");
  }
  out.EndObject();
}

void write_time(Writer& out, const std::optional<Validity>& validity) {
  if (!validity) return;
  out.Key("time:hasTime");
  write_interval(out, *validity);
}

// ---- values and sources ----

void write_float(Writer& out, double number) {
  const std::string text = std::isnan(number)   ? "NaN"
                           : std::isinf(number) ? (number > 0 ? "INF" : "-INF")
                                                : fmt::format("{}", number);
  write_literal(out, text, "xsd:double");
}

void write_value(Writer& out, const Value& value) {
  constexpr std::int64_t kExactInDoubles = std::int64_t{1} << 53;
  switch (value.type()) {
    case ValueType::kBoolean:
      out.Bool(value.boolean());
      return;
    case ValueType::kInteger: {
      const std::int64_t n = value.integer();
      if (-kExactInDoubles <= n && n <= kExactInDoubles)
        out.Int64(n);
      else
        write_literal(out, std::to_string(n), "xsd:integer");
      return;
    }
    case ValueType::kFloat:
      return write_float(out, value.floating());
    case ValueType::kString:
      return json::write_string(out, value.string());
    case ValueType::kPeriod:
      return write_interval(out, value.period());
    case ValueType::kInstant:
      // EDTF stands for a finite instant alone.
      if (value.instant().is_finite()) return write_literal(out, print_point(value.instant()), "edtf");
      return write_literal(out, print_point(value.instant()), "xsd:string");
    case ValueType::kDate:
      return write_literal(out, print_temporal(value), "xsd:date");
    case ValueType::kLocalTime:
    case ValueType::kTime:
      return write_literal(out, xsd_time(value), "xsd:time");
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
      return write_literal(out, xsd_time(value), "xsd:dateTime");
    case ValueType::kDuration:
      return write_literal(out, print_temporal(value), "xsd:string");
    case ValueType::kList: {
      bool simple = true;
      for (const Value& item : value.list()) simple = simple && !item.is_null() && !item.is_list() && !item.is_map();
      if (!simple) break;
      out.StartObject();
      out.Key("@list");
      out.StartArray();
      for (const Value& item : value.list()) write_value(out, item);
      out.EndArray();
      out.EndObject();
      return;
    }
    default:
      break;
  }
  write_literal(out, exchange::json_text(value), "rdf:JSON");
}

// `name` and `aliases` have well-known counterparts where they are texts.
std::string predicate_of(const PropertyFact& p) {
  if (p.key == "name" && p.value.is_string()) return "rdfs:label";
  bool texts = p.key == "aliases" && p.value.is_list();
  if (texts)
    for (const Value& item : p.value.list()) texts = texts && item.is_string();
  return texts ? "skos:altLabel" : rdf::term("property", p.key);
}

void write_object(Writer& out, const std::string& predicate, const Value& value) {
  if (predicate != "skos:altLabel") return write_value(out, value);
  out.StartArray();  // a set: their order means nothing
  for (const Value& item : value.list()) json::write_string(out, item.string());
  out.EndArray();
}

void write_properties(Writer& out, const std::vector<PropertyFact>& properties) {
  for (const PropertyFact& p : properties) {
    if (p.validity || !p.sources.empty()) continue;
    const std::string predicate = predicate_of(p);
    json::write_key(out, predicate);
    write_object(out, predicate, p.value);
  }
}

void write_sources(Writer& out, const std::vector<SourceRef>& sources) {
  if (sources.empty()) return;
  out.Key("prov:qualifiedPrimarySource");
  out.StartArray();
  for (const SourceRef& s : sources) {
    out.StartObject();
    json::write_text(out, "@type", "prov:PrimarySource");
    write_reference(out, "prov:entity", rdf::term("entity", s.source));
    if (!s.locator.empty()) json::write_text(out, "entente:locator", s.locator);
    out.EndObject();
  }
  out.EndArray();
}

void write_attribution(Writer& out, const Attribution& a) {
  write_reference(out, "entente:provenance", rdf::term("entente", name(a.provenance)));
  write_sources(out, a.sources);
}

void write_datings(Writer& out, const std::vector<Dating>& datings) {
  if (datings.empty()) return;
  out.Key("entente:dating");
  out.StartArray();
  for (const Dating& dating : datings) {
    out.StartObject();
    write_time(out, dating.validity);
    write_sources(out, dating.sources);
    out.EndObject();
  }
  out.EndArray();
}

// ---- the document ----

// One node object a line.
class LinkedData {
 public:
  LinkedData(std::ostream& stream, const Ontology* ontology) : stream_(stream), wrapped_(stream), ontology_(ontology) {}

  void write(const Elements& elements) {
    stream_ << "{\"@context\": {\"@version\": 1.1";
    for (const rdf::Prefix& p : rdf::prefixes()) stream_ << fmt::format(",\n  \"{}\": \"{}\"", p.name, p.iri);
    stream_ << "},\n\"@graph\": [";
    if (ontology_) write_ontology();
    for (const auto& [index, node] : elements.nodes) write_entity(node);
    std::size_t number = 0;
    for (const auto& [id, r] : exchange::in_order(elements)) write_relation(*r, elements, number++);
    stream_ << "\n]}\n";
  }

 private:
  template <class Write>
  void node(Write write) {
    stream_ << separator_;
    separator_ = ",\n";
    Writer out(wrapped_);
    out.StartObject();
    write(out);
    out.EndObject();
  }

  void write_entity(const NodeRecord& record) {
    const std::string id = rdf::term("entity", record.key);
    node([&](Writer& out) {
      json::write_text(out, "@id", id);
      write_types(out, rdf::classes_of(exchange::stated_types(record, ontology_), ontology_));
      json::write_text(out, "entente:key", record.key);
      write_properties(out, record.properties);
      write_time(out, record.validity);
      write_datings(out, record.datings);
      write_attribution(out, record.attribution);
    });
    write_timed(id, record.properties);
  }

  void write_relation(const RelationshipRecord& r, const Elements& elements, std::size_t number) {
    const std::string id = r.key.empty() ? fmt::format("_:f{}", number) : rdf::term("fact", r.key);
    const std::string subject = rdf::term("entity", elements.nodes.at(r.start).key);
    const std::string predicate = rdf::term("relation", r.type);
    const std::string object = rdf::term("entity", elements.nodes.at(r.end).key);
    node([&](Writer& out) {
      json::write_text(out, "@id", id);
      json::write_text(out, "@type", "rdf:Statement");
      if (!r.key.empty()) json::write_text(out, "entente:key", r.key);
      write_reference(out, "rdf:subject", subject);
      write_reference(out, "rdf:predicate", predicate);
      write_reference(out, "rdf:object", object);
      write_properties(out, r.properties);
      write_time(out, r.validity);
      write_datings(out, r.datings);
      write_attribution(out, r.attribution);
    });
    if (!r.validity)
      node([&](Writer& out) {
        json::write_text(out, "@id", subject);
        write_reference(out, predicate.c_str(), object);
      });
    write_timed(id, r.properties);
  }

  // A value that holds for a time or has sources of its own is a statement of its own.
  void write_timed(const std::string& subject, const std::vector<PropertyFact>& properties) {
    for (const PropertyFact& p : properties) {
      if (!p.validity && p.sources.empty()) continue;
      node([&](Writer& out) {
        const std::string predicate = predicate_of(p);
        json::write_text(out, "@type", "rdf:Statement");
        write_reference(out, "rdf:subject", subject);
        write_reference(out, "rdf:predicate", predicate);
        out.Key("rdf:object");
        write_object(out, predicate, p.value);
        write_time(out, p.validity);
        write_sources(out, p.sources);
      });
    }
  }

  void write_ontology() {
    for (const EntityType& t : ontology_->entity_types)
      node([&](Writer& out) {
        json::write_text(out, "@id", rdf::term("type", t.name));
        json::write_text(out, "@type", "owl:Class");
        json::write_text(out, "rdfs:label", t.name);
        if (!t.summary.empty()) json::write_text(out, "rdfs:comment", t.summary);
        if (!t.parent.empty()) write_reference(out, "rdfs:subClassOf", rdf::term("type", t.parent));
        write_references(out, "skos:closeMatch", rdf::known_counterparts(t.same_as));
      });
    for (const RelationType& t : ontology_->relation_types) node([&](Writer& out) { write_type(out, t); });
  }

  static std::vector<std::string> types(const std::vector<std::string>& names) {
    std::vector<std::string> terms;
    for (const std::string& name : names) terms.push_back(rdf::term("type", name));
    return terms;
  }

  static void write_type(Writer& out, const RelationType& t) {
    json::write_text(out, "@id", rdf::term("relation", t.name));
    write_types(out, t.symmetric ? std::vector<std::string>{"owl:ObjectProperty", "owl:SymmetricProperty"}
                                 : std::vector<std::string>{"owl:ObjectProperty"});
    json::write_text(out, "rdfs:label", t.name);
    if (!t.summary.empty()) json::write_text(out, "rdfs:comment", t.summary);
    if (!t.sub_relation_of.empty())
      write_reference(out, "rdfs:subPropertyOf", rdf::term("relation", t.sub_relation_of));
    if (!t.inverse.empty()) write_reference(out, "owl:inverseOf", rdf::term("relation", t.inverse));
    write_references(out, "schema:domainIncludes", types(t.domain));  // one of them; rdfs:domain would mean all
    write_references(out, "schema:rangeIncludes", types(t.range));
    write_references(out, "skos:closeMatch", rdf::known_counterparts(t.same_as));
  }

  std::ostream& stream_;
  json::Output wrapped_;
  const Ontology* ontology_;
  const char* separator_ = "\n";
};

void write_jsonld(const Table& table, const WriteOptions& options, std::ostream& stream) {
  LinkedData(stream, options.ontology).write(table.elements);
}

}  // namespace

extern constexpr Format kJsonLd = {
    .name = "jsonld",
    .extensions = ".jsonld",
    .summary = "RDF as JSON-LD, with OWL-Time, EDTF, CIDOC-CRM and PROV",
    .keeps = "facts, times with all bounds, an interval for each stretch, sources, types and their counterparts",
    .loses = "system time, rules and expected findings",
    .is_graph = true,
    .write = write_jsonld,
};

}  // namespace entente

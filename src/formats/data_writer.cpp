// A store in the data format, readable by import: as one document with a record a line, or as lines alone.
#include <string>
#include <vector>

#include "formats/exchange.hpp"
#include "formats/json.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

void write_common(json::Writer& out, const std::optional<Validity>& validity,
                  const std::vector<PropertyFact>& properties, const Attribution& attribution) {
  if (validity) {
    out.Key("valid");
    json::write_validity(out, *validity);
  }
  if (!properties.empty()) {
    out.Key("properties");
    json::write_properties(out, properties);
  }
  json::write_attribution(out, attribution);
}

void write_entity(json::Writer& out, const NodeRecord& node, const Ontology* ontology) {
  out.StartObject();
  out.Key("id");
  json::write_string(out, node.key);
  out.Key("type");
  const std::vector<std::string> types = exchange::stated_types(node, ontology);
  if (types.size() == 1) {
    json::write_string(out, types.front());
  } else {
    out.StartArray();
    for (const std::string& type : types) json::write_string(out, type);
    out.EndArray();
  }
  write_common(out, node.validity, node.properties, node.attribution);
  out.EndObject();
}

void write_relation(json::Writer& out, const RelationshipRecord& r, const Elements& elements) {
  out.StartObject();
  if (!r.key.empty()) {
    out.Key("id");
    json::write_string(out, r.key);
  }
  out.Key("type");
  json::write_string(out, r.type);
  out.Key("from");
  json::write_string(out, elements.nodes.at(r.start).key);
  out.Key("to");
  json::write_string(out, elements.nodes.at(r.end).key);
  write_common(out, r.validity, r.properties, r.attribution);
  out.EndObject();
}

// A record a line; `line_feed` is empty where all of it stands in one line.
void write_document(const Table& table, const Ontology* ontology, std::ostream& stream, std::string_view line_feed) {
  rapidjson::OStreamWrapper wrapped(stream);
  if (ontology) {
    stream << "," << line_feed << "\"ontology\": ";
    json::Writer out(wrapped);
    json::write_ontology(out, *ontology);
  }
  const auto list = [&](const char* name, const auto& records, auto write_record) {
    stream << "," << line_feed << "\"" << name << "\": [";
    std::string_view comma;
    for (const auto& [index, record] : records) {
      stream << comma << line_feed;
      comma = ",";
      json::Writer out(wrapped);
      write_record(out, record);
    }
    stream << line_feed << "]";
  };
  list("entities", table.elements.nodes,
       [&](json::Writer& out, const NodeRecord& node) { write_entity(out, node, ontology); });
  list("relations", exchange::in_order(table.elements),
       [&](json::Writer& out, const RelationshipRecord* r) { write_relation(out, *r, table.elements); });
  stream << "}";
}

}  // namespace

void write_data(const Table& table, const WriteOptions& options, std::ostream& stream) {
  stream << "{\"entente\": 1";
  write_document(table, options.ontology, stream, "\n");
  stream << '\n';
}

void write_facts_line(const Table& table, const Ontology* ontology, std::ostream& stream) {
  stream << "{\"entente\":" << json::kInterfaceVersion << ",\"kind\":\"facts\"";
  write_document(table, ontology, stream, "");
}

void write_facts(const Table& table, const WriteOptions& options, std::ostream& stream) {
  rapidjson::OStreamWrapper wrapped(stream);
  for (const auto& [index, node] : table.elements.nodes) {
    json::Writer out(wrapped);
    write_entity(out, node, options.ontology);
    stream << '\n';
  }
  for (const auto& [id, r] : exchange::in_order(table.elements)) {
    json::Writer out(wrapped);
    write_relation(out, *r, table.elements);
    stream << '\n';
  }
}

}  // namespace entente

// A store in the data format, readable by import: as one document with a record a line, or as lines alone.
#include <algorithm>
#include <string>
#include <vector>

#include "entente/formats.hpp"
#include "formats/exchange.hpp"
#include "formats/json/json.hpp"
#include "formats/readers.hpp"

namespace entente {
namespace {

template <class Record>
void write_common(json::Writer& out, const Record& record) {
  if (!record.datings.empty()) {
    out.Key("datings");
    json::write_datings(out, record.datings);
  } else if (record.validity) {
    out.Key("valid");
    json::write_validity(out, *record.validity);
  }
  if (!record.properties.empty()) {
    out.Key("properties");
    json::write_properties(out, record.properties);
  }
  json::write_attribution(out, record.attribution);
}

bool is_new(const Value& value) {
  if (value.is_period()) return value.period().is_set();
  if (value.is_list()) return std::any_of(value.list().begin(), value.list().end(), is_new);
  if (!value.is_map()) return value.is_instant() || value.is_temporal();
  return std::any_of(value.map().begin(), value.map().end(), [](const auto& entry) { return is_new(entry.second); });
}

// What version 1 of the format can't say: instants and temporal values, sets of periods, datings, sources of values; of
// an ontology what is presumed, which ends a relation implies, and what tells the story.
template <class Record>
bool is_of_version_2(const Record& record) {
  return !record.datings.empty() || (record.validity && record.validity->is_set()) ||
         std::any_of(record.properties.begin(), record.properties.end(), [](const PropertyFact& p) {
           return !p.sources.empty() || (p.validity && p.validity->is_set()) || is_new(p.value);
         });
}

bool is_of_version_2(const Ontology& ontology) {
  return std::any_of(ontology.entity_types.begin(), ontology.entity_types.end(),
                     [](const EntityType& type) { return type.persists || type.is_apparatus; }) ||
         std::any_of(ontology.relation_types.begin(), ontology.relation_types.end(), [](const RelationType& type) {
           return type.persists || !type.ends.empty() || type.implied_ends != ImpliedEnds::kByWithin;
         });
}

// The earliest version that says all of it, so that programs that know no later one read what they can.
int version_of(const Elements& elements, const Ontology* ontology) {
  const auto needs = [](const auto& entry) { return is_of_version_2(entry.second); };
  const bool needs_2 = std::any_of(elements.nodes.begin(), elements.nodes.end(), needs) ||
                       std::any_of(elements.relationships.begin(), elements.relationships.end(), needs) ||
                       (ontology != nullptr && is_of_version_2(*ontology));
  return needs_2 ? 2 : 1;
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
  write_common(out, node);
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
  write_common(out, r);
  out.EndObject();
}

// A record a line; `line_feed` is empty where all of it stands in one line.
void write_document(const Table& table, const Ontology* ontology, std::ostream& stream, std::string_view line_feed) {
  json::Output wrapped(stream);
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

void write_data(const Table& table, const WriteOptions& options, std::ostream& stream) {
  stream << "{\"entente\": " << version_of(table.elements, options.ontology);
  write_document(table, options.ontology, stream, "\n");
  stream << '\n';
}

void write_facts(const Table& table, const WriteOptions& options, std::ostream& stream) {
  json::Output wrapped(stream);
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

}  // namespace

void write_facts_line(const Table& table, const Ontology* ontology, std::ostream& stream) {
  stream << "{\"entente\":" << json::kInterfaceVersion << ",\"kind\":\"facts\"";
  write_document(table, ontology, stream, "");
}

extern constexpr Format kData = {
    .name = "data",
    .extensions = ".json",
    .summary = "the data format of entente import",
    .keeps = "all facts and the ontology, byte for byte",
    .loses = "system time",
    .is_graph = true,
    .write = write_data,
    .read = read_data,
};

extern constexpr Format kFacts = {
    .name = "facts",
    .extensions = ".jsonl .ndjson",
    .summary = "the data format, a fact a line",
    .keeps = "all facts, byte for byte",
    .loses = "the ontology and system time",
    .is_graph = true,
    .write = write_facts,
    .read = read_facts,
};

}  // namespace entente

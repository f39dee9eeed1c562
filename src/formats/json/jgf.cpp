// JSON Graph Format, version 2: nodes by id, edges in a list, what they say under `metadata`.
// Source: the specification and the schema of the JSON Graph Format project. Version 1, with nodes in a list, is read.
#include "entente/formats.hpp"
#include "formats/json/graph_json.hpp"

namespace entente {
namespace {

using json::Json;

void write_edge(json::Writer& out, const RelationshipRecord& r, const Elements& elements) {
  const auto text = [&](const char* key, const std::string& value) {
    out.Key(key);
    json::write_string(out, value);
  };
  out.StartObject();
  if (!r.key.empty()) text("id", r.key);
  text("source", elements.nodes.at(r.start).key);
  text("relation", r.type);
  text("target", elements.nodes.at(r.end).key);
  exchange::Attributes metadata = exchange::attributes_of(r, exchange::Shape::kNested);
  metadata.erase(metadata.begin());  // the type, which is `relation`
  out.Key("metadata");
  json::write_properties(out, metadata);
  out.EndObject();
}

// Metadata, and beside it what the format has members for: these stand first, so that they are meant.
exchange::Attributes read_attributes(const Json& record, std::initializer_list<std::string_view> apart_from) {
  exchange::Attributes attributes = json::attributes_of(record, apart_from);
  const auto metadata = record.FindMember("metadata");
  if (metadata == record.MemberEnd() || metadata->value.IsNull()) return attributes;
  json::need_object(metadata->value, "`metadata`");
  for (PropertyFact& p : json::attributes_of(metadata->value)) attributes.push_back(std::move(p));
  return attributes;
}

EntityFact read_node(std::string id, const Json& json, exchange::Times& times) {
  json::need_object(json, "a node");
  return exchange::entity_of(std::move(id), read_attributes(json, {"id", "metadata"}), times);
}

// An edge is directed as the graph is, unless it says otherwise.
RelationFact read_edge(const Json& json, bool is_directed, exchange::Times& times) {
  json::need_object(json, "an edge");
  auto attributes = read_attributes(json, {"id", "source", "target", "relation", "directed", "metadata"});
  const auto own = json.FindMember("directed");
  json::keep_direction(own != json.MemberEnd() && own->value.IsBool() ? own->value.GetBool() : is_directed, attributes);
  if (std::string type = json::id_of(json, "relation"); !type.empty())
    attributes.insert(attributes.begin(), {"type", Value(std::move(type)), std::nullopt});
  return exchange::relation_of(json::id_of(json, "id"), json::end_of(json, "source"), json::end_of(json, "target"),
                               std::move(attributes), times);
}

void read_graph(json::DocumentReader& in, Records& records) {
  bool has_edges = false, is_directed = true;
  in.members([&](const std::string& key, std::uint32_t line) {
    if (key == "directed") {
      is_directed = !in.value().IsFalse();
      if (!is_directed && has_edges)
        records.reject(line, "`directed` stands behind the edges, which were read as directed; put it before them");
    } else if (key == "nodes" && in.next() == '[') {
      in.items([&](std::uint32_t at) {
        const Json& json = in.value();
        json::take(records, at, [&](exchange::Times& times) {
          return read_node(json.IsObject() ? json::id_of(json, "id") : "?", json, times);
        });
      });
    } else if (key == "nodes") {
      in.members([&](const std::string& id, std::uint32_t at) {
        const Json& json = in.value();
        json::take(records, at, [&](exchange::Times& times) { return read_node(id, json, times); });
      });
    } else if (key == "edges") {
      has_edges = true;
      in.items([&](std::uint32_t at) {
        const Json& json = in.value();
        json::take(records, at, [&](exchange::Times& times) { return read_edge(json, is_directed, times); });
      });
    } else if (key == "metadata") {
      const Json& attributes = in.value();
      records.guard(line, [&] { json::read_graph_attributes(attributes, records); });
    } else {
      if (key == "hyperedges") records.reject(line, "hyperedges join more than two nodes, which no relation can");
      in.skip();
    }
  });
}

void write_jgf(const Table& table, const WriteOptions& options, std::ostream& stream) {
  json::Output wrapped(stream);
  stream << "{\"graph\": {\"directed\": true";
  if (!options.title.empty()) {
    stream << ", \"label\": ";
    json::Writer label(wrapped);
    json::write_string(label, options.title);
  }
  stream << ",\n\"metadata\": ";
  json::Writer graph(wrapped);
  json::write_graph_attributes(graph, options.ontology);
  stream << ",\n\"nodes\": {";
  const char* separator = "\n";
  for (const auto& [index, node] : table.elements.nodes) {
    stream << separator;
    separator = ",\n";
    json::Writer id(wrapped);
    json::write_string(id, node.key);
    stream << ": ";
    json::Writer out(wrapped);
    out.StartObject();
    out.Key("label");
    json::write_string(out, exchange::label_of(node));
    out.Key("metadata");
    json::write_properties(out, exchange::attributes_of(node, options.ontology, exchange::Shape::kNested));
    out.EndObject();
  }
  stream << "\n},\n\"edges\": [";
  json::write_lines(stream, exchange::in_order(table.elements),
                    [&](json::Writer& out, const RelationshipRecord* r) { write_edge(out, *r, table.elements); });
  stream << "\n]}}\n";
}

void read_jgf(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  json::read_document(stream, options, sink, [](json::DocumentReader& in, Records& records) {
    bool found = false;
    in.members([&](const std::string& key, std::uint32_t) {
      found = found || key == "graph" || key == "graphs";
      if (key == "graph")
        read_graph(in, records);
      else if (key == "graphs")
        in.items([&](std::uint32_t) { read_graph(in, records); });
      else
        in.skip();
    });
    if (!found) records.reject(1, "neither `graph` nor `graphs`: this is no JSON Graph Format");
  });
}

}  // namespace

extern constexpr Format kJgf = {
    .name = "jgf",
    .extensions = ".jgf .jgf.json",
    .summary = "JSON Graph Format, version 2",
    .keeps = "all facts and the ontology, byte for byte",
    .loses = "system time; on reading hyperedges",
    .is_graph = true,
    .write = write_jgf,
    .read = read_jgf,
};

}  // namespace entente

// The JSON of Cytoscape.js (`cytoscape({elements})`, `cy.json()`) and of Cytoscape's network files (.cyjs).
#include <unordered_set>

#include "entente/formats.hpp"
#include "formats/json/graph_json.hpp"

namespace entente {
namespace {

using json::Json;

void write_node(json::Writer& out, const NodeRecord& node, const Ontology* ontology) {
  out.StartObject();
  out.Key("data");
  out.StartObject();
  out.Key("id");
  json::write_string(out, node.key);
  out.Key("label");
  json::write_string(out, exchange::label_of(node));
  json::write_members(out, exchange::attributes_of(node, ontology, exchange::Shape::kNested));
  out.EndObject();
  out.EndObject();
}

// Nodes and edges share their ids there. An edge whose id is that of a node gets another one.
void write_edge(json::Writer& out, const RelationshipRecord& r, const Elements& elements, std::size_t number,
                const std::unordered_set<std::string_view>& nodes) {
  std::string id = exchange::relation_id(r, number);
  while (nodes.contains(id)) id += '~';
  const auto text = [&](const char* key, const std::string& value) {
    out.Key(key);
    json::write_string(out, value);
  };
  out.StartObject();
  out.Key("data");
  out.StartObject();
  text("id", id);
  text("source", elements.nodes.at(r.start).key);
  text("target", elements.nodes.at(r.end).key);
  text("label", r.type);
  json::write_members(out, exchange::attributes_of(r, exchange::Shape::kNested));
  out.EndObject();
  out.EndObject();
}

const Json& data_of(const Json& element) {
  json::need_object(element, "an element");
  const auto data = element.FindMember("data");
  if (data == element.MemberEnd() || !data->value.IsObject())
    throw Error(ErrorCode::kInvalidData, "an element without `data`");
  return data->value;
}

EntityFact read_node(const Json& data, exchange::Times& times) {
  return exchange::entity_of(json::id_of(data, "id"), json::attributes_of(data, {"id"}), times);
}

RelationFact read_edge(const Json& data, exchange::Times& times) {
  return exchange::relation_of(json::id_of(data, "id"), json::end_of(data, "source"), json::end_of(data, "target"),
                               json::attributes_of(data, {"id", "source", "target"}), times);
}

// Where nodes and edges stand in one list, an edge is what has a source.
void read_elements(json::DocumentReader& in, Records& records) {
  in.items([&](std::uint32_t at) {
    const Json& json = in.value();
    const Json* data = nullptr;
    records.guard(at, [&] { data = &data_of(json); });
    if (!data) return;
    if (data->HasMember("source") || data->HasMember("target"))
      json::take(records, at, [&](exchange::Times& times) { return read_edge(*data, times); });
    else
      json::take(records, at, [&](exchange::Times& times) { return read_node(*data, times); });
  });
}

void read_members(json::DocumentReader& in, Records& records, bool& found) {
  in.members([&](const std::string& key, std::uint32_t line) {
    if (key == "elements") {
      found = true;
      if (in.next() == '[')
        read_elements(in, records);
      else
        in.members([&](const std::string&, std::uint32_t) { read_elements(in, records); });
    } else if (key == "data") {
      const Json& attributes = in.value();
      records.guard(line, [&] { json::read_graph_attributes(attributes, records); });
    } else {
      in.skip();
    }
  });
}

void write_cytoscape(const Table& table, const WriteOptions& options, std::ostream& stream) {
  json::Output wrapped(stream);
  stream << "{\"data\": ";
  json::Writer graph(wrapped);
  json::write_graph_attributes(graph, options.ontology);
  stream << ",\n\"elements\": {\n\"nodes\": [";
  std::unordered_set<std::string_view> nodes;
  json::write_lines(stream, table.elements.nodes, [&](json::Writer& out, const NodeRecord& node) {
    nodes.insert(node.key);
    write_node(out, node, options.ontology);
  });
  stream << "\n],\n\"edges\": [";
  std::size_t number = 0;
  json::write_lines(stream, exchange::in_order(table.elements), [&](json::Writer& out, const RelationshipRecord* r) {
    write_edge(out, *r, table.elements, number++, nodes);
  });
  stream << "\n]}}\n";
}

void read_cytoscape(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  json::read_document(stream, options, sink, [](json::DocumentReader& in, Records& records) {
    bool found = in.next() == '[';
    if (found)
      read_elements(in, records);
    else
      read_members(in, records, found);
    if (!found) records.reject(1, "no `elements`: this is no network of Cytoscape");
  });
}

}  // namespace

extern constexpr Format kCytoscape = {
    .name = "cytoscape",
    .extensions = ".cyjs",
    .summary = "elements of Cytoscape.js and networks of Cytoscape",
    .keeps = "all facts and the ontology, byte for byte",
    .loses = "system time; on reading positions and styles",
    .is_graph = true,
    .write = write_cytoscape,
    .read = read_cytoscape,
};

}  // namespace entente

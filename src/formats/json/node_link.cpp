// Node-link JSON, the form in which NetworkX (node_link_data, node_link_graph) and D3 (force layouts) hold graphs.
#include "entente/formats.hpp"
#include "formats/json/graph_json.hpp"

namespace entente {
namespace {

using json::Json;

void write_link(json::Writer& out, const RelationshipRecord& r, const Elements& elements) {
  out.StartObject();
  out.Key("source");
  json::write_string(out, elements.nodes.at(r.start).key);
  out.Key("target");
  json::write_string(out, elements.nodes.at(r.end).key);
  if (!r.key.empty()) {
    for (const char* key : {"key", "id"}) {  // how NetworkX tells parallel edges apart, and the fact's own id
      out.Key(key);
      json::write_string(out, r.key);
    }
  }
  json::write_members(out, exchange::attributes_of(r, exchange::Shape::kNested));
  out.EndObject();
}

// A node without an id is known by its place, as in older files of D3.
EntityFact read_node(const Json& json, std::size_t place, exchange::Times& times) {
  json::need_object(json, "a node");
  std::string id = json::id_of(json, "id");
  if (id.empty() && !json.HasMember("id")) id = std::to_string(place);
  return exchange::entity_of(std::move(id), json::attributes_of(json, {"id"}), times);
}

// `key` is an id only within the pair of nodes: where it says more than the number of a parallel link, it is kept as a
// property.
RelationFact read_link(const Json& json, bool is_directed, exchange::Times& times) {
  json::need_object(json, "a link");
  std::string id = json::id_of(json, "id");
  const auto key = json.FindMember("key");
  const bool says_more = key != json.MemberEnd() && !key->value.IsInt64() && json::id_of(json, "key") != id;
  auto attributes = json::attributes_of(json, {"id", "source", "target", says_more ? "" : "key"});
  json::keep_direction(is_directed, attributes);
  return exchange::relation_of(std::move(id), json::end_of(json, "source"), json::end_of(json, "target"),
                               std::move(attributes), times);
}

void write_node_link(const Table& table, const WriteOptions& options, std::ostream& stream) {
  json::Output wrapped(stream);
  stream << "{\"directed\": true, \"multigraph\": true,\n\"graph\": ";
  json::Writer graph(wrapped);
  json::write_graph_attributes(graph, options.ontology);
  stream << ",\n\"nodes\": [";
  json::write_lines(stream, table.elements.nodes, [&](json::Writer& out, const NodeRecord& node) {
    out.StartObject();
    out.Key("id");
    json::write_string(out, node.key);
    json::write_members(out, exchange::attributes_of(node, options.ontology, exchange::Shape::kNested));
    out.EndObject();
  });
  stream << "\n],\n\"links\": [";
  json::write_lines(stream, exchange::in_order(table.elements),
                    [&](json::Writer& out, const RelationshipRecord* r) { write_link(out, *r, table.elements); });
  stream << "\n]}\n";
}

void read_node_link(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  json::read_document(stream, options, sink, [](json::DocumentReader& in, Records& records) {
    bool found = false, has_links = false, is_directed = true;
    in.members([&](const std::string& key, std::uint32_t line) {
      if (key == "directed") {
        is_directed = !in.value().IsFalse();
        if (!is_directed && has_links)
          records.reject(line, "`directed` stands behind the links, which were read as directed; put it before them");
      } else if (key == "nodes") {
        found = true;
        std::size_t place = 0;
        in.items([&](std::uint32_t at) {
          const Json& json = in.value();
          json::take(records, at, [&](exchange::Times& times) { return read_node(json, place++, times); });
        });
      } else if (key == "links" || key == "edges") {  // newer versions of NetworkX write `edges`
        found = has_links = true;
        in.items([&](std::uint32_t at) {
          const Json& json = in.value();
          json::take(records, at, [&](exchange::Times& times) { return read_link(json, is_directed, times); });
        });
      } else if (key == "graph") {
        const Json& attributes = in.value();
        records.guard(line, [&] { json::read_graph_attributes(attributes, records); });
      } else {
        in.skip();
      }
    });
    if (!found) records.reject(1, "neither `nodes` nor `links`: this is no node-link graph");
  });
}

}  // namespace

extern constexpr Format kNodeLink = {
    .name = "node-link",
    .extensions = ".node-link.json",
    .summary = "nodes and links in JSON, for NetworkX and D3",
    .keeps = "all facts and the ontology, byte for byte",
    .loses = "system time; on reading other attributes of the graph",
    .is_graph = true,
    .write = write_node_link,
    .read = read_node_link,
};

}  // namespace entente

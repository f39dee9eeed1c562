// Reading GraphML, ours and what yEd, NetworkX, igraph, Gephi and Neo4j write, an element at a time.
//
// Nodes inside nodes become nodes with a relation PART_OF to the outer one; undirected edges keep `directed: false`;
// the ports that an edge names stay as its properties. A hyperedge, and a graph inside an edge, is rejected: a relation
// has two ends. Of yEd's graphics only the text of a label is read.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "formats/readers.hpp"
#include "formats/xml/graph_xml.hpp"
#include "formats/xml/xml.hpp"

namespace entente {
namespace {

using graph_xml::Record;

struct Key {
  std::string id, name, type;
  bool for_nodes = true, for_edges = true;
  bool is_graphics = false;             // of yEd
  std::optional<std::string> fallback;  // what a record without this key holds
};

// What an open element is.
enum class GraphmlPart { kDocument, kFile, kKey, kDefault, kGraph, kNode, kEdge, kData, kDescription, kLabel, kOther };

class GraphmlReader {
 public:
  GraphmlReader(const ReadOptions& options, const DataSink& sink) : sink_(sink, options.number) {}

  void start(std::string_view name, const xml::Attributes& attributes, xml::Place place);
  void end(std::string&& text, xml::Place place);
  graph_xml::Sink& sink() { return sink_; }

 private:
  // A node or an edge that is open.
  struct Open {
    Record record;
    exchange::Attributes hints = {};  // attributes of the element itself, for what no <data> says
  };

  GraphmlPart part_of(std::string_view name, const xml::Attributes& attributes, xml::Place place);
  GraphmlPart graph(const xml::Attributes& attributes);
  GraphmlPart key(const xml::Attributes& attributes, xml::Place place);
  GraphmlPart node(const xml::Attributes& attributes, xml::Place place);
  GraphmlPart edge(const xml::Attributes& attributes, xml::Place place);
  GraphmlPart data(const xml::Attributes& attributes, xml::Place place);
  GraphmlPart unknown(std::string_view name, xml::Place place);

  void end_data(std::string&& text, xml::Place place);
  void end_label(std::string_view text);
  void end_node();
  void end_edge();
  void complete(Open& open, bool is_node) const;
  bool is_in_record() const { return parts_.back() == GraphmlPart::kNode || parts_.back() == GraphmlPart::kEdge; }

  graph_xml::Sink sink_;
  std::vector<Key> keys_;  // in the order of the file
  std::map<std::string, std::size_t, std::less<>> key_places_;
  std::vector<GraphmlPart> parts_{GraphmlPart::kDocument};
  std::vector<bool> undirected_;  // of the open graphs
  std::vector<Open> open_;
  Key data_key_;  // of the <data> that is open
};

GraphmlPart GraphmlReader::graph(const xml::Attributes& attributes) {
  undirected_.push_back(attributes.find("edgedefault") == "undirected");
  return GraphmlPart::kGraph;
}

GraphmlPart GraphmlReader::key(const xml::Attributes& attributes, xml::Place place) {
  Key key;
  key.id = attributes.find("id").value_or("");
  if (key.id.empty()) {
    sink_.reject(place, "a <key> without an id");
    return GraphmlPart::kOther;
  }
  key.name = attributes.find("attr.name").value_or(key.id);
  if (key.name.empty()) key.name = key.id;
  key.type = attributes.find("attr.type").value_or("string");
  const std::string scope = attributes.find("for").value_or("all");
  key.for_nodes = scope == "node" || scope == "all";
  key.for_edges = scope == "edge" || scope == "all";
  key.is_graphics = attributes.find("yfiles.type").has_value();
  if (!key_places_.try_emplace(key.id, keys_.size()).second) {
    sink_.reject(place, fmt::format("the key `{}` is declared twice", key.id));
    return GraphmlPart::kOther;
  }
  keys_.push_back(std::move(key));
  return GraphmlPart::kKey;
}

GraphmlPart GraphmlReader::node(const xml::Attributes& attributes, xml::Place place) {
  Open open{{place, attributes.find("id").value_or(""), {}, {}, {}, {}}};
  if (open.record.key.empty()) open.record.blame("a <node> without an id");
  for (const char* hint : {"labels", "label"})  // Neo4j writes these
    if (auto text = attributes.find(hint)) open.hints.push_back({hint, Value(std::move(*text)), std::nullopt});
  open_.push_back(std::move(open));
  return GraphmlPart::kNode;
}

GraphmlPart GraphmlReader::edge(const xml::Attributes& attributes, xml::Place place) {
  Open open{{place, attributes.find("id").value_or(""), {}, {}, {}, {}}};
  open.record.from = attributes.find("source").value_or("");
  open.record.to = attributes.find("target").value_or("");
  if (open.record.from.empty()) open.record.blame("an <edge> without a source");
  if (open.record.to.empty()) open.record.blame("an <edge> without a target");
  for (const char* hint : {"label", "sourceport", "targetport"})
    if (auto text = attributes.find(hint)) open.hints.push_back({hint, Value(std::move(*text)), std::nullopt});
  const auto directed = attributes.find("directed");
  if (directed ? *directed == "false" || *directed == "0" : undirected_.back())
    open.hints.push_back({"directed", Value(false), std::nullopt});
  open_.push_back(std::move(open));
  return GraphmlPart::kEdge;
}

GraphmlPart GraphmlReader::data(const xml::Attributes& attributes, xml::Place place) {
  const std::string id = attributes.find("key").value_or("");
  if (id.empty()) sink_.reject(place, "a <data> without a key");
  const auto known = key_places_.find(id);
  data_key_ = known == key_places_.end() ? Key{id, id, "string", true, true, false, {}} : keys_[known->second];
  return id.empty() ? GraphmlPart::kOther : GraphmlPart::kData;
}

// An element that has no place here. What describes drawings is left out, whatever it is.
GraphmlPart GraphmlReader::unknown(std::string_view name, xml::Place place) {
  if (name == "hyperedge") {
    sink_.reject(place, "a <hyperedge>: a relation has two ends; make it a node with an edge to each of its members");
  } else if (name == "graph" && is_in_record()) {
    open_.back().record.blame("a <graph> inside an <edge>: only nodes hold others");
  } else if (name == "node" || name == "edge") {
    sink_.reject(place, fmt::format("a <{}> outside a <graph>", name));
  } else if (name.find(':') == std::string_view::npos && name != "desc" && name != "locator" && name != "port" &&
             name != "endpoint") {
    sink_.reject(place, fmt::format("an element <{}>, which GraphML does not have here", name));
  }
  return GraphmlPart::kOther;
}

GraphmlPart GraphmlReader::part_of(std::string_view name, const xml::Attributes& attributes, xml::Place place) {
  const GraphmlPart outer = parts_.back();
  switch (outer) {
    case GraphmlPart::kDocument:
      if (name == "graphml") return GraphmlPart::kFile;
      throw xml::Fault{fmt::format("no GraphML: the outermost element is <{}>", name), place};
    case GraphmlPart::kFile:
      if (name == "key") return key(attributes, place);
      if (name == "graph") return graph(attributes);
      if (name == "data") return data(attributes, place);
      return unknown(name, place);
    case GraphmlPart::kKey:
      return name == "default" ? GraphmlPart::kDefault : GraphmlPart::kOther;
    case GraphmlPart::kGraph:
      if (name == "node") return node(attributes, place);
      if (name == "edge") return edge(attributes, place);
      if (name == "data") return data(attributes, place);
      return unknown(name, place);
    case GraphmlPart::kNode:
    case GraphmlPart::kEdge:
      if (name == "data") return data(attributes, place);
      if (name == "desc") return GraphmlPart::kDescription;
      if (name == "graph" && outer == GraphmlPart::kNode) return graph(attributes);
      return unknown(name, place);
    default:
      return name.ends_with(":NodeLabel") || name.ends_with(":EdgeLabel") ? GraphmlPart::kLabel : GraphmlPart::kOther;
  }
}

void GraphmlReader::start(std::string_view name, const xml::Attributes& attributes, xml::Place place) {
  parts_.push_back(part_of(name, attributes, place));
}

void GraphmlReader::end(std::string&& text, xml::Place place) {
  const GraphmlPart part = parts_.back();
  parts_.pop_back();
  switch (part) {
    case GraphmlPart::kDefault:
      keys_.back().fallback = std::move(text);
      return;
    case GraphmlPart::kGraph:
      undirected_.pop_back();
      return;
    case GraphmlPart::kData:
      return end_data(std::move(text), place);
    case GraphmlPart::kDescription:
      open_.back().hints.push_back({"desc", Value(std::move(text)), std::nullopt});
      return;
    case GraphmlPart::kLabel:
      return end_label(text);
    case GraphmlPart::kNode:
      return end_node();
    case GraphmlPart::kEdge:
      return end_edge();
    default:
      return;
  }
}

void GraphmlReader::end_data(std::string&& text, xml::Place place) {
  if (is_in_record()) {
    if (!data_key_.is_graphics) open_.back().record.add(data_key_.name, data_key_.type, text);
  } else if (data_key_.name == "ontology") {
    sink_.ontology(text, place);
  }
}

void GraphmlReader::end_label(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (open_.empty() || !data_key_.is_graphics || first == std::string_view::npos) return;
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  if (!graph_xml::has(open_.back().hints, "label")) open_.back().hints.push_back({"label", Value(text), std::nullopt});
}

void GraphmlReader::complete(Open& open, bool is_node) const {
  for (PropertyFact& hint : open.hints)
    if (!graph_xml::has(open.record.attributes, hint.key)) open.record.attributes.push_back(std::move(hint));
  for (const Key& key : keys_)
    if (key.fallback && !key.is_graphics && (is_node ? key.for_nodes : key.for_edges) &&
        !graph_xml::has(open.record.attributes, key.name))
      open.record.add(key.name, key.type, *key.fallback);
}

void GraphmlReader::end_node() {
  Open inner = std::move(open_.back());
  open_.pop_back();
  complete(inner, true);
  const std::string id = inner.record.key;
  const xml::Place place = inner.record.place;
  sink_.entity(std::move(inner.record));
  if (!open_.empty() && !id.empty()) sink_.part_of(id, open_.back().record.key, place);
}

void GraphmlReader::end_edge() {
  Open edge = std::move(open_.back());
  open_.pop_back();
  complete(edge, false);
  sink_.relation(std::move(edge.record));
}

}  // namespace

void read_graphml(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  GraphmlReader reader(options, sink);
  try {
    xml::read(in, options.limits,
              {[&](std::string_view name, const xml::Attributes& attributes, xml::Place place) {
                 reader.start(name, attributes, place);
               },
               [&](std::string_view, std::string&& text, xml::Place place) { reader.end(std::move(text), place); },
               {},
               {"node", "edge"}});
  } catch (const xml::Fault& fault) {
    reader.sink().give_up(fault);
  }
}

}  // namespace entente

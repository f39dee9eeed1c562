// GraphML 1.0: keys with types first, then nodes and edges with data. Everything is kept (formats/exchange.hpp).
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "entente/formats.hpp"
#include "formats/exchange.hpp"
#include "formats/readers.hpp"
#include "formats/xml/graph_xml.hpp"
#include "formats/xml/xml.hpp"

namespace entente {
namespace {

using exchange::Shape;

void write_keys(std::ostream& out, const graph_xml::Columns& columns, std::string_view of) {
  for (const graph_xml::Columns::Column& c : columns.all())
    fmt::print(out, "  <key id=\"{}\" for=\"{}\" attr.name=\"{}\" attr.type=\"{}\"/>\n", c.id, of, xml::escaped(c.name),
               graph_xml::type_name(c.type));
}

void write_attributes(std::ostream& out, const exchange::Attributes& attributes, graph_xml::Columns& columns) {
  for (const PropertyFact& a : attributes)
    fmt::print(out, "<data key=\"{}\">{}</data>", columns.id_of(a), xml::escaped_content(graph_xml::text_of(a.value)));
}

bool is_empty(const Ontology* ontology) {
  return !ontology || *ontology == Ontology{};
}

void write_graphml(const Table& table, const WriteOptions& options, std::ostream& out) {
  graph_xml::Columns node_columns("n"), edge_columns("e");
  const auto relations = exchange::in_order(table.elements);
  for (const auto& [index, node] : table.elements.nodes)
    for (const PropertyFact& a : exchange::attributes_of(node, options.ontology, Shape::kFlat)) node_columns.id_of(a);
  for (const auto& [id, r] : relations)
    for (const PropertyFact& a : exchange::attributes_of(*r, Shape::kFlat)) edge_columns.id_of(a);

  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
         " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
         "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
  if (!is_empty(options.ontology))
    out << "  <key id=\"ontology\" for=\"graph\" attr.name=\"ontology\" attr.type=\"string\"/>\n";
  write_keys(out, node_columns, "node");
  write_keys(out, edge_columns, "edge");
  out << "  <graph edgedefault=\"directed\">\n";
  if (!is_empty(options.ontology))
    fmt::print(out, "    <data key=\"ontology\">{}</data>\n",
               xml::escaped_content(exchange::ontology_text(*options.ontology)));
  for (const auto& [index, node] : table.elements.nodes) {
    fmt::print(out, "    <node id=\"{}\">", xml::escaped(node.key));
    write_attributes(out, exchange::attributes_of(node, options.ontology, Shape::kFlat), node_columns);
    out << "</node>\n";
  }
  for (const auto& [id, r] : relations) {
    out << "    <edge";
    if (!r->key.empty()) fmt::print(out, " id=\"{}\"", xml::escaped(r->key));
    fmt::print(out, " source=\"{}\" target=\"{}\">", xml::escaped(table.elements.nodes.at(r->start).key),
               xml::escaped(table.elements.nodes.at(r->end).key));
    write_attributes(out, exchange::attributes_of(*r, Shape::kFlat), edge_columns);
    out << "</edge>\n";
  }
  out << "  </graph>\n</graphml>\n";
}

}  // namespace

extern constexpr Format kGraphMl = {
    .name = "graphml",
    .extensions = ".graphml",
    .summary = "GraphML, nodes and edges with typed data",
    .keeps = "all facts and the ontology, byte for byte",
    .loses = "system time",
    .is_graph = true,
    .write = write_graphml,
    .read = read_graphml,
};

}  // namespace entente

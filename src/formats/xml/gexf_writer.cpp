// Dynamic GEXF 1.3. GEXF counts the last day of a stretch in, our periods leave their end out: the stretch from the
// first day on which a fact may have held to the last; a fact of several stretches has a spell for each. What it can't
// say (certain bounds, dates as stated) stands in attributes (formats/exchange.hpp), so that nothing is lost.
//
// The file is valid against the schema of 1.3. Readers that know no other name space than that of 1.2, such as NetworkX
// before 3, are served by a format of its own that differs in nothing else. `timeformat` is always "date", under which
// they take a bound to the second too, where some know no "dateTime". There is one list of attributes for nodes and one
// for edges, with numbers as ids; so values in time stand in JSON.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ostream.h>

#include "entente/formats.hpp"
#include "formats/cell.hpp"
#include "formats/exchange.hpp"
#include "formats/readers.hpp"
#include "formats/xml/graph_xml.hpp"
#include "formats/xml/xml.hpp"

namespace entente {
namespace {

using exchange::Shape;

// XML Schema 1.0 has no year 0: a bound in it stands in the attributes alone.
std::string stretch(const Period& bounds) {
  std::string text;
  const auto add = [&](std::string_view name, const std::optional<std::string>& day) {
    if (day && !day->starts_with("0000-")) text += fmt::format(" {}=\"{}\"", name, *day);
  };
  add("start", exchange::first_day(bounds));
  add("end", exchange::last_day(bounds));
  return text;
}

// Where it held in several stretches: from the first to the last, and a spell for each.
std::string stretch(const std::optional<Validity>& validity) {
  return validity ? stretch(validity->bounds) : std::string();
}
void write_spells(std::ostream& out, const std::optional<Validity>& validity) {
  if (!validity || !validity->is_set()) return;
  out << "<spells>";
  for (const Validity& spell : validity->stretches) fmt::print(out, "<spell{}/>", stretch(spell.bounds));
  out << "</spells>";
}

void write_columns(std::ostream& out, std::string_view of, const graph_xml::Columns& columns) {
  if (columns.all().empty()) return;
  fmt::print(out, "    <attributes class=\"{}\" mode=\"static\">\n", of);
  for (const graph_xml::Columns::Column& c : columns.all())
    fmt::print(out, "      <attribute id=\"{}\" title=\"{}\" type=\"{}\"/>\n", c.id, xml::escaped(c.name),
               graph_xml::type_name(c.type));
  out << "    </attributes>\n";
}

void write_values(std::ostream& out, const exchange::Attributes& attributes, graph_xml::Columns& columns) {
  out << "<attvalues>";
  for (const PropertyFact& a : attributes)
    fmt::print(out, "<attvalue for=\"{}\" value=\"{}\"/>", columns.id_of(a), xml::escaped(graph_xml::text_of(a.value)));
  out << "</attvalues>";
}

void write_nodes(std::ostream& out, const Table& table, const WriteOptions& options, graph_xml::Columns& columns) {
  out << "    <nodes>\n";
  for (const auto& [index, node] : table.elements.nodes) {
    fmt::print(out, "      <node id=\"{}\" label=\"{}\"{}>", xml::escaped(node.key),
               xml::escaped(exchange::label_of(node)), stretch(node.validity));
    write_values(out, exchange::attributes_of(node, options.ontology, Shape::kFlat), columns);
    write_spells(out, node.validity);
    out << "</node>\n";
  }
  out << "    </nodes>\n";
}

void write_edges(std::ostream& out, const Table& table, graph_xml::Columns& columns) {
  out << "    <edges>\n";
  std::size_t number = 0;
  for (const auto& [id, r] : exchange::in_order(table.elements)) {
    const std::string type = xml::escaped(r->type);
    fmt::print(out, "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\"{}>",
               xml::escaped(exchange::relation_id(*r, number++)), xml::escaped(table.elements.nodes.at(r->start).key),
               xml::escaped(table.elements.nodes.at(r->end).key), type, type, stretch(r->validity));
    write_values(out, exchange::attributes_of(*r, Shape::kFlat), columns);
    write_spells(out, r->validity);
    out << "</edge>\n";
  }
  out << "    </edges>\n";
}

// JSON inside a processing instruction, which `?>` would end.
std::string instruction_text(std::string json) {
  for (std::size_t at = json.find('>'); at != std::string::npos; at = json.find('>', at))
    json.replace(at, 1, "\\u003e");
  return json;
}

}  // namespace

namespace {

void write(const Table& table, const WriteOptions& options, std::string_view name_space, std::string_view version,
           std::ostream& out) {
  graph_xml::Columns nodes(""), edges("");
  for (const auto& [index, node] : table.elements.nodes)
    for (const PropertyFact& a : exchange::attributes_of(node, options.ontology, Shape::kFlat)) nodes.id_of(a);
  for (const auto& [id, r] : exchange::in_order(table.elements))
    for (const PropertyFact& a : exchange::attributes_of(*r, Shape::kFlat)) edges.id_of(a);

  fmt::print(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"{}\" version=\"{}\">\n", name_space,
             version);
  if (options.ontology && *options.ontology != Ontology{})
    fmt::print(out, "  <?entente-ontology {}?>\n", instruction_text(exchange::ontology_text(*options.ontology)));
  out << "  <meta>\n    <creator>entente</creator>\n";
  if (!options.title.empty())
    fmt::print(out, "    <description>{}</description>\n", xml::escaped_content(options.title));
  out << "  </meta>\n"
         "  <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\">\n";
  write_columns(out, "node", nodes);
  write_columns(out, "edge", edges);
  write_nodes(out, table, options, nodes);
  write_edges(out, table, edges);
  out << "  </graph>\n</gexf>\n";
}

void write_gexf(const Table& table, const WriteOptions& options, std::ostream& out) {
  write(table, options, "http://gexf.net/1.3", "1.3", out);
}

void write_gexf_12(const Table& table, const WriteOptions& options, std::ostream& out) {
  write(table, options, "http://www.gexf.net/1.2draft", "1.2", out);
}

}  // namespace

extern constexpr Format kGexf = {
    .name = "gexf",
    .extensions = ".gexf",
    .summary = "dynamic GEXF 1.3, as Gephi reads it",
    .keeps =
        "all facts and the ontology, byte for byte; on the time line, the days on which a fact may have held, a spell "
        "for each stretch",
    .loses = "system time; on the time line, which days are certain, and values in time",
    .is_graph = true,
    .write = write_gexf,
    .read = read_gexf,
};

extern constexpr Format kGexf12 = {
    .name = "gexf-1.2",
    .extensions = "",
    .summary = "the same for readers that know GEXF 1.2 only, such as NetworkX before 3",
    .keeps = "as gexf",
    .loses = "as gexf",
    .is_graph = true,
    .write = write_gexf_12,
};

}  // namespace entente

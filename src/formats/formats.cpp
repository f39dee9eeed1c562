#include "entente/formats.hpp"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/files.hpp"
#include "formats/readers.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

constexpr std::array kFormats = {
    Format{"csv", ".csv", "a header and a line a row (RFC 4180); read through a column map (--columns)",
           "values as text", "types and elements", false, write_csv, read_csv, csv_rows},
    Format{"cytoscape", ".cyjs", "elements of Cytoscape.js and networks of Cytoscape",
           "all facts and the ontology, byte for byte", "system time; on reading positions and styles", true,
           write_cytoscape, read_cytoscape},
    Format{"data", ".json", "the data format of entente import", "all facts and the ontology, byte for byte",
           "system time", true, write_data, read_data},
    Format{"dot", ".dot .gv", "a GraphViz diagram of the nodes and relations of the result",
           "names, types, dates in words and certainty",
           "properties and bounds; of many relations of one type between the same two each but their number", true,
           write_dot},
    Format{"facts", ".jsonl .ndjson", "the data format, a fact a line", "all facts, byte for byte",
           "the ontology and system time", true, write_facts, read_facts},
    Format{
        "gexf", ".gexf", "dynamic GEXF 1.3, as Gephi reads it",
        "all facts and the ontology, byte for byte; on the time line, the days on which a fact may have held, a spell "
        "for each stretch",
        "system time; on the time line, which days are certain, and values in time", true, write_gexf, read_gexf},
    Format{"gexf-1.2", "", "the same for readers that know GEXF 1.2 only, such as NetworkX before 3", "as gexf",
           "as gexf", true, write_gexf_12},
    Format{"graphml", ".graphml", "GraphML, nodes and edges with typed data",
           "all facts and the ontology, byte for byte", "system time", true, write_graphml, read_graphml},
    Format{"jgf", ".jgf .jgf.json", "JSON Graph Format, version 2", "all facts and the ontology, byte for byte",
           "system time; on reading hyperedges", true, write_jgf, read_jgf},
    Format{"json", ".json", "columns, types, rows, and what they were read at", "everything of the result",
           "facts that no row holds", false, write_json},
    Format{"jsonl", ".jsonl .ndjson", "an object a row, keyed by column", "the rows", "what they were read at", false,
           write_jsonl, nullptr, jsonl_rows},
    Format{"jsonld", ".jsonld", "RDF as JSON-LD, with OWL-Time, EDTF, CIDOC-CRM and PROV",
           "facts, times with all bounds, an interval for each stretch, sources, types and their counterparts",
           "system time, rules and expected findings", true, write_jsonld},
    Format{"node-link", ".node-link.json", "nodes and links in JSON, for NetworkX and D3",
           "all facts and the ontology, byte for byte", "system time; on reading other attributes of the graph", true,
           write_node_link, read_node_link},
    Format{"nodes-csv", ".nodes.csv", "a table of the nodes, with the header of Neo4j's bulk import",
           "with relationships-csv all facts, byte for byte", "the ontology and system time", true, write_nodes_csv,
           read_nodes_csv},
    Format{"quads", ".quads", "facts with a time, tab separated: subject, relation, object, time or since and until",
           "all of it", "nothing", true, nullptr, read_quads},
    Format{"relationships-csv", ".relationships.csv", "a table of the relationships, to nodes-csv",
           "with nodes-csv all facts, byte for byte", "the nodes", true, write_relationships_csv,
           read_relationships_csv},
    Format{"script", ".cypher", "statements of the query language that make the nodes and relationships",
           "all facts, with ids, sources and provenance as properties",
           "the ontology, system time, the datings of single sources, the sources of single values, and of values that "
           "differ by these alone all but the last",
           true, write_script},
    Format{"table", ".txt", "a table for people", "values as text, shortened to the width", "the rest", false,
           write_text_table},
    Format{"tsv", ".tsv .tab", "as csv, with tabs between the fields", "values as text", "types and elements", false,
           write_tsv, read_tsv, tsv_rows},
    Format{"wikidata", ".wikidata.json", "entities of Wikidata as JSON: a dump, lines, or Special:EntityData",
           "names, statements, qualifiers, times with precision and calendar, references of relations as sources",
           "site links, texts in other languages, deprecated statements unless told", true, nullptr, read_wikidata},
};

std::vector<std::string_view> extensions_of(const Format& format) {
  std::vector<std::string_view> all;
  for (std::string_view rest = format.extensions; !rest.empty();) {
    const std::size_t space = rest.find(' ');
    all.push_back(rest.substr(0, space));
    rest.remove_prefix(space == std::string_view::npos ? rest.size() : space + 1);
  }
  return all;
}

template <class Offers>
const Format* by_ending(std::string_view path, Offers offers) {
  const std::string name = fold(unpacked_name(path));
  const Format* found = nullptr;
  std::size_t longest = 0;
  for (const Format& f : kFormats)
    for (const std::string_view extension : extensions_of(f))
      if (offers(f) && extension.size() > longest && name.ends_with(extension)) {
        found = &f;
        longest = extension.size();
      }
  return found;
}

Error unknown_format(std::string_view format) {
  std::vector<std::string> names;
  for (const Format& f : kFormats)
    if (f.write) names.emplace_back(f.name);
  const std::string near = nearest(format, names);
  return Error(ErrorCode::kUnsupported, fmt::format("no format is called `{}`", format))
      .with_hint(near.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                              : fmt::format("did you mean `{}`?", near));
}

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* find_format(std::string_view name) {
  const std::string wanted = fold(name);
  for (const Format& f : kFormats)
    if (wanted == f.name) return &f;
  if (wanted.empty()) return nullptr;
  return format_to_write(wanted.front() == '.' ? wanted : "." + wanted);
}

// A `.json` that is written is a result and one that is read is data; the other way round they are asked for by name.
// What is only read is found, too, where the name is its: writing it is refused.
const Format* format_to_write(std::string_view path) {
  const Format* named = by_ending(path, [](const Format&) { return true; });
  if (named && !named->write) return named;
  return by_ending(path, [](const Format& f) { return f.write && f.name != "data" && f.name != "facts"; });
}

const Format* format_to_read(std::string_view path) {
  return by_ending(path, [](const Format& f) { return f.read != nullptr; });
}

void write_by_rows(const Table& table, RowWriter& writer) {
  writer.begin(table.columns);
  writer.add(table);
  writer.end(table);
}

Result<void> write(const Table& table, std::string_view format, std::ostream& out, const WriteOptions& options) {
  const Format* found = find_format(format);
  if (!found) return unknown_format(format);
  if (!found->write) return Error(ErrorCode::kUnsupported, fmt::format("`{}` is read, and not written", found->name));
  try {
    found->write(table, options, out);
  } catch (const Error& error) {
    return error;
  }
  out.flush();
  if (!out) return Error(ErrorCode::kIo, "writing failed").with_hint("is the disk full?");
  return {};
}

Result<void> write_file(const Table& table, std::string_view format, const std::string& path,
                        const WriteOptions& options) {
  try {
    OutputFile file(path);
    if (auto written = write(table, format, file.stream(), options); !written.ok()) {
      if (written.error().code == ErrorCode::kIo) file.finish();  // says which file, and why
      return written;
    }
    file.commit();
    return {};
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace entente

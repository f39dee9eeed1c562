// A GraphViz diagram of a result's nodes and relations: who, what, and when in words.
#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/time/edtf.hpp"
#include "formats/cell.hpp"
#include "formats/dot_style.hpp"
#include "formats/writers.hpp"

namespace entente {
namespace {

constexpr int kNodeLine = 20;  // columns of a line in a node
constexpr int kEdgeLine = 28;  // … and along an edge
constexpr int kLongest = 120;  // a longer label is cut

bool starts_valid_character(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x80 || character_length(text, at) > 1;
}

// The inside of a quoted DOT string. Control characters and broken UTF-8, which GraphViz refuses, become U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    const char c = text[i];
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += ' ';
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || !starts_valid_character(text, i))
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(i, length);
    i += length;
  }
  return out;
}

// Breaks at spaces so that no line is much longer than `columns`; line feeds of the text stay.
std::string wrapped(std::string_view text, int columns) {
  const std::string cut = truncate_to_width(text, kLongest);
  std::string out;
  int used = 0;
  std::size_t at = 0;
  while (at < cut.size()) {
    std::size_t end = cut.find_first_of(" \n", at);
    if (end == std::string::npos) end = cut.size();
    const std::string word = cut.substr(at, end - at);
    const int width = display_width(word);
    if (used > 0 && used + 1 + width > columns) {
      out.back() = '\n';
      used = 0;
    }
    out += word;
    used += width;
    if (end < cut.size()) {
      out += cut[end];
      used = cut[end] == '\n' ? 0 : used + 1;
    }
    at = end + 1;
  }
  return out;
}

// "TOOK_PLACE_IN" reads "took place in".
std::string in_words(std::string_view type) {
  std::string words;
  for (const char c : type) words += c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return words;
}

bool is_uncertain(const std::optional<Validity>& validity) {
  return validity && !validity->bounds.is_certain();
}

std::string sources_text(const Attribution& a) {
  std::string text(name(a.provenance));
  for (const SourceRef& s : a.sources)
    text += fmt::format(", {}{}{}", s.source, s.locator.empty() ? "" : " ", s.locator);
  return text;
}

bool is_symmetric(const std::string& type, const Ontology* ontology) {
  const RelationType* declared = ontology ? ontology->relation_type(type) : nullptr;
  return declared && declared->symmetric;
}

void write_node(std::ostream& out, std::uint32_t index, const NodeRecord& node, const NodeStyles& styles) {
  const NodeStyle& style = styles.style_of(node);
  std::string label = wrapped(display_name(node), kNodeLine);
  std::string tooltip = styles.type_of(node);
  if (node.validity) tooltip += ", " + text_of(*node.validity);
  out << fmt::format("  n{} [label=\"{}\", shape={}, fillcolor=\"{}\"{}, tooltip=\"{} ({})\"]\n", index, escaped(label),
                     style.shape, style.fill, is_uncertain(node.validity) ? ", style=\"filled,dashed\"" : "",
                     escaped(tooltip), escaped(sources_text(node.attribution)));
}

void write_edge(std::ostream& out, const RelationshipRecord& r, const Ontology* ontology) {
  std::string label = wrapped(in_words(r.type), kEdgeLine);
  if (r.validity) label += "\n" + wrapped(text_of(*r.validity), kEdgeLine);
  out << fmt::format("  n{} -> n{} [label=\"{}\"{}{}, tooltip=\"{}\"]\n", r.start, r.end, escaped(label),
                     is_symmetric(r.type, ontology) ? ", dir=none" : "",
                     is_uncertain(r.validity) ? ", style=dashed" : "", escaped(sources_text(r.attribution)));
}

void write_legend(std::ostream& out, const Elements& elements, const NodeStyles& styles) {
  bool certain = false, uncertain = false;
  for (const auto& [index, r] : elements.relationships) (is_uncertain(r.validity) ? uncertain : certain) = true;
  for (const auto& [index, node] : elements.nodes) uncertain = uncertain || is_uncertain(node.validity);
  out << "  subgraph cluster_legend {\n"
         "    label=\"Legend\"; fontsize=10; color=\"#BBBBBB\"; style=rounded\n"
         "    node [fontsize=9, margin=\"0.06,0.03\", height=0.25]\n";
  std::size_t i = 0;
  for (const auto& [type, style] : styles.used())
    out << fmt::format("    legend{} [label=\"{}\", shape={}, fillcolor=\"{}\"]\n", i++, escaped(type), style.shape,
                       style.fill);
  std::string lines;
  if (certain) lines += "───  dates known\\l";
  if (uncertain) lines += "╌ ╌ ╌  dates uncertain\\l";
  out << fmt::format("    legend_lines [label=\"{}\", shape=plaintext, style=\"\"]\n", lines);
  out << "  }\n";
}

std::string caption(const Table& table, const WriteOptions& options) {
  std::string text = options.title.empty() ? std::string{} : wrapped(options.title, 72) + "\n";
  const ReadAt& at = table.read_at;
  text += at.valid_time ? "valid time: " + text_of(*at.valid_time) + (at.possible ? ", possibly" : "")
                        : "all of valid time";
  if (at.transaction.value > 0) text += fmt::format("  ·  as known at commit {}", at.transaction.value);
  return text;
}

}  // namespace

void write_dot(const Table& table, const WriteOptions& options, std::ostream& out) {
  const NodeStyles styles(table.elements);
  out << "digraph entente {\n"
      << fmt::format(
             "  graph [label=\"{}\", labelloc=t, fontname=\"Helvetica\", fontsize=14, rankdir=LR, nodesep=0.4, "
             "ranksep=1.1, pad=0.3, bgcolor=white]\n",
             escaped(caption(table, options)))
      << "  node [fontname=\"Helvetica\", fontsize=12, style=filled, color=\"#555555\", margin=\"0.12,0.06\"]\n"
         "  edge [fontname=\"Helvetica\", fontsize=10, color=\"#555555\", arrowsize=0.7]\n";
  for (const auto& [index, node] : table.elements.nodes) write_node(out, index, node, styles);
  for (const auto& [index, r] : table.elements.relationships) write_edge(out, r, options.ontology);
  if (!table.elements.nodes.empty()) write_legend(out, table.elements, styles);
  out << "}\n";
}

}  // namespace entente

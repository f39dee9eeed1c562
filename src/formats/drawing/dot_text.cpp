#include "formats/drawing/dot_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/label.hpp"

namespace entente::drawing {
namespace {

constexpr std::string_view kFont = "Helvetica,Arial,sans-serif";
constexpr int kTitleColumns = 72;
constexpr int kLongestTitle = 400;
constexpr std::size_t kLegendColumns = 7;

constexpr std::array kLayouts = {
    DrawLayout{"dot", "layers, from left to right: sequences, hierarchies"},
    DrawLayout{"neato", "springs: up to a hundred or so"},
    DrawLayout{"fdp", "forces, with clusters"},
    DrawLayout{"sfdp", "forces, for big graphs"},
    DrawLayout{"twopi", "rings around the most central"},
    DrawLayout{"circo", "circles"},
    DrawLayout{"timeline", "time along one axis, with lifelines and knots"},
};

// Colours of change that people with colour blindness tell apart (Okabe–Ito); the sign before a label says the same.
std::string_view color_of(const std::optional<Change>& change) {
  return change == Change::kBegan ? "#0072B2" : change == Change::kEnded ? "#D55E00" : "#555555";
}

bool is_changed(const Mark& mark) {
  return mark.change == Change::kBegan || mark.change == Change::kEnded;
}

std::string position(const Placement* placement, const std::string& id) {
  if (!placement) return {};
  std::string text;
  if (const auto found = placement->find(id); found != placement->end())
    text += fmt::format(", pos=\"{}\"", found->second);
  if (const auto found = placement->find(id + " label"); found != placement->end())
    text += fmt::format(", lp=\"{}\"", found->second);
  return text;
}

void write_box(std::ostream& out, const Box& box, const Placement* placement) {
  const std::string id = box_id(box.index);
  std::string attributes =
      fmt::format("label=\"{}\", shape={}, fillcolor=\"{}\"", dot_escaped(box.label), box.look.shape, box.look.fill);
  if (!box.is_visible)
    attributes += ", style=invis";
  else if (!box.mark.certain)
    attributes += ", style=\"filled,dashed\"";
  if (is_changed(box.mark)) attributes += fmt::format(", color=\"{}\", penwidth=2.5", color_of(box.mark.change));
  if (box.on_path) attributes += ", penwidth=1.8";
  out << fmt::format("  {0} [id={0}, {1}, tooltip=\"{2}\"{3}]\n", id, attributes, dot_escaped(box.tooltip),
                     position(placement, id));
}

void write_line(std::ostream& out, const Line& line, const Placement* placement) {
  const std::string id = line_id(line.index);
  std::string attributes = fmt::format("label=\"{}\"", dot_escaped(line.label));
  if (line.is_symmetric)
    attributes += ", dir=none";
  else if (line.is_backward)
    attributes += ", dir=back";
  if (!line.is_visible)
    attributes += ", style=invis";
  else if (!line.mark.certain)
    attributes += ", style=dashed";
  if (line.mark.change)
    attributes += fmt::format(", color=\"{0}\", fontcolor=\"{0}\"", color_of(line.mark.change));
  else if (!line.color.empty())
    attributes += fmt::format(", color=\"{}\"", line.color);
  if (is_changed(line.mark) || line.on_path || line.members.size() > 1) attributes += ", penwidth=2";
  out << fmt::format("  {} -> {} [id={}, {}, tooltip=\"{}\"{}]\n", box_id(line.from), box_id(line.to), id, attributes,
                     dot_escaped(line.tooltip), position(placement, id));
}

void write_clusters(std::ostream& out, const Scene& scene) {
  std::map<std::string, std::vector<std::uint32_t>> clusters;
  for (const Box& box : scene.boxes)
    if (!box.cluster.empty()) clusters[box.cluster].push_back(box.index);
  std::size_t number = 0;
  for (const auto& [name, members] : clusters) {
    out << fmt::format("  subgraph cluster_{} {{\n    label=\"{}\"; fontsize=11; color=\"#BBBBBB\"; style=rounded\n   ",
                       number++, dot_escaped(wrapped(name, 60, 120)));
    for (const std::uint32_t index : members) out << ' ' << box_id(index);
    out << "\n  }\n";
  }
}

struct LegendCell {
  std::string html;
  int columns;  // of its text
};

// Of a fixed width by estimate: else GraphViz stretches the cells to the width of the title.
std::string table_of(const std::vector<LegendCell>& cells) {
  std::array<int, kLegendColumns> widest{};
  std::string rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i % kLegendColumns == 0) rows += i == 0 ? "<tr>" : "</tr><tr>";
    rows += cells[i].html;
    widest[i % kLegendColumns] = std::max(widest[i % kLegendColumns], cells[i].columns);
  }
  int width = 4;
  for (const int columns : widest)
    if (columns > 0) width += 7 * (columns + 2) + 7;
  const std::size_t height = 4 + 22 * ((cells.size() + kLegendColumns - 1) / kLegendColumns);
  return fmt::format(
      "<table align=\"left\" fixedsize=\"true\" width=\"{}\" height=\"{}\" border=\"0\" cellborder=\"0\" "
      "cellspacing=\"3\" cellpadding=\"2\">{}</tr></table>",
      width, height, rows);
}

std::string legend_of(const Scene& scene) {
  std::vector<LegendCell> cells;
  for (const auto& [type, look] : scene.legend) {
    const std::string text = truncate_to_width(type, 40);
    cells.push_back(
        {fmt::format("<td border=\"1\" color=\"#555555\" bgcolor=\"{}\"> {} </td>", look.fill, markup_escaped(text)),
         display_width(text)});
  }
  const auto say = [&](std::string_view text, std::string_view color, bool is_bold = false) {
    cells.push_back({fmt::format("<td><font color=\"{}\"> {}{}{} </font></td>", color, is_bold ? "<b>" : "", text,
                                 is_bold ? "</b>" : ""),
                     display_width(text)});
  };
  if (scene.is_change) {
    say("+ began", color_of(Change::kBegan), true);
    say("− ended", color_of(Change::kEnded), true);
    say("= stayed", color_of(Change::kStayed), true);
  }
  if (scene.has_certain) say("─── certain", "#555555");
  if (scene.has_possible)
    say(scene.is_change ? "╌ ╌ ? possible" : scene.is_slice ? "╌ ╌ only possible" : "╌ ╌ dates uncertain", "#555555");
  if (scene.has_paths) say("━━ on the path", "#555555");
  return cells.empty() ? std::string{} : table_of(cells);
}

std::string rich_label(const Scene& scene) {
  std::string rows;
  const auto add = [&](std::string_view cell) { rows += fmt::format("<tr><td align=\"left\">{}</td></tr>", cell); };
  if (!scene.title.empty()) {
    const std::string lines = wrapped(scene.title, kTitleColumns, kLongestTitle);
    std::string shown;
    std::size_t at = 0;
    while (at <= lines.size()) {
      const std::size_t end = std::min(lines.find('\n', at), lines.size());
      shown += markup_escaped(std::string_view(lines).substr(at, end - at)) + "<br align=\"left\"/>";
      at = end + 1;
    }
    add(fmt::format("<font point-size=\"17\"><b>{}</b></font>", shown));
  }
  for (const std::string& note : caption_of(scene))
    add(fmt::format("<font point-size=\"10\" color=\"#555555\">{}</font>", markup_escaped(note)));
  if (const std::string legend = legend_of(scene); !legend.empty())
    add(fmt::format("<font point-size=\"10\">{}</font>", legend));
  add(" ");
  return "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">" + rows + "</table>";
}

// The same in words: "ellipse: Person   box: State".
std::string plain_label(const Scene& scene) {
  std::string text;
  const auto add = [&](const std::string& line) {
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find('\n', at), line.size());
      text += dot_escaped(std::string_view(line).substr(at, end - at)) + "\\l";
      at = end + 1;
    }
  };
  if (!scene.title.empty()) add(wrapped(scene.title, kTitleColumns, kLongestTitle));
  for (const std::string& note : caption_of(scene)) add(note);
  std::string legend;
  const auto say = [&](const std::string& words) { legend += (legend.empty() ? "" : "; ") + words; };
  for (const auto& [type, look] : scene.legend) say(look.shape + ": " + truncate_to_width(type, 40));
  if (scene.is_change) say("+ began, − ended, = stayed");
  if (scene.has_possible)
    say(scene.is_change ? "dashed, ?: possible" : scene.is_slice ? "dashed: only possible" : "dashed: dates uncertain");
  if (scene.has_paths) say("thick: on the path");
  if (!legend.empty()) add(wrapped(legend, kTitleColumns + 20, 0));
  return text;
}

std::string engine_attributes(const DrawStyle& style) {
  if (style.layout == "dot") return fmt::format("rankdir={}, nodesep=0.35, ranksep=1.0", style.direction);
  if (style.layout == "circo" || style.layout == "twopi")
    return "overlap=false, mindist=1.2, ranksep=2.2, splines=true";
  if (style.layout == "sfdp") return "overlap=prism, K=1.2, splines=true";
  return "overlap=false, sep=\"+12\", splines=true, K=1.1, start=1";
}

}  // namespace

std::string box_id(std::uint32_t index) {
  return fmt::format("n{}", index);
}

std::string line_id(std::uint32_t index) {
  return fmt::format("e{}", index);
}

std::string header_label(const Scene& scene, Header header) {
  if (header == Header::kNone) return "label=\"\"";
  return header == Header::kRich ? "label=<" + rich_label(scene) + ">" : "label=\"" + plain_label(scene) + "\"";
}

std::string page_header(const Scene& scene) {
  std::string html;
  if (!scene.title.empty()) html += fmt::format("<h1>{}</h1>\n", markup_escaped(scene.title));
  for (const std::string& note : caption_of(scene))
    html += fmt::format("<p class=\"note\">{}</p>\n", markup_escaped(note));
  html += "<p class=\"legend\">";
  for (const auto& [type, look] : scene.legend)
    html += fmt::format("<span style=\"background:{}\">{}</span> ", look.fill, markup_escaped(type));
  return html + "<b>───</b> certain <b>╌ ╌</b> only possible</p>\n";
}

void require_layout(const std::string& name) {
  if (name.empty()) return;
  std::vector<std::string> names;
  for (const DrawLayout& layout : kLayouts) {
    if (layout.name == name) return;
    names.emplace_back(layout.name);
  }
  const std::string near = nearest(name, names);
  throw Error(ErrorCode::kArgument, fmt::format("no layout is called `{}`", name))
      .with_hint(near.empty() ? fmt::format("there are {}", fmt::join(names, ", "))
                              : fmt::format("did you mean `{}`?", near));
}

void write_scene(const Scene& scene, const DrawStyle& style, std::ostream& out, Header header,
                 const Placement* placement) {
  const bool has_clusters = !style.cluster.empty() && !placement;
  if (has_clusters && style.layout != "dot" && style.layout != "fdp")
    throw Error(ErrorCode::kArgument, fmt::format("the layout `{}` draws no clusters", style.layout))
        .with_hint("dot, fdp and timeline do");
  // Who reads a DOT file may choose another program than dot.
  const bool is_default = header == Header::kPlain && style.layout == "dot" && !placement;
  out << fmt::format(
      "digraph entente {{\n"
      "  graph [{}{}, {}, labelloc=t, labeljust=l, tooltip=\" \", fontname=\"{}\", fontsize=12, "
      "pad=0.3, bgcolor=white, charset=\"UTF-8\"]\n"
      "  node [fontname=\"{}\", fontsize=12, style=filled, color=\"#555555\", margin=\"0.12,0.06\"]\n"
      "  edge [fontname=\"{}\", fontsize=10, color=\"#555555\", arrowsize=0.7]\n",
      is_default ? "" : fmt::format("layout={}, ", placement ? "neato" : style.layout), engine_attributes(style),
      header_label(scene, header), kFont, kFont, kFont);
  for (const Box& box : scene.boxes) write_box(out, box, placement);
  for (const Line& line : scene.lines) write_line(out, line, placement);
  if (has_clusters) write_clusters(out, scene);
  out << "}\n";
}

}  // namespace entente::drawing

namespace entente {

std::span<const DrawLayout> draw_layouts() {
  return drawing::kLayouts;
}

}  // namespace entente

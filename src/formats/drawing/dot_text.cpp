#include "formats/drawing/dot_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/drawing/canvas.hpp"
#include "formats/drawing/label.hpp"

namespace entente::drawing {
namespace {

constexpr std::string_view kFont = "Helvetica,Arial,sans-serif";
constexpr int kTitleColumns = 72;
constexpr int kLongestTitle = 400;
constexpr std::size_t kLegendColumns = 7;
constexpr int kLineText = 11;  // font size of texts of lines
constexpr int kLegendText = 11;

constexpr std::array kLayouts = {
    DrawLayout{"dot", "layers, from left to right: sequences, hierarchies"},
    DrawLayout{"neato", "springs: up to a hundred or so"},
    DrawLayout{"fdp", "forces, with clusters"},
    DrawLayout{"sfdp", "forces, for big graphs"},
    DrawLayout{"twopi", "rings around the most central"},
    DrawLayout{"circo", "circles"},
    DrawLayout{"timeline", "time along one axis, with lifelines and knots"},
    DrawLayout{"lines",
               "no graph but a chart: rows of a period, date or year, a number and, for several lines, a node or "
               "text that names the line"},
};

// Colours of change that people with colour blindness tell apart (Okabe–Ito); the sign before a label says the same.
std::string_view color_of(Change change) {
  return change == Change::kBegan ? "#0072B2" : change == Change::kEnded ? "#D55E00" : "#555555";
}
std::string_view color_of(SystemChangeKind kind) {
  switch (kind) {
    case SystemChangeKind::kNewlyKnown:
      return "#0072B2";
    case SystemChangeKind::kCorrected:
      return "#9E5A8A";
    case SystemChangeKind::kEnded:
      return "#00735A";
    case SystemChangeKind::kRetracted:
      return "#D55E00";
  }
  return {};
}

constexpr SystemChangeKind kSystemChangeKinds[] = {SystemChangeKind::kNewlyKnown, SystemChangeKind::kCorrected,
                                                   SystemChangeKind::kEnded, SystemChangeKind::kRetracted};

// Empty: nothing is told apart.
std::string_view color_of(const Mark& mark) {
  return mark.system ? color_of(*mark.system) : mark.change ? color_of(*mark.change) : std::string_view{};
}

bool is_changed(const Mark& mark) {
  return mark.system || mark.change == Change::kBegan || mark.change == Change::kEnded;
}

std::string position(const Placement* placement, const std::string& id) {
  if (!placement) return {};
  const auto found = placement->positions.find(id);
  return found == placement->positions.end() ? std::string{} : fmt::format(", pos=\"{}\"", found->second);
}

// The attributes `pos`, `width` and `height` of a node that fills this.
std::string filling(const Rectangle& area) {
  return fmt::format("pos=\"{:.2f},{:.2f}\", width={:.4f}, height={:.4f}, fixedsize=true", (area.left + area.right) / 2,
                     (area.top + area.bottom) / 2, (area.right - area.left) / 72, (area.bottom - area.top) / 72);
}

// Shape, colour and style of a box.
std::string look_text(const Look& look, const std::string& more_style = {}) {
  const bool is_round = look.shape == "rounded";
  std::string style = is_round ? "rounded" : "";
  if (!more_style.empty()) style += (style.empty() ? "" : ",") + more_style;
  return fmt::format("shape={}, fillcolor=\"{}\"{}", is_round ? "box" : look.shape, look.fill,
                     style.empty() ? "" : fmt::format(", style=\"filled,{}\"", style));
}

void write_box(std::ostream& out, const Box& box, const Placement* placement) {
  const std::string id = box_id(box.index);
  const bool is_presumed = box.mark.certainty == Reading::kPresumed;
  Look look = box.look;
  if (is_presumed && look.shape == "rounded") look.shape = "box";  // its corners are cut
  const std::string doubt = box.mark.is_certain() ? "" : is_presumed ? "diagonals" : "dashed";
  std::string attributes =
      fmt::format("label=\"{}\", {}", dot_escaped(box.label), look_text(look, box.is_visible ? doubt : std::string{}));
  if (!box.is_visible) attributes += ", style=invis";
  if (box.scale != 1)
    attributes +=
        fmt::format(", fontsize={:.1f}, margin=\"{:.2f},{:.2f}\"", 12 * box.scale, 0.12 * box.scale, 0.06 * box.scale);
  if (is_changed(box.mark)) attributes += fmt::format(", color=\"{}\", penwidth=2.5", color_of(box.mark));
  if (box.on_path) attributes += ", penwidth=1.8";
  out << fmt::format("  {0} [id={0}, {1}, tooltip=\"{2}\"{3}]\n", id, attributes, tooltip_escaped(box.tooltip),
                     position(placement, id));
}

// The text of a line as a box of its own, so that it lies above all lines.
void write_label(std::ostream& out, const Line& line, const Rectangle& area) {
  const std::string id = label_id(line.index);
  out << fmt::format(
      "  {0} [id={0}, label=\"{1}\", shape=box, style=\"filled,rounded\", fillcolor=\"#FFFFFFE0\", penwidth=0, "
      "margin=0, "
      "fontsize={2}, fontcolor=\"{3}\", {4}, tooltip=\"{5}\"{6}]\n",
      id, dot_escaped(line.label), kLineText, color_of(line.mark).empty() ? "#222222" : color_of(line.mark),
      filling(area), tooltip_escaped(line.tooltip), line.is_visible ? "" : ", style=invis");
}

// `has_text`: else it is written by write_label.
void write_line(std::ostream& out, const Line& line, const Placement* placement, bool has_text) {
  const std::string id = line_id(line.index);
  std::string attributes = fmt::format("label=\"{}\"", has_text ? dot_escaped(line.label) : std::string{});
  if (placement && has_text)
    if (const auto at = placement->labels.find(id); at != placement->labels.end())
      attributes += fmt::format(", lp=\"{:.2f},{:.2f}\"", (at->second.left + at->second.right) / 2,
                                (at->second.top + at->second.bottom) / 2);
  if (line.is_symmetric)
    attributes += ", dir=none";
  else if (line.is_backward)
    attributes += ", dir=back";
  if (!line.is_visible)
    attributes += ", style=invis";
  else if (line.mark.certainty == Reading::kPossible)
    attributes += ", style=dashed";
  // Two colours in a list are two lines side by side.
  const auto color = [&](std::string_view name) {
    return line.mark.certainty == Reading::kPresumed ? fmt::format("{0}:{0}", name) : std::string(name);
  };
  if (const std::string_view told = color_of(line.mark); !told.empty())
    attributes += fmt::format(", color=\"{}\", fontcolor=\"{}\"", color(told), told);
  else if (!line.color.empty())
    attributes += fmt::format(", color=\"{}\"", color(line.color));
  else if (line.mark.certainty == Reading::kPresumed)
    attributes += fmt::format(", color=\"{}\"", color("#555555"));
  if (is_changed(line.mark) || line.on_path || line.members.size() > 1) attributes += ", penwidth=2";
  out << fmt::format("  {} -> {} [id={}, {}, tooltip=\"{}\"{}]\n", box_id(line.from), box_id(line.to), id, attributes,
                     tooltip_escaped(line.tooltip), position(placement, id));
}

void write_clusters(std::ostream& out, const Scene& scene, const Placement* placement) {
  std::map<std::string, std::vector<std::uint32_t>> clusters;
  for (const Box& box : scene.boxes)
    if (!box.cluster.empty()) clusters[box.cluster].push_back(box.index);
  std::size_t number = 0;
  for (const auto& [name, members] : clusters) {
    const std::string id = fmt::format("cluster_{}", number++);
    out << fmt::format("  subgraph {} {{\n    label=\"{}\"; fontsize=11; color=\"#BBBBBB\"; style=rounded\n   ", id,
                       dot_escaped(wrapped(name, 60, 120)));
    if (placement && placement->clusters.count(id) > 0) {
      const Rectangle& area = placement->clusters.at(id);
      out << fmt::format(" bb=\"{:.2f},{:.2f},{:.2f},{:.2f}\";", area.left, area.top, area.right, area.bottom);
      if (const auto at = placement->cluster_labels.find(id); at != placement->cluster_labels.end())
        out << fmt::format(" lp=\"{:.2f},{:.2f}\";", at->second.x, at->second.y);
    }
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

// Types, then what colours stand for.
std::vector<std::pair<std::string, Look>> swatches_of(const Scene& scene) {
  std::vector<std::pair<std::string, Look>> swatches(scene.legend.begin(), scene.legend.end());
  swatches.insert(swatches.end(), scene.values.begin(), scene.values.end());
  for (auto& [text, look] : swatches) text = truncate_to_width(text, 40);
  return swatches;
}

// Rows of boxes with the shapes of the types, above a picture that has its places.
void write_legend(std::ostream& out, const Scene& scene, const Rectangle& picture) {
  constexpr double kHeight = 20, kRow = 28, kBetween = 10, kLeastWidth = 400;
  const double right = std::max(picture.right, picture.left + kLeastWidth);
  std::vector<std::vector<std::pair<double, std::pair<std::string, Look>>>> rows(1);  // with their widths
  double used = 0;
  for (auto& swatch : swatches_of(scene)) {
    const bool has_slopes =
        swatch.second.shape != "box" && swatch.second.shape != "rounded" && swatch.second.shape != "note";
    const double width = Canvas::width_of(swatch.first, kLegendText) * (has_slopes ? 1.4 : 1.05) + 18;
    if (used > 0 && picture.left + used + width > right) {
      rows.emplace_back();
      used = 0;
    }
    rows.back().emplace_back(width, std::move(swatch));
    used += width + kBetween;
  }
  double y = picture.bottom + 18 + kRow * static_cast<double>(rows.size());
  std::size_t number = 0;
  for (const auto& row : rows) {
    double x = picture.left;
    for (const auto& [width, swatch] : row) {
      const Rectangle area{x, y - kHeight / 2, x + width, y + kHeight / 2};
      out << fmt::format("  legend{} [label=\"{}\", {}, margin=0, fontsize={}, {}, tooltip=\" \"]\n", number++,
                         dot_escaped(swatch.first), look_text(swatch.second), kLegendText, filling(area));
      x += width + kBetween;
    }
    y -= kRow;
  }
}

std::string legend_of(const Scene& scene, bool has_swatches) {
  std::vector<LegendCell> cells;
  if (has_swatches)
    for (const auto& [text, look] : swatches_of(scene))
      cells.push_back({fmt::format("<td border=\"1\" color=\"#555555\" bgcolor=\"{}\"> {} </td>", look.fill,
                                   html_label_escaped(text)),
                       display_width(text)});
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
  if (scene.is_system_change)
    for (const SystemChangeKind kind : kSystemChangeKinds)
      say(fmt::format("{} {}", system_sign(kind), name(kind)), color_of(kind), true);
  const bool has_kinds = scene.certainties.size() > 1 || !scene.certainties.contains(Reading::kCertain);
  if (has_kinds && scene.is_slice && scene.certainties.contains(Reading::kCertain)) say("─── certain", "#555555");
  if (scene.certainties.contains(Reading::kPresumed)) say("═══ presumed", "#555555");
  if (scene.certainties.contains(Reading::kPossible))
    say(scene.is_change ? "╌ ╌ ? possible" : scene.is_slice ? "╌ ╌ only possible" : "╌ ╌ date in doubt", "#555555");
  if (scene.has_paths) say("━━ on the path", "#555555");
  return cells.empty() ? std::string{} : table_of(cells);
}

std::string rich_label(const Scene& scene, bool has_swatches) {
  std::string rows;
  const auto add = [&](std::string_view cell) { rows += fmt::format("<tr><td align=\"left\">{}</td></tr>", cell); };
  if (!scene.title.empty()) {
    const std::string lines = wrapped(scene.title, kTitleColumns, kLongestTitle);
    std::string shown;
    std::size_t at = 0;
    while (at <= lines.size()) {
      const std::size_t end = std::min(lines.find('\n', at), lines.size());
      shown += html_label_escaped(std::string_view(lines).substr(at, end - at)) + "<br align=\"left\"/>";
      at = end + 1;
    }
    add(fmt::format("<font point-size=\"17\"><b>{}</b></font>", shown));
  }
  for (const std::string& note : caption_of(scene))
    add(fmt::format("<font point-size=\"11\" color=\"#555555\">{}</font>", html_label_escaped(note)));
  if (const std::string legend = legend_of(scene, has_swatches); !legend.empty())
    add(fmt::format("<font point-size=\"{}\">{}</font>", kLegendText, legend));
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
  for (const auto& [text, look] : swatches_of(scene))
    say((look.shape == "rounded" ? "round box" : look.shape) + ": " + text);
  if (scene.is_change) say("+ began, − ended, = stayed");
  if (scene.is_system_change)
    for (const SystemChangeKind kind : kSystemChangeKinds) say(fmt::format("{} {}", system_sign(kind), name(kind)));
  if (scene.certainties.contains(Reading::kPresumed)) say("double line, cut corners: presumed");
  if (scene.certainties.contains(Reading::kPossible))
    say(scene.is_change ? "dashed, ?: possible" : scene.is_slice ? "dashed: only possible" : "dashed: date in doubt");
  if (scene.has_paths) say("thick: on the path");
  if (!legend.empty()) add(wrapped(legend, kTitleColumns + 20, 0));
  return text;
}

std::string engine_attributes(const DrawStyle& style, double spread) {
  if (style.layout == "dot") return fmt::format("rankdir={}, nodesep=0.35, ranksep=1.0", style.direction);
  if (style.layout == "circo" || style.layout == "twopi")
    return "overlap=false, mindist=1.2, ranksep=2.2, splines=true";
  const double room = 12 * spread;  // around boxes
  if (style.layout == "sfdp")
    return fmt::format("overlap=prism, {}K=1.2, splines=true",
                       spread == 1 ? "" : fmt::format("sep=\"+{:.0f}\", ", room));
  return fmt::format("overlap=false, sep=\"+{:.0f}\", splines=true, K=1.1, start=1", room);
}

}  // namespace

std::string box_id(std::uint32_t index) {
  return fmt::format("n{}", index);
}

std::string line_id(std::uint32_t index) {
  return fmt::format("e{}", index);
}

std::string label_id(std::uint32_t index) {
  return fmt::format("l{}", index);
}

std::string header_label(const Scene& scene, Header header, bool has_swatches) {
  if (header == Header::kNone) return "label=\"\"";
  return header == Header::kRich ? "label=<" + rich_label(scene, has_swatches) + ">"
                                 : "label=\"" + plain_label(scene) + "\"";
}

std::string page_header(const Scene& scene) {
  std::string html;
  if (!scene.title.empty()) html += fmt::format("<h1>{}</h1>\n", markup_escaped(scene.title));
  for (const std::string& note : caption_of(scene))
    html += fmt::format("<p class=\"note\">{}</p>\n", markup_escaped(note));
  html += "<p class=\"legend\">";
  for (const auto& [text, look] : swatches_of(scene))
    html += fmt::format("<span style=\"background:{};border-radius:{}\">{}</span> ", look.fill,
                        look.shape == "ellipse"   ? "50%"
                        : look.shape == "rounded" ? ".5em"
                                                  : "0",
                        markup_escaped(text));
  html += "<span class=\"lines\"><b>───</b> certain</span>";
  if (scene.certainties.contains(Reading::kPresumed)) html += " <span class=\"lines\"><b>━ ━</b> presumed</span>";
  if (scene.certainties.contains(Reading::kPossible)) html += " <span class=\"lines\"><b>╌ ╌</b> only possible</span>";
  return html + "</p>\n";
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
                 const Placement* placement, double spread) {
  const bool has_clusters = !style.cluster.empty();
  if (has_clusters && !placement && style.layout != "dot" && style.layout != "fdp")
    throw Error(ErrorCode::kArgument, fmt::format("the layout `{}` draws no clusters", style.layout))
        .with_hint("dot, fdp and timeline do");
  // Who reads a DOT file may choose another program than dot.
  const bool is_default = header == Header::kPlain && style.layout == "dot" && !placement;
  out << fmt::format(
      "digraph entente {{\n"
      "  graph [{}{}, {}, labelloc=t, labeljust=l, tooltip=\" \", fontname=\"{}\", fontsize=12, "
      "pad=0.2, bgcolor=white, charset=\"UTF-8\"]\n"
      "  node [fontname=\"{}\", fontsize=12, style=filled, color=\"#555555\", margin=\"0.12,0.06\"]\n"
      "  edge [fontname=\"{}\", fontsize={}, color=\"#555555\", arrowsize=0.7]\n",
      is_default ? "" : fmt::format("layout={}, ", placement ? "neato" : style.layout),
      placement ? "outputorder=edgesfirst" : engine_attributes(style, spread), header_label(scene, header, !placement),
      kFont, kFont, kFont, kLineText);
  for (const Box& box : scene.boxes) write_box(out, box, placement);
  // Files that others read keep the texts at the lines.
  const bool has_texts = !placement || header == Header::kPlain;
  for (const Line& line : scene.lines) write_line(out, line, placement, has_texts);
  if (!has_texts)
    for (const Line& line : scene.lines)
      if (const auto found = placement->labels.find(line_id(line.index)); found != placement->labels.end())
        write_label(out, line, found->second);
  if (placement && header == Header::kRich) write_legend(out, scene, placement->area);
  if (has_clusters) write_clusters(out, scene, placement);
  out << "}\n";
}

}  // namespace entente::drawing

namespace entente {

std::span<const DrawLayout> draw_layouts() {
  return drawing::kLayouts;
}

}  // namespace entente

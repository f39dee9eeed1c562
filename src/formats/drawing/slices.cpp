#include "formats/drawing/slices.hpp"

#include <map>

#include <fmt/format.h>

#include "entente/time/edtf.hpp"
#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/picture.hpp"

namespace entente::drawing {
namespace {

constexpr double kSecondsPerSlice = 1.2;

// A string inside <script>, with markup escaped so that no text can end the script; the page turns it back.
std::string script_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : markup_escaped(text)) {
    if (c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string script_list(const std::set<std::string>& ids) {
  std::string out = "[";
  for (const std::string& id : ids) out += (out.size() > 1 ? ",\"" : "\"") + id + "\"";
  return out + "]";
}

std::set<std::string> ids_of(const Scene& scene) {
  std::set<std::string> ids;
  for (const Box& box : scene.boxes) ids.insert(box_id(box.index));
  for (const Line& line : scene.lines) ids.insert(line_id(line.index));
  return ids;
}

constexpr std::string_view kSliderStyle =
    "<style>\n"
    ".node,.edge{visibility:hidden}\n"
    ".seen{visibility:visible}\n"
    ".maybe{opacity:.65}\n"
    ".maybe path,.maybe polygon,.maybe ellipse,.maybe polyline{stroke-dasharray:5,3}\n"
    ".certain path,.certain polygon,.certain ellipse,.certain polyline{stroke-dasharray:none}\n"
    "h1{font-size:1.4em;margin:.2em 0}\n"
    ".note{color:#555;margin:.1em 0}\n"
    ".legend span{border:1px solid #555;padding:.1em .5em;margin-right:.3em}\n"
    "svg{max-height:78vh}\n"
    "svg.real{max-width:none;max-height:none}\n"
    "#bar{display:flex;gap:1em;align-items:center;position:sticky;top:0;background:#fff;padding:.5em 0;"
    "border-bottom:1px solid #ccc}\n"
    "#slider{flex:1}\n"
    "#when{font-weight:bold;min-width:12em}\n"
    "#counts{color:#555;min-width:16em}\n"
    "</style>\n";

constexpr std::string_view kSliderBody =
    "<div id=\"bar\">\n"
    "<button id=\"play\" type=\"button\">Play</button>\n"
    "<input id=\"slider\" type=\"range\" min=\"0\" value=\"0\" aria-label=\"slice\">\n"
    "<button id=\"size\" type=\"button\">Real size</button>\n"
    "<output id=\"when\" for=\"slider\"></output><span id=\"counts\"></span>\n"
    "<label><input id=\"possible\" type=\"checkbox\" checked> what is only possible</label>\n"
    "</div>\n"
    "<noscript><style>.node,.edge{visibility:visible}</style><p>Without scripts all slices are shown at once.</p>"
    "</noscript>\n";

constexpr std::string_view kSliderScript =
    "const slider = document.getElementById('slider'), play = document.getElementById('play');\n"
    "const decode = document.createElement('textarea');\n"
    "const possible = document.getElementById('possible');\n"
    "let timer = null;\n"
    "possible.addEventListener('change', () => show(Number(slider.value)));\n"
    "slider.max = slices.length - 1;\n"
    "function show(n) {\n"
    "  for (const e of document.querySelectorAll('.node,.edge')) e.classList.remove('seen', 'maybe', 'certain');\n"
    "  const s = slices[n];\n"
    "  for (const id of s.certain) document.getElementById(id).classList.add('seen', 'certain');\n"
    "  if (possible.checked) for (const id of s.possible) document.getElementById(id).classList.add('seen', 'maybe');\n"
    "  decode.innerHTML = s.text;\n"
    "  document.getElementById('when').textContent = decode.value;\n"
    "  const count = ids => ids.filter(id => id[0] === 'e').length;\n"
    "  document.getElementById('counts').textContent =\n"
    "    'relations: ' + count(s.certain) + ' certain, ' + count(s.possible) + ' possible';\n"
    "  slider.value = n;\n"
    "}\n"
    "function stop() { clearInterval(timer); timer = null; play.textContent = 'Play'; }\n"
    "slider.addEventListener('input', () => { stop(); show(Number(slider.value)); });\n"
    "play.addEventListener('click', () => {\n"
    "  if (timer) return stop();\n"
    "  play.textContent = 'Stop';\n"
    "  timer = setInterval(() => show((Number(slider.value) + 1) % slices.length), 1200);\n"
    "});\n"
    "const size = document.getElementById('size'), picture = document.querySelector('svg');\n"
    "size.addEventListener('click', () => {\n"
    "  size.textContent = picture.classList.toggle('real') ? 'Fit' : 'Real size';\n"
    "});\n"
    "show(0);\n";

// The values that an attribute takes over the slices, as SMIL writes them: a time for each change.
struct Track {
  std::string values, times;
};

template <class ValueAt>
Track track_of(std::size_t count, const ValueAt& value_at) {
  Track track;
  std::string_view before;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view value = value_at(i);
    if (i > 0 && value == before) continue;
    track.values += i > 0 ? ";" : "";
    track.values += value;
    track.times += fmt::format("{}{:.5f}", i > 0 ? ";" : "", static_cast<double>(i) / static_cast<double>(count));
    before = value;
  }
  return track;
}

std::string animation(std::string_view attribute, const Track& track, double seconds) {
  return fmt::format(
      "<animate attributeName=\"{}\" calcMode=\"discrete\" dur=\"{:.1f}s\" repeatCount=\"indefinite\" values=\"{}\" "
      "keyTimes=\"{}\"/>\n",
      attribute, seconds, track.values, track.times);
}

}  // namespace

Slice slice_of(const Elements& elements, const Scene& scene, const DrawFrame& frame, const DrawOptions& options) {
  DrawTime time = options.time;
  time.kind = DrawTime::Kind::kWindow;
  time.first = frame.period;
  std::map<std::uint32_t, Mark> nodes;
  for (const Box& box : scene.boxes)
    if (const auto mark = mark_of(elements.nodes.at(box.index).validity, time)) nodes.emplace(box.index, *mark);
  Slice slice;
  std::set<std::uint32_t> related;
  for (const Line& line : scene.lines) {
    if (nodes.count(line.from) == 0 || nodes.count(line.to) == 0) continue;
    bool is_seen = false, is_certain = false;
    for (const std::uint32_t member : line.members) {
      const auto mark = mark_of(elements.relationships.at(member).validity, time);
      is_seen = is_seen || mark;
      is_certain = is_certain || (mark && mark->certain);
    }
    if (!is_seen) continue;
    related.insert({line.from, line.to});
    is_certain = is_certain && nodes.at(line.from).certain && nodes.at(line.to).certain;
    (is_certain ? slice.certain : slice.possible).insert(line_id(line.index));
  }
  // Entities that state no time are there for their relations.
  for (const auto& [index, mark] : nodes)
    if (related.count(index) > 0 || elements.nodes.at(index).validity)
      (mark.certain ? slice.certain : slice.possible).insert(box_id(index));
  return slice;
}

Scene sliced(const Scene& scene, const Slice& slice, const DrawFrame& frame) {
  Scene shown = scene;
  const auto settle = [&](auto& element, const std::string& id) {
    element.mark.certain = slice.certain.count(id) > 0;
    element.is_visible = element.mark.certain || slice.possible.count(id) > 0;
  };
  for (Box& box : shown.boxes) settle(box, box_id(box.index));
  for (Line& line : shown.lines) settle(line, line_id(line.index));
  shown.valid_time = window_note(frame.text);
  shown.has_certain = !slice.certain.empty();
  shown.has_possible = !slice.possible.empty();
  shown.title += (shown.title.empty() ? "" : ": ") + frame.text;
  return shown;
}

std::string frame_text(const Period& period) {
  const auto text = print_edtf(period);
  if (!text || !is_midnight(period.earliest_start) || !is_midnight(period.latest_end))
    return text_of(validity_of(period));
  // Whole years and months are named as such.
  const CivilDate first = civil_from_days(day_of(period.earliest_start));
  const CivilDate next = civil_from_days(day_of(period.latest_end));
  const CivilDate last = civil_from_days(day_of(period.latest_end) - 1);
  if (first.month == 1 && first.day == 1 && next.month == 1 && next.day == 1)
    return first.year == last.year ? std::to_string(first.year) : fmt::format("{}–{}", first.year, last.year);
  if (first.day == 1 && next == add_months(first, 1)) return fmt::format("{}-{:02}", first.year, first.month);
  return *text;
}

std::string slider_page(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                        std::span<const DrawFrame> frames) {
  std::string data = "const slices = [\n";
  for (std::size_t i = 0; i < frames.size(); ++i)
    data +=
        fmt::format("{{text:{},certain:{},possible:{}}}{}\n", script_string(frames[i].text),
                    script_list(slices[i].certain), script_list(slices[i].possible), i + 1 < frames.size() ? "," : "");
  data += "];\n";
  return page_around(scene.title, svg, kSliderStyle, page_header(scene) + std::string(kSliderBody),
                     "<script>\n" + data + std::string(kSliderScript) + "</script>\n");
}

std::string animated_svg(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                         std::span<const DrawFrame> frames) {
  const double seconds = kSecondsPerSlice * static_cast<double>(frames.size());
  const std::set<std::string> ids = ids_of(scene);
  constexpr std::string_view kGroup = "<g id=\"";
  std::string out;
  std::size_t at = 0;
  for (std::size_t group = svg.find(kGroup); group != std::string::npos; group = svg.find(kGroup, at)) {
    const std::size_t start = group + kGroup.size(), end = svg.find('"', start), inside = svg.find('>', end) + 1;
    const std::string id = svg.substr(start, end - start);
    out.append(svg, at, inside - at);
    at = inside;
    if (ids.count(id) == 0) continue;
    const auto is_certain = [&](std::size_t i) { return slices[i].certain.count(id) > 0; };
    const auto is_seen = [&](std::size_t i) { return is_certain(i) || slices[i].possible.count(id) > 0; };
    out +=
        animation("visibility",
                  track_of(slices.size(), [&](std::size_t i) { return is_seen(i) ? "visible" : "hidden"; }), seconds);
    out += animation("opacity", track_of(slices.size(), [&](std::size_t i) { return is_certain(i) ? "1" : "0.5"; }),
                     seconds);
  }
  const std::size_t end = svg.rfind("</svg>");
  out.append(svg, at, end - at);
  for (std::size_t n = 0; n < frames.size(); ++n)
    out += fmt::format(
        "<text x=\"98%\" y=\"24\" text-anchor=\"end\" font-family=\"Helvetica,Arial,sans-serif\" font-size=\"18\" "
        "font-weight=\"bold\" visibility=\"{}\">{}\n{}</text>\n",
        n == 0 ? "visible" : "hidden", markup_escaped(frames[n].text),
        animation("visibility", track_of(frames.size(), [&](std::size_t i) { return i == n ? "visible" : "hidden"; }),
                  seconds));
  return out + "</svg>\n";
}

}  // namespace entente::drawing

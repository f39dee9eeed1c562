#include "formats/drawing/slider_page.hpp"

#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/label.hpp"
#include "formats/drawing/picture.hpp"
#include "formats/drawing/span_text.hpp"
#include "formats/slider_page_parts.hpp"

namespace entente::drawing {
namespace {

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

// The fragments of the slices' addresses; of several that begin on one day the later ones are numbered.
std::vector<std::string> anchors_of(std::span<const DrawFrame> frames) {
  std::map<std::string, std::size_t> seen;
  std::vector<std::string> anchors;
  for (const DrawFrame& frame : frames) {
    const std::string anchor = span_anchor(frame.period);
    const std::size_t number = ++seen[anchor];
    anchors.push_back(number == 1 ? anchor : fmt::format("{}.{}", anchor, number));
  }
  return anchors;
}

// The legend is of all slices.
Scene described(Scene scene, std::span<const Slice> slices) {
  for (const Slice& slice : slices)
    for (const Reading reading : kAllReadings)
      if (!slice.of(reading).empty()) scene.certainties.insert(reading);
  return scene;
}

}  // namespace

std::string slider_page(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                        std::span<const DrawFrame> frames) {
  const std::vector<std::string> anchors = anchors_of(frames);
  std::string data = "const slices = [\n";
  for (std::size_t i = 0; i < frames.size(); ++i)
    data +=
        fmt::format("{{text:{},from:{},tick:{},certain:{},presumed:{},possible:{}}}{}\n", script_string(frames[i].text),
                    script_string(anchors[i]), script_string(span_anchor(frames[i].period)),
                    script_list(slices[i].of(Reading::kCertain)), script_list(slices[i].of(Reading::kPresumed)),
                    script_list(slices[i].of(Reading::kPossible)), i + 1 < frames.size() ? "," : "");
  data += "];\n";
  const std::string style = "<style>\n" + std::string(kSliderPageCss) + "</style>\n";
  return page_around(scene.title, svg, style, page_header(described(scene, slices)) + std::string(kSliderPageHtml),
                     "</div>\n<script>\n" + data + std::string(kSliderPageJs) + "</script>\n");
}

}  // namespace entente::drawing

#include "formats/drawing/slices.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/label.hpp"

namespace entente::drawing {
namespace {

constexpr double kSecondsPerSlice = 1.2;

std::set<std::string> ids_of(const Scene& scene) {
  std::set<std::string> ids;
  for (const Box& box : scene.boxes) ids.insert(box_id(box.index));
  for (const Line& line : scene.lines) ids.insert({line_id(line.index), label_id(line.index)});
  return ids;
}

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

Slice slice_of(const Table& table, const Scene& scene, const DrawFrame& frame, Reading least) {
  const Standings& standings = standings_in(table, cut_of(frame));
  const auto standing = [least](const std::map<std::uint32_t, Standing>& of, std::uint32_t index) {
    const auto found = of.find(index);
    return found == of.end() || found->second.certainty > least ? std::nullopt : std::optional(found->second.certainty);
  };
  std::map<std::uint32_t, Reading> nodes;
  for (const Box& box : scene.boxes)
    if (const auto certainty = standing(standings.nodes, box.index)) nodes.emplace(box.index, *certainty);
  Slice slice;
  std::set<std::uint32_t> related;
  for (const Line& line : scene.lines) {
    if (nodes.count(line.from) == 0 || nodes.count(line.to) == 0) continue;
    std::optional<Reading> surest;
    for (const std::uint32_t member : line.members)
      if (const auto certainty = standing(standings.relationships, member))
        surest = surest ? std::min(*surest, *certainty) : *certainty;
    if (!surest) continue;
    related.insert({line.from, line.to});
    slice.of(std::max({*surest, nodes.at(line.from), nodes.at(line.to)})).insert(line_id(line.index));
  }
  // Entities that state no time are there for their relations.
  for (const auto& [index, certainty] : nodes)
    if (related.count(index) > 0 || table.elements.nodes.at(index).validity) slice.of(certainty).insert(box_id(index));
  return slice;
}

Scene sliced(const Scene& scene, const Slice& slice, const DrawFrame& frame) {
  Scene shown = scene;
  const auto settle = [&](auto& element, const std::string& id) {
    const std::optional<Reading> certainty = slice.certainty(id);
    element.is_visible = certainty.has_value();
    element.mark.certainty = certainty.value_or(Reading::kPossible);
  };
  for (Box& box : shown.boxes) settle(box, box_id(box.index));
  for (Line& line : shown.lines) settle(line, line_id(line.index));
  shown.valid_time = window_note(frame.text);
  shown.certainties.clear();
  for (const Reading reading : kAllReadings)
    if (!slice.of(reading).empty()) shown.certainties.insert(reading);
  shown.title += (shown.title.empty() ? "" : ": ") + frame.text;
  return shown;
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
    std::string id = svg.substr(start, end - start);
    out.append(svg, at, inside - at);
    at = inside;
    if (ids.count(id) == 0) continue;
    if (id.front() == 'l') id.front() = 'e';  // the text of a line comes and goes with it
    const auto visibility = [&](std::size_t i) { return slices[i].certainty(id) ? "visible" : "hidden"; };
    const auto opacity = [&](std::size_t i) {
      const Reading certainty = slices[i].certainty(id).value_or(Reading::kPossible);
      return certainty == Reading::kCertain ? "1" : certainty == Reading::kPresumed ? "0.8" : "0.5";
    };
    out += animation("visibility", track_of(slices.size(), visibility), seconds);
    out += animation("opacity", track_of(slices.size(), opacity), seconds);
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

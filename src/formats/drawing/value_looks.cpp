#include "formats/drawing/value_looks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "formats/cell.hpp"
#include "formats/drawing/color.hpp"
#include "formats/drawing/label.hpp"
#include "measures/measures.hpp"

namespace entente::drawing {
namespace {

constexpr std::string_view kUnknown = "#FFFFFF";  // of what has no value
constexpr std::string_view kLow = "#F3F6FB", kHigh = "#7FB2DD";
constexpr double kLargest = 2.2;  // times the usual size of text
constexpr std::size_t kMostInLegend = 12;

// In this order as long as they last, so that few values are well apart (tints of the Okabe–Ito palette).
constexpr std::array<std::string_view, 8> kCategories = {"#BFE0F3", "#FAD9A0", "#BDE5D6", "#F2CBB8",
                                                         "#E9CCE0", "#F5F0B0", "#C7D3E8", "#DADADA"};

const Value* property(const std::vector<PropertyFact>& properties, std::string_view key) {
  const auto found =
      std::find_if(properties.begin(), properties.end(), [&](const PropertyFact& p) { return p.key == key; });
  return found == properties.end() ? nullptr : &found->value;
}

std::optional<double> number(const Value* value) {
  const bool is_finite = value && value->is_number() && std::isfinite(value->number());
  return is_finite ? std::optional(value->number()) : std::nullopt;
}

// By the places of boxes in the scene.
struct Values {
  std::map<std::size_t, double> numbers;
  std::map<std::size_t, std::string> texts;  // of those that are no number
};

Values values_of(const Scene& scene, const Elements& elements, const Selection& selection, const std::string& key) {
  const auto measure = selection.measures.find(key);
  Values values;
  for (std::size_t i = 0; i < scene.boxes.size(); ++i) {
    const Box& box = scene.boxes[i];
    if (measure != selection.measures.end()) {
      if (const double score = measure->second.at(box.index); std::isfinite(score)) values.numbers[i] = score;
      continue;
    }
    const Value* value = property(elements.nodes.at(box.index).properties, key);
    if (const auto n = number(value))
      values.numbers[i] = *n;
    else if (value && !value->is_number())
      values.texts[i] = truncate_to_width(cell_text(*value, elements), 40);
  }
  return values;
}

struct Range {
  double least = 0, most = 0;
  // 0 for the least, 1 for the most; where all are alike none stands out.
  double share(double value) const { return most > least ? (value - least) / (most - least) : 0; }
};

Range range_of(const Values& values) {
  const auto [least, most] = std::minmax_element(values.numbers.begin(), values.numbers.end(),
                                                 [](const auto& a, const auto& b) { return a.second < b.second; });
  return values.numbers.empty() ? Range{} : Range{least->second, most->second};
}

// "12", "0.25"
std::string number_text(double value) {
  return std::abs(value - std::round(value)) < 1e-9 && std::abs(value) < 1e15 ? fmt::format("{:.0f}", value)
                                                                              : fmt::format("{:.4g}", value);
}

// Where a measure is of more than is drawn: " among all 138 entities".
std::string among_text(const Selection& selection, const std::string& key) {
  return selection.measures.contains(key) && selection.nodes.size() < selection.nodes_found
             ? fmt::format(" among all {} entities", grouped(selection.nodes_found))
             : std::string{};
}

void size_by(Scene& scene, const Elements& elements, const Selection& selection, const std::string& key) {
  const Values values = values_of(scene, elements, selection, key);
  const Range range = range_of(values);
  if (values.numbers.empty()) return;
  // The area goes with the value.
  for (const auto& [i, value] : values.numbers)
    scene.boxes[i].scale = 1 + (kLargest - 1) * std::sqrt(std::max(0.0, range.share(value)));
  scene.notes.push_back(fmt::format("size: {}{}, from {} to {}", key, among_text(selection, key),
                                    number_text(range.least), number_text(range.most)));
}

void color_by(Scene& scene, const Elements& elements, const Selection& selection, const std::string& key) {
  const Values values = values_of(scene, elements, selection, key);
  if (values.numbers.empty() && values.texts.empty()) return;
  const Range range = range_of(values);
  std::map<std::string, std::string> colors;
  for (const auto& [i, text] : values.texts) colors[text];
  std::size_t next = 0;
  for (auto& [text, color] : colors)
    color = next < kCategories.size() ? std::string(kCategories[next++]) : tint_of(text);
  for (std::size_t i = 0; i < scene.boxes.size(); ++i) {
    std::string& fill = scene.boxes[i].look.fill;
    fill = kUnknown;
    if (const auto n = values.numbers.find(i); n != values.numbers.end())
      fill = between(kLow, kHigh, range.share(n->second));
    if (const auto t = values.texts.find(i); t != values.texts.end()) fill = colors.at(t->second);
  }
  for (auto& [type, look] : scene.legend) look.fill = kUnknown;
  if (!values.numbers.empty())
    for (const double value : range.most > range.least ? std::vector{range.least, range.most} : std::vector{range.most})
      scene.values.emplace_back(fmt::format("{} {}", key, number_text(value)),
                                Look{"rounded", between(kLow, kHigh, range.share(value))});
  for (const auto& [text, color] : colors)
    if (scene.values.size() < kMostInLegend) scene.values.emplace_back(text, Look{"rounded", color});
  if (colors.size() > kMostInLegend)
    scene.notes.push_back(fmt::format("colour: {}, {} values of {} in the legend", key, kMostInLegend, colors.size()));
}

}  // namespace

void look_by_values(Scene& scene, const Elements& elements, const Selection& selection, const DrawStyle& style) {
  if (!style.size_by.empty()) size_by(scene, elements, selection, style.size_by);
  if (!style.color_by.empty()) color_by(scene, elements, selection, style.color_by);
}

std::vector<std::string> unknown_properties(const Elements& elements, const Selection& selection,
                                            const DrawStyle& style) {
  std::set<std::string> of_nodes, of_all;
  for (const auto& [index, mark] : selection.nodes)
    for (const PropertyFact& p : elements.nodes.at(index).properties) of_nodes.insert(p.key);
  of_all = of_nodes;
  for (const auto& [index, mark] : selection.relations)
    for (const PropertyFact& p : elements.relationships.at(index).properties) of_all.insert(p.key);
  std::vector<std::string> lines;
  const auto check = [&](const std::string& key, std::string_view option, const std::vector<std::string>& others,
                         const std::set<std::string>& known, std::string_view bearers) {
    const bool is_other = std::find(others.begin(), others.end(), key) != others.end();
    if (key.empty() || is_other || known.contains(key) || selection.nodes.empty()) return;
    std::vector<std::string> candidates(known.begin(), known.end());
    candidates.insert(candidates.end(), others.begin(), others.end());
    const std::string near = nearest(key, candidates);
    lines.push_back(fmt::format("{} goes by `{}`, and no {} on the picture has that property{}", option, key, bearers,
                                near.empty() ? "" : fmt::format("; did you mean `{}`?", near)));
  };
  const auto check_value = [&](const std::string& key, std::string_view option) {
    std::vector<std::string> names;
    for (const Measure& measure : measures()) names.emplace_back(measure.name);
    check(key, option, names, of_nodes, "entity");
    if (find_measure(key) && of_nodes.contains(key))
      lines.push_back(fmt::format("{} goes by the measure `{}`, not by the property of that name", option, key));
  };
  check(style.cluster, "the cluster", {"type"}, of_all, "entity and no relation");
  check_value(style.size_by, "the size");
  check_value(style.color_by, "the colour");
  return lines;
}

}  // namespace entente::drawing

namespace entente {

std::vector<DrawMeasure> draw_measures() {
  std::vector<DrawMeasure> all;
  for (const Measure& measure : measures()) all.push_back({measure.name, measure.summary});
  return all;
}

}  // namespace entente

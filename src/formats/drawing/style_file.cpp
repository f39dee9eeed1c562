// The style file of a data set's pictures: JSON, as style.schema.json says.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <limits>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/text_file.hpp"
#include "entente/drawing.hpp"
#include "entente/read_limits.hpp"
#include "formats/drawing/dot_text.hpp"
#include "formats/drawing/look.hpp"
#include "formats/files.hpp"
#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"

namespace entente {
namespace {

using json::Json;

// A value of the document and the way to it: "entities.Person.shape".
struct StylePlace {
  const Json& json;
  std::string path;
};

[[noreturn]] void invalid_style(const StylePlace& at, const std::string& message, std::string hint = {}) {
  throw Error(ErrorCode::kInvalidData, fmt::format("{}: {}", at.path.empty() ? "the style" : at.path, message))
      .with_hint(std::move(hint));
}

std::string text(const StylePlace& at) {
  if (!at.json.IsString()) invalid_style(at, "must be a string");
  return std::string(json::text_of(at.json));
}

bool boolean(const StylePlace& at) {
  if (!at.json.IsBool()) invalid_style(at, "must be true or false");
  return at.json.GetBool();
}

std::size_t count(const StylePlace& at, std::uint64_t most) {
  if (!at.json.IsUint64() || at.json.GetUint64() > most)
    invalid_style(at, fmt::format("must be a whole number from 0 to {}", most));
  return static_cast<std::size_t>(at.json.GetUint64());
}

std::string choice(const StylePlace& at, std::span<const std::string> choices) {
  std::string word = text(at);
  if (std::find(choices.begin(), choices.end(), word) != choices.end()) return word;
  const std::string near = nearest(word, choices);
  invalid_style(at, fmt::format("is \"{}\"", word),
                near.empty() ? fmt::format("it is one of {}", fmt::join(choices, ", "))
                             : fmt::format("did you mean \"{}\"?", near));
}

std::string color(const StylePlace& at) {
  std::string value = text(at);
  const bool right = value.size() == 7 && value[0] == '#' && std::all_of(value.begin() + 1, value.end(), [](char c) {
                       return std::isxdigit(static_cast<unsigned char>(c)) != 0;
                     });
  if (!right) invalid_style(at, fmt::format("\"{}\" is no colour", value), "a colour is written #RRGGBB");
  return value;
}

std::string shape(const StylePlace& at) {
  std::string value = text(at);
  if (!drawing::is_shape(value))
    invalid_style(at, fmt::format("\"{}\" is no shape of GraphViz that holds a label", value),
                  "box, ellipse, diamond, hexagon, note and their like");
  return value;
}

std::vector<std::string> texts(const StylePlace& at) {
  if (!at.json.IsArray()) invalid_style(at, "must be a list of strings");
  std::vector<std::string> list;
  for (const Json& item : at.json.GetArray()) list.push_back(text({item, fmt::format("{}[{}]", at.path, list.size())}));
  return list;
}

// Calls `take(key, place)` for every member; the keys must be known where `known` is not empty, and none stands twice.
template <class Take>
void each_member(const StylePlace& at, std::span<const std::string> known, Take take) {
  if (!at.json.IsObject()) invalid_style(at, "must be an object");
  std::vector<std::string> seen;
  for (const auto& member : at.json.GetObject()) {
    const std::string key(json::text_of(member.name));
    if (std::find(seen.begin(), seen.end(), key) != seen.end())
      invalid_style(at, fmt::format("`{}` stands twice", key));
    seen.push_back(key);
    if (!known.empty() && std::find(known.begin(), known.end(), key) == known.end()) {
      const std::string near = nearest(key, known);
      invalid_style(
          at, fmt::format("unknown key `{}`", key),
          near.empty() ? fmt::format("known are {}", fmt::join(known, ", ")) : fmt::format("did you mean `{}`?", near));
    }
    take(key, StylePlace{member.value, at.path.empty() ? key : at.path + "." + key});
  }
}

EntityLook entity_look(const StylePlace& at) {
  static const std::array<std::string, 2> kKeys = {"fill", "shape"};
  EntityLook look;
  each_member(at, kKeys, [&](const std::string& key, const StylePlace& value) {
    (key == "fill" ? look.fill : look.shape) = key == "fill" ? color(value) : shape(value);
  });
  return look;
}

RelationLook relation_look(const StylePlace& at) {
  static const std::array<std::string, 2> kKeys = {"color", "label"};
  RelationLook look;
  each_member(at, kKeys, [&](const std::string& key, const StylePlace& value) {
    (key == "color" ? look.color : look.label) = key == "color" ? color(value) : text(value);
  });
  return look;
}

void read_labels(const StylePlace& at, DrawStyle& style) {
  static const std::array<std::string, 7> kKeys = {"max_dated",     "entity_dates",   "length",         "merge_from",
                                                   "name_property", "relation_dates", "relation_labels"};
  each_member(at, kKeys, [&](const std::string& key, const StylePlace& value) {
    if (key == "entity_dates") style.entity_dates = boolean(value);
    if (key == "relation_dates") style.relation_dates = boolean(value);
    if (key == "relation_labels") style.relation_labels = boolean(value);
    if (key == "length") style.label_length = static_cast<int>(count(value, 10'000));
    if (key == "max_dated") style.max_dated = count(value, 1'000'000);
    if (key == "merge_from") style.merge_from = count(value, 1'000'000);
    if (key == "name_property") style.name_property = text(value);
  });
}

DrawStyle style_of(const Json& document) {
  static const std::array<std::string, 14> kKeys = {"cluster",      "color_by",  "direction", "entente", "entities",
                                                    "hidden",       "kind",      "labels",    "layout",  "lifelines",
                                                    "max_entities", "relations", "size_by",   "sources"};
  static const std::array<std::string, 4> kDirections = {"LR", "TB", "RL", "BT"};
  std::vector<std::string> layouts;
  for (const DrawLayout& layout : draw_layouts()) layouts.emplace_back(layout.name);
  DrawStyle style;
  bool has_version = false;
  each_member({document, ""}, kKeys, [&](const std::string& key, const StylePlace& value) {
    if (key == "entente") {
      has_version = true;
      if (!value.json.IsInt() || value.json.GetInt() != 1)
        invalid_style(value, "must be 1: other versions are not known here");
    }
    if (key == "kind" && text(value) != "style")
      invalid_style(value, fmt::format("is \"{}\", not \"style\"", text(value)));
    if (key == "layout") style.layout = choice(value, layouts);
    if (key == "direction") style.direction = choice(value, kDirections);
    if (key == "cluster") style.cluster = text(value);
    if (key == "color_by") style.color_by = text(value);
    if (key == "size_by") style.size_by = text(value);
    if (key == "sources") style.sources = boolean(value);
    if (key == "max_entities") style.max_entities = count(value, 10'000'000);
    if (key == "hidden") style.hidden = texts(value);
    if (key == "lifelines") style.lifelines = texts(value);
    if (key == "labels") read_labels(value, style);
    if (key == "entities")
      each_member(value, {},
                  [&](const std::string& type, const StylePlace& look) { style.entities[type] = entity_look(look); });
    if (key == "relations")
      each_member(value, {}, [&](const std::string& type, const StylePlace& look) {
        style.relations[type] = relation_look(look);
      });
  });
  if (!has_version) invalid_style({document, ""}, "lacks `entente`", "it begins {\"entente\": 1, \"kind\": \"style\"");
  return style;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  const std::size_t end = std::min(offset, text.size());
  return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
}

}  // namespace

Result<DrawStyle> read_draw_style(const std::string& path) {
  std::string bytes;
  try {
    bytes = read_text_file(path, ReadLimits{}.max_record);
  } catch (Error& error) {
    error.message = "the style file: " + error.message;
    return error;
  }
  json::Document document;
  if (const auto fault = json::parse(bytes, document))
    return Error(ErrorCode::kSyntax, fault->reason).with_place(path, line_at(bytes, fault->offset));
  try {
    return style_of(document);
  } catch (Error& error) {
    return error.with_place(path, 0);
  }
}

}  // namespace entente

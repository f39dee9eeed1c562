#include "formats/cell.hpp"

#include <cmath>

#include <fmt/format.h>

#include "entente/time/date.hpp"

namespace entente {
namespace {

std::string float_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  std::string text = fmt::format("{}", number);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::string path_text(const Path& path, const Elements& elements) {
  std::string text = display_name(elements.nodes.at(path.nodes.front().index));
  for (std::size_t i = 0; i < path.relationships.size(); ++i) {
    const RelationshipRecord& r = elements.relationships.at(path.relationships[i].index);
    const bool forward = r.start == path.nodes[i].index;
    text += fmt::format(" {}-[{}]-{} {}", forward ? "" : "<", r.type, forward ? ">" : "",
                        display_name(elements.nodes.at(path.nodes[i + 1].index)));
  }
  return text;
}

enum class Dates { kNone, kOfRelationships };

std::string text_of_value(const Value& value, const Elements& elements, Dates dates);

std::string inner_text(const Value& value, const Elements& elements, Dates dates) {
  if (value.is_string() && value.string().empty()) return "''";  // [''] is not []
  return value.is_null() ? std::string(null_word(value)) : text_of_value(value, elements, dates);
}

std::string relationship_text(const RelationshipRecord& r, Dates dates) {
  const bool is_dated = dates == Dates::kOfRelationships && r.validity;
  return is_dated ? fmt::format("[:{} {}]", r.type, text_of(*r.validity)) : "[:" + r.type + "]";
}

std::string node_text_with_dates(const NodeRecord& node) {
  std::string text = node.labels.empty() ? std::string() : node.labels.front();
  if (node.validity) text += (text.empty() ? "" : ", ") + text_of(*node.validity);
  return text.empty() ? display_name(node) : fmt::format("{} ({})", display_name(node), text);
}

std::string text_of_value(const Value& value, const Elements& elements, Dates dates) {
  switch (value.type()) {
    case ValueType::kNull:
      return {};
    case ValueType::kBoolean:
      return value.boolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.integer());
    case ValueType::kFloat:
      return float_text(value.floating());
    case ValueType::kString:
      return value.string();
    case ValueType::kList: {
      std::string text = "[";
      for (const Value& item : value.list()) text += (text.size() > 1 ? ", " : "") + inner_text(item, elements, dates);
      return text + "]";
    }
    case ValueType::kMap: {
      std::string text = "{";
      for (const auto& [key, item] : value.map())
        text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", key, inner_text(item, elements, dates));
      return text + "}";
    }
    case ValueType::kNode:
      return display_name(elements.nodes.at(value.node().index));
    case ValueType::kRelationship:
      return relationship_text(elements.relationships.at(value.relationship().index), dates);
    case ValueType::kPath:
      return path_text(value.path(), elements);
    case ValueType::kPeriod: {
      std::string edtf = edtf_of(value.period());
      return edtf.empty() ? text_of(value.period()) : edtf;
    }
    case ValueType::kInstant:
      return print_point(value.instant());
    case ValueType::kDate:
    case ValueType::kLocalTime:
    case ValueType::kTime:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
    case ValueType::kDuration:
      return print_temporal(value);
  }
  return {};
}

}  // namespace

std::string_view null_word(const Value& null) {
  return null.is_unknown() ? "unknown" : "null";
}

std::string display_name(const NodeRecord& node) {
  std::string name;  // of several in time the last, as `n.name`
  for (const PropertyFact& p : node.properties)
    if (p.key == "name" && p.value.is_string() && !p.value.string().empty()) name = p.value.string();
  return name.empty() ? node.key : name;
}

std::string cell_text(const Value& value, const Elements& elements) {
  return text_of_value(value, elements, Dates::kNone);
}

std::string cell_text_with_dates(const Value& value, const Elements& elements) {
  return value.is_node() ? node_text_with_dates(elements.nodes.at(value.node().index))
                         : text_of_value(value, elements, Dates::kOfRelationships);
}

}  // namespace entente

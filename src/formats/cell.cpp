#include "formats/cell.hpp"

#include <cmath>

#include <fmt/format.h>

#include "entente/time/validity.hpp"

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

std::string inner_text(const Value& value, const Elements& elements) {
  return value.is_null() ? "null" : cell_text(value, elements);
}

}  // namespace

std::string display_name(const NodeRecord& node) {
  for (const PropertyFact& p : node.properties)
    if (p.key == "name" && p.value.is_string() && !p.value.as_string().empty()) return p.value.as_string();
  return node.key;
}

std::string cell_text(const Value& value, const Elements& elements) {
  switch (value.type()) {
    case ValueType::kNull:
      return {};
    case ValueType::kBoolean:
      return value.as_boolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.as_integer());
    case ValueType::kFloat:
      return float_text(value.as_float());
    case ValueType::kString:
      return value.as_string();
    case ValueType::kList: {
      std::string text = "[";
      for (const Value& item : value.as_list()) text += (text.size() > 1 ? ", " : "") + inner_text(item, elements);
      return text + "]";
    }
    case ValueType::kMap: {
      std::string text = "{";
      for (const auto& [key, item] : value.as_map())
        text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", key, inner_text(item, elements));
      return text + "}";
    }
    case ValueType::kNode:
      return display_name(elements.nodes.at(value.as_node().index));
    case ValueType::kRelationship:
      return "[:" + elements.relationships.at(value.as_relationship().index).type + "]";
    case ValueType::kPath:
      return path_text(value.as_path(), elements);
    case ValueType::kPeriod: {
      std::string edtf = edtf_of(value.as_period());
      return edtf.empty() ? text_of(value.as_period()) : edtf;
    }
  }
  return {};
}

}  // namespace entente

#include "golden/render.hpp"

#include <fmt/format.h>

#include <cmath>

#include "entente/time/date.hpp"

namespace entente::golden {
namespace {

std::string render_float(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  const std::string digits = fmt::format("{}", number);
  return digits.find_first_of(".e") == std::string::npos ? digits + ".0" : digits;
}

// A line holds a row: line feeds and the empty string are made visible.
std::string render_string(const std::string& text) {
  if (text.empty()) return "''";
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

std::string render_node(std::uint32_t index, const Elements& elements) {
  const NodeRecord& node = elements.nodes.at(index);
  return "(" + node.key + (node.labels.empty() ? "" : ":" + node.labels.front()) + ")";
}

std::string render_path(const Path& path, const Elements& elements) {
  std::string out = render_node(path.nodes[0].index, elements);
  for (std::size_t i = 0; i < path.relationships.size(); ++i) {
    const RelationshipRecord& relationship = elements.relationships.at(path.relationships[i].index);
    const bool forward = relationship.start == path.nodes[i].index;
    out += (forward ? "-[:" : "<-[:") + relationship.type + (forward ? "]->" : "]-");
    out += render_node(path.nodes[i + 1].index, elements);
  }
  return out;
}

}  // namespace

std::string render(const Value& value, const Elements& elements) {
  switch (value.type()) {
    case ValueType::kNull:
      return "null";
    case ValueType::kBoolean:
      return value.boolean() ? "true" : "false";
    case ValueType::kInteger:
      return std::to_string(value.integer());
    case ValueType::kFloat:
      return render_float(value.floating());
    case ValueType::kString:
      return render_string(value.string());
    case ValueType::kList: {
      std::string out;
      for (const Value& item : value.list()) out += (out.empty() ? "" : ", ") + render(item, elements);
      return "[" + out + "]";
    }
    case ValueType::kMap: {
      std::string out;
      for (const auto& [key, item] : value.map())
        out += (out.empty() ? "" : ", ") + key + ": " + render(item, elements);
      return "{" + out + "}";
    }
    case ValueType::kNode:
      return render_node(value.node().index, elements);
    case ValueType::kRelationship:
      return "[:" + elements.relationships.at(value.relationship().index).type + "]";
    case ValueType::kPath:
      return render_path(value.path(), elements);
    case ValueType::kPeriod: {
      const std::string edtf = edtf_of(value.period());
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
  return "?";
}

std::vector<std::string> render_rows(const Table& table) {
  std::vector<std::string> lines;
  for (const auto& row : table.rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += (i > 0 ? " | " : "") + render(row[i], table.elements);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace entente::golden

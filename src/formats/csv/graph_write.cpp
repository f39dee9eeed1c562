#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "entente/formats.hpp"
#include "formats/csv/field.hpp"
#include "formats/csv/graph.hpp"
#include "formats/exchange.hpp"
#include "formats/json/json.hpp"
#include "formats/readers.hpp"

namespace entente {
namespace {

using csv_graph::Column;
using csv_graph::Part;
using csv_graph::Scalar;
using exchange::Attributes;

// Behind the properties, in this order; those that nothing has are left out.
constexpr std::array<std::string_view, 13> kLast = {
    "labels",       "valid",        "valid_stated", "datings",    "valid_start", "valid_end", "earliest_start",
    "latest_start", "earliest_end", "latest_end",   "provenance", "sources",     "properties"};

bool is_special(std::string_view key) {
  return std::find(kLast.begin(), kLast.end(), key) != kLast.end();
}

std::optional<Scalar> scalar_of(const Value& value) {
  switch (value.type()) {
    case ValueType::kString:
      return Scalar::kString;
    case ValueType::kInteger:
      return Scalar::kInteger;
    case ValueType::kFloat:
      return std::isfinite(value.floating()) ? std::optional(Scalar::kFloat) : std::nullopt;
    case ValueType::kBoolean:
      return Scalar::kBoolean;
    default:
      return std::nullopt;
  }
}

// The type of the column that the value can stand in; nothing: none.
std::optional<std::pair<Scalar, bool>> column_type(const Value& value) {
  if (!value.is_list()) {
    const auto scalar = scalar_of(value);
    return scalar ? std::optional(std::pair(*scalar, false)) : std::nullopt;
  }
  std::optional<Scalar> common;
  for (const Value& item : value.list()) {
    const auto scalar = scalar_of(item);
    if (!scalar || (common && common != scalar)) return std::nullopt;
    if (item.is_string() &&
        (item.string().empty() || item.string().find(csv_graph::kListSeparator) != std::string::npos))
      return std::nullopt;
    common = scalar;
  }
  return common ? std::optional(std::pair(*common, true)) : std::nullopt;  // an empty list has no type
}

std::string text_of(const Value& value) {
  if (value.is_string()) return value.string();
  if (!value.is_list()) return exchange::json_text(value);
  std::string text;
  for (const Value& item : value.list()) {
    if (!text.empty()) text += csv_graph::kListSeparator;
    text += text_of(item);
  }
  return text;
}

// The columns of one table: the type of each property is that of the first value met.
class TableColumns {
 public:
  void see(const Attributes& attributes) {
    for (const PropertyFact& p : attributes) {
      if (is_special(p.key)) {
        special_.insert_or_assign(p.key, true);
        continue;
      }
      const auto type = column_type(p.value);
      if (type && !p.key.empty()) types_.try_emplace(p.key, *type);
      if (!fits(p) || exchange::is_claim(p)) special_.insert_or_assign("properties", true);
    }
  }
  bool fits(const PropertyFact& p) const {
    const auto known = types_.find(p.key);
    return known != types_.end() && column_type(p.value) == known->second;
  }
  // Names and types, in the order of the fields.
  std::vector<Column> list() const {
    std::vector<Column> all;
    for (const auto& [name, type] : types_) all.push_back({name, Part::kProperty, type.first, type.second, {}});
    for (const std::string_view name : kLast)
      if (special_.contains(name)) all.push_back({std::string(name), Part::kProperty, Scalar::kString, false, {}});
    return all;
  }

 private:
  std::map<std::string, std::pair<Scalar, bool>> types_;
  std::map<std::string, bool, std::less<>> special_;
};

std::string without_braces(const std::string& object) {
  return object.size() <= 2 ? std::string{} : object.substr(1, object.size() - 2);
}

// Texts by column; what fits none is joined with what `properties` holds already.
std::map<std::string, std::string> texts_of(const Attributes& attributes, const TableColumns& columns) {
  std::map<std::string, std::string> texts;
  std::vector<PropertyFact> rest;
  for (const PropertyFact& p : attributes) {
    if (is_special(p.key))
      texts[p.key] = text_of(p.value);
    else if (columns.fits(p))
      texts[p.key] = text_of(p.value);  // of several values in time the last
    else
      texts.erase(p.key);
    if (!is_special(p.key) && (exchange::is_claim(p) || !columns.fits(p))) rest.push_back(p);
  }
  if (rest.empty()) return texts;
  std::ostringstream out;
  json::Output wrapped(out);
  json::Writer writer(wrapped);
  json::write_properties(writer, rest);
  const std::string more = without_braces(out.str());
  std::string& properties = texts["properties"];
  const std::string before = without_braces(properties);
  properties = fmt::format("{{{}{}{}}}", before, before.empty() ? "" : ",", more);
  return texts;
}

class Line {
 public:
  explicit Line(std::ostream& out) : out_(out) {}
  void text(std::string_view text) {
    separate();
    if (text.empty())
      out_ << "\"\"";
    else
      write_csv_field(out_, text);
  }
  void nothing() { separate(); }
  void end() { out_ << "\r\n"; }

 private:
  void separate() {
    if (!first_) out_ << ',';
    first_ = false;
  }
  std::ostream& out_;
  bool first_ = true;
};

void write_header(std::initializer_list<std::string_view> fixed, const std::vector<Column>& columns,
                  std::ostream& out) {
  Line line(out);
  for (const std::string_view name : fixed) line.text(name);
  for (const Column& column : columns) line.text(csv_graph::print_column(column));
  line.end();
}

void write_texts(Line& line, const std::map<std::string, std::string>& texts, const std::vector<Column>& columns) {
  for (const Column& column : columns) {
    const auto found = texts.find(column.name);
    if (found == texts.end())
      line.nothing();
    else
      line.text(found->second);
  }
  line.end();
}

Attributes without(Attributes attributes, std::string_view key) {
  std::erase_if(attributes, [&](const PropertyFact& p) { return p.key == key && !p.validity; });
  return attributes;
}

// Sources as one text; types as the field `:LABEL` and, where that can't tell them apart, as the column `labels`.
Attributes node_attributes(const NodeRecord& node, const Ontology* ontology, std::string& labels) {
  Attributes attributes = without(exchange::attributes_of(node, ontology, exchange::Shape::kNested), "labels");
  const std::vector<std::string> types = exchange::stated_types(node, ontology);
  labels = fmt::format("{}", fmt::join(types, ";"));
  const bool is_plain = std::none_of(types.begin(), types.end(), [](const std::string& t) {
    return t.empty() || t.find(csv_graph::kListSeparator) != std::string::npos;
  });
  if (!is_plain) attributes.push_back({"labels", Value(exchange::list_text(types)), std::nullopt});
  return attributes;
}

void flatten_sources(Attributes& attributes) {
  for (PropertyFact& p : attributes) {
    if (p.key != "sources" || !p.value.is_list()) continue;
    std::vector<std::string> items;
    for (const Value& item : p.value.list()) items.push_back(item.string());
    p.value = Value(exchange::list_text(items));
  }
}

void write_nodes_csv(const Table& table, const WriteOptions& options, std::ostream& out) {
  const auto attributes_of = [&](const NodeRecord& node, std::string& labels) {
    Attributes attributes = node_attributes(node, options.ontology, labels);
    flatten_sources(attributes);
    return attributes;
  };
  TableColumns columns;
  std::string labels;
  for (const auto& [index, node] : table.elements.nodes) columns.see(attributes_of(node, labels));
  const std::vector<Column> list = columns.list();
  write_header({"id:ID", ":LABEL"}, list, out);
  for (const auto& [index, node] : table.elements.nodes) {
    const Attributes attributes = attributes_of(node, labels);
    Line line(out);
    line.text(node.key);
    line.text(labels);
    write_texts(line, texts_of(attributes, columns), list);
  }
}

void write_relationships_csv(const Table& table, const WriteOptions&, std::ostream& out) {
  const auto attributes_of = [&](const RelationshipRecord& r) {
    Attributes attributes =
        without(without(exchange::attributes_of(r, exchange::Shape::kNested), "type"), exchange::kStoreId);
    flatten_sources(attributes);
    return attributes;
  };
  const auto relations = exchange::in_order(table.elements);
  TableColumns columns;
  for (const auto& [id, r] : relations) columns.see(attributes_of(*r));
  const std::vector<Column> list = columns.list();
  write_header({":START_ID", ":END_ID", ":TYPE", exchange::kStoreId}, list, out);
  for (const auto& [id, r] : relations) {
    Line line(out);
    line.text(table.elements.nodes.at(r->start).key);
    line.text(table.elements.nodes.at(r->end).key);
    line.text(r->type);
    if (r->key.empty())
      line.nothing();
    else
      line.text(r->key);
    write_texts(line, texts_of(attributes_of(*r), columns), list);
  }
}

}  // namespace

extern constexpr Format kNodesCsv = {
    .name = "nodes-csv",
    .extensions = ".nodes.csv",
    .summary = "a table of the nodes, with the header of Neo4j's bulk import",
    .keeps = "with relationships-csv all facts, byte for byte",
    .loses = "the ontology and system time",
    .is_graph = true,
    .write = write_nodes_csv,
    .read = read_nodes_csv,
};

extern constexpr Format kRelationshipsCsv = {
    .name = "relationships-csv",
    .extensions = ".relationships.csv",
    .summary = "a table of the relationships, to nodes-csv",
    .keeps = "with nodes-csv all facts, byte for byte",
    .loses = "the nodes",
    .is_graph = true,
    .write = write_relationships_csv,
    .read = read_relationships_csv,
};

}  // namespace entente

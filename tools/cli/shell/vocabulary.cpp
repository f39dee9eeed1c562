#include "cli/shell/vocabulary.hpp"

#include <algorithm>

#include "entente/reference.hpp"
#include "entente/transaction.hpp"

namespace entente::cli {
namespace {

void add_texts(const Value& value, std::vector<std::string>& names) {
  if (value.is_string()) names.push_back(value.string());
  if (!value.is_list()) return;
  for (const Value& item : value.list()) add_texts(item, names);
}

// By the property `name`, and by aliases.
std::vector<std::string> names_in(const TemporalGraph& graph) {
  std::vector<std::string> names;
  for (const char* key : {"name", "aliases"}) {
    const std::optional<SymbolId> property = graph.symbol(key);
    if (!property) continue;
    for (Vertex v = 0; v < graph.vertex_count(); ++v)
      for (const TimedValue& value : graph.property_values(v, *property)) add_texts(value.value, names);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

Vocabulary vocabulary_of(Database& database) {
  Vocabulary words;
  for (const std::string_view word : language_keywords()) words.keywords.emplace_back(word);
  for (const ReferenceEntry& entry : language_reference())
    if (entry.kind == "function" || entry.kind == "aggregate") words.functions.emplace_back(entry.name);
  if (const auto table = database.query("CALL db.procedures() YIELD name RETURN name"); table.ok())
    for (const auto& row : table->rows) words.procedures.push_back(row[0].string());
  const auto read = database.read();
  if (!read.ok()) return words;
  words.labels = read->graph().label_names();
  words.types = read->graph().relation_type_names();
  words.properties = read->graph().property_key_names();
  words.names = names_in(read->graph());
  return words;
}

}  // namespace entente::cli

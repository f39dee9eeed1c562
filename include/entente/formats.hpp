// What a result or a whole store can be written as.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/table.hpp"

namespace entente {

struct WriteOptions {
  // Text tables: columns are shortened so that a line fits. In terminal columns; 0: no bound.
  int width = 0;
  // The question, shown as the title of a diagram; empty: none.
  std::string title;
  // The types behind the labels; null: not known. Needed for a lossless export.
  const Ontology* ontology = nullptr;
};

struct Format {
  std::string_view name;       // "dot"
  std::string_view extension;  // ".dot"
  std::string_view summary;
  std::string_view keeps;  // what it keeps, and what is lost
  void (*write)(const Table& table, const WriteOptions& options, std::ostream& out);
};

// The table of formats, in order of name.
std::span<const Format> formats();
// By name or extension (with or without the dot), without regard to case; null: none.
const Format* find_format(std::string_view name);

// Errors: kUnsupported with the nearest name; kIo where the stream fails.
Result<void> write(const Table& table, std::string_view format, std::ostream& out, const WriteOptions& options = {});

// A value out of JSON text, in the encoding that results have ({"$period": "1967/1985~"} and so on). Errors: kSyntax,
// kInvalidData.
Result<Value> value_from_json(std::string_view text);

}  // namespace entente

// Reading the data format (graph-data/README.md): JSON documents and JSON Lines, a record at a time in constant memory.
#include <utility>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/json/json_document.hpp"
#include "formats/readers.hpp"
#include "formats/record_reader.hpp"
#include "formats/records.hpp"

namespace entente {
namespace {

using json::Json;

constexpr int kFormatVersion = 2;

void check_version(const Json& json) {
  if (!json.IsInt()) throw Error(ErrorCode::kInvalidData, "`entente` must be the number of the format's version");
  if (json.GetInt() > kFormatVersion)
    throw Error(ErrorCode::kVersion, fmt::format("format version {} is newer than {}", json.GetInt(), kFormatVersion))
        .with_hint("a newer entente reads it");
  if (json.GetInt() < 1) throw Error(ErrorCode::kInvalidData, "`entente` must be 1 or more");
}

void check_kind(const Json& json) {
  if (json::read_string(json, "kind") != "facts")
    throw Error(ErrorCode::kInvalidData, "the file is not of the kind `facts`");
}

// What a document of another format begins with.
Error unknown_key(const std::string& key) {
  Error error(ErrorCode::kInvalidData, fmt::format("unknown key `{}`", key));
  for (const auto& [word, format] : {std::pair{"nodes", "node-link"},
                                     {"links", "node-link"},
                                     {"directed", "node-link"},
                                     {"graph", "jgf"},
                                     {"graphs", "jgf"},
                                     {"elements", "cytoscape"}})
    if (key == word)
      return error.with_hint(fmt::format("if this is a graph of another tool, name its format: {}", format));
  return error.with_hint("a data file has entente, ontology, defaults, entities and relations");
}

class DataDocument {
 public:
  DataDocument(std::istream& in, const ReadOptions& options, const DataSink& sink)
      : in_(in, options.limits), records_(options, sink) {}

  void read() {
    try {
      in_.members([&](const std::string& key, std::uint32_t line) { member(key, line); });
      in_.end();
    } catch (const json::Broken& broken) {
      records_.reject(in_.line(), broken.reason + "; the rest of the file can't be read");
    }
  }

 private:
  void list_of_records(bool relations) {
    in_.items([&](std::uint32_t line) {
      const Json& json = in_.value();
      if (json.IsObject() && is_relation(json) != relations)
        records_.reject(line, relations ? "a relation without `from` and `to`" : "an entity with `from` or `to`");
      else if (relations)
        records_.take(line, [&] { return read_relation(json, defaults_); });
      else
        records_.take(line, [&] { return read_entity(json, defaults_); });
    });
  }

  void member(const std::string& key, std::uint32_t line) {
    if (key == "entities" || key == "relations") return list_of_records(key == "relations");
    if (key == "id") return in_.skip();  // of a reply of the line protocol
    if (key != "ontology" && key != "defaults" && key != "entente" && key != "kind") {
      records_.guard(line, [&] { throw unknown_key(key); });
      return in_.skip();
    }
    const Json& json = in_.value();
    records_.guard(line, [&] {
      if (key == "ontology")
        records_.ontology(json::read_ontology(json));
      else if (key == "defaults")
        defaults_ = read_defaults(json);
      else if (key == "entente")
        check_version(json);
      else
        check_kind(json);
    });
  }

  json::DocumentReader in_;
  Records records_;
  RecordDefaults defaults_;
};

}  // namespace

void read_data(std::istream& in, const ReadOptions& options, const DataSink& sink) {
  DataDocument(in, options, sink).read();
}

void read_facts(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  json::TextStream in(stream, options.limits);
  Records records(options, sink);
  json::Document document;
  while (!in.at_end()) {
    const std::uint32_t line = in.line();
    const std::string text = in.take_line();
    if (text.find_first_not_of(" \t") == std::string::npos) continue;
    if (const auto fault = json::parse(text, document))
      records.reject(line, fmt::format("{} (at column {})", fault->reason, fault->offset + 1));
    else if (is_relation(document))
      records.take(line, [&] { return read_relation(document, {}); });
    else
      records.take(line, [&] { return read_entity(document, {}); });
  }
}

}  // namespace entente

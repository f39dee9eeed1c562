// Entities of Wikidata: a dump (an array with an entity a line, or lines alone), or what Special:EntityData and
// wbgetentities give ({"entities": {…}}). One entity is in memory at a time.
#include <fmt/format.h>

#include "entente/error.hpp"
#include "entente/formats.hpp"
#include "formats/json/json_parse.hpp"
#include "formats/json/wikidata_entity.hpp"

namespace entente {
namespace {

using json::Json;

// `open`: lists that were begun and not ended so far.
void skip_to_entity(json::TextStream& in, int& open) {
  const auto is_between = [](char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == '[' || c == ']';
  };
  while (!in.at_end() && is_between(in.Peek())) {
    const char c = in.Take();
    open += c == '[' ? 1 : c == ']' ? -1 : 0;
  }
}

// Behind what can't be read, the next line with an entity, or the end of the list.
void skip_broken(json::TextStream& in) {
  do {
    in.take_line();
  } while (!in.at_end() && in.Peek() != '{' && in.Peek() != ']');
}

class EntityReader {
 public:
  EntityReader(const wikidata::Settings& settings, const ReadOptions& options, const DataSink& sink)
      : entities_(settings, options, sink), options_(options), sink_(sink) {}

  void read(json::TextStream& in) {
    int open = 0;
    for (skip_to_entity(in, open); !in.at_end(); skip_to_entity(in, open)) {
      const std::uint32_t line = in.line();
      const std::size_t from = in.Tell();
      if (const auto fault = json::parse_next(in, document_)) {
        reject(line, fmt::format("column {} of it: {}", fault->offset - from + 1, fault->reason));
        skip_broken(in);
        continue;
      }
      take(line);
      if (sink_.progress) sink_.progress();
    }
    if (open > 0) reject(in.line(), "the list ends without its `]`: the file may have been cut off");
  }

 private:
  void take(std::uint32_t line) {
    const Json* several = wikidata::member(document_, "entities");
    if (!several) return entity(document_, line);
    if (!several->IsObject()) return reject(line, "`entities` must be an object");
    for (const auto& [id, json] : several->GetObject()) entity(json, line);
  }
  void entity(const Json& json, std::uint32_t line) {
    try {
      entities_.read(json, line);
    } catch (const Error& error) {
      reject(line, error.message);
    }
  }
  void reject(std::uint32_t line, std::string reason) { sink_.reject({{options_.number, line}, std::move(reason)}); }

  wikidata::EntityReader entities_;
  const ReadOptions& options_;
  const DataSink& sink_;
  json::Document document_;
};

void read_wikidata(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  wikidata::Settings settings;
  try {
    settings = wikidata::read_settings(options.columns);
  } catch (Error& error) {
    throw error.with_place(options.columns_file, 0);
  }
  json::TextStream in(stream, options.limits);
  EntityReader(settings, options, sink).read(in);
}

}  // namespace

extern constexpr Format kWikidata = {
    .name = "wikidata",
    .extensions = ".wikidata.json",
    .summary = "entities of Wikidata as JSON: a dump, lines, or Special:EntityData",
    .keeps = "names, statements, qualifiers, times with precision and calendar, references of relations as sources",
    .loses = "site links, texts in other languages, deprecated statements unless told",
    .is_graph = true,
    .read = read_wikidata,
};

}  // namespace entente

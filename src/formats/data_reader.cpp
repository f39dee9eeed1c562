// Reading the data format (graph-data/README.md): JSON documents and JSON Lines, a record at a time in constant memory.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/json.hpp"
#include "formats/json_stream.hpp"
#include "formats/readers.hpp"
#include "formats/record_reader.hpp"

namespace entente {
namespace {

using json::Json;

// Iterative: nesting can't exhaust the stack. Full precision: a float reads back as it was written.
constexpr unsigned kParse =
    rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;
constexpr int kFormatVersion = 1;

// The text is not JSON, so that what follows can't be told apart from what is broken.
struct Broken {
  std::string reason;
};

class Reader {
 public:
  Reader(std::uint32_t file, const DataSink& sink) : file_(file), sink_(sink) {}

  void lines(json::TextStream& in);
  void document(json::TextStream& in);

 private:
  void record(const Json& json, std::uint32_t line);
  void reject(const Error& error, std::uint32_t line) {
    sink_.reject({{file_, line}, error.hint.empty() ? error.message : error.message + "; " + error.hint});
  }
  void members(json::TextStream& in);
  void member(json::TextStream& in, const std::string& key, std::uint32_t line);
  void records(json::TextStream& in, bool relations);
  void progress() {
    if (sink_.progress && (++count_ & 4095) == 0) sink_.progress();
  }

  // The next value of the document, whole.
  rapidjson::Document& value(json::TextStream& in);
  void skip_space(json::TextStream& in);
  void expect(json::TextStream& in, char c, std::string_view where);

  std::uint32_t file_;
  const DataSink& sink_;
  RecordDefaults defaults_;
  rapidjson::Document document_;
  std::uint64_t count_ = 0;
};

std::string shown(char c) {
  return c == '\0' ? "the end of the file" : fmt::format("`{}`", c);
}

void Reader::record(const Json& json, std::uint32_t line) {
  try {
    if (is_relation(json)) {
      RelationFact fact = read_relation(json, defaults_);
      fact.origin = {file_, line};
      sink_.relation(std::move(fact));
    } else {
      EntityFact fact = read_entity(json, defaults_);
      fact.origin = {file_, line};
      sink_.entity(std::move(fact));
    }
  } catch (const Error& error) {
    reject(error, line);
  }
}

void Reader::lines(json::TextStream& in) {
  while (!in.at_end()) {
    const std::uint32_t line = in.line();
    const std::string text = in.take_line();
    progress();
    if (text.find_first_not_of(" \t") == std::string::npos) continue;
    document_.SetNull();
    document_.GetAllocator().Clear();
    document_.Parse<kParse>(text.data(), text.size());
    if (document_.HasParseError()) {
      sink_.reject(
          {{file_, line},
           fmt::format("not JSON: {} (at character {})", rapidjson::GetParseError_En(document_.GetParseError()),
                       document_.GetErrorOffset() + 1)});
      continue;
    }
    record(document_, line);
  }
}

rapidjson::Document& Reader::value(json::TextStream& in) {
  document_.SetNull();
  document_.GetAllocator().Clear();
  document_.ParseStream<kParse | rapidjson::kParseStopWhenDoneFlag>(in);
  if (document_.HasParseError())
    throw Broken{fmt::format("not JSON: {}", rapidjson::GetParseError_En(document_.GetParseError()))};
  return document_;
}

void Reader::skip_space(json::TextStream& in) {
  while (!in.at_end() && (in.Peek() == ' ' || in.Peek() == '\n' || in.Peek() == '\r' || in.Peek() == '\t')) in.Take();
}

void Reader::expect(json::TextStream& in, char c, std::string_view where) {
  skip_space(in);
  if (in.Peek() != c) throw Broken{fmt::format("not JSON: expected `{}` {}, found {}", c, where, shown(in.Peek()))};
  in.Take();
}

void Reader::records(json::TextStream& in, bool relations) {
  expect(in, '[', relations ? "before the relations" : "before the entities");
  skip_space(in);
  if (in.Peek() == ']') {
    in.Take();
    return;
  }
  for (;;) {
    skip_space(in);
    const std::uint32_t line = in.line();
    const Json& json = value(in);
    progress();
    if (json.IsObject() && is_relation(json) != relations) {
      reject(Error(ErrorCode::kInvalidData,
                   relations ? "a relation without `from` and `to`" : "an entity with `from` or `to`"),
             line);
    } else {
      record(json, line);
    }
    skip_space(in);
    if (in.Peek() == ']') break;
    expect(in, ',', "between two records");
  }
  in.Take();
}

void Reader::member(json::TextStream& in, const std::string& key, std::uint32_t line) {
  if (key == "entities" || key == "relations") return records(in, key == "relations");
  skip_space(in);
  const Json& json = value(in);
  try {
    if (key == "ontology") {
      sink_.ontology(json::read_ontology(json));
    } else if (key == "defaults") {
      defaults_ = read_defaults(json);
    } else if (key == "entente") {
      if (!json.IsInt()) throw Error(ErrorCode::kInvalidData, "`entente` must be the number of the format's version");
      if (json.GetInt() > kFormatVersion)
        throw Error(ErrorCode::kVersion,
                    fmt::format("format version {} is newer than {}", json.GetInt(), kFormatVersion))
            .with_hint("a newer entente reads it");
      if (json.GetInt() < 1) throw Error(ErrorCode::kInvalidData, "`entente` must be 1 or more");
    } else {
      throw Error(ErrorCode::kInvalidData, fmt::format("unknown key `{}`", key))
          .with_hint("a data file has entente, ontology, defaults, entities and relations");
    }
  } catch (const Error& error) {
    reject(error, line);
  }
}

void Reader::members(json::TextStream& in) {
  expect(in, '{', "at the beginning");
  skip_space(in);
  if (in.Peek() != '}') {
    for (;;) {
      skip_space(in);
      const std::uint32_t line = in.line();
      const Json& key = value(in);
      if (!key.IsString()) throw Broken{"not JSON: expected a key in quotes"};
      const std::string name(json::text_of(key));
      expect(in, ':', "behind a key");
      member(in, name, line);
      skip_space(in);
      if (in.Peek() == '}') break;
      expect(in, ',', "between two parts");
    }
  }
  in.Take();
  skip_space(in);
  if (!in.at_end()) throw Broken{"text behind the end of the JSON document"};
}

void Reader::document(json::TextStream& in) {
  try {
    members(in);
  } catch (const Broken& broken) {
    sink_.reject({{file_, in.line()}, broken.reason + "; the rest of the file can't be read"});
  }
}

}  // namespace

void read_data(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  json::TextStream in(stream);
  Reader(options.number, sink).document(in);
}

void read_facts(std::istream& stream, const ReadOptions& options, const DataSink& sink) {
  json::TextStream in(stream);
  Reader(options.number, sink).lines(in);
}

}  // namespace entente

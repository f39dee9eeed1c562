// One entity of Wikidata as facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"
#include "formats/data_sink.hpp"
#include "formats/json/json.hpp"
#include "formats/json/wikidata_snak.hpp"

namespace entente::wikidata {

// How it is read: what stands in the file of `--columns`.
struct Settings {
  std::vector<std::string> languages = {"en", "mul"};  // of names, the best first
  HashMap<std::string, std::string> properties;        // names by id; else the id
  HashMap<std::string, std::string> types;             // of what an entity is an instance of (P31), by id
  bool keep_deprecated = false;
};

// Throws kInvalidData. The empty text is the default.
Settings read_settings(std::string_view json);

// What the qualifiers of a statement say of its time, and which of them need no property beside it.
struct StatedTime {
  std::optional<Validity> validity = {};
  bool is_readable = true;    // else all of them are kept as properties
  bool is_of_points = false;  // a point in time is what it was read from
};

class EntityReader {
 public:
  EntityReader(const Settings& settings, const ReadOptions& options, const DataSink& sink)
      : settings_(settings), options_(options), sink_(sink) {}

  // The entity, a relation for each statement whose value is an entity, and a mention of each of those. A statement
  // that is wrong is rejected alone; one whose time can't be read is kept, at an unknown time, with a warning. Throws
  // kInvalidData for what is no entity.
  void read(const json::Json& json, std::uint32_t line);

 private:
  const std::string& name_of(const std::string& property) const;
  std::vector<std::string> types_of(const json::Json& json) const;
  void read_texts(const json::Json& json);
  void read_statements(const std::string& property, const json::Json& statements);
  void read_statement(const std::string& property, const json::Json& statement);
  void read_lifetime(const json::Json& claims);
  void read_relation(const std::string& property, const json::Json& statement, std::string to);
  StatedTime time_of(const json::Json& statement, std::string_view what, bool with_limits);
  std::vector<PropertyFact> qualifiers_of(const json::Json& statement, const StatedTime& time) const;
  void keep_qualifiers(const std::string& property, const Value& value, std::vector<PropertyFact> qualifiers);
  std::vector<SourceRef> sources_of(const json::Json& statement);
  void add_values(const std::string& property);
  void mention(const std::string& key, std::string_view type);
  void reject(const std::string& what, const Error& error);
  void warn(std::string_view what, const Error& error);

  const Settings& settings_;
  const ReadOptions& options_;
  const DataSink& sink_;
  EntityFact entity_;
  std::vector<RelationFact> relations_;
  std::vector<PropertyFact> values_;  // of the property at hand
  List unknown_, none_;
  Map qualifiers_;  // of statements that are no relations, by property
  std::int64_t deprecated_ = 0;
  std::uint32_t line_ = 0;
};

}  // namespace entente::wikidata

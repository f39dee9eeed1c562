// Values as JSON and back: one encoding for data files, results and the line protocol.
//
// | value                  | JSON |
// |------------------------|------|
// | null, booleans, strings, integers, lists | as they are |
// | float                  | a number with `.` or an exponent; {"$float": "NaN"}, "Infinity", "-Infinity" |
// | map                    | an object; {"$map": {…}} where a key starts with `$` |
// | period                 | {"$period": "1967/1985~"}, or an object around the EDTF string as in data files |
// | node, relationship, path | {"$node": {…}}, {"$rel": {…}}, {"$path": {"nodes": […], "relationships": […]}} |
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <rapidjson/document.h>
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"

namespace entente::json {

using Writer = rapidjson::Writer<rapidjson::OStreamWrapper>;
using Json = rapidjson::Value;

inline void write_string(Writer& out, std::string_view s) {
  out.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
}
inline void write_key(Writer& out, std::string_view s) {
  out.Key(s.data(), static_cast<rapidjson::SizeType>(s.size()));
}
inline std::string_view text_of(const Json& j) {
  return {j.GetString(), j.GetStringLength()};
}

// Of the objects that carry `entente` and `kind` (src/formats/entente.schema.json).
inline constexpr int kInterfaceVersion = 1;

// The places at which a nested document is cut off as hostile.
inline constexpr int kMaxDepth = 200;

// `elements` resolves nodes and relationships; a value without any needs none.
void write_value(Writer& out, const Value& value, const Elements& elements);
void write_node(Writer& out, const NodeRecord& node);
void write_relationship(Writer& out, const RelationshipRecord& relationship, const Elements& elements);
// An EDTF string where that says it all, else the object around it.
void write_validity(Writer& out, const Validity& validity);
// An object; a value that holds for a time is {"$value": …, "valid": …}, several of one key are a list of these. Needs
// the properties of one key side by side.
void write_properties(Writer& out, const std::vector<PropertyFact>& properties);
// The members of that object alone, into the one that is being written.
void write_members(Writer& out, const std::vector<PropertyFact>& properties);
void write_attribution(Writer& out, const Attribution& attribution);
void write_ontology(Writer& out, const Ontology& ontology);
void write_read_at(Writer& out, const ReadAt& at);
void write_span(Writer& out, SourceSpan span);

// All throw Error kInvalidData (or what reading a date throws) with what is wrong and where in the record.
Value read_value(const Json& json, int depth = 0);
Validity read_validity(const Json& json);
// Part of an ontology: what it names may be declared elsewhere.
Ontology read_ontology(const Json& json);
Provenance read_provenance(const Json& json);
std::vector<SourceRef> read_sources(const Json& json);
std::string read_string(const Json& json, std::string_view what);
std::vector<std::string> read_strings(const Json& json, std::string_view what);
bool read_boolean(const Json& json, std::string_view what);
// A member of an object; null where it has none of that name.
const Json* member(const Json& object, const char* key);
std::string_view kind_of(const Json& json);  // for messages: "a list"
[[noreturn]] void invalid(std::string message, std::string hint = {});
// `known` are the keys that the object may have; another one, or one twice, is an error with the nearest known key.
void require_keys(const Json& object, std::initializer_list<std::string_view> known, std::string_view what);

}  // namespace entente::json

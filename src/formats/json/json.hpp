// Values as JSON and back: one encoding for data files, results and the line protocol.
//
//   null, booleans, strings, integers, lists   as they are
//   float           a number with `.` or an exponent; {"$float": "NaN"}, "Infinity", "-Infinity"
//   map             an object; {"$map": {…}} where a key starts with `$`
//   period          {"$period": {"edtf": "1967/1985~"}}, an object as in data files, of a set {"stretches": […]}; rows
//                   add the four bounds and `text`. A string or a list is read, too
//   node            {"$node": {…}}
//   relationship    {"$rel": {…}}
//   path            {"$path": {"nodes": […], "relationships": […]}}
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/table.hpp"
#include "entente/model/value.hpp"
#include "formats/invalid.hpp"
#include "formats/json/json_types.hpp"

namespace entente::json {

// What a terminal takes for a command is escaped, also where JSON does not ask for it.
void write_string(Writer& out, std::string_view s);
inline void write_key(Writer& out, std::string_view s) {
  write_string(out, s);  // what it is, its place says
}
// A member of text.
inline void write_text(Writer& out, std::string_view key, std::string_view text) {
  write_key(out, key);
  write_string(out, text);
}
inline std::string_view text_of(const Json& j) {
  return {j.GetString(), j.GetStringLength()};
}

// Of the objects that carry `entente` and `kind` (src/formats/interface/entente.schema.json).
inline constexpr int kInterfaceVersion = 1;

// How an instant is written: as text in the rows of a result, {"$instant": …} where it is read back as a value.
enum class ValueForm : std::uint8_t { kRow, kData };

// `elements` resolves nodes and relationships; a value without any needs none.
void write_value(Writer& out, const Value& value, const Elements& elements, ValueForm form = ValueForm::kRow);
void write_node(Writer& out, const NodeRecord& node);
void write_relationship(Writer& out, const RelationshipRecord& relationship, const Elements& elements);
// An EDTF string where that says it all, else the object around it; of a set the list of its stretches.
void write_validity(Writer& out, const Validity& validity);
// An object; a value that holds for a time, or has sources of its own, is {"$value": …, "valid": …, "sources": …},
// several of one key are a list of these. Needs the properties of one key side by side.
void write_properties(Writer& out, const std::vector<PropertyFact>& properties);
// The members of that object alone, into the one that is being written.
void write_members(Writer& out, const std::vector<PropertyFact>& properties);
void write_attribution(Writer& out, const Attribution& attribution);
void write_sources(Writer& out, const std::vector<SourceRef>& sources);  // a list of texts
void write_datings(Writer& out, const std::vector<Dating>& datings);     // a list of {"valid": …, "sources": …}
void write_ontology(Writer& out, const Ontology& ontology);
void write_read_at(Writer& out, const ReadAt& at);
void write_updates(Writer& out, const UpdateCounts& counts);
void write_warnings(Writer& out, const std::vector<Warning>& warnings);
void write_span(Writer& out, SourceSpan span);

// All throw Error kInvalidData (or what reading a date throws) with what is wrong and where in the record.
Value read_value(const Json& json, int depth = 0);
Validity read_validity(const Json& json);
std::vector<Dating> read_datings(const Json& json);
// Part of an ontology: what it names may be declared elsewhere.
Ontology read_ontology(const Json& json);
Provenance read_provenance(const Json& json);
std::vector<SourceRef> read_sources(const Json& json);
std::string read_string(const Json& json, std::string_view what);
std::vector<std::string> read_strings(const Json& json, std::string_view what);
bool read_boolean(const Json& json, std::string_view what);
// A member of an object; null where it has none of that name, and where it is no object.
const Json* member(const Json& object, const char* key);
std::string_view kind_of(const Json& json);  // for messages: "a list"
// `known` are the keys that the object may have; another one, or one twice, is an error with the nearest known key.
void require_keys(const Json& object, std::span<const std::string_view> known, std::string_view what);
inline void require_keys(const Json& object, std::initializer_list<std::string_view> known, std::string_view what) {
  require_keys(object, std::span(known.begin(), known.size()), what);
}

}  // namespace entente::json

// Entities and relations as other tools hold them: an id and attributes, each a name and a value. One convention for
// every graph format, both ways.
//
// | attribute | holds |
// |-----------|-------|
// | `entente_id` (relations) | the id of the relation in the store; an id of the file's own is none |
// | `labels` (nodes), `type` (relations) | the types as data states them; a list of one or more, one |
// | `name`, any other property | the value |
// | `valid` | when it held, as EDTF that says so by itself; absent: always, or EDTF can't say it |
// | `valid_stated` | JSON text: `valid` of the data format, where it says more than the EDTF; a set: a list |
// | `datings` | JSON text: `datings` of the data format, where there are any |
// | `valid_start`, `valid_end` | the first and last day (or second) on which it may have held; absent: open |
// | `earliest_start`, `latest_start` | two of the four bounds: an instant, `-inf` or `inf` |
// | `earliest_end`, `latest_end` | the other two, exclusive. Of a set of periods the outermost two alone |
// | `provenance` | `stated` and so on |
// | `sources` | a list of "KEY" or "KEY#PLACE" |
// | `properties` | JSON text: an object, as in the data format, of the properties that fit nowhere else |
//
// Where attributes must be flat (XML, columns), a list of texts is the text itself where it is one plain word, else a
// JSON array; a property that is no boolean, integer, finite float or clean text goes into `properties`. So do values
// in time or with sources of their own; the last of them, which `n.name` gives, is the attribute of that name too, and
// counts alone where it was changed since. Where they may
// be nested, integers beyond 2^53 go there: JavaScript changes them. Everywhere a property whose name has a meaning
// here or in the format (`id`, `source`, `target`, …) goes there too.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/table.hpp"

namespace entente::exchange {

// In the order in which they are written. Only kNested gives values in time (two of one key side by side), lists, maps
// and periods.
using Attributes = std::vector<PropertyFact>;
enum class Shape { kNested, kFlat };

// Everything of the record apart from its id and its ends. `ontology` may be null: then supertypes are labels too.
Attributes attributes_of(const NodeRecord& node, const Ontology* ontology, Shape shape);
Attributes attributes_of(const RelationshipRecord& relation, Shape shape);

// The record that an id and attributes say, ours or another tool's. What has no meaning here becomes a property. Types:
// `labels`, else `type` (nodes); `type`, else `label` (relations); else kNodeType and kRelationType. A node's `label`
// is its name where it has none. A time is `valid` (also a year as a number, or a list of stretches), else the four
// bounds, else `valid_start` and `valid_end`, else what other tools call it: `start` or `begin` and `end`, `since` and
// `until`, `date`, `year` and the like, in EDTF or English. Throw kInvalidData, with the attribute at fault.
inline constexpr std::string_view kNodeType = "Node";
inline constexpr std::string_view kRelationType = "RELATED_TO";
// The id of a relation is the attribute kStoreId. An `edge_id` tells edges apart within a file, or less: it is no id of
// the store, whose facts another file's edges must not replace. A number says nothing more; anything else is kept as
// the property `id`.
inline constexpr std::string_view kStoreId = "entente_id";
// How the attributes of one record say when it held.
struct Times {
  bool reads_others = true;  // the names of other tools count; else what they hold is a property
  std::string unread = {};   // gives back a time that can't be read; it stays a property, and the fact is at an unknown
                             // time. Empty: there is none
};
EntityFact entity_of(std::string key, Attributes attributes, Times& times);
RelationFact relation_of(const std::string& edge_id, std::string from, std::string to, Attributes attributes,
                         Times& times);

// The ids of relations for formats in which every one must have one: the key, or `~N` made of `number`, the place among
// those written.
std::string relation_id(const RelationshipRecord& relation, std::size_t number);

// What to show as its label: the last name that is a text, as `n.name` gives it, else the key. `entity_of` knows it
// again.
std::string label_of(const NodeRecord& node);
// `labels` holds supertypes too; what was stated is what no other stated type implies.
std::vector<std::string> stated_types(const NodeRecord& node, const Ontology* ontology);
// In the order in which the store came to know them, so that a store read back writes the same file.
std::map<RelationId, const RelationshipRecord*> in_order(const Elements& elements);

// Does it say when it holds, or who says so.
bool is_claim(const PropertyFact& property);

// `valid_start` and `valid_end` of the table above; absent where open.
std::optional<std::string> first_day(const Period& bounds);
std::optional<std::string> last_day(const Period& bounds);

// What `valid_stated` of the table above says; empty: nothing.
std::string stated_json(const Validity& validity);

// A list of texts as one text, and back.
std::string list_text(const std::vector<std::string>& items);
std::vector<std::string> list_of(std::string_view text);
// A value in the encoding of the data format.
std::string json_text(const Value& value);

// The ontology, which goes along as an attribute of the graph, `ontology`.
std::string ontology_text(const Ontology& ontology);
Ontology ontology_of(std::string_view json);  // throws kInvalidData

// Well-formed UTF-8 without the characters that XML 1.0 can't hold.
bool is_clean(std::string_view text);

}  // namespace entente::exchange

// One record of a data file: JSON object to fact.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/model/fact.hpp"
#include "formats/json/json.hpp"

namespace entente {

// What records of a file carry that state none of it themselves.
struct RecordDefaults {
  std::optional<Provenance> provenance;
  std::vector<SourceRef> sources;
};

// Throws kInvalidData with what is wrong.
RecordDefaults read_defaults(const json::Json& object);
EntityFact read_entity(const json::Json& record, const RecordDefaults& defaults);
RelationFact read_relation(const json::Json& record, const RecordDefaults& defaults);
// A value as data files have it, also one or several that hold for a time, as properties of that name.
void read_property(const std::string& key, const json::Json& value, std::vector<PropertyFact>& into);
// The members of an object of these.
void read_properties(const json::Json& object, std::vector<PropertyFact>& into);
// A relation has `from` and `to`; everything else is an entity.
bool is_relation(const json::Json& record);

}  // namespace entente

// One record of a data file: JSON object to fact.
#pragma once

#include <optional>
#include <variant>

#include "entente/model/fact.hpp"
#include "formats/json.hpp"

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
// A relation has `from` and `to`; everything else is an entity.
bool is_relation(const json::Json& record);

}  // namespace entente

// Snaks, the smallest statements of Wikidata: a property and a value, or that there is none, or none that is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/model/value.hpp"
#include "formats/json/json.hpp"
#include "formats/json/wikidata_time.hpp"

namespace entente::wikidata {

enum class SnakKind { kValue, kUnknown, kNone };

SnakKind kind_of(const json::Json& snak);  // throws kInvalidData

// The id of the entity that the value is; empty: it is no entity.
std::string entity_in(const json::Json& snak);
std::optional<Date> date_in(const json::Json& snak, Doubt doubt = Doubt::kNone);
// Text; of a text in a language the text alone; a time as a period; a number, or `{amount, unit}` where it has a unit;
// `{latitude, longitude}`; an entity as its id.
Value value_in(const json::Json& snak, Doubt doubt = Doubt::kNone);
// The same; a time that can't be read as the text that stands there.
Value value_or_text(const json::Json& snak);

// The first snak of a property among those grouped by property (qualifiers, the snaks of a reference); null: none.
const json::Json* first_of(const json::Json& grouped, const char* property);
using json::member;

}  // namespace entente::wikidata

// Reading a property of whatever has properties.
#pragma once

#include <optional>
#include <string_view>

#include "query/functions/function.hpp"

namespace entente {

// Of a node, relationship, map, period or instant, by name. Null where it has none, and for null. Throws kType for
// other values.
Value property_by_name(const Value& object, std::string_view key, const View& view);
// The same where the symbol of the name is known (nullopt: no entity or relation has such a key).
Value property_of(const Value& object, std::string_view key, std::optional<SymbolId> symbol, const View& view);

// Throws kNotFound, DeletedEntityAccess, for a node or relationship that the statement has deleted.
void require_present(const Value& object, const TemporalGraph& graph);

// Whether a field of a period is an instant.
bool is_instant_of_period(std::string_view field);
// Fields of a period: start, end (null when uncertain), earliest_start … latest_end, stretches, certain, duration,
// edtf, text. Throws kArgument for another name.
Value field_of_period(const Validity& period, std::string_view field);

}  // namespace entente

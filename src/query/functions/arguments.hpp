// What functions have in common: reading arguments, and saying which one is wrong.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/model/fact.hpp"
#include "entente/time/duration.hpp"
#include "query/functions/function.hpp"

namespace entente {

using Arguments = std::span<const Value>;

// A short reading of a value for messages: `'treaty' (STRING)`, `7 (INTEGER)`, `NODE`.
std::string describe_value(const Value& value);

// "size() takes a list or a string, not 7 (INTEGER)".
[[noreturn]] void throw_type(std::string_view function, std::string_view wanted, const Value& found);
[[noreturn]] void throw_argument(std::string message);

// Readers. Throw kType with the names given.
std::int64_t integer_argument(const Value& value, std::string_view function);
double number_argument(const Value& value, std::string_view function);
const std::string& string_argument(const Value& value, std::string_view function);
const List& list_argument(const Value& value, std::string_view function);
const Path& path_argument(const Value& value, std::string_view function);
// Of a DURATION, without what lies below a second, or a text in ISO 8601. Throws kArgument where it is none.
Duration duration_argument(const Value& value, std::string_view function);

// Validity with bounds, as a value.
Value period_value(const Period& bounds);

// How long a period is: {min, max, text}, in days; `max` null without a limit.
Value length_of_period(const Value& period);

// The sources of a fact, each as {source, locator, provenance}.
List source_values(const Attribution& attribution);

// Can `value` be given to valid_time: a node, relationship, path or list of relationships?
bool has_valid_time(const Value& value);
// Valid time of what has one; that of a path or list is the intersection over its relationships. False: it is empty.
bool valid_time(const Value& value, const View& view, Period& period);
// The common stretch. False: there is none in any choice of bounds.
bool intersect(const Period& p, const Period& q, Period& common);

}  // namespace entente

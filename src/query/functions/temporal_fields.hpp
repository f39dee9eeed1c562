// The components of openCypher's temporal values: d.year, d.weekDay, d.epochSeconds, … (CIP2015-08-06).
#pragma once

#include <cstdint>
#include <string_view>

#include "entente/model/value.hpp"

namespace entente {

// Of a temporal value. Throws kArgument, with the names that there are, where it has no such component.
Value field_of_temporal(const Value& object, std::string_view field);

int quarter_of(const CivilDate& date);                              // 1 to 4
std::int64_t first_day_of_quarter(std::int64_t year, int quarter);  // days since 1970-01-01

}  // namespace entente

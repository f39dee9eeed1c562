// A stretch of the calendar in words: "1958", "January–March 1813", "16–18 May 1989".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/time/calendar.hpp"
#include "entente/time/period.hpp"

namespace entente::drawing {

// "1958", "221 BC" of the year -220.
std::string year_text(std::int64_t year);

// "January".
std::string_view month_text(const CivilDate& date);

// As short as whole years, months or days allow; else as a validity is said. An infinite end is open: "since 1949".
std::string span_text(const Period& period);

// The same for a fragment of an address: "1958", "1813-01", "1989-05-16", by the first day.
std::string span_anchor(const Period& period);

}  // namespace entente::drawing

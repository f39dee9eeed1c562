// Bounds that clash, in words; and what of a possible clash comes from bounds that nobody stated.
#pragma once

#include <string>
#include <string_view>

#include "entente/time/period.hpp"

namespace entente::checks {

// Of two dates that may clash: do they agree all the same when they are read alike, both as early and both as late as
// they can be ("until 1906" and "from 1906": within a day, as an end is the day after). A bound that nobody stated,
// which is an infinite outer one of an uncertain start or end, is taken where it does least harm.
bool agree_during(const Period& p, const Period& q);
bool agree_before(const Period& p, const Period& q);
bool agree_starting_before(const Period& p, const Period& q);

std::string in_words(const Period& p);  // "from 1950 until 14 February 1965"
// The day of a start, and the last one before an exclusive end; "can be" where they are not known.
std::string first_day(Instant start);
std::string last_day(Instant end);

// p starts no later than q.
Truth starts_before(const Period& p, const Period& q);

// Why p is not (or may not be) during q; `outer` names q: "its lifetime".
std::string why_not_during(const Period& p, const Period& q, std::string_view outer);

}  // namespace entente::checks

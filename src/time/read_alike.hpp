// Of two dates that may clash: do they agree all the same when they are read alike, both as early and both as late as
// they can be ("until 1906" and "from 1906": within a day, as an end is the day after)? A bound that nobody stated,
// which is an infinite outer one of an uncertain start or end, is taken where it does least harm.
#pragma once

#include "entente/time/period.hpp"

namespace entente {

bool agree_during(const Period& p, const Period& q);
bool agree_before(const Period& p, const Period& q);
bool agree_starting_before(const Period& p, const Period& q);

}  // namespace entente

// Several datings of one thing, put together: two sources on one reign, the statements of one life.
#pragma once

#include <span>

#include "entente/time/validity.hpp"

namespace entente {

// Do they agree: is there a choice that is one of each of them?
bool agree(std::span<const Validity> datings);

// What they say together. Where they agree, that: the bounds are intersected. Else they are rivals: what all of them
// say is certain, what any of them says is possible.
//
// The text of a dating stays where the result says no more and no less than that dating. Of rivals the certain part is
// exact; the possible part may be more than any of them says, as the time between two that are apart, but never less.
// Requires one or more. Cost: a sort of the stretches.
Validity combine(std::span<const Validity> datings);

}  // namespace entente

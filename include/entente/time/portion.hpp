// The parts of a fact's time within and outside of a certain stretch: what SQL:2011's FOR PORTION OF cuts.
#pragma once

#include <optional>

#include "entente/time/period.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// Absent: it held at no instant there, in no choice of its bounds. At each instant the two say, with what they make
// certain, possible and impossible, what the whole said there, and `within` nothing beyond the portion, `outside`
// nothing in it. So a part that is there under some choices only holds at no instant for certain, unless it is
// one second long. No validity says that a fact may not have held at all: over a range of time which has all of such a
// part in it, it counts as there. Stretches that the cut leaves as they are keep their texts.
struct Portions {
  std::optional<Validity> within, outside;
  bool may_be_absent = false;  // a part that is there under some choices only
};

// Of an absent validity: of all time. Requires a certain portion. Linear in the stretches.
Portions split(const std::optional<Validity>& whole, const Period& portion);

}  // namespace entente

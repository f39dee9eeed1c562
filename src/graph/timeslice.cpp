#include "entente/graph/timeslice.hpp"

#include <algorithm>

#include "entente/time/stretches.hpp"

namespace entente {

bool Timeslice::admits(const Validity& validity) const {
  if (!validity.is_set()) return admits(validity.bounds);
  const std::vector<Period> stretches = narrowed(BoundsOfStretches(validity));
  return std::any_of(stretches.begin(), stretches.end(), [this](const Period& p) { return admits(p); });
}

}  // namespace entente

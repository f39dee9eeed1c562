// Equal steps through time, as series of slices take them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/time/duration.hpp"
#include "entente/time/period.hpp"

namespace entente {

// A number of years ("10"), or a duration in ISO 8601 ("P6M"). Errors: as read_duration.
Result<Duration> read_step(std::string_view text);

// One step after another from the start of `from` to the end of `to`, where the last one is cut; none where `from` does
// not lie before. Each is counted from the first, so that the 31st of a month does not creep. Errors: kArgument where
// the step does not lead forward, an end is infinite, or there are more than `most`.
Result<std::vector<Period>> steps_between(const Period& from, const Period& to, const Duration& step, std::size_t most);

}  // namespace entente

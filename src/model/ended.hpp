// Facts that ended: the date of an end in their validity, and whether two versions tell of nothing else.
#pragma once

#include <optional>
#include <vector>

#include "entente/model/fact.hpp"
#include "entente/time/ending.hpp"

namespace entente {

// Gives a fact this end (with_end); where it has several datings, each of them, with its sources. Errors as with_end,
// and the fact is then as it was.
Result<void> set_end(std::optional<Validity>& validity, std::vector<Dating>& datings, const StatedEnd& end);

// Of two versions that are the same but for their time: whether the second gained an end and no more (gains_end),
// dating by dating.
bool only_gains_end(const std::optional<Validity>& before, const std::vector<Dating>& datings_before,
                    const std::optional<Validity>& after, const std::vector<Dating>& datings_after);

}  // namespace entente

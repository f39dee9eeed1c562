// Periods as bars of text over a ruler of years.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "entente/time/period.hpp"

namespace entente::cli {

// A line for each period, then the ruler and its years: ╌ where it is possible, ─ where it is certain, an arrow where
// it goes on without end. Whatever takes less than a column is drawn as one. No ruler where no bound is finite.
std::vector<std::string> draw_periods(std::span<const Period> periods);

}  // namespace entente::cli

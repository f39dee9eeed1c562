// How the dialogue shows what a query gave.
#pragma once

#include "cli/interrupt.hpp"
#include "cli/shell/session.hpp"

namespace entente::cli {

enum class Extent { kShort, kWhole };

// In the format of the session. Short: a table on a terminal ends after so many rows, and says so and how to see all.
// Ctrl-C ends the printing.
void show(const Session& session, const Table& table, Extent extent, const StopOnInterrupt& interrupt);

// All of it, in $PAGER (`less -S` where there is none).
void page(const Session& session, const Table& table);

}  // namespace entente::cli

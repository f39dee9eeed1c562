// Which commit a time of the system means.
#pragma once

#include <string>

#include "storage/fact_store.hpp"

namespace entente {

// The last commit before the end of the date or date-time `time`, in UTC unless it says otherwise: "2026-03" means the
// end of March, a second its end, and so a fraction of one, as the log of commits shows them; "now" means `now`. Throws
// kSyntax and kArgument for what is no such time, kNotFound where the first commit came later. O(commits).
TransactionId commit_before_end(const FactStore& store, const std::string& time, SystemTime now);

}  // namespace entente

// The history of what a store knew, out of the versions of its facts.
#pragma once

#include <string>
#include <vector>

#include "entente/model/system_changes.hpp"
#include "storage/fact_store.hpp"

namespace entente {

// What each commit from `first` to `last` changed, the oldest first; a fact that was written again and says the same is
// no change; of commits up to the oldest state that the store can tell, no changes are known. `of`: only what concerns
// the entities or relations with this key or name, and the commits that changed any of it; empty: all. Throws kNotFound
// where nothing was ever called so. Cost: reading the store and its history, memory for the names of entities and what
// changed.
std::vector<LoggedCommit> changes_by_commit(const FactStore& store, TransactionId first, TransactionId last,
                                            const std::string& of);

// What two commits show differently. A fact that was taken back and stated anew under its key was corrected, unless it
// says the same. Requires from <= to. Cost: as above.
SystemDiff changes_between_commits(const FactStore& store, TransactionId from, TransactionId to);

// "; what was known before commit 12 was forgotten": behind a message that something is not known; empty: nothing was.
std::string forgotten_clause(const Head& floor);

}  // namespace entente

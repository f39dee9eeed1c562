// A store as it was at a commit, written anew.
#pragma once

#include <cstdint>
#include <functional>

#include "storage/directory.hpp"
#include "storage/page_blocks.hpp"
#include "storage/store.hpp"
#include "storage/values.hpp"

namespace entente {

// Writes into `to`, which holds no rows, what `from` held when `as_of` was its newest commit: rows that were recorded
// later are left out, those that were superseded later are current again, and what has a number keeps it. `newest` is
// the head of `from`, `floor` the oldest state that it can tell, not after `as_of`, `at` a read point, or null where no
// commit runs. Relations are packed as any store packs them.
//
// Kept as they are now, since a store keeps no earlier state of them: which files state a fact that still says what it
// said then. Names of types, properties and files are those up to the last one that a row then there uses.
//
// Returns the head of `to`. Until all is written no FactStore opens it. `poll` is called now and then, and may throw.
// Throws kIo, kCorruption. Cost: reading the store and writing what is left. Memory: a batch of 32 MiB.
HeadRegister restore_rows(const Store& from, const HeadRegister& newest, TransactionId floor, TransactionId as_of,
                          const CallOptions& at, Store& to, const BlockLayout& layout,
                          const std::function<void()>& poll);

}  // namespace entente

// Packs relations into blocks, page by page. No fact changes, no commit is made: what stood in rows stands in blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "storage/directory.hpp"
#include "storage/page_blocks.hpp"
#include "storage/store.hpp"
#include "storage/values.hpp"

namespace entente {

struct PackingReport {
  std::uint64_t pages = 0;             // of either direction that were packed
  std::uint64_t relations = 0;         // in their blocks of `out`
  std::uint64_t packed_relations = 0;  // in all blocks of `out`
};

// Packs what stands in rows, in atomic steps of some pages each. `head` is that of the store, `head_bytes` its
// register, which no one may move meanwhile; `directory` is that of the store, and follows it. A page with rows of a
// commit that never became visible keeps its rows. Whoever reads meanwhile needs a read point, or looks
// at the directory again. `poll` is called between
// pages, and may throw. Throws kIo, kCorruption, kConflict; whole steps stand then, and nothing of others. Cost:
// reading and writing the pages that have rows. Memory: a page, and a batch.
PackingReport pack_relations(Store& store, Directory& directory, const HeadRegister& head,
                             const std::string& head_bytes, const BlockLayout& layout,
                             const std::function<void()>& poll);

}  // namespace entente

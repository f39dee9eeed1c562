// A store on RocksDB, whose folder was found and whose files were checked.
#pragma once

#include <memory>

#include "storage/open_store.hpp"
#include "storage/open_stores.hpp"
#include "storage/rocksdb_files.hpp"
#include "storage/store_folder.hpp"
#include "storage/unfinished_stores.hpp"

namespace entente {

// `files`: what they hold; nullopt where the store is new, and `creation` is taken over when it is open. `claim` is
// empty for reading only.
Result<std::unique_ptr<Store>> open_rows(StoreFolder folder, const StoreOptions& options, WritingClaim claim,
                                         const std::optional<FilesState>& files, UnfinishedStore* creation = nullptr);

}  // namespace entente

// The stores there are.
#pragma once

#include <memory>
#include <string>

#include "entente/error.hpp"
#include "storage/store.hpp"

namespace entente {

struct StoreOptions {
  bool create_if_missing = true;
  bool read_only = false;
  bool sync = true;  // a commit is on disk when it returns
};

// A store in memory; gone with the object.
std::unique_ptr<Store> open_memory_store();

// A store in the folder `path`. Errors: kNotFound (not there and not to be created; or a folder that is not a store,
// which is never touched), kLocked (another process has it open for writing), kCorruption, kIo.
Result<std::unique_ptr<Store>> open_rocksdb_store(const std::string& path, const StoreOptions& options);

}  // namespace entente

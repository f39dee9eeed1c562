// The stores there are.
#pragma once

#include <memory>
#include <string>

#include "entente/error.hpp"
#include "storage/store.hpp"

namespace rocksdb {
class Env;
}

namespace entente {

struct StoreOptions {
  bool create_if_missing = true;
  bool read_only = false;
  bool sync = true;                           // a commit is on disk when it returns
  rocksdb::Env* env = nullptr;                // the files of the rows, for tests of failing ones; null: the system's
  std::size_t rows_of_large_commit = 50'000;  // from here on a commit is written as sorted files; for tests
};

// A store in memory; gone with the object.
std::unique_ptr<Store> open_memory_store();

// A store in the folder `path`. Errors: kNotFound (not there and not to be created; or a folder that is not a store,
// which is never touched), kLocked (it is open for writing, by whatever path, in this process or another), kCorruption,
// kIo. A store that somebody writes to meanwhile is looked at again until it stands still, for some seconds.
Result<std::unique_ptr<Store>> open_rocksdb_store(const std::string& path, const StoreOptions& options);

}  // namespace entente

// Stores that are made of stores: a copy, and one as it was at an earlier commit. Either gets its folder when it is
// whole (unfinished_copy.hpp).
#pragma once

#include <functional>
#include <string>

#include "storage/fact_store.hpp"

namespace rocksdb {
class Env;
}

namespace entente {

// `source` is the folder of `store`, empty where it is in memory; `folder` becomes a store, and is not there or empty.
// `env`: the files of its rows, for tests of failing ones; null: the system's.
struct CopyPlace {
  std::string source, folder;
  rocksdb::Env* env = nullptr;
};

// Makes the folder a store that holds what this one holds at one commit, which is returned. Readers and writers go on.
// The files of a store in a folder are linked where the file system allows it, else copied; of any other the rows are.
// Errors: those of UnfinishedCopy::begin, kIo, kCorruption; nothing is left then. Cost: linking the files, or reading
// and writing all.
Result<Head> back_up(const FactStore& store, const CopyPlace& place);

// Makes the folder a store that holds what this one held at the commit `as_of` (restore.hpp). Errors: kNotFound where
// there is no such commit, those of UnfinishedCopy::begin, kIo, kCorruption; nothing is left then. Cost: reading the
// store, and writing what it held.
Result<Head> restore(const FactStore& store, TransactionId as_of, const CopyPlace& place);

}  // namespace entente

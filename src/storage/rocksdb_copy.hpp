// A copy of the files of a store, made beside whoever writes to it.
//
// Files are taken in the order in which they refer to one another: the list of files, the logs, the sorted files. What
// another process changes meanwhile leaves a gap between commits or a file that is missing, which is looked for before
// the copy is called a store; then it is made again.
#pragma once

#include <filesystem>
#include <functional>

#include "storage/rocksdb_files.hpp"

namespace entente {

// Makes a store in `target`, whose folder is not there, of the files of `source`, with at least `commits` commits.
// Sorted files, which never change, are linked where the file system allows it, else copied. `captured` is called when
// what happens to the source changes the copy no more, in each attempt. Errors: kIo, kCorruption where what is copied
// is no store. Cost: writing the logs, which are short after a flush, and where nothing can be linked, the sorted
// files.
Result<void> copy_store_files(const StoreFolder& source, const std::filesystem::path& target, std::uint64_t commits,
                              rocksdb::Env* env, const std::function<void()>& captured);

}  // namespace entente

// How RocksDB is set up for a store, and what its errors are to us.
#pragma once

#include <rocksdb/db.h>

#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "storage/store_folder.hpp"

namespace entente {

inline constexpr std::string_view kRegisterFamily = "meta";
// Beside the registers: how many commits were made, a varint.
inline constexpr std::string_view kCommitCount("\0commits", 8);
inline constexpr std::string_view kDamageHint = "files of the store are damaged or missing; restore it from a copy";

inline rocksdb::Slice slice(std::string_view s) {
  return {s.data(), s.size()};
}
inline std::string_view view(const rocksdb::Slice& s) {
  return {s.data(), s.size()};
}

// `env` null: the system's.
rocksdb::DBOptions db_options(rocksdb::Env* env);
// `family`: its name.
rocksdb::ColumnFamilyOptions family_options(std::string_view family);
// Those of the store, the default one and the registers first; and those that a newer version has put into the folder,
// which RocksDB insists on. A store that is only read may lack those of blocks, which older formats did not have.
std::vector<std::string> family_names(const StoreFolder& folder, rocksdb::Env* env, bool read_only);

// `doing`: what failed, without the name of the store.
Error error_of(const rocksdb::Status& status, const StoreFolder& folder, const std::string& doing);
// What RocksDB says is wrong, once, with the names of files that the user knows.
std::string reason_of(const rocksdb::Status& status, const StoreFolder& folder);
// What goes wrong while a finished store is opened is damage, unless the system refuses access.
Error opening_error(const rocksdb::Status& status, const StoreFolder& folder);
Error damage(const StoreFolder& folder, const std::string& what);

}  // namespace entente

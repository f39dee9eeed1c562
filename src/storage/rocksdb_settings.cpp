#include "storage/rocksdb_settings.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstring>

#include "base/system_hint.hpp"
#include "storage/open_stores.hpp"
#include "storage/store.hpp"

namespace entente {
namespace {

// RocksDB's own log file would fail with the disk, and RocksDB with it (it asserts that a file whose write failed is
// not written again).
class SilentLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

bool says(const rocksdb::Status& s, std::string_view part) {
  return s.ToString().find(part) != std::string::npos;
}

// The system does not let a file be read that may be sound. RocksDB calls that damage here and there, and keeps of the
// system's error its text.
bool is_refused(const rocksdb::Status& s) {
  constexpr std::array kRefusals{EACCES, EPERM, EMFILE, ENFILE, ENOMEM, EIO, ESTALE};
  return std::any_of(kRefusals.begin(), kRefusals.end(), [&](int code) { return says(s, std::strerror(code)); });
}

// Rows of names, entities and history, and rests of packed relations, are twice as small with ZSTD; packed columns lose
// less than an eighth, and RocksDB keeps those as they are. Rows of relations are written and read by the million.
rocksdb::CompressionType compression_of(std::string_view family) {
  static const auto offered = rocksdb::GetSupportedCompressions();
  const auto offers = [](rocksdb::CompressionType type) {
    return std::find(offered.begin(), offered.end(), type) != offered.end();
  };
  const bool is_of_relations = family == name(Family::kOut) || family == name(Family::kIn);
  if (!is_of_relations && offers(rocksdb::kZSTD)) return rocksdb::kZSTD;
  return offers(rocksdb::kLZ4Compression) ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
}

}  // namespace

rocksdb::DBOptions db_options(rocksdb::Env* env) {
  rocksdb::DBOptions o;
  if (env != nullptr) o.env = env;
  o.info_log = std::make_shared<SilentLog>();
  o.create_missing_column_families = true;  // a family that an older version had no use for
  o.max_background_jobs = 2;
  o.max_file_opening_threads = 1;  // sixteen for each family cost more to start than the few files to open
  o.stats_dump_period_sec = 0;
  o.stats_persist_period_sec = 0;
  o.skip_stats_update_on_db_open = true;
  o.bytes_per_sync = 1 << 20;
  o.atomic_flush = true;  // or a list of files that lost its end could hold one family of a commit and lack another
  o.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  o.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  return o;
}

rocksdb::ColumnFamilyOptions family_options(std::string_view family) {
  static const auto cache = rocksdb::NewLRUCache(64 << 20);
  rocksdb::BlockBasedTableOptions table;
  table.block_size = 16 * 1024;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  rocksdb::ColumnFamilyOptions o;
  o.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  o.write_buffer_size = 32 << 20;
  o.compression = compression_of(family);
  return o;
}

std::vector<std::string> family_names(const StoreFolder& folder, rocksdb::Env* env, bool read_only) {
  std::vector<std::string> names{rocksdb::kDefaultColumnFamilyName, std::string(kRegisterFamily)};
  for (std::size_t i = 0; i < kFamilyCount; ++i) names.emplace_back(name(static_cast<Family>(i)));
  std::vector<std::string> present;
  if (rocksdb::DB::ListColumnFamilies(db_options(env), folder.rows().string(), &present).ok()) {
    const auto is_missing = [&present](const std::string& family) {
      return (family == name(Family::kBlocks) || family == name(Family::kDirectory)) &&
             std::find(present.begin(), present.end(), family) == present.end();
    };
    if (read_only) names.erase(std::remove_if(names.begin(), names.end(), is_missing), names.end());
    for (std::string& family : present) {
      if (std::find(names.begin(), names.end(), family) == names.end()) names.push_back(std::move(family));
    }
  }
  return names;
}

std::string reason_of(const rocksdb::Status& s, const StoreFolder& folder) {
  std::string text = folder.as_shown(s.ToString());
  // An error is told again by each part that it passes, and a sorted file that can't be opened is looked for once more,
  // under the ending that it had in LevelDB.
  for (std::string_view outer = "Corruption: "; text.starts_with(outer);) {
    const std::string_view rest = std::string_view(text).substr(outer.size());
    if (!rest.starts_with(outer) && !rest.starts_with("IO error: ")) break;
    text.erase(0, outer.size());
  }
  constexpr std::string_view kOldEnding = ".ldb:", kEnding = ".sst:";
  if (const std::size_t at = text.find(kOldEnding); at != std::string::npos) {
    text.replace(at, kOldEnding.size(), kEnding);
  }
  return text;
}

Error error_of(const rocksdb::Status& s, const StoreFolder& folder, const std::string& doing) {
  const std::string what = doing + " the store \"" + folder.shown() + "\": ";
  if (says(s, std::strerror(EMFILE))) {
    return Error(ErrorCode::kIo, what + std::strerror(EMFILE)).with_hint(std::string(kDescriptorHint));
  }
  const std::string message = what + reason_of(s, folder);
  if (s.IsNoSpace()) {
    return Error(ErrorCode::kIo, message)
        .with_hint("the disk is full; the store is as it was before. Free some space and try again");
  }
  if (is_refused(s)) return Error(ErrorCode::kIo, message);
  if (!s.IsCorruption()) return Error(ErrorCode::kIo, message);
  return Error(ErrorCode::kCorruption, message).with_hint(std::string(kDamageHint));
}

Error opening_error(const rocksdb::Status& s, const StoreFolder& folder) {
  if (s.IsIOError() && says(s, "lock hold by current process")) return locked_by_this_process(folder);
  if (s.IsIOError() && says(s, "lock file")) return locked_by_another(folder);
  Error error = error_of(s, folder, "can't open");
  const bool missing = !is_refused(s) && (s.IsInvalidArgument() || s.IsPathNotFound() || s.IsNotFound());
  if (error.code == ErrorCode::kIo && missing) error.code = ErrorCode::kCorruption;
  if (missing && error.code == ErrorCode::kCorruption) error.with_hint(std::string(kDamageHint));
  if (says(s, std::strerror(EROFS))) error.with_hint("its file system is mounted for reading only");
  if (says(s, std::strerror(EACCES))) {
    error.with_hint(says(s, "lock") ? "you may read it, but not write to it; ask its owner for the right to"
                                    : "you may not read its files; ask their owner for the right to");
  }
  return error;
}

Error damage(const StoreFolder& folder, const std::string& what) {
  return Error(ErrorCode::kCorruption, "can't open the store \"" + folder.shown() + "\": " + what)
      .with_hint(std::string(kDamageHint));
}

}  // namespace entente

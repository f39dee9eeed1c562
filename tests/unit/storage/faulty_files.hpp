// A file system below RocksDB that fails when a test wants it to, and forgets at a power cut what was never synced.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace entente {

enum class Fault {
  kNone,
  kSync,        // a sync fails
  kAppend,      // a write fails, nothing of it is there
  kShortWrite,  // a write fails, half of it is there
  kRename,
  kPower,  // everything fails from there on
};

class FaultyFiles : public rocksdb::FileSystemWrapper {
 public:
  FaultyFiles() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}
  const char* Name() const override { return "FaultyFiles"; }

  // The call number `after` (from 0) that the fault concerns fails, and all later ones.
  void fail(Fault fault, std::uint64_t after);
  bool has_failed() const;
  std::uint64_t calls() const;  // that the fault concerned since `fail`
  // After a power cut: of what was not synced, a part of each file stays; names that no sync of a folder covers go.
  void forget_unsynced(std::uint64_t seed);

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* file,
                                    rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* directory,
                                 rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;

 private:
  friend class FaultyFile;
  friend class FaultyDirectory;
  bool fails(Fault kind);  // counts a call that is to be of this kind
  void appended(const std::string& path, std::uint64_t bytes);
  void synced(const std::string& path);
  void folder_synced(const std::string& path);

  mutable std::mutex mutex_;
  Fault fault_ = Fault::kNone;
  std::uint64_t calls_left_ = 0, calls_ = 0;
  bool failed_ = false;
  struct Length {
    std::uint64_t written = 0, synced = 0;
  };
  std::map<std::string, Length> lengths_;
  std::set<std::string> new_names_;                   // files whose folder was not synced since they were made
  std::map<std::string, std::string> before_rename_;  // what stood under a name before
};

}  // namespace entente

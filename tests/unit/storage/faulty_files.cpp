#include "faulty_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace entente {

namespace fs = std::filesystem;
using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

namespace {

// A store names its files by way of a descriptor, which is gone before the power is.
std::string lasting(const std::string& path) {
  return fs::weakly_canonical(path).string();
}

IOStatus failure() {
  return IOStatus::IOError("the test lets it fail");
}

}  // namespace

class FaultyFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyFile(FaultyFiles& files, std::string path, std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)), files_(files), path_(std::move(path)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* context) override {
    if (files_.fails(Fault::kAppend)) return failure();
    const bool was_short = files_.has_failed();
    const bool is_short = files_.fails(Fault::kShortWrite);
    if (is_short && was_short) return failure();
    Slice written = data;
    if (is_short) written.remove_suffix(data.size() - data.size() / 2);
    const IOStatus s = target()->Append(written, options, context);
    if (s.ok()) files_.appended(path_, written.size());
    return is_short ? failure() : s;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* context) override {
    return Append(data, options, context);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
    if (files_.fails(Fault::kSync)) return failure();
    const IOStatus s = target()->Flush(options, context);  // nothing here stands a real power cut
    if (s.ok()) files_.synced(path_);
    return s;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override { return Sync(options, context); }

 private:
  FaultyFiles& files_;
  std::string path_;
};

class FaultyDirectory : public rocksdb::FSDirectory {
 public:
  FaultyDirectory(FaultyFiles& files, std::string path) : files_(files), path_(std::move(path)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    if (files_.fails(Fault::kSync)) return failure();
    files_.folder_synced(path_);
    return IOStatus::OK();
  }

 private:
  FaultyFiles& files_;
  std::string path_;
};

void FaultyFiles::fail(Fault fault, std::uint64_t after) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
  calls_left_ = after;
  calls_ = 0;
  failed_ = false;
}

bool FaultyFiles::has_failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

std::uint64_t FaultyFiles::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

bool FaultyFiles::fails(Fault kind) {
  const std::lock_guard lock(mutex_);
  const bool concerned = fault_ == kind || (fault_ == Fault::kPower && kind != Fault::kShortWrite);
  if (!concerned) return false;
  ++calls_;
  if (calls_left_ > 0) {
    --calls_left_;
    return false;
  }
  return failed_ = true;
}

void FaultyFiles::appended(const std::string& path, std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  lengths_[path].written += bytes;
}

void FaultyFiles::synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  lengths_[path].synced = lengths_[path].written;
}

void FaultyFiles::folder_synced(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto is_inside = [&path](const std::string& file) { return fs::path(file).parent_path() == fs::path(path); };
  std::erase_if(new_names_, is_inside);
  std::erase_if(before_rename_, [&](const auto& entry) { return is_inside(entry.first); });
}

void FaultyFiles::forget_unsynced(std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  for (const auto& [path, length] : lengths_) {
    std::error_code gone;
    if (!fs::exists(path, gone)) continue;
    const std::uint64_t unsynced = length.written - length.synced;
    fs::resize_file(path, length.synced + (unsynced == 0 ? 0 : (seed * 7919) % (unsynced + 1)));
  }
  for (const auto& [path, bytes] : before_rename_) {
    if (bytes.empty()) {
      fs::remove(path);
    } else {
      std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    }
  }
  for (const std::string& path : new_names_) fs::remove(path);
}

IOStatus FaultyFiles::NewWritableFile(const std::string& named, const FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* file, IODebugContext* context) {
  if (fails(Fault::kAppend)) return failure();
  const std::string path = lasting(named);
  std::unique_ptr<rocksdb::FSWritableFile> made;
  const IOStatus s = target()->NewWritableFile(path, options, &made, context);
  if (!s.ok()) return s;
  *file = std::make_unique<FaultyFile>(*this, path, std::move(made));
  const std::lock_guard lock(mutex_);
  lengths_[path] = {};
  new_names_.insert(path);
  return s;
}

IOStatus FaultyFiles::NewDirectory(const std::string& path, const IOOptions&, std::unique_ptr<rocksdb::FSDirectory>* d,
                                   IODebugContext*) {
  *d = std::make_unique<FaultyDirectory>(*this, lasting(path));
  return IOStatus::OK();
}

IOStatus FaultyFiles::RenameFile(const std::string& named_from, const std::string& named_to, const IOOptions& options,
                                 IODebugContext* context) {
  if (fails(Fault::kRename)) return failure();
  const std::string from = lasting(named_from), to = lasting(named_to);
  std::string before;
  if (std::ifstream in(to, std::ios::binary); in) before.assign(std::istreambuf_iterator<char>(in), {});
  const IOStatus s = target()->RenameFile(from, to, options, context);
  if (!s.ok()) return s;
  const std::lock_guard lock(mutex_);
  lengths_[to] = lengths_[from];
  lengths_.erase(from);
  new_names_.erase(from);
  before_rename_.emplace(to, std::move(before));
  return s;
}

IOStatus FaultyFiles::LinkFile(const std::string& named_from, const std::string& named_to, const IOOptions& options,
                               IODebugContext* context) {
  if (fails(Fault::kRename)) return failure();
  const std::string from = lasting(named_from), to = lasting(named_to);
  const IOStatus s = target()->LinkFile(from, to, options, context);
  if (!s.ok()) return s;
  const std::lock_guard lock(mutex_);
  lengths_[to] = lengths_[from];
  new_names_.insert(to);
  return s;
}

IOStatus FaultyFiles::DeleteFile(const std::string& named, const IOOptions& options, IODebugContext* context) {
  if (fails(Fault::kRename)) return failure();
  const std::string path = lasting(named);
  const IOStatus s = target()->DeleteFile(path, options, context);
  const std::lock_guard lock(mutex_);
  lengths_.erase(path);
  new_names_.erase(path);
  before_rename_.erase(path);
  return s;
}

}  // namespace entente

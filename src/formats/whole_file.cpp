#include "formats/whole_file.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>
#include <random>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/dangling_link.hpp"
#include "base/store_marker.hpp"
#include "base/system_hint.hpp"
#include "entente/error.hpp"
#include "entente/formats.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;                  // as many as Linux follows
constexpr std::size_t kLongestName = 255 - 16;  // of which a cut name keeps so much; the rest is the ending
constexpr int kAttempts = 100;

Error writing_error(std::string_view doing, const std::string& path, int code) {
  return Error(ErrorCode::kIo, fmt::format("{} {}: {}", doing, path, std::generic_category().message(code)))
      .with_hint(std::string(system_hint(code)));
}

// Where a name leads: to a file (which may not be there yet), or to a descriptor of this process.
struct Target {
  fs::path file;
  std::optional<int> descriptor;
};

// The number of `/proc/PID/fd/NUMBER`, of this process.
std::optional<int> own_descriptor(const fs::path& file) {
  if (file.parent_path() != fmt::format("/proc/{}/fd", getpid())) return std::nullopt;
  const std::string name = file.filename().string();
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

bool is_store(const fs::path& folder) {
  struct stat status {};
  return stat((folder / kStoreMarker).c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

// Files of a store are its own: one that is replaced is a store that is lost. `file`: absolute, without `..`.
void refuse_stores(const std::string& path, const fs::path& file) {
  if (is_store(file))
    throw Error(ErrorCode::kArgument, fmt::format("can't write {}: it is a store", path))
        .with_hint("name a file outside of it");
  for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
    if (is_store(folder))
      throw Error(ErrorCode::kArgument,
                  fmt::format("can't write {}: it would lie in the store {}", path, folder.string()))
          .with_hint("name a file outside of the store");
    if (folder == folder.parent_path()) return;
  }
}

Target resolved(const std::string& path) {
  fs::path file(path);
  for (int links = 0; links < kMostLinks; ++links) {
    std::error_code error;
    const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path(".");
    const fs::path folder = fs::canonical(parent, error);
    if (error) {
      const std::string link = dangling_link(path);
      if (!link.empty())
        throw Error(ErrorCode::kIo, fmt::format("can't write {}: {}", path, link))
            .with_hint("make the folder that the link leads to, or name another file");
      Error failed = writing_error("can't write", path, error.value());
      if (error.value() == ENOENT) failed.with_hint(fmt::format("the folder {} does not exist", parent.string()));
      throw std::move(failed);
    }
    const fs::path named = fs::absolute(file, error);
    if (!error) refuse_stores(path, named.lexically_normal());  // links within a store lead out of its folder
    file = folder / file.filename();
    if (const auto descriptor = own_descriptor(file)) return {file, descriptor};
    const fs::path next = fs::read_symlink(file, error);
    if (error) return {file, std::nullopt};
    file = next.is_absolute() ? next : folder / next;
  }
  throw writing_error("can't write", path, ELOOP);
}

std::string random_letters() {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device source;
  std::uniform_int_distribution<std::size_t> any(0, kLetters.size() - 1);
  std::string text;
  for (int i = 0; i < 6; ++i) text += kLetters[any(source)];
  return text;
}

// What can't be synced (a network's file system, say) is as safe as it gets.
int synced(int descriptor) {
  return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
}

void sync_folder_of(const std::string& file) {
  const int folder = open(fs::path(file).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;  // it may be written and not read
  synced(folder);
  close(folder);
}

// The partial files that there are, for a handler of signals, which may neither lock nor allocate. What finds no place
// in it is left by a process that is killed.
struct Unfinished {
  std::atomic<bool> is_taken{false}, is_named{false};
  std::array<char, 4096> name{};
};
std::array<Unfinished, 2'048> unfinished;  // a series of pictures has so many at once
static_assert(std::atomic<bool>::is_always_lock_free);

void note_unfinished(const std::string& name) {
  for (Unfinished& one : unfinished) {
    if (name.size() >= one.name.size() || one.is_taken.exchange(true)) continue;
    name.copy(one.name.data(), name.size());
    one.name[name.size()] = 0;
    one.is_named = true;
    return;
  }
}

void forget_unfinished(const std::string& name) {
  for (Unfinished& one : unfinished) {
    if (!one.is_named || name != one.name.data()) continue;
    one.is_named = false;
    one.is_taken = false;
    return;
  }
}

}  // namespace

void remove_unfinished_files() noexcept {
  for (const Unfinished& one : unfinished) {
    if (one.is_named) unlink(one.name.data());
  }
}

WholeFile::WholeFile(const std::string& path) : path_(path) {
  if (path == "-")
    open_output();
  else
    open_target();
  if (isatty(descriptor_) == 1) cleaned_.emplace();
}

WholeFile::~WholeFile() {
  discard();
}

void WholeFile::open_output() {
  path_ = "standard output";
  std::cout.flush();
  std::fflush(stdout);
  descriptor_ = dup(STDOUT_FILENO);
  if (descriptor_ < 0) throw writing_error("can't write", path_, errno);
}

void WholeFile::open_target() {
  const Target target = resolved(path_);
  target_ = target.file.string();
  if (target.descriptor) {
    descriptor_ = dup(*target.descriptor);
    if (descriptor_ < 0) throw writing_error("can't write", path_, errno);
    return;
  }
  refuse_stores(path_, target.file);
  struct stat status {};
  const bool exists = stat(target_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) throw writing_error("can't write", path_, errno);
  if (target.file.filename().empty() || (exists && S_ISDIR(status.st_mode)))
    throw writing_error("can't write", path_, EISDIR);
  if (exists && faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0)
    throw writing_error("can't write", path_, errno);
  if (!exists || S_ISREG(status.st_mode)) return open_beside(exists ? &status : nullptr);
  descriptor_ = open(target_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor_ < 0) throw writing_error("can't write", path_, errno);
}

// A new file has the rights that the system gives to new ones; one that replaces another has those of the other, and
// nobody else may read it until it has them.
void WholeFile::open_beside(const struct stat* before) {
  const fs::path target(target_);
  const std::string name = target.filename().string().substr(0, kLongestName);
  for (int i = 0; i < kAttempts; ++i) {
    partial_ = (target.parent_path() / fmt::format("{}.{}.partial", name, random_letters())).string();
    descriptor_ = open(partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, before ? 0600 : 0666);
    if (descriptor_ >= 0 || errno != EEXIST) break;
  }
  if (descriptor_ < 0) {
    const int code = errno;
    partial_.clear();
    throw writing_error("can't write", path_, code);
  }
  note_unfinished(partial_);
  if (!before) return;
  if (before->st_uid != geteuid() || before->st_gid != getegid()) {
    // Where the system does not let the owner be given away, the group alone may do.
    if (fchown(descriptor_, before->st_uid, before->st_gid) != 0 &&
        fchown(descriptor_, static_cast<uid_t>(-1), before->st_gid) != 0)
      errno = 0;
  }
  if (fchmod(descriptor_, before->st_mode & 07777) != 0) {
    const int code = errno;
    discard();
    throw writing_error("can't write", path_, code);
  }
}

void WholeFile::discard() noexcept {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
  if (partial_.empty()) return;
  unlink(partial_.c_str());
  forget_unfinished(partial_);
  partial_.clear();
}

void WholeFile::write(const char* bytes, std::size_t size) {
  if (cleaned_)
    put(cleaned_->clean({bytes, size}));
  else
    put({bytes, size});
}

void WholeFile::put(std::string_view bytes) {
  while (!bytes.empty() && failure_ == 0) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n == 0 || (n < 0 && errno != EINTR)) failure_ = n == 0 ? EIO : errno;
    if (n > 0) bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void WholeFile::fail() {
  if (failure_ == 0) failure_ = EIO;
}

void WholeFile::finish() {
  if (cleaned_ && descriptor_ >= 0) put(cleaned_->rest());
  if (descriptor_ >= 0) {
    if (failure_ == 0 && !partial_.empty()) failure_ = synced(descriptor_);
    if (close(descriptor_) != 0 && failure_ == 0) failure_ = errno;
    descriptor_ = -1;
  }
  if (failure_ == 0) return;
  discard();
  throw Error(ErrorCode::kIo, fmt::format("writing {} failed: {}", path_, std::generic_category().message(failure_)));
}

void WholeFile::commit() {
  finish();
  if (partial_.empty()) return;
  if (rename(partial_.c_str(), target_.c_str()) != 0) {
    failure_ = errno;
    finish();
  }
  forget_unfinished(partial_);
  partial_.clear();
  sync_folder_of(target_);
}

}  // namespace entente

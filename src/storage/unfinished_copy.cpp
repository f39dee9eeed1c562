#include "storage/unfinished_copy.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "storage/store_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLockName = "UNFINISHED";
constexpr std::string_view kLockText =
    "A copy of a store of entente that is not finished. Where nobody is at it, the folder may be removed.\n";

Error copy_error(const std::string& what, const fs::path& path, const std::string& why) {
  return Error(ErrorCode::kIo, what + " \"" + path.string() + "\": " + why);
}

// Of a folder; 0, or what went wrong.
int sync_place(const fs::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno;
  const int failed = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  return failed;
}

bool lies_in(const fs::path& inner, const fs::path& outer) {
  auto at = inner.begin();
  for (const fs::path& part : outer) {
    if (at == inner.end() || *at != part) return false;
    ++at;
  }
  return true;
}

bool is_free(const fs::path& place) {
  std::error_code ec;
  const fs::file_status status = fs::symlink_status(place, ec);
  if (status.type() == fs::file_type::not_found) return true;
  return fs::is_directory(status) && fs::is_empty(place, ec) && !ec;
}

}  // namespace

Result<UnfinishedCopy> UnfinishedCopy::begin(const std::string& source, const std::string& folder) {
  UnfinishedCopy copy;
  copy.shown_ = folder;
  if (folder.empty()) return Error(ErrorCode::kArgument, "the folder of the new store has no name");
  copy.place_ = StoreFolder(folder).place();
  if (!source.empty() && lies_in(copy.place_, StoreFolder(source).place())) {
    return Error(ErrorCode::kArgument, "\"" + folder + "\" lies in the store \"" + source + "\" itself")
        .with_hint("name a folder outside of the store");
  }
  if (!is_free(copy.place_)) return copy.refuse_place();
  copy.aside_ = copy.place_.string() + ".unfinished";
  if (Result<void> taken = copy.take_place_aside(); !taken) {
    copy.aside_.clear();  // it is another's
    return taken.error();
  }
  return copy;
}

Error UnfinishedCopy::refuse_place() const {
  return Error(ErrorCode::kArgument, "\"" + shown_ + "\" is there already; it is left as it is")
      .with_hint("name a folder that does not exist yet or is empty");
}

Result<void> UnfinishedCopy::take_place_aside() {
  std::error_code ec;
  const bool is_new = fs::create_directory(aside_, ec);
  if (ec) {
    Error error = copy_error("can't create the folder", aside_, ec.message());
    std::error_code unknown;
    if (!fs::exists(place_.parent_path(), unknown) && !unknown)
      error.with_hint("the folder it is to stand in does not exist");
    else if (ec == std::errc::permission_denied || ec == std::errc::read_only_file_system)
      error.with_hint("you may not write to \"" + place_.parent_path().string() + "\", the folder it is to stand in");
    return error;
  }
  const fs::path lock = aside_ / kLockName;
  const bool is_ours = is_new || fs::exists(lock, ec) || fs::is_empty(aside_, ec);
  if (!is_ours || ec) {
    return Error(ErrorCode::kArgument,
                 "\"" + aside_.string() + "\", where the new store is to be made, is there already")
        .with_hint("remove it, or name another folder");
  }
  lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (lock_ < 0) return copy_error("can't write", lock, std::strerror(errno));
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    const int why = errno;
    ::close(std::exchange(lock_, -1));
    if (why != EWOULDBLOCK) return copy_error("can't lock", lock, std::strerror(why));
    return Error(ErrorCode::kLocked, "another copy to \"" + shown_ + "\" is under way")
        .with_hint("wait until it is done, or name another folder");
  }
  fs::remove_all(path(), ec);
  if (ec) return copy_error("can't remove", path(), ec.message());
  // The file tells what is left, and is not needed: that it can't be written is found by what follows.
  static_cast<void>(::write(lock_, kLockText.data(), kLockText.size()));
  return {};
}

Result<void> UnfinishedCopy::finish() {
  if (!is_free(place_)) return refuse_place();
  std::error_code ec;
  const fs::perms mode = fs::status(place_, ec).permissions();
  if (fs::exists(place_, ec)) fs::permissions(path(), mode, ec);  // an empty folder is replaced, and its rights stay
  if (const int failed = sync_place(aside_); failed != 0)
    return copy_error("can't write", aside_, std::strerror(failed));
  if (std::rename(path().c_str(), place_.c_str()) != 0) {
    const int why = errno;
    return why == ENOTEMPTY || why == EEXIST || why == ENOTDIR
               ? refuse_place()
               : copy_error("can't create the folder", shown_, std::strerror(why));
  }
  const int failed = sync_place(place_.parent_path());
  if (failed != 0 && failed != EACCES) return copy_error("can't write", place_.parent_path(), std::strerror(failed));
  return {};
}

UnfinishedCopy::~UnfinishedCopy() {
  std::error_code ignored;
  // The lock last: who waits for it finds nothing else.
  if (!aside_.empty()) {
    fs::remove_all(path(), ignored);
    fs::remove_all(aside_, ignored);
  }
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace entente

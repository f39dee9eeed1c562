#include "storage/open_stores.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <set>

namespace entente {
namespace {

struct Claims {
  std::mutex mutex;
  std::set<WritingClaim::Identity> folders;
};

// Lasts as long as the process: stores may be closed while it ends.
Claims& claims() {
  static Claims& all = *new Claims;
  return all;
}

// The process that holds RocksDB's lock; 0: none, or one that can't be seen from here. Closing the file would drop a
// lock of this process, so only a holder of the claim that has not opened RocksDB yet may ask.
pid_t holder_of(const StoreFolder& folder, bool& is_held) {
  is_held = false;
  const int fd = ::open((folder.rows() / "LOCK").c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return 0;
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  is_held = ::fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  ::close(fd);
  return is_held && lock.l_pid > 0 ? lock.l_pid : 0;
}

Error locked(const StoreFolder& folder, const std::string& who) {
  return Error(ErrorCode::kLocked,
               "can't open the store \"" + folder.shown() + "\": " + who + " has the store open for writing");
}

constexpr std::string_view kWaitHint = "wait until it is done, or open the store for reading only";

Error locked_by(const StoreFolder& folder, pid_t process) {
  std::string who = "another process";
  if (process > 0) {
    const std::string number = std::to_string(process);
    Result<std::string> program = read_file("/proc/" + number + "/comm");
    if (program && program->ends_with('\n')) program->pop_back();
    who += " (" + number + (program ? ", " + *program : "") + ")";
  }
  return locked(folder, who).with_hint(std::string(kWaitHint));
}

}  // namespace

Result<WritingClaim> WritingClaim::take(const StoreFolder& folder) {
  struct stat status {};
  if (::stat(folder.path().c_str(), &status) != 0) {
    return Error(ErrorCode::kIo, "can't read \"" + folder.shown() + "\": " + std::strerror(errno));
  }
  const Identity identity{status.st_dev, status.st_ino, ::getpid()};
  {
    const std::lock_guard lock(claims().mutex);
    if (!claims().folders.insert(identity).second) {
      return locked_by_this_process(folder);
    }
  }
  WritingClaim claim(identity);
  bool is_held = false;
  if (const pid_t process = holder_of(folder, is_held); is_held) return locked_by(folder, process);
  return claim;
}

WritingClaim::~WritingClaim() {
  if (folder_.process == 0) return;
  const std::lock_guard lock(claims().mutex);
  claims().folders.erase(folder_);
}

Error locked_by_this_process(const StoreFolder& folder) {
  return locked(folder, "this process").with_hint("use the database that is open, or open it for reading only");
}

Error locked_by_another(const StoreFolder& folder) {
  bool is_held = false;
  const pid_t process = holder_of(folder, is_held);
  return locked_by(folder, process);
}

}  // namespace entente

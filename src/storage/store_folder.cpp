#include "storage/store_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>

#include "base/dangling_link.hpp"
#include "base/system_hint.hpp"
#include "storage/unfinished_stores.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

Error io_error(const std::string& what, const fs::path& path, const std::string& why) {
  Error error(ErrorCode::kIo, what + " \"" + path.string() + "\": " + why);
  if (why == std::strerror(EMFILE)) error.with_hint(std::string(kDescriptorHint));
  return error;
}

// Writes and syncs one file; returns errno, 0 for success.
int write_durably(const fs::path& path, int flags, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | flags, 0644);
  if (fd < 0) return errno;
  int failed = 0;
  while (!text.empty() && failed == 0) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0) {
      failed = errno == EINTR ? 0 : errno;
    } else {
      text.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  if (failed == 0 && ::fsync(fd) != 0) failed = errno;
  if (::close(fd) != 0 && failed == 0) failed = errno;
  return failed;
}

int sync_folder(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno;
  const int failed = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  return failed;
}

}  // namespace

class StoreFolder::Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

StoreFolder::StoreFolder(const std::string& path) : shown_(path) {
  std::error_code ec;
  place_ = fs::weakly_canonical(fs::absolute(path, ec), ec);
  if (ec) place_ = path;  // what is wrong with it is said when it is read
  if (!place_.has_filename()) place_ = place_.parent_path();
  path_ = place_;
}

Result<void> StoreFolder::hold() {
  if (held_) return {};
  const int fd = ::open(place_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return {};
    return io_error("can't read", shown_, std::strerror(errno));
  }
  auto held = std::make_shared<const Descriptor>(fd);
  const std::string through = "/proc/self/fd/" + std::to_string(fd);
  struct stat itself {
  }, reached{};
  if (::fstat(fd, &itself) != 0 || ::stat(through.c_str(), &reached) != 0) return {};
  if (itself.st_dev != reached.st_dev || itself.st_ino != reached.st_ino) return {};
  held_ = std::move(held);
  path_ = through;
  return {};
}

std::string StoreFolder::as_shown(std::string text) const {
  const std::string path = path_.string();
  for (std::size_t at = 0; (at = text.find(path, at)) != std::string::npos;) {
    const std::size_t end = at + path.size();
    if (end < text.size() && text[end] >= '0' && text[end] <= '9') {  // another descriptor
      at = end;
      continue;
    }
    text.replace(at, path.size(), shown_);
    at += shown_.size();
  }
  return text;
}

Result<std::string> StoreFolder::read(const fs::path& file) const {
  Result<std::string> text = read_file(file);
  if (text) return text;
  Error error = text.error();
  error.message = as_shown(std::move(error.message));
  return error;
}

StoreFolder::Identity StoreFolder::identity() const {
  // From the folder on, where it is held: the way to it is long, and every commit asks.
  const int folder = held_ ? held_->number() : ::open(path_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  Identity identity{};
  auto* next = identity.data();
  for (const char* file : {"", kStoreMarker.data(), "rows/LOCK"}) {
    struct stat status {};
    if (folder >= 0 && ::fstatat(folder, file, &status, *file == 0 ? AT_EMPTY_PATH : 0) == 0)
      *next = {status.st_dev, status.st_ino};
    ++next;
  }
  if (!held_ && folder >= 0) ::close(folder);
  return identity;
}

Result<FolderState> StoreFolder::state(Marker& marker) const {
  std::error_code ec;
  const fs::path shown_marker = fs::path(shown_) / kStoreMarker;
  const fs::file_status status = fs::status(path_, ec);
  if (status.type() == fs::file_type::not_found) return FolderState::kFree;
  if (ec) return io_error("can't read", shown_, ec.message());
  if (!fs::is_directory(status)) return FolderState::kForeign;
  if (!fs::exists(this->marker(), ec)) {
    if (ec) return io_error("can't read", shown_marker, ec.message());
    const bool empty = fs::is_empty(path_, ec);
    if (ec) return io_error("can't read", shown_, ec.message());
    return empty ? FolderState::kFree : FolderState::kForeign;
  }
  const Result<std::string> text = read(this->marker());
  if (!text) {
    Error error = text.error();
    error.code = ErrorCode::kIo;  // it was there a moment ago
    return error;
  }
  if (const std::optional<Marker> stated = read_marker(*text)) {
    marker = *stated;
    return FolderState::kReady;
  }
  // Cut off while it was written the first time, it is a beginning. Rows are made when it is on disk as a whole.
  const bool has_rows = fs::exists(rows() / "CURRENT", ec);
  const bool is_whole = *text == kTextOfCreation;
  if (kTextOfCreation.starts_with(*text) && (is_whole || !has_rows)) return FolderState::kCreating;
  return Error(ErrorCode::kCorruption, "\"" + shown_marker.string() + "\" does not hold what it should")
      .with_hint("the file is damaged; restore the store from a copy");
}

Result<void> StoreFolder::mark(FolderState state, const Marker& marker) {
  std::error_code ec;
  const fs::path parent = place_.parent_path();
  const bool is_new = !held_ && fs::create_directory(place_, ec);
  if (ec) {
    if (const std::string link = dangling_link(shown_); !link.empty()) {
      return io_error("can't create the folder", shown_, link)
          .with_hint("make what the link leads to, or remove the link, or name another folder");
    }
    Error error = io_error("can't create the folder", shown_, ec.message());
    std::error_code unknown;
    if (!fs::exists(parent, unknown) && !unknown) {
      error.with_hint("the folder it is to stand in does not exist");
    } else if (ec == std::errc::permission_denied) {
      error.with_hint("you may not write to \"" + parent.string() + "\", the folder it is to stand in");
    }
    return error;
  }
  if (Result<void> held = hold(); !held) {
    if (is_new) fs::remove(place_, ec);
    return held;
  }
  const fs::path next = path_ / kNextStoreMarker;
  const std::string shown_marker = as_shown(this->marker().string());
  if (state == FolderState::kCreating) {
    // Never over a marker that is there: another process may have been quicker, and be done.
    const int failed = write_durably(this->marker(), O_EXCL, kTextOfCreation);
    if (failed != 0 && failed != EEXIST) {
      fs::remove(this->marker(), ec);
      if (is_new) fs::remove(place_, ec);
      return io_error("can't write", shown_marker, std::strerror(failed));
    }
  } else {
    const int failed = write_durably(next, O_TRUNC, marker_text(marker));
    if (failed != 0) return io_error("can't write", as_shown(next.string()), std::strerror(failed));
    fs::rename(next, this->marker(), ec);
    if (ec) return io_error("can't write", shown_marker, ec.message());
  }
  if (const int failed = sync_folder(path_); failed != 0) return io_error("can't write", shown_, std::strerror(failed));
  // A folder that may not be read can't be synced; the store in it is good all the same.
  if (is_new) {
    const int failed = sync_folder(parent);
    if (failed != 0 && failed != EACCES) return io_error("can't write", parent, std::strerror(failed));
  }
  return {};
}

Result<void> StoreFolder::make_staging() const {
  std::error_code ec;
  fs::remove_all(staging(), ec);
  if (!ec) fs::create_directory(staging(), ec);
  if (ec) return io_error("can't create the folder", as_shown(staging().string()), ec.message());
  return {};
}

void StoreFolder::remove_staging() const noexcept {
  std::error_code ec;  // what can't be removed now is removed when the store is next opened
  fs::remove_all(staging(), ec);
}

bool StoreFolder::set_aside(bool leave_empty) noexcept {
  std::error_code error;
  const fs::path from = fs::canonical(path_, error);
  const fs::perms mode = fs::status(from, error).permissions();
  const fs::path to = name_aside(from);
  if (!error) fs::rename(from, to, error);
  if (error) return false;
  place_ = to;
  if (!held_) path_ = to;
  if (leave_empty && fs::create_directory(from, error)) fs::permissions(from, mode, error);
  return true;
}

void StoreFolder::remove() const noexcept {
  // Part by part: a folder within a folder takes a descriptor more, which may not be left.
  std::error_code ignored;
  for (const fs::path& part : {rows(), staging(), place_}) fs::remove_all(part, ignored);
}

void StoreFolder::clear() noexcept {
  std::error_code ignored;
  const fs::path next = path_ / kNextStoreMarker;
  if (write_durably(next, O_TRUNC, kTextOfCreation) == 0) fs::rename(next, marker(), ignored);
  for (const fs::path& part : {rows(), staging(), next, marker()}) fs::remove_all(part, ignored);
}

std::string StoreFolder::traces() const {
  std::string traces;
  for (const fs::path& file : {marker(), rows() / "CURRENT"}) {
    const Result<std::string> text = read_file(file);
    traces += text ? *text : "unreadable";
  }
  std::vector<std::string> files;
  std::error_code ec;
  for (fs::directory_iterator it(rows(), ec), end; !ec && it != end; it.increment(ec)) {
    std::error_code gone;
    const std::uintmax_t size = it->file_size(gone);
    files.push_back(it->path().filename().string() + " " + (gone ? "gone" : std::to_string(size)));
  }
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) traces += file + "\n";
  return traces;
}

Result<std::uint64_t> StoreFolder::bytes() const {
  std::uint64_t sum = 0;
  std::error_code ec;
  fs::recursive_directory_iterator it(path_, ec);
  for (const fs::recursive_directory_iterator end; !ec && it != end; it.increment(ec)) {
    std::error_code gone;  // files come and go while they are counted
    const std::uintmax_t size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
    if (!gone) sum += size;
  }
  if (ec) return io_error("can't read the files of the store", shown_, ec.message());
  return sum;
}

Result<std::string> read_file(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) {
    const int code = errno;
    Error error = io_error("can't read", path, std::strerror(code));
    if (code == ENOENT) error.code = ErrorCode::kNotFound;
    if (code == EACCES) error.with_hint("you may not read it; ask its owner for the right to");
    return error;
  }
  const auto failed = [&](const std::string& why) {
    ::close(fd);
    return io_error("can't read", path, why);
  };
  struct stat status {};
  if (::fstat(fd, &status) != 0) return failed(std::strerror(errno));
  if (S_ISDIR(status.st_mode)) return failed(std::strerror(EISDIR));
  if (!S_ISREG(status.st_mode)) return failed("it is no file");
  std::string text;
  for (;;) {
    constexpr std::size_t kPiece = 1 << 18;
    const std::size_t before = text.size();
    text.resize(before + kPiece);
    const ssize_t n = ::read(fd, text.data() + before, text.size() - before);
    if (n < 0 && errno != EINTR) return failed(std::strerror(errno));
    text.resize(before + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    if (n == 0) break;
  }
  ::close(fd);
  return text;
}

}  // namespace entente

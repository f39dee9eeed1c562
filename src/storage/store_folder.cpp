#include "storage/store_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace entente {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarker = "ENTENTE";
constexpr std::string_view kNewMarker = "ENTENTE.new";

Error io_error(const std::string& what, const fs::path& path, const std::string& why) {
  return Error(ErrorCode::kIo, what + " \"" + path.string() + "\": " + why);
}

// Writes and syncs one file; returns errno, 0 for success.
int write_durably(const fs::path& path, int flags, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0644);
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

constexpr std::string_view kIntroduction = "This folder is a store of entente. Its files are not to be edited.\n";
constexpr std::string_view kCreating = "state: creating\n";
constexpr std::string_view kReady = "state: ready\ncommits: at least ";  // a number and a line feed follow

std::string marker_text(FolderState state, std::uint64_t commits) {
  const std::string begin(kIntroduction);
  if (state == FolderState::kCreating) return begin + std::string(kCreating);
  return begin + std::string(kReady) + std::to_string(commits) + "\n";
}

// The number at the end of the text of a finished store; nullopt: it is another text.
std::optional<std::uint64_t> commits_of(std::string_view text) {
  const std::string begin = std::string(kIntroduction) + std::string(kReady);
  if (!text.starts_with(begin) || !text.ends_with('\n')) return std::nullopt;
  text.remove_prefix(begin.size());
  text.remove_suffix(1);
  std::uint64_t commits = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), commits);
  if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return commits;
}

}  // namespace

Result<FolderState> StoreFolder::state(std::uint64_t& commits) const {
  std::error_code ec;
  const fs::file_status status = fs::status(path_, ec);
  if (status.type() == fs::file_type::not_found) return FolderState::kFree;
  if (ec) return io_error("can't read", path_, ec.message());
  if (!fs::is_directory(status)) return FolderState::kForeign;
  const fs::path marker = path_ / kMarker;
  if (!fs::exists(marker, ec)) {
    if (ec) return io_error("can't read", marker, ec.message());
    const bool empty = fs::is_empty(path_, ec);
    if (ec) return io_error("can't read", path_, ec.message());
    return empty ? FolderState::kFree : FolderState::kForeign;
  }
  std::ifstream file(marker, std::ios::binary);
  if (!file) return io_error("can't read", marker, std::strerror(errno));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (const std::optional<std::uint64_t> stated = commits_of(text)) {
    commits = *stated;
    return FolderState::kReady;
  }
  // Cut off while it was written the first time, it is a beginning.
  if (marker_text(FolderState::kCreating, 0).starts_with(text)) return FolderState::kCreating;
  return Error(ErrorCode::kCorruption, "\"" + marker.string() + "\" does not hold what it should");
}

Result<void> StoreFolder::mark(FolderState state, std::uint64_t commits) const {
  std::error_code ec;
  fs::create_directory(path_, ec);
  if (ec) {
    Error error = io_error("can't create the folder", path_, ec.message());
    if (!fs::exists(path_.parent_path(), ec)) error.with_hint("the folder it is to stand in does not exist");
    return error;
  }
  const fs::path marker = path_ / kMarker, next = path_ / kNewMarker;
  const std::string text = marker_text(state, commits);
  if (state == FolderState::kCreating) {
    // Never over a marker that is there: another process may have been quicker, and be done.
    const int failed = write_durably(marker, O_EXCL, text);
    if (failed != 0 && failed != EEXIST) return io_error("can't write", marker, std::strerror(failed));
  } else {
    const int failed = write_durably(next, O_TRUNC, text);
    if (failed != 0) return io_error("can't write", next, std::strerror(failed));
    fs::rename(next, marker, ec);
    if (ec) return io_error("can't write", marker, ec.message());
  }
  if (const int failed = sync_folder(path_); failed != 0) return io_error("can't write", path_, std::strerror(failed));
  return {};
}

Result<void> StoreFolder::make_staging() const {
  std::error_code ec;
  fs::remove_all(staging(), ec);
  if (!ec) fs::create_directory(staging(), ec);
  if (ec) return io_error("can't create the folder", staging(), ec.message());
  return {};
}

void StoreFolder::remove_staging() const noexcept {
  std::error_code ec;  // what can't be removed now is removed when the store is next opened
  fs::remove_all(staging(), ec);
}

std::uint64_t StoreFolder::bytes() const {
  std::uint64_t sum = 0;
  std::error_code ec;
  for (fs::recursive_directory_iterator it(path_, ec), end; !ec && it != end; it.increment(ec)) {
    std::error_code gone;  // files come and go while they are counted
    const std::uintmax_t size = it->is_regular_file(gone) ? it->file_size(gone) : 0;
    if (!gone) sum += size;
  }
  return sum;
}

}  // namespace entente

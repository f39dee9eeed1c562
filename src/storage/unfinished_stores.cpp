#include "storage/unfinished_stores.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "base/store_marker.hpp"
#include "storage/store_marker.hpp"

namespace entente {
namespace {

constexpr int kAttempts = 100;  // RocksDB's threads go on while the files are removed
const char* const kMarkerFile = kStoreMarker.data();

// What a handler of signals, which may neither lock nor allocate, has to know.
struct Place {
  std::atomic<bool> is_taken{false}, is_named{false}, is_open{false};
  bool keeps_folder = false;
  pid_t process = 0;  // a child that was forked off creates nothing
  std::array<char, 4096> folder{}, aside{};
};
std::array<Place, 16> places;
static_assert(std::atomic<bool>::is_always_lock_free);

void set(std::array<char, 4096>& text, const std::string& to) {
  to.copy(text.data(), to.size());
  text[to.size()] = 0;
}

int open_folder(int in, const char* name) {
  return openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

void unlink_files(int folder) {
  alignas(dirent64) std::array<char, 1 << 14> buffer;
  lseek(folder, 0, SEEK_SET);
  for (ssize_t size = 0; (size = getdents64(folder, buffer.data(), buffer.size())) > 0;) {
    for (ssize_t at = 0; at < size;) {
      const auto* entry = reinterpret_cast<const dirent64*>(buffer.data() + at);
      unlinkat(folder, static_cast<const char*>(entry->d_name), 0);  // folders stay
      at += entry->d_reclen;
    }
  }
}

// The marker last: cut off before that, what is left is a creation that was not finished.
void unlink_store(int folder) {
  for (const char* const name : {"rows", "staging"}) {
    const int part = open_folder(folder, name);
    for (int i = 0; part >= 0 && i < kAttempts; ++i) {
      unlink_files(part);
      if (unlinkat(folder, name, AT_REMOVEDIR) == 0) break;
    }
  }
  unlink_files(folder);
}

std::string_view text_of(int folder, std::array<char, 4096>& buffer) {
  const int file = openat(folder, kMarkerFile, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const ssize_t size = file < 0 ? 0 : read(file, buffer.data(), buffer.size());
  return {buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

// Takes RocksDB's lock, which this process may have already. The file stays open: closing it would drop the lock.
bool lock_rows(int folder) {
  mkdirat(folder, "rows", 0755);
  const int file = openat(folder, "rows/LOCK", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return file >= 0 && fcntl(file, F_SETLK, &lock) == 0;
}

void mark_as_creating(int folder) {
  const char* const kNext = kNextStoreMarker.data();
  const int file = openat(folder, kNext, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  constexpr std::string_view kText = kTextOfCreation;
  if (file < 0 || write(file, kText.data(), kText.size()) < 0) return;
  renameat(folder, kNext, folder, kMarkerFile);
}

void remove(const Place& place) {
  const char* const aside = place.aside.data();
  const char* const path = place.folder.data();
  if (const int folder = open_folder(AT_FDCWD, aside); folder >= 0) {  // its removal was begun
    unlink_store(folder);
    rmdir(aside);
  }
  const int folder = open_folder(AT_FDCWD, path);
  if (folder < 0) return;
  std::array<char, 4096> buffer;
  if (faccessat(folder, kMarkerFile, F_OK, 0) != 0) {  // nothing but the folder was made
    if (!place.keeps_folder) rmdir(path);
    return;
  }
  if (!lock_rows(folder)) return;
  if (!place.is_open && holds_commits(text_of(folder, buffer))) return;  // another process was quicker, and is done
  struct stat status {};
  if (fstat(folder, &status) == 0 && rename(path, aside) == 0) {
    if (place.keeps_folder && mkdir(path, 0700) == 0) chmod(path, status.st_mode & 07777);
    unlink_store(folder);
    rmdir(aside);
  } else {
    mark_as_creating(folder);
    unlink_store(folder);
    if (!place.keeps_folder) rmdir(path);
  }
}

}  // namespace

UnfinishedStore::UnfinishedStore(const std::filesystem::path& folder, bool keeps_folder) : keeps_folder_(keeps_folder) {
  const std::string aside = name_aside(folder).string();
  for (std::size_t i = 0; i < places.size(); ++i) {
    Place& place = places[i];
    if (aside.size() >= place.aside.size() || place.is_taken.exchange(true)) continue;
    place.keeps_folder = keeps_folder;
    place.process = getpid();
    set(place.folder, folder.string());
    set(place.aside, aside);
    place.is_named = true;
    place_ = static_cast<int>(i);
    return;
  }
}

UnfinishedStore::~UnfinishedStore() {
  if (place_ < 0) return;
  Place& place = places[static_cast<std::size_t>(place_)];
  place.is_named = false;
  place.is_open = false;
  place.is_taken = false;
}

void UnfinishedStore::set_open() {
  if (place_ >= 0) places[static_cast<std::size_t>(place_)].is_open = true;
}

std::filesystem::path name_aside(const std::filesystem::path& folder) {
  return folder.string() + ".discarded-" + std::to_string(getpid());
}

void remove_unfinished_stores() noexcept {
  for (const Place& place : places) {
    if (place.is_named && place.process == getpid()) remove(place);
  }
}

}  // namespace entente

#include "storage/store_stamp.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "storage/store_folder.hpp"

namespace entente {
namespace {

namespace fs = std::filesystem;

// A small commit is appended to the newest log, a large one and all else to the list of files; CURRENT names the list.
bool is_written_by_commits(std::string_view name) {
  return name == "CURRENT" || name.starts_with("MANIFEST-") || name.ends_with(".log");
}

}  // namespace

std::string store_stamp(const std::string& path) {
  const StoreFolder folder{fs::path(path)};
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator it(folder.rows(), error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    struct stat status {};
    if (!is_written_by_commits(name) || stat(it->path().c_str(), &status) != 0) continue;
    files.push_back(name + ' ' + std::to_string(status.st_ino) + ' ' + std::to_string(status.st_size) + '\n');
  }
  std::sort(files.begin(), files.end());
  std::string stamp;
  for (const std::string& file : files) stamp += file;
  return stamp;
}

}  // namespace entente

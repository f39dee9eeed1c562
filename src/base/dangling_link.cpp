#include "base/dangling_link.hpp"

#include <system_error>

namespace entente {

namespace fs = std::filesystem;

std::string dangling_link(const fs::path& path) {
  fs::path way;
  for (const fs::path& part : path) {
    way /= part;
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(way, error)) || fs::status(way, error).type() != fs::file_type::not_found)
      continue;
    const fs::path target = fs::read_symlink(way, error);
    if (!error) return "\"" + way.string() + "\" is a link to \"" + target.string() + "\", which does not exist";
  }
  return {};
}

}  // namespace entente

#include "base/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "base/system_hint.hpp"
#include "entente/error.hpp"

namespace entente {
namespace {

struct Close {
  void operator()(std::FILE* f) const {
    if (f != stdin) std::fclose(f);
  }
};

[[noreturn]] void fail(const std::string& path, int code) {
  const std::string name = path == "-" ? "standard input" : path;
  const std::string reason = code == EISDIR ? "it is a folder" : std::strerror(code);
  throw Error(code == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo, "can't read " + name + ": " + reason)
      .with_hint(std::string(system_hint(code)))
      .with_place(path == "-" ? "" : path, 0);
}

}  // namespace

std::string read_text_file(const std::string& path, std::size_t most) {
  errno = 0;
  const std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) fail(path, errno);
  // One more than is let in tells whether there is more.
  const std::size_t cap = std::max(most, most + 1);
  std::string text;
  for (std::size_t size = 0;;) {
    text.resize(std::min(cap, std::max<std::size_t>(std::size_t{1} << 16, 2 * size)));
    size += std::fread(text.data() + size, 1, text.size() - size, file.get());
    if (size > most)
      throw Error(ErrorCode::kLimit, (path == "-" ? "standard input" : "it") + std::string(" holds more than ") +
                                         std::to_string(most) + " bytes")
          .with_place(path == "-" ? "" : path, 0);
    if (size < text.size()) {
      if (std::ferror(file.get()) != 0) fail(path, errno);
      text.resize(size);
      return text;
    }
  }
}

}  // namespace entente

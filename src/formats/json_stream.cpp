#include "formats/json_stream.hpp"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

#include "entente/error.hpp"

namespace entente::json {

FileStream::FileStream(const std::string& path)
    : path_(path), file_(path == "-" ? stdin : std::fopen(path.c_str(), "rb")), buffer_(std::size_t{1} << 18) {
  const auto fail = [&](int code) {
    throw Error(ErrorCode::kIo, "can't read " + path + ": " + std::strerror(code)).with_place(path, 0);
  };
  if (!file_) fail(errno);
  struct stat status {};
  if (fstat(fileno(file_.get()), &status) == 0 && S_ISDIR(status.st_mode)) fail(EISDIR);
  fill();
  for (const char c : {'\xEF', '\xBB', '\xBF'}) {  // a byte order mark says nothing in UTF-8
    if (Peek() != c) break;
    Take();
  }
}

void FileStream::fill() {
  const std::size_t n = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
  if (n == 0 && std::ferror(file_.get()))
    throw Error(ErrorCode::kIo, "reading " + path_ + " failed: " + std::strerror(errno)).with_place(path_, line_);
  current_ = buffer_.data();
  end_ = current_ + n;
}

std::string FileStream::take_line() {
  std::string line;
  while (!at_end()) {
    const char* stop = static_cast<const char*>(std::memchr(current_, '\n', end_ - current_));
    line.append(current_, stop ? stop : end_);
    taken_ += (stop ? stop + 1 : end_) - current_;
    if (stop) {
      ++line_;
      current_ = stop + 1;
      if (current_ == end_) fill();
      break;
    }
    fill();
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace entente::json

#include "formats/files.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>
#include <zstd.h>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_stream.hpp>

#include "entente/error.hpp"

namespace entente {
namespace {

namespace io = boost::iostreams;
namespace fs = std::filesystem;

constexpr std::streamsize kBuffer = 1 << 17;

enum class Packing { kNone, kGzip, kZstd };

Packing packing_of(std::string_view path) {
  if (path.ends_with(".gz")) return Packing::kGzip;
  return path.ends_with(".zst") ? Packing::kZstd : Packing::kNone;
}

Error io_error(std::string message, const std::string& path) {
  return Error(ErrorCode::kIo, std::move(message)).with_place(path == "-" ? "" : path, 0);
}

struct Close {
  void operator()(std::FILE* f) const {
    if (f != stdin && f != stdout) std::fclose(f);
  }
};
using File = std::unique_ptr<std::FILE, Close>;

Error damaged(std::string_view what) {
  return Error(ErrorCode::kCorruption, fmt::format("the packed file is damaged or cut off: {}", what))
      .with_hint("make or fetch it again");
}

// Unpacks Zstandard frames. Boost's own filter takes a file that is cut off for a whole one.
class ZstdInput {
 public:
  using char_type = char;
  struct category : io::input_filter_tag, io::multichar_tag {};

  template <class Below>
  std::streamsize read(Below& below, char* to, std::streamsize size) {
    State& s = *state_;
    ZSTD_outBuffer out{to, static_cast<std::size_t>(size), 0};
    while (out.pos == 0) {
      if (s.in.pos == s.in.size) {
        const std::streamsize n = io::read(below, s.buffer.data(), static_cast<std::streamsize>(s.buffer.size()));
        if (n <= 0) {
          if (s.in_frame) throw damaged("it ends within a Zstandard frame");
          return -1;
        }
        s.in = {s.buffer.data(), static_cast<std::size_t>(n), 0};
      }
      const std::size_t left = ZSTD_decompressStream(s.context.get(), &out, &s.in);
      if (ZSTD_isError(left)) throw damaged(ZSTD_getErrorName(left));
      s.in_frame = left != 0;
    }
    return static_cast<std::streamsize>(out.pos);
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  struct State {
    std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
    std::vector<char> buffer = std::vector<char>(kBuffer);
    ZSTD_inBuffer in{nullptr, 0, 0};
    bool in_frame = false;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();  // the library copies filters
};

// The lowest part of an input stream: the file, and how much of it was read.
struct Source {
  using char_type = char;
  using category = io::source_tag;

  std::streamsize read(char* to, std::streamsize size) {
    const std::size_t n = std::fread(to, 1, static_cast<std::size_t>(size), file);
    if (n == 0 && std::ferror(file) != 0)
      throw io_error(fmt::format("reading {} failed: {}", *path, std::strerror(errno)), *path);
    *count += n;
    return n == 0 ? -1 : static_cast<std::streamsize>(n);
  }

  std::FILE* file;
  const std::string* path;
  std::uint64_t* count;
};

// The lowest part of an output stream. What could not be written is remembered: a stream swallows what is thrown.
struct Sink {
  using char_type = char;
  using category = io::sink_tag;

  std::streamsize write(const char* from, std::streamsize size) {
    if (std::fwrite(from, 1, static_cast<std::size_t>(size), file) != static_cast<std::size_t>(size)) *failure = errno;
    return size;
  }

  std::FILE* file;
  int* failure;
};

}  // namespace

std::string_view unpacked_name(std::string_view path) {
  switch (packing_of(path)) {
    case Packing::kNone:
      return path;
    case Packing::kGzip:
      return path.substr(0, path.size() - 3);
    case Packing::kZstd:
      return path.substr(0, path.size() - 4);
  }
  return path;
}

struct InputFile::State {
  std::string path;
  File file;
  std::uint64_t count = 0;
  io::filtering_istream stream;
};

InputFile::InputFile(const std::string& path) : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->file.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  const auto fail = [&](int code) {
    throw io_error(fmt::format("can't read {}: {}", path, std::strerror(code)), path);
  };
  if (!state_->file) fail(errno);
  struct stat status {};
  if (fstat(fileno(state_->file.get()), &status) == 0 && S_ISDIR(status.st_mode)) fail(EISDIR);
  if (packing_of(path) == Packing::kGzip) state_->stream.push(io::gzip_decompressor(), kBuffer);
  if (packing_of(path) == Packing::kZstd) state_->stream.push(ZstdInput(), kBuffer);
  state_->stream.push(Source{state_->file.get(), &state_->path, &state_->count}, kBuffer);
}

InputFile::~InputFile() = default;

std::istream& InputFile::stream() {
  return state_->stream;
}

std::uint64_t InputFile::bytes_read() const {
  return state_->count;
}

std::size_t read_bytes(std::istream& in, char* to, std::size_t size) {
  try {
    return static_cast<std::size_t>(in.rdbuf()->sgetn(to, static_cast<std::streamsize>(size)));
  } catch (const io::gzip_error&) {
    throw damaged("it ends early, or is no gzip file");
  } catch (const std::ios_base::failure& error) {
    throw damaged(error.what());
  }
}

struct OutputFile::State {
  std::string path, partial;
  File file;
  int failure = 0;
  io::filtering_ostream stream;
};

OutputFile::OutputFile(const std::string& path) : state_(std::make_unique<State>()) {
  state_->path = path;
  if (path == "-") {
    state_->file.reset(stdout);
  } else {
    // A device or pipe stays what it is; only a file is replaced.
    struct stat status {};
    const bool in_place = stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
    if (!in_place) state_->partial = path + ".partial";
    state_->file.reset(std::fopen(in_place ? path.c_str() : state_->partial.c_str(), "wb"));
    if (!state_->file) throw io_error(fmt::format("can't write {}: {}", path, std::strerror(errno)), path);
  }
  if (packing_of(path) == Packing::kGzip) state_->stream.push(io::gzip_compressor(), kBuffer);
  if (packing_of(path) == Packing::kZstd) state_->stream.push(io::zstd_compressor(), kBuffer);
  state_->stream.push(Sink{state_->file.get(), &state_->failure}, kBuffer);
}

OutputFile::~OutputFile() {
  if (!state_->file) return;
  state_->stream.reset();
  state_->file.reset();
  std::error_code ignored;
  if (!state_->partial.empty()) fs::remove(state_->partial, ignored);
}

std::ostream& OutputFile::stream() {
  return state_->stream;
}

void OutputFile::commit() {
  const bool sound = state_->stream.good();
  state_->stream.reset();  // flushes what is packed
  errno = 0;
  if (state_->failure == 0 && std::fflush(state_->file.get()) != 0) state_->failure = errno;
  if (!sound && state_->failure == 0) state_->failure = EIO;
  std::FILE* const file = state_->file.release();
  if (file != stdout && std::fclose(file) != 0 && state_->failure == 0) state_->failure = errno;
  std::error_code error(state_->failure, std::generic_category());
  if (!error && !state_->partial.empty()) fs::rename(state_->partial, state_->path, error);
  if (!error) return;
  std::error_code ignored;
  if (!state_->partial.empty()) fs::remove(state_->partial, ignored);
  throw io_error(
      fmt::format("writing {} failed: {}", state_->path == "-" ? "standard output" : state_->path, error.message()),
      state_->path);
}

}  // namespace entente

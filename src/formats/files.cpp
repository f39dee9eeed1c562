#include "formats/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>
#include <zstd.h>
#include <zstd_errors.h>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_stream.hpp>

#include "base/system_hint.hpp"
#include "entente/error.hpp"
#include "formats/limits.hpp"
#include "formats/whole_file.hpp"

namespace entente {
namespace {

namespace io = boost::iostreams;

constexpr std::streamsize kBuffer = 1 << 17;

enum class Packing { kNone, kGzip, kZstd };

Packing packing_of(std::string_view path) {
  if (path.ends_with(".gz")) return Packing::kGzip;
  return path.ends_with(".zst") ? Packing::kZstd : Packing::kNone;
}

Error reading_error(const std::string& doing, const std::string& path, int code) {
  return Error(ErrorCode::kIo, fmt::format("{}: {}", doing, std::strerror(code)))
      .with_hint(std::string(system_hint(code)))
      .with_place(path == "-" ? "" : path, 0);
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
          if (s.is_empty) throw damaged("it is empty");  // nothing, packed, is a frame too
          return -1;
        }
        s.is_empty = false;
        s.in = {s.buffer.data(), static_cast<std::size_t>(n), 0};
      }
      const std::size_t left = ZSTD_decompressStream(s.context.get(), &out, &s.in);
      if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation) throw std::bad_alloc();
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
    State() {
      if (!context) throw std::bad_alloc();
    }
    std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
    std::vector<char> buffer = std::vector<char>(kBuffer);
    ZSTD_inBuffer in{nullptr, 0, 0};
    bool in_frame = false, is_empty = true;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();  // the library copies filters
};

// What comes out of a packed file, up to the bound: a few bytes can stand for any number.
class BoundedInput {
 public:
  using char_type = char;
  struct category : io::input_filter_tag, io::multichar_tag {};

  // `packed` is how much of the file was read.
  BoundedInput(std::uint64_t most, const std::uint64_t* packed) : most_(most), packed_(packed) {}

  template <class Below>
  std::streamsize read(Below& below, char* to, std::streamsize size) {
    const std::streamsize n = io::read(below, to, size);
    if (n > 0) unpacked_ += static_cast<std::uint64_t>(n);
    const std::uint64_t most = most_ > 0 ? most_ : std::max(kUnpacked, kRatio * *packed_);
    if (unpacked_ <= most) return n;
    throw Error(ErrorCode::kLimit, fmt::format("the packed file unpacks to more than {}",
                                               most_ == 0 && most > kUnpacked ? fmt::format("{} times its size", kRatio)
                                                                              : size_text(most)))
        .with_hint("if it is right, read it with a larger --max-unpacked (ReadLimits::max_unpacked), or unpack it");
  }

 private:
  static constexpr std::uint64_t kUnpacked = std::uint64_t{1} << 30;
  static constexpr std::uint64_t kRatio = 200;

  std::uint64_t most_;
  const std::uint64_t* packed_;
  std::uint64_t unpacked_ = 0;
};

// The lowest part of an input stream: the file, and how much of it was read.
struct Source {
  using char_type = char;
  using category = io::source_tag;

  std::streamsize read(char* to, std::streamsize size) {
    const std::size_t n = std::fread(to, 1, static_cast<std::size_t>(size), file);
    if (n == 0 && std::ferror(file) != 0) throw reading_error(fmt::format("reading {} failed", *path), *path, errno);
    *count += n;
    return n == 0 ? -1 : static_cast<std::streamsize>(n);
  }

  std::FILE* file;
  const std::string* path;
  std::uint64_t* count;
};

// The lowest part of an output stream. What could not be written is remembered by the file: a stream swallows what is
// thrown.
struct Sink {
  using char_type = char;
  using category = io::sink_tag;

  std::streamsize write(const char* from, std::streamsize size) {
    file->write(from, static_cast<std::size_t>(size));
    return size;
  }

  WholeFile* file;
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

InputFile::InputFile(const std::string& path, const ReadLimits& limits) : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->file.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  const auto fail = [&](int code) { throw reading_error(fmt::format("can't read {}", path), path, code); };
  if (!state_->file) fail(errno);
  struct stat status {};
  if (fstat(fileno(state_->file.get()), &status) == 0 && S_ISDIR(status.st_mode)) fail(EISDIR);
  if (packing_of(path) != Packing::kNone)
    state_->stream.push(BoundedInput(limits.max_unpacked, &state_->count), kBuffer);
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

std::string read_file(const std::string& path) {
  InputFile file(path);
  std::string text;
  for (;;) {
    const std::size_t before = text.size();
    text.resize(before + static_cast<std::size_t>(kBuffer));
    text.resize(before + read_bytes(file.stream(), text.data() + before, static_cast<std::size_t>(kBuffer)));
    if (text.size() < before + static_cast<std::size_t>(kBuffer)) return text;
  }
}

struct OutputFile::State {
  explicit State(const std::string& path) : file(path) {}

  WholeFile file;
  io::filtering_ostream stream;  // above the file, and gone before it
};

OutputFile::OutputFile(const std::string& path) : state_(std::make_unique<State>(path)) {
  if (packing_of(path) == Packing::kGzip) state_->stream.push(io::gzip_compressor(), kBuffer);
  if (packing_of(path) == Packing::kZstd) state_->stream.push(io::zstd_compressor(), kBuffer);
  state_->stream.push(Sink{&state_->file}, kBuffer);
}

OutputFile::~OutputFile() = default;

std::ostream& OutputFile::stream() {
  return state_->stream;
}

void OutputFile::finish() {
  if (!state_->stream.empty()) {
    const bool sound = state_->stream.good();
    state_->stream.reset();  // flushes what is packed
    if (!sound) state_->file.fail();
  }
  state_->file.finish();
}

void OutputFile::commit() {
  finish();
  state_->file.commit();
}

}  // namespace entente

#include "storage/store_marker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace entente {
namespace {

constexpr std::string_view kIntroduction = kTextOfCreation.substr(0, kTextOfCreation.find('\n') + 1);
constexpr std::string_view kReady = "state: ready\n";
constexpr std::size_t kLinesAt = kIntroduction.size() + kReady.size();
constexpr std::string_view kCommits = "commits: at least ", kFileList = ", file list ", kBytes = " of at least ",
                           kCheck = ", check ";

std::uint32_t check_of(std::string_view text) {  // FNV-1a
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
  return hash;
}

std::string line_of(const Marker& m) {
  std::string line =
      fmt::format("{}{:020}{}{:020}{}{:020}", kCommits, m.commits, kFileList, m.file_list, kBytes, m.file_list_bytes);
  line += fmt::format("{}{:08x}\n", kCheck, check_of(line));
  return line;
}

// Takes `word` and the digits behind it from the beginning of `text`.
bool take_number(std::string_view& text, std::string_view word, std::uint64_t& number) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (ec != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

std::optional<Marker> read_line(std::string_view line) {
  Marker marker;
  std::string_view rest = line;
  if (!take_number(rest, kCommits, marker.commits)) return std::nullopt;
  if (rest == "\n") return marker;  // of an older store
  if (!take_number(rest, kFileList, marker.file_list)) return std::nullopt;
  if (!take_number(rest, kBytes, marker.file_list_bytes)) return std::nullopt;
  if (line != line_of(marker)) return std::nullopt;
  return marker;
}

// The two lines behind the rest, each where it is right; absent: it is another text, or that of an older store.
using MarkerLines = std::array<std::optional<Marker>, 2>;
std::optional<MarkerLines> read_lines(std::string_view text) {
  const std::size_t length = line_of({}).size();
  if (text.size() != kLinesAt + 2 * length) return std::nullopt;
  return MarkerLines{read_line(text.substr(kLinesAt, length)), read_line(text.substr(kLinesAt + length))};
}

// The place of the newest right one.
std::size_t newest(const MarkerLines& lines) {
  return !lines[0] || (lines[1] && *lines[0] < *lines[1]) ? 1 : 0;
}

}  // namespace

std::string marker_text(const Marker& marker) {
  const std::string line = line_of(marker);
  return std::string(kIntroduction) + std::string(kReady) + line + line;
}

std::optional<Marker> read_marker(std::string_view text) {
  if (!text.starts_with(kIntroduction) || !text.substr(kIntroduction.size()).starts_with(kReady)) return std::nullopt;
  if (const auto lines = read_lines(text)) return (*lines)[newest(*lines)];
  const std::optional<Marker> only = read_line(text.substr(kLinesAt));  // that of an older store
  return only && only->file_list == 0 ? only : std::nullopt;
}

bool holds_commits(std::string_view text) {
  for (std::size_t at = 0; (at = text.find(kCommits, at)) != std::string_view::npos;) {
    at += kCommits.size();
    const std::string_view digits = text.substr(at, text.find_first_not_of("0123456789", at) - at);
    if (digits.find_first_not_of('0') != std::string_view::npos) return true;
  }
  return false;
}

MarkerWriter::~MarkerWriter() {
  if (fd_ >= 0) ::close(fd_);
}

bool MarkerWriter::open(const std::filesystem::path& file) {
  if (fd_ >= 0) ::close(fd_);
  fd_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (fd_ < 0) return false;
  // A power cut may have left one right line, which stands until there is another.
  std::string text(marker_text({}).size() + 1, '\0');
  const ssize_t size = ::pread(fd_, text.data(), text.size(), 0);
  const auto lines = read_lines(std::string_view(text).substr(0, static_cast<std::size_t>(std::max<ssize_t>(size, 0))));
  line_ = lines && newest(*lines) == 0 ? 1 : 0;
  return true;
}

void MarkerWriter::write(const Marker& marker, bool sync) {
  if (fd_ < 0) return;
  const std::string line = line_of(marker);
  const std::size_t begin = kLinesAt + static_cast<std::size_t>(line_) * line.size();
  line_ = 1 - line_;
  if (::pwrite(fd_, line.data(), line.size(), static_cast<off_t>(begin)) < 0) return;
  if (sync) static_cast<void>(::fdatasync(fd_));
}

}  // namespace entente

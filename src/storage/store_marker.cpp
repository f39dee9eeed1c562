#include "storage/store_marker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <vector>

namespace entente {
namespace {

constexpr std::string_view kIntroduction = kTextOfCreation.substr(0, kTextOfCreation.find('\n') + 1);
constexpr std::string_view kReady = "state: ready\n";
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

}  // namespace

std::string marker_text(const Marker& marker) {
  const std::string line = line_of(marker);
  return std::string(kIntroduction) + std::string(kReady) + line + line;
}

std::optional<Marker> read_marker(std::string_view text) {
  for (const std::string_view part : {kIntroduction, kReady}) {
    if (!text.starts_with(part)) return std::nullopt;
    text.remove_prefix(part.size());
  }
  if (text.size() != 2 * line_of({}).size()) {  // one line: that of an older store
    const std::optional<Marker> only = read_line(text);
    return only && only->file_list == 0 ? only : std::nullopt;
  }
  std::optional<Marker> newest;
  for (const std::string_view line : {text.substr(0, text.size() / 2), text.substr(text.size() / 2)}) {
    const std::optional<Marker> marker = read_line(line);
    if (marker && (!newest || *newest < *marker)) newest = marker;
  }
  return newest;
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
  fd_ = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
  return fd_ >= 0;
}

void MarkerWriter::write(const Marker& marker, bool sync) {
  if (fd_ < 0) return;
  const std::string line = line_of(marker);
  const std::size_t begin = kIntroduction.size() + kReady.size() + static_cast<std::size_t>(line_) * line.size();
  line_ = 1 - line_;
  if (::pwrite(fd_, line.data(), line.size(), static_cast<off_t>(begin)) < 0) return;
  if (sync) static_cast<void>(::fdatasync(fd_));
}

}  // namespace entente

#include "formats/columns/table_sample.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/csv/header.hpp"
#include "formats/csv/reader.hpp"
#include "formats/files.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostBytes = std::size_t{4} << 20, kMostRows = 10'000, kRowsToTell = 50;

CsvDialect dialect_of(char delimiter, const std::string& encoding) {
  CsvDialect dialect;
  dialect.delimiter = delimiter;
  dialect.keep_stray_quotes = delimiter == '\t';
  if (!encoding.empty()) dialect.encoding = find_encoding(encoding).value_or(Encoding{});
  return dialect;
}

// How well a delimiter cuts: rows with as many fields as the first has, where it has several.
std::size_t evenness(const std::string& bytes, const std::string& encoding, char delimiter) {
  std::istringstream in(bytes);
  CsvReader reader(in, dialect_of(delimiter, encoding));
  std::size_t width = 0, even = 0, rows = 0;
  for (auto step = reader.next(); step != CsvReader::Step::kEnd && rows < kRowsToTell; step = reader.next(), ++rows) {
    if (step == CsvReader::Step::kBroken) continue;
    if (width == 0) width = reader.size();
    if (reader.size() == width) ++even;
  }
  if (width < 2 || rows == 0) return 0;
  return even * 1000 / rows * 1000 + std::min<std::size_t>(width, 999);
}

// A spreadsheet is a zip, or was one of the compound files of the time before; neither is text.
void require_text(std::string_view bytes) {
  for (const std::string_view magic : {std::string_view("PK\x03\x04"), std::string_view("\xD0\xCF\x11\xE0")})
    if (bytes.starts_with(magic))
      throw Error(ErrorCode::kInvalidData, "this is no text, but a spreadsheet file or an archive")
          .with_hint("save the sheet as CSV");
}

}  // namespace

std::string likely_encoding(std::string_view bytes) {
  const auto begins = [&](std::string_view mark) { return bytes.starts_with(mark); };
  if (begins("\xEF\xBB\xBF") || begins("\xFF\xFE") || begins("\xFE\xFF")) return {};
  if (find_broken_utf8(bytes) == std::string_view::npos && bytes.find('\0') == std::string_view::npos) return {};
  std::size_t even = 0, odd = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == '\0') ++(i % 2 == 0 ? even : odd);
  if (std::max(even, odd) * 4 > bytes.size()) return even > odd ? "utf-16be" : "utf-16le";
  // Bytes that Windows-1252 leaves free are letters in the Macintosh's encoding.
  constexpr std::string_view kFree = "\x81\x8D\x8F\x90\x9D";
  return bytes.find_first_of(kFree) == std::string_view::npos ? "windows-1252" : "macintosh";
}

char likely_delimiter(const std::string& bytes, const std::string& encoding, char usual) {
  char best = usual;
  std::size_t most = evenness(bytes, encoding, usual);
  for (const char delimiter : std::array{',', ';', '\t', '|'})
    if (const std::size_t n = evenness(bytes, encoding, delimiter); n > most) {
      most = n;
      best = delimiter;
    }
  return best;
}

TableSample read_sample(std::istream& in, const std::string& file, char usual_delimiter, const ReadLimits& limits) {
  std::string bytes(kMostBytes, '\0');
  bytes.resize(read_bytes(in, bytes.data(), kMostBytes));
  require_text(bytes);
  TableSample sample;
  sample.file = std::filesystem::path(file).filename().string();
  sample.whole = bytes.size() < kMostBytes;
  if (!sample.whole) bytes.resize(bytes.rfind('\n') == std::string::npos ? bytes.size() : bytes.rfind('\n') + 1);
  sample.encoding = likely_encoding(bytes);
  sample.usual_delimiter = usual_delimiter;
  sample.delimiter = likely_delimiter(bytes, sample.encoding, usual_delimiter);
  std::istringstream text(bytes);
  CsvReader reader(text, dialect_of(sample.delimiter, sample.encoding), limits);
  if (reader.next() != CsvReader::Step::kRow) return sample;
  sample.header = read_header(reader, true);
  for (auto step = reader.next(); step != CsvReader::Step::kEnd; step = reader.next()) {
    if (step == CsvReader::Step::kBroken) {
      if (++sample.broken == 1)
        sample.broken_first = fmt::format("line {}, {}", reader.fault_place().line, reader.fault());
      continue;
    }
    if (sample.rows.size() == kMostRows) {
      sample.whole = false;
      break;
    }
    std::vector<std::string> row(std::max(sample.header.size(), reader.size()));
    for (std::size_t i = 0; i < reader.size(); ++i) row[i] = trim_blanks(reader.field(i));
    sample.has_short_rows = sample.has_short_rows || reader.size() < row.size();
    sample.rows.push_back(std::move(row));
  }
  return sample;
}

}  // namespace entente

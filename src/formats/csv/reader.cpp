#include "formats/csv/reader.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/limits.hpp"

namespace entente {

CsvReader::CsvReader(std::istream& in, const CsvDialect& dialect, const ReadLimits& limits)
    : decoder_(in, dialect.encoding), dialect_(dialect), longest_row_(limits.max_record) {
  for (const char c : {dialect.delimiter, '\n', '\r', dialect.quote})
    stops_[static_cast<unsigned char>(c)] = c != '\0' || c == dialect.delimiter;
  if (has(0) && ends_lines_with_cr()) {
    cr_ends_lines_ = true;
    std::replace(text_.begin(), text_.end(), '\r', '\n');
  }
  for (std::size_t i = 0; i < dialect.skip_lines && has(0); ++i) finish(end_of_line(0));
}

// Of the first piece of text: does a carriage return stand outside of quotes, and no line feed.
bool CsvReader::ends_lines_with_cr() const {
  bool is_quoted = false, found = false;
  for (const char c : text_) {
    if (c == dialect_.quote && c != '\0') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n') return false;
    found = found || c == '\r';
  }
  return found;
}

// Leaves behind what was read, and decodes another piece.
bool CsvReader::more() {
  if (begin_ > 0) {
    text_.erase(0, begin_);
    begin_ = 0;
  }
  try {
    const std::size_t before = text_.size();
    const bool got_more = decoder_.append_to(text_);
    if (cr_ends_lines_) std::replace(text_.begin() + static_cast<std::ptrdiff_t>(before), text_.end(), '\r', '\n');
    return got_more;
  } catch (Error& error) {
    if (error.line == 0) error.line = line_;
    throw;
  }
}

bool CsvReader::more_up_to(std::size_t offset) {
  while (begin_ + offset >= text_.size())
    if (!more()) return false;
  return true;
}

// The offset behind the line that `offset` stands in.
std::size_t CsvReader::end_of_line(std::size_t offset) {
  for (;; offset = text_.size() - begin_) {
    if (!has(offset)) return offset;
    if (offset > longest_row_) too_long();
    const char* from = text_.data() + begin_ + offset;
    const void* found = std::memchr(from, '\n', text_.size() - begin_ - offset);
    if (found) return static_cast<std::size_t>(static_cast<const char*>(found) - text_.data()) - begin_ + 1;
  }
}

// Leaves behind the first `length` bytes.
void CsvReader::finish(std::size_t length) {
  const auto from = text_.begin() + static_cast<std::ptrdiff_t>(begin_);
  line_ += static_cast<std::uint32_t>(std::count(from, from + static_cast<std::ptrdiff_t>(length), '\n'));
  begin_ += length;
}

TextPlace CsvReader::place_at(std::size_t offset) const {
  TextPlace place{line_, 1};
  for (const char c : std::string_view(text_).substr(begin_, offset)) {
    if (c == '\n')
      place = {place.line + 1, 1};
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
      ++place.column;
  }
  return place;
}

CsvReader::After CsvReader::fail(std::size_t offset, std::string reason) {
  fault_offset_ = offset;
  fault_ = std::move(reason);
  return After::kFault;
}

void CsvReader::too_long() const {
  throw too_large("a row", longest_row_, line_)
      .with_hint(
          "is this a table as text, and are its delimiter and quotes those that the column map says? If so, read "
          "it with a larger --max-record (ReadLimits::max_record)");
}

// Over a delimiter or the end of the row.
CsvReader::After CsvReader::behind_field(std::size_t& offset) {
  if (!has(offset)) return After::kRow;
  if (at(offset) == dialect_.delimiter) {
    ++offset;
    return After::kField;
  }
  offset += at(offset) == '\r' ? 2 : 1;
  return After::kRow;
}

// The field runs from `from`; `offset` stands within it.
CsvReader::After CsvReader::read_plain(std::size_t from, std::size_t& offset) {
  for (;; ++offset) {
    while (begin_ + offset < text_.size() && !stops_[static_cast<unsigned char>(at(offset))]) ++offset;
    if (!has(offset)) break;
    if (offset > longest_row_) too_long();
    const char c = at(offset);
    if (c == dialect_.delimiter || c == '\n') break;
    if (c == '\r' && has(offset + 1) && at(offset + 1) == '\n') break;
    if (c == dialect_.quote && dialect_.quote != '\0' && !dialect_.keep_stray_quotes)
      return fail(offset, fmt::format("a quote within a field that is not quoted; the whole field is put into quotes, "
                                      "and a quote in it is written twice"));
  }
  fields_.push_back({{}, from, from, offset - from, false, false});
  return behind_field(offset);
}

CsvReader::After CsvReader::read_quoted(std::size_t& offset) {
  const std::size_t open = offset++;
  const std::size_t kept = kept_.size();
  std::size_t from = offset;
  for (;;) {
    while (begin_ + offset < text_.size() && at(offset) != dialect_.quote) ++offset;
    if (offset - open > longest_row_ || !has(offset)) {
      is_unclosed_ = true;
      return fail(open, "the quote that opens here is never closed");
    }
    if (at(offset) != dialect_.quote) continue;
    if (!has(offset + 1) || at(offset + 1) != dialect_.quote) break;
    kept_.append(text_, begin_ + from, offset + 1 - from);
    offset += 2;
    from = offset;
  }
  const bool whole = kept_.size() == kept;
  if (!whole) kept_.append(text_, begin_ + from, offset - from);
  const std::size_t close = offset++;
  const bool ends = !has(offset) || at(offset) == dialect_.delimiter || at(offset) == '\n' ||
                    (at(offset) == '\r' && has(offset + 1) && at(offset + 1) == '\n');
  if (!ends) {
    kept_.resize(kept);
    if (dialect_.keep_stray_quotes) return read_plain(open, offset);
    return fail(offset, "text behind the quote that closes a field; a quote within a field is written twice");
  }
  fields_.push_back({{}, open, whole ? from : kept, whole ? close - from : kept_.size() - kept, true, !whole});
  return behind_field(offset);
}

// Empty lines and comments.
bool CsvReader::skip_unwanted_line() {
  const char c = at(0);
  const bool empty = c == '\n' || (c == '\r' && has(1) && at(1) == '\n');
  if (!empty && (dialect_.comment == '\0' || c != dialect_.comment)) return false;
  finish(end_of_line(0));
  return true;
}

// Of what can't be read the rest of the line is left out; of a quote without an end the line that it stands in.
CsvReader::Step CsvReader::broken(std::size_t row_end) {
  fields_.clear();
  length_ = end_of_line(is_unclosed_ ? 0 : row_end);
  return Step::kBroken;
}

CsvReader::Step CsvReader::next() {
  finish(length_);
  length_ = 0;
  fields_.clear();
  kept_.clear();
  is_unclosed_ = false;
  for (;;) {
    if (!has(0)) return Step::kEnd;
    if (!skip_unwanted_line()) break;
  }
  std::size_t offset = 0;
  After after = After::kField;
  while (after == After::kField) {
    const bool quoted = dialect_.quote != '\0' && has(offset) && at(offset) == dialect_.quote;
    after = quoted ? read_quoted(offset) : read_plain(offset, offset);
    if (offset > longest_row_ && after != After::kFault) too_long();
  }
  if (after == After::kFault) return broken(fault_offset_);
  const std::string_view row = std::string_view(text_).substr(begin_, offset);
  if (const std::size_t bad = find_broken_utf8(row); bad != std::string_view::npos) {
    fail(bad, dialect_.encoding.kind == EncodingKind::kUtf8
                  ? fmt::format("the byte {:02X} is no UTF-8 text; the column map names the `encoding` where it is "
                                "another",
                                static_cast<unsigned char>(row[bad]))
                  : "a character that is none of the `encoding` that the column map names");
    return broken(offset == 0 ? 0 : offset - 1);
  }
  for (Field& f : fields_)
    f.text = std::string_view(f.is_kept ? kept_ : text_).substr(f.is_kept ? f.begin : begin_ + f.begin, f.length);
  length_ = offset;
  return Step::kRow;
}

}  // namespace entente

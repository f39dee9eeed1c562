// Rows of separated values (RFC 4180 and its relatives), one at a time in constant memory. A line ends with a line
// feed, before which a carriage return may stand; in a file without any, as Excel writes for the Macintosh, with a
// carriage return.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "entente/read_limits.hpp"
#include "formats/csv/encoding.hpp"

namespace entente {

struct CsvDialect {
  char delimiter = ',';
  char quote = '"';                // NUL: no quoting, a quote is a character like another
  char comment = '\0';             // a line that begins with it is left out; NUL: none
  bool keep_stray_quotes = false;  // a quote in the middle of a field is text; else it is a fault
  std::size_t skip_lines = 0;      // left out at the beginning
  Encoding encoding = {};
};

// A place in the file: both from 1, the column in characters.
struct TextPlace {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

class CsvReader {
 public:
  enum class Step : std::uint8_t { kRow, kBroken, kEnd };

  CsvReader(std::istream& in, const CsvDialect& dialect, const ReadLimits& limits = {});

  // On to the next row. kBroken: it can't be read, `fault` says why and where, and reading goes on with the next line.
  // Empty lines and comments are left out. Throws what `read_bytes` throws, and kLimit for a row longer than
  // a record may be.
  Step next();

  // Of the row: its fields, unquoted. They live until the next step.
  std::size_t size() const { return fields_.size(); }
  std::string_view field(std::size_t i) const { return fields_[i].text; }
  // The empty field "" is a text, and one without quotes is none, where somebody makes that difference.
  bool is_quoted(std::size_t i) const { return fields_[i].is_quoted; }
  // Where the row begins, and where a field does.
  std::uint32_t line() const { return line_; }
  TextPlace place_of(std::size_t field) const { return place_at(fields_[field].offset); }

  const std::string& fault() const { return fault_; }
  TextPlace fault_place() const { return place_at(fault_offset_); }

 private:
  struct Field {
    std::string_view text;
    std::size_t offset = 0;  // from the beginning of the row, as it is written
    std::size_t begin = 0, length = 0;
    bool is_quoted = false;
    bool is_kept = false;  // the text is in kept_, else in the row itself
  };
  enum class After : std::uint8_t { kField, kRow, kFault };

  bool more();
  bool ends_lines_with_cr() const;
  bool has(std::size_t offset) { return begin_ + offset < text_.size() || more_up_to(offset); }
  bool more_up_to(std::size_t offset);
  char at(std::size_t offset) const { return text_[begin_ + offset]; }
  std::size_t end_of_line(std::size_t offset);
  void finish(std::size_t length);
  After read_plain(std::size_t from, std::size_t& offset);
  After read_quoted(std::size_t& offset);
  After behind_field(std::size_t& offset);
  After fail(std::size_t offset, std::string reason);
  Step broken(std::size_t row_end);
  [[noreturn]] void too_long() const;
  bool skip_unwanted_line();
  TextPlace place_at(std::size_t offset) const;

  TextDecoder decoder_;
  CsvDialect dialect_;
  std::size_t longest_row_;
  std::array<bool, 256> stops_{};  // characters at which a plain field needs a closer look
  std::string text_;               // what was decoded and not yet left behind
  bool cr_ends_lines_ = false;     // and nothing else does: each is read as a line feed
  std::size_t begin_ = 0;          // of the row in text_
  std::size_t length_ = 0;         // of the row with its end
  std::uint32_t line_ = 1;
  std::vector<Field> fields_;
  std::string kept_;  // fields that are not written as they read: with quotes within
  std::string fault_;
  std::size_t fault_offset_ = 0;
  bool is_unclosed_ = false;
};

}  // namespace entente

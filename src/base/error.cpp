#include "entente/error.hpp"

#include <algorithm>
#include <array>

#include "base/shortened.hpp"
#include "base/text.hpp"

namespace entente {
namespace {

struct CodeName {
  ErrorCode code;
  std::string_view name;
};
constexpr std::array kCodeNames = {
    CodeName{ErrorCode::kSyntax, "syntax"},
    CodeName{ErrorCode::kSemantic, "semantic"},
    CodeName{ErrorCode::kType, "type"},
    CodeName{ErrorCode::kArgument, "argument"},
    CodeName{ErrorCode::kArithmetic, "arithmetic"},
    CodeName{ErrorCode::kParameterMissing, "parameter_missing"},
    CodeName{ErrorCode::kNotFound, "not_found"},
    CodeName{ErrorCode::kInvalidData, "invalid_data"},
    CodeName{ErrorCode::kIo, "io"},
    CodeName{ErrorCode::kCorruption, "corruption"},
    CodeName{ErrorCode::kVersion, "version"},
    CodeName{ErrorCode::kLocked, "locked"},
    CodeName{ErrorCode::kConflict, "conflict"},
    CodeName{ErrorCode::kUnsupported, "unsupported"},
    CodeName{ErrorCode::kLimit, "limit"},
    CodeName{ErrorCode::kTimeout, "timeout"},
    CodeName{ErrorCode::kCancelled, "cancelled"},
    CodeName{ErrorCode::kInternal, "internal"},
};

// The line of a text that holds the beginning of a span, and where in it the span lies, in bytes of that line.
struct MarkedLine {
  std::size_t number = 1;
  std::string_view line;
  std::size_t from = 0, to = 0;
};

MarkedLine locate(std::string_view text, SourceSpan span) {
  const std::size_t offset = std::min(span.offset, text.size());
  const std::size_t length = std::min(span.length, text.size() - offset);
  MarkedLine mark;
  mark.number += static_cast<std::size_t>(std::count(text.begin(), text.begin() + offset, '\n'));
  const std::size_t line_feed = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = line_feed == std::string_view::npos ? 0 : line_feed + 1;
  std::size_t end = std::min(text.find('\n', offset), text.size());
  if (end > begin && text[end - 1] == '\r') --end;
  mark.line = text.substr(begin, end - begin);
  mark.from = std::min(offset - begin, mark.line.size());
  mark.to = std::min(mark.from + length, mark.line.size());
  return mark;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += character_length(text, at)) ++count;
  return count;
}

constexpr int kLongestShownLine = 160;  // columns

// Two lines: the text, and ^~~~ under the marked part. Of a long line only the part around the mark is shown.
std::string underline(const MarkedLine& mark) {
  // A tab as one blank, so that the caret below stands where it should.
  std::string plain(mark.line);
  std::replace(plain.begin(), plain.end(), '\t', ' ');
  const std::string_view whole = plain;
  const std::string line = printable(whole);
  const std::string_view view = line;
  const std::size_t from = printable(whole.substr(0, mark.from)).size();
  const std::size_t length_of_mark = printable(whole.substr(mark.from, mark.to - mark.from)).size();
  std::size_t begin = 0;
  int before = display_width(view.substr(0, from));
  while (before > kLongestShownLine / 2) {
    const std::size_t length = character_length(view, begin);
    before -= display_width(view.substr(begin, length));
    begin += length;
  }
  const std::string lead = begin > 0 ? "…" : "";
  const std::string shown = lead + truncate_to_width(view.substr(begin), kLongestShownLine);
  const int indent = display_width(lead) + before;
  const int room = std::max(1, display_width(shown) - indent);
  const int width = std::clamp(display_width(view.substr(from, length_of_mark)), 1, room);
  return "  " + shown + "\n  " + std::string(static_cast<std::size_t>(indent), ' ') + "^" +
         std::string(static_cast<std::size_t>(width - 1), '~');
}

}  // namespace

std::string_view name(ErrorCode code) {
  for (const CodeName& entry : kCodeNames) {
    if (entry.code == code) return entry.name;
  }
  return "unknown";
}

std::string describe(const Error& error, std::string_view text) {
  if (text.empty()) text = error.text;
  std::string out;
  if (!error.file.empty()) {
    out += printable(error.file);
    if (error.line > 0) out += ":" + std::to_string(error.line);
    out += ": ";
  }
  out += printable_lines(shortened(error.message));
  if (error.span && !text.empty()) {
    const MarkedLine mark = locate(text, *error.span);
    const std::size_t column = count_characters(mark.line.substr(0, mark.from)) + 1;
    out += " (line " + std::to_string(mark.number) + ", column " + std::to_string(column) + ")\n" + underline(mark);
  }
  if (!error.hint.empty()) out += "\nhint: " + printable_lines(shortened(error.hint));
  return out;
}

}  // namespace entente

#include "formats/xml/xml.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <vector>

#include <expat.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/csv/encoding.hpp"
#include "formats/files.hpp"
#include "formats/limits.hpp"

namespace entente::xml {
namespace {

constexpr int kChunk = 1 << 18;

bool is_upper_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

// Does `xHHHH` stand at `at`?
bool looks_escaped(std::string_view text, std::size_t at) {
  if (text.size() < at + 5 || text[at] != 'x') return false;
  return std::all_of(text.begin() + at + 1, text.begin() + at + 5, is_upper_hex);
}

// The character that an escape stands for: one that XML can't hold, or the low line. Else nothing.
std::optional<std::string> character_of(std::string_view digits) {
  const unsigned long code = std::stoul(std::string(digits), nullptr, 16);
  if (code == 0xFFFE) return "\xEF\xBF\xBE";
  if (code == 0xFFFF) return "\xEF\xBF\xBF";
  if (code == '_' || (code < 0x20 && code != '\t' && code != '\n' && code != '\r'))
    return std::string(1, static_cast<char>(code));
  return std::nullopt;
}

void append_byte(std::string& out, char c, bool in_quotes) {
  switch (c) {
    case '&':
      out += "&amp;";
      return;
    case '<':
      out += "&lt;";
      return;
    case '>':
      out += "&gt;";
      return;
    case '"':
      out += in_quotes ? "&quot;" : "\"";
      return;
    case '\t':  // a reader makes blanks of white space in attributes, and a line feed of `\r`
    case '\n':
    case '\r':
      out += fmt::format("&#{};", static_cast<int>(c));
      return;
    default:
      if (static_cast<unsigned char>(c) < 0x20)
        out += fmt::format("_x{:04X}_", static_cast<unsigned>(c));
      else
        out += c;
  }
}

void append_character(std::string& out, std::string_view character, bool in_quotes) {
  if (character.size() == 1 && static_cast<unsigned char>(character[0]) >= 0x80)
    out += "\xEF\xBF\xBD";
  else if (character.size() == 1)
    append_byte(out, character[0], in_quotes);
  else if (character == "\xEF\xBF\xBE")
    out += "_xFFFE_";
  else if (character == "\xEF\xBF\xBF")
    out += "_xFFFF_";
  else
    out += character;
}

bool is_space(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// What the XML declaration names where expat does not know it and iconv does.
std::optional<std::string> encoding_for_iconv(std::string_view document) {
  if (!document.starts_with("<?xml")) return std::nullopt;
  const std::string_view declaration = document.substr(0, document.find("?>"));
  std::size_t from = declaration.find("encoding");
  if (from != std::string_view::npos) from = declaration.find_first_of("\"'", from);
  if (from == std::string_view::npos) return std::nullopt;
  const std::size_t to = declaration.find(declaration[from], from + 1);
  if (to == std::string_view::npos) return std::nullopt;
  const auto encoding = find_encoding(declaration.substr(from + 1, to - from - 1));
  if (!encoding) return std::nullopt;
  if (encoding->kind == EncodingKind::kWindows1252) return "WINDOWS-1252";
  return encoding->kind == EncodingKind::kOther ? std::optional(encoding->name) : std::nullopt;
}

class Parser {
 public:
  Parser(std::istream& in, const ReadLimits& limits, const Events& events)
      : in_(in), events_(events), parser_(XML_ParserCreate(nullptr)), max_record_(limits.max_record) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetProcessingInstructionHandler(parser_.get(), on_instruction);
    XML_SetEntityDeclHandler(parser_.get(), on_entity);
    XML_SetSkippedEntityHandler(parser_.get(), on_skipped);
  }

  void run() {
    for (bool last = false; !last;) last = iconv_ ? feed_converted() : feed();
  }

 private:
  // The next piece; true where it is the last.
  bool feed() {
    void* buffer = XML_GetBuffer(parser_.get(), kChunk);
    if (!buffer) throw std::bad_alloc();
    const std::size_t size = fill(static_cast<char*>(buffer));
    const bool last = size < static_cast<std::size_t>(kChunk);
    const std::string_view bytes(static_cast<const char*>(buffer), size);
    if (fed_ == 0) {
      if (const auto encoding = encoding_for_iconv(bytes)) {
        iconv_.emplace(*encoding);
        XML_SetEncoding(parser_.get(), "UTF-8");
        unconverted_ = bytes;
        convert(last);
        return last;
      }
    }
    fed_ += size;
    check(XML_ParseBuffer(parser_.get(), static_cast<int>(size), last));
    return last;
  }

  bool feed_converted() {
    const std::size_t left = unconverted_.size();
    unconverted_.resize(left + kChunk);
    const std::size_t size = fill(unconverted_.data() + left);
    unconverted_.resize(left + size);
    const bool last = size < static_cast<std::size_t>(kChunk);
    convert(last);
    return last;
  }

  void convert(bool last) {
    std::string text;
    unconverted_.erase(0, iconv_->append(unconverted_, last, text));
    fed_ += text.size();
    check(XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), last));
  }

  void check(XML_Status status) {
    if (thrown_) std::rethrow_exception(thrown_);
    if (status == XML_STATUS_ERROR) broken(XML_GetErrorCode(parser_.get()));
    check_record(fed_);
  }

  std::size_t fill(char* to) {
    try {
      return read_bytes(in_, to, kChunk);
    } catch (Error& error) {
      error.line = place().line;
      throw;
    }
  }

  Place place() const {
    return {static_cast<std::uint32_t>(XML_GetCurrentLineNumber(parser_.get())),
            static_cast<std::uint32_t>(XML_GetCurrentColumnNumber(parser_.get()) + 1)};
  }

  // `at` is how far the text has been looked at. A tag is handed over when it is whole, so that this is asked in `run`,
  // too, with its first part in hand.
  void check_record(std::size_t at) const {
    if (at - record_from_ > max_record_ + kChunk) throw too_large("an element", max_record_, place().line);
  }
  std::size_t position() const {
    const XML_Index at = XML_GetCurrentByteIndex(parser_.get());  // -1 before the first element
    return at < 0 ? 0 : static_cast<std::size_t>(at);
  }
  void mark_record(std::string_view name) {
    if (std::find(events_.records.begin(), events_.records.end(), name) != events_.records.end())
      record_from_ = position();
  }

  [[noreturn]] void broken(XML_Error code) const {
    if (code == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
    std::string reason = fmt::format("not XML: {}", XML_ErrorString(code));
    if (code == XML_ERROR_UNKNOWN_ENCODING || code == XML_ERROR_INCORRECT_ENCODING)
      reason += "; save the file as UTF-8";
    throw Fault{reason, place()};
  }

  // An exception must not pass through the C code between here and `run`.
  template <class Do>
  void guarded(Do act) {
    if (thrown_) return;
    try {
      act();
    } catch (...) {
      thrown_ = std::current_exception();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  std::string_view plain(const char* name) const {
    std::string_view text = name;
    if (!prefix_.empty() && text.starts_with(prefix_)) text.remove_prefix(prefix_.size());
    return text;
  }

  void start(const char* name, const char** pairs) {
    if (texts_.empty()) {
      const std::string_view root = name;
      const std::size_t colon = root.find(':');
      if (colon != std::string_view::npos) prefix_ = root.substr(0, colon + 1);
    } else if (is_space(texts_.back())) {
      texts_.back().clear();
    }
    if (texts_.size() >= kMaxDepth) throw Fault{fmt::format("nested deeper than {} elements", kMaxDepth), place()};
    texts_.emplace_back();
    check_record(position());
    mark_record(plain(name));
    events_.start(plain(name), Attributes(pairs), place());
  }

  void end(const char* name) {
    std::string text = std::move(texts_.back());
    texts_.pop_back();
    check_record(position());
    mark_record(plain(name));
    events_.end(plain(name), unescaped(text), place());
  }

  void text(const char* bytes, int size) {
    if (texts_.empty()) return;
    texts_.back().append(bytes, static_cast<std::size_t>(size));
  }

  static Parser& self(void* data) { return *static_cast<Parser*>(data); }
  static void XMLCALL on_start(void* data, const XML_Char* name, const XML_Char** pairs) {
    self(data).guarded([&] { self(data).start(name, pairs); });
  }
  static void XMLCALL on_end(void* data, const XML_Char* name) {
    self(data).guarded([&] { self(data).end(name); });
  }
  static void XMLCALL on_text(void* data, const XML_Char* bytes, int size) {
    self(data).guarded([&] { self(data).text(bytes, size); });
  }
  static void XMLCALL on_instruction(void* data, const XML_Char* name, const XML_Char* text) {
    if (!self(data).events_.instruction) return;
    self(data).guarded([&] { self(data).events_.instruction(name, text, self(data).place()); });
  }
  static void XMLCALL on_entity(void* data, const XML_Char* name, int, const XML_Char*, int, const XML_Char*,
                                const XML_Char*, const XML_Char*, const XML_Char*) {
    self(data).guarded([&] {
      throw Fault{fmt::format("the document declares the entity `{}`: entities are not expanded", name),
                  self(data).place()};
    });
  }
  static void XMLCALL on_skipped(void* data, const XML_Char* name, int) {
    self(data).guarded([&] {
      throw Fault{fmt::format("the entity `{}` is declared elsewhere: nothing outside the file is read", name),
                  self(data).place()};
    });
  }

  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  std::istream& in_;
  const Events& events_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::string prefix_;              // of the root element, with its colon
  std::vector<std::string> texts_;  // of the open elements
  std::optional<IconvText> iconv_;  // from an encoding that expat does not know
  std::string unconverted_;
  std::size_t fed_ = 0;
  std::size_t max_record_;
  std::size_t record_from_ = 0;  // the tag of a record that was met last
  std::exception_ptr thrown_;
};

std::string escape(std::string_view text, bool in_quotes) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (text[i] == '_' && looks_escaped(text, i + 1))
      out += "_x005F_";
    else
      append_character(out, text.substr(i, length), in_quotes);
    i += length;
  }
  return out;
}

}  // namespace

std::string escaped(std::string_view text) {
  return escape(text, true);
}

std::string escaped_content(std::string_view text) {
  return escape(text, false);
}

std::string unescaped(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t low = text.find("_x"); low != std::string_view::npos; low = text.find("_x", at)) {
    out += text.substr(at, low - at);
    at = low;
    if (looks_escaped(text, low + 1) && low + 6 < text.size() && text[low + 6] == '_') {
      const auto character = character_of(text.substr(low + 2, 4));
      if (character && (*character != "_" || looks_escaped(text, low + 7))) {
        out += *character;
        at = low + 7;
        continue;
      }
    }
    out += text[at++];
  }
  out += text.substr(at);
  return out;
}

std::optional<std::string> Attributes::find(std::string_view name) const {
  for (const char** pair = pairs_; *pair; pair += 2)
    if (name == *pair) return unescaped(pair[1]);
  return std::nullopt;
}

void Attributes::each(const std::function<void(std::string_view, std::string&&)>& visit) const {
  for (const char** pair = pairs_; *pair; pair += 2) visit(*pair, unescaped(pair[1]));
}

void read(std::istream& in, const ReadLimits& limits, const Events& events) {
  Parser(in, limits, events).run();
}

}  // namespace entente::xml

#include "formats/xml.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <vector>

#include <expat.h>
#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/files.hpp"

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

class Parser {
 public:
  Parser(std::istream& in, const Events& events) : in_(in), events_(events), parser_(XML_ParserCreate(nullptr)) {
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetProcessingInstructionHandler(parser_.get(), on_instruction);
    XML_SetEntityDeclHandler(parser_.get(), on_entity);
    XML_SetSkippedEntityHandler(parser_.get(), on_skipped);
  }

  void run() {
    for (bool last = false; !last;) {
      void* buffer = XML_GetBuffer(parser_.get(), kChunk);
      if (!buffer) throw std::bad_alloc();
      const std::size_t size = fill(static_cast<char*>(buffer));
      last = size < static_cast<std::size_t>(kChunk);
      fed_ += size;
      const XML_Status status = XML_ParseBuffer(parser_.get(), static_cast<int>(size), last);
      if (thrown_) std::rethrow_exception(thrown_);
      if (status == XML_STATUS_ERROR) broken(XML_GetErrorCode(parser_.get()));
      const XML_Index done = XML_GetCurrentByteIndex(parser_.get());  // -1 before the first element
      if (fed_ - static_cast<std::size_t>(done < 0 ? 0 : done) > kMaxText)
        throw Fault{fmt::format("a tag of more than {} MB", kMaxText >> 20), place()};
    }
  }

 private:
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

  [[noreturn]] void broken(XML_Error code) const {
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
    events_.start(plain(name), Attributes(pairs), place());
  }

  void end(const char* name) {
    std::string text = std::move(texts_.back());
    texts_.pop_back();
    events_.end(plain(name), unescaped(text), place());
  }

  void text(const char* bytes, int size) {
    if (texts_.empty()) return;
    texts_.back().append(bytes, static_cast<std::size_t>(size));
    if (texts_.back().size() > kMaxText)
      throw Fault{fmt::format("an element with more than {} MB of text", kMaxText >> 20), place()};
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
  std::size_t fed_ = 0;
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

void read(std::istream& in, const Events& events) {
  Parser(in, events).run();
}

}  // namespace entente::xml

// XML read as a stream of elements, and text escaped for writing it.
//
// XML 1.0 can't hold every character: not the control characters besides tab, line feed and carriage return, not U+FFFE
// and U+FFFF. They are written as `_xHHHH_`, four upper-case hexadecimal digits, as in office documents (ECMA-376,
// ST_Xstring): U+0001 is `_x0001_`. Where a text has `_xHHHH` of its own, its low line is written as `_x005F_`. The
// reader undoes just these two, so that every text survives, and other low lines of foreign files stay as they are.
// A byte that is no UTF-8 is written as U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/read_limits.hpp"

namespace entente::xml {

// The inside of an attribute in double quotes, and of an element.
std::string escaped(std::string_view text);
std::string escaped_content(std::string_view text);
// Undoes the low-line convention above; `&amp;` and its like are the parser's.
std::string unescaped(std::string_view text);

// From 1, columns in characters.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The text is no XML that can be read on from, or not what was expected; thrown.
struct Fault {
  std::string reason;
  Place place;
};

// The attributes of one element, while its `start` runs.
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  std::optional<std::string> find(std::string_view name) const;
  // Calls `visit(name, value)` for each, in order of the text.
  void each(const std::function<void(std::string_view, std::string&&)>& visit) const;

 private:
  const char** pairs_;  // name, value, …, null
};

// What a reader of elements is told, in order of the text. Names come without the prefix that the root element has, and
// with any other ("viz:color").
struct Events {
  std::function<void(std::string_view name, const Attributes& attributes, Place place)> start;
  // `text` is the character data directly inside the element, white space between elements left out.
  std::function<void(std::string_view name, std::string&& text, Place place)> end;
  // `<?name text?>`. May be empty.
  std::function<void(std::string_view name, std::string_view text, Place place)> instruction = {};
  // The elements that are a record each. Between the tags of these no more is read than a record may be long.
  std::vector<std::string_view> records = {};
};

// Nesting that hostile text can't exceed.
inline constexpr std::size_t kMaxDepth = 200;

// Reads the stream to its end in constant memory. Nothing outside it is ever opened, and a document that declares
// entities is refused. Throws Fault; kLimit and what `read_bytes` throws, with the line; and what the events throw.
void read(std::istream& in, const ReadLimits& limits, const Events& events);

}  // namespace entente::xml

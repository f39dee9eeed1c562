// A JSON document in a stream, taken apart value by value: only what is asked for whole is held in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include <rapidjson/document.h>

#include "formats/json.hpp"
#include "formats/json_stream.hpp"

namespace entente::json {

// Iterative: nesting can't exhaust the stack. Full precision: a float reads back as it was written.
inline constexpr unsigned kParse =
    rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;

// The text is not JSON from here on, so that what follows can't be told apart from what is broken.
struct Broken {
  std::string reason;  // with the column
};

// Everything may throw Broken, and what reading the stream throws.
class DocumentReader {
 public:
  explicit DocumentReader(std::istream& in) : in_(in) {}

  // What stands next, white space left out: '{', '[', '"', … or '\0' at the end.
  char next();
  std::uint32_t line() const { return in_.line(); }

  // The next value, whole. It stays until the next value is read.
  const Json& value();
  void skip();
  // Each member of the object, and each item of the list, that stands next. `each` must read the value that belongs to
  // it, and nothing else; `line` is where it begins.
  void members(const std::function<void(const std::string& key, std::uint32_t line)>& each);
  void items(const std::function<void(std::uint32_t line)>& each);
  // Nothing else may follow.
  void end();

 private:
  void expect(char c, std::string_view where);
  void sequence(char open, char close, const std::function<void()>& each);
  [[noreturn]] void broken(const std::string& reason) const;

  TextStream in_;
  rapidjson::Document document_;
};

}  // namespace entente::json

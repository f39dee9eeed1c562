// A JSON document in a stream, taken apart value by value: only what is asked for whole is held in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"
#include "formats/json/json_stream.hpp"

namespace entente::json {

// The text is not JSON from here on, so that what follows can't be told apart from what is broken.
struct Broken {
  std::string reason;  // with the column
};

// Everything may throw Broken, and what reading the stream throws.
class DocumentReader {
 public:
  explicit DocumentReader(std::istream& in, const ReadLimits& limits = {}) : in_(in, limits) {}

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
  [[noreturn]] void broken(std::string_view reason) const;
  [[noreturn]] void unexpected(std::string_view reason) const;

  TextStream in_;
  Document document_;
};

}  // namespace entente::json

#include "formats/json/json_document.hpp"

#include <fmt/format.h>

namespace entente::json {

void DocumentReader::broken(std::string_view reason) const {
  throw Broken{fmt::format("{} (at column {})", reason, in_.column())};
}

void DocumentReader::unexpected(std::string_view reason) const {
  broken(fmt::format("not JSON: {}", reason));
}

char DocumentReader::next() {
  while (!in_.at_end() && (in_.Peek() == ' ' || in_.Peek() == '\n' || in_.Peek() == '\r' || in_.Peek() == '\t'))
    in_.Take();
  return in_.Peek();
}

const Json& DocumentReader::value() {
  next();
  if (in_.at_end()) unexpected("expected a value, found the end of the file");
  if (const auto fault = parse_next(in_, document_)) broken(fault->reason);
  return document_;
}

void DocumentReader::skip() {
  next();
  if (const auto fault = skip_next(in_)) broken(fault->reason);
}

void DocumentReader::expect(char c, std::string_view where) {
  const char found = next();
  if (found != c || in_.at_end())
    unexpected(fmt::format("expected `{}` {}, found {}", c, where,
                           in_.at_end() ? "the end of the file" : fmt::format("`{}`", found)));
  in_.Take();
}

void DocumentReader::sequence(char open, char close, const std::function<void()>& each) {
  expect(open, open == '{' ? "where an object begins" : "where a list begins");
  if (next() == close) {
    in_.Take();
    return;
  }
  for (;;) {
    next();
    each();
    if (next() == close) break;
    expect(',', open == '{' ? "between two members" : "between two items");
  }
  in_.Take();
}

void DocumentReader::members(const std::function<void(const std::string&, std::uint32_t)>& each) {
  sequence('{', '}', [&] {
    const std::uint32_t line = in_.line();
    if (in_.Peek() != '"') unexpected("expected a key in quotes");
    const std::string key(text_of(value()));
    expect(':', "behind a key");
    next();
    each(key, line);
  });
}

void DocumentReader::items(const std::function<void(std::uint32_t)>& each) {
  sequence('[', ']', [&] { each(in_.line()); });
}

void DocumentReader::end() {
  next();
  if (!in_.at_end()) unexpected("text behind the end of the document");
}

}  // namespace entente::json

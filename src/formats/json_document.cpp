#include "formats/json_document.hpp"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

namespace entente::json {

namespace {

// Without the full stop.
std::string reason_of(rapidjson::ParseErrorCode code) {
  std::string reason = rapidjson::GetParseError_En(code);
  if (reason.ends_with('.')) reason.pop_back();
  return reason;
}

}  // namespace

void DocumentReader::broken(const std::string& reason) const {
  throw Broken{fmt::format("not JSON: {} (at column {})", reason, in_.column())};
}

char DocumentReader::next() {
  while (!in_.at_end() && (in_.Peek() == ' ' || in_.Peek() == '\n' || in_.Peek() == '\r' || in_.Peek() == '\t'))
    in_.Take();
  return in_.Peek();
}

const Json& DocumentReader::value() {
  next();
  if (in_.at_end()) broken("expected a value, found the end of the file");
  document_.SetNull();
  document_.GetAllocator().Clear();
  document_.ParseStream<kParse | rapidjson::kParseStopWhenDoneFlag>(in_);
  if (document_.HasParseError()) broken(reason_of(document_.GetParseError()));
  return document_;
}

void DocumentReader::skip() {
  next();
  rapidjson::Reader reader;
  rapidjson::BaseReaderHandler<> nothing;
  const auto result = reader.Parse<kParse | rapidjson::kParseStopWhenDoneFlag>(in_, nothing);
  if (result.IsError()) broken(reason_of(result.Code()));
}

void DocumentReader::expect(char c, std::string_view where) {
  const char found = next();
  if (found != c || in_.at_end())
    broken(fmt::format("expected `{}` {}, found {}", c, where,
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
    if (in_.Peek() != '"') broken("expected a key in quotes");
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
  if (!in_.at_end()) broken("text behind the end of the document");
}

}  // namespace entente::json

#include "base/shortened.hpp"

#include <cstddef>

#include "base/text.hpp"

namespace entente {
namespace {

constexpr std::size_t kLongestQuote = 160;
constexpr std::size_t kLongestMessage = 2000;

// The bytes of the first so many characters, or all of them.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; characters > 0 && at < text.size(); --characters) at += character_length(text, at);
  return at;
}

// Where a quotation begins: an apostrophe within a word begins none.
std::size_t find_quote(std::string_view text) {
  for (std::size_t at = 0; (at = text.find_first_of("`\"'", at)) != std::string_view::npos; ++at) {
    if (text[at] != '\'' || at == 0 || text[at - 1] == ' ' || text[at - 1] == '(') return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::string cut(std::string_view text, std::size_t characters) {
  const std::size_t end = bytes_of(text, characters);
  return end == text.size() ? std::string(text) : std::string(text.substr(0, end)) + "…";
}

std::string shortened(std::string_view message) {
  if (message.size() <= kLongestQuote) return std::string(message);
  std::string out;
  while (!message.empty()) {
    const std::size_t begin = find_quote(message);
    const std::size_t end = begin == std::string_view::npos ? begin : message.find(message[begin], begin + 1);
    if (end == std::string_view::npos) break;
    out += message.substr(0, begin + 1);
    out += cut(message.substr(begin + 1, end - begin - 1), kLongestQuote);
    out += message[end];
    message.remove_prefix(end + 1);
  }
  return cut(out.append(message), kLongestMessage);
}

}  // namespace entente

// What both directions of exchange.hpp need.
#pragma once

#include <array>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "entente/error.hpp"
#include "formats/json/json.hpp"
#include "formats/json/json_parse.hpp"

namespace entente::exchange {

inline constexpr std::array<const char*, 4> kBounds = {"earliest_start", "latest_start", "earliest_end", "latest_end"};

[[noreturn]] inline void invalid(std::string message, std::string hint = {}) {
  throw Error(ErrorCode::kInvalidData, std::move(message)).with_hint(std::move(hint));
}

// What `write` writes to a JSON writer.
template <class Write>
std::string written(Write write) {
  std::ostringstream out;
  json::Output wrapped(out);
  json::Writer writer(wrapped);
  write(writer);
  return out.str();
}

// Throws kInvalidData.
json::Document parsed(std::string_view json);
// The same JSON in characters that XML can hold too: what it can't stands as \uXXXX.
std::string clean_json(std::string json);

// Runs `read` and says in which attribute it failed.
template <class Read>
auto in_attribute(std::string_view key, Read read) {
  try {
    return read();
  } catch (Error& error) {
    const std::string place = error.span ? fmt::format(" (at character {})", error.span->offset + 1) : std::string{};
    error.message = fmt::format("`{}`: {}{}", key, error.message, place);
    error.code = ErrorCode::kInvalidData;
    throw;
  }
}

}  // namespace entente::exchange

// JSON text to a document: the one place in which it is parsed, so that nesting, numbers and memory are bounded alike
// everywhere.
//
// A number without fraction and exponent is an integer, any other one a float. What neither can hold stays a value that
// JSON has no text for, so that just the record it stands in is refused: beyond 64 bits without sign NaN, beyond a
// float's range an infinity. `read_value` refuses both, and integers that fit 64 bits only without sign.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "formats/json/json_stream.hpp"
#include "formats/json/json_types.hpp"

namespace entente::json {

// Deeper is no document: a level takes memory long before it is known whether it closes.
inline constexpr int kMaxParseDepth = 1000;

// Why a text can't be parsed, without a full stop, and where, in bytes from its beginning.
struct Fault {
  std::string reason;
  std::size_t offset = 0;
  bool is_syntax = true;  // else it is JSON, and out of bounds
};

// The whole of the text. Nothing: `document` holds it.
std::optional<Fault> parse(std::string_view text, Document& document);
// The value that stands next, or just over it; offsets count from the beginning of the stream. What a value (of one
// that is skipped: a part of it that is held whole) takes is bounded as the stream says. Throw what reading throws.
std::optional<Fault> parse_next(TextStream& in, Document& document);
std::optional<Fault> skip_next(TextStream& in);

// Is the number one that neither an integer nor a float holds?
bool is_beyond_numbers(const Json& json);

}  // namespace entente::json

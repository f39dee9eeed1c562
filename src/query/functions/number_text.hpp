// Numbers as text, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// The shortest text that reads back to the number; always recognisable as a float: "1.0", "0.1", "1e+100", "NaN",
// "Infinity".
std::string float_text(double value);

// The whole text as a number, with blanks around it; nullopt where it is none (or an integer out of range).
std::optional<std::int64_t> integer_in(std::string_view text);
std::optional<double> float_in(std::string_view text);

}  // namespace entente

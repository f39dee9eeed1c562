// Offsets from UTC in text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace entente {

// "Z", "+01", "-0130", "+01:30", "+020559", "+02:05:59", up to 18 hours, in seconds; nullopt where it is none.
std::optional<std::int32_t> offset_in(std::string_view text);

}  // namespace entente

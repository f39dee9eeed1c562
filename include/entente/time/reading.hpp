// How much is asked of a vaguely dated fact before it counts.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace entente {

// How sure a fact must be to take part. Each reading contains the one before.
enum class Reading : std::uint8_t {
  kCertain,   // it held for every choice of its uncertain bounds
  kPresumed,  // or it began, its end is not known, and what is of its kind is taken to go on
  kPossible,  // or it held for some choice
};
inline constexpr std::array kAllReadings = {Reading::kCertain, Reading::kPresumed, Reading::kPossible};
std::string_view name(Reading reading);  // "certain", "presumed", "possible"

}  // namespace entente

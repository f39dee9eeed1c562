// Three-valued truth (Kleene's strong logic): what a statement over uncertain times can be.
#pragma once

#include <cstdint>

namespace entente {

// `kTrue` holds for every choice of the uncertain bounds, `kFalse` for none, `kUnknown` for some.
// Deliberately no conversion to bool: the caller says which of `certainly` and `possibly` is meant.
enum class Truth : std::uint8_t { kFalse, kUnknown, kTrue };

constexpr Truth truth(bool value) {
  return value ? Truth::kTrue : Truth::kFalse;
}
constexpr bool certainly(Truth t) {
  return t == Truth::kTrue;
}
constexpr bool possibly(Truth t) {
  return t != Truth::kFalse;
}

constexpr Truth operator!(Truth t) {
  return static_cast<Truth>(2 - static_cast<int>(t));
}
constexpr Truth operator&(Truth a, Truth b) {
  return a < b ? a : b;
}
constexpr Truth operator|(Truth a, Truth b) {
  return a < b ? b : a;
}

}  // namespace entente

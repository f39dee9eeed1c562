// The file that makes a folder a store.
#pragma once

#include <string_view>

namespace entente {

inline constexpr std::string_view kStoreMarker = "ENTENTE";
// In which another one is written, to take its place whole.
inline constexpr std::string_view kNextStoreMarker = "ENTENTE.new";

}  // namespace entente

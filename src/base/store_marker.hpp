// The file that makes a folder a store.
#pragma once

#include <string_view>

namespace entente {

inline constexpr std::string_view kStoreMarker = "ENTENTE";

}  // namespace entente

// Messages that quote what may be of any length.
#pragma once

#include <string>
#include <string_view>

namespace entente {

// The message with what it quotes between `…`, "…" or '…' cut to 160 characters, and itself to 2,000, "…" where
// something was cut.
std::string shortened(std::string_view message);

}  // namespace entente

// Messages that quote what may be of any length.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente {

// At most so many characters of the text, and "…" where that is not all of it.
std::string cut(std::string_view text, std::size_t characters);

// The message with what it quotes between `…`, "…" or '…' cut to 160 characters, and itself to 2,000, "…" where
// something was cut.
std::string shortened(std::string_view message);

}  // namespace entente

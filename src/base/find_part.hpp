// Search of a text for a part of it.
#pragma once

#include <cstddef>
#include <string_view>

namespace entente {

// Where `part` occurs in `text` from `from` on; npos: nowhere. Cost: linear in the text, whatever the part, where
// std::string_view::find is quadratic.
std::size_t find_part(std::string_view text, std::string_view part, std::size_t from = 0);

}  // namespace entente

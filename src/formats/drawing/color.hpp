// Colours "#RRGGBB" on white paper.
#pragma once

#include <string>
#include <string_view>

namespace entente::drawing {

// A darker colour of the same hue, for what stands on white: each part times `share`.
std::string darker(std::string_view color, double share);
// So much of the colour, the rest white: light enough for black text.
std::string lighter(std::string_view color, double share = 0.35);
// Between `from` (0) and `to` (1).
std::string between(std::string_view from, std::string_view to, double share);

// A light colour that this name has in every picture. Names may share one.
std::string tint_of(std::string_view name);

}  // namespace entente::drawing

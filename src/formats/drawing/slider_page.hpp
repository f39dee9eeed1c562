// A page that shows one slice of an SVG picture at a time.
#pragma once

#include <span>
#include <string>

#include "formats/drawing/slices.hpp"

namespace entente::drawing {

// Slices are chosen by a slider, the keys and the fragment of the address ("#1814-09"). It loads nothing.
std::string slider_page(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                        std::span<const DrawFrame> frames);

}  // namespace entente::drawing

// The slices of a series, and pictures that show one at a time.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "formats/drawing/scene.hpp"

namespace entente::drawing {

// What of a scene is seen in one slice: the ids of boxes and lines.
struct Slice {
  std::set<std::string> certain, possible;
};

Slice slice_of(const Elements& elements, const Scene& scene, const DrawFrame& frame, const DrawOptions& options);

// The scene with all that is not in the slice out of sight.
Scene sliced(const Scene& scene, const Slice& slice, const DrawFrame& frame);

// "1958" for that year, "May 1989", "from 1950 to 1954".
std::string frame_text(const Period& period);

// A page that shows one slice of an SVG picture at a time, chosen by a slider. It loads nothing.
std::string slider_page(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                        std::span<const DrawFrame> frames);

// An SVG picture that shows the slices one after another, again and again.
std::string animated_svg(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                         std::span<const DrawFrame> frames);

}  // namespace entente::drawing

// The slices of a series, and a picture that plays them.
#pragma once

#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "formats/drawing/scene.hpp"

namespace entente::drawing {

// What of a scene is seen in one slice: the ids of boxes and lines, by how surely they took part.
struct Slice {
  std::array<std::set<std::string>, kAllReadings.size()> ids = {};

  std::set<std::string>& of(Reading reading) { return ids[static_cast<std::size_t>(reading)]; }
  const std::set<std::string>& of(Reading reading) const { return ids[static_cast<std::size_t>(reading)]; }
  std::optional<Reading> certainty(const std::string& id) const {
    for (const Reading reading : kAllReadings)
      if (of(reading).contains(id)) return reading;
    return std::nullopt;
  }
};

// Of what took part under `least` at the least. Throws kArgument where the table does not know it.
Slice slice_of(const Table& table, const Scene& scene, const DrawFrame& frame, Reading least);

// The scene with all that is not in the slice out of sight.
Scene sliced(const Scene& scene, const Slice& slice, const DrawFrame& frame);

// An SVG picture that shows the slices one after another, again and again.
std::string animated_svg(const std::string& svg, const Scene& scene, std::span<const Slice> slices,
                         std::span<const DrawFrame> frames);

}  // namespace entente::drawing

// Size and colour of boxes by a value: a measure of the network that is drawn, or a property of entities.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "entente/drawing.hpp"
#include "formats/drawing/scene.hpp"

namespace entente::drawing {

// Sets the looks of the scene's boxes as DrawStyle::size_by and color_by say, and what the legend says of them.
void look_by_values(Scene& scene, const Elements& elements, const Selection& selection, const DrawStyle& style);

// A line for each property that the style goes by and nothing on the picture has, as it is probably misspelt, and for
// each that a measure of its name hides.
std::vector<std::string> unknown_properties(const Elements& elements, const Selection& selection,
                                            const DrawStyle& style);

}  // namespace entente::drawing

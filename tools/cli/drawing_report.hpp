// What was drawn, in words.
#pragma once

#include "entente/drawing.hpp"

namespace entente::cli {

// To standard error.
void print_style_warnings(const DrawReport& report);
// Also the files, and how much of what was found they show; nothing where they are standard output.
void print_drawing(const DrawReport& report);

}  // namespace entente::cli

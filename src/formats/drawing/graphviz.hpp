// GraphViz as a program: DOT text in, a picture out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::drawing {

// Runs `dot` with these arguments over `dot` on its standard input and returns its standard output. Throws kNotFound
// where there is no such program, kLimit where it takes longer than `seconds` (it is ended then), kIo with its own
// words where it fails.
std::string run_graphviz(const std::vector<std::string>& arguments, std::string_view dot, int seconds);

}  // namespace entente::drawing

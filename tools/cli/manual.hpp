// The page for man(1).
#pragma once

#include <string>

namespace entente::cli {

// All commands with their arguments, options and examples, as text for the man macros of troff, in UTF-8.
std::string manual_page();

}  // namespace entente::cli

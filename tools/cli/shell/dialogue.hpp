// The dialogue: entries are read, asked and answered until somebody leaves.
#pragma once

#include <string>

#include "cli/shell/session.hpp"

namespace entente::cli {

// From a terminal, or line by line from standard input: then nothing but answers is printed, what waits at the end is
// asked, and an error makes the exit code. Returns that.
int converse(Session& session, const std::string& store);

}  // namespace entente::cli

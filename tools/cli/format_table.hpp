// The table of formats as help prints it.
#pragma once

#include <string>

namespace entente::cli {

// A few lines a format: name, file endings, whether it is read or written, what it keeps and loses.
std::string format_table();

}  // namespace entente::cli

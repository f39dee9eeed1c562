// Symbolic links that lead to nothing: the system takes a name for taken where nothing is found.
#pragma once

#include <filesystem>
#include <string>

namespace entente {

// The first link on the way along `path`, the last part included, that leads to nothing, said in words: `"a/b" is a
// link to "c", which does not exist`. Empty: there is none.
std::string dangling_link(const std::filesystem::path& path);

}  // namespace entente

// A file of text that is held whole.
#pragma once

#include <cstddef>
#include <string>

namespace entente {

// All of a file, pipe or device; `-` is standard input. Throws kNotFound, kIo (a folder, say) and kLimit (more than
// `most` bytes), each with the file as its place.
std::string read_text_file(const std::string& path, std::size_t most);

}  // namespace entente

#include "base/find_part.hpp"

#include <cstring>

namespace entente {

// The C library searches for long parts by the two-way algorithm (Crochemore and Perrin 1991).
std::size_t find_part(std::string_view text, std::string_view part, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  if (part.empty()) return from;
  const void* const at = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  return at == nullptr ? std::string_view::npos : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

}  // namespace entente

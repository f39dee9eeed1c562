// The reader of dates on any bytes: it reads them or refuses them, and what it reads prints and reads back alike.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/time/edtf.hpp"
#include "entente/time/validity.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const entente::Result<entente::Validity> validity = entente::read_validity(text);
  if (!validity.ok()) {
    if (describe(validity.error(), text).empty()) std::abort();
    return 0;
  }
  if (!validity->bounds.is_valid() || text_of(*validity).empty()) std::abort();
  const std::string canonical = *entente::canonical_edtf(text);
  if (*entente::read_edtf(canonical) != validity->bounds) std::abort();
  if (*entente::canonical_edtf(canonical) != canonical) std::abort();
  return 0;
}

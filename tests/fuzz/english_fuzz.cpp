// The reader of English on any bytes: it reads them or refuses them, and what it reads has valid bounds and words.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "entente/time/english.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const entente::Result<entente::EnglishReading> reading = entente::read_english(text);
  if (!reading.ok()) {
    if (describe(reading.error(), text).empty()) std::abort();
    return 0;
  }
  const entente::Validity& validity = reading->validity;
  if (!validity.bounds.is_valid() || reading->understood.empty() || text_of(validity).empty()) std::abort();
  return 0;
}

// The parser on any bytes: it reads them or refuses them with a place inside the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "query/syntax/parser.hpp"
#include "query/syntax/print_ast.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  try {
    if (entente::print(entente::parse(text)).empty()) std::abort();
  } catch (const entente::Error& error) {
    if (!error.span || error.span->offset + error.span->length > text.size()) std::abort();
    if (describe(error, text).empty()) std::abort();
  }
  return 0;
}

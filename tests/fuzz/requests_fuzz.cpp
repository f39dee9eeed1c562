// The line protocol on any bytes: a line of JSON for each line that is not blank, whatever it says.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "entente/database.hpp"
#include "formats/json/json_parse.hpp"
#include "server/stdio.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string requests(reinterpret_cast<const char*>(data), size);
  if (requests.find("import") != std::string::npos) return 0;  // reads what others have on their disks
  std::istringstream in(requests);
  std::ostringstream out;
  entente::serve_stdio(entente::Database::in_memory().value(), true, in, out);
  std::istringstream replies(out.str());
  for (std::string line; std::getline(replies, line);) {
    entente::json::Document document;
    if (entente::json::parse(line, document) || !document.IsObject()) std::abort();
  }
  return 0;
}

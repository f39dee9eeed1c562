#include "cli/format_table.hpp"

#include <iterator>

#include <fmt/format.h>

#include "entente/formats.hpp"

namespace entente::cli {

std::string format_table() {
  std::string text;
  for (const Format& f : formats())
    fmt::format_to(std::back_inserter(text), "  {:<12} {:<16} {}\n  {:<12} {:<16} keeps {}\n  {:<12} {:<16} loses {}\n",
                   f.name, f.extensions, f.summary, "",
                   f.write && f.read ? "in and out"
                   : f.read          ? "in"
                                     : "out",
                   f.keeps, "", "", f.loses);
  return text;
}

}  // namespace entente::cli

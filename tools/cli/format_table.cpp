#include "cli/format_table.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "entente/formats.hpp"

namespace entente::cli {

std::string format_table() {
  std::size_t name = 0, endings = 10;
  for (const Format& f : formats()) {
    name = std::max(name, f.name.size());
    endings = std::max(endings, f.extensions.size());
  }
  std::string text;
  const auto line = [&](std::string_view first, std::string_view second, std::string_view what,
                        std::string_view words) {
    fmt::format_to(std::back_inserter(text), "  {:<{}}  {:<{}}  {}{}\n", first, name, second, endings, what, words);
  };
  for (const Format& f : formats()) {
    line(f.name, f.extensions, "", f.summary);
    line("", f.write && f.read ? "in and out" : f.read ? "in" : "out", "keeps ", f.keeps);
    line("", "", "loses ", f.loses);
  }
  return text;
}

}  // namespace entente::cli

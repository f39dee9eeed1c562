// Characters that a terminal takes for commands, or that turn the direction of what follows them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

// U+0000–1F, U+007F–9F, and the marks U+202A–202E and U+2066–2069.
bool is_control(std::int32_t code);

// The offset of the first of them that is no ASCII, or U+007F; npos: there is none.
std::size_t find_control_beyond_ascii(std::string_view text);

// Text on its way to a terminal, in pieces that may end within a character: controls become the escapes of `printable`,
// but for ends of lines and tabs.
class TerminalText {
 public:
  // What can be shown of what was written up to here.
  std::string clean(std::string_view piece);
  // What is left: the beginning of a character.
  std::string rest();

 private:
  std::string begun_;
};

}  // namespace entente

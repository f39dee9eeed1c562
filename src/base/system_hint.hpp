// What to do about an error of the operating system.
#pragma once

#include <cerrno>
#include <string_view>

namespace entente {

inline constexpr std::string_view kDescriptorHint =
    "raise the number of files that a process may have open (`ulimit -n 256`)";

// For a value of errno; empty where its name says enough.
constexpr std::string_view system_hint(int code) {
  return code == EMFILE || code == ENFILE ? kDescriptorHint : std::string_view();
}

}  // namespace entente

// The one way of words to a terminal. Names and texts of data are among them, and whatever a terminal would take for a
// command in them is shown as an escape instead (`printable` of base/text.hpp).
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace entente::cli {

// Text of several lines that this program has laid out; in any other text a line feed is shown as an escape, too.
struct Lines {
  std::string text;
};

// To another program, such as a pager, as to a terminal. False: it does not take all of it.
bool write_to(std::FILE* file, std::string_view text);

// Both never throw: that standard output can't be written is said by `flush_output`.
void write_out(std::string_view text);
void write_error(std::string_view text);

template <class T>
auto cleaned(const T& value) {
  if constexpr (std::is_same_v<T, Lines>)
    return printable_lines(value.text);
  else if constexpr (std::is_convertible_v<const T&, std::string_view>)
    return printable(value);
  else
    return value;
}
template <class T>
using Cleaned = decltype(cleaned(std::declval<const T&>()));

template <class... Values>
std::string laid_out(fmt::string_view format, const Values&... values) {
  return fmt::vformat(format, fmt::make_format_args(values...));
}

// To standard output.
template <class... Values>
void put(fmt::format_string<const Cleaned<Values>&...> format, const Values&... values) {
  write_out(laid_out(format, cleaned(values)...));
}

// To standard error.
template <class... Values>
void put_error(fmt::format_string<const Cleaned<Values>&...> format, const Values&... values) {
  write_error(laid_out(format, cleaned(values)...));
}

// From here on, what is written to std::cout is shown as other words are where it is a terminal: data is for programs,
// and as it is, in files and pipes alone.
void clean_terminal();

// Makes the line of standard error that was begun empty; for terminals.
void clear_error_line();

// Whether the file is the one that standard output goes to, such as /dev/stdout: then it is no place for a report.
bool is_standard_output(const std::string& path);

// Pushes out what was printed. False, with a message, where that failed (a full disk, standard output closed); a reader
// that went away is no failure.
bool flush_output();

// Gives the three standard descriptors to files that can't be read or written where they are closed, so that no other
// file gets their numbers, and what is printed is not lost without a word.
void hold_standard_descriptors();

}  // namespace entente::cli

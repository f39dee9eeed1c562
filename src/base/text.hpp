// Text as people see it: widths on a terminal, comparison without case and accents, the nearest known word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace entente {

// Columns that `text` takes on a terminal: wide East Asian characters take two, combining marks and control characters
// none; an invalid byte counts one.
int display_width(std::string_view text);

// `text` without differences of case and diacritics, for lookup of names: "Nguyễn" and "NGUYEN" fold alike.
// Invalid bytes are kept as they are.
std::string fold(std::string_view text);

// A name without differences that people do not type or do not see: folded, letters that Unicode does not take apart
// written plainly (ø as o, ł as l), dashes and runs of white space as one blank, apostrophes and full stops left out.
std::string fold_name(std::string_view name);

// Insertions, deletions, substitutions and swaps of neighbouring characters that lead from `a` to `b` (restricted
// Damerau-Levenshtein); any number above `limit` where they are more.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The candidate that `word` most likely stands for: fewest insertions, deletions, substitutions and swaps of neighbours
// on folded text, the first one where several are equally near. Empty where nothing is near (more than max(1, length/3)
// edits).
std::string nearest(std::string_view word, std::span<const std::string> candidates);

// "1,234,567"
std::string grouped(std::uint64_t number);

// Bytes of `text` from `offset` on that are printable ASCII, each of them a character and a column.
std::size_t plain_bytes(std::string_view text, std::size_t offset);

// Bytes of the longest beginning of `text` that takes at most `columns` columns. Cost: linear in what it returns.
std::size_t bytes_within(std::string_view text, int columns);

// `text` cut to at most `columns` columns, the last of them "…" where something was cut. Never splits a character.
std::string truncate_to_width(std::string_view text, int columns);

// `text` without the blanks at its ends: spaces and tabs, those that don't break and those without a width, too.
std::string_view trim_blanks(std::string_view text);

// `text` in one line, as it may go to a terminal: control characters (also those of the second block and bytes that are
// no UTF-8) and the marks that turn the direction of what follows them stand there as escapes, `\n`, `\x1b` or
// `\u202e`.
std::string printable(std::string_view text);
// The same with its line feeds as they are.
std::string printable_lines(std::string_view text);

// Length in bytes of the character (code point) that starts at `offset`, 1 for an invalid byte. Requires offset <
// text.size().
std::size_t character_length(std::string_view text, std::size_t offset);

// The offset of the first byte that is not well-formed UTF-8; npos: there is none. U+0000 is a character like another.
std::size_t find_broken_utf8(std::string_view text);

// Empty where `text` is UTF-8; else what is wrong with it, said of `what` ("`name` is no UTF-8 text: its byte 4 is
// FF").
std::string utf8_fault(std::string_view what, std::string_view text);

// `text` with U+FFFD in place of every byte that is no UTF-8.
std::string as_utf8(std::string_view text);

}  // namespace entente

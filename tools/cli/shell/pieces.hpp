// Query text in pieces, as far as one who is still typing it can be understood: what is quoted, what is open.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

enum class PieceKind {
  kWord,     // letters, digits, `_` and everything beyond ASCII
  kName,     // in backticks
  kText,     // in quotes
  kComment,  // to the end of the line, or between /* and */
  kSign      // any other character but blanks
};

struct Piece {
  PieceKind kind;
  std::size_t from, to;  // in bytes of the text
  bool closed = true;  // false: its closing quote or */ is not there; a comment of one line is closed by its line feed
};

std::vector<Piece> pieces_of(std::string_view text);

// What has been typed so far, cut at each `;` that stands in no quotes and no comment.
struct Typed {
  std::vector<std::string> statements;  // the complete ones, without `;`
  std::string rest;                     // what waits for its end; empty: nothing does
  // What the rest waits for: `;`, or first a quote, a backtick, a closing bracket, or */. Empty where nothing waits.
  std::string awaited;
  // Whether the rest would go on in a line of its own: a quote or comment is open.
  bool is_quoted = false;
};
Typed typed(std::string_view text);

}  // namespace entente::cli

#include "cli/shell/pieces.hpp"

#include <algorithm>

namespace entente::cli {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

Piece quoted(std::string_view text, std::size_t from, PieceKind kind) {
  const char quote = text[from];
  std::size_t at = from + 1;
  while (at < text.size() && text[at] != quote) at += text[at] == '\\' && kind == PieceKind::kText ? 2 : 1;
  const bool closed = at < text.size();
  return {kind, from, closed ? at + 1 : text.size(), closed};
}

Piece comment(std::string_view text, std::size_t from) {
  const bool is_line = text[from + 1] == '/';
  const std::size_t end = text.find(is_line ? "\n" : "*/", from + 2);
  const bool closed = end != std::string_view::npos;
  return {PieceKind::kComment, from, closed ? end + (is_line ? 1 : 2) : text.size(), closed};
}

Piece piece_at(std::string_view text, std::size_t from) {
  const char c = text[from];
  if (c == '\'' || c == '"') return quoted(text, from, PieceKind::kText);
  if (c == '`') return quoted(text, from, PieceKind::kName);
  if (c == '/' && from + 1 < text.size() && (text[from + 1] == '/' || text[from + 1] == '*'))
    return comment(text, from);
  if (!is_word(c)) return {PieceKind::kSign, from, from + 1};
  const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), is_word);
  return {PieceKind::kWord, from, static_cast<std::size_t>(end - text.begin())};
}

// The closing brackets that are still owed, the next one last.
std::string owed(std::string_view text, const std::vector<Piece>& pieces) {
  std::string brackets;
  for (const Piece& piece : pieces) {
    if (piece.kind != PieceKind::kSign) continue;
    const char c = text[piece.from];
    if (c == '(' || c == '[' || c == '{') {
      brackets += c == '(' ? ')' : c == '[' ? ']' : '}';
    } else if (!brackets.empty() && c == brackets.back()) {
      brackets.pop_back();
    }
  }
  return brackets;
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    pieces.push_back(piece_at(text, at));
    at = pieces.back().to;
  }
  return pieces;
}

Typed typed(std::string_view text) {
  Typed result;
  std::vector<Piece> pieces = pieces_of(text);
  std::size_t from = 0;
  const auto is_end = [&](const Piece& p) { return p.kind == PieceKind::kSign && text[p.from] == ';'; };
  const auto says_something = [](const Piece& p) { return p.kind != PieceKind::kComment; };
  for (auto end = pieces.begin(); (end = std::find_if(pieces.begin(), pieces.end(), is_end)) != pieces.end();) {
    if (std::any_of(pieces.begin(), end, says_something))
      result.statements.emplace_back(text.substr(from, end->from - from));
    from = end->to;
    pieces.erase(pieces.begin(), end + 1);
  }
  // A remark behind the last statement begins no other one.
  const bool is_remark = from > 0 && std::none_of(pieces.begin(), pieces.end(), says_something);
  if (pieces.empty() || (is_remark && pieces.back().closed)) return result;
  result.rest = text.substr(from);
  const Piece& last = pieces.back();
  if (!last.closed && text.substr(last.from, 2) != "//") {
    result.is_quoted = true;
    result.awaited = last.kind == PieceKind::kComment ? "*/" : std::string(1, text[last.from]);
  } else if (const std::string brackets = owed(text, pieces); !brackets.empty()) {
    result.awaited = brackets.back();
  } else {
    result.awaited = ";";
  }
  return result;
}

}  // namespace entente::cli

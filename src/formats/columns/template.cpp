#include "formats/columns/template.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/text.hpp"
#include "entente/error.hpp"
#include "formats/invalid.hpp"

namespace entente {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string slug(std::string_view text) {
  std::string made;
  for (const char c : fold(text)) {
    if (is_word(c))
      made += c;
    else if (!made.empty() && made.back() != '-')
      made += '-';
  }
  while (made.ends_with('-')) made.pop_back();
  return made;
}

std::string snake(std::string_view text) {
  std::string made;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_word(c)) {
      if (!made.empty() && made.back() != '_') made += '_';
      continue;
    }
    const bool is_upper = std::isupper(static_cast<unsigned char>(c)) != 0;
    if (is_upper && i > 0 && std::islower(static_cast<unsigned char>(text[i - 1])) != 0) made += '_';
    made += static_cast<char>((c & 0x80) != 0 ? c : std::toupper(static_cast<unsigned char>(c)));
  }
  while (made.ends_with('_')) made.pop_back();
  return made;
}

Template::Piece Template::place(std::string_view text, const Names& names) {
  Piece piece;
  piece.is_place = true;
  std::size_t bar = text.find('|');
  const std::string_view column = trimmed(text.substr(0, bar));
  if (column.empty())
    invalid("a place without the name of a column", "write {COLUMN}; a brace itself is written twice");
  piece.slot = names.slot(column);
  while (bar != std::string_view::npos) {
    text.remove_prefix(bar + 1);
    bar = text.find('|');
    Step step;
    step.name = trimmed(text.substr(0, bar));
    step.lookup = names.lookup(step.name);
    if (!step.lookup) {
      if (step.name == "slug")
        step.builtin = Builtin::kSlug;
      else if (step.name == "snake")
        step.builtin = Builtin::kSnake;
      else
        invalid(fmt::format("no lookup is called `{}`", step.name), "it is `slug`, `snake` or one of `lookups`");
    }
    piece.steps.push_back(std::move(step));
  }
  return piece;
}

Template::Template(std::string_view text, const Names& names) {
  std::string literal;
  const auto end_literal = [&] {
    if (literal.empty()) return;
    pieces_.emplace_back().literal = std::move(literal);
    literal.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "{{" || text.substr(i, 2) == "}}") {
      literal += text[i++];
    } else if (text[i] == '{') {
      const std::size_t close = text.find('}', i);
      if (close == std::string_view::npos)
        invalid(fmt::format("a brace without its counterpart in \"{}\"", text), "a brace itself is written twice");
      end_literal();
      pieces_.push_back(place(text.substr(i + 1, close - i - 1), names));
      i = close;
    } else if (text[i] == '}') {
      invalid(fmt::format("a brace without its counterpart in \"{}\"", text), "a brace itself is written twice");
    } else {
      literal += text[i];
    }
  }
  end_literal();
}

bool Template::is_constant() const {
  return std::none_of(pieces_.begin(), pieces_.end(), [](const Piece& p) { return p.is_place; });
}

std::size_t Template::first_slot() const {
  const auto first = std::find_if(pieces_.begin(), pieces_.end(), [](const Piece& p) { return p.is_place; });
  return first == pieces_.end() ? 0 : first->slot;
}

std::size_t Template::plain_slot() const {
  return pieces_.size() == 1 && pieces_[0].steps.empty() ? first_slot() : 0;
}

bool Template::append_to(std::string& text, std::span<const ColumnCell> row, std::size_t& missing) const {
  for (const Piece& piece : pieces_) {
    if (!piece.is_place) {
      text += piece.literal;
      continue;
    }
    missing = piece.slot;
    const ColumnCell& cell = row[piece.slot];
    if (!cell.has_value) return false;
    if (piece.steps.empty()) {
      text += cell.text;
      continue;
    }
    std::string changed(cell.text);
    for (const Step& step : piece.steps) {
      if (step.lookup) {
        const auto found = step.lookup->find(changed);
        if (found == step.lookup->end()) invalid(fmt::format("`{}` is not in the lookup `{}`", changed, step.name), {});
        changed = found->second;
      } else {
        changed = step.builtin == Builtin::kSlug ? slug(changed) : snake(changed);
      }
    }
    if (changed.empty()) return false;
    text += changed;
  }
  return true;
}

}  // namespace entente

#include "cli/rejections.hpp"

#include <algorithm>
#include <cctype>

#include "cli/print.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

namespace {

// The field at fault, with which a reason begins: "column 12 (`born`): " or "`valid`: ". Takes it off the reason; the
// column counts characters, so every row has another.
std::string take_field(std::string_view& reason) {
  const bool is_column = reason.starts_with("column ");
  const std::string_view opening = is_column ? " (`" : "`", closing = is_column ? "`): " : "`: ";
  const std::size_t from = is_column ? reason.find_first_not_of("0123456789", 7) : 0;
  if (from == std::string_view::npos || !reason.substr(from).starts_with(opening)) return {};
  const std::size_t to = reason.find(closing, from);
  if (to == std::string_view::npos) return {};
  std::string field(reason.substr(from + opening.size(), to - from - opening.size()));
  reason.remove_prefix(to + closing.size());
  return field;
}

// Where a quoted text ends that begins at `at`: at the next quote, but for one within a word, which is the text's own.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  std::size_t end = text.find(text[at], at + 1);
  while (end != std::string_view::npos && end + 1 < text.size() &&
         std::isalnum(static_cast<unsigned char>(text[end + 1])))
    end = text.find(text[at], end + 1);
  return end;
}

}  // namespace

// Quoted texts become `…`, numbers 0.
std::string kind_of_rejection(std::string_view reason) {
  const std::string field = take_field(reason);
  std::string kind = field.empty() ? std::string() : "`" + field + "`: ";
  for (std::size_t at = 0; at < reason.size();) {
    const char c = reason[at];
    if (c == '`' || c == '"') {
      const std::size_t end = end_of_quoted(reason, at);
      kind += "`…`";
      if (end == std::string_view::npos) return kind;
      at = end + 1;
    } else if (std::isdigit(static_cast<unsigned char>(c))) {
      kind += '0';
      while (at < reason.size() && std::isdigit(static_cast<unsigned char>(reason[at]))) ++at;
    } else {
      kind += c;
      ++at;
    }
  }
  return kind;
}

void Rejections::add(const RejectedRecord& rejected) {
  std::string name = kind_of_rejection(rejected.reason);
  auto kind = std::find_if(kinds_.begin(), kinds_.end(), [&](const Kind& k) { return k.name == name; });
  if (kind == kinds_.end()) kind = kinds_.insert(kinds_.end(), Kind{std::move(name), {}, 0});
  if (++kind->count <= kShownOfEach) kind->shown.push_back(rejected);
}

void Rejections::print(const std::string& all_in) const {
  if (kinds_.empty()) return;
  bool left_out = false;
  for (const Kind& kind : kinds_) {
    for (const RejectedRecord& r : kind.shown) put_error("{}:{}: {}\n", r.file, r.line, r.reason);
    if (kind.count == kind.shown.size()) continue;
    left_out = true;
    put_error("  and {} more of this kind\n", grouped(kind.count - kind.shown.size()));
  }
  if (!all_in.empty())
    put_error("all of them are in {}\n", all_in);
  else if (left_out)
    put_error("--rejects FILE writes all of them\n");
}

}  // namespace entente::cli

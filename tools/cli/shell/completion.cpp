#include "cli/shell/completion.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"
#include "cli/shell/pieces.hpp"
#include "entente/time/period_predicates.hpp"

namespace entente::cli {
namespace {

using Words = std::vector<std::string>;

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string doubled(std::string_view text, char mark) {
  std::string result;
  for (const char c : text) result += c == mark ? std::string(2, c) : std::string(1, c);
  return result;
}

// A name as the language takes it.
std::string as_name(const std::string& name) {
  const auto pieces = pieces_of(name);
  const bool is_word = pieces.size() == 1 && pieces[0].kind == PieceKind::kWord && pieces[0].to == name.size() &&
                       pieces[0].from == 0 && std::isdigit(static_cast<unsigned char>(name[0])) == 0;
  return is_word ? name : "`" + doubled(name, '`') + "`";
}

std::string as_text(std::string_view text, char quote) {
  std::string result;
  for (const char c : text) {
    if (c == quote || c == '\\') result += '\\';
    result += c;
  }
  return result + quote;
}

class Completer {
 public:
  Completer(std::string_view text, std::size_t cursor, const Vocabulary& known)
      : text_(text.substr(0, cursor)), known_(known), pieces_(pieces_of(text_)) {}

  Completion run() {
    result_.from = text_.size();
    if (text_.starts_with(':') && text_.find('\n') == std::string_view::npos) {
      command();
    } else {
      query();
    }
    auto& found = result_.candidates;
    // What can't go to a terminal as it is is not offered.
    std::erase_if(found, [](const std::string& word) { return printable(word) != word; });
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return std::move(result_);
  }

 private:
  void command() {
    const std::size_t blank = text_.find_first_of(" \t");
    if (blank == std::string_view::npos) {
      result_.from = 1;
      typed_ = text_.substr(1);
      for (const Vocabulary::Command& c : known_.commands) offer(c.name);
      return;
    }
    result_.from = std::min(text_.find_last_of(" \t") + 1, text_.size());
    typed_ = text_.substr(result_.from);
    for (const Vocabulary::Command& c : known_.commands)
      if (c.name == text_.substr(1, blank - 1)) offer_all(c.arguments);
  }

  void query() {
    std::size_t before = pieces_.size();  // pieces before what is being typed
    bool in_backticks = false;
    if (!pieces_.empty() && pieces_.back().to == text_.size()) {
      const Piece& last = pieces_.back();
      if (last.kind == PieceKind::kComment && !last.closed) return;
      if (last.kind == PieceKind::kText && !last.closed) return names(last);
      in_backticks = last.kind == PieceKind::kName && !last.closed;
      if (last.kind == PieceKind::kWord || in_backticks) {
        --before;
        result_.from = last.from;
        typed_ = text_.substr(last.from + (in_backticks ? 1 : 0));
      }
    }
    // Comments say nothing.
    pieces_.resize(before);
    std::erase_if(pieces_, [](const Piece& p) { return p.kind == PieceKind::kComment; });
    if (procedure()) return;
    const std::string_view sign = word(1);
    if (sign == "$") {
      offer_all(known_.parameters);
    } else if (sign == "." && pieces_.size() > 1 && word(2) != ".") {
      properties_behind_dot();
    } else if ((sign == ":" && open_bracket() != '{') || sign == "|" || sign == "&") {
      for (const std::string& name : is_relation() ? known_.types : known_.labels) offer(name, as_name(name));
    } else if ((sign == "{" || sign == ",") && open_bracket() == '{' && is_pattern(open_)) {
      for (const std::string& name : known_.properties) offer(name, as_name(name));
    } else if (sign != ":" && !in_backticks) {
      words();
    }
  }

  // The piece so many from the end, as text; empty: there is none.
  std::string_view word(std::size_t from_end) const {
    if (from_end > pieces_.size()) return {};
    const Piece& piece = pieces_[pieces_.size() - from_end];
    return text_.substr(piece.from, piece.to - piece.from);
  }
  std::string_view sign_at(std::size_t i) const {
    return i < pieces_.size() && pieces_[i].kind == PieceKind::kSign ? text_.substr(pieces_[i].from, 1)
                                                                     : std::string_view();
  }

  void offer(std::string_view word, std::string as = {}) {
    if (word.size() >= typed_.size() && same_word(word.substr(0, typed_.size()), typed_))
      result_.candidates.push_back(as.empty() ? std::string(word) : std::move(as));
  }
  void offer_all(const Words& words) {
    for (const std::string& word : words) offer(word);
  }

  // Inside quotes. `last` is what has been typed of the text.
  void names(const Piece& last) {
    const char quote = text_[last.from];
    const std::string typed = fold(text_.substr(last.from + 1));
    pieces_.pop_back();
    if (!takes_names()) return;
    result_.from = last.from + 1;
    Words inside;
    for (const std::string& name : known_.names) {
      const std::string folded = fold(name);
      if (folded.starts_with(typed)) {
        result_.candidates.push_back(as_text(name, quote));
      } else if (const std::size_t at = folded.find(" " + typed); at != std::string::npos) {
        inside.push_back(as_text(name, quote));
      }
    }
    if (result_.candidates.empty()) result_.candidates = std::move(inside);
  }

  // Whether the text that begins here may be a name: not a date, not the value of another property.
  bool takes_names() const {
    static constexpr std::array<std::string_view, 4> kDates = {"of", "from", "to", "between"};
    const auto is = [&](std::string_view word) { return [word](std::string_view w) { return same_word(w, word); }; };
    if (std::any_of(kDates.begin(), kDates.end(), is(word(1)))) return false;
    bool compares_periods = false;
    for_each_period_word([&](const PeriodPredicate& predicate, std::string_view words) {
      const std::string_view last = words.substr(words.find_last_of(' ') + 1);
      compares_periods = compares_periods || (!predicate.is_of_texts && same_word(last, word(1)));
    });
    if (compares_periods) return false;
    static constexpr std::array<std::string_view, 3> kNames = {"name", "aliases", "names"};
    std::string_view property;
    if (word(1) == ":" && open_bracket_of(pieces_.size()) == '{') property = word(2);
    const bool compares = word(1) == "=" || same_word(word(1), "with") || same_word(word(1), "contains");
    const std::size_t back = same_word(word(1), "with") ? 3 : 2;
    if (compares && word(back + 1) == ".") property = word(back);
    return property.empty() || std::any_of(kNames.begin(), kNames.end(), is(property));
  }

  // Behind CALL, namespaces and all.
  bool procedure() {
    std::size_t first = pieces_.size();
    while (first >= 2 && sign_at(first - 1) == "." && pieces_[first - 2].kind == PieceKind::kWord) first -= 2;
    if (first == 0) return false;
    const Piece& call = pieces_[first - 1];
    if (!same_word(text_.substr(call.from, call.to - call.from), "call")) return false;
    if (first < pieces_.size()) result_.from = pieces_[first].from;
    typed_ = text_.substr(result_.from);
    for (const std::string& name : known_.procedures) offer(name, name + "(");
    return true;
  }

  void properties_behind_dot() {
    static constexpr std::array<std::string_view, 9> kFields = {
        "start", "end", "earliest_start", "latest_start", "earliest_end", "latest_end", "edtf", "text", "stretches"};
    // A number goes on with its fraction.
    const Piece& bearer = pieces_[pieces_.size() - 2];
    if (std::isdigit(static_cast<unsigned char>(text_[bearer.from])) != 0) return;
    if (word(2) == ")") {
      for (const std::string_view field : kFields) offer(field);
      return;
    }
    for (const std::string& name : known_.properties) offer(name, as_name(name));
  }

  // The innermost bracket that is open before piece `end`, and its place; ' ': none.
  char open_bracket_of(std::size_t end) const {
    std::size_t ignored = 0;
    return find_open(end, ignored);
  }
  char open_bracket() { return find_open(pieces_.size(), open_); }
  char find_open(std::size_t end, std::size_t& at) const {
    int closed = 0;
    for (at = end; at-- > 0;) {
      const std::string_view sign = sign_at(at);
      if (sign == ")" || sign == "]" || sign == "}") ++closed;
      if ((sign == "(" || sign == "[" || sign == "{") && closed-- == 0) return sign[0];
    }
    return ' ';
  }

  // `[` of a relation stands behind a line: -[ or <-[.
  bool is_relation_bracket(std::size_t at) const { return sign_at(at) == "[" && at > 0 && sign_at(at - 1) == "-"; }

  // Whether the type or label behind the sign is that of a relation: in its brackets, or of a variable that names one.
  bool is_relation() {
    if (open_bracket() == '[' && is_relation_bracket(open_)) return true;
    const std::string_view variable = word(2);
    for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) {
      const Piece& next = pieces_[i + 1];
      if (is_relation_bracket(i) && text_.substr(next.from, next.to - next.from) == variable) return true;
    }
    return false;
  }

  // Braces of a node or relation, in a pattern: an open bracket is before them, and no call.
  bool is_pattern(std::size_t brace) const {
    std::size_t around = 0;
    const char bracket = find_open(brace, around);
    if (bracket == '[') return is_relation_bracket(around);
    if (bracket != '(') return false;
    if (around == 0 || pieces_[around - 1].kind != PieceKind::kWord) return true;
    const Piece& before = pieces_[around - 1];
    const std::string_view name = text_.substr(before.from, before.to - before.from);
    const auto is_name = [&](const std::string& word) { return same_word(word, name); };
    return std::any_of(known_.keywords.begin(), known_.keywords.end(), is_name) || same_word(name, "shortestPath") ||
           same_word(name, "allShortestPaths");
  }

  void words() {
    offer_all(known_.keywords);
    if (typed_.empty()) return;  // everything would be too much
    for (const std::string& name : known_.functions) offer(name, name + "(");
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      // Names that the text itself gives: behind `(`, `[` or AS.
      const Piece& piece = pieces_[i];
      if (piece.kind != PieceKind::kWord || i == 0) continue;
      const Piece& before = pieces_[i - 1];
      const std::string_view introduced = text_.substr(before.from, before.to - before.from);
      if (introduced == "(" || introduced == "[" || same_word(introduced, "as"))
        offer(text_.substr(piece.from, piece.to - piece.from));
    }
  }

  std::string_view text_;
  const Vocabulary& known_;
  std::vector<Piece> pieces_;
  std::string_view typed_;
  std::size_t open_ = 0;  // where open_bracket() found one
  Completion result_;
};

}  // namespace

Completion complete(std::string_view text, std::size_t cursor, const Vocabulary& vocabulary) {
  return Completer(text, std::min(cursor, text.size()), vocabulary).run();
}

}  // namespace entente::cli

#include "query/functions/vain_comparison.hpp"

#include <fmt/format.h>

#include <utility>

namespace entente {
namespace {

std::string_view words(Comparable what) {
  switch (what) {
    case Comparable::kPeriod:
      return "a period";
    case Comparable::kInstant:
      return "an instant";
    case Comparable::kDate:
      return "a date";
    case Comparable::kText:
      return "a text";
    default:
      return "a value that is no time";
  }
}

// The words that compare periods as the symbol would, and the instant to compare otherwise.
std::string hint_for(std::string_view symbol) {
  if (symbol == "=" || symbol == "<>") {
    return "periods are compared by words: valid(m) EQUALS '1814-09-30', valid(m) DURING '1814'; "
           "an instant by signs: valid(m).start = '1814-09-30'";
  }
  if (symbol == "IN") return "periods are compared by words: any(d IN dates WHERE valid(m) EQUALS d)";
  if (symbol.front() == '<') {
    return "periods are compared by words: valid(m) BEFORE '1989', valid(m) DURING '1989'; "
           "valid(m).start < '1989' is true of undated facts too, whose start is -inf";
  }
  return fmt::format(
      "periods are compared by words: valid(m) AFTER '1989', valid(m) DURING '1989'; "
      "an instant by signs: valid(m).start {} '1989'",
      symbol);
}

bool looks_at_texts(std::string_view symbol) {
  return symbol == "STARTS WITH" || symbol == "ENDS WITH" || symbol == "CONTAINS" || symbol == "=~";
}

VainComparison never_holds_of(std::string_view symbol, std::string_view what, std::string hint) {
  return {fmt::format("`{}` looks at texts, and never holds of {}", symbol, what), std::move(hint)};
}

}  // namespace

Comparable comparable(const Value& value) {
  switch (value.type()) {
    case ValueType::kNull:
      return Comparable::kAny;
    case ValueType::kPeriod:
      return Comparable::kPeriod;
    case ValueType::kInstant:
      return Comparable::kInstant;
    case ValueType::kDate:
    case ValueType::kLocalDateTime:
    case ValueType::kDateTime:
      return Comparable::kDate;
    case ValueType::kString:
      return Comparable::kText;
    default:
      return Comparable::kOther;
  }
}

std::optional<VainComparison> vain_comparison(std::string_view symbol, Comparable left, Comparable right) {
  if (left == Comparable::kAny || right == Comparable::kAny) return std::nullopt;
  if (looks_at_texts(symbol)) {
    const auto is_time = [](Comparable c) { return c == Comparable::kPeriod || c == Comparable::kInstant; };
    if (!is_time(left) && !is_time(right)) return std::nullopt;
    return never_holds_of(symbol, words(is_time(left) ? left : right),
                          "write valid(m) DURING '1989', or valid(m).start.year = 1989");
  }
  const bool has_period = left == Comparable::kPeriod || right == Comparable::kPeriod;
  if (has_period) {
    const bool is_order = symbol.front() == '<' || symbol.front() == '>';
    const bool is_equality = !is_order || symbol == "<>";
    if (left == right && is_equality) return std::nullopt;
    if (left == right) return VainComparison{fmt::format("`{}` does not compare periods", symbol), hint_for(symbol)};
    return VainComparison{fmt::format("`{}` never holds between {} and {}", symbol, words(left), words(right)),
                          hint_for(symbol)};
  }
  const bool has_instant = left == Comparable::kInstant || right == Comparable::kInstant;
  if (!has_instant || (left != Comparable::kOther && right != Comparable::kOther)) return std::nullopt;
  return VainComparison{
      fmt::format("`{}` never holds between {} and {}", symbol, words(left), words(right)),
      "an instant is compared with another or with a date in text: valid(m).start > '1989'; its parts "
      "are numbers: valid(m).start.year > 1989"};
}

std::optional<VainComparison> vain_beside_text(std::string_view symbol, Comparable left, Comparable right) {
  const bool has_date = left == Comparable::kDate || right == Comparable::kDate;
  const bool has_text = left == Comparable::kText || right == Comparable::kText;
  if (!has_date || !has_text || looks_at_texts(symbol)) return std::nullopt;
  return VainComparison{fmt::format("`{}` never holds between {} and {}", symbol, words(left), words(right)),
                        "a date or datetime is compared with one of its own type: n.born < date('1989-01-01')"};
}

std::optional<VainComparison> vain_test_of_texts(std::string_view symbol, const Value& left, const Value& right) {
  const auto is_fit = [](const Value& value) { return value.is_string() || value.is_null(); };
  if ((is_fit(left) && is_fit(right)) || !looks_at_texts(symbol)) return std::nullopt;
  if (left.is_list()) {
    return never_holds_of(symbol, "a list",
                          symbol == "CONTAINS"
                              ? "IN looks for an item of a list: 'x' IN list"
                              : fmt::format("items are asked one by one: any(x IN list WHERE x {} 'y')", symbol));
  }
  if (left.is_map()) return never_holds_of(symbol, "a map", "IN looks for a key of a map: 'x' IN keys(map)");
  if (left.is_node() || left.is_relationship())
    return never_holds_of(symbol, left.is_node() ? "a node" : "a relationship",
                          fmt::format("its properties hold texts: x.name {} 'y'", symbol));
  if (right.is_list())
    return never_holds_of(symbol, "a list", fmt::format("one of its items: any(x IN list WHERE text {} x)", symbol));
  const Value& other = is_fit(left) ? right : left;
  return never_holds_of(symbol, other.is_number() ? "a number" : "a value that is no text",
                        fmt::format("toString() makes a text of a value: toString(n.year) {} '19'", symbol));
}

}  // namespace entente

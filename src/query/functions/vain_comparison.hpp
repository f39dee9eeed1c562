// Comparisons that can't be true, whatever the data say: of a period by `=` with a date, of two periods by `<`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/model/value.hpp"

namespace entente {

// What is wrong and what to write instead.
struct VainComparison {
  std::string message, hint;
};

// As far as a comparison is concerned. kOther: neither of the others and never equal to them; kAny: not known, or null.
enum class Comparable : std::uint8_t { kAny, kPeriod, kInstant, kDate, kText, kOther };
Comparable comparable(const Value& value);

// `symbol` is one of = <> < <= > >= or IN (with a member of the list on the right), or of the predicates on texts;
// nullopt for a comparison that may be true. `<>` of a period and something else is never false.
std::optional<VainComparison> vain_comparison(std::string_view symbol, Comparable left, Comparable right);

// A DATE or DATETIME beside a text, which openCypher never takes for a date: told by a warning of the run.
std::optional<VainComparison> vain_beside_text(std::string_view symbol, Comparable left, Comparable right);

// Of STARTS WITH, ENDS WITH, CONTAINS and =~, which are null unless both values are texts, as openCypher has it;
// nullopt of another symbol, too, and where a value is null.
std::optional<VainComparison> vain_test_of_texts(std::string_view symbol, const Value& left, const Value& right);

}  // namespace entente

// STARTS WITH, ENDS WITH, CONTAINS, =~
#include <fmt/format.h>
#include <re2/re2.h>

#include <memory>

#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

// Null where one of the operands is no string, as openCypher has it.
template <bool (*holds)(std::string_view, std::string_view)>
Truth test_strings(const Value& a, const Value& b) {
  if (!a.is_string() || !b.is_string()) return Truth::kUnknown;
  return truth(holds(a.string(), b.string()));
}

template <Truth (*test)(const Value&, const Value&)>
Value answer(Arguments a, const FunctionContext&) {
  return Value::of(test(a[0], a[1]));
}

bool starts_with(std::string_view text, std::string_view part) {
  return text.starts_with(part);
}
bool ends_with(std::string_view text, std::string_view part) {
  return text.ends_with(part);
}

// The pattern is nearly always the same for every row, so the one compiled last is kept.
const RE2& compiled(const std::string& pattern) {
  thread_local std::unique_ptr<RE2> last;
  if (last == nullptr || last->pattern() != pattern) {
    RE2::Options options;
    options.set_log_errors(false);
    auto next = std::make_unique<RE2>(pattern, options);
    if (!next->ok()) throw_argument(fmt::format("'{}' is not a regular expression: {}", pattern, next->error()));
    last = std::move(next);
  }
  return *last;
}

Truth matches(const Value& a, const Value& b) {
  if (!a.is_string() || !b.is_string()) return Truth::kUnknown;
  return truth(RE2::FullMatch(a.string(), compiled(b.string())));
}

constexpr auto kStartsWith = test_strings<starts_with>;
constexpr auto kEndsWith = test_strings<ends_with>;

constexpr Function kStringOperators[] = {
    {"STARTS WITH", "text STARTS WITH part", "the text begins with the part", "RETURN 'treaty' STARTS WITH 'tre'",
     "true", 2, 2, true, answer<kStartsWith>, kUntyped, kStartsWith},
    {"ENDS WITH", "text ENDS WITH part", "the text ends with the part", "RETURN 'treaty' ENDS WITH 'tre'", "false", 2,
     2, true, answer<kEndsWith>, kUntyped, kEndsWith},
    {"=~", "text =~ pattern", "the whole text matches the regular expression (RE2)",
     "RETURN 'Zhou Enlai' =~ '(?i)zhou.*'", "true", 2, 2, true, answer<matches>, kUntyped, matches},
};

}  // namespace

std::span<const Function> string_operators() {
  return kStringOperators;
}

}  // namespace entente

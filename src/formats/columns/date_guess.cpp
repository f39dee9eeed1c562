#include "formats/columns/date_guess.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <re2/re2.h>

#include "entente/time/date.hpp"
#include "formats/columns/dates.hpp"

namespace entente {
namespace {

// Numbers of which the first and second are a day and a month, in one of the two orders.
struct Numbers {
  int first = 0, second = 0;
  char separator = '/';
};

std::optional<Numbers> numbers_of(const std::string& value) {
  static const RE2 shape(R"((\d{1,2})([/.-])(\d{1,2})[/.-]\d{4})");
  Numbers n;
  std::string separator;
  if (!RE2::FullMatch(value, shape, &n.first, &separator, &n.second)) return std::nullopt;
  n.separator = separator.front();
  return n;
}

// Of all values that are such numbers.
struct Order {
  std::optional<char> separator;
  bool day_first = true, month_first = true;
  bool is_open() const { return separator && day_first && month_first; }
  std::string form() const {
    if (!separator || day_first == month_first) return {};
    return day_first ? fmt::format("%d{0}%m{0}%Y", *separator) : fmt::format("%m{0}%d{0}%Y", *separator);
  }
};

Order order_of(std::span<const std::string> values) {
  Order order;
  for (const std::string& value : values)
    if (const auto n = numbers_of(value)) {
      order.separator = order.separator.value_or(n->separator);
      const bool is_same = n->separator == *order.separator;
      order.day_first = order.day_first && n->first <= 31 && n->second <= 12 && is_same;
      order.month_first = order.month_first && n->first <= 12 && n->second <= 31 && is_same;
    }
  // Full stops stand between days and months in this order only.
  if (order.separator == '.' && order.day_first) order.month_first = false;
  return order;
}

}  // namespace

std::string further_form(std::span<const std::string> values) {
  return order_of(values).form();
}

DateReadAs reading_of_date(const std::string& value, bool as_ends, const std::string& form) {
  if (value == ".." || (as_ends && is_still(value))) return DateReadAs::kOpen;
  if (const auto plain = read_date(value); plain.ok())
    return plain->is_english() ? DateReadAs::kEnglish : DateReadAs::kEdtf;
  const bool is_of_form = !form.empty() && DateForm(form).read(value, Calendar::kGregorian).ok();
  return is_of_form ? DateReadAs::kForm : DateReadAs::kNothing;
}

DateGuess guess_dates(std::span<const std::string> values, bool as_ends, const std::string& form) {
  DateGuess guess;
  const Order order = order_of(values);
  guess.form = order.is_open() ? form : order.form();
  guess.is_undecided = order.is_open() && form.empty();
  for (const std::string& value : values) {
    const DateReadAs read = reading_of_date(value, as_ends, guess.form);
    if (read != DateReadAs::kNothing) ++guess.read;
    if (read == DateReadAs::kEnglish) ++guess.english;
    if (read == DateReadAs::kForm) ++guess.of_form;
  }
  if (guess.of_form == 0) guess.form.clear();
  return guess;
}

}  // namespace entente

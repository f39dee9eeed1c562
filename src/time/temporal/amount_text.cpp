// ISO 8601 of openCypher's DURATION.
#include <fmt/format.h>

#include <cstdlib>
#include <optional>

#include "entente/time/temporal_amount.hpp"

namespace entente {
namespace {

Error no_amount(std::string_view text) {
  return Error(ErrorCode::kArgument, fmt::format("'{}' is no duration", text))
      .with_hint("ISO 8601 writes one as 'P1Y2M10DT2H30M', with a sign or a fraction at any number");
}

// A number with a sign and a fraction.
struct AmountNumber {
  std::int64_t whole = 0;
  long double fraction = 0;
};

std::optional<AmountNumber> number_in(std::string_view& text) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  AmountNumber number;
  const auto is_digit = [&] { return !text.empty() && text.front() >= '0' && text.front() <= '9'; };
  if (!is_digit()) return std::nullopt;
  for (; is_digit(); text.remove_prefix(1)) {
    const std::int64_t digit = is_negative ? '0' - text.front() : text.front() - '0';
    if (__builtin_mul_overflow(number.whole, 10, &number.whole) ||
        __builtin_add_overflow(number.whole, digit, &number.whole))
      return std::nullopt;
  }
  if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
    text.remove_prefix(1);
    if (!is_digit()) return std::nullopt;
    long double unit = 1;
    std::int64_t digits = 0;
    for (int n = 0; is_digit(); text.remove_prefix(1)) {
      if (++n > 18) continue;  // beyond what a fraction of a year in nanoseconds can show
      digits = digits * 10 + (text.front() - '0');
      unit *= 10;
    }
    number.fraction = static_cast<long double>(is_negative ? -digits : digits) / unit;
  }
  return number;
}

bool add_times(std::int64_t& sum, long double& fraction, const AmountNumber& number, std::int64_t size) {
  std::int64_t product = 0;
  const long double rest = number.fraction * static_cast<long double>(size);
  const auto whole = static_cast<std::int64_t>(rest);
  fraction += rest - static_cast<long double>(whole);
  return !__builtin_mul_overflow(number.whole, size, &product) && !__builtin_add_overflow(sum, product, &sum) &&
         !__builtin_add_overflow(sum, whole, &sum);
}

// Components in their order, each at most once: years, months, weeks and days, or behind the T hours, minutes, seconds.
bool read_components(std::string_view& text, bool is_time, AmountParts& parts, bool& any) {
  constexpr std::int64_t kSizes[] = {12, 1, 7, 1}, kTimeSizes[] = {3'600, 60, 1};
  const std::string_view letters = is_time ? "HMS" : "YMWD";
  std::size_t next = 0;
  while (!text.empty() && text.front() != 'T') {
    const auto number = number_in(text);
    if (!number || text.empty()) return false;
    const std::size_t place = letters.find(text.front(), next);
    if (place == std::string_view::npos) return false;
    const std::int64_t size = is_time ? kTimeSizes[place] : kSizes[place];
    const bool is_month = !is_time && place < 2;
    std::int64_t& sum = is_time ? parts.seconds : is_month ? parts.months : parts.days;
    long double& fraction = is_time ? parts.second_fraction : is_month ? parts.month_fraction : parts.day_fraction;
    if (!add_times(sum, fraction, *number, size)) return false;
    text.remove_prefix(1);
    next = place + 1;
    any = true;
  }
  return true;
}

// "2012-02-02T14:37:21.545" behind the P: each number as an amount, below where the next unit begins.
std::optional<TemporalAmount> date_time_form(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto digits = [&](std::size_t from, std::size_t n) {
    std::int64_t value = 0;
    for (std::size_t i = from; i < from + n; ++i) {
      if (text[i] < '0' || text[i] > '9') return std::int64_t{-1};
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  const std::int64_t year = digits(0, 4), month = digits(5, 2), day = digits(8, 2);
  if (year < 0 || month < 0 || month > 12 || day < 0 || day > 31) return std::nullopt;
  TemporalAmount amount{year * 12 + month, day, 0, 0};
  if (text.size() == 10) return amount;
  if (text[10] != 'T') return std::nullopt;
  const Result<LocalTime> time = read_local_time(text.substr(11));
  if (!time.ok()) return std::nullopt;
  amount.seconds = time->nanos / kNanosPerSecond;
  amount.nanos = static_cast<std::int32_t>(time->nanos % kNanosPerSecond);
  return amount;
}

void put_part(std::string& text, std::int64_t number, char letter) {
  if (number != 0) text += fmt::format("{}{}", number, letter);
}

}  // namespace

Result<TemporalAmount> read_amount(std::string_view text) {
  std::string_view rest = text;
  const bool is_negative = rest.starts_with('-');
  if (is_negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (!rest.starts_with('P')) return no_amount(text);
  rest.remove_prefix(1);
  if (const auto amount = date_time_form(rest)) return is_negative ? negate(*amount) : Result<TemporalAmount>(*amount);
  AmountParts parts;
  bool any = false;
  if (!read_components(rest, false, parts, any)) return no_amount(text);
  if (rest.starts_with('T')) {
    rest.remove_prefix(1);
    any = false;
    if (!read_components(rest, true, parts, any)) return no_amount(text);
  }
  if (!any || !rest.empty()) return no_amount(text);
  Result<TemporalAmount> amount = amount_of(parts);
  return amount.ok() && is_negative ? negate(*amount) : amount;
}

std::string print(const TemporalAmount& amount) {
  std::string text = "P";
  put_part(text, amount.months / 12, 'Y');
  put_part(text, amount.months % 12, 'M');
  put_part(text, amount.days, 'D');
  // Towards zero, so that seconds and their fraction have one sign.
  const bool is_back = amount.seconds < 0 && amount.nanos > 0;
  const std::int64_t seconds = is_back ? amount.seconds + 1 : amount.seconds;
  const std::int64_t nanos = is_back ? kNanosPerSecond - amount.nanos : amount.nanos;
  if (seconds != 0 || nanos != 0) {
    text += 'T';
    put_part(text, seconds / 3'600, 'H');
    put_part(text, seconds / 60 % 60, 'M');
    if (nanos != 0) {
      std::string fraction = fmt::format("{:09}", nanos);
      fraction.resize(fraction.find_last_not_of('0') + 1);
      text += fmt::format("{}{}.{}S", is_back ? "-" : "", std::abs(seconds % 60), fraction);
    } else {
      put_part(text, seconds % 60, 'S');
    }
  }
  return text == "P" ? "PT0S" : text;
}

}  // namespace entente

// Calendar amounts as ISO 8601 and in English.
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "entente/time/duration.hpp"

namespace entente {
namespace {

// One designator of ISO 8601: which component of an amount it counts, and how many of it.
struct Designator {
  char letter;
  std::int64_t Duration::*component;
  std::int64_t factor;
  std::string_view noun;  // empty: read only, printed as the next one
};
constexpr std::array<Designator, 4> kDateDesignators = {{{'Y', &Duration::months, 12, "year"},
                                                         {'M', &Duration::months, 1, "month"},
                                                         {'W', &Duration::days, 7, ""},
                                                         {'D', &Duration::days, 1, "day"}}};
constexpr std::array<Designator, 3> kTimeDesignators = {{{'H', &Duration::seconds, 3600, "hour"},
                                                         {'M', &Duration::seconds, 60, "minute"},
                                                         {'S', &Duration::seconds, 1, "second"}}};

std::string letters_from(std::span<const Designator> designators) {
  std::string text;
  for (const Designator& d : designators) text += (text.empty() ? "" : ", ") + std::string(1, d.letter);
  return text;
}

class DurationReader {
 public:
  explicit DurationReader(std::string_view text) : text_(text) {}

  Result<Duration> read() {
    const bool is_turned = take('-');
    if (!is_turned) take('+');
    if (!take('P')) return expected("'P', as in P1Y2M3DT4H5M6S,");
    read_numbers(kDateDesignators, is_turned);
    if (!error_ && take('T')) {
      const std::size_t count = count_;
      read_numbers(kTimeDesignators, is_turned);
      if (!error_ && count == count_) error_ = expected("a number of hours, minutes or seconds after 'T'");
    }
    if (!error_ && count_ == 0) error_ = expected("a number of years, months, weeks or days, or 'T'");
    if (!error_ && at_ < text_.size()) error_ = expected("the end of the duration");
    if (error_) return std::move(*error_);
    return duration_;
  }

 private:
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool at_digit() const { return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; }

  Error expected(const std::string& what) const {
    const std::string found = at_ == text_.size() ? "the text ends" : "found '" + character() + "'";
    return {ErrorCode::kSyntax, found + " where " + what + " was expected",
            SourceSpan{at_, at_ == text_.size() ? 0U : character().size()}};
  }
  // The whole character at the place that was reached, so that no message cuts one in two.
  std::string character() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0U) == 0x80U) ++end;
    return std::string(text_.substr(at_, end - at_));
  }

  // Numbers each followed by one of the designators, which come in their order and at most once.
  void read_numbers(std::span<const Designator> designators, bool is_turned) {
    while (at_ < text_.size() && !error_) {
      const std::size_t begin = at_;
      const bool is_minus = take('-');
      if (!is_minus) take('+');
      if (!at_digit()) {
        if (begin != at_) error_ = expected("a digit");
        return;
      }
      const std::size_t digits = at_;
      while (at_digit()) ++at_;
      const std::string_view number = text_.substr(digits, at_ - digits);
      if (at_ < text_.size() && (text_[at_] == '.' || text_[at_] == ',')) {
        error_ = expected("a whole number and its unit");
        error_->hint = "fractions are written in a smaller unit: PT90M for an hour and a half";
        return;
      }
      std::size_t which = 0;
      while (which < designators.size() && (at_ == text_.size() || designators[which].letter != text_[at_])) ++which;
      if (which == designators.size()) {
        error_ = expected(designators.empty() ? "the end of the duration" : "one of " + letters_from(designators));
        return;
      }
      ++at_;
      ++count_;
      if (!count(number, is_minus != is_turned, designators[which])) {
        error_ = Error(ErrorCode::kArgument, "the amount of time is too large", SourceSpan{begin, at_ - begin});
      }
      designators = designators.subspan(which + 1);
    }
  }

  bool count(std::string_view number, bool is_negative, const Designator& designator) {
    std::int64_t value = 0;
    for (const char digit : number) {
      const std::int64_t step = is_negative ? '0' - digit : digit - '0';
      if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, step, &value)) return false;
    }
    std::int64_t& component = duration_.*designator.component;
    return !__builtin_mul_overflow(value, designator.factor, &value) &&
           !__builtin_add_overflow(component, value, &component);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;  // of numbers read
  Duration duration_;
  std::optional<Error> error_;
};

// How many of each designator an amount has, all of one component with its sign.
std::vector<std::pair<Designator, std::int64_t>> parts_of(Duration duration, std::span<const Designator> designators) {
  std::vector<std::pair<Designator, std::int64_t>> parts;
  for (const Designator& d : designators) {
    std::int64_t& component = duration.*d.component;
    if (d.noun.empty() || component / d.factor == 0) continue;
    parts.emplace_back(d, component / d.factor);
    component %= d.factor;
  }
  return parts;
}

std::string magnitude(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return std::to_string(value < 0 ? 0 - bits : bits);
}

std::string list_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace

Result<Duration> read_duration(std::string_view text) {
  return DurationReader(text).read();
}

std::string print_duration(const Duration& duration) {
  if (duration == Duration{}) return "PT0S";
  const bool is_turned = duration.months <= 0 && duration.days <= 0 && duration.seconds <= 0;
  std::string text = is_turned ? "-P" : "P";
  const auto print = [&](std::span<const Designator> designators) {
    for (const auto& [designator, count] : parts_of(duration, designators)) {
      if (count < 0 && !is_turned) text += '-';
      text += magnitude(count) + designator.letter;
    }
  };
  print(kDateDesignators);
  if (duration.seconds != 0) text += 'T';
  print(kTimeDesignators);
  return text;
}

std::string text_of(const Duration& duration) {
  std::vector<std::string> more, less;
  const auto name = [&](std::span<const Designator> designators) {
    for (const auto& [designator, count] : parts_of(duration, designators)) {
      const std::string noun(designator.noun);
      (count < 0 ? less : more).push_back(magnitude(count) + " " + noun + (count == 1 || count == -1 ? "" : "s"));
    }
  };
  name(kDateDesignators);
  name(kTimeDesignators);
  if (less.empty()) return more.empty() ? "no time" : list_of(more);
  return (more.empty() ? "minus " : list_of(more) + " less ") + list_of(less);
}

}  // namespace entente

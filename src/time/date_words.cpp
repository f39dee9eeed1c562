#include "time/date_words.hpp"

#include <array>
#include <cstdlib>
#include <string_view>

#include "entente/time/julian.hpp"

namespace entente::edtf {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

std::string month_name(int month) {
  return std::string(kMonths[static_cast<std::size_t>(month - 1)]);
}

template <class Digits>
bool is_whole_mask(const Digits& digits) {
  for (const std::uint8_t digit : digits) {
    if (digit != kUnspecified) return false;
  }
  return true;
}

int month_of(const Date& date) {
  return date.month_digits[0] * 10 + date.month_digits[1];
}
int day_of_month(const Date& date) {
  return date.day_digits[0] * 10 + date.day_digits[1];
}

// "1,234,567" from five digits on.
std::string grouped(std::int64_t value) {
  std::string digits = std::to_string(value);
  if (digits.size() <= 4) return digits;
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string ordinal(std::int64_t value) {
  const std::int64_t ones = value % 10, tens = value / 10 % 10;
  return std::to_string(value) + (tens == 1 || ones == 0 || ones > 3 ? "th"
                                  : ones == 1                        ? "st"
                                  : ones == 2                        ? "nd"
                                                                     : "rd");
}

std::string two_digits(std::int64_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// The name of a masked year that is a decade or a century, else empty. The first decade of a century shares its usual
// name with the century and is spelled out.
std::string masked_year_name(const Date& date) {
  const auto& d = date.year_digits;
  if (d[0] == kUnspecified || d[1] == kUnspecified || d[3] != kUnspecified) return {};
  // -04XX runs from 500 to 401 BC: the hundreds of negative years are centuries.
  if (date.negative && d[2] == kUnspecified && date.year != 0)
    return "the " + ordinal(1 - date.year / 100) + " century BC";
  if (date.negative) return {};
  const std::string lowest = std::to_string(date.year);
  if (date.year < 1000) return {};
  // "the 2000s" are the decade to everybody; earlier hundreds are centuries.
  if (d[2] == kUnspecified && date.year == 2000) return "the century 2000–2099";
  if (d[2] == kUnspecified) return "the " + lowest + "s";
  if (d[2] == 0) return "the decade " + lowest + "–" + std::to_string(date.year + 9);
  return "the " + lowest + "s";
}

std::string season_name(int season) {
  constexpr std::array<std::string_view, 4> kSeasons = {"spring", "summer", "autumn", "winter"};
  constexpr std::array<std::string_view, 4> kOrdinals = {"first", "second", "third", "fourth"};
  if (season <= 32) {
    std::string name(kSeasons[static_cast<std::size_t>((season - 21) % 4)]);
    if (season >= 29) name = "southern " + name;
    if (season >= 25 && season <= 28) name = "northern " + name;
    return name;
  }
  if (season <= 36) return "the " + std::string(kOrdinals[static_cast<std::size_t>(season - 33)]) + " quarter of";
  if (season == 39) return "the last third of";
  if (season <= 38) return "the " + std::string(kOrdinals[static_cast<std::size_t>(season - 37)]) + " third of";
  return "the " + std::string(kOrdinals[static_cast<std::size_t>(season - 40)]) + " half of";
}

std::string season_words(const Date& date) {
  const std::string name = season_name(date.season);
  if (date.is_masked(0)) {
    const std::string years = masked_year_name(date), of = date.season <= 32 ? " of " : " ";
    if (!years.empty()) return name + of + "some year of " + years;
    if (!date.negative && is_whole_mask(date.year_digits))
      return date.season <= 32 ? name + ", year unknown" : name + " an unknown year";
    const MonthSpan span = months_of_season(date.season);
    const std::int64_t last =
        date_from_days(date.last_day, date.calendar).year - (span.first_month + span.months > 13 ? 1 : 0);
    return name + of + "a year between " + year_words(date_from_days(date.first_day, date.calendar).year) + " and " +
           year_words(last);
  }
  const MonthSpan span = months_of_season(date.season);
  const bool runs_over = span.first_month + span.months > 13;
  if (!runs_over) return name + " " + year_words(date.year);
  return name + " " + year_words(date.year) + "–" + year_words(date.year + 1);
}

// Masked digits without a name of their own: the range that they leave.
std::string range_words(const Date& date) {
  const CivilDate first = date_from_days(date.first_day, date.calendar),
                  last = date_from_days(date.last_day, date.calendar);
  const bool has_day = date.kind == DateKind::kDay, has_month = date.kind == DateKind::kMonth;
  const std::string unit = has_day ? "a day" : has_month ? "a month" : "a year";
  const auto name = [&](const CivilDate& d) {
    if (has_day) return day_words(d);
    return has_month ? month_name(d.month) + " " + year_words(d.year) : year_words(d.year);
  };
  if (!has_month && !has_day) return unit + " between " + name(first) + " and " + name(last);
  std::string begin = name(first);
  if (first.year == last.year) begin = has_day ? std::to_string(first.day) : "";
  if (first.year == last.year && (!has_day || first.month != last.month)) {
    begin += (has_day ? " " : "") + month_name(first.month);
  }
  return unit + " between " + begin + " and " + name(last);
}

// The words for a year, month or day date with X in it.
DateWords masked_words(const Date& date) {
  DateWords words;
  words.preposition = "in";
  const std::string years = masked_year_name(date);
  const bool year_is_known = !date.is_masked(0), no_year = !date.negative && is_whole_mask(date.year_digits);
  const bool month_is_known = date.components() > 1 && !date.is_masked(1);
  const bool no_month = date.components() > 1 && is_whole_mask(date.month_digits);
  const bool day_is_known = date.components() > 2 && !date.is_masked(2);
  const bool no_day = date.components() > 2 && is_whole_mask(date.day_digits);
  if (date.kind == DateKind::kYear && !years.empty()) {
    words.noun = years;
    words.inside = "some year of " + years;
  } else if (no_year && (date.kind == DateKind::kYear || (no_month && (date.kind == DateKind::kMonth || no_day)))) {
    words.preposition = "at";
    words.noun = "an unknown date";
  } else if (year_is_known && no_month && date.kind == DateKind::kMonth) {
    words.noun = year_words(date.year) + ", month unknown";
  } else if (year_is_known && no_month && no_day) {
    words.noun = year_words(date.year) + ", month and day unknown";
  } else if (year_is_known && month_is_known && no_day) {
    words.noun = month_name(month_of(date)) + " " + year_words(date.year) + ", day unknown";
  } else if (month_is_known && day_is_known && (no_year || !years.empty())) {
    words.preposition = "on";
    words.noun = std::to_string(day_of_month(date)) + " " + month_name(month_of(date)) +
                 (no_year ? ", year unknown" : " of some year of " + years);
  } else if (month_is_known && date.kind == DateKind::kMonth && (no_year || !years.empty())) {
    words.noun = month_name(month_of(date)) + (no_year ? ", year unknown" : " of some year of " + years);
  } else {
    if (date.kind == DateKind::kDay) words.preposition = "on";
    words.noun = range_words(date);
  }
  return words;
}

std::string long_year_words(const Date& date) {
  if (date.significant_digits == 0) return year_words(date.year);
  const std::int64_t first = date_from_days(date.first_day, date.calendar).year,
                     last = date_from_days(date.last_day, date.calendar).year;
  return "a year between " + year_words(first) + " and " + year_words(last);
}

std::string time_words(Instant instant) {
  const std::int64_t second = second_of_day(instant);
  return two_digits(second / 3600) + ":" + two_digits(second / 60 % 60) + ":" + two_digits(second % 60);
}

// Qualifiers of the whole date, or a note about single components.
void add_qualifiers(DateWords& words, const Date& date) {
  const int count = date.components();
  bool same = true;
  for (int i = 1; i < count; ++i) same = same && date.qualifiers[i] == date.qualifiers[0];
  if (same) {
    words.qualifiers = date.qualifiers[0];
    return;
  }
  constexpr std::array<std::string_view, 3> kNames = {"year", "month", "day"};
  constexpr std::array<std::string_view, 4> kStates = {"", "uncertain", "approximate", "uncertain and approximate"};
  const auto name = [&](int i) {
    return i == 1 && date.kind == DateKind::kSeason ? "season" : kNames[static_cast<std::size_t>(i)];
  };
  // "year and month approximate, day uncertain": neighbours with the same state share it.
  for (int i = 0; i < count; ++i) {
    if (date.qualifiers[i] == 0) continue;
    words.note += words.note.empty() ? " (" : ", ";
    words.note += name(i);
    for (; i + 1 < count && date.qualifiers[i + 1] == date.qualifiers[i]; ++i)
      words.note.append(" and ").append(name(i + 1));
    words.note += " ";
    words.note += kStates[date.qualifiers[i]];
  }
  words.note += ")";
}

bool is_plain(const Date& date) {
  return (date.kind == DateKind::kDay || date.kind == DateKind::kMonth) && !date.is_masked() && !date.is_qualified();
}

}  // namespace

std::string year_words(std::int64_t year) {
  if (year <= 0) return grouped(1 - year) + " BC";
  return (year < 1000 ? "AD " : "") + grouped(year);
}

std::string day_words(const CivilDate& date) {
  return std::to_string(date.day) + " " + month_name(date.month) + " " + year_words(date.year);
}

DateWords words_of(const Date& date) {
  DateWords words;
  words.preposition = "in";
  switch (date.kind) {
    case DateKind::kSeason:
      words.noun = season_words(date);
      break;
    case DateKind::kLongYear:
      words.noun = long_year_words(date);
      break;
    case DateKind::kDateTime:
      words.preposition = "on";
      words.noun = day_words(date_from_days(date.first_day, date.calendar)) + ", " + time_words(date.second) + " UTC";
      break;
    default:
      if (date.is_masked()) {
        words = masked_words(date);
      } else if (date.kind == DateKind::kYear) {
        words.noun = year_words(date.year);
      } else if (date.kind == DateKind::kMonth) {
        words.noun = month_name(month_of(date)) + " " + year_words(date.year);
      } else {
        words.preposition = "on";
        words.noun = day_words(date_from_days(date.first_day, date.calendar));
      }
  }
  if (words.inside.empty()) words.inside = words.noun;
  add_qualifiers(words, date);
  return words;
}

std::string hedge(Qualifiers qualifiers) {
  std::string out;
  if ((qualifiers & kUncertain) != 0) out += "perhaps ";
  if ((qualifiers & kApproximate) != 0) out += "about ";
  return out;
}

std::string phrase_of(const Date& date) {
  const DateWords words = words_of(date);
  if ((words.qualifiers & kApproximate) != 0) return hedge(words.qualifiers) + words.noun;
  return hedge(words.qualifiers) + words.preposition + " " + words.inside + words.note;
}

std::string noun_of(const Date& date) {
  DateWords words = words_of(date);
  // Within a sentence a comma would end the date: "from May 1985 (day unknown) until 1986".
  if (const std::size_t comma = words.noun.find(", "); comma != std::string::npos && words.noun.ends_with("unknown")) {
    words.noun.replace(comma, 2, " (");
    words.noun += ")";
  }
  return hedge(words.qualifiers) + words.noun + words.note;
}

std::string pair_of(const Date& first, const Date& second, const std::string& joint) {
  const bool can_share = is_plain(first) && is_plain(second) && first.kind == second.kind && first.year == second.year;
  const std::string behind = " " + joint + " " + noun_of(second);
  if (!can_share) return noun_of(first) + behind;
  const std::string month = month_name(month_of(first));
  if (first.kind == DateKind::kMonth) return month + behind;
  const std::string day = std::to_string(day_of_month(first));
  return (month_of(first) == month_of(second) ? day : day + " " + month) + behind;
}

}  // namespace entente::edtf

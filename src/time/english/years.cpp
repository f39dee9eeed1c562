// Years, decades and centuries in English.
#include "time/english/reader.hpp"

namespace entente::english {

// BC, BCE, AD, CE.
bool Reader::era(Written& out) {
  if (accept_any({"bc", "bce"})) {
    out.era = Era::kBefore;
  } else if (accept_any({"ad", "ce"})) {
    out.era = Era::kAfter;
  } else {
    return false;
  }
  return true;
}

bool Reader::number_of_year(Written& out) {
  const Token& token = now();
  out.number = token.value;
  out.digits = token.digits;
  out.is_grouped = token.is_grouped;
  out.has_year = true;
  ++at_;
  return true;
}

// "1950", "44 BC", "AD 79", "the 1950s", "the 20th century", "the 2nd millennium", "the decade 1900–1909".
bool Reader::year(Written& out) {
  const std::size_t from = at_;
  accept("the");
  accept("year");
  if (now().kind == TokenKind::kDecade) {
    if (now().digits < 3 && !now(1).is_any({"bc", "bce", "ad", "ce"})) {
      return fail(at_, at_ + 1, "it lacks its century", "write it out, such as 1950s");
    }
    if (now().value % 10 != 0) return fail(at_, at_ + 1, "no decade begins with this year", "write it as 1950s");
    number_of_year(out);
    out.is_decade = true;
    if (out.number % 100 == 0) {
      // "the 1900s" is the decade or the century; the century holds both. Of the 2000s only the decade is in use.
      if (out.number != 2000) {
        out.is_decade = false;
        out.is_century = true;
      }
    }
    era(out);
    return true;
  }
  const std::size_t noun = now(1).is("-") ? 2 : 1;
  const bool is_century = now(noun).is_any({"century", "centuries", "cent", "c"});
  const bool is_millennium = now(noun).is_any({"millennium", "millennia"});
  if (now().kind == TokenKind::kOrdinal && (is_century || is_millennium)) {
    number_of_year(out);
    at_ += noun;
    out.is_century = true;
    out.counted = is_century ? 100 : 1000;
    era(out);
    if (out.number < 1 || out.number > (is_century ? 100 : 10)) {
      return fail(from, at_,
                  is_century ? "centuries go from the 1st to the 100th" : "millennia go from the 1st to the 10th",
                  "write a year instead");
    }
    out.number = (out.number - 1) * out.counted;
    return true;
  }
  if (now().is_any({"decade", "century"}) && now(1).is_number() && now(2).is("-") && now(3).is_number()) {
    const bool is_decade = now().is("decade");
    ++at_;
    number_of_year(out);
    const std::int64_t length = is_decade ? 10 : 100;
    if (out.number % length != 0 || now(1).value != out.number + length - 1) {
      return fail(from, at_ + 2, "these years are no " + std::string(is_decade ? "decade" : "century"),
                  "write \"between 1903 and 1912\"");
    }
    at_ += 2;
    out.is_decade = is_decade;
    out.is_century = !is_decade;
    return true;
  }
  if (now().is_any({"ad", "ce", "bc", "bce"}) && now(1).is_number()) {
    era(out);
    return number_of_year(out);
  }
  if (!now().is_number()) {
    const std::string hint = "dates are written like 14 February 1950, Feb 1950, 1950, the mid-1950s, c. 1904";
    return expected("a date", hint);
  }
  number_of_year(out);
  era(out);
  return true;
}

// "1731/2", "1640/41" behind a day or month before 25 March, where the year began for those who wrote it: the later one
// is the year of our reckoning.
bool Reader::double_year(Written& out) {
  if (!now().is("/") || !now(1).is_number() || out.era == Era::kBefore || out.digits < 3) return true;
  const int digits = now(1).digits;
  const std::int64_t unit = digits == 1 ? 10 : digits == 2 ? 100 : 10'000;
  const std::int64_t next = out.number + 1;
  if (digits > 4 || now(1).value != next % unit) {
    return fail(at_ - 1, at_ + 2, "a double year names two that follow one another", "write it as 1731/2 or 1731/32");
  }
  if (out.month > 3 || (out.month == 3 && out.day > 24)) {
    return fail(at_ - 1, at_ + 2, "a double year stands with dates from 1 January to 24 March",
                "write the year in which it was");
  }
  out.number = next;
  out.is_double_year = true;
  at_ += 2;
  return true;
}

// Years that may be a slip: without an era and with less than three or more than four digits.
bool Reader::check_year(const Written& out) {
  if (!out.has_year || out.is_century) return true;
  const std::string number = std::to_string(out.number);
  if (out.number == 0 && out.is_decade) return fail(out.from, out.to, "there is no such decade", "write the years");
  if (out.number == 0) return fail(out.from, out.to, "there is no year 0", "the year before AD 1 is 1 BC");
  if (out.era != Era::kNone) return true;
  if (out.digits < 3 && !out.is_decade) {
    return fail(
        out.from, out.to, "the year " + number + " lacks its century or its era",
        "write 19" + std::string(out.number < 10 ? "0" : "") + number + ", AD " + number + " or " + number + " BC");
  }
  if (out.digits > 4 && !out.is_grouped) {
    return fail(out.from, out.to, "a year of " + std::to_string(out.digits) + " digits",
                "if it is meant, write AD " + number);
  }
  return true;
}

}  // namespace entente::english

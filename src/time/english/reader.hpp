// Recursive descent over English text about time. The methods are split by subject: expressions (english.cpp,
// english_stretches.cpp, english_list.cpp), what is written of one date (english_dates.cpp, english_years.cpp), and the
// date that this makes (english_moments.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/time/calendar.hpp"
#include "entente/time/english.hpp"
#include "time/edtf/syntax.hpp"
#include "time/english/tokens.hpp"

namespace entente::english {

constexpr Instant kPast = Instant::minus_infinity();
constexpr Instant kFuture = Instant::plus_infinity();

// `days` later; infinity stays.
constexpr Instant plus_day(Instant t, int days) {
  return t.is_finite() ? Instant{t.seconds + days * kSecondsPerDay} : t;
}

enum class Era : std::uint8_t { kNone, kBefore, kAfter };

// A part of a year, month, decade, century or season: pieces `first` to `last` of `count`, counted from 0.
struct Part {
  enum class Kind : std::uint8_t { kNone, kVague, kEdge, kFraction };  // "early"; "beginning of"; "first half of"
  Kind kind = Kind::kNone;
  int first = 0, last = 0, count = 0;
};

// One date as far as it is written: "2", "March", "14 February 1950", "mid-1950s".
struct Written {
  int day = 0, month = 0, season = 0;  // 0: not written; season: EDTF code 21 to 41
  bool has_year = false;
  std::int64_t number = 0;  // the year as written, before its era
  int digits = 0;
  Era era = Era::kNone;
  bool is_grouped = false;
  bool is_double_year = false;  // 1731/2: the year as the other reckoning of its beginning has it
  bool is_bare = false;         // a number alone, which may turn out to be a day or the last digits of a year
  bool is_decade = false, is_century = false, is_unknown_year = false;
  // Of is_century: the years of a counted span, whose first is `number` + 1: 100 of "the 20th century", 1000 of "the
  // 2nd millennium"; 0: it is named by its hundreds ("the 1900s").
  int counted = 0;
  bool is_some_year = false;  // "some year of the 1950s", which a part is not a part of
  bool runs_over = false;     // a season of two years: winter 1949–1950
  bool has_two_meanings_of_winter = false;
  int weekday = -1;
  Part part;
  edtf::Qualifiers qualifiers = 0;
  edtf::Qualifiers qualifiers_before = 0;   // of these, what stands before the date
  std::array<edtf::Qualifiers, 3> notes{};  // of year; month or season; day
  std::optional<std::int64_t> time;         // seconds after midnight
  std::size_t from = 0, to = 0;             // tokens

  bool is_year_alone() const { return day == 0 && month == 0 && season == 0 && part.kind == Part::Kind::kNone; }
};

// The date that the words make. `edtf` is empty where no single EDTF date says it.
struct Moment {
  std::string edtf;
  Period reading;                            // of data: once within it
  std::int64_t first_day = 0, last_day = 0;  // its span without qualifiers
  bool is_vague = false;                     // the words say more than the bounds
  bool is_qualified = false;
  bool is_exact = false;                // a day
  Part::Kind part = Part::Kind::kNone;  // kEdge: "the beginning of 1949", "the end of 1949"
  bool is_beginning = false;            // of kEdge
  std::string whole;                    // what it is a part of, as EDTF
  std::int64_t whole_first_day = 0, whole_last_day = 0;
  std::string first_unit, last_unit;  // of a part: its first and last year, month or day
};

class Reader {
 public:
  explicit Reader(std::string_view text, Calendar calendar = Calendar::kGregorian)
      : text_(text), tokens_(tokens_of(text)), calendar_(calendar) {}

  Result<EnglishReading> run();

 private:
  const Token& now(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  bool at_end() const { return now().kind == TokenKind::kEnd; }
  bool accept(std::string_view word) {
    if (!now().is(word)) return false;
    ++at_;
    return true;
  }
  bool accept_any(std::initializer_list<std::string_view> words) {
    if (!now().is_any(words)) return false;
    ++at_;
    return true;
  }
  // All of the words, one after the other, or none.
  bool accept_all(std::initializer_list<std::string_view> words);

  // Records the failure unless one was seen before. Tokens [from, to).
  bool fail(std::size_t from, std::size_t to, const std::string& what, std::string hint);
  bool expected(const std::string& what, std::string hint = {});
  bool has_two_meanings(std::size_t from, std::size_t to, std::string hint);
  std::string words(std::size_t from, std::size_t to) const;

  // english.cpp
  void strip_calendar();
  bool expression(Validity& out);
  bool after_preposition(Validity& out);
  bool one_or_more(Validity& out);
  bool no_date(Validity& out);
  bool seen();
  bool life(Validity& out);
  bool once(Validity& out, const Moment& moment);
  bool throughout(Validity& out, const Moment& moment);
  bool set_edtf(Validity& out, const std::string& edtf, const Period& otherwise, std::size_t from, std::size_t to);
  Period somewhere(std::int64_t first_day, std::int64_t last_day) const;

  // english_stretches.cpp
  bool interval(Validity& out, const Moment& first, const Moment& last);
  bool from_on(Validity& out, const Moment& first, bool is_open);
  bool until(Validity& out, const Moment& last);
  bool present();
  bool two_months(Validity& out, Written first);
  bool edge(bool is_start);
  bool exclusive_end(Validity& out, const std::string& start);
  bool between_bare(Moment& first, Moment& last, const char* joint);
  bool between(Validity& out);
  bool from_edge_to_edge(Validity& out);
  bool from(Validity& out);
  bool bounded(Validity& out, std::string_view word);

  // english_list.cpp
  bool for_the_whole();
  bool every(Validity& out);
  bool list_dates(std::vector<Written>& dates, std::string& joints, bool& has_or, bool& has_and);
  bool list(Validity& out, Written first);
  bool list_without_edtf(Validity& out, const std::vector<Moment>& moments, bool has_and, bool is_simple);

  // english_dates.cpp
  bool moment(Moment& out);
  bool written(Written& out);
  bool hedges(Written& out);
  bool behind(Written& out);
  bool notes(Written& out);
  bool unknown_parts();
  bool misspelt_month(std::size_t at);
  bool part(Written& out);
  bool part_word(Part& out);
  bool core(Written& out);
  bool numeric_date(Written& out);
  bool iso_date(Written& out);
  bool day_and_month(Written& out);
  bool season(Written& out);
  bool quarter(Written& out);
  bool year_of_date(Written& out);
  bool double_year(Written& out);
  bool time_of_day(Written& out);

  // english_years.cpp
  bool year(Written& out);
  bool number_of_year(Written& out);
  bool era(Written& out);
  bool check_year(const Written& out);

  // english_moments.cpp
  bool complete(Written& first, Written& second);
  bool make(const Written& written, Moment& out);
  bool make_part(const Written& written, Moment& out);
  bool make_part_of_year(const Written& written, Moment& out);
  bool find_years(const Written& written, std::int64_t& first, std::int64_t& last);
  bool check_weekday(const Written& written, const Moment& moment);

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool is_vague_ = false;
  std::string note_;  // what the reading says besides the date
  Extent extent_ = Extent::kWithin;
  Calendar calendar_ = Calendar::kGregorian;
  std::optional<Error> error_;
};

// Seen from the text of the date: "the 1950s" is 195X; empty where no mask says it.
std::string masked_year(const Written& written);

}  // namespace entente::english

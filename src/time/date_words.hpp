// One date of the syntax tree in English.
#pragma once

#include <string>

#include "entente/time/calendar.hpp"
#include "time/edtf/syntax.hpp"

namespace entente::edtf {

// The parts that a phrase about a date is put together from.
struct DateWords {
  std::string preposition;    // "on", "in"
  std::string noun;           // "16 December 1949", "the 1950s"
  std::string inside;         // what happens once within it happens in: "some year of the 1950s"; else the noun
  Qualifiers qualifiers = 0;  // of the date as a whole
  std::string note;           // " (year uncertain)" where only some components are qualified; else empty
};
DateWords words_of(const Date& date);

// "about", "perhaps", "perhaps about", each with a blank behind, or empty.
std::string hedge(Qualifiers qualifiers);

// The date as a phrase of its own: "on 16 December 1949", "about 1985", "perhaps in July 1958".
std::string phrase_of(const Date& date);
// The date as a noun: "about 1985", "July 1958".
std::string noun_of(const Date& date);

// "3 to 8 March 1989", "January and April 1949", "1667 until about 1672": what the dates share is said once.
std::string pair_of(const Date& first, const Date& second, const std::string& joint);

// "1989", "44 BC", "AD 79", "12,345 BC".
std::string year_words(std::int64_t year);
std::string day_words(const CivilDate& date);

}  // namespace entente::edtf

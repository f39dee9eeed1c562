// Dates as people write them in English, read where they can mean one thing only: a help for importing.
#pragma once

#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// What a phrase was taken to mean. `validity` has the EDTF where EDTF can say it, else the four bounds, and the phrase
// itself where it says more than they do ("mid-1950s"). `understood` shows the reading to a person, in plain words and
// EDTF: "in some year between 1954 and 1956 (EDTF 1955~)".
struct EnglishReading {
  Validity validity;
  std::string understood;
};

// Reads "14 February 1950", "Feb 1950", "mid-1950s", "c. 1904", "before 1914", "1914–1918", "between 1947 and 1948",
// "5th century BC", "summer 1949" and their like; src/time/README.md has the forms and what they mean. Upper and lower
// case, kinds of dashes and blanks, and punctuation at the end make no difference. What text_of writes is read back to
// the same bounds, apart from the forms listed there.
// `calendar`: that of a date which names none.
// Errors: kSyntax with what could not be read, where, and what to write instead; a text with two meanings
// ("03/04/1950") is refused with both. kLimit for more than 1,000 bytes; kArgument for years out of range.
Result<EnglishReading> read_english(std::string_view text, Calendar calendar = Calendar::kGregorian);

}  // namespace entente

// In which form the dates of a column are written, told from its values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace entente {

struct DateGuess {
  std::size_t read = 0;       // values that read as EDTF, English or the further form
  std::size_t english = 0;    // of them, English
  std::size_t of_form = 0;    // of them, of the further form
  std::string form = {};      // needed besides these two, "%d/%m/%Y"; empty: none
  bool is_undecided = false;  // days and months can't be told apart in any of the values: 01/03/1815
};

// What a value of a column of dates reads as: a word or sign for an open end, EDTF, English, or the further form
// (empty: there is none). `as_ends`: words such as "present" are read, too.
enum class DateReadAs : std::uint8_t { kNothing, kOpen, kEdtf, kEnglish, kForm };
DateReadAs reading_of_date(const std::string& value, bool as_ends, const std::string& form);

// Of all values; `as_ends` as above. Cost: a reading of each value, of numbers with separators two.
// `form`: how dates beside them are written, where the values leave it open.
DateGuess guess_dates(std::span<const std::string> values, bool as_ends = false, const std::string& form = {});

// The further form that one of these values shows; empty: none does.
std::string further_form(std::span<const std::string> values);

}  // namespace entente

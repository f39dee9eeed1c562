// Dates of a table, in whatever form its column has, as validity.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/time/validity.hpp"

namespace entente {

// One form in which a column's dates are written.
class DateForm {
 public:
  // "edtf"; "english" (1 May 1950, 753 BC; both together read whatever read_date does); "days since 2014-01-01" (also
  // weeks; seconds, minutes and hours are read to the second, or with " to the day" behind to the day); or a format
  // with %Y %y %m %d %b %B %j %H %M %S %z %%, as of strptime: %Y takes four digits, up to nine where no number follows,
  // and behind a minus fewer; a year of two digits is 1969 to 2068. Throws kInvalidData.
  explicit DateForm(std::string_view text);

  const std::string& text() const { return text_; }
  // Errors: kSyntax where the text is no date of this form; kArgument where there is no such day.
  Result<Validity> read(std::string_view date, Calendar calendar) const;

 private:
  enum class Kind : std::uint8_t { kEdtf, kEnglish, kFormat, kSince };
  Kind kind_ = Kind::kEdtf;
  std::string text_;
  std::int64_t unit_ = 0;  // kSince: in seconds
  Instant origin_;
  bool to_the_day_ = false;
};

// EDTF and English: how dates are read where nothing else is said.
const std::vector<DateForm>& plain_forms();

// How a date is meant: what validity has besides the text.
struct DateMeaning {
  Extent extent = Extent::kWithin;
  bool end_exclusive = false;
  Calendar calendar = Calendar::kGregorian;
};

// The first form that fits. Errors: that of the only form, or one that names all forms.
Result<Validity> read_date(std::string_view date, const std::vector<DateForm>& forms, const DateMeaning& meaning);

// "present" as an end: it holds still.
bool is_still(std::string_view end);

// Where one end of a period is not stated.
enum class OpenEnd : std::uint8_t { kUnknown, kOpen };

// From one date to another; an end without value is as `no_start`, `no_end` say, ".." is an open end. Nothing where
// both have none. Errors: as of read_date; kArgument where it ends before it begins.
Result<std::optional<Validity>> read_dates(std::string_view start, std::string_view end,
                                           const std::vector<DateForm>& forms, const DateMeaning& meaning,
                                           OpenEnd no_start, OpenEnd no_end);

}  // namespace entente

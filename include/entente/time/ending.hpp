// That something ended, told later than that it began: a date is put in the place of the end of a stated validity.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/error.hpp"
#include "entente/time/validity.hpp"

namespace entente {

// A date as the end of what held until then: read as the second date of an interval is, so that "1953" is some time in
// 1953, from the end of its first day to the end of its last.
struct StatedEnd {
  std::string edtf;  // the date
  Instant earliest, latest;
  friend bool operator==(const StatedEnd&, const StatedEnd&) = default;
};

// Errors: kSyntax, kArgument as read_edtf; kArgument for an interval, a set, an open or unknown end.
Result<StatedEnd> read_end(std::string_view date);

// What held in `validity` (absent: always) ended then: its start stays, of a set of periods all but the end of the
// last; a phrase goes, since it tells of the whole. Where it has this end already, it stays as it is. Errors,
// kInvalidData: it began after that for certain, it has an earlier end for certain or one that is told more closely, or
// its end is not known and it held still after that.
Result<Validity> with_end(const std::optional<Validity>& validity, const StatedEnd& end);

// Whether the second is the first with an end that `with_end` could have given it; of sets, whether all but the last
// stretch is the same. An end that is taken away, put off or told more vaguely is none.
bool gains_end(const std::optional<Validity>& before, const std::optional<Validity>& after);

}  // namespace entente

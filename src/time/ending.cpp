#include "entente/time/ending.hpp"

#include <algorithm>
#include <utility>

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

Error refusal(const StatedEnd& end, const std::string& why, const Validity& validity) {
  return Error(ErrorCode::kInvalidData,
               "it can't have ended in " + end.edtf + ": it " + why + ", " + text_of(validity));
}

// The stated start with the end behind it, where that says these bounds.
Validity in_stated_words(const Validity& before, const StatedEnd& end, const Period& bounds) {
  const std::string stated = edtf_of(before);
  if (!stated.empty()) {
    Result<Validity> joined = read_validity(stated.substr(0, stated.find('/')) + "/" + end.edtf);
    if (joined && joined->bounds == bounds) return std::move(*joined);
  }
  return validity_of(bounds);
}

bool is_in_days(const Period& p) {
  const auto is_day = [](Instant t) { return !t.is_finite() || t.seconds % kSecondsPerDay == 0; };
  return is_day(p.earliest_start) && is_day(p.latest_start) && is_day(p.earliest_end) && is_day(p.latest_end);
}

// As EDTF reads an interval: a start after which no time is left before the end is none.
Instant latest_start_before(Instant end, Instant start, std::int64_t unit) {
  return std::min(start, Instant{end.seconds - unit});
}

bool have_same_end(const Period& a, const Period& b) {
  return a.earliest_end == b.earliest_end && a.latest_end == b.latest_end;
}
// The end of `b` leaves open what that of `a` tells.
bool is_vaguer_end(const Period& a, const Period& b) {
  return a.latest_end.is_finite() && !have_same_end(a, b) && b.earliest_end <= a.earliest_end &&
         b.latest_end >= a.latest_end;
}

Result<Validity> one_with_end(const Validity& before, const StatedEnd& end) {
  Period bounds = before.bounds;
  if (bounds.earliest_end == end.earliest && bounds.latest_end == end.latest) return before;
  if (bounds.earliest_start >= end.latest) return refusal(end, "began after that", before);
  if (bounds.latest_end < end.earliest) return refusal(end, "has an earlier end", before);
  if (bounds.latest_end == Instant::plus_infinity() && bounds.earliest_end.is_finite() &&
      end.latest < bounds.earliest_end)
    return refusal(end, "held still after that", before);
  bounds.earliest_end = end.earliest;
  bounds.latest_end = end.latest;
  const std::int64_t unit = is_in_days(bounds) ? kSecondsPerDay : 1;
  bounds.latest_start = latest_start_before(end.latest, bounds.latest_start, unit);
  if (bounds.earliest_start.is_finite())
    bounds.earliest_end = std::max(bounds.earliest_end, Instant{bounds.earliest_start.seconds + unit});
  if (is_vaguer_end(before.bounds, bounds)) return refusal(end, "has an end already that is told more closely", before);
  return bounds == before.bounds ? before : in_stated_words(before, end, bounds);
}

// But for what the end of `b` leaves of it.
bool have_same_start(const Period& a, const Period& b) {
  if (a.earliest_start != b.earliest_start) return false;
  if (a.latest_start == b.latest_start) return true;
  return b.latest_end.is_finite() &&
         b.latest_start == latest_start_before(b.latest_end, a.latest_start, is_in_days(b) ? kSecondsPerDay : 1);
}
// One that can be told of what has the end of `a`.
bool has_new_end(const Period& a, const Period& b) {
  return !have_same_end(a, b) && b.latest_end.is_finite() && b.earliest_end <= a.latest_end && !is_vaguer_end(a, b);
}

}  // namespace

Result<StatedEnd> read_end(std::string_view date) {
  const Result<EdtfSummary> read = summarize_edtf(date);
  if (!read) return read.error();
  const Result<Validity> interval = read_validity("../" + std::string(date));
  if (!interval || !interval->bounds.latest_end.is_finite())
    return Error(ErrorCode::kArgument, "`" + std::string(date) + "` is no single date, and an end is one",
                 SourceSpan{0, date.size()});
  return StatedEnd{std::string(date), interval->bounds.earliest_end, interval->bounds.latest_end};
}

Result<Validity> with_end(const std::optional<Validity>& validity, const StatedEnd& end) {
  if (!validity) return one_with_end(validity_of(Period::always()), end);
  if (!validity->is_set()) return one_with_end(*validity, end);
  std::vector<Validity> stretches = validity->stretches;
  Result<Validity> last = one_with_end(stretches.back(), end);
  if (!last) return last;
  if (*last == stretches.back()) return *validity;
  stretches.back() = std::move(*last);
  return set_of_stretches(std::move(stretches));
}

bool gains_end(const std::optional<Validity>& before, const std::optional<Validity>& after) {
  const Validity always = validity_of(Period::always());
  const Validity &a = before ? *before : always, &b = after ? *after : always;
  if (a.stretches.size() != b.stretches.size()) return false;
  if (!a.is_set()) return have_same_start(a.bounds, b.bounds) && has_new_end(a.bounds, b.bounds);
  return std::equal(a.stretches.begin(), a.stretches.end() - 1, b.stretches.begin(), b.stretches.end() - 1) &&
         gains_end(a.stretches.back(), b.stretches.back());
}

}  // namespace entente

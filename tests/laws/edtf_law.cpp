// Printing and reading are inverse; no text, however broken, does harm.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/validity.hpp"
#include "laws/random_dates.hpp"

namespace entente {
namespace {

namespace gen = rc::gen;
using random_dates::date;
using random_dates::expression;

RC_GTEST_PROP(EdtfLaw, CanonicalTextMeansTheSameAndIsItsOwnCanonicalText, ()) {
  const std::string text = *expression();
  const Result<Period> period = read_edtf(text);
  RC_PRE(period.ok());
  RC_ASSERT(period->is_valid());
  const Result<std::string> canonical = canonical_edtf(text);
  RC_ASSERT(canonical.ok());
  const Result<Period> again = read_edtf(*canonical);
  RC_ASSERT(again.ok());
  RC_ASSERT(*again == *period);
  RC_ASSERT(*read_literal(*canonical) == *read_literal(text));
  RC_ASSERT(*canonical_edtf(*canonical) == *canonical);
}

// The generator must give mostly valid text, or the law above says nothing.
TEST(EdtfLaw, GeneratorGivesMostlyValidText) {
  int valid = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string text = expression()(rc::Random(static_cast<std::uint64_t>(i)), 50).value();
    valid += read_edtf(text).ok() ? 1 : 0;
  }
  EXPECT_GT(valid, 250);
}

RC_GTEST_PROP(EdtfLaw, EveryExtentGivesValidBoundsAndWords, ()) {
  const std::string text = *expression();
  RC_PRE(read_edtf(text).ok());
  for (const Extent extent : {Extent::kWithin, Extent::kThroughout, Extent::kObserved}) {
    for (const bool end_exclusive : {false, true}) {
      const Result<Validity> validity = read_validity(text, extent, end_exclusive);
      RC_ASSERT(validity.ok() || end_exclusive);
      if (!validity.ok()) continue;
      RC_ASSERT(validity->bounds.is_valid());
      RC_ASSERT(!text_of(*validity).empty());
      RC_ASSERT(validity->edtf == text);
      const std::string alone = edtf_of(*validity);  // nothing, or what says it without the extent
      if (!alone.empty()) RC_ASSERT(*read_edtf(alone) == validity->bounds);
      if (extent == Extent::kWithin && !end_exclusive) RC_ASSERT(alone == text);
    }
  }
}

// The data reading never goes beyond the calendar span of an unqualified date, nor leaves any of it out.
RC_GTEST_PROP(EdtfLaw, HullOfAnUnqualifiedDateIsItsSpan, ()) {
  const std::string text = *expression();
  RC_PRE(read_edtf(text).ok() && text.find_first_of("?~%") == std::string::npos);
  const Period data = *read_edtf(text), literal = *read_literal(text);
  RC_ASSERT(data.earliest_start == literal.earliest_start);
  RC_ASSERT(data.latest_end == literal.latest_end);
  const EdtfSummary summary = *summarize_edtf(text);
  RC_ASSERT(summary.earliest == data.earliest_start);
  RC_ASSERT(summary.latest_exclusive == data.latest_end);
}

RC_GTEST_PROP(EdtfLaw, QualifiersOnlyWiden, ()) {
  const std::string text = *date();
  RC_PRE(text.find_first_of("?~%T") == std::string::npos && read_edtf(text).ok());
  const Period plain = *read_edtf(text), once = *read_edtf(text + "~"), twice = *read_edtf(text + "%");
  RC_ASSERT(*read_edtf(text + "?") == once);
  RC_ASSERT(twice.earliest_start < once.earliest_start && once.earliest_start < plain.earliest_start);
  RC_ASSERT(plain.latest_end < once.latest_end && once.latest_end < twice.latest_end);
}

// What print_edtf returns reads back to the very bounds; certain periods in whole days always have a text.
RC_GTEST_PROP(EdtfLaw, PrintedBoundsReadBack, ()) {
  const auto instant = [] {
    const std::int64_t day = *gen::inRange<std::int64_t>(-800'000, 800'000);
    return Instant{day * kSecondsPerDay + (*gen::inRange(0, 6) == 0 ? *gen::inRange(0, 86'400) : 0)};
  };
  Period p;
  p.earliest_start = *gen::inRange(0, 8) == 0 ? Instant::minus_infinity() : instant();
  p.latest_start = *gen::arbitrary<bool>() ? p.earliest_start : instant();
  p.latest_end = *gen::inRange(0, 8) == 0 ? Instant::plus_infinity() : instant();
  p.earliest_end = *gen::arbitrary<bool>() ? p.latest_end : instant();
  RC_PRE(p.is_valid());
  const std::optional<std::string> text = print_edtf(p);
  if (text) RC_ASSERT(*read_edtf(*text) == p);
  if (p.is_certain()) RC_ASSERT(text.has_value());
  RC_ASSERT(!text_of(validity_of(p)).empty());
}

RC_GTEST_PROP(EdtfLaw, PrintedReadingsReadBack, ()) {
  const std::string text = *expression();
  RC_PRE(read_edtf(text).ok());
  const Period period = *read_edtf(text);
  const std::optional<std::string> printed = print_edtf(period);
  if (printed) RC_ASSERT(*read_edtf(*printed) == period);
}

// Any text is either read or refused with a place inside it.
void expect_edtf_does_no_harm(const std::string& text) {
  const Result<Validity> validity = read_validity(text);
  if (validity.ok()) {
    RC_ASSERT(validity->bounds.is_valid());
    RC_ASSERT(!text_of(*validity).empty());
    RC_ASSERT(canonical_edtf(text).ok());
    return;
  }
  RC_ASSERT(!validity.error().message.empty());
  RC_ASSERT(validity.error().span.has_value());
  RC_ASSERT(validity.error().span->offset + validity.error().span->length <= text.size());
  RC_ASSERT(!describe(validity.error(), text).empty());
}

RC_GTEST_PROP(EdtfLaw, MutatedTextDoesNoHarm, ()) {
  std::string text = *expression();
  const std::string alphabet = "0123456789X-/.?~%[]{},TYZSE+: \xc3\xa9\n";
  for (int i = *gen::inRange(1, 5); i > 0; --i) {
    const std::size_t at = *gen::inRange<std::size_t>(0, text.size() + 1);
    const char c = alphabet[*gen::inRange<std::size_t>(0, alphabet.size())];
    switch (*gen::inRange(0, 3)) {
      case 0:
        text.insert(at, 1, c);
        break;
      case 1:
        text.erase(at, 1);
        break;
      default:
        if (at < text.size()) text[at] = c;
    }
  }
  expect_edtf_does_no_harm(text);
}

RC_GTEST_PROP(EdtfLaw, ArbitraryTextDoesNoHarm, (const std::string& text)) {
  expect_edtf_does_no_harm(text);
}

RC_GTEST_PROP(CalendarLaw, DaysAndDatesAreInverse, ()) {
  const std::int64_t limit = days_from_civil({kMaxYear, 12, 31});
  const std::int64_t day = *gen::inRange<std::int64_t>(-limit, limit);
  const CivilDate date = civil_from_days(day);
  RC_ASSERT(days_from_civil(date) == day);
  RC_ASSERT(date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= days_in_month(date.year, date.month));
  RC_ASSERT(civil_from_days(day + 1) != date);
}

}  // namespace
}  // namespace entente

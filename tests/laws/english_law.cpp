// What is written in English is read back; no text, however broken, does harm.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "entente/time/edtf.hpp"
#include "entente/time/english.hpp"
#include "entente/time/validity.hpp"
#include "laws/random_dates.hpp"

namespace entente {
namespace {

namespace gen = rc::gen;

// The forms that are not read back to the same bounds: "What comes back" in src/time/README.md.
bool is_an_exception(const std::string& edtf, Extent extent, const std::string& words) {
  const auto says = [&words](const char* part) { return words.find(part) != std::string::npos; };
  if (says("unknown date") || says("an unknown year") || says(" of a year between")) return true;
  const bool is_plain = edtf.find_first_of("?~%/[{") == std::string::npos && extent != Extent::kThroughout;
  const bool is_masked = says("a year between") || says("a month between") || says("a day between") ||
                         says("month unknown") || says("day unknown");
  const bool has_both_eras = edtf.find_first_of("[{") == 0 && says(" BC");
  return (is_masked && !is_plain) || has_both_eras;
}

RC_GTEST_PROP(EnglishLaw, WordsAreReadBackToTheSameBounds, ()) {
  const std::string text = *random_dates::expression();
  const Extent extent = *gen::element(Extent::kWithin, Extent::kWithin, Extent::kThroughout, Extent::kObserved);
  const bool end_exclusive = *gen::inRange(0, 4) == 0;
  Result<Validity> validity = read_validity(text, extent, end_exclusive);
  if (!validity.ok()) validity = read_validity(text, extent);
  RC_PRE(validity.ok());
  const std::string words = text_of(*validity);
  RC_PRE(!is_an_exception(text, extent, words));
  const Result<EnglishReading> reading = read_english(words);
  if (!reading.ok()) RC_FAIL(text + ": " + describe(reading.error(), words));
  RC_LOG() << text << ": " << words << ", understood as " << reading->understood;
  RC_ASSERT(reading->validity.bounds == validity->bounds);
}

// A text is read or refused with a place inside it, and what is read again reads alike.
void expect_english_does_no_harm(const std::string& text) {
  const Result<EnglishReading> reading = read_english(text);
  if (reading.ok()) {
    RC_ASSERT(reading->validity.bounds.is_valid());
    RC_ASSERT(!reading->understood.empty());
    RC_ASSERT(!text_of(reading->validity).empty());
    if (!reading->validity.direct_bounds) {
      const Validity& v = reading->validity;
      RC_ASSERT(read_validity(v.edtf, v.extent, v.end_exclusive)->bounds == v.bounds);
    }
    return;
  }
  RC_ASSERT(!reading.error().message.empty());
  RC_ASSERT(reading.error().span.has_value());
  RC_ASSERT(reading.error().span->offset + reading.error().span->length <= text.size());
  RC_ASSERT(!describe(reading.error(), text).empty());
}

RC_GTEST_PROP(EnglishLaw, WordsInAnyOrderDoNoHarm, ()) {
  const std::vector<std::string> vocabulary = {"14",         "1950",    "February",
                                               "feb.",       "of",      "the",
                                               "1950s",      "century", "20th",
                                               "early",      "mid",     "late",
                                               "-",          "–",       "/",
                                               ",",          "and",     "or",
                                               "to",         "until",   "from",
                                               "since",      "between", "about",
                                               "perhaps",    "?",       "(",
                                               ")",          "year",    "uncertain",
                                               "summer",     "winter",  "BC",
                                               "AD",         "44",      "first",
                                               "half",       "quarter", "Q2",
                                               "every",      "before",  "after",
                                               "just",       "start",   "end",
                                               "unknown",    "always",  "observed",
                                               "throughout", "later",   "12,345",
                                               "UTC",        ":",       "some",
                                               "Monday",     "decade",  "99999999999999999999",
                                               "0",          "third",   "earlier"};
  std::string text;
  for (int i = *gen::inRange(1, 9); i > 0; --i) {
    text += vocabulary[*gen::inRange<std::size_t>(0, vocabulary.size())] + (*gen::inRange(0, 4) == 0 ? "" : " ");
  }
  expect_english_does_no_harm(text);
}

RC_GTEST_PROP(EnglishLaw, ArbitraryTextDoesNoHarm, (const std::string& text)) {
  expect_english_does_no_harm(text);
}

// Case, blanks and a full stop at the end make no difference.
RC_GTEST_PROP(EnglishLaw, DressMakesNoDifference, ()) {
  const std::string edtf = *random_dates::expression();
  const Result<Validity> validity = read_validity(edtf);
  RC_PRE(validity.ok());
  const std::string words = text_of(*validity);
  std::string dressed = " \xc2\xa0";
  for (const char c : words) {
    dressed += c >= 'a' && c <= 'z' && *gen::arbitrary<bool>() ? static_cast<char>(c - 'a' + 'A') : c;
    if (c == ' ') dressed += "\xc2\xa0";
  }
  const Result<EnglishReading> plain = read_english(words), other = read_english(dressed + " .");
  RC_ASSERT(plain.ok() == other.ok());
  if (plain.ok()) RC_ASSERT(plain->validity.bounds == other->validity.bounds);
}

}  // namespace
}  // namespace entente

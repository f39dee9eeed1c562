// A date is the same through every door: `entente time`, an import, and a query.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time_report.hpp"
#include "formats/columns/dates.hpp"
#include "laws/random_dates.hpp"
#include "query/functions/function.hpp"

namespace entente {
namespace {

namespace gen = rc::gen;

// Empty where the three agree.
std::string disagreement(const std::string& text) {
  const std::vector<DateForm> forms = {DateForm("edtf"), DateForm("english")};
  const Result<TimeReading> report = read_time(text);
  const Result<Validity> import = read_date(text, forms, {});
  if (report.ok() != import.ok()) return text + ": only one of report and import reads it";
  std::optional<Period> asked;
  std::string refusal;
  try {
    asked = period_of(Value(text));
  } catch (const Error& error) {
    refusal = error.message;
  }
  if (!report.ok()) {
    if (report.error().message != import.error().message) return text + ": refused in two ways";
    if (asked) return text + ": only a query reads it";
    if (refusal.find(report.error().message) == std::string::npos) return text + ": a query refuses it otherwise";
    return {};
  }
  if (report->data != *import) return text + ": report and import differ";
  const bool says_nothing = report->data.edtf == "/" && report->understood;
  if (asked.has_value() == says_nothing) return text + ": a query and the report differ";
  if (asked && (!report->literal || *report->literal != *asked)) return text + ": a query reads another span";
  // What was seen in a year, or goes on, may have an end that a literal has not.
  const Instant last = report->data.bounds.latest_end;
  if (asked && !says_nothing && edtf_of(report->data).empty() && last.is_finite() && asked->latest_end != last)
    return text + ": another end";
  return {};
}

RC_GTEST_PROP(DateDoorsLaw, AgreeOnEdtfAndItsWords, ()) {
  const std::string edtf = *random_dates::expression();
  RC_ASSERT(disagreement(edtf) == "");
  const Result<Validity> validity = read_validity(edtf);
  if (validity.ok()) RC_ASSERT(disagreement(text_of(*validity)) == "");
}

RC_GTEST_PROP(DateDoorsLaw, AgreeOnWhatIsPutTogether, ()) {
  const auto piece = gen::element<std::string>(
      "1814", "1815", "15", "/", "-", "–", ".", "?", "~", " ", "May", "March", "5", "03", "c.", "b.", "d.", "fl. ",
      "19th c.", "spring ", "autumn ", "pre-", "post-", "prior to ", "to ", "present", "unknown", "n.d.", "BC",
      "Monday ", ",", "1731/2", "the ", "1950s", "mid-", "between ", " and ", " or ", "until ", "since ");
  std::string text;
  for (int i = *gen::inRange(1, 6); i > 0; --i) text += *piece;
  RC_ASSERT(disagreement(text) == "");
}

TEST(DateDoorsLaw, AgreeOnTheFormsOfCatalogues) {
  for (const char* text : {"1814-1815",
                           "1814-15",
                           "1814-21",
                           "15.5.1773",
                           "1838-5-17",
                           "1815.",
                           "1814?-1815",
                           "1 March 1731/2",
                           "Feb. 1640/41",
                           "Monday, 3 March 1801",
                           "Saturday 3 May 1640",
                           "1814 to present",
                           "1814-",
                           "unknown",
                           "n.d.",
                           "?",
                           "fl. 1814",
                           "b. 1814",
                           "d. 1852",
                           "r. 1801-1825",
                           "19th c.",
                           "prior to 1815",
                           "pre-1815",
                           "post-1815",
                           "March/April 1815",
                           "9-Jun-1815",
                           "1814/15",
                           "01/03/1815",
                           "1.3.1815",
                           "spring 1814",
                           "present",
                           "1989-13"}) {
    EXPECT_EQ(disagreement(text), "");
  }
}

}  // namespace
}  // namespace entente

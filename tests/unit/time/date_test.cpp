// The one reader of dates: EDTF first, then English; the reading for data and the one for queries.
#include "entente/time/date.hpp"

#include <gtest/gtest.h>

#include "entente/time/edtf.hpp"

namespace entente {
namespace {

std::string data(const char* text) {
  const Result<DateReading> reading = read_date(text);
  return reading.ok() ? (reading->is_english() ? "English " : "EDTF ") + edtf_of(reading->validity) : "refused";
}

std::string span(const char* text) {
  const Result<Period> p = read_date_span(text);
  if (!p.ok()) return "refused";
  EXPECT_TRUE(p->is_certain()) << text;
  return print_point(p->earliest_start) + " " + print_point(p->latest_end);
}

TEST(ReadDate, TakesEdtfAtItsWordAndTheRestAsEnglish) {
  EXPECT_EQ(data("1814-21"), "EDTF 1814-21");
  EXPECT_EQ(data("1809-12"), "EDTF 1809-12");
  EXPECT_EQ(data("1814-15"), "English 1814/1815");
  EXPECT_EQ(data("1814-1815"), "English 1814/1815");
  EXPECT_EQ(data("1814/1815"), "EDTF 1814/1815");
  EXPECT_EQ(data("1814/15"), "English 1814/1815");
  EXPECT_EQ(data("15.5.1773"), "English 1773-05-15");
  EXPECT_EQ(data("spring 1814"), "English 1814-21");
}

TEST(ReadDate, RefusesInTheWordsOfWhatTheTextLooksLike) {
  EXPECT_NE(read_date("1989-13").error().message.find("there is no month 13"), std::string::npos);
  EXPECT_NE(read_date("yesterday").error().message.find("expected a date"), std::string::npos);
  for (const char* text : {"01/03/1815", "1.3.1815"}) {
    const Error error = read_date(text).error();
    EXPECT_NE(error.message.find("day and month can't be told apart"), std::string::npos) << error.message;
    EXPECT_NE(error.hint.find(text[1] == '.' ? "%d.%m.%Y" : "%d/%m/%Y"), std::string::npos) << error.hint;
  }
}

TEST(ReadDateSpan, IsTheWholeCalendarSpanOfEnglishToo) {
  EXPECT_EQ(span("1814"), "1814-01-01 1815-01-01");
  EXPECT_EQ(span("spring 1814"), "1814-03-01 1814-06-01");
  EXPECT_EQ(span("c. 1814"), "1814-01-01 1815-01-01");
  EXPECT_EQ(span("9 June 1815"), "1815-06-09 1815-06-10");
  EXPECT_EQ(span("25 October 1917 (O.S.)"), "1917-11-07 1917-11-08");
  EXPECT_EQ(span("between 1814 and 1815"), "1814-01-01 1816-01-01");
  EXPECT_EQ(span("before 1815"), "-inf 1815-01-01");
  EXPECT_EQ(span("mid-1950s"), "1955-01-01 1956-01-01");
  EXPECT_EQ(span("n.d."), "refused");
  EXPECT_EQ(span("-11999-01-01"), "-11999-01-01 -11999-01-02");
}

TEST(ReadDateSpan, NowIsTheLastSecondBeforeTheMomentOfAsking) {
  const Instant now{1'000'000};
  for (const char* text : {"now", "today", "present", "the present", "Present Day"}) {
    const Result<Period> span = read_date_span(text, now);
    ASSERT_TRUE(span.ok()) << text;
    EXPECT_EQ(*span, Period::certain({now.seconds - 1}, now)) << text;
    EXPECT_FALSE(read_date_span(text).ok()) << text;
  }
  EXPECT_EQ(*read_date_span("1814", now), *read_date_span("1814"));
  EXPECT_NE(read_date("present").error().hint.find("1949-present"), std::string::npos);
}

TEST(ReadPoint, ReadsBackWhatIsPrinted) {
  for (const char* text : {"-inf", "inf", "1958-07-31", "1958-07-31T12:00:01Z", "-0043-03-15", "-11999-02-28",
                           "12000-02-29", "-13797999999-01-01", "200000000000-12-31"}) {
    const Result<Instant> point = read_point(text);
    ASSERT_TRUE(point.ok()) << text << ": " << describe(point.error());
    EXPECT_EQ(print_point(*point), text);
  }
  EXPECT_EQ(print_point(*read_point("Y-11999")), "-11999-01-01");
  EXPECT_FALSE(read_point("12001-02-29").ok());
  EXPECT_FALSE(read_point("300000000000-01-01").ok());
}

}  // namespace
}  // namespace entente

// English dates: what they are understood as, and what is refused with which advice.
#include "entente/time/english.hpp"

#include <gtest/gtest.h>

#include <string>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

struct Row {
  const char* text;
  const char* understood;
  bool keeps_phrase = false;  // the words say more than the EDTF
};

constexpr Row kUnderstood[] = {
    {"14 February 1950", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"February 14, 1950", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"14th of February, 1950", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"Feb 1950", "in February 1950 (EDTF 1950-02)"},
    {"Feb. 1950", "in February 1950 (EDTF 1950-02)"},
    {"1950", "in 1950 (EDTF 1950)"},
    {"the 1950s", "in some year of the 1950s (EDTF 195X)"},
    {"1949/50", "from 1949 until 1950 (EDTF 1949/1950)"},
    {"1731/2", "from 1731 until 1732 (EDTF 1731/1732)"},
    {"1814-15", "from 1814 until 1815 (EDTF 1814/1815)"},
    {"1814?-1815", "from perhaps 1814 until 1815 (EDTF 1814?/1815)"},
    {"15.5.1773", "on 15 May 1773 (EDTF 1773-05-15)"},
    {"1838-5-17", "on 17 May 1838 (EDTF 1838-05-17)"},
    {"9-Jun-1815", "on 9 June 1815 (EDTF 1815-06-09)"},
    {"Jun-1815", "in June 1815 (EDTF 1815-06)"},
    {"1815.", "in 1815 (EDTF 1815)"},
    {"March/April 1815", "between March and April 1815 (EDTF [1815-03..1815-04])"},
    {"11 February 1731/2", "on 11 February 1732 (EDTF 1732-02-11)", true},
    {"Feb. 1640/41", "in February 1641 (EDTF 1641-02)", true},
    {"1 March 1699/1700", "on 1 March 1700 (EDTF 1700-03-01)", true},
    {"Saturday 3 May 1640", "on 3 May 1640 (EDTF 1640-05-03); this day was a Thursday", true},
    {"Tuesday, 3 March 1801", "on 3 March 1801 (EDTF 1801-03-03)"},
    {"1814 to present", "since 1814 (EDTF 1814/..)"},
    {"from 1814 to the present day", "since 1814 (EDTF 1814/..)"},
    {"1814–today", "since 1814 (EDTF 1814/..)"},
    {"1814-", "since 1814, end unknown (EDTF 1814/)"},
    {"unknown", "at an unknown time (EDTF /)"},
    {"n.d.", "at an unknown time (EDTF /)"},
    {"?", "at an unknown time (EDTF /)"},
    {"fl. 1814", "observed in 1814 (EDTF 1814)"},
    {"attested 1814", "observed in 1814 (EDTF 1814)"},
    {"alive in 1814", "observed in 1814 (EDTF 1814)"},
    {"active 1800-1815", "observed between 1800 and 1815 (EDTF 1800/1815)"},
    {"fl. c. 1800-1815", "observed between about 1800 and about 1815 (EDTF 1800~/1815~)"},
    {"b. 1814", "since 1814, end unknown (EDTF 1814/)"},
    {"d. 1852", "until 1852, start unknown (EDTF /1852)"},
    {"b. c. 1814, d. 1852", "from about 1814 until 1852 (EDTF 1814~/1852)"},
    {"r. 1801-1825", "from 1801 until 1825 (EDTF 1801/1825)"},
    {"5th c. BC", "in some year of the 5th century BC (EDTF -04XX)", true},
    {"prior to 1815", "in 1814 or earlier (EDTF [..1814])"},
    {"pre-1815", "in 1814 or earlier (EDTF [..1814])"},
    {"post-1815", "in 1816 or later (EDTF [1816..])"},
    {"1950's", "in some year of the 1950s (EDTF 195X)"},
    {"mid-1950s", "about 1955 (EDTF 1955~)", true},
    {"Mid 1950s", "about 1955 (EDTF 1955~)", true},
    {"early 1949", "between January and April 1949 (EDTF [1949-01..1949-04])", true},
    {"late 1980s", "about 1988 (EDTF 1988~)", true},
    {"early 20th century", "between 1901 and 1934 (EDTF [1901..1934])", true},
    {"mid-20th century", "between 1935 and 1967 (EDTF [1935..1967])", true},
    {"late twentieth century", "between 1968 and 2000 (EDTF [1968..2000])", true},
    {"19th century", "between 1801 and 1900 (EDTF [1801..1900])", true},
    {"19th c.", "between 1801 and 1900 (EDTF [1801..1900])", true},
    {"c. 19th century", "between 1701 and 2000 (EDTF [1701..2000])", true},
    {"2nd millennium", "between 1001 and 2000 (EDTF [1001..2000])", true},
    {"first half of the 2nd millennium BC", "between 2000 BC and 1501 BC (EDTF [-1999..-1500])"},
    {"the 1800s", "in some year of the 1800s (EDTF 18XX)", true},
    {"5th century BC", "in some year of the 5th century BC (EDTF -04XX)", true},
    {"1st century", "between AD 1 and AD 100 (EDTF [0001..0100])", true},
    {"1st century BC", "between 100 BC and 1 BC (EDTF [-0099..0000])", true},
    {"44 BC", "in 44 BC (EDTF -0043)"},
    {"15 March 44 B.C.", "on 15 March 44 BC (EDTF -0043-03-15)"},
    {"AD 79", "in AD 79 (EDTF 0079)"},
    {"79 AD", "in AD 79 (EDTF 0079)"},
    {"c. 1904", "about 1904 (EDTF 1904~)"},
    {"c.1904", "about 1904 (EDTF 1904~)"},
    {"ca 1904", "about 1904 (EDTF 1904~)"},
    {"circa 1904", "about 1904 (EDTF 1904~)"},
    {"about 1904", "about 1904 (EDTF 1904~)"},
    {"around 1904", "about 1904 (EDTF 1904~)"},
    {"?1904", "perhaps in 1904 (EDTF 1904?)"},
    {"1904?", "perhaps in 1904 (EDTF 1904?)"},
    {"before 1914", "in 1913 or earlier (EDTF [..1913])"},
    {"after 1914", "in 1915 or later (EDTF [1915..])"},
    {"until 1953", "until 1953, start unknown (EDTF /1953)"},
    {"since 2001", "since 2001 (EDTF 2001/..)"},
    {"by 1949", "in 1949 or earlier (EDTF [..1949])"},
    {"1914–1918", "from 1914 until 1918 (EDTF 1914/1918)"},
    {"1914-18", "from 1914 until 1918 (EDTF 1914/1918)"},
    {"1914 to 1918", "from 1914 until 1918 (EDTF 1914/1918)"},
    {"from 1950 to 1959", "from 1950 until 1959 (EDTF 1950/1959)"},
    {"between 1947 and 1948", "between 1947 and 1948 (EDTF [1947..1948])"},
    {"summer 1949", "in summer 1949 (EDTF 1949-22)"},
    {"spring of 1969", "in spring 1969 (EDTF 1969-21)"},
    {"July-August 1958", "from July to August 1958 (EDTF 1958-07/1958-08)"},
    {"from July to August 1958", "from July to August 1958 (EDTF 1958-07/1958-08)"},
    {"2-15 March 1969", "from 2 to 15 March 1969 (EDTF 1969-03-02/1969-03-15)"},
    {"March 2-15, 1969", "from 2 to 15 March 1969 (EDTF 1969-03-02/1969-03-15)"},
    {"first half of 1949", "in the first half of 1949 (EDTF 1949-40)"},
    {"second quarter of 1950", "in the second quarter of 1950 (EDTF 1950-34)"},
    {"the second half of the 20th century", "between 1951 and 2000 (EDTF [1951..2000])"},
    {"Q2 1950", "in the second quarter of 1950 (EDTF 1950-34)"},
    {"beginning of 1949", "between January and February 1949 (EDTF [1949-01..1949-02])", true},
    {"end of 1988", "between November and December 1988 (EDTF [1988-11..1988-12])", true},
    {"throughout 1951", "throughout 1951 (EDTF 1951)"},
    {"throughout the early 1950s", "from the start of 1950 to the end of about 1953 (EDTF 1950/1953~)", true},
    {"throughout the 2010s", "throughout the 2010s (EDTF 201X)"},
    {"throughout the mid-1950s", "from the start of 1954 to the end of 1956 (EDTF 1954/1956)", true},
    {"25/12/1950", "on 25 December 1950 (EDTF 1950-12-25)"},
    {"1950-02-14", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"1950-02", "in February 1950 (EDTF 1950-02)"},
    {"1939–41", "from 1939 until 1941 (EDTF 1939/1941)"},
    {"winter 1949–50", "in winter 1949–1950 (EDTF 1949-24)"},
    {"since the 1950s", "since the 1950s (EDTF 195X/..)"},
    {"from 1967 until the mid-1980s", "from 1967 until about 1985 (EDTF 1967/1985~)", true},
    {"early 1960s through the mid-1980s",
     "began between 1960 and 1963, ended between 1984 and 1986 (EDTF has no text for it)", true},
    {"late 1960s and 1970s", "in about 1968 and the 1970s (EDTF {1968~,197X})", true},
    {"mid- and late 1950s", "between 1954 and 1959 (EDTF [1954..1959])", true},
    {"very early 1960s", "between 1960 and 1961 (EDTF [1960..1961])", true},
    {"the 2000s", "in some year of the decade 2000–2009 (EDTF 200X)"},
    {"the 1900s", "in some year of the 1900s (EDTF 19XX)", true},
    {"the 1980s", "in some year of the 1980s (EDTF 198X)"},
    {"1970's", "in some year of the 1970s (EDTF 197X)"},
    {"summer of 1949", "in summer 1949 (EDTF 1949-22)"},
    {"August-September 1952", "from August to September 1952 (EDTF 1952-08/1952-09)"},
    {"February through May 1989", "from February to May 1989 (EDTF 1989-02/1989-05)"},
    {"until the late 1980s", "until about 1988, start unknown (EDTF /1988~)", true},
    {"1947-1948", "from 1947 until 1948 (EDTF 1947/1948)"},
    {"mid-to-late 1980s", "between 1984 and 1989 (EDTF [1984..1989])", true},
    {"Tuesday, 14 February 1950", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"5 or 6 May 1949", "on 5 May 1949 or 6 May 1949 (EDTF [1949-05-05,1949-05-06])"},
    {"1949 or 1950", "in 1949 or 1950 (EDTF [1949,1950])"},
    {"44–31 BC", "from 44 BC until 31 BC (EDTF -0043/-0030)"},
    {"AD 14–37", "from AD 14 until AD 37 (EDTF 0014/0037)"},
    {"the late 18th and early 19th century",
     "began between 1768 and 1800, ended between 1801 and 1834 (EDTF has no text for it)", true},
    {"18th-19th centuries", "began between 1701 and 1800, ended between 1801 and 1900 (EDTF has no text for it)", true},
    {"12,345 BC", "in 12,345 BC (EDTF Y-12344)"},
    {"170,000,001 BC", "in 170,000,001 BC (EDTF Y-170000000)"},
    {"the 440s BC", "between 449 BC and 440 BC (EDTF [-0448..-0439])", true},
    {"before the mid-1950s", "in 1956 or earlier (EDTF [..1956])", true},
    {"after 14 February 1950", "on 15 February 1950 or later (EDTF [1950-02-15..])"},
    {"before March 1950", "in February 1950 or earlier (EDTF [..1950-02])"},
    {"early March 1950", "between 1 and 10 March 1950 (EDTF [1950-03-01..1950-03-10])", true},
    {"from 7 October 1949 until just before 3 October 1990",
     "from 7 October 1949 until just before 3 October 1990 (EDTF 1949-10-07/1990-10-03)"},
    {"on 16 May 1989, 04:00:00 UTC", "on 16 May 1989, 04:00:00 UTC (EDTF 1989-05-16T04:00:00Z)"},
    {"late summer 1949", "in August 1949 (EDTF 1949-08)", true},
    {"from October 1949 on", "since October 1949, end unknown (EDTF 1949-10/)"},
    {"until early 1949", "ended between January and April 1949 (EDTF has no text for it)", true},
    {"no later than 1949", "in 1949 or earlier (EDTF [..1949])"},
    {"not before May 1949", "in May 1949 or later (EDTF [1949-05..])"},
    {"until the end of 1988", "until the end of 1988, start unknown (EDTF /1988)"},
    {"since the beginning of 1949", "since the start of 1949 (EDTF 1949/..)"},
    {"March 14 BC", "in March 14 BC (EDTF -0013-03)"},
    {"March 14 AD 79", "on 14 March AD 79 (EDTF 0079-03-14)"},
    {"1st of May 1950", "on 1 May 1950 (EDTF 1950-05-01)"},
    {"5th May, 1950.", "on 5 May 1950 (EDTF 1950-05-05)"},
    {"14 FEBRUARY 1950", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"1950/02/14", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"14.02.1950", "on 14 February 1950 (EDTF 1950-02-14)"},
    {"3/1950", "in March 1950 (EDTF 1950-03)"},
    {"from 1914", "since 1914, end unknown (EDTF 1914/)"},
    {"c. 1914–1918", "from about 1914 until about 1918 (EDTF 1914~/1918~)"},
    {"1950s-1960s", "from the 1950s until the 1960s (EDTF 195X/196X)"},
    {"early-to-mid 1950s", "between 1950 and 1956 (EDTF [1950..1956])", true},
    {"between early 1949 and mid-1950", "between January 1949 and August 1950 (EDTF [1949-01..1950-08])", true},
    {"third quarter of the 19th century", "between 1851 and 1875 (EDTF [1851..1875])"},
    {"summer or autumn 1949", "in summer 1949 or autumn 1949 (EDTF [1949-22,1949-23])"},
    {"H2 1950", "in the second half of 1950 (EDTF 1950-41)"},
    {"AD 99999", "in 99,999 (EDTF Y99999)"},
    {"nineteenth century", "between 1801 and 1900 (EDTF [1801..1900])", true},
    {"second century AD", "between AD 101 and AD 200 (EDTF [0101..0200])", true},
    {"mid-5th century BC", "between 466 BC and 434 BC (EDTF [-0465..-0433])", true},
    {"the 40s BC", "between 49 BC and 40 BC (EDTF [-0048..-0039])", true},
    {"the 19th-century", "between 1801 and 1900 (EDTF [1801..1900])", true},
    {"1950 or later", "in 1950 or later (EDTF [1950..])"},
    {"always until 1985", "always until 1985 (EDTF ../1985)"},
};

TEST(English, IsUnderstood) {
  for (const Row& row : kUnderstood) {
    const Result<EnglishReading> reading = read_english(row.text);
    ASSERT_TRUE(reading.ok()) << describe(reading.error(), row.text);
    EXPECT_EQ(reading->understood, row.understood) << row.text;
    const std::string phrase = reading->validity.phrase;
    EXPECT_EQ(phrase, row.keeps_phrase ? row.text : "") << row.text;
  }
}

struct EnglishRefusal {
  const char* text;
  const char* message;  // a part of it
  const char* hint;     // a part of it
};

constexpr EnglishRefusal kRefused[] = {
    {"", "but the text ends", "14 February 1950"},
    {"03/04/1950", "two meanings", "\"3 April 1950\" or \"4 March 1950\""},
    {"03.04.1950", "two meanings", "\"3 April 1950\" or \"4 March 1950\""},
    {"03/04/50", "lacks its century", "the month as a word"},
    {"1903-04", "two meanings", "\"April 1903\" or \"1903–1904\""},
    {"3/4 March 1950", "it lacks its year", "14 February 1950"},
    {"11 May 1731/2", "from 1 January to 24 March", ""},
    {"11 February 1731/4", "two that follow one another", ""},
    {"winter 1949", "two meanings", "\"winter 1948–1949\" or \"winter 1949–1950\""},
    {"1949, 1950", "two meanings", "\"or\" between the dates for one of them"},
    {"1896 or 180 BC", "two meanings", "\"AD 1896\" or \"1896 BC\""},
    {"14 February 50", "lacks its century", "write 1950, AD 50 or 50 BC"},
    {"50s", "lacks its century", "1950s"},
    {"44", "lacks its century or its era", "AD 44 or 44 BC"},
    {"1950–1", "lacks its century", ""},
    {"25 December", "lacks its year", ""},
    {"29 February 1900", "no such day", ""},
    {"31 June 1950", "no such day", ""},
    {"Monday 14 February 1950", "this day was a Tuesday", ""},
    {"14 Febuary 1950", "no such month", "did you mean February?"},
    {"1950-1940", "ends before it starts", ""},
    {"0 BC", "no year 0", "1 BC"},
    {"99999", "a year of 5 digits", "AD 99999"},
    {"300,000,000,000", "out of range", ""},
    {"Q5 1950", "no such part", ""},
    {"perhaps early 1949", "approximate or uncertain as well", ""},
    {"1950 and a half", "expected a date", ""},
    {"1950 B", "expected the end", ""},
    {"some day", "expected a date", "14 February 1950"},
    {"present", "another day each time", "1949-present"},
    {"to 1950", "expected a date", ""},
};

TEST(English, IsRefusedWithAdvice) {
  for (const EnglishRefusal& row : kRefused) {
    const Result<EnglishReading> reading = read_english(row.text);
    ASSERT_FALSE(reading.ok()) << row.text << ": " << reading->understood;
    EXPECT_NE(reading.error().message.find(row.message), std::string::npos) << reading.error().message;
    EXPECT_NE(reading.error().hint.find(row.hint), std::string::npos) << row.text << ": " << reading.error().hint;
  }
  EXPECT_EQ(read_english(std::string(2'000, '1')).error().code, ErrorCode::kLimit);
}

TEST(English, ErrorsPointAtThePlace) {
  const Result<EnglishReading> typo = read_english("from 3 Febuary 1950");
  ASSERT_FALSE(typo.ok());
  EXPECT_EQ(typo.error().span, (SourceSpan{7, 7}));
}

// Bounds that EDTF has no text for, and the vague words of historians.
TEST(English, VagueWordsKeepWithinWhatTheyCanMean) {
  const auto day = [](std::int64_t year, int month, int of_month) {
    return start_of_day(CivilDate{year, month, of_month});
  };
  const auto bounds = [](const char* text) { return read_english(text)->validity.bounds; };
  const Period split = bounds("from the early 1960s through the mid-1980s");
  EXPECT_EQ(split.earliest_start, day(1960, 1, 1));
  EXPECT_EQ(split.latest_start, day(1963, 12, 31));
  EXPECT_EQ(split.earliest_end, day(1984, 1, 2));
  EXPECT_EQ(split.latest_end, day(1987, 1, 1));
  EXPECT_EQ(holds_at(split, day(1970, 1, 1)), Truth::kTrue);

  const Period interkit = bounds("from 1967 until the mid-1980s");
  EXPECT_EQ(holds_at(interkit, day(1980, 1, 1)), Truth::kTrue);
  EXPECT_EQ(holds_at(interkit, day(1985, 6, 1)), Truth::kUnknown);
  EXPECT_EQ(holds_at(interkit, day(1966, 12, 31)), Truth::kFalse);
  EXPECT_EQ(holds_at(interkit, day(1989, 1, 1)), Truth::kFalse);

  const Period ties = bounds("throughout the early 1950s");
  EXPECT_GE(ties.earliest_start, day(1949, 10, 1));
  EXPECT_LE(ties.latest_end, day(1956, 1, 1));
  EXPECT_LE(ties.latest_start, day(1951, 1, 1));
  EXPECT_GE(ties.earliest_end, day(1952, 1, 1));

  EXPECT_EQ(bounds("throughout the 2010s"), Period::certain(day(2010, 1, 1), day(2020, 1, 1)));
  EXPECT_EQ(bounds("early 1949"), *read_edtf("[1949-01..1949-04]"));
  EXPECT_EQ(bounds("mid-1950s"), *read_edtf("1955~"));
  EXPECT_EQ(bounds("the late 1960s and 1970s").earliest_start, day(1967, 1, 1));
}

}  // namespace
}  // namespace entente

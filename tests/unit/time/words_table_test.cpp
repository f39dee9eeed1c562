// Words for people, over the whole of EDTF: one line a form.
#include <gtest/gtest.h>

#include <string>

#include "entente/time/validity.hpp"
#include "unit/time/written.hpp"

namespace entente {
namespace {

struct WordsRow {
  const char* edtf;
  const char* words;
};

constexpr WordsRow kDates[] = {
    {"1989", "in 1989"},
    {"1949-12-16", "on 16 December 1949"},
    {"1958-07", "in July 1958"},
    {"-0043-03-15", "on 15 March 44 BC"},
    {"-0043", "in 44 BC"},
    {"0000", "in 1 BC"},
    {"0001", "in AD 1"},
    {"0079", "in AD 79"},
    {"0999", "in AD 999"},
    {"-0001-02", "in February 2 BC"},
    {"0000-03", "in March 1 BC"},
    {"1949-21", "in spring 1949"},
    {"1949-22", "in summer 1949"},
    {"1949-23", "in autumn 1949"},
    {"1949-24", "in winter 1949–1950"},
    {"1949-25", "in northern spring 1949"},
    {"1949-28", "in northern winter 1949–1950"},
    {"2001-29", "in southern spring 2001"},
    {"2001-30", "in southern summer 2001–2002"},
    {"2001-31", "in southern autumn 2001"},
    {"2001-32", "in southern winter 2001"},
    {"2001-33", "in the first quarter of 2001"},
    {"2001-36", "in the fourth quarter of 2001"},
    {"2001-37", "in the first third of 2001"},
    {"2001-39", "in the last third of 2001"},
    {"2001-40", "in the first half of 2001"},
    {"2001-41", "in the second half of 2001"},
    {"-0043-22", "in summer 44 BC"},
    {"-0001-24", "in winter 2 BC–1 BC"},
    {"0000-24", "in winter 1 BC–AD 1"},
    {"Y-17E7", "in 170,000,001 BC"},
    {"Y17101", "in 17,101"},
    {"Y-12344", "in 12,345 BC"},
    {"Y3388E2S3", "in a year between 338,000 and 338,999"},
    {"1950S2", "in a year between 1900 and 1999"},
    {"1950S3", "in a year between 1950 and 1959"},
    {"-0049S1", "in a year between 50 BC and 41 BC"},
    {"1989-05-16T12:00:00+08:00", "on 16 May 1989, 04:00:00 UTC"},
    {"1989-05-16T12:00:00", "on 16 May 1989, 12:00:00 UTC"},
};

TEST(WordsTable, Dates) {
  for (const WordsRow& row : kDates) EXPECT_EQ(words(row.edtf, Extent::kWithin), row.words) << row.edtf;
}

constexpr WordsRow kUnspecifiedDigits[] = {
    {"195X", "in some year of the 1950s"},
    {"190X", "in some year of the decade 1900–1909"},
    {"200X", "in some year of the decade 2000–2009"},
    {"16XX", "in some year of the 1600s"},
    {"19XX", "in some year of the 1900s"},
    {"20XX", "in some year of the century 2000–2099"},
    {"154X", "in some year of the 1540s"},
    {"015X", "in a year between AD 150 and AD 159"},
    {"01XX", "in a year between AD 100 and AD 199"},
    {"00XX", "in a year between 1 BC and AD 99"},
    {"-04XX", "in some year of the 5th century BC"},
    {"-044X", "in a year between 450 BC and 441 BC"},
    {"-00XX", "in a year between 100 BC and 2 BC"},
    {"1XXX", "in a year between 1000 and 1999"},
    {"X999", "in a year between AD 999 and 9999"},
    {"XXXX", "at an unknown date"},
    {"XXXX-XX-XX", "at an unknown date"},
    {"XXXX-12-25", "on 25 December, year unknown"},
    {"XXXX-12", "in December, year unknown"},
    {"1XX5", "in a year between 1005 and 1995"},
    {"19X4", "in a year between 1904 and 1994"},
    {"195X-21", "in spring of some year of the 1950s"},
    {"195X-24", "in winter of some year of the 1950s"},
    {"19XX-34", "in the second quarter of some year of the 1900s"},
    {"195X-40", "in the first half of some year of the 1950s"},
    {"XXXX-22", "in summer, year unknown"},
    {"1985-04-XX", "in April 1985, day unknown"},
    {"1985-XX", "in 1985, month unknown"},
    {"1985-XX-XX", "in 1985, month and day unknown"},
    {"1985-XX-15", "on a day between 15 January and 15 December 1985"},
    {"15XX-12-25", "on 25 December of some year of the 1500s"},
    {"15XX-12", "in December of some year of the 1500s"},
    {"15XX-12-XX", "on a day between 1 December 1500 and 31 December 1599"},
    {"15XX-XX-25", "on a day between 25 January 1500 and 25 December 1599"},
    {"1984-1X", "in a month between October and December 1984"},
    {"1984-0X", "in a month between January and September 1984"},
    {"1984-12-1X", "on a day between 10 and 19 December 1984"},
    {"1984-12-X5", "on a day between 5 and 25 December 1984"},
};

TEST(WordsTable, UnspecifiedDigits) {
  for (const WordsRow& row : kUnspecifiedDigits) EXPECT_EQ(words(row.edtf, Extent::kWithin), row.words) << row.edtf;
}

constexpr WordsRow kQualifiers[] = {
    {"1985~", "about 1985"},
    {"1985?", "perhaps in 1985"},
    {"1985%", "perhaps about 1985"},
    {"1949-12-16?", "perhaps on 16 December 1949"},
    {"1949-12-16~", "about 16 December 1949"},
    {"1949-12~", "about December 1949"},
    {"195X~", "about the 1950s"},
    {"195X?", "perhaps in some year of the 1950s"},
    {"19XX%", "perhaps about the 1900s"},
    {"1949-22~", "about summer 1949"},
    {"1949-22?", "perhaps in summer 1949"},
    {"2001-34~", "about the second quarter of 2001"},
    {"-0043~", "about 44 BC"},
    {"0079~", "about AD 79"},
    {"2004?-06-~11", "on 11 June 2004 (year uncertain, day approximate)"},
    {"2004-06~-11", "on 11 June 2004 (year and month approximate)"},
    {"2004-?06", "in June 2004 (month uncertain)"},
    {"?1949-22", "in summer 1949 (year uncertain)"},
    {"195X?-12", "in December of some year of the 1950s (year uncertain)"},
};

TEST(WordsTable, Qualifiers) {
  for (const WordsRow& row : kQualifiers) EXPECT_EQ(words(row.edtf, Extent::kWithin), row.words) << row.edtf;
}

constexpr WordsRow kIntervals[] = {
    {"1967/1985~", "from 1967 until about 1985"},
    {"2001/..", "since 2001"},
    {"1949-10/", "since October 1949, end unknown"},
    {"../1985", "always until 1985"},
    {"/1985", "until 1985, start unknown"},
    {"../..", "always"},
    {"/", "at an unknown time"},
    {"/..", "since an unknown date"},
    {"../", "until an unknown date"},
    {"1989-05-15/1989-05-18", "from 15 to 18 May 1989"},
    {"1958-07-31/1958-08-03", "from 31 July to 3 August 1958"},
    {"1958-07/1958-08", "from July to August 1958"},
    {"1949-12-16/1950-02-17", "from 16 December 1949 until 17 February 1950"},
    {"1985/1985", "began and ended in 1985"},
    {"1949-12-16/1949-12-16", "on 16 December 1949"},
    {"1949/1949-12-16", "from 1949 until 16 December 1949"},
    {"1949-03/1949-12-16", "from March 1949 until 16 December 1949"},
    {"-0043/0014", "from 44 BC until AD 14"},
    {"-0043-03-15/-0042", "from 15 March 44 BC until 43 BC"},
    {"1949-22/1950-21", "from summer 1949 until spring 1950"},
    {"195X/1989-05", "from the 1950s until May 1989"},
    {"195X/198X", "from the 1950s until the 1980s"},
    {"19XX/20XX", "from the 1900s until the century 2000–2099"},
    {"1985?/1990%", "from perhaps 1985 until perhaps about 1990"},
    {"1985~/..", "since about 1985"},
    {"1985?/", "since perhaps 1985, end unknown"},
    {"/1985~", "until about 1985, start unknown"},
    {"/195X", "until the 1950s, start unknown"},
    {"../195X", "always until the 1950s"},
    {"1960-22/..", "since summer 1960"},
    {"1985-05-XX/1986", "from May 1985 (day unknown) until 1986"},
};

TEST(WordsTable, Intervals) {
  for (const WordsRow& row : kIntervals) EXPECT_EQ(words(row.edtf, Extent::kWithin), row.words) << row.edtf;
}

constexpr WordsRow kSets[] = {
    {"[1949-01..1949-04]", "between January and April 1949"},
    {"[1667,1668,1670..1672]", "in 1667, 1668 or 1670 to 1672"},
    {"{1667,1668}", "in 1667 and 1668"},
    {"[1949-03-03,1950]", "on 3 March 1949 or in 1950"},
    {"[1949-05-05,1949-05-06]", "on 5 May 1949 or 6 May 1949"},
    {"[1949-05,1949-06,1949-08]", "in May 1949, June 1949 or August 1949"},
    {"{1960..1965}", "in every year from 1960 to 1965"},
    {"{1960-05..1960-08}", "in every month from May to August 1960"},
    {"{..1984}", "in every year until 1984"},
    {"{1984..}", "in every year since 1984"},
    {"[1760-12..]", "in December 1760 or later"},
    {"[..1984]", "in 1984 or earlier"},
    {"[..1949-03-05]", "on 5 March 1949 or earlier"},
    {"[..1984,1990]", "in 1984 or earlier or 1990"},
    {"[1667,1670..]", "in 1667 or 1670 or later"},
    {"[1985~..1990]", "between about 1985 and 1990"},
    {"[195X,197X]", "in the 1950s or the 1970s"},
    {"[1949]", "in 1949"},
    {"{1949}", "in 1949"},
    {"[1949-22,1950-21]", "in summer 1949 or spring 1950"},
    {"{1949,1951-05,1960-01-02}", "in 1949, in May 1951 and on 2 January 1960"},
    {"{1960,1961..1965}", "in 1960 and 1961 to 1965"},
    {"[-0043..0014]", "between 44 BC and AD 14"},
};

TEST(WordsTable, Sets) {
  for (const WordsRow& row : kSets) EXPECT_EQ(words(row.edtf, Extent::kWithin), row.words) << row.edtf;
}

constexpr WordsRow kThroughout[] = {
    {"1989", "throughout 1989"},
    {"195X", "throughout the 1950s"},
    {"19XX", "throughout the 1900s"},
    {"1949-12-16", "on 16 December 1949"},
    {"1949-05", "throughout May 1949"},
    {"1949-22", "throughout summer 1949"},
    {"1985~", "throughout 1985 (approximate)"},
    {"1985?", "throughout 1985 (uncertain)"},
    {"1949/1956", "from the start of 1949 to the end of 1956"},
    {"1949-10-07/1956", "from 7 October 1949 to the end of 1956"},
    {"1949/1956-01-02", "from the start of 1949 to 2 January 1956"},
    {"1949/..", "since the start of 1949"},
    {"/1949", "until the end of 1949, start unknown"},
    {"[1949,1950]", "in 1949 or 1950, for the whole of it"},
    {"[1949..1950]", "between 1949 and 1950, for the whole of it"},
    {"{1949..1951}", "in every year from 1949 to 1951, for the whole of it"},
    {"2001-34", "throughout the second quarter of 2001"},
    {"/", "at an unknown time"},
};

TEST(WordsTable, Throughout) {
  for (const WordsRow& row : kThroughout) EXPECT_EQ(words(row.edtf, Extent::kThroughout), row.words) << row.edtf;
}

constexpr WordsRow kObserved[] = {
    {"1989", "observed in 1989"},
    {"1949-12-16", "observed on 16 December 1949"},
    {"1985~", "observed about 1985"},
    {"195X", "observed in some year of the 1950s"},
    {"1949/1956", "observed between 1949 and 1956"},
    {"1949/..", "observed at some time since 1949"},
    {"../1956", "observed at some time until 1956"},
    {"[1949,1950]", "observed in 1949 or 1950"},
    {"[1949..1950]", "observed between 1949 and 1950"},
    {"/", "observed at some time"},
    {"../..", "observed at some time"},
};

TEST(WordsTable, Observed) {
  for (const WordsRow& row : kObserved) EXPECT_EQ(words(row.edtf, Extent::kObserved), row.words) << row.edtf;
}

constexpr WordsRow kExclusiveEnds[] = {
    {"1949-10-07/1990-10-03", "from 7 October 1949 until just before 3 October 1990"},
    {"../1990-10-03", "always until just before 3 October 1990"},
    {"/1990-10-03", "until just before 3 October 1990, start unknown"},
    {"1949/1990", "from 1949 until just before 1990"},
    {"1949-10/1990-10", "from October 1949 until just before October 1990"},
    {"1985~/1990~", "from about 1985 until just before about 1990"},
};

TEST(WordsTable, ExclusiveEnds) {
  for (const WordsRow& row : kExclusiveEnds) EXPECT_EQ(words(row.edtf, Extent::kWithin, true), row.words) << row.edtf;
}

}  // namespace
}  // namespace entente

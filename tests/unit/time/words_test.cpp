#include <gtest/gtest.h>

#include <string>

#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "entente/time/validity.hpp"
#include "unit/time/written.hpp"

namespace entente {
namespace {

struct Example {
  const char* text;
  const char* words;
};
void PrintTo(const Example& example, std::ostream* out) {
  *out << example.text;
}

class WordsTest : public testing::TestWithParam<Example> {};
TEST_P(WordsTest, ReadsAs) {
  EXPECT_EQ(words(GetParam().text), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Dates, WordsTest,
    testing::Values(Example{"1949-12-16", "on 16 December 1949"}, Example{"1958-07", "in July 1958"},
                    Example{"1989", "in 1989"}, Example{"-0043-03-15", "on 15 March 44 BC"}, Example{"0000", "in 1 BC"},
                    Example{"0079", "in AD 79"}, Example{"195X", "in some year of the 1950s"},
                    Example{"190X", "in some year of the decade 1900–1909"},
                    Example{"16XX", "in some year of the 1600s"}, Example{"1949-22", "in summer 1949"},
                    Example{"1949-24", "in winter 1949–1950"}, Example{"2001-30", "in southern summer 2001–2002"},
                    Example{"2001-34", "in the second quarter of 2001"},
                    Example{"2001-41", "in the second half of 2001"},
                    Example{"1985-04-XX", "in April 1985, day unknown"},
                    Example{"15XX-12-25", "on 25 December of some year of the 1500s"},
                    Example{"1984-1X", "in a month between October and December 1984"},
                    Example{"Y-17E7", "in 170,000,001 BC"}, Example{"1950S2", "in a year between 1900 and 1999"},
                    Example{"1989-05-16T12:00:00+08:00", "on 16 May 1989, 04:00:00 UTC"}));

INSTANTIATE_TEST_SUITE_P(Qualified, WordsTest,
                         testing::Values(Example{"1985~", "about 1985"}, Example{"1985?", "perhaps in 1985"},
                                         Example{"1985%", "perhaps about 1985"},
                                         Example{"1949-12-16?", "perhaps on 16 December 1949"},
                                         Example{"195X~", "about the 1950s"},
                                         Example{"2004?-06-~11", "on 11 June 2004 (year uncertain, day approximate)"}));

INSTANTIATE_TEST_SUITE_P(
    Intervals, WordsTest,
    testing::Values(Example{"1967/1985~", "from 1967 until about 1985"}, Example{"2001/..", "since 2001"},
                    Example{"1949-10/", "since October 1949, end unknown"}, Example{"../1985", "always until 1985"},
                    Example{"/1985", "until 1985, start unknown"}, Example{"../..", "always"},
                    Example{"/", "at an unknown time"}, Example{"1989-05-15/1989-05-18", "from 15 to 18 May 1989"},
                    Example{"1958-07-31/1958-08-03", "from 31 July to 3 August 1958"},
                    Example{"1958-07/1958-08", "from July to August 1958"},
                    Example{"1949-12-16/1950-02-17", "from 16 December 1949 until 17 February 1950"},
                    Example{"1985/1985", "began and ended in 1985"}));

INSTANTIATE_TEST_SUITE_P(Sets, WordsTest,
                         testing::Values(Example{"[1949-01..1949-04]", "between January and April 1949"},
                                         Example{"[1667,1668,1670..1672]", "in 1667, 1668 or 1670 to 1672"},
                                         Example{"{1667,1668}", "in 1667 and 1668"},
                                         Example{"[1949-03-03,1950]", "on 3 March 1949 or in 1950"},
                                         Example{"{1960..1965}", "in every year from 1960 to 1965"},
                                         Example{"[1760-12..]", "in December 1760 or later"},
                                         Example{"[..1984]", "in 1984 or earlier"}));

TEST(Words, SayTheExtent) {
  EXPECT_EQ(words("1989", Extent::kThroughout), "throughout 1989");
  EXPECT_EQ(words("1949-12-16", Extent::kThroughout), "on 16 December 1949");
  EXPECT_EQ(words("1949/1956", Extent::kThroughout), "from the start of 1949 to the end of 1956");
  EXPECT_EQ(words("1989", Extent::kObserved), "observed in 1989");
  EXPECT_EQ(words("1949/1956", Extent::kObserved), "observed between 1949 and 1956");
  EXPECT_EQ(words("1949-10-07/1990-10-03", Extent::kWithin, true),
            "from 7 October 1949 until just before 3 October 1990");
}

TEST(Words, PreferTheSourcesOwn) {
  Validity validity = *read_validity("195X");
  validity.phrase = "mid-1950s";
  EXPECT_EQ(text_of(validity), "mid-1950s");
}

TEST(Words, DescribeBoundsWithoutADate) {
  const auto day = [](int of_month) { return start_of_day(CivilDate{1949, 5, of_month}); };
  const auto text = [](const Period& p) { return text_of(validity_of(p)); };
  EXPECT_EQ(text(Period::always()), "always");
  EXPECT_EQ(text(Period::certain(day(3), day(6))), "from 3 to 5 May 1949");
  EXPECT_EQ(text({day(3), day(8), day(20), day(20)}), "began between 3 May 1949 and 8 May 1949, ended on 19 May 1949");
  EXPECT_EQ(text({Instant::minus_infinity(), day(8), day(9), Instant::plus_infinity()}),
            "began by 8 May 1949, ended on 8 May 1949 or later");
  EXPECT_EQ(text(Period::certain({3'600}, start_of_day(1))), "from 1 January 1970, 01:00:00 UTC until 1 January 1970");
}

}  // namespace
}  // namespace entente

// `entente time`: what a person sees of a date, and what a program gets.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "cli/period_drawing.hpp"
#include "entente/time/calendar.hpp"
#include "entente/time/edtf.hpp"
#include "unit/cli/ran.hpp"

namespace entente {
namespace {

Ended time_of(const std::string& arguments) {
  return entente("time " + arguments);
}

std::vector<std::string> drawing(std::string_view edtf) {
  const std::array periods = {read_edtf(edtf).value()};
  return cli::draw_periods(periods);
}

std::string times(std::string_view piece, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

TEST(TimeCommand, ShowsHowADateIsRead) {
  const Ended ended = time_of("1967/1985~");
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "1967/1985~ (level 1)")) << ended.out;
  EXPECT_TRUE(has(ended, "from 1967 until about 1985")) << ended.out;
  EXPECT_TRUE(has(ended, "starts between 1967-01-01 and 1967-12-31")) << ended.out;
  EXPECT_TRUE(has(ended, "ends between 1984-01-02 and 1987-01-01")) << ended.out;
  EXPECT_TRUE(has(ended, "from 1967-01-01 until 1986-01-01")) << ended.out;
  EXPECT_TRUE(has(ended, "╌╌──")) << ended.out;
  EXPECT_FALSE(has(ended, "Allen")) << ended.out;
}

TEST(TimeCommand, ReadsThePresentAsTheMomentOfAsking) {
  for (const char* word : {"present", "'the present day'", "NOW"}) {
    const Ended ended = time_of(word);
    EXPECT_EQ(ended.code, 0) << ended.out;
    EXPECT_TRUE(has(ended, "the moment of asking, 20")) << ended.out;
  }
}

TEST(TimeCommand, ReadsEnglishAndSaysSo) {
  const Ended ended = time_of("'14 February 1950'");
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "read as English: ")) << ended.out;
  EXPECT_TRUE(has(ended, "1950-02-14 (level 0)")) << ended.out;
  EXPECT_TRUE(has(ended, "(certain)")) << ended.out;
}

TEST(TimeCommand, RelatesTwoDates) {
  const Ended ended = time_of("1949 1950-02-14");
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_TRUE(has(ended, "  before                true\n")) << ended.out;
  EXPECT_TRUE(has(ended, "  after                 false\n")) << ended.out;
  EXPECT_TRUE(has(ended, "  immediately precedes  false\n")) << ended.out;
  EXPECT_TRUE(has(ended, "  Allen's relation      before\n")) << ended.out;
  const Ended several = time_of("1949 1949-12");
  EXPECT_TRUE(has(several, "  before                unknown\n")) << several.out;
  EXPECT_TRUE(has(several, "  Allen, possible       any of the thirteen\n")) << several.out;
  EXPECT_TRUE(has(time_of("1949/1952 1952"), "  Allen, possible       {"));
}

TEST(TimeCommand, GivesProgramsOneObject) {
  const Ended one = time_of("--json 1950-02-14/..");
  EXPECT_EQ(one.code, 0);
  EXPECT_EQ(one.out,
            "{\"entente\":1,\"kind\":\"time\",\"readings\":[{\"text\":\"1950-02-14/..\",\"read_as\":\"edtf\","
            "\"edtf\":\"1950-02-14/..\",\"level\":1,\"words\":\"since 14 February 1950\",\"data\":{\"earliest_start\":"
            "\"1950-02-14\",\"latest_start\":\"1950-02-14\",\"earliest_end\":null,\"latest_end\":null},\"literal\":{"
            "\"earliest_start\":\"1950-02-14\",\"latest_start\":\"1950-02-14\",\"earliest_end\":null,"
            "\"latest_end\":null}}]}\n");
  const Ended two = time_of("--json 1949 1949-12");
  EXPECT_TRUE(has(two, "\"relation\":{\"predicates\":{\"before\":null,\"after\":null,")) << two.out;
  EXPECT_TRUE(has(two, "\"allen\":null,\"allen_possible\":[\"before\",")) << two.out;
  EXPECT_TRUE(has(two, "\"gap\":{\"min\":0,\"max\":")) << two.out;
}

TEST(TimeCommand, PointsAtWhatItCantRead) {
  const Ended edtf = time_of("1949-13");
  EXPECT_EQ(edtf.code, 1);
  EXPECT_TRUE(has(edtf, "error: ")) << edtf.out;
  EXPECT_TRUE(has(edtf, "1949-13\n       ^")) << edtf.out;
  const Ended english = time_of("'some time ago'");
  EXPECT_EQ(english.code, 1);
  EXPECT_TRUE(has(english, "error: ")) << english.out;
  EXPECT_TRUE(has(english, "^")) << english.out;
  EXPECT_EQ(time_of("").code, 2);
  EXPECT_EQ(time_of("1949 1950 1951").code, 2);
  EXPECT_EQ(time_of("1949 --jsn").code, 2);
}

TEST(PeriodDrawing, AYearIsPossibleFromEndToEnd) {
  EXPECT_EQ(drawing("1989"), (std::vector<std::string>{" " + times("╌", 60), " ┴" + times("┈", 59) + "┴",
                                                       " 1989" + std::string(56, ' ') + "1990"}));
}

TEST(PeriodDrawing, ADayIsOneColumnAndCertain) {
  EXPECT_EQ(drawing("1989-12-31")[0], std::string(60, ' ') + "─");
  EXPECT_EQ(drawing("1989-01-01")[0], " ─");
}

TEST(PeriodDrawing, ArrowsRunOnWithoutEnd) {
  EXPECT_EQ(drawing("1989-01-01/..")[0], std::string(31, ' ') + times("─", 30) + "▶");
  EXPECT_EQ(drawing("../1989-12-31")[0], "◀" + times("─", 30));
  EXPECT_EQ(drawing("1989-01-01/")[0], " ─" + times("╌", 59) + "▶");
  const std::array always = {Period::always()};
  EXPECT_EQ(cli::draw_periods(always), std::vector<std::string>{"◀" + times("─", 60) + "▶"});
}

TEST(PeriodDrawing, MarksKeepTheirDistanceOnAnyScale) {
  EXPECT_EQ(drawing("1900/1999")[2], " 1900        1920        1940        1960        1980        2000");
  for (const std::string_view edtf : {"Y-100000000000", "Y170000002", "-0044-03-15/2022", "0000", "-0001"}) {
    const auto lines = drawing(edtf);
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_NE(lines[1].find("┴"), std::string::npos) << edtf;
    EXPECT_NE(lines[2].find_first_of("0123456789"), std::string::npos) << edtf;
  }
}

}  // namespace
}  // namespace entente

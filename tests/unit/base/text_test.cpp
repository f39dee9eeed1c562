#include "base/text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace entente {
namespace {

std::vector<std::string> one_by_one(const std::string& text) {
  std::vector<std::string> characters;
  for (std::size_t at = 0; at < text.size(); at += characters.back().size())
    characters.push_back(text.substr(at, character_length(text, at)));
  return characters;
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("Mao"), 3);
  EXPECT_EQ(display_width("Хрущёв"), 6);
  EXPECT_EQ(display_width("毛泽东"), 6);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("a\xff"
                          "b"),
            3);
}

// Printable ASCII takes a shorter way than the rest: by both ways a text is as wide as its characters one by one.
TEST(DisplayWidth, IsTheSumOfItsCharacters) {
  const std::vector<std::string> characters = {"a",  " ",      "~",    "\n",     "\x7f",       "é",
                                               "毛", "\u0301", "\xff", "\u200b", "abcdefghijk"};
  std::mt19937 random(1);
  for (int round = 0; round < 2'000; ++round) {
    const int columns = static_cast<int>(random() % 20);
    std::string text;
    int width = 0;
    std::size_t within = 0;
    bool is_within = true;
    for (auto n = random() % 12; n > 0; --n) {
      for (const std::string& c : one_by_one(characters[random() % characters.size()])) {
        width += c == "毛" ? 2 : c == "\n" || c == "\x7f" || c == "\u0301" || c == "\u200b" ? 0 : 1;
        text += c;
        is_within = is_within && width <= columns;
        if (is_within) within = text.size();
      }
    }
    ASSERT_EQ(display_width(text), width) << text;
    ASSERT_EQ(bytes_within(text, columns), within) << text << ", " << columns;
  }
}

TEST(TrimBlanks, TakesThoseThatNobodySees) {
  EXPECT_EQ(trim_blanks(" a b\t"), "a b");
  EXPECT_EQ(trim_blanks("\u00A01841\u00A0"), "1841");
  EXPECT_EQ(trim_blanks("\uFEFF\u200B\u3000Мао\u202F "), "Мао");
  EXPECT_EQ(trim_blanks("é"), "é");
  EXPECT_EQ(trim_blanks(" \u00A0 "), "");
  EXPECT_EQ(trim_blanks("\xA0"), "\xA0");  // half a character
}

TEST(Fold, DropsCaseAndDiacritics) {
  EXPECT_EQ(fold("Zhou ENLAI"), "zhou enlai");
  EXPECT_EQ(fold("Nguyễn"), fold("NGUYEN"));
  EXPECT_EQ(fold("ХРУЩЁВ"), fold("хрущев"));
  EXPECT_EQ(fold("a\xff\xc3\xa9"),
            "a\xff"
            "e");
}

TEST(FoldName, DropsWhatPeopleDoNotType) {
  EXPECT_EQ(fold_name("  Mao\tTse-tung "), "mao tse tung");
  EXPECT_EQ(fold_name("Łódź"), "lodz");
  EXPECT_EQ(fold_name("Søren Ærø"), "soren aero");
  EXPECT_EQ(fold_name("Xi’an"), fold_name("XI'AN"));
  EXPECT_EQ(fold_name("U.S.S.R."), "ussr");
  EXPECT_EQ(fold_name("Straße"), "strasse");
  EXPECT_EQ(fold_name("毛泽东"), "毛泽东");
  EXPECT_EQ(fold_name(" - "), "");
}

TEST(EditDistance, CountsTypingErrorsUpToALimit) {
  EXPECT_EQ(edit_distance("mao", "mao", 3), 0U);
  EXPECT_EQ(edit_distance("zedong", "zedogn", 3), 1U);
  EXPECT_EQ(edit_distance("хрущев", "хрущов", 3), 1U);
  EXPECT_GT(edit_distance("a", "abcdefgh", 3), 3U);
}

TEST(Nearest, FindsTheWordThatWasMeant) {
  const std::vector<std::string> words = {"MEETING", "Treaty", "person", "visit"};
  EXPECT_EQ(nearest("meetign", words), "MEETING");
  EXPECT_EQ(nearest("tréaty", words), "Treaty");
  EXPECT_EQ(nearest("persn", words), "person");
  EXPECT_EQ(nearest("visit", words), "visit");
}

TEST(Nearest, OffersNothingThatIsFarAway) {
  const std::vector<std::string> words = {"MEETING", "Treaty", "a", "no"};
  EXPECT_EQ(nearest("xyzzy", words), "");
  EXPECT_EQ(nearest("b", words), "");
  EXPECT_EQ(nearest("meeting", std::vector<std::string>{}), "");
}

TEST(Printable, ShowsWhatATerminalWouldObeyAsEscapes) {
  EXPECT_EQ(printable("plain Zażółć 毛泽东 ماو"), "plain Zażółć 毛泽东 ماو");
  EXPECT_EQ(printable("a\x1B[31mred\a"), "a\\x1b[31mred\\x07");
  EXPECT_EQ(printable(std::string_view("nul\0end", 7)), "nul\\x00end");
  EXPECT_EQ(printable("\x7F"), "\\x7f");
  EXPECT_EQ(printable("one\ntwo\r\t"), "one\\ntwo\\r\\t");
  EXPECT_EQ(printable_lines("one\ntwo\r\n"), "one\ntwo\\r\n");
  // The second block of control characters, as UTF-8 and as bare bytes.
  EXPECT_EQ(printable("\u009B31m"), "\\u009b31m");
  EXPECT_EQ(printable("\x9B"
                      "31m \xFF"),
            "\\x9b31m \\xff");
  EXPECT_EQ(printable("\u202Egpj.exe\u2069"), "\\u202egpj.exe\\u2069");
  EXPECT_EQ(printable("\u00A0\u200F"), "\u00A0\u200F");
}

TEST(TruncateToWidth, CutsBetweenCharacters) {
  EXPECT_EQ(truncate_to_width("short", 10), "short");
  EXPECT_EQ(truncate_to_width("Beijing", 7), "Beijing");
  EXPECT_EQ(truncate_to_width("Beijing", 6), "Beiji…");
  EXPECT_EQ(truncate_to_width("毛泽东同志", 6), "毛泽…");
  EXPECT_EQ(truncate_to_width("anything", 0), "");
}

}  // namespace
}  // namespace entente

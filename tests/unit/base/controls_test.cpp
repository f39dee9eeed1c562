#include "base/controls.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente {
namespace {

const std::string kText = "a\033[1mé\x7Fж\u009B毛\u202Eb\u2066😀\tc\r\nd\re\u2065\u00A0\xFF";
const std::string kClean = "a\\x1b[1mé\\x7fж\\u009b毛\\u202eb\\u2066😀\tc\r\nd\\re\u2065\u00A0\\xff";

TEST(TerminalText, IsTheSameHoweverItIsCut) {
  for (std::size_t size = 1; size <= kText.size(); ++size) {
    TerminalText text;
    std::string out;
    for (std::size_t at = 0; at < kText.size(); at += size) out += text.clean(kText.substr(at, size));
    EXPECT_EQ(out + text.rest(), kClean) << size;
  }
}

TEST(Controls, BeyondAsciiAreFound) {
  EXPECT_EQ(find_control_beyond_ascii("a\033é毛\u00A0\u2065\u202F"), std::string::npos);
  EXPECT_EQ(find_control_beyond_ascii("é\x7F"), 2U);
  EXPECT_EQ(find_control_beyond_ascii("é\u0080"), 2U);
  EXPECT_EQ(find_control_beyond_ascii("a\u202A"), 1U);
  EXPECT_EQ(find_control_beyond_ascii("aa\u2069"), 2U);
}

}  // namespace
}  // namespace entente

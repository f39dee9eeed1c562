#include "base/shortened.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente {
namespace {

const std::string kLong(1000, 'x');
const std::string kCut = kLong.substr(0, 160) + "…";

TEST(Shortened, CutsWhatIsQuoted) {
  EXPECT_EQ(shortened("`a` is no date"), "`a` is no date");
  EXPECT_EQ(shortened("`" + kLong + "` is no date"), "`" + kCut + "` is no date");
  EXPECT_EQ(shortened("from \"" + kLong + "\" to \"b\""), "from \"" + kCut + "\" to \"b\"");
  EXPECT_EQ(shortened("can't read '" + kLong + "': don't"), "can't read '" + kCut + "': don't");
  EXPECT_EQ(shortened("column 7 (`time`): `" + kLong + "`"), "column 7 (`time`): `" + kCut + "`");
}

TEST(Shortened, CutsNoCharacterInTwo) {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "ж";
  EXPECT_EQ(shortened("`" + many + "`"), "`" + many.substr(0, 320) + "…`");
}

TEST(Shortened, KeepsLongMessagesThatQuoteLittle) {
  std::string list = "one of ";
  for (int i = 0; i < 100; ++i) list += "`name" + std::to_string(i) + "`, ";
  EXPECT_EQ(shortened(list), list);
  EXPECT_LT(shortened(list + list + list + kLong + kLong).size(), 2010U);
  EXPECT_LT(shortened("`" + kLong + kLong + kLong).size(), 2010U);  // a quotation that never ends
}

}  // namespace
}  // namespace entente

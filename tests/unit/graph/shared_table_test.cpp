#include "graph/shared_table.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace entente {
namespace {

using Table = SharedTable<std::string>;

std::map<std::uint32_t, std::string> contents(const Table& table) {
  std::map<std::uint32_t, std::string> found;
  std::uint32_t last = 0;
  table.for_each([&](std::uint32_t number, const std::string& value) {
    EXPECT_TRUE(found.empty() || number > last) << "out of order";
    last = number;
    found[number] = value;
  });
  return found;
}

TEST(SharedTable, HoldsWhatWasSet) {
  Table table;
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.find(0), nullptr);
  EXPECT_EQ(table.find(0xffffffff), nullptr);
  for (const std::uint32_t number : {0U, 31U, 32U, 1023U, 1024U, 40'000'000U, 0x7fffffffU, 0xffffffffU, 31U})
    table.set(number, std::to_string(number));
  EXPECT_EQ(table.size(), 8U);
  EXPECT_EQ(*table.find(40'000'000), "40000000");
  EXPECT_EQ(*table.find(0xffffffff), "4294967295");
  EXPECT_EQ(*table.find(0), "0") << "as it was before the tree grew";
  EXPECT_EQ(table.find(1), nullptr);
  EXPECT_EQ(table.find(0xfffffffe), nullptr);
  EXPECT_EQ(contents(table).size(), 8U);
  table.set(32, "again");
  EXPECT_EQ(*table.find(32), "again");
  EXPECT_EQ(table.size(), 8U);
}

// Against maps, over copies of copies: each stays what it was when it was copied.
TEST(SharedTable, CopiesStayWhatTheyWere) {
  std::vector<Table> tables(1);
  std::vector<std::map<std::uint32_t, std::string>> expected(1);
  std::uint64_t random = 1;
  for (int i = 0; i < 3000; ++i) {
    random = random * 6364136223846793005 + 1442695040888963407;
    const std::uint32_t number = static_cast<std::uint32_t>(random >> 33) % (i % 3 == 0 ? 64U : 100'000U);
    if (i % 10 == 0) {
      tables.push_back(tables.back());
      expected.push_back(expected.back());
    }
    tables.back().set(number, std::to_string(i));
    expected.back()[number] = std::to_string(i);
  }
  for (std::size_t i = 0; i < tables.size(); i += 7) {
    EXPECT_EQ(contents(tables[i]), expected[i]);
    EXPECT_EQ(tables[i].size(), expected[i].size());
  }
  for (const auto& [number, value] : expected.back()) EXPECT_EQ(*tables.back().find(number), value);
}

}  // namespace
}  // namespace entente

// What follows the bounds of relations, in a block of its own: it comes back, and damage is found.
#include "storage/rest_block.hpp"

#include <gtest/gtest.h>

#include "entente/error.hpp"
#include "support/blocks.hpp"

namespace entente {
namespace {

// The value of a row of out with an open end.
std::string out_row_of(std::string_view rest) {
  std::string value;
  put_out_row(value, {{1}, {0}, "\x02", rest});
  return value;
}

TEST(RestBlock, GivesTheRestsBackAndRefusesDamage) {
  RowsOfBlock rows;
  for (std::uint64_t i = 0; i < 300; ++i) {
    rows.add({{i}, {0}, Instant{kSecondsPerDay}, {i}},
             out_row_of(i % 3 == 1 ? std::string(1 + i % 40, static_cast<char>(i)) + "x" : std::string()));
  }
  std::string bytes;
  put_rest_block(bytes, rows.relations);
  const RestBlockReader rests(bytes, 300);
  EXPECT_EQ(rests.places().size(), 100u);
  for (std::uint32_t i = 0; i < 300; ++i) EXPECT_EQ(rests.rest(i), rows.relations[i].row.rest);
  EXPECT_EQ(rests.rest(300), "");

  const auto refused = [](const std::string& block, std::uint32_t relations) {
    try {
      const RestBlockReader reader(block, relations);
      for (std::uint32_t i = 0; i < relations; ++i) reader.rest(i);
    } catch (const Error& error) {
      return error.code == ErrorCode::kCorruption;
    }
    return false;
  };
  EXPECT_FALSE(refused(bytes, 300));
  EXPECT_TRUE(refused(bytes, 298)) << "the last rest is that of 298";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 4);
    EXPECT_TRUE(refused(damaged, 300)) << i;
    refused(with_sum_mended(damaged), 300);
    EXPECT_TRUE(refused(bytes.substr(0, i), 300));
  }
}

}  // namespace
}  // namespace entente

#include "base/find_part.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>

namespace entente {
namespace {

TEST(FindPart, FindsWhatStringsFind) {
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text, part;
    for (auto n = random() % 12; n > 0; --n) text += static_cast<char>('a' + random() % 2);
    for (auto n = random() % 5; n > 0; --n) part += static_cast<char>('a' + random() % 2);
    const std::size_t from = random() % 14;
    ASSERT_EQ(find_part(text, part, from), std::string_view(text).find(part, from))
        << text << ", " << part << ", " << from;
  }
}

// Two texts that nearly agree everywhere: by the plain search 4 million times 4 million steps.
TEST(FindPart, TakesTimeByTheText) {
  const std::string text(8'000'000, 'a'), part = std::string(4'000'000, 'a') + 'b';
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(find_part(text, part), std::string::npos);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace entente

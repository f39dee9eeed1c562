// A table that no memory is left for stays as it was.
#include "base/hash_map.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>
#include <string>

namespace entente {
namespace {

int allocations_left = -1;  // fails behind so many; -1: never

template <class T>
struct Scarce {
  using value_type = T;
  Scarce() = default;
  template <class U>
  Scarce(const Scarce<U>&) {}
  T* allocate(std::size_t n) {
    if (allocations_left == 0) throw std::bad_alloc();
    if (allocations_left > 0) --allocations_left;
    return std::allocator<T>().allocate(n);
  }
  void deallocate(T* p, std::size_t n) { std::allocator<T>().deallocate(p, n); }
  friend bool operator==(const Scarce&, const Scarce&) { return true; }
};

using Text = std::basic_string<char, std::char_traits<char>, Scarce<char>>;

struct TextHash {
  std::size_t operator()(const Text& text) const { return std::hash<std::string_view>()({text.data(), text.size()}); }
};

using Map = SoundTable<absl::flat_hash_map<Text, Text, TextHash, std::equal_to<>, Scarce<std::pair<const Text, Text>>>>;

Text numbered(int i) {
  const std::string text = "a text that is longer than what fits into its object " + std::to_string(i);
  return Text(text.data(), text.size());
}

TEST(HashMap, AnInsertionThatFindsNoMemoryChangesNothing) {
  int failed = 0;
  for (int before = 0; before < 40; ++before) {
    for (int left = 0; left < 4; ++left) {
      Map map;
      for (int i = 0; i < before; ++i) map[numbered(i)] = numbered(-i);
      const Text key = numbered(before), value = numbered(0);
      allocations_left = left;
      try {
        map.try_emplace(key, value);
        allocations_left = -1;
      } catch (const std::bad_alloc&) {
        allocations_left = -1;
        ++failed;
        EXPECT_EQ(map.size(), static_cast<std::size_t>(before));
        EXPECT_FALSE(map.contains(key));
        map.try_emplace(key, value);  // there is memory again
      }
      EXPECT_EQ(map.size(), static_cast<std::size_t>(before) + 1);
      EXPECT_EQ(map.at(key), value);
      for (int i = 0; i < before; ++i) EXPECT_EQ(map.at(numbered(i)), numbered(-i));
      allocations_left = left;
      try {
        const Map copy(map);
        allocations_left = -1;
        EXPECT_EQ(copy.size(), map.size());
      } catch (const std::bad_alloc&) {
        allocations_left = -1;
      }
    }
  }
  EXPECT_GT(failed, 80);
}

TEST(HashMap, HoldsWhatWasPutIntoItAndNotErased) {
  HashMap<std::string, int> map;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 1'000; ++i) map[std::to_string(i)] += i;
    for (int i = 0; i < 1'000; i += 2) EXPECT_EQ(map.erase(std::to_string(i)), 1u);
    EXPECT_EQ(map.size(), 500u);
  }
  for (int i = 1; i < 1'000; i += 2) EXPECT_EQ(map.at(std::to_string(i)), 3 * i);
  EXPECT_FALSE(map.insert({"1", 0}).second);
  EXPECT_TRUE(map.insert_or_assign("2", 2).second);
  EXPECT_FALSE(map.insert_or_assign("2", 3).second);
  EXPECT_EQ(map["2"], 3);
  HashMap<std::string, int> moved = std::move(map);
  EXPECT_EQ(moved.size(), 501u);
  moved.clear();
  moved["again"] = 1;
  EXPECT_EQ(moved.size(), 1u);
  HashSet<std::string> set{"a", "b", "a"};
  EXPECT_EQ(set.size(), 2u);
}

}  // namespace
}  // namespace entente

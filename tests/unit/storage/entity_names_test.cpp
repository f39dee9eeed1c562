// The table of names: numbers by first mention, names that stay in place, and what it takes.
#include "storage/entity_names.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entente/error.hpp"

namespace entente {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

std::uint64_t same_for_all(std::string_view) {
  return 0x1234'5678'9abc'def0U;
}

// Which gives a name the last slots of any table, or the first, so that searches run over its end.
std::uint64_t last_or_first(std::string_view name) {
  return name.size() % 2 == 0 ? 0 : ~std::uint64_t{0};
}

TEST(EntityNames, NumbersThemByFirstMention) {
  EntityNames names;
  EXPECT_EQ(names.size(), 0U);
  EXPECT_EQ(names.bytes(), 0U);
  EXPECT_EQ(names.find("Alice"), EntityNames::kNone);
  EXPECT_EQ(names.insert("Alice"), 0U);
  EXPECT_EQ(names.insert("Bob"), 1U);
  EXPECT_EQ(names.insert("Alice"), 0U);
  EXPECT_EQ(names.insert(""), 2U);
  EXPECT_EQ(names.size(), 3U);
  EXPECT_EQ(names.find("Bob"), 1U);
  EXPECT_EQ(names.find(std::string_view()), 2U);
  EXPECT_EQ(names.find("Bo"), EntityNames::kNone);
  EXPECT_EQ(names.find("Bob "), EntityNames::kNone);
  EXPECT_EQ(names.name(0), "Alice");
  EXPECT_EQ(names.name(2), "");
}

// Around the length up to which a name lies in its record, names that agree but for one byte at any place.
TEST(EntityNames, TellsNamesOfAnyLengthApart) {
  std::vector<std::string> all;
  for (std::size_t length = 0; length <= 40; ++length) {
    all.emplace_back(length, 'a');
    all.emplace_back(length + 41, '\0');
    for (std::size_t at = 0; at < length; ++at) {
      all.emplace_back(length, 'a').at(at) = 'b';
      all.emplace_back(length, 'a').at(at) = '\0';
    }
  }
  for (const EntityNames::Hash hash : {EntityNames::hash_of, same_for_all, last_or_first}) {
    EntityNames names(hash);
    for (std::uint32_t i = 0; i < all.size(); ++i) ASSERT_EQ(names.insert(all[i]), i);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      ASSERT_EQ(names.find(all[i]), i);
      ASSERT_EQ(names.insert(all[i]), i);
      ASSERT_EQ(names.name(i), all[i]);
      ASSERT_EQ(names.find(all[i] + 'c'), EntityNames::kNone);
    }
    EXPECT_EQ(names.size(), all.size());
  }
}

TEST(EntityNames, NamesStayInPlace) {
  EntityNames names;
  names.insert("short");
  names.insert("one that does not fit into a record");
  const std::string_view within = names.name(0), text = names.name(1);
  for (int i = 0; i < 100'000; ++i) names.insert("another name " + std::to_string(i));
  EXPECT_EQ(names.name(0).data(), within.data());
  EXPECT_EQ(names.name(1).data(), text.data());
  EXPECT_EQ(within, "short");
  EXPECT_EQ(text, "one that does not fit into a record");
  // Names of the table itself may be asked for, and inserted, while it grows.
  for (std::uint32_t i = 0; i < names.size(); ++i) ASSERT_EQ(names.insert(names.name(i)), i);
}

TEST(EntityNames, AnswersManyAtOnceInTheirOrder) {
  for (const std::size_t count : {0, 1, 31, 32, 33, 64, 1'000}) {
    std::vector<std::string> asked;
    for (std::size_t i = 0; i < count; ++i)
      asked.push_back((i % 3 == 0 ? "n" : "a name of more than a record ") + std::to_string(i * i % 101));
    EntityNames one_by_one, at_once;
    std::vector<std::uint32_t> expected, given(count), found(count), none(count);
    for (const std::string& name : asked) expected.push_back(one_by_one.insert(name));
    at_once.find(views(asked), none);
    EXPECT_EQ(none, std::vector<std::uint32_t>(count, EntityNames::kNone));
    at_once.insert(views(asked), given);
    at_once.find(views(asked), found);
    EXPECT_EQ(given, expected);
    EXPECT_EQ(found, expected);
    EXPECT_EQ(at_once.size(), one_by_one.size());
  }
}

TEST(EntityNames, TakesLongNamesBesideShortOnes) {
  EntityNames names;
  const std::string half(8'191, 'h'), own(8'192, 'o'), huge(1'000'000, 'x');
  for (int i = 0; i < 20; ++i) {
    const std::string tail = std::to_string(i);
    names.insert(half + tail);
    names.insert(own + tail);
    names.insert(huge + tail);
    names.insert(tail);
  }
  ASSERT_EQ(names.size(), 80U);
  for (std::uint32_t i = 0; i < 20; ++i) {
    const std::string tail = std::to_string(i);
    EXPECT_EQ(names.name(4 * i), half + tail);
    EXPECT_EQ(names.name(4 * i + 1), own + tail);
    EXPECT_EQ(names.name(4 * i + 2), huge + tail);
    EXPECT_EQ(names.find(tail), 4 * i + 3);
  }
}

// At any size, beyond what a small table takes at least.
TEST(EntityNames, WastesLittle) {
  constexpr std::size_t kAtLeast = 20'000;
  EntityNames names, longer;
  std::size_t text = 0;
  for (std::size_t i = 1; i <= 100'000; ++i) {
    names.insert(std::to_string(i));
    const std::string name = std::string(i % 100 + 13, 'n') + std::to_string(i);
    text += name.size();
    longer.insert(name);
    ASSERT_LE(names.bytes(), kAtLeast + 33 * i);
    ASSERT_LE(longer.bytes(), kAtLeast + 70'000 + 33 * i + text / 7 * 8);
  }
  EXPECT_GE(names.bytes(), 26U * 100'000);
}

}  // namespace
}  // namespace entente

// The table of names against the map of the standard library, with good hashes and with the worst.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "storage/entity_names.hpp"

namespace entente {
namespace {

// Hashes that bring names together: one for all, a few, neighbours, and such as lie at the end of every table.
std::uint64_t one_hash(std::string_view) {
  return 0;
}
std::uint64_t hash_of_length(std::string_view name) {
  return (std::uint64_t{name.size()} % 5) << 62;
}
std::uint64_t hash_of_last_byte(std::string_view name) {
  return ~((name.empty() ? 0 : std::uint64_t{static_cast<unsigned char>(name.back())}) << 32);
}

// Of 0 to 300 bytes; many agree in length and in all but one byte.
rc::Gen<std::vector<std::string>> likely_names(int most) {
  return rc::gen::exec([most] {
    const auto count = static_cast<std::size_t>(*rc::gen::inRange(0, most));
    const auto longest = *rc::gen::element<std::size_t>(2, 4, 13, 20, 300);
    const auto letters = *rc::gen::element<std::uint64_t>(1, 2, 256);
    std::uint64_t state = *rc::gen::arbitrary<std::uint64_t>();
    const auto below = [&state](std::uint64_t n) {
      state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
      return (state >> 33) % n;
    };
    const std::string prefix(below(longest), 'p');
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) {
      std::string name = below(2) == 0 ? prefix : std::string();
      name.resize(name.size() + below(longest + 1 - name.size()), 'n');
      if (!name.empty()) name[below(name.size())] = static_cast<char>(below(letters));
      names.push_back(std::move(name));
    }
    return names;
  });
}

void expect_same(const EntityNames& names, const std::unordered_map<std::string, std::uint32_t>& map) {
  RC_ASSERT(names.size() == map.size());
  for (const auto& [name, number] : map) {
    RC_ASSERT(names.find(name) == number);
    RC_ASSERT(names.name(number) == name);
  }
}

void expect_like_a_map(EntityNames::Hash hash, const std::vector<std::string>& asked) {
  EntityNames names(hash);
  std::unordered_map<std::string, std::uint32_t> map;
  std::size_t at = 0;
  while (at < asked.size()) {
    // One by one, or so many at once; before, whether they are there.
    const auto many = std::min(asked.size() - at, static_cast<std::size_t>(*rc::gen::inRange(0, 100)));
    const std::size_t taken = std::max<std::size_t>(many, 1);
    const std::vector<std::string_view> part(asked.begin() + static_cast<std::ptrdiff_t>(at),
                                             asked.begin() + static_cast<std::ptrdiff_t>(at + taken));
    std::vector<std::uint32_t> before, after, found(taken), given(taken);
    for (const std::string_view name : part) {
      const auto known = map.find(std::string(name));
      before.push_back(known == map.end() ? EntityNames::kNone : known->second);
    }
    for (const std::string_view name : part)
      after.push_back(map.emplace(name, static_cast<std::uint32_t>(map.size())).first->second);
    names.find(part, found);
    RC_ASSERT(found == before);
    if (many == 0)
      given = {names.insert(part[0])};
    else
      names.insert(part, given);
    RC_ASSERT(given == after);
    at += taken;
  }
  expect_same(names, map);
}

RC_GTEST_PROP(EntityNamesLaw, IsAMap, ()) {
  expect_like_a_map(EntityNames::hash_of, *likely_names(3'000));
}

RC_GTEST_PROP(EntityNamesLaw, IsAMapWhereHashesCollide, ()) {
  expect_like_a_map(*rc::gen::element<EntityNames::Hash>(one_hash, hash_of_length, hash_of_last_byte),
                    *likely_names(400));
}

// Over twenty-five growths, each name asked for while it is new and later.
TEST(EntityNamesLaw, IsAMapOverManyGrowths) {
  EntityNames names;
  std::unordered_map<std::string, std::uint32_t> map;
  std::uint64_t state = 7;
  for (int i = 0; i < 400'000; ++i) {
    state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    const std::uint64_t n = (state >> 33) % 300'000;
    const std::string name = n % 7 == 0 ? "https://example.org/entity/" + std::to_string(n) : std::to_string(n);
    const auto [known, is_new] = map.emplace(name, static_cast<std::uint32_t>(map.size()));
    ASSERT_EQ(names.find(name), is_new ? EntityNames::kNone : known->second);
    ASSERT_EQ(names.insert(name), known->second);
  }
  ASSERT_EQ(names.size(), map.size());
  for (const auto& [name, number] : map) {
    ASSERT_EQ(names.find(name), number);
    ASSERT_EQ(names.name(number), name);
  }
}

}  // namespace
}  // namespace entente

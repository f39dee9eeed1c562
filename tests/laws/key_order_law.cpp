// Keys sort as what they say: for any two, the order of the bytes is the order of the things.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <tuple>

#include "storage/bytes.hpp"
#include "storage/keys.hpp"

namespace entente {
namespace {

// Numbers near each other and at the ends of the range, where the order of bytes goes wrong first.
rc::Gen<std::int64_t> signed_numbers() {
  return rc::gen::oneOf(
      rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange<std::int64_t>(-300, 300),
      rc::gen::element(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max(),
                       std::int64_t{-1}, std::int64_t{0}, std::int64_t{255}, std::int64_t{256}));
}

rc::Gen<std::uint64_t> numbers() {
  return rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(), rc::gen::inRange<std::uint64_t>(0, 600),
                        rc::gen::element(std::uint64_t{0}, std::uint64_t{255}, std::uint64_t{256},
                                         std::numeric_limits<std::uint64_t>::max()));
}

rc::Gen<AdjacencyKey> adjacency_keys() {
  return rc::gen::map(rc::gen::tuple(numbers(), rc::gen::inRange<std::uint32_t>(0, 4), signed_numbers(), numbers()),
                      [](auto parts) {
                        const auto [near, type, start, relation] = parts;
                        return AdjacencyKey{{near}, {type}, {start}, {relation}};
                      });
}

template <class A, class B>
bool same_order(const A& a, const A& b, const B& x, const B& y) {
  return (a < b) == (x < y) && (a == b) == (x == y);
}

RC_GTEST_PROP(KeyOrder, NumbersSortAsTheirBytes, ()) {
  const std::uint64_t a = *numbers(), b = *numbers();
  std::string x, y;
  put_ordered(x, a);
  put_ordered(y, b);
  RC_ASSERT(same_order(a, b, x, y));
  RC_ASSERT(ByteReader(x).ordered64() == a);
}

RC_GTEST_PROP(KeyOrder, SignedNumbersSortAsTheirBytes, ()) {
  const std::int64_t a = *signed_numbers(), b = *signed_numbers();
  std::string x, y;
  put_ordered(x, a);
  put_ordered(y, b);
  RC_ASSERT(same_order(a, b, x, y));
  RC_ASSERT(ByteReader(x).ordered_signed() == a);
}

RC_GTEST_PROP(KeyOrder, RelationsOfAnEntitySortByTypeThenStartThenNumber, ()) {
  const AdjacencyKey a = *adjacency_keys();
  AdjacencyKey b = *adjacency_keys();
  // Half of the time they differ in one part only.
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      b = {a.near, a.type, a.start, b.relation};
      break;
    case 1:
      b = {a.near, a.type, b.start, a.relation};
      break;
    case 2:
      b = {a.near, b.type, a.start, a.relation};
      break;
    case 3:
      b = {b.near, a.type, a.start, a.relation};
      break;
    default:
      break;
  }
  const std::string x = adjacency_key(a), y = adjacency_key(b);
  RC_ASSERT(x.size() == kAdjacencyKeyBytes);
  const auto logical = [](const AdjacencyKey& k) { return std::tuple(k.near, k.type, k.start, k.relation); };
  RC_ASSERT(same_order(logical(a), logical(b), x, y));
  RC_ASSERT(read_adjacency_key(x) == a);
}

RC_GTEST_PROP(KeyOrder, HistorySortsByTheCommitThatSuperseded, ()) {
  const std::uint64_t a = *numbers(), b = *numbers();
  const std::string key_a = adjacency_key(*adjacency_keys()), key_b = entity_key({*numbers()});
  const std::string x = history_key({a}, Family::kOut, key_a), y = history_key({b}, Family::kEntities, key_b);
  RC_PRE(a != b);
  RC_ASSERT((a < b) == (x < y));
  // What a reader at commit `a` needs of history begins at the prefix of the next commit.
  if (a < std::numeric_limits<std::uint64_t>::max()) {
    RC_ASSERT((y >= history_prefix({a + 1})) == (b > a));
  }
  const HistoryKey read = read_history_key(x);
  RC_ASSERT(read.superseded.value == a);
  RC_ASSERT(read.family == Family::kOut);
  RC_ASSERT(read.row_key == key_a);
}

RC_GTEST_PROP(KeyOrder, NamesSortWithinTheirKind, (const std::string& a, const std::string& b)) {
  const std::string x = name_key(NameKind::kEntity, a), y = name_key(NameKind::kEntity, b);
  RC_ASSERT(same_order(a, b, x, y));
  RC_ASSERT(name_key(NameKind::kEntity, a) < name_key(NameKind::kRelation, b));
  RC_ASSERT(name_key(NameKind::kRelation, a) < name_key(NameKind::kSymbol, b));
  RC_ASSERT(read_name_key(x).name == a);
}

RC_GTEST_PROP(KeyOrder, APrefixEndsAboveAllThatBeginWithIt,
              (const std::string& prefix, const std::string& more, const std::string& other)) {
  const std::string end = end_of_prefix(prefix);
  const auto inside = [&](const std::string& key) { return key >= prefix && (end.empty() || key < end); };
  RC_ASSERT(inside(prefix + more));
  RC_ASSERT(inside(other) == other.starts_with(prefix));
}

RC_GTEST_PROP(KeyOrder, VarintsComeBackInFewBytes, ()) {
  const std::uint64_t n = *numbers();
  const std::int64_t s = *signed_numbers();
  std::string bytes;
  put_varint(bytes, n);
  RC_ASSERT(bytes.size() <= 10u);
  RC_ASSERT((n < 128) == (bytes.size() == 1));
  put_zigzag(bytes, s);
  ByteReader in(bytes);
  RC_ASSERT(in.varint() == n);
  RC_ASSERT(in.zigzag() == s);
  RC_ASSERT(in.at_end());
}

}  // namespace
}  // namespace entente

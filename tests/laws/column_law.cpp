// Columns of any numbers come back, whole, in part and one by one.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "storage/column.hpp"

namespace entente {
namespace {

constexpr std::int64_t kLeastNumber = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kGreatestNumber = std::numeric_limits<std::int64_t>::max();

// A few clusters of random width at random places, mixed in random shares: what a choice of base and width has to
// decide.
rc::Gen<std::vector<std::int64_t>> clustered_numbers() {
  return rc::gen::exec([] {
    struct Cluster {
      std::int64_t middle;
      int bits;
      int share;
    };
    const auto clusters = *rc::gen::nonEmpty(rc::gen::container<std::vector<Cluster>>(rc::gen::exec([] {
      const auto middle = *rc::gen::oneOf(
          rc::gen::element(std::int64_t{0}, std::int64_t{-1}, kLeastNumber, kGreatestNumber, std::int64_t{1} << 32),
          rc::gen::inRange<std::int64_t>(-100'000, 100'000), rc::gen::arbitrary<std::int64_t>());
      return Cluster{middle, *rc::gen::inRange(0, 65), *rc::gen::element(1, 1, 10, 200)};
    })));
    int shares = 0;
    for (const Cluster& c : clusters) shares += c.share;
    const auto size = *rc::gen::element<std::size_t>(1, 2, 7, 8, 9, 100, 1'000);
    std::uint64_t state = *rc::gen::arbitrary<std::uint64_t>();
    std::vector<std::int64_t> values;
    while (values.size() < size) {
      state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
      int at = static_cast<int>((state >> 33) % static_cast<std::uint64_t>(shares));
      const Cluster* cluster = clusters.data();
      for (; at >= cluster->share; ++cluster) at -= cluster->share;
      state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
      const std::uint64_t noise = cluster->bits == 0 ? 0 : (state ^ state >> 29) >> (64 - cluster->bits);
      values.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(cluster->middle) + noise));
    }
    return values;
  });
}

template <class T>
std::vector<std::int64_t> unpacked(const ColumnReader& column, std::size_t from, std::size_t to) {
  std::vector<T> part(to - from);
  column.unpack(from, std::span(part));
  return {part.begin(), part.end()};
}

RC_GTEST_PROP(ColumnLaw, AnyNumbersComeBack, ()) {
  const std::vector<std::int64_t> values = *clustered_numbers();
  std::string bytes;
  put_column(bytes, values);
  // Memory that ends where the column does: what reads on is found by the sanitizer.
  const std::vector<char> exact(bytes.begin(), bytes.end());
  ByteReader in(std::string_view(exact.data(), exact.size()));
  const ColumnReader column(in, values.size());
  RC_ASSERT(in.at_end());
  for (std::size_t i = 0; i < values.size(); ++i) RC_ASSERT(column.at(i) == values[i]);
  const std::size_t from = *rc::gen::inRange<std::size_t>(0, values.size() + 1);
  const std::size_t to = *rc::gen::inRange<std::size_t>(from, values.size() + 1);
  const std::vector<std::int64_t> part(values.begin() + static_cast<std::ptrdiff_t>(from),
                                       values.begin() + static_cast<std::ptrdiff_t>(to));
  RC_ASSERT(unpacked<std::int64_t>(column, 0, values.size()) == values);
  RC_ASSERT(unpacked<std::int64_t>(column, from, to) == part);
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  if (*least >= 0 && *greatest <= 0xFFFF'FFFF) RC_ASSERT(unpacked<std::uint32_t>(column, from, to) == part);
  if (*least >= -0x8000'0000LL && *greatest <= 0x7FFF'FFFF) RC_ASSERT(unpacked<std::int32_t>(column, from, to) == part);
  if (column.within(-5, 5)) RC_ASSERT(*least >= -5 && *greatest <= 5);
}

// The bytes are no more than those of the plainest choice: all in the bits that the range takes, from the least on.
RC_GTEST_PROP(ColumnLaw, NoneIsLongerThanItsPlainForm, ()) {
  const std::vector<std::int64_t> values = *clustered_numbers();
  std::string bytes;
  put_column(bytes, values);
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  const auto range = static_cast<std::uint64_t>(*greatest) - static_cast<std::uint64_t>(*least);
  const auto bits = static_cast<std::size_t>(std::bit_width(range));
  // An exception is counted as six bytes, and may take up to twelve: the choice errs by that much for each.
  if (bits <= static_cast<std::size_t>(kWidestColumn)) {
    ByteReader in(bytes);
    in.byte();
    in.zigzag();
    const std::size_t exceptions = in.count();
    RC_ASSERT(bytes.size() <= values.size() * bits / 8 + 20 + 6 * exceptions);
  }
}

}  // namespace
}  // namespace entente

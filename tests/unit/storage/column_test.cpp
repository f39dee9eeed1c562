// Columns: what is packed is read back, in few bytes; and bytes that can't be a column are refused.
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "entente/error.hpp"
#include "storage/column.hpp"

namespace entente {
namespace {

constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();

std::string column_of(const std::vector<std::int64_t>& values) {
  std::string bytes;
  put_column(bytes, values);
  return bytes;
}

// Read at every place, whole, and in parts; from memory that ends where the column does.
void expect_read(const std::string& bytes, const std::vector<std::int64_t>& values) {
  const std::vector<char> exact(bytes.begin(), bytes.end());
  ByteReader in(std::string_view(exact.data(), exact.size()));
  const ColumnReader column(in, values.size());
  ASSERT_TRUE(in.at_end());
  ASSERT_EQ(column.size(), values.size());
  std::vector<std::int64_t> one_by_one, whole(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) one_by_one.push_back(column.at(i));
  ASSERT_EQ(one_by_one, values);
  column.unpack(0, std::span(whole));
  ASSERT_EQ(whole, values);
  for (const std::size_t from : {values.size() / 3, values.size() - values.size() / 7, values.size()}) {
    for (const std::size_t to : {from, from + (values.size() - from) / 2, values.size()}) {
      std::vector<std::int64_t> part(to - from);
      column.unpack(from, std::span(part));
      ASSERT_TRUE(std::equal(part.begin(), part.end(), values.begin() + static_cast<std::ptrdiff_t>(from)));
    }
  }
}

void expect_column_comes_back(const std::vector<std::int64_t>& values) {
  expect_read(column_of(values), values);
}

template <class T>
bool unpacks_as(const std::vector<std::int64_t>& values) {
  const std::string bytes = column_of(values);
  ByteReader in(bytes);
  const ColumnReader column(in, values.size());
  std::vector<T> out(values.size());
  try {
    column.unpack(0, std::span(out));
  } catch (const Error& error) {
    EXPECT_EQ(error.code, ErrorCode::kCorruption);
    return false;
  }
  EXPECT_TRUE(std::equal(out.begin(), out.end(), values.begin(), [](T a, std::int64_t b) { return b == a; }));
  return true;
}

ErrorCode column_refusal(std::string_view bytes, std::size_t size) {
  try {
    ByteReader in(bytes);
    const ColumnReader column(in, size);
  } catch (const Error& error) {
    return error.code;
  }
  return ErrorCode::kInternal;
}

TEST(Column, IsLaidOutAsThePageSays) {
  using namespace std::string_literals;
  EXPECT_EQ(column_of({}), "\x00"s);
  EXPECT_EQ(column_of({7}), "\x01\x0E\x00"s);            // width 0, base 7, no exceptions
  EXPECT_EQ(column_of({2, 5, 2}), "\x03\x04\x00\x0C"s);  // width 2: 0 3 0
  EXPECT_EQ(column_of({-7321, -7400, -7321}), "\x08\xCF\x73\x00\x4F\xC0\x13"s);
  // Eight times 5 and one far below: width 0, base 5, one exception, at place 2, -1000.
  EXPECT_EQ(column_of({5, 5, -1000, 5, 5, 5, 5, 5, 5}), "\x01\x0A\x01\x02\xCF\x0F"s);
}

TEST(Column, EveryWidthAndLengthComesBack) {
  for (int width = 0; width <= 64; ++width) {
    const std::uint64_t mask = width == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << width) - 1;
    for (const std::size_t size : {1, 2, 3, 7, 8, 9, 63, 64, 65, 200}) {
      std::uint64_t state = 88'172'645'463'325'252;
      std::vector<std::int64_t> values;
      for (std::size_t i = 0; i < size; ++i) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        const std::uint64_t bits = (i == 0 ? mask : i == 1 ? 0 : state >> 3 ^ state << 40) & mask;
        values.push_back(static_cast<std::int64_t>(bits - 1'000));
      }
      ASSERT_NO_FATAL_FAILURE(expect_column_comes_back(values)) << width << " " << size;
    }
  }
}

TEST(Column, TheEndsOfTheRangeComeBack) {
  expect_column_comes_back({kLeast});
  expect_column_comes_back({kGreatest});
  expect_column_comes_back({kLeast, kGreatest});
  expect_column_comes_back({kGreatest, kLeast, 0, -1, 1, kLeast + 1, kGreatest - 1});
  std::vector<std::int64_t> values(1'000, kLeast);
  std::fill(values.begin() + 500, values.end(), kGreatest);
  expect_column_comes_back(values);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = kGreatest - static_cast<std::int64_t>(i);
  expect_column_comes_back(values);
  EXPECT_LT(column_of(values).size(), 1'300u);  // ten bits each
}

TEST(Column, AFewFarOffOnEitherSideWidenNothing) {
  std::vector<std::int64_t> values(10'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = -7'000 + static_cast<std::int64_t>(i * 37 % 128);
  const std::size_t plain = column_of(values).size();
  EXPECT_LE(plain, 10'000u * 7 / 8 + 8);
  values[17] = kLeast;
  values[18] = kLeast;
  values[4'000] = kGreatest;
  values[9'999] = 3'000'000'000;
  values[9'000] = -8'000;
  expect_column_comes_back(values);
  EXPECT_LE(column_of(values).size(), plain + 5 * 13);
  // The same where the far ones are what a sample meets first.
  std::rotate(values.begin(), values.begin() + 17, values.end());
  expect_column_comes_back(values);
  EXPECT_LE(column_of(values).size(), plain + 5 * 13);
}

TEST(Column, ManyExceptionsAreRatherBits) {
  // Every tenth needs 20 bits: as exceptions 0.6 bytes a number more, as bits 2.4.
  std::vector<std::int64_t> values(10'000);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = i % 10 == 0 ? 1'000'000 : static_cast<std::int64_t>(i % 2);
  expect_column_comes_back(values);
  EXPECT_LE(column_of(values).size(), 10'000u / 8 + 1'000 * 6);
  // Every second: bits.
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 1'000'000 : static_cast<std::int64_t>(i % 3);
  expect_column_comes_back(values);
  EXPECT_LE(column_of(values).size(), 10'000u * 20 / 8 + 8);
}

TEST(Column, ALongOneComesBack) {
  std::vector<std::int64_t> values(65'536);
  std::iota(values.begin(), values.end(), -30'000);
  expect_column_comes_back(values);
  EXPECT_LE(column_of(values).size(), 65'536u * 2 + 8);
}

TEST(Column, UnpacksNarrowOnesAndRefusesWhatDoesNotFit) {
  EXPECT_TRUE(unpacks_as<std::uint8_t>({0, 255, 3, 200}));
  EXPECT_FALSE(unpacks_as<std::uint8_t>({0, 256, 3, 200}));
  EXPECT_FALSE(unpacks_as<std::uint8_t>({-1, 5, 3, 200}));
  EXPECT_TRUE(unpacks_as<std::uint32_t>({0, 0xFFFF'FFFF, 3}));
  EXPECT_FALSE(unpacks_as<std::uint32_t>({0, 0x1'0000'0000, 3}));
  EXPECT_TRUE(unpacks_as<std::int32_t>({-0x8000'0000LL, 0x7FFF'FFFF, 3}));
  EXPECT_FALSE(unpacks_as<std::int32_t>({-0x8000'0001LL, 0x7FFF'FFFF, 3}));
  EXPECT_TRUE(unpacks_as<std::int64_t>({kLeast, kGreatest, 3}));
  std::vector<std::int64_t> values(1'000, 7);
  values[600] = 300;
  EXPECT_FALSE(unpacks_as<std::uint8_t>(values));
  values[600] = 254;
  EXPECT_TRUE(unpacks_as<std::uint8_t>(values));
}

TEST(Column, TellsWithinWhichBoundsItLies) {
  const auto within = [](const std::vector<std::int64_t>& values, std::int64_t low, std::int64_t high) {
    const std::string bytes = column_of(values);
    ByteReader in(bytes);
    return ColumnReader(in, values.size()).within(low, high);
  };
  EXPECT_TRUE(within({3, 3, 3}, 3, 3));
  EXPECT_FALSE(within({3, 3, 3}, 4, 9));
  EXPECT_TRUE(within({0, 1, 2, 3}, 0, 3));
  EXPECT_FALSE(within({0, 1, 2, 3}, 0, 2));
  EXPECT_FALSE(within({5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, kLeast}, 0, 5));
  EXPECT_TRUE(within({kLeast, kGreatest}, kLeast, kGreatest));
}

TEST(Column, BytesThatAreNoneAreRefused) {
  using namespace std::string_literals;
  EXPECT_EQ(column_refusal("", 0), ErrorCode::kCorruption);
  EXPECT_EQ(column_refusal("\x00"s, 1), ErrorCode::kCorruption);
  EXPECT_EQ(column_refusal("\x01\x0E\x00"s, 0), ErrorCode::kCorruption);
  EXPECT_EQ(column_refusal("\x3A\x00\x00"s + std::string(64, '\0'), 1), ErrorCode::kCorruption) << "57 bits";
  EXPECT_EQ(column_refusal("\x03\x04\x00"s, 3), ErrorCode::kCorruption) << "too short";
  EXPECT_EQ(column_refusal("\x03\x04\x00\x4C"s, 3), ErrorCode::kCorruption) << "bits behind the last number";
  EXPECT_EQ(column_refusal("\x01\x0A\x01\x03\x00"s, 3), ErrorCode::kCorruption) << "an exception at place 3 of 3";
  EXPECT_EQ(column_refusal("\x01\x0A\x02\x02\x00\x00\x00"s, 3), ErrorCode::kCorruption) << "one behind the last";
  EXPECT_EQ(column_refusal("\x01\x0A\x04\x00\x00\x00\x00\x00\x00\x00\x00"s, 3), ErrorCode::kCorruption) << "4 of 3";
  EXPECT_EQ(column_refusal("\x01\x0A\xFF\xFF\xFF\xFF\x0F"s, std::size_t{0xFFFF'FFFF}), ErrorCode::kCorruption);
  EXPECT_EQ(column_refusal("\x02\x0A\x00"s, std::size_t{0xFFFF'FFFF}), ErrorCode::kCorruption)
      << "512 MB that are not there";
  // Sums that leave the range wrap around.
  const std::string bytes = "\x02\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\x00\x01"s;
  ByteReader in(bytes);
  EXPECT_EQ(ColumnReader(in, 1).at(0), kLeast);
}

TEST(Column, OfNoNumbersIsRead) {
  const ColumnReader none;
  EXPECT_EQ(none.size(), 0u);
  none.unpack(0, std::span<std::int64_t>());
  expect_column_comes_back({});
}

}  // namespace
}  // namespace entente

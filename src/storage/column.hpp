// A column: signed 64-bit numbers, packed as differences of few bits from one base, what lies far off kept aside.
// block.md shows the bytes.
//
//   00                       no numbers
//   1 + w, base, exceptions  w: bits a number, 0 to 56. Base: zigzag. Exceptions: their count; of each the places
//   passed and the numbers          over since the one before (varint), the number (zigzag). Then, for every place,
//   number − base
//                            in w bits, least significant first, zero at exceptions; the last byte is filled up by
//                            zeros
//
// The scheme is the patched frame of reference of Zukowski, Héman, Nes and Boncz ("Super-scalar RAM-CPU cache
// compression", ICDE 2006), with places of exceptions in a list of their own, so that any number can be read alone; for
// frames of reference see Lemire and Boytsov ("Decoding billions of integers per second through vectorization",
// Software: Practice and Experience 45(1), 2015).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bytes.hpp"

namespace entente {

inline constexpr int kWidestColumn = 56;  // bits: with the 7 that may stand before it in its byte, still within 8 bytes

// Appends `values` as a column. Base and width are chosen so that the bytes are few, an exception counted as six: w
// from a histogram of the bits that each value needs; the base as the least value that is no exception, so that a few
// values far below (a minus infinity) widen nothing. Requires fewer than 2^32 values. O(values).
void put_column(std::string& out, std::span<const std::int64_t> values);

// Reads a column in place: the bytes must outlive the reader. No byte behind the column is read: the last seven are
// copied. Sums wrap around, so that bytes which are no column give wrong numbers and no more. A reader may be copied,
// and used by several threads at once.
class ColumnReader {
 public:
  ColumnReader() = default;  // of no numbers

  // Takes the column of `size` numbers off `in`. The caller has checked `size` against a limit, since a column of width
  // 0 takes no bytes a number. Throws kCorruption where the bytes are no such column: too few, exceptions that are out
  // of order or out of range, bits behind the last number. O(exceptions) time and memory.
  ColumnReader(ByteReader& in, std::size_t size);

  std::size_t size() const { return size_; }

  // The number at `place` < size(). O(log exceptions).
  std::int64_t at(std::size_t place) const {
    if (!places_.empty()) {
      if (const std::int64_t* exception = exception_at(place)) return *exception;
    }
    return plus_base(packed(place));
  }

  // The numbers from place `first` on, as many as `out` takes; first + out.size() <= size(). T is one of int64_t,
  // int32_t, uint32_t and uint8_t. Throws kCorruption where a number is outside of T. O(out.size()).
  template <class T>
  void unpack(std::size_t first, std::span<T> out) const;

  // Whether every number is at least `low` and at most `high`. May say no where it is so: exact but for the range that
  // the width allows. O(exceptions).
  bool within(std::int64_t low, std::int64_t high) const;

 private:
  const std::int64_t* exception_at(std::size_t place) const;
  const char* eight_bytes_at(std::size_t byte) const {
    return byte + 8 <= packed_.size() ? packed_.data() + byte : tail_ + (byte - tail_begin_);
  }
  std::uint64_t packed(std::size_t place) const;
  std::int64_t plus_base(std::uint64_t difference) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(base_) + difference);
  }
  bool differences_within(std::int64_t low, std::int64_t high) const;

  std::size_t size_ = 0;
  int width_ = 0;
  std::uint64_t mask_ = 0;
  std::int64_t base_ = 0;
  std::vector<std::uint32_t> places_;  // of the exceptions, ascending
  std::vector<std::int64_t> values_;   // the exceptions
  std::string_view packed_;
  std::size_t tail_begin_ = 0;  // where in packed_ the tail begins
  char tail_[16] = {};          // the last bytes, seven at most, and zeros
};

extern template void ColumnReader::unpack(std::size_t, std::span<std::int64_t>) const;
extern template void ColumnReader::unpack(std::size_t, std::span<std::int32_t>) const;
extern template void ColumnReader::unpack(std::size_t, std::span<std::uint32_t>) const;
extern template void ColumnReader::unpack(std::size_t, std::span<std::uint8_t>) const;

// Lists of ascending places are written as how many places are passed over since the one before. Steps on to the next
// place; throws kCorruption where that is not below `limit`. Begin with -1.
inline std::int64_t next_place(ByteReader& in, std::int64_t previous, std::size_t limit) {
  const std::uint64_t passed = in.varint();
  const auto from = static_cast<std::uint64_t>(previous + 1);
  if (from >= limit || passed >= limit - from) ByteReader::fail("names a place beyond the last");
  return static_cast<std::int64_t>(from + passed);
}
inline void put_place(std::string& out, std::int64_t& previous, std::size_t place) {
  put_varint(out, static_cast<std::uint64_t>(static_cast<std::int64_t>(place) - previous - 1));
  previous = static_cast<std::int64_t>(place);
}

}  // namespace entente

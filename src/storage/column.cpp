#include "storage/column.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>

namespace entente {
namespace {

constexpr std::uint64_t kBitsOfException = 48;

std::uint64_t little_endian64(const char* at) {
  std::uint64_t v = 0;
  std::memcpy(&v, at, sizeof v);
  if constexpr (std::endian::native == std::endian::big) v = __builtin_bswap64(v);
  return v;
}

// high − low for high >= low, which may be more than a signed number holds.
std::uint64_t distance(std::int64_t low, std::int64_t high) {
  return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
}

constexpr std::uint64_t mask_of(int width) {
  return (std::uint64_t{1} << width) - 1;
}

// A value amid most others: the median of some, taken all over. Which ones is no matter of chance.
std::int64_t value_amid(std::span<const std::int64_t> values) {
  constexpr std::size_t kSample = 63;
  std::array<std::int64_t, kSample> sample;
  std::uint32_t at = 0;
  for (std::int64_t& value : sample) {
    at += 0x9E3779B9u;
    value = values[(std::uint64_t{at} * values.size()) >> 32];
  }
  std::nth_element(sample.begin(), sample.begin() + kSample / 2, sample.end());
  return sample[kSample / 2];
}

// The values of one side of a pivot, by the bits of their distance from it.
struct Side {
  std::array<std::uint64_t, 65> count{};
  std::array<std::int64_t, 65> farthest{};
};

// The least value of the cheapest range around the pivot: what is left out below and above costs an exception each. A
// range ends where one of the powers of two ends.
std::int64_t least_of_range(const Side& below, const Side& above, std::int64_t pivot, std::uint64_t n) {
  std::uint64_t least_cost = std::numeric_limits<std::uint64_t>::max(), taken_below = 0;
  std::int64_t low = pivot, best = pivot;
  for (std::size_t b = 0; b < below.count.size(); ++b) {
    if (b > 0 && below.count[b] == 0) continue;
    if (b > 0) low = below.farthest[b];
    taken_below += below.count[b];
    std::uint64_t taken = taken_below;
    std::int64_t high = pivot;
    for (std::size_t a = 0; a < above.count.size(); ++a) {
      if (a > 0 && above.count[a] == 0) continue;
      if (a > 0) high = above.farthest[a];
      taken += above.count[a];
      const auto width = static_cast<int>(std::bit_width(distance(low, high)));
      if (width > kWidestColumn) break;
      const std::uint64_t cost = n * static_cast<std::uint64_t>(width) + kBitsOfException * (n - taken);
      if (cost < least_cost) {
        least_cost = cost;
        best = low;
      }
    }
  }
  return best;
}

std::int64_t base_of(std::span<const std::int64_t> values) {
  const std::int64_t pivot = value_amid(values);
  Side below, above;
  for (const std::int64_t value : values) {
    if (value >= pivot) {
      const auto bits = static_cast<std::size_t>(std::bit_width(distance(pivot, value)));
      above.farthest[bits] = above.count[bits]++ == 0 ? value : std::max(above.farthest[bits], value);
    } else {
      const auto bits = static_cast<std::size_t>(std::bit_width(distance(value, pivot)));
      below.farthest[bits] = below.count[bits]++ == 0 ? value : std::min(below.farthest[bits], value);
    }
  }
  return least_of_range(below, above, pivot, values.size());
}

int width_of(std::span<const std::int64_t> values, std::int64_t base) {
  std::array<std::uint64_t, 65>
      needing{};  // values below the base count as of 64 bits: they are exceptions at any width
  for (const std::int64_t value : values) {
    ++needing[value < base ? 64 : static_cast<std::size_t>(std::bit_width(distance(base, value)))];
  }
  std::uint64_t beyond = values.size(), least_cost = std::numeric_limits<std::uint64_t>::max();
  int best = 0;
  for (int width = 0; width <= kWidestColumn; ++width) {
    beyond -= needing[static_cast<std::size_t>(width)];
    const std::uint64_t cost = values.size() * static_cast<std::uint64_t>(width) + kBitsOfException * beyond;
    if (cost < least_cost) {
      least_cost = cost;
      best = width;
    }
  }
  return best;
}

// Differences of `width` bits behind one another, eight bytes written at a time.
class BitWriter {
 public:
  BitWriter(std::string& out, std::size_t bits) : out_(out), at_(out.size()) { out.resize(at_ + (bits + 7) / 8); }

  void put(std::uint64_t v, int width) {
    word_ |= v << filled_;
    filled_ += width;
    if (filled_ < 64) return;
    write(8);
    filled_ -= 64;
    word_ = filled_ == 0 ? 0 : v >> (width - filled_);
  }
  void finish() { write(static_cast<std::size_t>(filled_ + 7) / 8); }

 private:
  void write(std::size_t bytes) {
    std::uint64_t word = word_;
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    std::memcpy(out_.data() + at_, &word, bytes);
    at_ += bytes;
  }

  std::string& out_;
  std::size_t at_;
  std::uint64_t word_ = 0;
  int filled_ = 0;  // bits of word_
};

}  // namespace

void put_column(std::string& out, std::span<const std::int64_t> values) {
  assert(values.size() <= std::numeric_limits<std::uint32_t>::max());
  if (values.empty()) {
    out.push_back(0);
    return;
  }
  // Not std::minmax_element, which compares neighbours first: a branch that is guessed wrong half of the time.
  std::int64_t least = values.front(), greatest = least;
  for (const std::int64_t v : values) {
    least = std::min(least, v);
    greatest = std::max(greatest, v);
  }
  const std::int64_t base = least == greatest ? least : base_of(values);
  const int width = least == greatest ? 0 : width_of(values, base);
  const std::uint64_t mask = mask_of(width);
  const auto is_exception = [&](std::int64_t v) { return v < base || distance(base, v) > mask; };

  out.push_back(static_cast<char>(width + 1));
  put_zigzag(out, base);
  if (distance(least, greatest) <= mask && least == base) {
    out.push_back(0);
  } else {
    put_varint(out, static_cast<std::uint64_t>(std::count_if(values.begin(), values.end(), is_exception)));
    std::int64_t previous = -1;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!is_exception(values[i])) continue;
      put_place(out, previous, i);
      put_zigzag(out, values[i]);
    }
  }
  if (width == 0) return;
  BitWriter bits(out, values.size() * static_cast<std::size_t>(width));
  for (const std::int64_t v : values) bits.put(is_exception(v) ? 0 : distance(base, v), width);
  bits.finish();
}

ColumnReader::ColumnReader(ByteReader& in, std::size_t size) : size_(size) {
  const std::uint8_t head = in.byte();
  if ((head == 0) != (size == 0)) ByteReader::fail("has a column of another length");
  if (size == 0) return;
  if (head > kWidestColumn + 1) ByteReader::fail("has a column that is too wide");
  if (size > std::numeric_limits<std::uint32_t>::max()) ByteReader::fail("has a column that is too long");
  width_ = head - 1;
  mask_ = mask_of(width_);
  base_ = in.zigzag();

  const std::size_t exceptions = in.count();
  if (exceptions > size || exceptions > in.left() / 2) ByteReader::fail("states more than it holds");
  places_.reserve(exceptions);
  values_.reserve(exceptions);
  std::int64_t place = -1;
  for (std::size_t i = 0; i < exceptions; ++i) {
    place = next_place(in, place, size);
    places_.push_back(static_cast<std::uint32_t>(place));
    values_.push_back(in.zigzag());
  }

  const std::size_t bits = size * static_cast<std::size_t>(width_);
  packed_ = in.raw((bits + 7) / 8);
  if (bits % 8 != 0 && static_cast<std::uint8_t>(packed_.back()) >> (bits % 8) != 0) {
    ByteReader::fail("has bits behind the end of a column");
  }
  tail_begin_ = packed_.size() - std::min<std::size_t>(packed_.size(), 7);
  std::copy(packed_.begin() + static_cast<std::ptrdiff_t>(tail_begin_), packed_.end(), tail_);
}

const std::int64_t* ColumnReader::exception_at(std::size_t place) const {
  const auto found = std::lower_bound(places_.begin(), places_.end(), place);
  return found != places_.end() && *found == place ? &values_[static_cast<std::size_t>(found - places_.begin())]
                                                   : nullptr;
}

std::uint64_t ColumnReader::packed(std::size_t place) const {
  const std::size_t bit = place * static_cast<std::size_t>(width_);
  return (little_endian64(eight_bytes_at(bit / 8)) >> (bit % 8)) & mask_;
}

bool ColumnReader::differences_within(std::int64_t low, std::int64_t high) const {
  return base_ >= low && base_ <= high && mask_ <= distance(base_, high);
}

bool ColumnReader::within(std::int64_t low, std::int64_t high) const {
  if (places_.size() < size_ && !differences_within(low, high)) return false;
  return std::all_of(values_.begin(), values_.end(), [&](std::int64_t v) { return low <= v && v <= high; });
}

template <class T>
void ColumnReader::unpack(std::size_t first, std::span<T> out) const {
  assert(first <= size_ && out.size() <= size_ - first);
  if (out.empty()) return;
  const auto begin = std::lower_bound(places_.begin(), places_.end(), first);
  const auto end = std::lower_bound(begin, places_.end(), first + out.size());
  const bool fits = differences_within(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
  if (width_ == 0) {
    std::fill(out.begin(), out.end(), static_cast<T>(base_));
  } else {
    // Members in locals: the compiler can't know that writing to `out` leaves them alone.
    const auto width = static_cast<std::size_t>(width_);
    const std::uint64_t mask = mask_, base = static_cast<std::uint64_t>(base_);
    const char* const bytes = packed_.data();
    // Of the places before `direct`, eight bytes can be read where the number begins.
    const std::size_t direct = packed_.size() < 8 ? 0 : ((packed_.size() - 8) * 8 + 7) / width + 1;
    const std::size_t quick = std::min(out.size(), direct > first ? direct - first : 0);
    std::size_t i = 0;
    for (std::size_t bit = first * width; i < quick; ++i, bit += width) {
      out[i] = static_cast<T>(base + ((little_endian64(bytes + bit / 8) >> (bit % 8)) & mask));
    }
    for (; i < out.size(); ++i) out[i] = static_cast<T>(base + packed(first + i));
  }
  // Where the range of the width leaves T, each is looked at; but for exceptions, whose bits say nothing.
  if (!fits && !std::is_same_v<T, std::int64_t>) {
    auto exception = begin;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (exception != end && *exception == first + i) {
        ++exception;
      } else if (!std::in_range<T>(plus_base(packed(first + i)))) {
        ByteReader::fail("holds a number that is too large");
      }
    }
  }
  for (auto it = begin; it != end; ++it) {
    const std::int64_t value = values_[static_cast<std::size_t>(it - places_.begin())];
    if (!std::in_range<T>(value)) ByteReader::fail("holds a number that is too large");
    out[*it - first] = static_cast<T>(value);
  }
}

template void ColumnReader::unpack(std::size_t, std::span<std::int64_t>) const;
template void ColumnReader::unpack(std::size_t, std::span<std::int32_t>) const;
template void ColumnReader::unpack(std::size_t, std::span<std::uint32_t>) const;
template void ColumnReader::unpack(std::size_t, std::span<std::uint8_t>) const;

}  // namespace entente

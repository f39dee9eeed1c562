// How much is read at most, so that input that is broken, or made to fill the memory, ends with kLimit and its place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace entente {

struct ReadLimits {
  // Of one record, in bytes: a line, a row, an element of XML, a value of a JSON document; and of a file that is held
  // whole, such as a column map. Default: 64 MiB.
  std::size_t max_record = std::size_t{64} << 20;
  // What one packed file may unpack to, in bytes. 0: 1 GiB, or 200 times as much as was read of it where that is more.
  // Default: 0.
  std::uint64_t max_unpacked = 0;
};

}  // namespace entente

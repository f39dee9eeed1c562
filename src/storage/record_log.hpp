// Files of checked records, as RocksDB writes its logs and its list of files: blocks of 32 KiB, in them pieces of
// records, each with a checksum, its length and whether it is a whole record or which part of one.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace entente {

// CRC-32C of bytes, as RocksDB computes it.
using Checksum = std::function<std::uint32_t(std::string_view)>;

struct RecordLogEnd {
  std::uint64_t offset = 0;  // where the last good record ends
  bool is_whole = true;      // nothing follows but zeros
  bool goes_on = false;      // not whole, and a record that is right begins behind what is not
};

// Hands over every record up to the first that is cut off or damaged. A write that was cut off leaves a log that is not
// whole and does not go on; one that goes on was damaged.
RecordLogEnd read_record_log(std::string_view bytes, const Checksum& crc32c,
                             const std::function<void(std::string_view record)>& take);

}  // namespace entente

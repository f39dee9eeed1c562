// CRC-32C, the checksum of blocks and of RocksDB's logs: the reflected polynomial 0x82F63B78 (Castagnoli, Bräuer and
// Herrmann, "Optimization of cyclic redundancy-check codes with 24 and 32 parity bits", 1993), begun and ended
// inverted. "123456789" gives E3069283.
#pragma once

#include <cstdint>
#include <string_view>

namespace entente {

// O(bytes): eight at a time, by the instruction of SSE4.2 where the processor has it, else by tables.
std::uint32_t crc32c(std::string_view bytes);

// The same by tables alone, as it is done on any processor.
std::uint32_t crc32c_by_tables(std::string_view bytes);

}  // namespace entente

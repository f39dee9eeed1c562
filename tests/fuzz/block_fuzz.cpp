// Readers of columns, blocks and blocks of rests on any bytes: they give something or refuse it by Error. Bytes are
// read as they are, and with their sum made right, which no mutation finds.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "support/blocks.hpp"

namespace {

using namespace entente;

void read_block(std::string_view bytes) {
  read_everything(BlockReader(bytes, EntityId{7}));
}

void read_rests(std::string_view bytes, std::uint32_t relations) {
  const RestBlockReader rests(bytes, relations);
  for (const std::uint32_t place : rests.places()) rests.rest(place);
}

void read_column(std::string_view bytes, std::size_t size) {
  ByteReader in(bytes);
  const ColumnReader column(in, size);
  std::vector<std::int64_t> whole(size);
  column.unpack(0, std::span(whole));
  for (std::size_t i = 0; i < size; ++i) {
    if (column.at(i) != whole[i]) __builtin_trap();
  }
  std::vector<std::uint8_t> narrow(size / 2);
  column.unpack(size - narrow.size(), std::span(narrow));
}

// The first byte chooses the reader.
void read(std::uint8_t choice, const std::string& bytes) {
  switch (choice % 5) {
    case 0:
      return read_block(with_sum_mended(bytes));
    case 1:
      return read_rests(with_sum_mended(bytes), 1 + choice / 5U * 20);
    case 2:
      return read_column(bytes, choice / 5U * 20);
    case 3:
      return read_block(bytes);
    default:
      return read_rests(bytes, kMostBlockRelations);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  try {
    read(data[0], std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  } catch (const entente::Error& error) {
    if (error.code != entente::ErrorCode::kCorruption) throw;
  }
  return 0;
}

// Readers of stored rows on any bytes: they give a fact or refuse it by Error.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "entente/error.hpp"
#include "storage/bytes.hpp"
#include "storage/contributors.hpp"
#include "storage/directory.hpp"
#include "storage/field_codecs.hpp"
#include "storage/keys.hpp"
#include "storage/packed_rows.hpp"
#include "storage/values.hpp"

namespace {

using namespace entente;

// The first byte chooses the reader; keys and values are halves of the rest.
void read(std::uint8_t choice, std::string_view bytes) {
  const std::string_view key = bytes.substr(0, bytes.size() / 2), value = bytes.substr(bytes.size() / 2);
  StoredEntity entity;
  StoredRelation relation;
  switch (choice % 15) {
    case 0:
      read_entity_row(key, value, entity);
      break;
    case 1:
      read_out_row(key, value, relation);
      break;
    case 2:
      read_in_row(key, value);
      break;
    case 3:
      read_entity_content(bytes, entity);
      break;
    case 4:
      read_relation_content(bytes, Instant{0}, relation);
      break;
    case 5:
      read_history_key(bytes);
      break;
    case 6:
      read_name_key(bytes);
      break;
    case 7:
      read_stated_entity(bytes);
      break;
    case 8:
      read_stated_relation(bytes, Instant{0});
      break;
    case 9: {
      ByteReader in(bytes);
      read_value(in);
      break;
    }
    case 10:
      read_claims_of_relation(bytes);
      break;
    case 11:
      read_ontology_key(bytes);
      break;
    case 12:
      if (is_over(bytes)) read_over(bytes);
      break;
    case 13:
      read_directory_row(key, value);
      break;
    default:
      read_block_key(bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  try {
    read(data[0], std::string_view(reinterpret_cast<const char*>(data) + 1, size - 1));
  } catch (const entente::Error&) {
  }
  return 0;
}

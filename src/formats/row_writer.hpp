// For formats that are written row by row (`Format::rows`): `write` of such a format is all rows at once.
#pragma once

#include "entente/formats.hpp"

namespace entente {

inline void write_by_rows(const Table& table, RowWriter& writer) {
  writer.begin(table.columns);
  writer.add(table);
  writer.end(table);
}

}  // namespace entente

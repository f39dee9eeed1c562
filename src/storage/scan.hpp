// Reading from a store to the end, with proof: the caller's side of `Store::scan_many`.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/store.hpp"

namespace entente {

// All rows of all scans, page by page. Asks on while a page says that more follows. Each page is checked before `take`
// sees it: as many rows as the store says it sent, inside the asked range, ascending, after those before; every scan
// answered. An answer that fails is asked for again, up to three times (reading is repeatable); then kIo is thrown.
// `take` may throw; the error passes through.
void read_pages(const Store& store, std::vector<Scan> scans, const CallOptions& options,
                const std::function<void(std::size_t scan, const RowBlock& rows)>& take);

// `fn(Row)` for each row of one scan, in order of key.
template <class Fn>
void read_rows(const Store& store, Scan scan, const CallOptions& options, Fn&& fn) {
  std::vector<Scan> scans;
  scans.push_back(std::move(scan));
  read_pages(store, std::move(scans), options, [&fn](std::size_t, const RowBlock& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) fn(rows[i]);
  });
}

// The key of the first row of a scan, nullopt where it has none. Cost: one row.
std::optional<std::string> first_key(const Store& store, Scan scan, const CallOptions& options);

// A scan of one key.
Scan point_scan(PartitionId partition, Family family, std::string key);

// The values under `keys` (ascending, for speed), nullopt where there is none, asked for in batches.
std::vector<std::optional<std::string>> read_values(const Store& store, PartitionId partition, Family family,
                                                    std::span<const std::string> keys, const CallOptions& options);

}  // namespace entente

// Rows on their way into a store that is made anew, in several steps.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/store.hpp"

namespace entente {

// What the register of the format holds until such a store is whole: no FactStore opens it.
inline constexpr std::string_view kUnfinishedFormat = "unfinished";

// Of the first partition, which holds everything, as the map of partitions says. All throw kIo, kCorruption, kConflict.
class RowsInSteps {
 public:
  // `to` holds no rows. It is unfinished from here on.
  explicit RowsInSteps(Store& to);
  // Rows that were put are there once `flush` was called, or `set`.
  void put(Family family, std::string_view key, std::string_view value);
  void flush();
  // A register that is not there.
  void set(std::string_view name, const std::string& value);
  // The store is whole, and of this format.
  void finish(const std::string& format);

 private:
  void swap_format(const std::string& desired);

  Store& to_;
  PartitionBatch batch_;
  std::optional<std::string> format_;
};

// Writes every row and register of `from` into `to`, which holds none. Commits to `from` must not run unless it has
// read points, and its registers stay as they are. Throws kIo, kCorruption, kConflict. Memory: a batch of 32 MiB.
void copy_rows(const Store& from, Store& to);

}  // namespace entente

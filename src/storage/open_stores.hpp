// Who has a store open for writing: this process, by a table of its open stores, or another one, by RocksDB's lock.
// Locks of the system exclude other processes only, and RocksDB knows a store by how its path is spelled.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>

#include "entente/error.hpp"
#include "storage/store_folder.hpp"

namespace entente {

// The right of this process to write to a folder, whatever path leads there. Ends with the object.
class WritingClaim {
 public:
  // kLocked where this process has the store open for writing, or another one, which is named if the system tells; kIo
  // where the folder is not there.
  static Result<WritingClaim> take(const StoreFolder& folder);

  WritingClaim() = default;
  WritingClaim(WritingClaim&& other) noexcept : folder_(std::exchange(other.folder_, Identity{})) {}
  WritingClaim& operator=(WritingClaim&& other) noexcept {
    std::swap(folder_, other.folder_);
    return *this;
  }
  ~WritingClaim();

  struct Identity {
    std::uint64_t device = 0, inode = 0;
    std::int64_t process = 0;  // a child that was forked off holds nothing of what its parent holds; 0: no claim
    friend auto operator<=>(const Identity&, const Identity&) = default;
  };

 private:
  explicit WritingClaim(Identity folder) : folder_(folder) {}
  Identity folder_;
};

// kLocked: by this process, or by another one, which is named. The latter for a holder of the claim only.
Error locked_by_this_process(const StoreFolder& folder);
Error locked_by_another(const StoreFolder& folder);

}  // namespace entente

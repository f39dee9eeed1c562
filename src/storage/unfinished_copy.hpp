// A store that is made beside its place, and gets its place when it is whole: until then nothing opens it by its name,
// and whenever the making is cut off, nothing that is half a store bears that name.
//
//   FOLDER.unfinished/          on the way
//     UNFINISHED                locked by who is at it, so that what was cut off can be told from it, and be removed
//     store/                    becomes FOLDER
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "entente/error.hpp"

namespace entente {

class UnfinishedCopy {
 public:
  // Of the store in the folder `source` (empty: it is in memory), to become `folder`. What an earlier copy to there
  // left when it was cut off is removed. Errors: kArgument where `folder` is there and not empty, or lies in the
  // source; kLocked where another copy to there is under way; kIo.
  static Result<UnfinishedCopy> begin(const std::string& source, const std::string& folder);
  UnfinishedCopy(UnfinishedCopy&& other) noexcept
      : shown_(std::move(other.shown_)),
        place_(std::move(other.place_)),
        aside_(std::exchange(other.aside_, {})),
        lock_(std::exchange(other.lock_, -1)) {}
  UnfinishedCopy& operator=(UnfinishedCopy&&) = delete;
  // Removes what is not finished.
  ~UnfinishedCopy();

  // The folder that becomes the store; it is not there yet.
  std::string path() const { return (aside_ / "store").string(); }
  // Gives the folder its place, durably. Nobody has it open. Errors: kArgument where something is there now, kIo.
  Result<void> finish();

 private:
  UnfinishedCopy() = default;
  Result<void> take_place_aside();
  Error refuse_place() const;

  std::string shown_;            // the folder, as it was asked for
  std::filesystem::path place_;  // the same, absolute, without links
  std::filesystem::path aside_;  // FOLDER.unfinished
  int lock_ = -1;
};

}  // namespace entente

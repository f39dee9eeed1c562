// Stores on their way into being, for a handler of signals that end the process.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

namespace entente {

// A store that this process creates: noted from before its folder is made until it holds a commit, or is closed.
class UnfinishedStore {
 public:
  UnfinishedStore() = default;  // none
  // `folder`: absolute, without links. `keeps_folder`: it is there, and is to stay, empty.
  UnfinishedStore(const std::filesystem::path& folder, bool keeps_folder);
  UnfinishedStore(UnfinishedStore&& other) noexcept
      : place_(std::exchange(other.place_, -1)), keeps_folder_(other.keeps_folder_) {}
  UnfinishedStore& operator=(UnfinishedStore&& other) noexcept {
    std::swap(place_, other.place_);
    std::swap(keeps_folder_, other.keeps_folder_);
    return *this;
  }
  ~UnfinishedStore();

  // The process has it open, and nobody has committed to it.
  void set_open();

  bool keeps_folder() const { return keeps_folder_; }

 private:
  int place_ = -1;  // in the table of all; -1: none, or the table is full
  bool keeps_folder_ = false;
};

// The name beside its place under which a store is removed.
std::filesystem::path name_aside(const std::filesystem::path& folder);

// Removes the stores that this process creates, for a handler of a signal that ends it; safe there. A store that
// another process has open, or has committed to, stays.
void remove_unfinished_stores() noexcept;

}  // namespace entente

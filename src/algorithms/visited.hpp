// What a path has passed, in order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/hash_map.hpp"

namespace entente {

// A stack that is asked whether it contains something. Long ones are looked up by hash.
template <class Id>
class Visited {
 public:
  bool contains(Id id) const {
    if (ids_.size() > kShort) return known_.contains(id);
    return std::find(ids_.begin(), ids_.end(), id) != ids_.end();
  }
  void push(Id id) {
    ids_.push_back(id);
    if (ids_.size() == kShort + 1) {
      for (const Id before : ids_) ++known_[before];
    } else if (ids_.size() > kShort) {
      ++known_[id];
    }
  }
  void pop() {
    if (ids_.size() == kShort + 1) {
      known_.clear();
    } else if (ids_.size() > kShort) {
      const auto found = known_.find(ids_.back());
      if (--found->second == 0) known_.erase(found);
    }
    ids_.pop_back();
  }
  void clear() {
    ids_.clear();
    known_.clear();
  }
  std::size_t size() const { return ids_.size(); }
  const std::vector<Id>& items() const { return ids_; }

 private:
  static constexpr std::size_t kShort = 16;
  std::vector<Id> ids_;
  HashMap<Id, std::uint32_t> known_;  // how often
};

}  // namespace entente

// Many rows in one piece of memory: what a store sends (RowBlock) and what it is sent (RowBatch).
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"

namespace entente {

enum class Family : std::uint8_t;

struct Row {
  std::string_view key;
  std::string_view value;
};

// Rows in the order in which they were added. `clear` keeps the memory.
class RowBlock {
 public:
  // Throws kLimit where it would hold 4 GiB.
  void add(std::string_view key, std::string_view value) {
    constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
    if (key.size() > kMost - bytes_.size() || value.size() > kMost - bytes_.size() - key.size())
      throw Error(ErrorCode::kLimit, "rows of 4 GiB can't be kept together");
    bytes_.append(key).append(value);
    ends_.push_back({static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(bytes_.size())});
  }
  void clear() {
    bytes_.clear();
    ends_.clear();
  }
  void pop_back() {
    ends_.pop_back();
    bytes_.resize(ends_.empty() ? 0 : ends_.back().end);
  }

  std::size_t size() const { return ends_.size(); }
  bool empty() const { return ends_.empty(); }
  std::size_t bytes() const { return bytes_.size(); }

  // The views live until the block changes.
  Row operator[](std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : ends_[i - 1].end;
    const std::string_view all = bytes_;
    return {all.substr(begin, ends_[i].key), all.substr(begin + ends_[i].key, ends_[i].end - begin - ends_[i].key)};
  }

 private:
  struct End {
    std::uint32_t key;  // length of the key
    std::uint32_t end;  // of the row in bytes_
  };
  std::string bytes_;
  std::vector<End> ends_;
};

// Writes to come: puts and deletes, each of one key in one family.
class RowBatch {
 public:
  struct Entry {
    Family family;
    bool is_delete;
    std::string_view key;
    std::string_view value;
  };

  void put(Family family, std::string_view key, std::string_view value) { add(family, false, key, value); }
  void erase(Family family, std::string_view key) { add(family, true, key, {}); }
  void reserve(std::size_t rows, std::size_t bytes) {
    entries_.reserve(rows);
    bytes_.reserve(bytes);
  }

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  std::size_t bytes() const { return bytes_.size(); }

  Entry operator[](std::size_t i) const {
    const Place& e = entries_[i];
    const std::string_view all = bytes_;
    return {e.family, e.is_delete, all.substr(e.begin, e.key), all.substr(e.begin + e.key, e.value)};
  }

 private:
  void add(Family family, bool is_delete, std::string_view key, std::string_view value) {
    entries_.push_back({bytes_.size(), static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(value.size()),
                        family, is_delete});
    bytes_.append(key).append(value);
  }

  struct Place {
    std::size_t begin;
    std::uint32_t key, value;  // lengths
    Family family;
    bool is_delete;
  };
  std::string bytes_;
  std::vector<Place> entries_;
};

}  // namespace entente

// Tables from numbers to values, of which a changed copy shares with the original all but the way to what changed.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace entente {

// A radix tree of 32 branches a node, as high as its greatest number needs (Bagwell 2001; Hickey's persistent vectors).
// To look up costs at most seven steps, to copy the table a pointer, to set a value the nodes on the way to it, each
// once in the life of a copy. T is copied with its neighbours: something small, or a shared pointer.
//
// Any number of threads may read a table. Of a table and its copies only the newest is to be changed: others may share
// its nodes.
template <class T>
class SharedTable {
 public:
  SharedTable() = default;
  SharedTable(const SharedTable& other) : root_(other.root_), levels_(other.levels_), size_(other.size_) {}
  SharedTable(SharedTable&&) noexcept = default;
  SharedTable& operator=(const SharedTable& other) { return *this = SharedTable(other); }
  SharedTable& operator=(SharedTable&&) noexcept = default;
  ~SharedTable() = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // Null: there is none.
  const T* find(std::uint32_t number) const {
    if (!reaches(number)) return nullptr;
    const void* node = root_.get();
    for (int level = levels_ - 1; level > 0 && node != nullptr; --level)
      node = static_cast<const Branch*>(node)->below[digit(number, level)].get();
    if (node == nullptr) return nullptr;
    const std::optional<T>& value = static_cast<const Leaf*>(node)->values[digit(number, 0)];
    return value ? &*value : nullptr;
  }

  // Gives the number a value, or another one.
  void set(std::uint32_t number, T value) {
    while (!reaches(number)) {
      if (root_ != nullptr) {
        auto above = std::make_shared<Branch>();
        above->owner = owner_;
        above->below[0] = std::move(root_);
        root_ = std::move(above);
      }
      ++levels_;
    }
    std::shared_ptr<void>* at = &root_;
    for (int level = levels_ - 1; level > 0; --level) at = &own<Branch>(*at).below[digit(number, level)];
    std::optional<T>& place = own<Leaf>(*at).values[digit(number, 0)];
    size_ += place ? 0 : 1;
    place = std::move(value);
  }

  // In order of number.
  template <class Visit>
  void for_each(const Visit& visit) const {
    if (root_ != nullptr) walk(root_.get(), levels_ - 1, 0, visit);
  }

 private:
  static constexpr int kBits = 5, kMostLevels = 7;
  static constexpr std::size_t kBranches = std::size_t{1} << kBits;

  struct Branch {
    std::uint64_t owner = 0;  // the table that may change it
    std::array<std::shared_ptr<void>, kBranches> below;
  };
  struct Leaf {
    std::uint64_t owner = 0;
    std::array<std::optional<T>, kBranches> values;
  };

  static std::uint64_t new_owner() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
  }
  static std::size_t digit(std::uint32_t number, int level) { return (number >> (level * kBits)) & (kBranches - 1); }
  bool reaches(std::uint32_t number) const {
    return levels_ > 0 && (levels_ == kMostLevels || number >> (levels_ * kBits) == 0);
  }

  // The node, which this table may change.
  template <class Node>
  Node& own(std::shared_ptr<void>& at) {
    Node* node = static_cast<Node*>(at.get());
    if (node == nullptr || node->owner != owner_) {
      auto own = node == nullptr ? std::make_shared<Node>() : std::make_shared<Node>(*node);
      own->owner = owner_;
      node = own.get();
      at = std::move(own);
    }
    return *node;
  }

  template <class Visit>
  static void walk(const void* node, int level, std::uint32_t first, const Visit& visit) {
    for (std::uint32_t i = 0; i < kBranches; ++i) {
      const std::uint32_t number = first << kBits | i;
      if (level > 0) {
        const void* below = static_cast<const Branch*>(node)->below[i].get();
        if (below != nullptr) walk(below, level - 1, number, visit);
      } else if (const std::optional<T>& value = static_cast<const Leaf*>(node)->values[i]) {
        visit(number, *value);
      }
    }
  }

  std::shared_ptr<void> root_;  // a Branch, or where there is one level alone a Leaf
  int levels_ = 0;
  std::size_t size_ = 0;
  std::uint64_t owner_ = new_owner();
};

}  // namespace entente

// Hash tables that stay sound where memory runs out.
//
// Abseil is built without exceptions: where an allocation throws while a table of its grows, or while an element is
// made in its slot, the table counts slots that are not there or hold nothing, and its end ends the process. So a table
// grows here into another one, and elements are made outside of it. An insertion that throws leaves the table as it
// was.
#pragma once

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include <cstddef>
#include <initializer_list>
#include <new>
#include <tuple>
#include <type_traits>
#include <utility>

namespace entente {

// References to elements end with the next insertion.
template <class Table>
class SoundTable : private Table {
  using Item = typename Table::init_type;
  static_assert(std::is_nothrow_move_constructible_v<Item>);

 public:
  using typename Table::const_iterator;
  using typename Table::iterator;
  using typename Table::key_type;
  using typename Table::value_type;

  using Table::begin;
  using Table::contains;
  using Table::count;
  using Table::empty;
  using Table::end;
  using Table::erase;
  using Table::find;
  using Table::size;

  SoundTable() = default;
  template <class Hash, class Equal>
  SoundTable(std::size_t size, const Hash& hash, const Equal& equal) : Table(0, hash, equal) {
    reserve(size);
  }
  SoundTable(std::initializer_list<Item> items) {
    for (const Item& item : items) insert(item);
  }
  SoundTable(const SoundTable& other) : Table(0, other.hash_function(), other.key_eq()) {
    reserve(other.size());
    for (const value_type& item : other) insert(item);
  }
  SoundTable(SoundTable&& other) noexcept : Table(std::move(base(other))), left_(std::exchange(other.left_, 0)) {}
  SoundTable& operator=(const SoundTable& other) { return *this = SoundTable(other); }
  SoundTable& operator=(SoundTable&& other) noexcept {
    swap(other);
    return *this;
  }
  ~SoundTable() = default;

  void swap(SoundTable& other) noexcept {
    Table::swap(base(other));
    std::swap(left_, other.left_);
  }
  void clear() {
    Table::clear();
    left_ = 0;
  }
  void reserve(std::size_t size) {
    if (size > this->size() + left_) grow(size);
  }

  std::pair<iterator, bool> insert(Item item) {
    if (const iterator found = find(key_of(item)); found != end()) return {found, false};
    return insert_new(std::move(item));
  }
  // The same for what is known not to be there.
  std::pair<iterator, bool> insert_new(Item item) {
    if (left_ == 0) grow(2 * size() + 7);
    --left_;
    return Table::insert(std::move(item));
  }
  template <class... Arguments>
  std::pair<iterator, bool> emplace(Arguments&&... arguments) {
    return insert(Item(std::forward<Arguments>(arguments)...));
  }
  template <class Key, class... Arguments>
  std::pair<iterator, bool> try_emplace(Key&& key, Arguments&&... arguments) {
    if (const iterator found = find(key); found != end()) return {found, false};
    return insert_new(Item(std::piecewise_construct, std::forward_as_tuple(std::forward<Key>(key)),
                           std::forward_as_tuple(std::forward<Arguments>(arguments)...)));
  }
  template <class Key, class Value>
  std::pair<iterator, bool> insert_or_assign(Key&& key, Value&& value) {
    const auto placed = try_emplace(std::forward<Key>(key), std::forward<Value>(value));
    if (!placed.second) placed.first->second = std::forward<Value>(value);
    return placed;
  }
  template <class Key>
  auto& operator[](Key&& key) {
    return try_emplace(std::forward<Key>(key)).first->second;
  }
  template <class Key>
  auto& at(const Key& key) {
    return Table::at(key);
  }
  template <class Key>
  const auto& at(const Key& key) const {
    return Table::at(key);
  }

 private:
  static Table& base(SoundTable& table) { return table; }
  static const key_type& key_of(const Item& item) {
    if constexpr (std::is_same_v<Item, key_type>) {
      return item;
    } else {
      return item.first;
    }
  }

  void grow(std::size_t size) {
    alignas(Table) std::byte place[sizeof(Table)];
    auto* bigger = new (place) Table(0, this->hash_function(), this->key_eq());
    bigger->reserve(size);  // where it throws, the new table owns nothing, and must not be destroyed
    bigger->merge(base(*this));
    Table::swap(*bigger);
    bigger->~Table();
    left_ = this->capacity() - this->capacity() / 8 - 1 - this->size();  // one less than Abseil's
  }

  std::size_t left_ = 0;  // so many insertions need no more room
};

template <class Key, class Value, class... Options>
using HashMap = SoundTable<absl::flat_hash_map<Key, Value, Options...>>;
template <class Key, class... Options>
using HashSet = SoundTable<absl::flat_hash_set<Key, Options...>>;

}  // namespace entente

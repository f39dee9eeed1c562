// Distinct keys in order of first appearance: rows of values that are the same as one another count as one
// (`equivalent`).
#pragma once

#include <cstddef>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/model/value.hpp"
#include "entente/run_control.hpp"

namespace entente {

class KeyTable {
 public:
  // Keys are `width` values long. What is kept counts for the run of `watch`.
  KeyTable(std::size_t width, const RunWatch* watch) : width_(width), index_(0, Hash{this}, Same{this}), kept_(watch) {}
  KeyTable(const KeyTable&) = delete;
  KeyTable& operator=(const KeyTable&) = delete;

  struct Entry {
    std::size_t number;  // from 0, in order of first appearance
    bool is_new;
  };
  // Takes the values of a new key, and leaves others in their place.
  Entry insert(Value* key) {
    std::size_t hash = width_;
    for (std::size_t i = 0; i < width_; ++i) hash = hash * 0x9E3779B97F4A7C15u + hash_of(key[i]);
    const auto found = index_.find(Probe{hash, key});
    if (found != index_.end()) return {*found, false};
    const std::size_t number = hashes_.size();
    std::size_t bytes = 3 * sizeof(std::size_t);
    for (std::size_t i = 0; i < width_; ++i) bytes += key[i].own_bytes();
    kept_.add(bytes);
    hashes_.push_back(hash);
    for (std::size_t i = 0; i < width_; ++i) values_.push_back(std::move(key[i]));
    index_.insert_new(number);
    return {number, true};
  }

  std::size_t size() const { return hashes_.size(); }
  const Value* key(std::size_t number) const { return values_.data() + number * width_; }
  void clear() {
    index_.clear();
    hashes_.clear();
    values_.clear();
    kept_.release();
  }

 private:
  struct Probe {
    std::size_t hash;
    const Value* key;
  };
  struct Hash {
    using is_transparent = void;
    const KeyTable* table;
    std::size_t operator()(const Probe& probe) const { return probe.hash; }
    std::size_t operator()(std::size_t number) const { return table->hashes_[number]; }
  };
  struct Same {
    using is_transparent = void;
    const KeyTable* table;
    bool operator()(std::size_t a, std::size_t b) const { return a == b; }
    bool operator()(std::size_t number, const Probe& probe) const {
      if (table->hashes_[number] != probe.hash) return false;
      for (std::size_t i = 0; i < table->width_; ++i) {
        if (!equivalent(table->key(number)[i], probe.key[i])) return false;
      }
      return true;
    }
    bool operator()(const Probe& probe, std::size_t number) const { return (*this)(number, probe); }
  };

  std::size_t width_;
  std::vector<std::size_t> hashes_;
  std::vector<Value> values_;
  HashSet<std::size_t, Hash, Same> index_;
  MemoryCharge kept_;
};

}  // namespace entente

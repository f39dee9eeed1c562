#include "graph/property_index.hpp"

#include <algorithm>

namespace entente {

std::unique_ptr<const PropertyIndex::Entries> PropertyIndex::make(const PropertyColumn& column, std::size_t owners,
                                                                  SymbolId key) {
  std::vector<std::pair<std::size_t, Vertex>> pairs;
  auto entries = std::make_unique<Entries>();
  for (Vertex v = 0; v < owners; ++v) {
    const PropertyRange range = column.of(v, key);
    if (range.first < range.last) entries->with_key.push_back(v);
    for (std::size_t i = range.first; i < range.last; ++i) {
      pairs.emplace_back(hash_of(column.value(i)), v);
      entries->has_time = entries->has_time || column.value(i).is_instant() || column.value(i).is_period();
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  entries->hash.reserve(pairs.size());
  entries->vertex.reserve(pairs.size());
  for (const auto& [hash, vertex] : pairs) {
    entries->hash.push_back(hash);
    entries->vertex.push_back(vertex);
  }
  return entries;
}

std::span<const Vertex> PropertyIndex::find(const PropertyColumn& column, std::size_t owners, SymbolId key,
                                            const Value& value) const {
  const Entries* entries = nullptr;
  {
    const std::shared_lock lock(mutex_);
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) entries = found->second.get();
  }
  if (entries == nullptr) {
    std::unique_ptr<const Entries> made = make(column, owners, key);
    const std::unique_lock lock(mutex_);
    entries = by_key_.try_emplace(key, std::move(made)).first->second.get();  // another thread's, where it was first
  }
  if (value.is_instant() || ((value.is_string() || first_instant(value)) && entries->has_time))
    return entries->with_key;
  const auto [first, last] = std::equal_range(entries->hash.begin(), entries->hash.end(), hash_of(value));
  return std::span<const Vertex>(entries->vertex)
      .subspan(static_cast<std::size_t>(first - entries->hash.begin()), static_cast<std::size_t>(last - first));
}

}  // namespace entente

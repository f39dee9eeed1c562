// Vertices by the value of a property: one list for each key that is asked for, made when first asked for.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "entente/graph/temporal_graph.hpp"
#include "graph/columns.hpp"

namespace entente {

class PropertyIndex {
 public:
  // `column` is the same in every call, with one owner for each of `owners` vertices.
  std::span<const Vertex> find(const PropertyColumn& column, std::size_t owners, SymbolId key,
                               const Value& value) const;

 private:
  // Sorted by (hash of the value, vertex).
  struct Entries {
    std::vector<std::size_t> hash;
    std::vector<Vertex> vertex;
  };
  static std::unique_ptr<const Entries> make(const PropertyColumn& column, std::size_t owners, SymbolId key);

  mutable std::shared_mutex mutex_;
  mutable absl::flat_hash_map<SymbolId, std::unique_ptr<const Entries>> by_key_;
};

}  // namespace entente

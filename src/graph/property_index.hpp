// Vertices by the value of a property: one list for each key that is asked for, made when first asked for.
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "graph/columns.hpp"

namespace entente {

class PropertyIndex {
 public:
  // `column` is the same in every call, with one owner for each of `owners` vertices.
  std::span<const Vertex> find(const PropertyColumn& column, std::size_t owners, SymbolId key,
                               const Value& value) const;

 private:
  // Sorted by (hash of the value, vertex). An instant may be equal to a text that is a date, which no hash tells: for
  // it, and for a text where a value is an instant or a period, all vertices with the key are candidates.
  struct Entries {
    std::vector<std::size_t> hash;
    std::vector<Vertex> vertex;
    std::vector<Vertex> with_key;
    bool has_time = false;
  };
  static std::unique_ptr<const Entries> make(const PropertyColumn& column, std::size_t owners, SymbolId key);

  mutable std::shared_mutex mutex_;
  mutable HashMap<SymbolId, std::unique_ptr<const Entries>> by_key_;
};

}  // namespace entente

// Names that a snapshot speaks in: symbols by name and back, entities by key, and which labels a vertex carries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_map.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "graph/columns.hpp"

namespace entente {

// The store's names, and behind them those that only the ontology mentions (supertypes that no entity states): their
// ids mean something in this snapshot alone.
class SymbolTable {
 public:
  SymbolTable() = default;
  explicit SymbolTable(std::vector<std::string> names);

  std::optional<SymbolId> find(std::string_view name) const;
  SymbolId find_or_add(std::string_view name);
  const std::string& name(SymbolId id) const { return names_[id.value]; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  HashMap<std::string, SymbolId> ids_;
};

// Which labels each vertex carries. Vertices with the same stated types share one list.
class LabelColumn {
 public:
  void add(const std::vector<SymbolId>& stated);
  LabelColumn reordered(const Order& order) &&;
  // When all are added: puts the supertypes behind the stated types.
  using NameOf = std::function<std::string(SymbolId)>;
  using SymbolOf = std::function<SymbolId(std::string_view)>;
  void close(const Ontology& ontology, const NameOf& name_of, const SymbolOf& symbol_of);

  std::size_t size() const { return which_.size(); }
  std::span<const SymbolId> of(std::uint32_t i) const { return lists_[which_[i]]; }
  bool has(std::uint32_t i, SymbolId label) const;
  std::size_t bytes() const { return bytes_of(which_); }

 private:
  std::vector<std::vector<SymbolId>> lists_;               // distinct lists of labels
  std::vector<std::uint32_t> which_;                       // of each vertex
  HashMap<std::vector<SymbolId>, std::uint32_t> numbers_;  // of the lists, while being filled
};

// Vertices by label.
class LabelIndex {
 public:
  void build(const LabelColumn& labels);
  std::span<const Vertex> vertices(SymbolId label) const;  // ascending
  // Labels that some vertex carries, by id.
  std::vector<SymbolId> in_use() const;
  std::size_t bytes() const;

 private:
  HashMap<SymbolId, std::vector<Vertex>> vertices_;
};

// Vertices by key: a hash table of numbers, the text staying in its column.
class KeyIndex {
 public:
  void build(const TextColumn& keys, std::size_t count);
  // The first with this key of those that `is_there` holds of: several have one where some are absent.
  template <class IsThere>
  std::optional<Vertex> find(std::string_view key, const IsThere& is_there) const {
    if (slots_.empty()) return std::nullopt;
    for (std::size_t slot = first_slot(key); slots_[slot] != kEmpty; slot = (slot + 1) & (slots_.size() - 1))
      if (keys_->at(slots_[slot]) == key && is_there(slots_[slot])) return slots_[slot];
    return std::nullopt;
  }
  std::size_t bytes() const { return bytes_of(slots_); }

 private:
  static constexpr Vertex kEmpty = 0xffffffff;
  std::size_t first_slot(std::string_view key) const;

  const TextColumn* keys_ = nullptr;
  std::vector<Vertex> slots_;  // open addressing; a power of two, at most half full
};

}  // namespace entente

// Vertices by name: every name and alias, folded, made when first asked for.
#pragma once

#include <cstddef>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/temporal_graph.hpp"

namespace entente {

class SymbolTable;

class NameIndex {
 public:
  // `data` is the same in every call.
  std::span<const NameEntry> find(const GraphData& data, std::string_view text) const;
  // Entries that stand in place of those of some vertices.
  struct Others {
    std::vector<Vertex> replaced;  // ascending
    std::vector<NameEntry> entries;
  };
  std::vector<std::string> nearest(const GraphData& data, std::string_view text, std::size_t count,
                                   const Others& others = {}) const;
  // The names of the entity at a place, then its aliases, else its key.
  static std::vector<NameEntry> names(const SymbolTable& symbols, const VertexFacts& facts, std::uint32_t at, Vertex v);

 private:
  void make(const GraphData& data) const;
  void make_once(const GraphData& data) const;

  mutable std::once_flag made_;
  // Side by side, sorted by folded text, then vertex, a name before aliases.
  mutable std::vector<std::string> folded_;
  mutable std::vector<NameEntry> entries_;
};

}  // namespace entente

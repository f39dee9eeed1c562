#include <algorithm>

#include "graph/graph_data.hpp"

namespace entente {

void TypeIndex::note_types(const Rows& out) {
  std::uint32_t types = 0;
  for (const SymbolId type : out.type) types = std::max(types, type.value + 1);
  first_.assign(types + 1, 0);
  for (const SymbolId type : out.type) ++first_[type.value + 1];
  for (std::size_t i = 0; i < types; ++i) first_[i + 1] += first_[i];
}

void TypeIndex::make(const Rows& out, const std::vector<Vertex>& source) const {
  struct Item {
    Instant start;
    Edge edge;
  };
  std::vector<Item> items(out.type.size());
  std::vector<Edge> next = first_;
  for (Edge e = 0; e < out.type.size(); ++e) items[next[out.type[e].value]++] = {out.start[e], e};
  for (std::size_t t = 0; t + 1 < first_.size(); ++t) {
    std::sort(items.begin() + first_[t], items.begin() + first_[t + 1],
              [](const Item& a, const Item& b) { return a.start != b.start ? a.start < b.start : a.edge < b.edge; });
  }
  edge_.resize(items.size());
  source_.resize(items.size());
  target_.resize(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Edge e = edge_[i] = items[i].edge;
    source_[i] = source[e];
    target_[i] = out.neighbor[e];
  }
}

TypeRun TypeIndex::run(const Rows& out, const std::vector<Vertex>& source, SymbolId type) const {
  if (!is_in_use(type)) return {};
  std::call_once(made_, [&] { make(out, source); });
  const std::size_t first = first_[type.value];
  return {std::span<const Edge>(edge_).subspan(first, count(type)),
          std::span<const Vertex>(source_).subspan(first, count(type)),
          std::span<const Vertex>(target_).subspan(first, count(type))};
}

std::vector<SymbolId> TypeIndex::in_use() const {
  std::vector<SymbolId> types;
  for (std::uint32_t t = 0; t + 1 < first_.size(); ++t) {
    if (count(SymbolId{t}) > 0) types.push_back(SymbolId{t});
  }
  return types;
}

}  // namespace entente

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

void TypeIndex::sort(const Rows& out) const {
  struct Item {
    Instant start;
    Edge edge;
  };
  std::vector<Item> items(out.type.size());
  std::vector<Edge> next = first_;
  for (Edge e = 0; e < out.type.size(); ++e) items[next[out.type[e].value]++] = {out.start[e], e};
  edges_.resize(items.size());
  for (std::size_t t = 0; t + 1 < first_.size(); ++t) {
    std::sort(items.begin() + first_[t], items.begin() + first_[t + 1], [](const Item& a, const Item& b) {
      return a.start != b.start ? a.start < b.start : a.edge < b.edge;
    });
  }
  for (std::size_t i = 0; i < items.size(); ++i) edges_[i] = items[i].edge;
}

std::span<const Edge> TypeIndex::edges(const Rows& out, SymbolId type) const {
  if (!is_in_use(type)) return {};
  std::call_once(sorted_, [&] { sort(out); });
  return std::span<const Edge>(edges_).subspan(first_[type.value], count(type));
}

std::vector<SymbolId> TypeIndex::in_use() const {
  std::vector<SymbolId> types;
  for (std::uint32_t t = 0; t + 1 < first_.size(); ++t) {
    if (count(SymbolId{t}) > 0) types.push_back(SymbolId{t});
  }
  return types;
}

}  // namespace entente

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

namespace {

// Sorts edges, which are in order of edge, by the tick in which they start.
void sort_by_tick(std::span<Edge> edges, const std::vector<Tick>& start) {
  // A tick and an edge make a word that sorts as the two do.
  std::vector<std::uint64_t> keys(edges.size());
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const auto tick = static_cast<std::uint32_t>(start[edges[i]]) ^ 0x80000000U;
    keys[i] = std::uint64_t{tick} << 32 | edges[i];
  }
  std::sort(keys.begin(), keys.end());
  for (std::size_t i = 0; i < edges.size(); ++i) edges[i] = static_cast<Edge>(keys[i]);
}

// Within a tick, by the moments in it.
void sort_within_ticks(std::span<Edge> edges, const GraphData& data) {
  const std::vector<Tick>& tick = data.out.start;
  for (std::size_t first = 0, last = 0; first < edges.size(); first = last) {
    while (last < edges.size() && tick[edges[last]] == tick[edges[first]]) ++last;
    const auto place = [&](std::size_t i) { return edges.begin() + static_cast<std::ptrdiff_t>(i); };
    std::stable_sort(place(first), place(last), [&](Edge a, Edge b) { return data.start(a) < data.start(b); });
  }
}

}  // namespace

void TypeIndex::make(const GraphData& data) const {
  const std::vector<SymbolId>& type = data.out.type;
  edge_.resize(type.size());
  std::vector<Edge> next = first_;
  for (Edge e = 0; e < type.size(); ++e) edge_[next[type[e].value]++] = e;
  for (std::size_t t = 0; t + 1 < first_.size(); ++t) {
    const std::span<Edge> edges = std::span<Edge>(edge_).subspan(first_[t], first_[t + 1] - first_[t]);
    sort_by_tick(edges, data.out.start);
    if (!data.exact_start.empty()) sort_within_ticks(edges, data);
  }
  source_.resize(type.size());
  target_.resize(type.size());
  for (std::size_t i = 0; i < edge_.size(); ++i) {
    source_[i] = data.source[edge_[i]];
    target_[i] = data.out.neighbor[edge_[i]];
  }
}

TypeRun TypeIndex::run(const GraphData& data, SymbolId type) const {
  if (count(type) == 0) return {};
  std::call_once(made_, [&] { make(data); });
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

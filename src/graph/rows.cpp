#include "graph/rows.hpp"

#include <algorithm>
#include <tuple>

namespace entente {
namespace {

// offset[v] is where row v begins when `count` vertices have the edges listed in `ends`.
std::vector<Edge> row_offsets(const std::vector<Vertex>& ends, std::size_t count) {
  std::vector<Edge> offset(count + 1, 0);
  for (const Vertex v : ends) ++offset[v + 1];
  for (std::size_t v = 0; v < count; ++v) offset[v + 1] += offset[v];
  return offset;
}

struct RowKey {
  SymbolId type;
  std::uint32_t place;
  Instant start;
  std::uint64_t relation;
  friend bool operator<(const RowKey& a, const RowKey& b) {
    return std::tie(a.type, a.start, a.relation) < std::tie(b.type, b.start, b.relation);
  }
};

// Deals places 0… out to the rows that `ends` names, and sorts each row by the key that `key_of` gives.
template <class KeyOf>
Order sorted_rows(const std::vector<Vertex>& ends, const std::vector<Edge>& offset, const KeyOf& key_of) {
  Order order(ends.size());
  std::vector<Edge> next(offset.begin(), offset.end() - 1);
  for (std::uint32_t place = 0; place < ends.size(); ++place) order[next[ends[place]]++] = place;
  std::vector<RowKey> row;
  for (std::size_t v = 0; v + 1 < offset.size(); ++v) {
    if (offset[v + 1] - offset[v] < 2) continue;
    row.clear();
    for (Edge i = offset[v]; i < offset[v + 1]; ++i) row.push_back(key_of(order[i]));
    if (!std::is_sorted(row.begin(), row.end())) std::sort(row.begin(), row.end());
    for (std::size_t i = 0; i < row.size(); ++i) order[offset[v] + i] = row[i].place;
  }
  return order;
}

// Days, as long as most bounds are whole ones; else the seconds from the first bound on, if ticks reach to the last.
TickScale scale_of(const UnsortedEdges& edges) {
  std::size_t finite = 0, finer = 0;
  std::int64_t first = Instant::plus_infinity().seconds, last = Instant::minus_infinity().seconds;
  for (const std::vector<Instant>* bounds : {&edges.start, &edges.end}) {
    for (const Instant t : *bounds) {
      if (!t.is_finite()) continue;
      ++finite;
      finer += static_cast<std::size_t>(t.seconds % kSecondsPerDay != 0);
      first = std::min(first, t.seconds);
      last = std::max(last, t.seconds);
    }
  }
  if (finer <= finite / 2) return {};
  constexpr std::int64_t kFar = std::int64_t{1} << 60, kSpan = (std::int64_t{1} << 32) - 3;
  if (first < -kFar || last > kFar || last - first > kSpan) return {};
  return TickScale::seconds_from(first);
}

std::vector<Tick> ticks_of(const std::vector<Instant>& bounds, const Order& order, const TickScale& scale,
                           SparseColumn<Instant>& exact) {
  std::vector<Tick> ticks(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const Instant t = bounds[order[i]];
    ticks[i] = scale.at(t);
    if (scale.first(ticks[i]) != t) exact.add(i, t);
  }
  return ticks;
}

template <class T>
std::vector<T> picked(const std::vector<T>& column, const Order& order) {
  std::vector<T> result(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[i] = column[order[i]];
  return result;
}

void build_out(UnsortedEdges edges, const Order& order, GraphData& data) {
  data.source = picked(edges.source, order);
  edges.source = {};
  data.out.neighbor = picked(edges.target, order);
  edges.target = {};
  data.out.type = picked(edges.type, order);
  edges.type = {};
  data.scale = scale_of(edges);
  data.out.start = ticks_of(edges.start, order, data.scale, data.exact_start);
  edges.start = {};
  data.out.end = ticks_of(edges.end, order, data.scale, data.exact_end);
  edges.end = {};
  data.relation_id.reserve(order.size());
  for (const std::uint32_t place : order) data.relation_id.add(edges.relation[place].value);
}

void build_in(std::size_t vertices, GraphData& data) {
  data.in.offset = row_offsets(data.out.neighbor, vertices);
  data.in_edge = sorted_rows(data.out.neighbor, data.in.offset, [&](Edge e) {
    return RowKey{data.out.type[e], e, data.start(e), data.relation_id.at(e)};
  });
  data.in.neighbor = picked(data.source, data.in_edge);
  data.in.type = picked(data.out.type, data.in_edge);
  data.in.start = picked(data.out.start, data.in_edge);
  data.in.end = picked(data.out.end, data.in_edge);
}

}  // namespace

Order build_rows(UnsortedEdges edges, GraphData& data) {
  const std::size_t vertices = data.entity_id.size();
  data.out.offset = row_offsets(edges.source, vertices);
  Order order = sorted_rows(edges.source, data.out.offset, [&](std::uint32_t place) {
    return RowKey{edges.type[place], place, edges.start[place], edges.relation[place].value};
  });
  build_out(std::move(edges), order, data);
  build_in(vertices, data);
  return order;
}

}  // namespace entente

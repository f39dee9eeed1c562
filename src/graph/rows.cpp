#include "graph/rows.hpp"

#include <algorithm>
#include <numeric>
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

// Deals the edges out to the rows of their sources, and sorts each row.
Order sorted_rows(const UnsortedEdges& edges, const std::vector<Edge>& offset) {
  const std::vector<Vertex>& ends = edges.source;
  Order order(ends.size());
  std::vector<Edge> next(offset.begin(), offset.end() - 1);
  for (std::uint32_t place = 0; place < ends.size(); ++place) order[next[ends[place]]++] = place;
  std::vector<RowKey> row;
  for (std::size_t v = 0; v + 1 < offset.size(); ++v) {
    if (offset[v + 1] - offset[v] < 2) continue;
    row.clear();
    for (Edge i = offset[v]; i < offset[v + 1]; ++i) {
      const std::uint32_t place = order[i];
      row.push_back({edges.type[place], place, edges.start[place], edges.relation[place].value});
    }
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

// Whether edges stand in the order of the out-rows already.
bool are_in_order(const UnsortedEdges& edges) {
  const auto place = [&](std::size_t i) {
    return std::tie(edges.source[i], edges.type[i], edges.start[i], edges.relation[i]);
  };
  for (std::size_t i = 1; i < edges.source.size(); ++i)
    if (place(i) < place(i - 1)) return false;
  return true;
}

template <class T>
std::vector<T> picked(const std::vector<T>& column, const Order& order) {
  std::vector<T> result(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[i] = column[order[i]];
  return result;
}

// `in_order`: the order changes nothing.
void build_out(UnsortedEdges edges, const Order& order, bool in_order, GraphData& data) {
  const auto pick = [&](auto& column) { return in_order ? std::move(column) : picked(column, order); };
  data.source = pick(edges.source);
  edges.source = {};
  data.out.neighbor = pick(edges.target);
  edges.target = {};
  data.out.type = pick(edges.type);
  edges.type = {};
  data.scale = scale_of(edges);
  data.out.start = ticks_of(edges.start, order, data.scale, data.exact_start);
  edges.start = {};
  data.out.end = ticks_of(edges.end, order, data.scale, data.exact_end);
  edges.end = {};
  data.edges.id.reserve(order.size());
  for (const std::uint32_t place : order) data.edges.id.add(edges.relation[place].value);
}

// An edge at its place in the in-rows.
struct InPlace {
  SymbolId type;
  Tick start;
  Edge edge;
  Vertex source;
  Tick end;
};

// Rows of some vertices at a time: each edge is written once, to where the row of its target begins, so that sorting
// finds a row in one piece of memory, and little memory is needed beside that of the rows.
class InRows {
 public:
  explicit InRows(GraphData& data) : data_(data), next_(data.in.offset.begin(), data.in.offset.end() - 1) {}

  void fill() {
    const std::size_t n = data_.source.size();
    data_.in_edge.resize(n);
    data_.in.neighbor.resize(n);
    data_.in.type.resize(n);
    data_.in.start.resize(n);
    data_.in.end.resize(n);
    constexpr std::size_t kFewest = 1 << 20, kParts = 8;
    const std::size_t most = std::max(kFewest, n / kParts);
    const std::vector<Edge>& offset = data_.in.offset;
    for (Vertex first = 0, last = 0; first < next_.size(); first = last) {
      ++last;
      while (last < next_.size() && offset[last + 1] - offset[first] <= most) ++last;
      deal(first, last);
      for (Vertex v = first; v < last; ++v)
        sort(places_.begin() + begin_of(v, first), places_.begin() + begin_of(v + 1, first));
      take(offset[first]);
    }
  }

 private:
  std::ptrdiff_t begin_of(Vertex v, Vertex first) const { return data_.in.offset[v] - data_.in.offset[first]; }

  void deal(Vertex first, Vertex last) {
    const std::vector<Vertex>& target = data_.out.neighbor;
    const Edge begin = data_.in.offset[first];
    places_.resize(data_.in.offset[last] - begin);
    for (Edge e = 0; e < target.size(); ++e) {
      if (target[e] - first >= last - first) continue;
      places_[next_[target[e]]++ - begin] = {data_.out.type[e], data_.out.start[e], e, data_.source[e],
                                             data_.out.end[e]};
    }
  }

  template <class Place>
  void sort(Place begin, Place end) const {
    const auto before = [&](const InPlace& a, const InPlace& b) {
      if (a.type != b.type) return a.type < b.type;
      if (a.start != b.start) return a.start < b.start;
      if (!data_.exact_start.empty()) {
        const Instant of_a = data_.start(a.edge), of_b = data_.start(b.edge);
        if (of_a != of_b) return of_a < of_b;
      }
      return data_.edges.id.at(a.edge) < data_.edges.id.at(b.edge);
    };
    if (end - begin > 1 && !std::is_sorted(begin, end, before)) std::sort(begin, end, before);
  }

  void take(Edge begin) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      data_.in_edge[begin + i] = places_[i].edge;
      data_.in.neighbor[begin + i] = places_[i].source;
      data_.in.type[begin + i] = places_[i].type;
      data_.in.start[begin + i] = places_[i].start;
      data_.in.end[begin + i] = places_[i].end;
    }
  }

  GraphData& data_;
  std::vector<Edge> next_;       // of each vertex the place of its next edge
  std::vector<InPlace> places_;  // of the vertices at hand
};

}  // namespace

Order build_rows(UnsortedEdges edges, GraphData& data) {
  const std::size_t vertices = data.vertices.id.size();
  data.out.offset = row_offsets(edges.source, vertices);
  const bool in_order = are_in_order(edges);
  Order order;
  if (in_order) {
    order.resize(edges.source.size());
    std::iota(order.begin(), order.end(), 0U);
  } else {
    order = sorted_rows(edges, data.out.offset);
  }
  build_out(std::move(edges), order, in_order, data);
  data.in.offset = row_offsets(data.out.neighbor, vertices);
  InRows(data).fill();
  return order;
}

}  // namespace entente

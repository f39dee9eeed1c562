#include "db/checks/order_cycles.hpp"

#include <algorithm>
#include <limits>

namespace entente::checks {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// The pairs by where they begin, without those that were left out.
class Orders {
 public:
  Orders(std::span<const OrderedPair> pairs, std::size_t vertices) : pairs_(pairs), first_(vertices + 1) {
    for (const OrderedPair& p : pairs) ++first_[p.from + 1];
    for (std::size_t v = 0; v < vertices; ++v) first_[v + 1] += first_[v];
    by_from_.resize(pairs.size());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t i = 0; i < pairs.size(); ++i) by_from_[next[pairs[i].from]++] = i;
    left_out_.resize(pairs.size());
  }

  std::size_t vertices() const { return first_.size() - 1; }
  std::span<const std::size_t> from(std::uint32_t v) const {
    return std::span(by_from_).subspan(first_[v], first_[v + 1] - first_[v]);
  }
  const OrderedPair& pair(std::size_t i) const { return pairs_[i]; }
  std::size_t size() const { return pairs_.size(); }
  bool is_left_out(std::size_t i) const { return left_out_[i]; }
  void leave_out(std::size_t i) { left_out_[i] = true; }

 private:
  std::span<const OrderedPair> pairs_;
  std::vector<std::size_t> first_, by_from_;
  std::vector<bool> left_out_;
};

// Strongly connected components by Tarjan's algorithm, without recursion. Two vertices are in one component exactly if
// they have the same number.
class Components {
 public:
  explicit Components(const Orders& orders)
      : orders_(orders), of_(orders.vertices(), kNone), index_(orders.vertices(), kNone), low_(orders.vertices()) {
    for (std::uint32_t v = 0; v < orders.vertices(); ++v)
      if (index_[v] == kNone) visit(v);
  }
  std::size_t of(std::uint32_t v) const { return of_[v]; }

 private:
  struct Frame {
    std::uint32_t vertex;
    std::size_t next;  // place in the pairs from it
  };

  void enter(std::uint32_t v) {
    index_[v] = low_[v] = count_++;
    open_.push_back(v);
    frames_.push_back({v, 0});
  }

  void visit(std::uint32_t start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::uint32_t v = frame.vertex;
      const auto row = orders_.from(v);
      if (frame.next == row.size()) {
        frames_.pop_back();
        if (!frames_.empty()) low_[frames_.back().vertex] = std::min(low_[frames_.back().vertex], low_[v]);
        if (low_[v] == index_[v]) close(v);
        continue;
      }
      const std::size_t i = row[frame.next++];
      if (orders_.is_left_out(i)) continue;
      const std::uint32_t w = orders_.pair(i).to;
      if (index_[w] == kNone)
        enter(w);
      else if (of_[w] == kNone)
        low_[v] = std::min(low_[v], index_[w]);
    }
  }

  void close(std::uint32_t v) {
    std::uint32_t w;
    do {
      w = open_.back();
      open_.pop_back();
      of_[w] = components_;
    } while (w != v);
    ++components_;
  }

  const Orders& orders_;
  std::vector<std::size_t> of_, index_, low_;
  std::vector<std::uint32_t> open_;
  std::vector<Frame> frames_;
  std::size_t count_ = 0, components_ = 0;
};

// The shortest cycle that begins with the pair `start`, by breadth-first search from its end. `reached` is all kNone
// before and after.
std::vector<std::size_t> cycle_through(const Orders& orders, const Components& components, std::size_t start,
                                       std::vector<std::size_t>& reached) {
  const std::uint32_t goal = orders.pair(start).from;
  std::vector<std::uint32_t> queue{orders.pair(start).to};
  for (std::size_t at = 0; at < queue.size() && queue[at] != goal; ++at) {
    for (const std::size_t i : orders.from(queue[at])) {
      const std::uint32_t w = orders.pair(i).to;
      if (orders.is_left_out(i) || reached[w] != kNone || w == queue.front()) continue;
      if (components.of(w) != components.of(goal)) continue;
      reached[w] = i;
      queue.push_back(w);
    }
  }
  std::vector<std::size_t> cycle;
  for (std::uint32_t v = goal; v != queue.front(); v = orders.pair(cycle.back()).from) cycle.push_back(reached[v]);
  cycle.push_back(start);
  std::reverse(cycle.begin(), cycle.end());
  for (const std::uint32_t v : queue) reached[v] = kNone;
  return cycle;
}

// The strict pairs inside a component, by component.
std::vector<std::size_t> contradicted(const Orders& orders, const Components& components) {
  std::vector<std::size_t> pairs;
  for (std::size_t i = 0; i < orders.size(); ++i) {
    const OrderedPair& p = orders.pair(i);
    if (p.strict && !orders.is_left_out(i) && components.of(p.from) == components.of(p.to)) pairs.push_back(i);
  }
  std::stable_sort(pairs.begin(), pairs.end(), [&](std::size_t a, std::size_t b) {
    return components.of(orders.pair(a).from) < components.of(orders.pair(b).from);
  });
  return pairs;
}

}  // namespace

OrderCycles order_cycles(std::span<const OrderedPair> pairs, std::size_t vertices, std::size_t most) {
  Orders orders(pairs, vertices);
  OrderCycles result;
  std::vector<std::size_t> reached(vertices, kNone);
  for (std::size_t round = 0;; ++round) {
    const Components components(orders);
    const std::vector<std::size_t> found = contradicted(orders, components);
    if (found.empty()) break;
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (round == most) {
        result.unlisted.push_back(found[k]);
      } else if (k == 0 || components.of(pairs[found[k]].from) != components.of(pairs[found[k - 1]].from)) {
        result.cycles.push_back(cycle_through(orders, components, found[k], reached));
      } else {
        continue;
      }
      orders.leave_out(found[k]);
      result.left_out.push_back(found[k]);
    }
  }
  return result;
}

}  // namespace entente::checks

#include "measures/network.hpp"

#include <algorithm>
#include <utility>

namespace entente {

// Two passes: how long each row is, then what stands in it. `each` calls put(at, to, tie) for every end, in order.
template <class Each>
Network::Rows Network::rows(const Each& each) const {
  Rows result;
  result.offset.assign(std::size_t{members_} + 1, 0);
  each([&](std::uint32_t at, std::uint32_t, std::uint32_t) { ++result.offset[at + 1]; });
  for (std::size_t i = 1; i < result.offset.size(); ++i) result.offset[i] += result.offset[i - 1];
  result.arc.resize(result.offset.back());
  std::vector<std::size_t> next(result.offset.begin(), result.offset.end() - 1);
  each([&](std::uint32_t at, std::uint32_t to, std::uint32_t tie) { result.arc[next[at]++] = {to, tie}; });
  return result;
}

Network::Network(std::uint32_t members, std::vector<Tie> ties, bool directed, const RunWatch* watch)
    : ties_(std::move(ties)), directed_(directed), watch_(watch), members_(members) {
  const auto each_out = [&](const auto& put) {
    for (std::uint32_t i = 0; i < ties_.size(); ++i) {
      const Tie& t = ties_[i];
      put(t.from, t.to, i);
      if (!directed_ || (t.both_ways && t.from != t.to)) put(t.to, t.from, i);
    }
  };
  const auto each_in = [&](const auto& put) {
    for (std::uint32_t i = 0; i < ties_.size(); ++i) {
      const Tie& t = ties_[i];
      put(t.to, t.from, i);
      if (t.both_ways && t.from != t.to) put(t.from, t.to, i);
    }
  };
  out_ = rows(each_out);
  poll();
  if (directed_) in_ = rows(each_in);
}

Network Network::simple() const {
  std::vector<Tie> kept;
  std::vector<std::uint32_t> last(size(), size());  // the member that was last found to lead to each
  std::vector<std::uint32_t> neighbors;
  for (std::uint32_t v = 0; v < size(); ++v) {
    poll();
    neighbors.clear();
    for (const Arc& arc : out(v)) {
      if (arc.to == v || last[arc.to] == v || (!directed_ && arc.to < v)) continue;
      last[arc.to] = v;
      neighbors.push_back(arc.to);
    }
    std::sort(neighbors.begin(), neighbors.end());
    for (const std::uint32_t to : neighbors) kept.push_back({v, to, false});
  }
  return {size(), std::move(kept), directed_, watch_};
}

Network Network::reversed() const {
  std::vector<Tie> turned;
  turned.reserve(ties_.size());
  for (const Tie& tie : ties_) turned.push_back({tie.to, tie.from, tie.both_ways});
  return {size(), std::move(turned), directed_, watch_};
}

}  // namespace entente

// In words of the paper: move_members is MoveNodesFast, refine is RefinePartition with MergeNodesSubset, merged is
// AggregateGraph. What a member adds to the modularity where it is, times m, is its score there: its ties to the others
// of the community less the resolution times its tie ends times theirs by 2m.
#include "measures/communities.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <numeric>
#include <utility>

namespace entente {
namespace {

constexpr std::uint32_t kBetweenCommunityPolls = 1024;

// The ties between two members as one, with its weight; in compressed rows. Ties of a member to itself count for its
// ends alone.
struct WeightedNetwork {
  struct Link {
    std::uint32_t to;
    std::uint64_t weight;
  };
  std::vector<std::size_t> offset = {0};
  std::vector<Link> links;
  std::vector<std::uint64_t> ends;  // by member

  std::uint32_t size() const { return static_cast<std::uint32_t>(ends.size()); }
  std::span<const Link> of(std::uint32_t v) const { return {links.data() + offset[v], offset[v + 1] - offset[v]}; }
};

// Weights by number, all forgotten at once.
class WeightSums {
 public:
  explicit WeightSums(std::size_t size) : sum_(size) {}
  void add(std::uint32_t to, std::uint64_t weight) {
    if (sum_[to] == 0) seen_.push_back(to);
    sum_[to] += weight;
  }
  std::uint64_t of(std::uint32_t to) const { return sum_[to]; }
  const std::vector<std::uint32_t>& seen() const { return seen_; }  // in the order in which they came
  void clear() {
    for (const std::uint32_t to : seen_) sum_[to] = 0;
    seen_.clear();
  }

 private:
  std::vector<std::uint64_t> sum_;
  std::vector<std::uint32_t> seen_;
};

WeightedNetwork weighted(const Network& network) {
  WeightedNetwork result;
  WeightSums to(network.size());
  for (std::uint32_t v = 0; v < network.size(); ++v) {
    if (v % kBetweenCommunityPolls == 0) network.poll();
    for (const Arc& arc : network.out(v)) to.add(arc.to, 1);
    result.ends.push_back(network.out(v).size());
    for (const std::uint32_t u : to.seen())
      if (u != v) result.links.push_back({u, to.of(u)});
    result.offset.push_back(result.links.size());
    to.clear();
  }
  return result;
}

// One member for each group of members; groups are numbered from 0 without gaps.
WeightedNetwork merged(const WeightedNetwork& network, const std::vector<std::uint32_t>& group, std::uint32_t groups) {
  std::vector<std::size_t> offset(std::size_t{groups} + 1);
  for (const std::uint32_t g : group) ++offset[g + 1];
  for (std::size_t g = 0; g < groups; ++g) offset[g + 1] += offset[g];
  std::vector<std::uint32_t> members(group.size());
  std::vector<std::size_t> next(offset.begin(), offset.end() - 1);
  for (std::uint32_t v = 0; v < group.size(); ++v) members[next[group[v]]++] = v;
  WeightedNetwork result;
  result.ends.resize(groups);
  WeightSums to(groups);
  for (std::uint32_t g = 0; g < groups; ++g) {
    for (std::size_t i = offset[g]; i < offset[g + 1]; ++i) {
      result.ends[g] += network.ends[members[i]];
      for (const WeightedNetwork::Link& link : network.of(members[i])) to.add(group[link.to], link.weight);
    }
    for (const std::uint32_t other : to.seen())
      if (other != g) result.links.push_back({other, to.of(other)});
    result.offset.push_back(result.links.size());
    to.clear();
  }
  return result;
}

// Numbers groups from 0 on without gaps, in order of their first member. Returns how many they are.
std::uint32_t renumber(std::vector<std::uint32_t>& group, std::size_t numbers) {
  constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> number(numbers, kNone);
  std::uint32_t count = 0;
  for (std::uint32_t& g : group) {
    if (number[g] == kNone) number[g] = count++;
    g = number[g];
  }
  return count;
}

// In which order members are looked at.
enum class MemberOrder : std::uint8_t { kAsNumbered, kFewestTiesFirst, kMostTiesFirst };

class Leiden {
 public:
  Leiden(const Network& network, double resolution) : network_(network), base_(weighted(network)) {
    const std::uint64_t ends = std::accumulate(base_.ends.begin(), base_.ends.end(), std::uint64_t{0});
    factor_ = ends == 0 ? 0 : resolution / static_cast<double>(ends);
    slack_ = std::max(1e-9, 1e-13 * static_cast<double>(ends));
  }

  // A division that no round changes.
  std::vector<std::uint32_t> run(MemberOrder order) const {
    std::vector<std::uint32_t> community(base_.size());
    std::iota(community.begin(), community.end(), 0U);
    while (improve(community, order)) network_.poll();
    return community;
  }

 private:
  double expected(std::uint64_t ends, std::uint64_t other_ends) const {
    return factor_ * static_cast<double>(ends) * static_cast<double>(other_ends);
  }

  // One round over members, groups of members, groups of groups … Returns whether anything moved.
  bool improve(std::vector<std::uint32_t>& community, MemberOrder order) const {
    bool any_moved = false;
    WeightedNetwork own;
    const WeightedNetwork* network = &base_;
    std::vector<std::uint32_t> node(base_.size());  // that each member is part of
    std::iota(node.begin(), node.end(), 0U);
    std::vector<std::uint32_t> division = community;  // of the nodes
    for (;;) {
      any_moved = move_members(*network, division, order) || any_moved;
      if (renumber(division, network->size()) == network->size()) break;
      std::vector<std::uint32_t> group = refine(*network, division);
      const std::uint32_t groups = renumber(group, network->size());
      // Some merge wherever a community has two nodes, but for rounding.
      if (groups == network->size()) break;
      std::vector<std::uint32_t> next(groups);
      for (std::uint32_t v = 0; v < group.size(); ++v) next[group[v]] = division[v];
      own = merged(*network, group, groups);
      network = &own;
      for (std::uint32_t& n : node) n = group[n];
      division = std::move(next);
    }
    for (std::uint32_t v = 0; v < node.size(); ++v) community[v] = division[node[v]];
    return any_moved;
  }

  // Moves members to the community where they score most, and looks again at those whose neighbours have gone. Numbers
  // of communities are below the size of the network.
  bool move_members(const WeightedNetwork& network, std::vector<std::uint32_t>& community, MemberOrder order) const {
    const std::uint32_t size = network.size();
    std::vector<std::uint64_t> ends(size);
    std::vector<std::uint32_t> count(size);
    for (std::uint32_t v = 0; v < size; ++v) {
      ends[community[v]] += network.ends[v];
      ++count[community[v]];
    }
    std::vector<std::uint32_t> empty;
    for (std::uint32_t c = size; c-- > 0;)
      if (count[c] == 0) empty.push_back(c);
    std::deque<std::uint32_t> waiting(size);
    std::iota(waiting.begin(), waiting.end(), 0U);
    if (order != MemberOrder::kAsNumbered) {
      std::stable_sort(waiting.begin(), waiting.end(), [&](std::uint32_t a, std::uint32_t b) {
        return order == MemberOrder::kFewestTiesFirst ? network.ends[a] < network.ends[b]
                                                      : network.ends[a] > network.ends[b];
      });
    }
    std::vector<bool> is_waiting(size, true);
    WeightSums ties(size);
    bool moved = false;
    for (std::uint32_t polled = 0; !waiting.empty(); ++polled) {
      if (polled % kBetweenCommunityPolls == 0) network_.poll();
      const std::uint32_t v = waiting.front();
      waiting.pop_front();
      is_waiting[v] = false;
      for (const WeightedNetwork::Link& link : network.of(v)) ties.add(community[link.to], link.weight);
      const std::uint32_t here = community[v];
      ends[here] -= network.ends[v];
      --count[here];
      const auto score = [&](std::uint32_t c) {
        return static_cast<double>(ties.of(c)) - expected(network.ends[v], ends[c]);
      };
      std::uint32_t best = here;
      // What has no tie to the others of its community is no part of it.
      double most = ties.of(here) == 0 && count[here] > 0 ? -slack_ : score(here);
      for (const std::uint32_t c : ties.seen()) {
        if (c == here || score(c) <= most + slack_) continue;
        best = c;
        most = score(c);
      }
      const bool leaves = most < -slack_ || (best == here && ties.of(here) == 0);
      if (leaves && count[here] > 0) {
        best = empty.back();
        empty.pop_back();
      }
      ties.clear();
      if (count[here] == 0 && best != here) empty.push_back(here);
      ends[best] += network.ends[v];
      ++count[best];
      if (best == here) continue;
      moved = true;
      community[v] = best;
      for (const WeightedNetwork::Link& link : network.of(v)) {
        if (is_waiting[link.to] || community[link.to] == best) continue;
        is_waiting[link.to] = true;
        waiting.push_back(link.to);
      }
    }
    return moved;
  }

  // Parts of the communities that hang together: each member that is alone goes to the part where it scores most. Both
  // must be bound well to the rest of their community.
  std::vector<std::uint32_t> refine(const WeightedNetwork& network, const std::vector<std::uint32_t>& community) const {
    const std::uint32_t size = network.size();
    std::vector<std::uint64_t> community_ends(size);
    for (std::uint32_t v = 0; v < size; ++v) community_ends[community[v]] += network.ends[v];
    std::vector<std::uint32_t> part(size);
    std::iota(part.begin(), part.end(), 0U);
    std::vector<std::uint64_t> ends = network.ends;  // by part
    std::vector<std::uint64_t> outward(size);        // ties of each part to the rest of its community
    std::vector<bool> is_alone(size, true);
    for (std::uint32_t v = 0; v < size; ++v)
      for (const WeightedNetwork::Link& link : network.of(v))
        if (community[link.to] == community[v]) outward[v] += link.weight;
    WeightSums ties(size);
    for (std::uint32_t v = 0; v < size; ++v) {
      if (v % kBetweenCommunityPolls == 0) network_.poll();
      const auto is_bound = [&](std::uint32_t p) {
        const std::uint64_t rest = community_ends[community[v]] - ends[p];
        return static_cast<double>(outward[p]) >= expected(ends[p], rest) - slack_;
      };
      if (!is_alone[v] || !is_bound(v)) continue;
      for (const WeightedNetwork::Link& link : network.of(v))
        if (community[link.to] == community[v]) ties.add(part[link.to], link.weight);
      std::uint32_t best = v;
      double most = -slack_;
      for (const std::uint32_t p : ties.seen()) {
        const double score = static_cast<double>(ties.of(p)) - expected(ends[v], ends[p]);
        if (score < most || (best != v && score == most) || !is_bound(p)) continue;
        best = p;
        most = score;
      }
      if (best != v) {
        part[v] = best;
        is_alone[v] = is_alone[best] = false;
        outward[best] += outward[v] - 2 * ties.of(best);
        ends[best] += ends[v];
      }
      ties.clear();
    }
    return part;
  }

  const Network& network_;
  WeightedNetwork base_;
  double factor_;  // the resolution by 2m
  double slack_;   // what rounding can make of nothing
};

}  // namespace

double modularity(const Network& network, std::span<const std::uint32_t> community, double resolution) {
  struct Sums {
    double within = 0, ends = 0;
  };
  std::map<std::uint32_t, Sums> sums;
  for (const Tie& tie : network.ties()) {
    if (community[tie.from] == community[tie.to]) ++sums[community[tie.from]].within;
    ++sums[community[tie.from]].ends;
    ++sums[community[tie.to]].ends;
  }
  const auto ties = static_cast<double>(network.ties().size());
  double result = 0;
  for (const auto& [c, s] : sums) {
    const double share = s.ends / (2 * ties);
    result += s.within / ties - resolution * share * share;
  }
  return result;
}

std::vector<std::uint32_t> communities(const Network& network, double resolution) {
  if (network.directed()) {
    const auto ties = network.ties();
    return communities(Network(network.size(), {ties.begin(), ties.end()}, false, network.watch()), resolution);
  }
  const Leiden leiden(network, resolution);
  std::vector<std::uint32_t> community;
  for (const MemberOrder order :
       {MemberOrder::kAsNumbered, MemberOrder::kFewestTiesFirst, MemberOrder::kMostTiesFirst}) {
    std::vector<std::uint32_t> found = leiden.run(order);
    constexpr double kBetter = 1e-12;
    if (community.empty() ||
        modularity(network, found, resolution) > modularity(network, community, resolution) + kBetter)
      community = std::move(found);
  }
  const std::uint32_t count = renumber(community, community.size());
  std::vector<std::uint32_t> members(count), order(count), place(count);
  for (const std::uint32_t c : community) ++members[c];
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return members[a] > members[b]; });
  for (std::uint32_t i = 0; i < count; ++i) place[order[i]] = i + 1;
  for (std::uint32_t& c : community) c = place[c];
  return community;
}

}  // namespace entente

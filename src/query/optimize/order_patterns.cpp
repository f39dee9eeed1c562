// MATCH (a:Leader)-[:MET]-(b {name: 'Mao Zedong'})   ⇒   from b, which is one node, to a
//
// For each part of a pattern that hangs together every start is tried; from there the relationship that gives the
// fewest rows comes next. The start with the least work in all wins; of equals the first as written.
#include <algorithm>
#include <limits>

#include "query/optimize/cardinality.hpp"
#include "query/optimize/rules.hpp"
#include "query/plan/pattern_graph.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;
using Kind = PatternStep::Kind;

// Work for one row: a relationship reached from a node costs more than one in a scan, which reads memory in order.
constexpr double kFollowCost = 2;
constexpr double kScanCost = 1;
// An order is made from each of so many starts, those of the fewest rows: of all of them it would take the cube of the
// length of the pattern.
constexpr std::size_t kStarts = 32;

struct Part {
  PatternOrder order;
  double rows = 1;
  double cost = 0;
};

class Planner {
 public:
  Planner(const PatternGraph& pattern, const TemporalGraph& graph) : pattern_(pattern), size_(pattern, graph) {
    reached_.resize(pattern.nodes.size());
    followed_.resize(pattern.relationships.size());
    for (std::size_t i = 0; i < pattern.nodes.size(); ++i) reached_[i] = pattern.nodes[i].bound;
  }

  PatternOrder run() {
    const std::vector<int> part_of = connected_parts(pattern_);
    add_bound_parts();
    std::vector<Part> parts;
    for (int part = 0; part < static_cast<int>(part_of.size()); ++part) {
      if (is_left_to_search(part_of, part)) continue;
      const std::optional<Part> best = best_order(part_of, part);
      if (best) parts.push_back(*best);
    }
    // Small ones first, so that the rows that are multiplied stay few.
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.rows < b.rows; });
    for (const Part& part : parts) {
      take(part);
      add_searches();
    }
    add_searches();
    return order_;
  }

 private:
  // What hangs on variables of earlier clauses goes on from them.
  void add_bound_parts() {
    for (int node = 0; node < static_cast<int>(pattern_.nodes.size()); ++node) {
      if (!pattern_.nodes[node].bound) continue;
      const bool joined = std::any_of(pattern_.relationships.begin(), pattern_.relationships.end(),
                                      [&](const PatternRelationship& r) { return r.from == node || r.to == node; });
      if (!joined) order_.push_back({Kind::kStart, node});
    }
    Part bound;
    const std::vector<bool> reached = reached_;
    follow_greedily(bound, reached, followed_);
    take(bound);
    add_searches();
  }

  void take(const Part& part) {
    for (const PatternStep& step : part.order) {
      order_.push_back(step);
      if (step.kind == Kind::kStart) {
        reached_[step.index] = true;
      } else {
        const PatternRelationship& r = pattern_.relationships[step.index];
        reached_[r.from] = reached_[r.to] = followed_[step.index] = true;
      }
    }
  }

  // Searches whose ends are there; each may come to an end that the next begins at.
  void add_searches() {
    for (bool found = true; found;) {
      found = false;
      for (int i = 0; i < static_cast<int>(pattern_.relationships.size()); ++i) {
        const PatternRelationship& r = pattern_.relationships[i];
        if (!r.is_search || followed_[i] || !reached_[r.from] || (!reached_[r.to] && !is_open_end(r))) continue;
        order_.push_back({Kind::kFollow, i});
        followed_[i] = reached_[r.to] = found = true;
      }
    }
  }

  // A search that comes to all of many ends costs as much as one to each of a few.
  bool is_open_end(const PatternRelationship& r) const {
    constexpr double kFewEnds = 2;
    return !needs_both_ends(r) && !reached_[r.to] && !size_.is_sought(r.to) && size_.nodes(r.to) > kFewEnds;
  }

  // One node that a search from elsewhere comes to.
  bool is_left_to_search(const std::vector<int>& part_of, int part) const {
    if (std::count(part_of.begin(), part_of.end(), part) != 1) return false;
    return std::any_of(pattern_.relationships.begin(), pattern_.relationships.end(), [&](const PatternRelationship& r) {
      return r.is_search && r.to == part && r.from != part && !begins_search(part) && is_open_end(r);
    });
  }
  bool begins_search(int node) const {
    return std::any_of(pattern_.relationships.begin(), pattern_.relationships.end(),
                       [&](const PatternRelationship& r) { return r.is_search && r.from == node; });
  }

  std::optional<Part> best_order(const std::vector<int>& part_of, int part) const {
    std::optional<Part> best;
    const auto offer = [&](Part candidate) {
      if (!best || candidate.cost < best->cost) best = std::move(candidate);
    };
    std::vector<int> nodes, scans;
    for (int node = 0; node < static_cast<int>(part_of.size()); ++node) {
      if (part_of[node] == part && !reached_[node]) nodes.push_back(node);
    }
    for (int i = 0; i < static_cast<int>(pattern_.relationships.size()); ++i) {
      const PatternRelationship& r = pattern_.relationships[i];
      if (part_of[r.from] == part && can_scan(r)) scans.push_back(i);
    }
    keep_fewest(nodes, [&](int node) { return size_.nodes(node); });
    keep_fewest(scans, [&](int i) { return size_.relationships(i); });
    for (const int node : nodes) {
      std::vector<bool> reached = reached_;
      reached[node] = true;
      Part candidate{{{Kind::kStart, node}}, size_.nodes(node), kScanCost * size_.scanned(node)};
      follow_greedily(candidate, std::move(reached), followed_);
      offer(std::move(candidate));
    }
    for (const int i : scans) {
      const PatternRelationship& r = pattern_.relationships[i];
      std::vector<bool> reached = reached_;
      std::vector<bool> followed = followed_;
      reached[r.from] = reached[r.to] = followed[i] = true;
      const double scanned = size_.relationships(i);
      Part candidate{{{Kind::kScanType, i}}, scanned * size_.both_ends(i), kScanCost * scanned};
      follow_greedily(candidate, std::move(reached), std::move(followed));
      offer(std::move(candidate));
    }
    return best;
  }

  bool can_scan(const PatternRelationship& r) const {
    if (r.any_type || r.types.empty() || !r.ways.empty() || r.repetition || r.is_search || r.from == r.to) return false;
    return !reached_[r.from] && !reached_[r.to];
  }

  // In the order given.
  template <class Rows>
  static void keep_fewest(std::vector<int>& starts, const Rows& rows) {
    if (starts.size() <= kStarts) return;
    std::stable_sort(starts.begin(), starts.end(), [&](int a, int b) { return rows(a) < rows(b); });
    starts.resize(kStarts);
    std::sort(starts.begin(), starts.end());
  }

  // Follows everything that can be reached, the fewest rows first.
  void follow_greedily(Part& part, std::vector<bool> reached, std::vector<bool> followed) const {
    for (;;) {
      std::optional<PatternStep> next;
      double fewest = std::numeric_limits<double>::infinity();
      for (int i = 0; i < static_cast<int>(pattern_.relationships.size()); ++i) {
        const PatternRelationship& r = pattern_.relationships[i];
        if (followed[i] || r.is_search) continue;
        for (const bool reversed : {false, true}) {
          const int from = reversed ? r.to : r.from;
          const int to = reversed ? r.from : r.to;
          if (!reached[from]) continue;
          const double rows = reached[to] ? size_.closed(i, reversed) : size_.followed(i, reversed);
          if (rows < fewest) {
            fewest = rows;
            next = PatternStep{Kind::kFollow, i, reversed};
          }
        }
      }
      if (!next) return;
      const PatternRelationship& r = pattern_.relationships[next->index];
      reached[r.from] = reached[r.to] = followed[next->index] = true;
      part.order.push_back(*next);
      part.cost += kFollowCost * part.rows * std::max(fewest, 1.0);
      part.rows *= fewest;
    }
  }

  const PatternGraph& pattern_;
  Cardinality size_;
  std::vector<bool> reached_, followed_;
  PatternOrder order_;
};

void order_patterns(Plan& plan, const TemporalGraph& graph) {
  rewrite(plan, [&graph](const OperatorPtr& op) {
    const auto* match = as<Match>(op);
    if (!match) return op;
    PatternGraph pattern = *match->pattern;
    pattern.order = Planner(pattern, graph).run();
    return make_match(std::move(pattern));
  });
}

}  // namespace

extern constexpr Rule kOrderPatterns = {
    .name = "order-patterns",
    .floor = Floor::kLogical,
    .summary = "chooses where a pattern starts and in which order it is followed, by counts of the snapshot",
    .apply = order_patterns,
};

}  // namespace entente

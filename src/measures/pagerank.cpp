#include "measures/pagerank.hpp"

#include <cmath>
#include <numeric>
#include <string>

#include "entente/error.hpp"

namespace entente {
namespace {

// Calls visit(from, to) for each step that can be taken along a tie.
template <class Visit>
void each_step(const TieList& list, const Visit& visit) {
  constexpr std::size_t kBetweenPolls = 1024;
  for (std::size_t i = 0; i < list.ties.size(); ++i) {
    if (i % kBetweenPolls == 0 && list.watch != nullptr) list.watch->poll();
    const Tie& tie = list.ties[i];
    visit(tie.from, tie.to);
    if ((tie.both_ways || !list.directed) && tie.from != tie.to) visit(tie.to, tie.from);
  }
}

std::vector<double> first_scores(std::uint32_t members, std::span<const double> start) {
  if (start.empty()) return std::vector<double>(members, 1.0 / members);
  if (start.size() != members) {
    throw Error(ErrorCode::kArgument, "PageRank starts from one score for each of " + std::to_string(members) +
                                          " members, not from " + std::to_string(start.size()));
  }
  const double sum = std::accumulate(start.begin(), start.end(), 0.0);
  bool usable = std::isfinite(sum) && sum > 0;
  for (const double score : start) usable = usable && score >= 0;
  if (!usable) throw Error(ErrorCode::kArgument, "PageRank starts from finite scores, none negative and not all 0");
  std::vector<double> result(start.begin(), start.end());
  for (double& score : result) score /= sum;
  return result;
}

}  // namespace

PageRank pagerank(const TieList& list, const PageRankOptions& options) {
  if (!(options.damping >= 0 && options.damping <= 1))
    throw Error(ErrorCode::kArgument, "the damping of PageRank is a number from 0 to 1");
  if (!(options.tolerance >= 0)) throw Error(ErrorCode::kArgument, "the tolerance of PageRank is no negative number");
  const std::uint32_t members = list.members;
  constexpr std::uint32_t kSmall = 10'000;
  const double tolerance = options.tolerance > 0 ? options.tolerance : members < kSmall ? 1e-14 : 1e-6;
  PageRank result;
  if (members == 0) return result;
  result.score = first_scores(members, options.start);

  std::vector<std::uint32_t> steps(members);
  each_step(list, [&](std::uint32_t from, std::uint32_t) { ++steps[from]; });
  std::vector<double> a_step(members), next(members);
  while (result.rounds < options.max_rounds) {
    ++result.rounds;
    double stuck = 0;
    for (std::uint32_t v = 0; v < members; ++v) {
      if (steps[v] == 0)
        stuck += result.score[v];
      else
        a_step[v] = options.damping * result.score[v] / steps[v];
    }
    std::fill(next.begin(), next.end(), (options.damping * stuck + 1 - options.damping) / members);
    each_step(list, [&](std::uint32_t from, std::uint32_t to) { next[to] += a_step[from]; });
    double change = 0;
    for (std::uint32_t v = 0; v < members; ++v) change += std::abs(next[v] - result.score[v]);
    result.score.swap(next);
    if (change < tolerance) return result;
  }
  throw Error(ErrorCode::kLimit, "PageRank did not settle within " + std::to_string(options.max_rounds) + " rounds")
      .with_hint("with a lower damping it settles sooner");
}

}  // namespace entente

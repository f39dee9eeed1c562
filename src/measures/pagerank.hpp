// Where somebody who follows ties at random is found.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "measures/network.hpp"

namespace entente {

struct PageRankOptions {
  double damping = 0.85;  // how likely a tie is followed, from 0 to 1; else any member is gone to
  // Enough where a round changes all scores together by less than this. NetworkX's bound is that times the number of
  // members: since scores add up to 1 however many there are, it would let one of a million settle at once.
  // 0: that, and of fewer than 10,000 members, which settle quickly, less than their last digits show.
  double tolerance = 0;
  std::uint32_t max_rounds = 1000;
  // A score for each member to begin with, such as those of the slice before; none negative, not all 0. Empty: all are
  // alike. What begins near the result takes fewer rounds; the result differs by what the tolerance leaves open.
  std::span<const double> start = {};
};

struct PageRank {
  std::vector<double> score;  // by member; they add up to 1
  std::uint32_t rounds = 0;
};

// How likely each member is where somebody is who follows one of the ties that lead away from where he is, each as
// likely as another, and goes to any member now and then, and always where none leads away (Page, Brin, Motwani,
// Winograd, "The PageRank Citation Ranking", 1999). Parallel ties count each. Ties are followed in both directions
// where these don't count. boost::page_rank loses what reaches members from which no tie leads away, so that its scores
// don't add up to 1. Cost: linear in each round. With a damping d a round leaves at most d times the error of the one
// before. Throws kArgument for options out of their ranges, kLimit where max_rounds are not enough.
PageRank pagerank(const TieList& list, const PageRankOptions& options = {});
inline PageRank pagerank(const Network& network, const PageRankOptions& options = {}) {
  return pagerank(network.list(), options);
}

}  // namespace entente

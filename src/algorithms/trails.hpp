// All paths between entities, one after the other, in time or regardless of it.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "algorithms/journey.hpp"

namespace entente {

struct TrailChoice {
  JourneyChoice journey;  // without `max_length`
  PathMode mode = PathMode::kTrail;
  std::uint32_t min_length = 1;
  std::uint32_t max_length = kUnbounded;
  bool by_length = false;  // shortest first; else depth first
  // What a chronological path must reach, as found by JourneySearch.
  Instant arrive_by = Instant::plus_infinity();
  Instant leave_from = Instant::minus_infinity();
  std::int64_t max_duration = std::numeric_limits<std::int64_t>::max();
};

//   TrailSearch search(view, from, to, choice);
//   while (std::optional<Path> path = search.next()) …
class TrailSearch {
 public:
  // The paths from `from` to `to`, or to anywhere. Nothing is searched before the first `next`, but for what is needed
  // to turn back early: one JourneySearch from `to`, by time where that is exact. The view must outlive this.
  TrailSearch(const View& view, Vertex from, std::optional<Vertex> to, TrailChoice choice);
  TrailSearch(const TrailSearch&) = delete;
  TrailSearch& operator=(const TrailSearch&) = delete;
  ~TrailSearch();

  // The next path; each comes once, in an order that depends on view, ends and choice alone. Cost: with `to`, every
  // path that is begun can be finished in time and length as far as walks are concerned; by_length begins anew for
  // each length. Of paths there can be exponentially many, and walks without max_length never end where there is a
  // cycle.
  std::optional<Path> next();
  // What is known of the path given last: one for each choice of stretches that no other is as good as.
  const std::vector<JourneyState>& states() const;
  const JourneyState& state() const { return states().front(); }
  // From now on only paths that are better. Bounds can be drawn in only.
  void require(Instant arrive_by, Instant leave_from, std::int64_t max_duration);

 private:
  class Way;
  std::unique_ptr<Way> way_;
};

}  // namespace entente

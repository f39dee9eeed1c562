// The paths between two entities that a selection means: each selection with the search that suits it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "algorithms/journey.hpp"
#include "algorithms/trails.hpp"
#include "entente/graph/path_choice.hpp"

namespace entente {

struct PathFinderChoice {
  PathSelection selection;
  StepChoice steps;
  std::uint32_t min_length = 1;
  std::uint32_t max_length = kUnbounded;
  std::function<bool(Edge)> allowed = nullptr;  // which relations may be taken; null: all of the view
  bool by_boost = false;                        // one path of fewest relations by Boost.Graph's search
};

// What is asked of a way in time, for searches of one's own. The second: of its times alone.
JourneyChoice journey_of(const PathFinderChoice& choice, const TemporalGraph& graph);
JourneyChoice journey_of(const PathSelection& selection, const TemporalGraph& graph);

// Can it be searched from one entity to all, with the paths that searches to each would find.
bool reaches_all_ends(const PathSelection& selection, std::uint64_t min_length);

//   PathFinder search(view, choice);
//   search.start(from, to);
//   while (std::optional<Path> path = search.next()) …
class PathFinder {
 public:
  // The view must outlive it.
  PathFinder(const View& view, PathFinderChoice choice);

  // The paths from `from` to `to`; to anywhere requires reaches_all_ends. A path of no relation leads from an entity to
  // itself where `min_length` allows it; where not, a path leads back to where it began. Cost: one path of fewest
  // relations is found from both ends (shortest_path.hpp), one of another goal or in time by a JourneySearch, several
  // by that and a TrailSearch.
  void start(Vertex from, std::optional<Vertex> to);
  // The best first; of equals the shortest.
  std::optional<Path> next();

 private:
  const View& view() const { return read_ ? *read_ : view_; }
  TrailChoice trails() const;
  std::uint32_t longest_walk() const;
  bool is_single() const { return choice_.selection.count == PathCount::kSome && choice_.selection.k == 1; }
  void start_between(Vertex from, Vertex to);
  void list_trails(Vertex from, std::optional<Vertex> to, TrailChoice trails);
  void rank_trails(Vertex from, Vertex to);
  std::optional<Path> next_trail();

  View view_;
  std::optional<View> read_;  // under the reading of the selection
  PathFinderChoice choice_;
  std::optional<JourneySearch> journeys_;  // made once: it keeps a number for each entity
  std::optional<JourneySearch> rounds_;    // of ways back to where they began, while `journeys_` is being listed
  std::vector<Path> found_;                // to be given, the last first
  std::optional<TrailSearch> trails_;
  std::uint64_t left_ = 0;                           // paths, or groups of them, that `trails_` is yet to give
  std::optional<std::size_t> group_ = std::nullopt;  // length of the path given last
  std::optional<Vertex> from_;                       // of a search to all ends
  std::size_t next_end_ = 0;
};

}  // namespace entente

// Fewest relations from one entity to another within a view.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "algorithms/scratch.hpp"
#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"

namespace entente {

struct PathChoice {
  StepChoice steps;
  std::uint32_t max_length = kUnbounded;        // relations on the path
  std::function<bool(Edge)> allowed = nullptr;  // which relations may be taken; null: all of the view
};

// The number of relations on a shortest path; 0 from a vertex to itself; nullopt where there is none within max_length.
// Searches from both ends, always where fewer vertices wait: on most graphs a tiny part of them is looked at.
std::optional<std::uint32_t> shortest_distance(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                               TraversalScratch& scratch = thread_scratch());

// One shortest path, the same one for the same view and choice. Cost as shortest_distance.
std::optional<Path> shortest_path(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                  TraversalScratch& scratch = thread_scratch());

// All shortest paths, in order of their edges as the rows list them, at most `limit`; parallel relations make paths of
// their own. Searches the part of the graph that is as near to `to` as `from` is, then costs the length of each path
// found.
std::vector<Path> all_shortest_paths(const View& view, Vertex from, Vertex to, const PathChoice& choice,
                                     std::size_t limit = static_cast<std::size_t>(-1),
                                     TraversalScratch& scratch = thread_scratch());

// A shortest way of one relation or more from an entity back to it, no relation twice. Cost: a shortest path for each
// relation at `v`.
std::optional<Path> shortest_cycle(const View& view, Vertex v, const PathChoice& choice,
                                   TraversalScratch& scratch = thread_scratch());

// What shortest_path answers, by Boost.Graph's breadth_first_search over the view. Of several shortest paths it may
// choose another. Always searches all that is nearer than `to`; for graphs of any size prefer the former.
std::optional<Path> shortest_path_boost(const View& view, Vertex from, Vertex to, const PathChoice& choice);

}  // namespace entente

// Who is bound to whom: what the measures of networks look at. A small graph of numbers, made for one cut of time and
// then read many times; it knows nothing of where it comes from.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/run_control.hpp"

namespace entente {

// A tie between two members of a network, which are numbered from 0. `both_ways`: it leads from either end to the
// other even where directions count, as a meeting does.
struct Tie {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool both_ways = false;
};

// A tie as it leads away from one of its ends.
struct Arc {
  std::uint32_t to = 0;
  std::uint32_t tie = 0;  // its place among the ties
};

// Members with their ties as they were found: enough for measures that go through all ties in whatever order.
struct TieList {
  std::uint32_t members = 0;
  std::span<const Tie> ties;
  bool directed = false;
  const RunWatch* watch = nullptr;  // null: nothing ends what is done with it
};

// Members with their ties in compressed rows. Parallel ties and ties from a member to itself are allowed. In a network
// without directions each tie stands in the rows of both of its ends, and one from a member to itself twice in its row.
class Network {
 public:
  // Takes time and memory linear in members and ties: 8 bytes a tie end, twice that with directions.
  // `watch` null: nothing ends what is done with the network; it must outlive the network.
  Network(std::uint32_t members, std::vector<Tie> ties, bool directed, const RunWatch* watch = nullptr);

  bool directed() const { return directed_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(out_.offset.size() - 1); }
  std::span<const Tie> ties() const { return ties_; }
  TieList list() const { return {size(), ties_, directed_, watch_}; }
  // In order of the ties. Without directions `in` is `out`.
  std::span<const Arc> out(std::uint32_t member) const { return out_.of(member); }
  std::span<const Arc> in(std::uint32_t member) const { return directed_ ? in_.of(member) : out_.of(member); }

  // One tie of each set of parallel ones, none from a member to itself: without directions, those that lead either way
  // are parallel. A tie that leads both ways becomes two where directions count. In order of their ends.
  Network simple() const;

  // The same ties regardless of their directions, and turned round.
  Network undirected() const { return {size(), ties_, false, watch_}; }
  Network reversed() const;

  // Throws kCancelled or kTimeout where the run that the network was made for is to end.
  void poll() const {
    if (watch_ != nullptr) watch_->poll();
  }
  const RunWatch* watch() const { return watch_; }

 private:
  struct Rows {
    std::vector<std::size_t> offset;
    std::vector<Arc> arc;
    std::span<const Arc> of(std::uint32_t member) const {
      return {arc.data() + offset[member], offset[member + 1] - offset[member]};
    }
  };
  template <class Each>
  Rows rows(const Each& each) const;

  std::vector<Tie> ties_;
  bool directed_;
  const RunWatch* watch_;
  std::uint32_t members_;
  Rows out_, in_;
};

}  // namespace entente

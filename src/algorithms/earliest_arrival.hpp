// When everything can be reached from one entity, in order of time: the moments alone, without the ways.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "algorithms/journey.hpp"

namespace entente {

// What JourneySearch finds to all with the goal kEarliestArrival, in a fraction of its time: with `reversed`, until
// when one must set out from each entity to reach the one in time.
//
// A bucket queue over time, each bucket corrected until it is quiet (Meyer and Sanders, "Δ-stepping", 2003); where a
// relation takes longer than a bucket lasts, each entity is looked at once. Memory: 12 bytes an entity of the graph and
// what is reached; a search costs what it reaches, and 256 KiB.
class EarliestArrivals {
 public:
  // `choice.time` is kChronological, `choice.max_length` unbounded, and all relations take one time. The view must
  // outlive this.
  EarliestArrivals(const View& view, JourneyChoice choice, bool reversed = false);

  // Replaces what was found before. Cost: (relations of what is reached) × (how often an arrival improves within one
  // bucket, mostly once).
  void run(Vertex from);

  // In no order; the start among them.
  const std::vector<Vertex>& reached() const { return reached_; }
  // By when one is there, for who is at the start when the slice begins (`reversed`: the last moment to be ready
  // there); plus infinity: never (minus infinity).
  Instant at(Vertex v) const;

 private:
  static constexpr std::uint32_t kBuckets = 1U << 15;
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  static constexpr std::int64_t kNever = Instant::plus_infinity().seconds, kAlways = Instant::minus_infinity().seconds;
  struct Chunk {  // of the entities that wait in a bucket
    static constexpr std::uint32_t kRoom = 14;
    std::uint32_t next, size;
    Vertex vertices[kRoom];
  };

  void spread();
  std::uint32_t bucket_of(std::int64_t ready) const;
  void wait(Vertex v, std::int64_t ready);
  void improve(Vertex v, std::int64_t ready);
  void leave(Vertex v);
  template <bool kReversed>
  void leave_by_rows(Vertex v, const EdgeRun& run);
  void take(Edge edge, Vertex to, std::int64_t ready);

  const View& view_;
  JourneyChoice choice_;
  bool reversed_;
  std::int64_t gap_;
  BoardingTimes boardings_;
  StepChoice ways_;
  bool reads_rows_;                 // the columns of the snapshot say all
  std::int64_t opening_, closing_;  // of the slice
  std::int64_t first_bucket_ = 0;   // where the buckets begin, and how long each lasts: 2^shift seconds
  int shift_ = 0;
  std::vector<std::int64_t> ready_;  // of each entity; kNever but for what is reached
  std::vector<Vertex> reached_;
  std::vector<bool> is_left_;         // since it improved
  std::vector<std::uint32_t> heads_;  // of each bucket
  std::vector<Chunk> chunks_;         // of the present search
  std::uint32_t bucket_ = 0;          // that is being emptied
  MemoryCharge tables_, kept_;        // by all searches, by the present one
};

}  // namespace entente

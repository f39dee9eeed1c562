// Which paths between two entities are meant: how they may run, what they must keep to in time, and which of them
// count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/time/reading.hpp"

namespace entente {

// What may come twice on a path, after GQL (ISO/IEC 39075, path modes). As everywhere in openCypher no relation does,
// unless that is asked for.
enum class PathMode : std::uint8_t {
  kWalk,     // anything
  kTrail,    // no relation
  kSimple,   // neither a relation nor an entity, but that the last may be the first
  kAcyclic,  // no entity
};

enum class PathTime : std::uint8_t {
  kAny,            // whenever its relations hold
  kChronological,  // they can be taken one after the other, at times t1 ≤ t2 ≤ … at which they hold
  kContinuous,     // they hold at one time
  kRelated,        // the times of each and the next stand in a certain relation
};

// What makes a path better than others; of equals the shorter one is.
enum class PathGoal : std::uint8_t {
  kNone,  // every path counts
  kFewestRelations,
  kEarliestArrival,
  kLatestDeparture,
  kShortestDuration,
};

// How many of the best.
enum class PathCount : std::uint8_t {
  kSome,    // `k` of them
  kAll,     // all that are as good as the best
  kGroups,  // all that are as good as one of the `k` best
};

struct PathSelection {
  PathGoal goal = PathGoal::kNone;
  PathCount count = PathCount::kSome;
  std::uint64_t k = 1;
  PathMode mode = PathMode::kTrail;
  PathTime time = PathTime::kAny;
  bool strict = false;      // kChronological: no two relations are taken at one instant
  std::int64_t travel = 0;  // kChronological: seconds that each relation takes, not negative
  // kChronological: seconds that relations of some types take, by name, each with its sub-relations, of which one that
  // is named itself takes its own. Others take none.
  std::vector<std::pair<std::string, std::int64_t>> travel_by_type = {};
  // kChronological: the property that says how long a relation takes ("PT2H"); what has none takes no time. Empty: none
  // does. Of the three at most one is said.
  std::string travel_key = {};
  bool takes_time() const { return travel != 0 || !travel_by_type.empty() || !travel_key.empty(); }
  // At most so many seconds from the arrival by one relation to taking the next (kChronological), between the end of a
  // relation and the start of the other (kRelated).
  std::optional<std::int64_t> within = std::nullopt;
  std::uint32_t each = 0;                         // kRelated: of kPeriodPredicates those of which one holds, a bit each
  std::optional<Reading> reading = std::nullopt;  // of its times; absent: that of the slice

  // Every trail, whenever: what a pattern means without a word before it.
  bool is_plain() const { return goal == PathGoal::kNone && mode == PathMode::kTrail && time == PathTime::kAny; }
  friend bool operator==(const PathSelection&, const PathSelection&) = default;
};

}  // namespace entente

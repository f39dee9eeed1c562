// How the facts of a result stand to parts of time: whether they held then and how surely, and what became of them
// between two times. Asked for by QueryOptions::cuts.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "entente/time/change.hpp"
#include "entente/time/period.hpp"
#include "entente/time/reading.hpp"

namespace entente {

struct TimeCut {
  enum class Kind : std::uint8_t {
    kAsRead,  // the slice that the result was read in; whatever is in it where it was read in all of time
    kWithin,  // at some time in `first`
    kChange   // in `first` and later in `second`, told apart
  };
  Kind kind = Kind::kAsRead;
  Period first = Period::always(), second = Period::always();  // certain
  friend bool operator==(const TimeCut&, const TimeCut&) = default;
};

struct Standing {
  Reading certainty = Reading::kCertain;  // the surest reading under which it takes part
  ChangeSet changes = {};                 // of kChange: what may have become of it; empty where it states no time
  // Of an entity: when it existed, by its own time and the relations that tell its life, stretch by stretch; the widest
  // where they contradict one another. Empty: nobody tells it.
  std::vector<Period> life = {};
};

// Of the elements of a table, by index. Those that take no part under any reading are left out; of kChange, those that
// certainly held before or after both times alone.
struct Standings {
  TimeCut cut;
  std::map<std::uint32_t, Standing> nodes, relationships;
};

}  // namespace entente

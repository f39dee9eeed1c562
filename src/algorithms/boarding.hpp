// When the relations of a view can be taken by somebody on a way in time.
//
// A way takes its relations at times t1 ≤ t2 ≤ …, each while its relation holds. Who stands ready at a time `ready` can
// take a relation that holds in [start, end) if ready < end, and takes it at max(ready, start): that it began before it
// ended is given. So the two bounds count in opposite ways, and a reading chooses them:
//   kCertain    the latest start and the earliest end: whoever is ready before it closes can take it in every choice,
//               and has taken it by the time that it opens, at the latest
//   kPresumed   the same, with the end up to which it is presumed
//   kPossible   the earliest start and the latest end: in some choice
// Two relations choose independently, and each bound works one way only, so that what is found with these bounds, link
// by link, is exact for the whole way. Of a vaguely dated relation the certain opening can lie behind the closing.
//
// Of relations with several stretches, that is as exact for when chronological ways arrive and depart. What is certain
// of a continuous way, and the certain duration, is told of one stretch of each: nothing is promised in vain, but that
// in every choice some stretches meet, now these and now those, is not seen.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "algorithms/travel_times.hpp"
#include "entente/graph/view.hpp"

namespace entente {

// Finite moments that stand for no date: nothing that data can say comes near them.
inline constexpr Instant kFirstMoment{Instant::minus_infinity().seconds + 1};
inline constexpr Instant kLastMoment{Instant::plus_infinity().seconds - 1};

// `t` and so many seconds, which may be negative. The infinities stay what they are, and what is finite stays so.
constexpr Instant moved(Instant t, std::int64_t seconds) {
  if (!t.is_finite()) return t;
  std::int64_t sum = 0;
  if (__builtin_add_overflow(t.seconds, seconds, &sum)) return seconds < 0 ? kFirstMoment : kLastMoment;
  return std::clamp(Instant{sum}, kFirstMoment, kLastMoment);
}

// The same moment where time is told backwards. What is finite stays so.
constexpr Instant reflected(Instant t) {
  if (t == Instant::minus_infinity()) return Instant::plus_infinity();
  if (t == Instant::plus_infinity()) return Instant::minus_infinity();
  return std::clamp(Instant{-t.seconds}, kFirstMoment, kLastMoment);
}

// A moment as it is told to people: what lies beyond every date, as the bound of a time that nobody knows, is infinite.
constexpr Instant within_dates(Instant t) {
  constexpr std::int64_t kBeyond = 8'000'000'000'000'000'000;  // seconds; the last year of data is 200,000,000,000
  return t.seconds < -kBeyond ? Instant::minus_infinity() : t.seconds > kBeyond ? Instant::plus_infinity() : t;
}

// From one finite instant to another; what passes 64 bits stays within.
constexpr std::int64_t seconds_between(Instant from, Instant to) {
  std::int64_t difference = 0;
  if (!__builtin_sub_overflow(to.seconds, from.seconds, &difference)) return difference;
  return to < from ? Instant::minus_infinity().seconds : Instant::plus_infinity().seconds;
}

struct Boarding {
  Instant opens;   // from when on, or by when at the latest
  Instant closes;  // exclusive

  friend constexpr bool operator==(const Boarding&, const Boarding&) = default;
};

class BoardingTimes {
 public:
  // Under the reading of the view and within its slice: a relation that takes `travel` seconds is taken in the slice
  // and left by its end. `reversed` tells time backwards: an instant t stands for -t. The view must outlive this.
  explicit BoardingTimes(const View& view, TravelTimes travel = {}, bool reversed = false);

  // Calls visit(boarding) for each stretch in which relation `e`, which the view admits, can be taken, in order of time
  // (backwards if reversed), until a call returns true. Returns whether one did.
  template <class Visit>
  bool each(Edge e, const Visit& visit) const {
    if (!looks_up_) {
      const Instant start = view_->graph().start(e), end = view_->graph().end(e);
      if (start < end) {
        const std::optional<Boarding> b = clipped({start, end}, closing_of(e));
        return b && visit(*b);
      }
    }
    for (const Boarding& b : look_up(e)) {
      if (visit(b)) return true;
    }
    return false;
  }

  // The first moment of the window; infinite: it has none.
  Instant begin() const { return reversed_ ? reflected(last_) : first_; }

  // From when on a relation is taken at the earliest, and from when on none is.
  Instant opening() const { return reversed_ ? reflected(moved(closing_, -1)) : first_; }
  Instant closing() const {
    if (!reversed_) return closing_;
    return first_ == Instant::minus_infinity() ? Instant::plus_infinity() : moved(reflected(first_), 1);
  }

 private:
  Instant closing_of(Edge e) const { return travel_.is_one() ? closing_ : closing_for(travel_.of(*view_, e)); }
  Instant closing_for(std::int64_t travel) const;
  std::optional<Boarding> clipped(Boarding b, Instant closing) const {
    b.opens = std::max(b.opens, first_);
    b.closes = std::min(b.closes, closing);
    if (b.opens >= closing || b.closes <= first_) return std::nullopt;
    if (!reversed_) return b;
    return Boarding{reflected(moved(b.closes, -1)), moved(reflected(b.opens), 1)};
  }
  std::vector<Boarding> look_up(Edge e) const;

  const View* view_;
  bool reversed_;
  bool looks_up_;  // the columns of the snapshot don't say it
  Instant first_;  // of the slice
  Instant last_;   // by when a way has arrived
  TravelTimes travel_;
  Instant closing_;  // from when on no relation is taken, if all take one time
};

}  // namespace entente

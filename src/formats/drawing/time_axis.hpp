// Valid time as places along an axis, and the ticks on it.
#pragma once

#include <string>
#include <vector>

#include "entente/time/instant.hpp"

namespace entente::drawing {

struct Tick {
  Instant at;
  std::string label;  // "1950", "May 1989", "16 May 1989", "44 BC"
};

// From `from` to `to`, both finite and in this order, over the places `left` to `right`.
class TimeAxis {
 public:
  TimeAxis(Instant from, Instant to, double left, double right);

  // An instant outside is at the nearer end.
  double place(Instant t) const;
  double left() const { return left_; }
  double right() const { return right_; }
  Instant from() const { return from_; }
  Instant to() const { return to_; }

  // As many as there is room for the labels of, fourteen at most, at whole days, months or years. `seconds`: how long
  // the shortest of the stretches on the axis is; months have no ticks at days then, years none at months, and decades
  // none at years while there are a few of them.
  std::vector<Tick> ticks(double seconds = 0) const;

 private:
  bool has_room_for(const std::vector<Tick>& ticks) const;
  double seconds() const;  // of the whole axis

  Instant from_, to_;
  double left_, right_;
};

}  // namespace entente::drawing

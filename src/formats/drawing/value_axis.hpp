// Numbers as places along an axis, and the ticks on it.
#pragma once

#include <string>
#include <vector>

namespace entente::drawing {

struct ValueTick {
  double value = 0;
  std::string label;  // "1,500", "0.25", "−2"
};

// Of the values from `least` to `most` and 0, over the places `bottom` to `top` (y downwards); its ends are round. Of
// values that are all 0 it goes to 1. `whole`: no tick lies between two whole numbers. Requires values of at most
// kLargestValue either way.
class ValueAxis {
 public:
  ValueAxis(double least, double most, bool whole, double top, double bottom);

  double place(double value) const;
  // Four to eight where the values are no few whole ones, at multiples of 1, 2 or 5 times a power of ten; upwards.
  const std::vector<ValueTick>& ticks() const { return ticks_; }

 private:
  double from_, to_, top_, bottom_;
  std::vector<ValueTick> ticks_;
};

// Beyond it a sum of two has no place any more.
inline constexpr double kLargestValue = 1e300;

}  // namespace entente::drawing

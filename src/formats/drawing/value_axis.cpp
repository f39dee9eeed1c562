#include "formats/drawing/value_axis.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "base/text.hpp"

namespace entente::drawing {
namespace {

constexpr double kIntervals = 5;       // wanted between the ends of the values
constexpr double kLeastSpan = 1e-300;  // below it powers of ten lose their digits

// The least of 1, 2 and 5 times a power of ten that is not below.
double round_step(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  return 10 * power;
}

std::string tick_label(double value, double step, double largest) {
  const double size = std::abs(value);
  const std::string sign = value < 0 ? "−" : "";
  if (largest >= 1e9 || step < 1e-6) return sign + fmt::format("{:.4g}", size);
  const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
  return sign + (decimals == 0 ? grouped(static_cast<std::uint64_t>(std::llround(size)))
                               : fmt::format("{:.{}f}", size, decimals));
}

}  // namespace

ValueAxis::ValueAxis(double least, double most, bool whole, double top, double bottom) : top_(top), bottom_(bottom) {
  least = std::min(least, 0.0);
  most = std::max(most, 0.0);
  if (most - least < kLeastSpan) most = 1;
  double step = round_step((most - least) / kIntervals);
  if (whole) step = std::max(step, 1.0);
  const double first = std::floor(least / step + 1e-9), last = std::ceil(most / step - 1e-9);
  from_ = first * step;
  to_ = last * step;
  for (double i = first; i <= last; ++i)
    ticks_.push_back({i * step, tick_label(i * step, step, std::max(-from_, to_))});
}

double ValueAxis::place(double value) const {
  return bottom_ + (value - from_) / (to_ - from_) * (top_ - bottom_);
}

}  // namespace entente::drawing

#include "entente/run_control.hpp"

#include <fmt/format.h>

#include "entente/error.hpp"

namespace entente {
namespace {

// What would end beyond the reach of the clock does not end.
constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365 * 100);

}  // namespace

RunWatch::RunWatch(const RunControl& control)
    : stop_(control.stop),
      timeout_(control.timeout < kLongest ? control.timeout : std::chrono::milliseconds(0)),
      deadline_(timeout_.count() > 0 ? Clock::now() + timeout_ : Clock::time_point::max()) {}

void RunWatch::end() const {
  if (stop_.stop_requested()) throw Error(ErrorCode::kCancelled, "the query was cancelled");
  throw Error(ErrorCode::kTimeout,
              fmt::format("the query took longer than {:g} s", std::chrono::duration<double>(timeout_).count()))
      .with_hint("ask for less, or allow it more time");
}

}  // namespace entente

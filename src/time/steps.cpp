#include "entente/time/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace entente {

Result<Duration> read_step(std::string_view text) {
  const bool is_years = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
  auto amount = read_duration(is_years ? fmt::format("P{}Y", text) : std::string(text));
  if (amount.ok()) return amount;
  Error error = amount.error();
  return error.with_hint("a step is a number of years, or a duration such as P6M");
}

Result<std::vector<Period>> steps_between(const Period& from, const Period& to, const Duration& step,
                                          std::size_t most) {
  const Instant start = from.earliest_start, end = to.latest_end;
  if (!start.is_finite() || !end.is_finite() || start >= end)
    return Error(ErrorCode::kArgument, "a series runs from a date to a later one, and both are known");
  std::vector<Period> steps;
  for (std::int64_t n = 0;; ++n) {
    const auto at = [&](std::int64_t k) {
      return add(start, Duration{step.months * k, step.days * k, step.seconds * k});
    };
    const auto begin = at(n), next = at(n + 1);
    if (!begin.ok() || !next.ok()) return begin.ok() ? next.error() : begin.error();
    if (*next <= *begin)
      return Error(ErrorCode::kArgument, fmt::format("the step {} does not lead forward", print_duration(step)));
    if (*begin >= end) return steps;
    if (steps.size() == most)
      return Error(ErrorCode::kArgument, fmt::format("more than {} slices", most)).with_hint("take longer steps");
    steps.push_back(Period::certain(*begin, std::min(*next, end)));
  }
}

}  // namespace entente

#include "entente/run_control.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <fstream>

#include <fmt/format.h>

#include "entente/error.hpp"

namespace entente {
namespace {

// What would end beyond the reach of the clock does not end.
constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365 * 100);

// Half of the least of these: the memory of the machine, what a group of processes may take of it (cgroups, version 2),
// and the address space that the process may have.
std::size_t half_of_memory() {
  std::uint64_t least =
      static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGE_SIZE));
  std::uint64_t of_group = 0;
  if (std::ifstream file("/sys/fs/cgroup/memory.max"); file >> of_group) least = std::min(least, of_group);
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    least = std::min<std::uint64_t>(least, limit.rlim_cur);
  return static_cast<std::size_t>(least / 2);
}

std::size_t memory_of(const RunControl& control) {
  static const std::size_t half = half_of_memory();
  return control.memory > 0 ? control.memory : half;
}

}  // namespace

RunWatch::RunWatch(const RunControl& control)
    : stop_(control.stop),
      timeout_(control.timeout < kLongest ? control.timeout : std::chrono::milliseconds(0)),
      deadline_(timeout_.count() > 0 ? Clock::now() + timeout_ : Clock::time_point::max()),
      memory_(memory_of(control)) {}

void RunWatch::end() const {
  if (stop_.stop_requested()) throw Error(ErrorCode::kCancelled, "the query was cancelled");
  throw Error(ErrorCode::kTimeout,
              fmt::format("the query took longer than {:g} s", std::chrono::duration<double>(timeout_).count()))
      .with_hint("ask for less, or allow it more time");
}

void RunWatch::refuse(std::size_t bytes) const {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20;
  throw Error(ErrorCode::kLimit, fmt::format("the query needs more than the {} MB of memory that it may keep",
                                             std::max<std::size_t>(memory_ / kMegabyte, 1)))
      .with_hint(fmt::format("it kept {} MB and asked for {} more bytes; ask for less at a time (LIMIT, a narrower "
                             "pattern), or allow it more (--memory, RunControl::memory)",
                             kept_ / kMegabyte, bytes));
}

}  // namespace entente

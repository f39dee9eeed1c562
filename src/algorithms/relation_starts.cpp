#include "algorithms/relation_starts.hpp"

#include <algorithm>

#include "algorithms/boarding.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

void add_start(const std::vector<Period>& stretches, std::vector<StartRange>& found) {
  const Period first = narrowed(stretches).front();
  if (first.latest_start != Instant::minus_infinity()) found.push_back({first.earliest_start, first.latest_start});
}

bool is_possible_in_turn(std::span<const StartRange> starts, std::int64_t within) {
  // The later the first begins the sooner all is over: as late as those behind it leave room for. Then each of them as
  // early as it can.
  Instant last = Instant::plus_infinity();
  for (std::size_t i = 0; i < starts.size(); ++i)
    last = std::min(last, moved(starts[i].last, -static_cast<std::int64_t>(i)));
  if (last < starts.front().first) return false;
  const Instant begin = last;
  for (std::size_t i = 1; i < starts.size(); ++i) {
    last = std::max(moved(last, 1), starts[i].first);
    if (last > starts[i].last) return false;
  }
  return seconds_between(begin, last) <= within;
}

bool is_certain_in_turn(std::span<const StartRange> starts, std::int64_t within) {
  for (std::size_t i = 1; i < starts.size(); ++i)
    if (starts[i].first <= starts[i - 1].last) return false;
  const Instant first = starts.front().first, last = starts.back().last;
  // One by itself is within any time, however vague.
  return starts.size() == 1 || (first != Instant::minus_infinity() && seconds_between(first, last) <= within);
}

}  // namespace

std::vector<StartRange> starts_of(const View& view, Edge e) {
  const TemporalGraph& graph = view.graph();
  const bool is_told_by_row = !view.rereads() && !graph.is_uncertain(e) && !graph.is_set(e);
  const std::vector<Validity> rivals = view.rivals(e);
  std::vector<StartRange> found;
  if (!rivals.empty()) {
    for (const Validity& rival : rivals) add_start(stretches_of(rival), found);
  } else if (is_told_by_row) {
    if (const Instant start = graph.start(e); start != Instant::minus_infinity()) found.push_back({start, start});
  } else if (const std::optional<Validity> told = view.validity(e)) {
    add_start(stretches_of(*told), found);
  }
  return found;
}

Truth begin_in_turn(std::span<const StartRange> starts, std::int64_t within) {
  if (!is_possible_in_turn(starts, within)) return Truth::kFalse;
  return is_certain_in_turn(starts, within) ? Truth::kTrue : Truth::kUnknown;
}

Truth begin_in_turn(std::span<const std::span<const StartRange>> starts, std::int64_t within) {
  std::vector<std::size_t> place(starts.size());
  std::vector<StartRange> chosen(starts.size());
  bool some = false, every = true;
  for (;;) {
    for (std::size_t i = 0; i < starts.size(); ++i) chosen[i] = starts[i][place[i]];
    const Truth here = begin_in_turn(chosen, within);
    some = some || here != Truth::kFalse;
    every = every && here == Truth::kTrue;
    std::size_t i = 0;
    while (i < starts.size() && ++place[i] == starts[i].size()) place[i++] = 0;
    if (i == starts.size()) break;
  }
  return detail::between(!some, every);
}

}  // namespace entente

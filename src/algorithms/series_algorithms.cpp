// Measures in one slice of time after another, as CALL has them.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "algorithms/algorithm_arguments.hpp"
#include "algorithms/algorithm_families.hpp"
#include "algorithms/measure_series.hpp"
#include "base/text.hpp"
#include "entente/error.hpp"
#include "entente/time/steps.hpp"

namespace entente {
namespace {

constexpr std::size_t kMostSlices = 10000;

const Measure& measure_argument(AlgorithmArguments& arguments) {
  const std::string wanted = arguments.text();
  if (const Measure* found = find_measure(wanted)) return *found;
  std::vector<std::string> names;
  std::string list;
  for (const Measure& m : measures()) {
    names.emplace_back(m.name);
    list += (list.empty() ? "" : ", ") + names.back();
  }
  const std::string near = nearest(wanted, names);
  throw Error(ErrorCode::kNotFound, "no measure '" + wanted + "'")
      .with_hint(near.empty() ? "there are " + list : "did you mean '" + near + "'?");
}

// `length` after the start of each step; without a length each step's own. Those that would run past the last step are
// left out.
std::vector<Period> windows_of(const std::vector<Period>& steps, const std::optional<Duration>& length) {
  if (!length) return steps;
  std::vector<Period> windows;
  for (const Period& step : steps) {
    const Instant begin = step.earliest_start;
    const Result<Instant> end = add(begin, *length);
    if (!end.ok()) throw end.error();
    if (*end < begin) throw Error(ErrorCode::kArgument, "a window must not be negative");
    if (*end > steps.back().latest_end) break;
    windows.push_back(Period::certain(begin, std::max(*end, Instant{begin.seconds + 1})));
  }
  return windows;
}

std::vector<std::vector<Value>> run_measure_series(const AlgorithmCall& call) {
  const Timeslice& within = call.view.slice();
  if (within.kind == Timeslice::Kind::kThroughout)
    throw Error(ErrorCode::kArgument, "measure_series() goes through time, and the statement asks about one moment")
        .with_hint("leave AS OF out, or measure the one slice, as CALL degree() does");
  AlgorithmArguments arguments(call, 3, 10);
  const Measure& measure = measure_argument(arguments);
  const Period from = arguments.period(), to = arguments.period();
  const Duration step = arguments.step().value_or(Duration{.months = 12});
  SeriesChoice choice;
  for (const Vertex v : arguments.vertices())
    if (std::find(choice.of.begin(), choice.of.end(), v) == choice.of.end()) choice.of.push_back(v);
  choice.top = arguments.count_or(10);
  const std::optional<Duration> window = arguments.step();
  choice.steps = arguments.steps(measure.directed ? Direction::kOut : Direction::kBoth);

  const Result<std::vector<Period>> steps = steps_between(from, to, step, kMostSlices);
  if (!steps.ok()) throw steps.error();
  std::vector<Period> windows = windows_of(*steps, window);
  if (windows.empty())
    throw Error(ErrorCode::kArgument, "the window of " + print_duration(*window) + " is longer than the series")
        .with_hint("each window lies within the series: take a shorter one, or a longer series");
  const bool instants = window && *window == Duration{};
  std::erase_if(windows, [&](const Period& w) { return w.latest_end <= within.from || w.earliest_start >= within.to; });
  for (const Period& w : windows)
    choice.slices.push_back({instants ? Timeslice::Kind::kThroughout : Timeslice::Kind::kOverlapping, w.earliest_start,
                             w.latest_end, within.reading});
  std::vector<std::vector<Value>> rows;
  for (const SeriesScore& s : measure_series(call.view, measure, choice))
    rows.push_back({Value(validity_of(windows[s.slice])), NodeRef{s.vertex}, s.score ? Value(*s.score) : Value()});
  return rows;
}

constexpr std::array kSeriesAlgorithms{
    Algorithm{
        "measure_series",
        "measure_series(measure :: STRING, from :: ANY, to :: ANY, step :: ANY = 'P1Y', of :: ANY = [], top :: "
        "INTEGER = 10, window :: ANY = null, " ENTENTE_WALK ") :: (period :: PERIOD, node :: NODE, score :: FLOAT)",
        "A measure (such as degree, betweenness, pagerank) of what held in each step of time: of the entities "
        "`of`, else of the `top` highest. `window`: how long each slice is; of 'P0D' it is the moment at which the "
        "step begins.",
        "measure_series('degree', '1970', '1970')", run_measure_series},
};

}  // namespace

std::span<const Algorithm> series_algorithms() {
  return kSeriesAlgorithms;
}

}  // namespace entente

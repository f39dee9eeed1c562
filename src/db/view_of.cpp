#include "db/view_of.hpp"

#include <memory>

#include "db/plan_cache.hpp"
#include "entente/time/date.hpp"
#include "query/execute/execute.hpp"

namespace entente {
namespace {

Timeslice slice_of(const QueryOptions& options, Instant now) {
  if (options.as_of.empty()) return Timeslice::all();
  const Result<Period> date = read_date_span(options.as_of, now);
  if (!date.ok()) throw date.error();
  return {Timeslice::Kind::kThroughout, date->earliest_start, date->latest_end, options.reading};
}

std::shared_ptr<const SourceFilter> sources_of(const TemporalGraph& graph, const QueryOptions& options,
                                               std::vector<Warning>& warnings) {
  if (options.according_to.empty()) return nullptr;
  SourceChoice choice;
  for (const std::string& source : options.according_to) choose_source(graph, source, {}, choice, warnings);
  return std::make_shared<const SourceFilter>(graph, choice);
}

}  // namespace

View view_of(const TemporalGraph& graph, const QueryOptions& options, std::vector<Warning>& warnings) {
  const Instant now = run_options(options).now;
  return {graph, slice_of(options, now), sources_of(graph, options, warnings), now};
}

ReadAt read_at_of(const View& view, const QueryOptions& options) {
  ReadAt read_at;
  read_at.transaction = view.graph().transaction();
  read_at.system_time = view.graph().system_time();
  if (view.slice().is_all()) return read_at;
  read_at.valid_time = validity_of(Period::certain(view.slice().from, view.slice().to));
  read_at.reading = options.reading;
  read_at.slice = options.as_of;
  return read_at;
}

namespace {

View at_some_time(const View& view) {
  Timeslice slice = view.slice();
  slice.kind = Timeslice::Kind::kOverlapping;
  return view.in(slice);
}

}  // namespace

WithheldCount::WithheldCount(const View& view)
    : view_(view),
      possible_(view.under(Reading::kPossible)),
      within_(at_some_time(view)),
      counts_(!view.slice().is_all() && view.slice().reading != Reading::kPossible),
      is_long_(counts_ && view.slice().to.seconds - view.slice().from.seconds > kSecondsPerDay) {}

void WithheldCount::count(std::optional<Reading> certainty) {
  if (!certainty || *certainty <= view_.slice().reading) return;
  ++withheld_.possible;
  if (*certainty == Reading::kPresumed) ++withheld_.presumed;
}

void WithheldCount::look_at_vertex(Vertex v) {
  if (!counts_) return;
  view_.poll();
  count(possible_.certainty_of_vertex(v));
  if (is_long_ && within_.admits_vertex(v) && !view_.admits_vertex(v)) ++withheld_.within;
}

void WithheldCount::look_at_edge(Edge e) {
  if (!counts_) return;
  view_.poll();
  count(possible_.certainty(e));
  if (is_long_ && within_.admits(e) && !view_.admits(e)) ++withheld_.within;
}

}  // namespace entente

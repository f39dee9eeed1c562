// Paths in time: whether one can be walked, when each of its steps is taken, and what it says.
#include <fmt/format.h>

#include "algorithms/path_finder.hpp"
#include "algorithms/path_states.hpp"
#include "entente/time/stretches.hpp"
#include "graph/statement.hpp"
#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"
#include "query/functions/path_tests.hpp"
#include "query/functions/period_sets.hpp"

namespace entente {
namespace {

Value keeps_time(const Value& value, const FunctionContext& c, PathTime time, std::string_view function) {
  const Path& path = path_argument(value, function);
  const JourneyChoice choice{.steps = {}, .time = time};
  if (keeps(c.view.under(Reading::kCertain), path, choice)) return true;
  return keeps(c.view.under(Reading::kPossible), path, choice) ? Value() : Value(false);
}

Value chronological(Arguments a, const FunctionContext& c) {
  return keeps_time(a[0], c, PathTime::kChronological, "chronological()");
}

Value continuous(Arguments a, const FunctionContext& c) {
  return keeps_time(a[0], c, PathTime::kContinuous, "continuous()");
}

// How the path is walked: as the second argument says; without one, as the words before its pattern did.
JourneyChoice manner_in(Arguments a, const FunctionContext& c, std::string_view function) {
  if (a.size() > 1) return journey_of(manner_argument(a[1], function), c.view.graph());
  const std::shared_ptr<const PathSelection>& said = path_argument(a[0], function).manner;
  const bool is_chronological = said && said->time == PathTime::kChronological;
  return is_chronological ? journey_of(*said, c.view.graph()) : JourneyChoice();
}

// With the sources alone whose word the view takes.
Attribution attribution_read(const View& view, Edge edge) {
  Attribution read = view.graph().attribution(edge);
  if (view.sources() == nullptr) return read;
  std::erase_if(read.sources, [&](const SourceRef& source) {
    return !view.sources()->reads({source}, view.graph().attribution(edge));
  });
  return read;
}

Value hops(Arguments a, const FunctionContext& c) {
  const Path& path = path_argument(a[0], "hops()");
  const std::vector<Period> times = taking_times(c.view, path, manner_in(a, c, "hops()"));
  List list;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const Edge edge = path.relationships[i].index;
    const std::optional<Validity> validity = c.view.validity(edge);
    const std::optional<Reading> certainty = c.view.certainty(edge);
    // Where it held in several stretches, in those alone.
    Value taken;
    if (times[i].is_valid()) {
      // Drawn in to what occurs, but for ends of which nothing is known.
      const bool is_bounded = times[i].latest_start.is_finite() && times[i].earliest_end.is_finite();
      taken = period_value(is_bounded ? narrowed(std::vector{times[i]}).front() : times[i]);
    }
    if (times[i].is_valid() && validity && validity->is_set())
      taken = value_of_stretches(shared_stretches(stretches_of(*validity), std::vector{times[i]}));
    list.push_back(Map{{"from", path.nodes[i]},
                       {"to", path.nodes[i + 1]},
                       {"relationship", path.relationships[i]},
                       {"valid", validity ? Value(*validity) : period_value(Period::always())},
                       {"taken", std::move(taken)},
                       {"certainty", certainty ? Value(name(*certainty)) : Value()},
                       {"sources", source_values(attribution_read(c.view, edge))}});
  }
  return list;
}

// Where it is certain; else, or where there is no relation, null.
std::optional<EndsOfWalk> certain_ends(Arguments a, const FunctionContext& c, std::string_view function) {
  return ends_of_walk(c.view.under(Reading::kCertain), path_argument(a[0], function), manner_in(a, c, function));
}

Value departure(Arguments a, const FunctionContext& c) {
  const std::optional<EndsOfWalk> ends = certain_ends(a, c, "departure()");
  return ends && ends->departure != Instant::minus_infinity() ? Value(ends->departure) : Value();
}

Value arrival(Arguments a, const FunctionContext& c) {
  const std::optional<EndsOfWalk> ends = certain_ends(a, c, "arrival()");
  return ends && ends->arrival != Instant::plus_infinity() ? Value(ends->arrival) : Value();
}

// [Source, locator; Source, locator]
std::string cited(const View& view, Edge edge) {
  const TemporalGraph& graph = view.graph();
  std::string text;
  for (const SourceRef& source : attribution_read(view, edge).sources) {
    const std::optional<Vertex> entity = graph.find(source.source);
    text += text.empty() ? "" : "; ";
    text += entity ? display_name(graph, *entity) : source.source;
    if (!source.locator.empty()) text += ", " + source.locator;
  }
  return text.empty() ? text : " [" + text + "]";
}

Value cite(Arguments a, const FunctionContext& c) {
  std::vector<RelationshipRef> relationships;
  if (a[0].is_path()) {
    relationships = a[0].path().relationships;
  } else if (a[0].is_relationship()) {
    relationships.push_back(a[0].relationship());
  } else if (a[0].is_list()) {
    for (const Value& part : a[0].list()) {
      if (!part.is_relationship()) throw_type("cite()", "a path, relationship or list of relationships", part);
      relationships.push_back(part.relationship());
    }
  } else {
    throw_type("cite()", "a path, relationship or list of relationships", a[0]);
  }
  const TemporalGraph& graph = c.view.graph();
  std::string text;
  for (const RelationshipRef r : relationships) {
    const std::optional<Validity> validity = c.view.validity(r.index);
    text += fmt::format("{}{}{}{}{}.", text.empty() ? "" : " ", statement(graph, r.index), validity ? " " : "",
                        validity ? text_of(*validity) : "", cited(c.view, r.index));
  }
  return text;
}

constexpr Function kPathFunctions[] = {
    {"arrival", "arrival(path [, manner])",
     "by when it surely has arrived, walked in order of time; null where that is not certain. How it is walked is what "
     "stands before its pattern, or `manner`: a time of travel, or {travel, travel_by, within, strictly}",
     "MATCH p = ({name: 'Raymond Poincaré'})-[:MET]-() RETURN arrival(p)", "1914-07-20", 1, 2, true, arrival,
     takes(Kind::kPath).gives(Kind::kInstant)},
    {"chronological", "chronological(path)",
     "whether its relationships can be taken one after the other, each while it holds; null where that depends on "
     "uncertain dates",
     "MATCH p = ({name: 'Raymond Poincaré'})-[:MET]-()-[:MET]-({name: 'Edward VII'}) RETURN chronological(p)", "false",
     1, 1, true, chronological, takes(Kind::kPath).gives(Kind::kBoolean)},
    {"cite", "cite(path, relationship or list)",
     "what its relationships say, as a paragraph with their times and sources",
     "MATCH ({name: 'Entente Cordiale'})-[r:BINDS]->({name: 'France'}) RETURN cite(r)",
     "Entente Cordiale binds France since 8 April 1904, end unknown [Entente Cordiale, Article 1].", 1, 1, true, cite,
     takes(Kind::kPath, Kind::kRelationship, Kind::kList).gives(Kind::kString)},
    {"continuous", "continuous(path)",
     "whether all of its relationships hold at one time; null where that depends on uncertain dates",
     "MATCH p = ({name: 'Raymond Poincaré'})-[:MET]-()-[:MET]-({name: 'Edward VII'}) RETURN continuous(p)", "false", 1,
     1, true, continuous, takes(Kind::kPath).gives(Kind::kBoolean)},
    {"departure", "departure(path [, manner])",
     "the last moment at which its first relationship can be taken so that all others can, in order of time; null "
     "where that is not certain",
     "MATCH p = ({name: 'Raymond Poincaré'})-[:MET]-() RETURN departure(p)", "1914-07-23T23:59:59Z", 1, 2, true,
     departure, takes(Kind::kPath).gives(Kind::kInstant)},
    {"hops", "hops(path [, manner])",
     "its steps, each as {from, relationship, to, valid, taken, certainty, sources}; taken is when it can be taken if "
     "the path is walked in order of time",
     "MATCH p = ({name: 'Raymond Poincaré'})-[:MET]-() RETURN [h IN hops(p) | h.taken.text]",
     "[from 20 to 23 July 1914]", 1, 2, true, hops, takes(Kind::kPath).gives(Kind::kList)},
};

}  // namespace

std::span<const Function> path_functions() {
  return kPathFunctions;
}

namespace {

// Whether the path of a pattern keeps what was said before it, under the reading of this number; negative: that of the
// view.
Value keeps_said_time(Arguments a, const FunctionContext& c) {
  if (!a[0].is_path()) return false;
  const std::int64_t reading = a[1].integer();
  return keeps(reading < 0 ? c.view : c.view.under(static_cast<Reading>(reading)), a[0].path(),
               journey_of(*a[0].path().manner, c.view.graph()));
}

// Does no entity come twice; `may_close`: but as first and last.
bool passes_none_twice(const Path& path, bool may_close) {
  std::vector<NodeRef> passed = path.nodes;
  if (may_close && passed.size() > 1 && passed.front() == passed.back()) passed.pop_back();
  std::sort(passed.begin(), passed.end());
  return std::adjacent_find(passed.begin(), passed.end()) == passed.end();
}
Value is_acyclic(Arguments a, const FunctionContext&) {
  return a[0].is_path() && passes_none_twice(a[0].path(), false);
}
Value is_simple(Arguments a, const FunctionContext&) {
  return a[0].is_path() && passes_none_twice(a[0].path(), true);
}

constexpr Function kKeepsTime = {"keeps time", "", "", "", "", 2, 2, true, keeps_said_time};
constexpr Function kIsAcyclic = {"is acyclic", "", "", "", "", 1, 1, true, is_acyclic};
constexpr Function kIsSimple = {"is simple", "", "", "", "", 1, 1, true, is_simple};

}  // namespace

bool takes_manner(const Function& function) {
  return function.name == "arrival" || function.name == "departure" || function.name == "hops";
}

namespace {

std::int64_t time_in_manner(const Value& time, std::string_view key, std::string_view function) {
  if (!time.is_string()) throw_type(function, fmt::format("a duration as `{}`", key), time);
  const Result<Duration> amount = read_duration(time.string());
  const Result<std::int64_t> seconds = amount.ok() ? seconds_of(*amount) : Result<std::int64_t>(amount.error());
  if (seconds.ok()) return *seconds;
  throw Error(ErrorCode::kArgument,
              fmt::format("`{}` of {}, '{}': {}", key, function, time.string(), seconds.error().message))
      .with_hint("write it as 'P3D', 'PT2H30M'");
}

}  // namespace

PathSelection manner_argument(const Value& value, std::string_view function) {
  PathSelection manner;
  manner.time = PathTime::kChronological;
  if (value.is_string()) {
    manner.travel = time_in_manner(value, "travel", function);
    return manner;
  }
  if (!value.is_map()) throw_type(function, "a duration, or a map of `travel`, `within` and the like", value);
  bool has_travel = false;
  for (const auto& [key, said] : value.map()) {
    if (said.is_null()) continue;
    if (key == "travel" || key == "travel_by") {
      if (std::exchange(has_travel, true)) throw_argument(fmt::format("{} takes `travel` or `travel_by`", function));
    }
    if (key == "travel" && said.is_map()) {
      for (const auto& [type, time] : said.map())
        manner.travel_by_type.emplace_back(type, time_in_manner(time, type, function));
    } else if (key == "travel") {
      manner.travel = time_in_manner(said, key, function);
    } else if (key == "travel_by") {
      manner.travel_key = string_argument(said, function);
    } else if (key == "within") {
      manner.within = time_in_manner(said, key, function);
    } else if (key == "strictly") {
      if (!said.is_boolean()) throw_type(function, "true or false as `strictly`", said);
      manner.strict = said.boolean();
    } else {
      throw_argument(fmt::format("{} knows `travel`, `travel_by`, `within` and `strictly`, not `{}`", function, key));
    }
  }
  return manner;
}

bool is_test_of_times(const Function& function) {
  return &function == &kKeepsTime;
}

std::vector<PathTest> path_tests(const PathSelection& s) {
  std::vector<PathTest> tests;
  if (s.time != PathTime::kAny) {
    const std::int64_t reading = s.reading ? static_cast<std::int64_t>(*s.reading) : -1;
    tests.push_back({&kKeepsTime, {reading}});
  }
  if (s.mode == PathMode::kSimple) tests.push_back({&kIsSimple, {}});
  if (s.mode == PathMode::kAcyclic) tests.push_back({&kIsAcyclic, {}});
  return tests;
}

}  // namespace entente

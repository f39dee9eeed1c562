#include "algorithms/path_finder.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "algorithms/shortest_path.hpp"
#include "entente/error.hpp"
#include "entente/graph/named_types.hpp"

namespace entente {
namespace {

// The better, the less.
std::int64_t value_of(const JourneyState& state, PathGoal goal) {
  switch (goal) {
    case PathGoal::kNone:
    case PathGoal::kFewestRelations:
      return 0;
    case PathGoal::kEarliestArrival:
      return state.arrival().seconds;
    case PathGoal::kLatestDeparture:
      return reflected(state.leave_by).seconds;
    case PathGoal::kShortestDuration:
      return state.time_taken();
  }
  return 0;
}

// Keeps a choice of trails to what is not worse than `value`.
void require_value(PathGoal goal, std::int64_t value, Instant& arrive_by, Instant& leave_from,
                   std::int64_t& max_duration) {
  if (goal == PathGoal::kEarliestArrival) arrive_by = {value};
  if (goal == PathGoal::kLatestDeparture) leave_from = reflected({value});
  if (goal == PathGoal::kShortestDuration) max_duration = value;
}

// Whether labels at entities can't tell: a way that is worse up to there may be the one that goes on.
bool is_told_by_whole_paths(const PathSelection& selection) {
  return selection.time == PathTime::kRelated || selection.within.has_value();
}

}  // namespace

bool reaches_all_ends(const PathSelection& selection, std::uint64_t min_length) {
  if (selection.goal == PathGoal::kNone) return true;
  return selection.time != PathTime::kAny && !is_told_by_whole_paths(selection) &&
         selection.count == PathCount::kSome && selection.k == 1 && min_length <= 1;
}

PathFinder::PathFinder(const View& view, PathFinderChoice choice) : view_(view), choice_(std::move(choice)) {
  if (choice_.selection.reading) read_ = view.under(*choice_.selection.reading);
}

namespace {

// Of a type below two that are named the nearer one tells, which has fewer below it. Throws kArgument where two names
// mean one type.
TravelTimes travel_times(const PathSelection& selection, const TemporalGraph& graph) {
  if (!selection.travel_key.empty()) {
    const std::optional<SymbolId> key = graph.symbol(selection.travel_key);
    return key ? TravelTimes::by_property(*key) : TravelTimes();
  }
  if (selection.travel_by_type.empty()) return selection.travel;
  struct Named {
    std::string type;
    std::size_t below;
    std::int64_t travel;
  };
  std::vector<Named> named;
  for (const auto& said : selection.travel_by_type) {
    NamedTypes::each_meant(graph, said.first, [&](std::string_view type, Direction) {
      if (std::any_of(named.begin(), named.end(), [&](const Named& n) { return n.type == type; }))
        throw Error(ErrorCode::kArgument, "the time of travel by `" + std::string(type) + "` is said twice");
      named.push_back({std::string(type), graph.ontology().subrelations(type).size(), said.second});
    });
  }
  std::stable_sort(named.begin(), named.end(), [](const Named& a, const Named& b) { return a.below > b.below; });
  std::vector<std::int64_t> times(graph.symbol_count(), 0);
  for (const Named& n : named)
    for (const SymbolId type : graph.subrelations(n.type)) times[type.value] = n.travel;
  return TravelTimes::by_type(std::move(times));
}

}  // namespace

JourneyChoice journey_of(const PathSelection& selection, const TemporalGraph& graph) {
  JourneyChoice journey;
  journey.time = selection.time;
  journey.travel = travel_times(selection, graph);
  journey.strict = selection.strict;
  journey.within = selection.within;
  journey.each = selection.each;
  return journey;
}

JourneyChoice journey_of(const PathFinderChoice& choice, const TemporalGraph& graph) {
  JourneyChoice journey = journey_of(choice.selection, graph);
  journey.steps = choice.steps;
  journey.max_length = choice.max_length;
  journey.allowed = choice.allowed;
  return journey;
}

TrailChoice PathFinder::trails() const {
  TrailChoice trails;
  trails.journey = journey_of(choice_, view().graph());
  trails.mode = choice_.selection.mode;
  trails.min_length = choice_.min_length;
  trails.max_length = choice_.max_length;
  if (trails.mode == PathMode::kWalk && trails.max_length == kUnbounded) trails.max_length = longest_walk();
  trails.by_length = choice_.selection.goal != PathGoal::kNone;
  return trails;
}

// The k-th shortest walk passes no more entities than that, if there are so many: what goes round once can go round
// again.
std::uint32_t PathFinder::longest_walk() const {
  const std::uint64_t entities = view().graph().vertex_count();
  const std::uint64_t walks = std::min<std::uint64_t>(choice_.selection.k, kUnbounded);
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(choice_.min_length + (walks + 1) * (entities + 1), kUnbounded));
}

void PathFinder::start(Vertex from, std::optional<Vertex> to) {
  found_.clear();
  trails_.reset();
  from_.reset();
  if (to) {
    start_between(from, *to);
  } else if (choice_.selection.goal == PathGoal::kNone) {
    list_trails(from, std::nullopt, trails());
  } else {
    if (!journeys_) journeys_.emplace(view(), journey_of(choice_, view().graph()), choice_.selection.goal);
    journeys_->run(from);
    from_ = from;
    next_end_ = 0;
  }
}

void PathFinder::start_between(Vertex from, Vertex to) {
  const PathSelection& s = choice_.selection;
  if (s.goal == PathGoal::kNone) return list_trails(from, to, trails());
  // The best path between two entities passes none twice; one back to its start, or with a least length, may have to.
  const bool is_plain = from != to && choice_.min_length <= 1 && !is_told_by_whole_paths(s);
  const bool is_one_length = s.goal == PathGoal::kFewestRelations && s.count != PathCount::kGroups && s.k == 1;
  if (from == to && choice_.min_length == 0 && (is_single() || is_one_length)) {
    if (view().admits_vertex(from)) found_.push_back(Path{{NodeRef{from}}, {}});
    return;
  }
  if (from == to && choice_.min_length <= 1 && is_one_length && s.time == PathTime::kAny &&
      (s.mode == PathMode::kTrail || s.mode == PathMode::kSimple)) {
    std::optional<Path> cycle = shortest_cycle(view(), from, {choice_.steps, choice_.max_length, choice_.allowed});
    if (!cycle) return;
    if (is_single()) {
      found_.push_back(std::move(*cycle));
      return;
    }
    TrailChoice as_short = trails();
    as_short.min_length = as_short.max_length = static_cast<std::uint32_t>(cycle->relationships.size());
    return list_trails(from, to, std::move(as_short));
  }
  if (is_plain && s.time == PathTime::kAny && is_one_length) {
    const PathChoice shortest{choice_.steps, choice_.max_length, choice_.allowed};
    if (s.count == PathCount::kAll) {
      found_ = all_shortest_paths(view(), from, to, shortest);
      std::reverse(found_.begin(), found_.end());
      return;
    }
    std::optional<Path> path =
        choice_.by_boost ? shortest_path_boost(view(), from, to, shortest) : shortest_path(view(), from, to, shortest);
    if (path) found_.push_back(std::move(*path));
    return;
  }
  const bool is_round = from == to && choice_.min_length <= 1 && is_single() && s.time != PathTime::kAny &&
                        !is_told_by_whole_paths(s) && (s.mode == PathMode::kTrail || s.mode == PathMode::kSimple);
  if (is_round) {
    if (!rounds_) rounds_.emplace(view(), journey_of(choice_, view().graph()), s.goal);
    rounds_->run_round(from);
    if (const auto best = rounds_->best_return()) found_.push_back(rounds_->path(*best));
    return;
  }
  // What is passed twice on a walk can be left out: without a path there is no walk, and looking for one would not end.
  if (s.mode == PathMode::kWalk && from != to && s.time != PathTime::kAny && !is_told_by_whole_paths(s)) {
    if (!journeys_) journeys_.emplace(view(), journey_of(choice_, view().graph()), s.goal);
    journeys_->run(from, to);
    if (!journeys_->best(to)) return;
  }
  const bool is_by_length = s.goal == PathGoal::kFewestRelations;
  if (is_by_length && !(is_plain && is_single())) return list_trails(from, to, trails());
  if (!is_plain || s.count == PathCount::kGroups || s.k > 1) return rank_trails(from, to);
  if (!journeys_) journeys_.emplace(view(), journey_of(choice_, view().graph()), s.goal);
  journeys_->run(from, to);
  const std::optional<JourneySearch::Found> best = journeys_->best(to);
  if (!best) return;
  if (is_single()) {
    found_.push_back(journeys_->path(*best));
    return;
  }
  TrailChoice as_good = trails();
  require_value(s.goal, value_of(journeys_->state(*best), s.goal), as_good.arrive_by, as_good.leave_from,
                as_good.max_duration);
  list_trails(from, to, std::move(as_good));
}

void PathFinder::list_trails(Vertex from, std::optional<Vertex> to, TrailChoice choice) {
  const PathSelection& s = choice_.selection;
  const bool is_limited =
      s.goal != PathGoal::kNone && (s.count != PathCount::kAll || s.goal == PathGoal::kFewestRelations);
  left_ = !is_limited ? std::numeric_limits<std::uint64_t>::max() : s.count == PathCount::kAll ? 1 : s.k;
  group_.reset();
  trails_.emplace(view(), from, to, std::move(choice));
}

// Looks at every path, keeping the best.
void PathFinder::rank_trails(Vertex from, Vertex to) {
  const PathSelection& s = choice_.selection;
  struct Candidate {
    std::int64_t value;
    Path path;
  };
  std::vector<Candidate> best;  // the best first; of equals in the order in which they were found, the shortest first
  MemoryCharge kept(view().watch());
  TrailSearch search(view(), from, to, trails());
  while (std::optional<Path> path = search.next()) {
    std::int64_t value = value_of(search.state(), s.goal);
    for (const JourneyState& state : search.states()) value = std::min(value, value_of(state, s.goal));
    const auto after = [](std::int64_t v, const Candidate& c) { return v < c.value; };
    best.insert(std::upper_bound(best.begin(), best.end(), value, after), {value, std::move(*path)});
    std::size_t wanted = 0;
    std::uint64_t counted = 0;
    for (; wanted < best.size(); ++wanted) {
      const bool is_new = s.count == PathCount::kSome || wanted == 0 || best[wanted].value != best[wanted - 1].value;
      if (is_new && counted == (s.count == PathCount::kAll ? 1 : s.k)) break;
      if (is_new) ++counted;
    }
    best.resize(wanted);
    std::size_t bytes = 0;
    for (const Candidate& c : best)
      bytes += sizeof(Candidate) + c.path.nodes.size() * (sizeof(NodeRef) + sizeof(RelationshipRef));
    kept.release();
    kept.add(bytes);
    if (counted < (s.count == PathCount::kAll ? 1 : s.k)) continue;
    Instant arrive_by = Instant::plus_infinity(), leave_from = Instant::minus_infinity();
    std::int64_t max_duration = std::numeric_limits<std::int64_t>::max();
    require_value(s.goal, best.back().value, arrive_by, leave_from, max_duration);
    search.require(arrive_by, leave_from, max_duration);
  }
  for (auto c = best.rbegin(); c != best.rend(); ++c) found_.push_back(std::move(c->path));
}

std::optional<Path> PathFinder::next() {
  for (;;) {
    if (!found_.empty()) {
      Path path = std::move(found_.back());
      found_.pop_back();
      return path;
    }
    if (trails_) {
      if (std::optional<Path> path = next_trail()) return path;
      trails_.reset();
    }
    if (!from_) return std::nullopt;
    if (next_end_ == journeys_->reached().size()) return std::nullopt;
    const Vertex end = journeys_->reached()[next_end_++];
    if (end == *from_) {
      start_between(end, end);
    } else {
      return journeys_->path(*journeys_->best(end));
    }
  }
}

std::optional<Path> PathFinder::next_trail() {
  std::optional<Path> path = trails_->next();
  if (!path) return std::nullopt;
  const PathSelection& s = choice_.selection;
  if (s.goal == PathGoal::kNone) return path;
  const std::size_t length = path->relationships.size();
  const bool is_counted = s.count == PathCount::kSome || !group_ || *group_ != length;
  if (is_counted && left_-- == 0) return std::nullopt;
  group_ = length;
  return path;
}

}  // namespace entente

#include "query/execute/path_absence.hpp"

#include <fmt/format.h>

#include <utility>

#include "entente/time/date.hpp"
#include "graph/statement.hpp"

namespace entente {
namespace {

// A question for some path, and its answer.
struct PathQuestion {
  View view;
  PathFinderChoice choice;
  Vertex from;
  std::optional<Vertex> to;  // absent: anywhere

  std::optional<std::uint32_t> length() const {
    PathFinderChoice one = choice;
    one.selection.goal = to ? PathGoal::kFewestRelations : PathGoal::kNone;  // any path shows that there is one
    one.selection.count = PathCount::kSome;
    one.selection.k = 1;
    one.selection.reading.reset();
    PathFinder search(view, one);
    search.start(from, to);
    const std::optional<Path> path = search.next();
    return path ? std::optional(static_cast<std::uint32_t>(path->relationships.size())) : std::nullopt;
  }
  // Of the question as `change` makes it.
  template <class Change>
  std::optional<std::uint32_t> length_without(const Change& change) const {
    PathQuestion other = *this;
    change(other);
    return other.length();
  }
};

std::string relationships(std::uint32_t count) {
  return fmt::format("{} relationship{}", count, count == 1 ? "" : "s");
}

// How far one comes.
std::string reach_of(const PathQuestion& asked) {
  // Of chains by Allen's relations and of waits it is how far relations lead without them.
  JourneyChoice journey = journey_of(asked.choice, asked.view.graph());
  if (journey.time == PathTime::kRelated) journey.time = PathTime::kAny;
  JourneySearch search(asked.view, std::move(journey), PathGoal::kEarliestArrival);
  search.run(asked.from);
  const std::size_t reached = search.reached().empty() ? 0 : search.reached().size() - 1;
  if (reached == 0) return "none leads away from there";
  std::string text =
      fmt::format("{} other {} be reached from there{}", reached, reached == 1 ? "entity can" : "entities can",
                  asked.choice.selection.within ? " by waiting as long as it takes" : "");
  if (asked.choice.selection.time != PathTime::kChronological) return text;
  std::optional<JourneySearch::Found> last;
  for (const Vertex v : search.reached()) {
    const JourneySearch::Found f = *search.best(v);
    if (v != asked.from && (!last || search.state(*last).arrival() < search.state(f).arrival())) last = f;
  }
  const Instant by = within_dates(search.state(*last).arrival());
  if (!by.is_finite()) return text;
  return text +
         fmt::format(", the last, {}, by {}", display_name(asked.view.graph(), search.end(*last)), print_point(by));
}

// The words that limit how relationships follow one another.
std::optional<std::string> missing_limit(const PathQuestion& asked) {
  const PathSelection& s = asked.choice.selection;
  if (s.within) {
    if (const auto n = asked.length_without([](PathQuestion& q) { q.choice.selection.within.reset(); }))
      return fmt::format("without WITHIN there is a path of {}", relationships(*n));
  }
  if (s.takes_time()) {
    const auto in_no_time = [](PathQuestion& q) {
      q.choice.selection.travel = 0;
      q.choice.selection.travel_by_type.clear();
      q.choice.selection.travel_key.clear();
    };
    if (const auto n = asked.length_without(in_no_time))
      return fmt::format("if no relationship took any time (TRAVEL) there would be a path of {}", relationships(*n));
  }
  if (s.strict) {
    if (const auto n = asked.length_without([](PathQuestion& q) { q.choice.selection.strict = false; }))
      return fmt::format("without STRICTLY there is a path of {}", relationships(*n));
  }
  return std::nullopt;
}

// The words of a pattern one by one: what there is without one of them alone.
std::string missing(const PathQuestion& asked) {
  const auto without = [&](const auto& change) { return asked.length_without(change); };
  const PathSelection& s = asked.choice.selection;
  const bool is_timed = s.time != PathTime::kAny;
  if (std::optional<std::string> limit = missing_limit(asked)) return std::move(*limit);
  if (asked.choice.min_length > 1) {
    if (const auto n = without([](PathQuestion& q) { q.choice.min_length = 1; }))
      return fmt::format("a shorter one has {}", relationships(*n));
  }
  if (is_timed) {
    for (const Reading reading : {Reading::kPresumed, Reading::kPossible}) {
      if (asked.view.slice().reading >= reading) continue;
      if (const auto n = without([&](PathQuestion& q) { q.view = q.view.under(reading); }))
        return fmt::format("dates that are not certain allow a path of {}: {} before the pattern finds it",
                           relationships(*n), reading == Reading::kPossible ? "POSSIBLY" : "PRESUMABLY");
    }
  }
  if (is_timed) {
    if (asked.to && s.time == PathTime::kChronological) {
      if (const auto n = without([&](PathQuestion& q) {
            q.from = *asked.to;
            q.to = asked.from;
          }))
        return fmt::format("the other way, from the second to the first, there is a path of {}", relationships(*n));
    }
    if (s.time != PathTime::kChronological) {
      const auto in_order = [](PathQuestion& q) {
        q.choice.selection.time = PathTime::kChronological;
        q.choice.selection.each = 0;
        q.choice.selection.within.reset();
      };
      if (const auto n = without(in_order))
        return fmt::format("in order of time, CHRONOLOGICAL, there is a path of {}", relationships(*n));
    }
    if (const auto n = without([](PathQuestion& q) { q.choice.selection.time = PathTime::kAny; }))
      return fmt::format("in any order of time there is a path of {}", relationships(*n));
  }
  if (asked.choice.max_length != kUnbounded && s.mode != PathMode::kWalk) {
    if (const auto n = without([](PathQuestion& q) { q.choice.max_length = kUnbounded; }))
      return fmt::format("a longer one has {}", relationships(*n));
  }
  if (!asked.view.slice().is_all()) {
    if (const auto n =
            without([](PathQuestion& q) { q.view = q.view.in(Timeslice::all().under(q.view.slice().reading)); }))
      return fmt::format("over all of time there is a path of {}", relationships(*n));
  }
  if (asked.view.sources() != nullptr) {
    if (const auto n =
            without([](PathQuestion& q) { q.view = View(q.view.graph(), q.view.slice(), nullptr, q.view.now()); }))
      return fmt::format("by the word of all sources there is a path of {}", relationships(*n));
  }
  if (asked.choice.steps.direction != Direction::kBoth) {
    if (const auto n = without([](PathQuestion& q) { q.choice.steps.direction = Direction::kBoth; }))
      return fmt::format("without regard to the arrows there is a path of {}", relationships(*n));
  }
  if (!asked.choice.steps.any_type) {
    if (const auto n = without([](PathQuestion& q) {
          q.choice.steps.any_type = true;
          q.choice.steps.through_apparatus = false;
          q.choice.steps.types.clear();
          q.choice.steps.ways.clear();
        }))
      return fmt::format("by relationships of any type there is a path of {}", relationships(*n));
  }
  return "leaving out any one word of the pattern does not help";
}

}  // namespace

Warning why_no_path(const View& view, const PathFinderChoice& choice, Vertex from, std::optional<Vertex> to,
                    SourceSpan place) {
  const PathSelection& s = choice.selection;
  const PathQuestion asked{s.reading ? view.under(*s.reading) : view, choice, from, to};
  constexpr const char* kTimes[] = {"", " in order of time", " whose relationships hold at one time",
                                    " whose relationships stand in that relation"};
  const bool is_sure = s.time != PathTime::kAny && asked.view.slice().reading == Reading::kCertain;
  const std::string ends =
      to ? fmt::format("leads from {} to {}", display_name(view.graph(), from), display_name(view.graph(), *to))
         : fmt::format("leads away from {}", display_name(view.graph(), from));
  std::string message = fmt::format("no such path {}{}{}; {}", ends, kTimes[static_cast<int>(s.time)],
                                    is_sure ? " for certain" : "", reach_of(asked));
  return {std::move(message), place, missing(asked)};
}

}  // namespace entente

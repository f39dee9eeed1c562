// Order that is stated without dates: "A before B", "ten weeks after", "within three weeks before", "between these
// two".
//
// Each statement bounds differences between starts and ends of events; together with the dates that are stated they
// make a network of difference bounds (a simple temporal network). Tightening finds the narrowest four bounds of every
// event that all of it allows:
//
//   stated       A ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤          "B ten weeks after A", B before C
//                B ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
//                C                       ├──┤
//   tightened    A ├╌╌╌╌╌╌╌╌╌╌╌┤
//                B         ├╌╌╌╌╌╌╌╌╌╌╌╌╌┤
//
// Source: R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", Artificial Intelligence 49, 1991.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/time/period.hpp"

namespace entente {

// An event of a StatedOrder, as add_event returned it.
struct Event {
  std::size_t index = 0;
  friend constexpr auto operator<=>(const Event&, const Event&) = default;
};

// The start or the end of an event.
struct EventBound {
  enum class Side : std::uint8_t { kStart, kEnd };

  Event event;
  Side side = Side::kStart;
  friend constexpr bool operator==(const EventBound&, const EventBound&) = default;
};
constexpr EventBound start_of(Event event) {
  return {event, EventBound::Side::kStart};
}
constexpr EventBound end_of(Event event) {
  return {event, EventBound::Side::kEnd};
}

// The distance minimum ≤ to − from ≤ maximum, in seconds; a side without a number is open. Negative distances run
// backwards. Two bounds at the same infinity are 0 apart; an infinite bound lies beyond any distance from a finite one.
struct Distance {
  EventBound from, to;
  std::optional<std::int64_t> minimum, maximum;
};
using Distances = std::vector<Distance>;

// The common phrases as distances. Those with a minimum and a maximum take seconds, either of which may be left open.
namespace stated {

using Amount = std::optional<std::int64_t>;

Distances before(Event a, Event b);                        // a ended when b started, or earlier
Distances meets(Event a, Event b);                         // b started when a ended
Distances overlaps(Event a, Event b);                      // they share an instant
Distances during(Event a, Event b);                        // a lies within b; both may start or end together
Distances contains(Event a, Event b);                      // b lies within a
Distances same_start(Event a, Event b);                    // started together
Distances same_end(Event a, Event b);                      // ended together
Distances equals(Event a, Event b);                        // started and ended together
Distances between(Event a, Event b, Event c);              // after b and before c
Distances lasts(Event a, Amount minimum, Amount maximum);  // from its start to its end

// a started so long after b started ("ten weeks after": both amounts ten weeks; "within three weeks": 0 and three).
Distances starts_after(Event a, Event b, Amount minimum, Amount maximum);
// a started so long before b started.
Distances starts_before(Event a, Event b, Amount minimum, Amount maximum);
// a started so long after b ended.
Distances follows(Event a, Event b, Amount minimum, Amount maximum);

}  // namespace stated

// What can't all be true: statements by their number, and events whose stated periods take part. Minimal: without any
// one of them the others are consistent.
struct Contradiction {
  std::vector<std::size_t> statements;
  std::vector<Event> periods;
};

// Either the tightened period of each event, in order of their index, or the reason why there is none.
struct Tightening {
  std::vector<Period> periods;
  std::optional<Contradiction> contradiction;

  bool is_consistent() const { return !contradiction; }
};

class StatedOrder {
 public:
  // An event of which nothing is known.
  static constexpr Period undated() {
    return {Instant::minus_infinity(), Instant::plus_infinity(), Instant::minus_infinity(), Instant::plus_infinity()};
  }

  // The name is for find() and describe(); of two events of one name the first is found. A stated period without any
  // choice is a contradiction by itself.
  Event add_event(std::string name, const Period& stated = undated());
  std::optional<Event> find(std::string_view name) const;

  // Returns the statement's number, counting from 0. The label says it in words. Requires events of this order.
  std::size_t add_statement(std::string label, Distances distances);

  std::size_t event_count() const { return events_.size(); }
  std::size_t statement_count() const { return statements_.size(); }
  std::string_view name(Event event) const { return events_.at(event.index).name; }
  std::string_view label(std::size_t statement) const { return statements_.at(statement).label; }
  // As it was given: tightening changes nothing here.
  const Period& stated(Event event) const { return events_.at(event.index).stated; }

  // The four bounds of each event that the statements, the stated periods and start < end leave. They are exact: each
  // finite bound occurs in a choice of all bounds that keeps everything stated, and nothing outside of them does. An
  // infinite bound either occurs or is approached without end. A bound that passes the range of Instant is widened to
  // what Instant can hold. For n events with s distances: memory O(n + s), time O(n · s) at worst, in practice close to
  // linear. A contradiction of k members costs k + 1 more runs over its members alone.
  //
  // Statements only ever narrow, so a result stays a valid start when statements are added: the tightened periods as
  // stated ones lead to the same bounds in less time (but then stand for what they rest on in a contradiction).
  Tightening tighten() const;

  // In words: "these can't all be true:" and a line for each member.
  std::string describe(const Contradiction& contradiction) const;

 private:
  struct NamedEvent {
    std::string name;
    Period stated;
  };
  struct Statement {
    std::string label;
    Distances distances;
  };

  // What can take part in a contradiction: statement i is claim i, the stated period of event e claim
  // statement_count() + e. Null: these claims are consistent.
  std::optional<std::vector<std::size_t>> conflict_among(const std::vector<std::size_t>& claims) const;
  std::vector<std::size_t> minimal_conflict(std::vector<std::size_t> claims) const;

  std::vector<NamedEvent> events_;
  std::vector<Statement> statements_;
  std::unordered_map<std::string, Event> by_name_;
};

}  // namespace entente

// What stands on a timeline: which entities have a line of their own, which events are knots between them, and what
// lasts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/time/period.hpp"
#include "formats/drawing/scene.hpp"

namespace entente::drawing {

struct Lifeline {
  std::string name, tooltip, group;
  Look look;
  std::vector<Period> life;  // stated validity, stretch by stretch
  Mark mark;
};

// Something that has a time. `joined` are the lifelines (by place in the list) that take part in it.
struct Happening {
  // What is known of how long it took: a membership lasts however short it was, a meeting doesn't.
  enum class Kind { kUnknown, kState, kEvent };

  std::string name, date, tooltip, group;
  Look look;
  std::string ink;  // a strong colour, for dots and outlines; empty: a darker one of the look's
  Period period;
  Mark mark;
  std::vector<std::size_t> joined;
  Kind kind = Kind::kUnknown;
  bool is_knot = false;                // an event that joins somebody; else a bar of its own
  std::optional<std::size_t> told_by;  // the event, by place in the list, that tells the same where it is a knot
};

struct TimelineFacts {
  std::vector<Lifeline> lifelines;    // in order of group, then of the first thing that they take part in
  std::vector<Happening> happenings;  // in order of time
  std::size_t undated = 0;            // entities that are named nowhere, having no date
  std::size_t undated_relations = 0;  // that are left out, having no date, and joining nobody to what has one
  std::size_t beyond = 0;             // that are left out, as only an unknown end may reach into the window
  bool has_named_groups = false;      // groups of lifelines are clusters, not types
  Instant from, to;                   // that the axis must show
  bool is_dated = true;               // something here has a date; else there is nothing for an axis to show
  Instant presumed_until = Instant::minus_infinity();  // how far the slice reaches in which something is presumed
};

TimelineFacts timeline_facts(const Table& table, const Selection& selection, const Scene& scene,
                             const DrawOptions& options);

}  // namespace entente::drawing

// What stands on a timeline: which entities have a line of their own, which events are knots between them, and what
// lasts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/time/period.hpp"
#include "formats/drawing/scene.hpp"

namespace entente::drawing {

struct Lifeline {
  std::string name, tooltip, group;
  Look look;
  std::optional<Period> life;  // stated validity
  Mark mark;
};

// Something that has a time. `joined` are the lifelines (by place in the list) that take part in it.
struct Happening {
  std::string name, date, tooltip, group;
  Look look;
  Period period;
  Mark mark;
  std::vector<std::size_t> joined;
  bool is_knot = false;  // short, and joins somebody; else a bar of its own
};

struct TimelineFacts {
  std::vector<Lifeline> lifelines;    // in order of group, then of the first thing that they take part in
  std::vector<Happening> happenings;  // in order of time
  std::size_t undated = 0;            // entities that are left out, having no date
  std::size_t beyond = 0;             // that are left out, as only an unknown end may reach into the window
  bool has_named_groups = false;      // groups of lifelines are clusters, not types
  Instant from, to;                   // that the axis must show
};

TimelineFacts timeline_facts(const Table& table, const Selection& selection, const Scene& scene,
                             const DrawOptions& options);

}  // namespace entente::drawing

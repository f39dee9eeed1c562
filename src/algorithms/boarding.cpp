#include "algorithms/boarding.hpp"

#include <algorithm>
#include <utility>

#include "entente/time/stretches.hpp"

namespace entente {

BoardingTimes::BoardingTimes(const View& view, TravelTimes travel, bool reversed)
    : view_(&view),
      reversed_(reversed),
      looks_up_(view.rereads() || view.slice().reading != Reading::kCertain),
      first_(view.slice().from),
      last_(view.slice().to),
      travel_(std::move(travel)),
      closing_(closing_for(travel_.least())) {}

Instant BoardingTimes::closing_for(std::int64_t travel) const {
  return last_ == Instant::plus_infinity() ? last_ : moved(last_, 1 - std::max<std::int64_t>(travel, 1));
}

std::vector<Boarding> BoardingTimes::look_up(Edge e) const {
  const Reading reading = view_->slice().reading;
  const Instant closing = closing_of(e);
  std::vector<Boarding> found;
  const auto add = [&](const std::vector<Period>& stretches) {
    for (const Period& p : narrowed(stretches)) {
      const Boarding b = reading == Reading::kPossible ? Boarding{p.earliest_start, p.latest_end}
                                                       : Boarding{detail::last_start(p), detail::first_end(p)};
      if (const std::optional<Boarding> in_window = clipped(b, closing)) found.push_back(*in_window);
    }
  };
  const std::optional<Validity> told = view_->validity(e);
  const std::vector<Validity> rivals = reading == Reading::kPossible ? view_->rivals(e) : std::vector<Validity>();
  if (!rivals.empty()) {
    // Between two of them that lie apart, none has it.
    for (const Validity& rival : rivals) add(stretches_of(rival));
  } else if (told) {
    add(stretches_of(*told));
  } else {
    add({Period::always()});
  }
  if (reading == Reading::kPresumed) {
    if (const std::optional<Stretch> on = view_->presumed(e)) {
      if (const std::optional<Boarding> in_window = clipped({on->start, on->end}, closing)) found.push_back(*in_window);
    }
  }
  std::sort(found.begin(), found.end(), [](const Boarding& a, const Boarding& b) {
    return a.closes < b.closes || (a.closes == b.closes && a.opens < b.opens);
  });
  return found;
}

}  // namespace entente

// A world of a few instants, small enough to try every choice of bounds of every uncertain period in it.
#pragma once

#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <vector>

#include "entente/time/period.hpp"

namespace entente::laws {

struct Choice {
  int start, end;
};

// The instants that a choice covers, one bit each.
using Mask = std::uint32_t;
inline Mask mask_of(const Choice& choice) {
  return (Mask{1} << choice.end) - (Mask{1} << choice.start);
}

struct WorldPeriod {
  Period bounds;
  std::vector<Choice> choices;
};

// Every period with bounds at the instants `first` to `last` that has a choice.
inline std::vector<WorldPeriod> periods_between(int first, int last) {
  std::vector<WorldPeriod> all;
  for (int a = first; a <= last; ++a) {
    for (int b = a; b <= last; ++b) {
      for (int c = first; c <= last; ++c) {
        for (int d = c; d <= last; ++d) {
          WorldPeriod period{{{a}, {b}, {c}, {d}}, {}};
          for (int start = a; start <= b; ++start) {
            for (int end = c; end <= d; ++end) {
              if (start < end) period.choices.push_back({start, end});
            }
          }
          if (!period.choices.empty()) all.push_back(std::move(period));
        }
      }
    }
  }
  return all;
}

// Some of the periods, picked at random; one may come several times. For use inside a property.
inline std::vector<const WorldPeriod*> some_periods(const std::vector<WorldPeriod>& world, int count) {
  std::vector<const WorldPeriod*> periods;
  for (int i = 0; i < count; ++i) {
    periods.push_back(&world[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(world.size())))]);
  }
  return periods;
}

// Calls `visit` with every way to choose the bounds of all periods; `chosen` holds the choices made so far.
template <class Visit>
void for_each_choice(const std::vector<const WorldPeriod*>& periods, Visit visit, std::vector<Choice> chosen = {}) {
  if (chosen.size() == periods.size()) return visit(chosen);
  for (const Choice& choice : periods[chosen.size()]->choices) {
    chosen.push_back(choice);
    for_each_choice(periods, visit, chosen);
    chosen.pop_back();
  }
}

inline std::string print(const Period& p) {
  std::string out;
  for (const Instant t : {p.earliest_start, p.latest_start, p.earliest_end, p.latest_end}) {
    out += std::to_string(t.seconds) + " ";
  }
  return out;
}

}  // namespace entente::laws

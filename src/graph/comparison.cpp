#include "graph/comparison.hpp"

#include <algorithm>
#include <vector>

#include "entente/time/stretches.hpp"

namespace entente {
namespace {

// What becomes of something by its own time, without the others that the view knows.
ChangeSet changes_of(const std::vector<Period>& stretches, const TimeCut& cut) {
  return possible_changes(stretches, cut.first, cut.second);
}

ChangeSet changes_of(const Validity& validity, const TimeCut& cut) {
  return possible_changes(BoundsOfStretches(validity), cut.first, cut.second);
}

// Of rivals, what any of them says.
ChangeSet changes_of(const Life& life, const TimeCut& cut) {
  if (!life.stretches.empty()) return changes_of(life.stretches, cut);
  if (!life.rivals) return possible_changes(life.period, cut.first, cut.second);
  ChangeSet any;
  for (const std::vector<Period>& statement : life.statements) any.add(changes_of(statement, cut));
  return any;
}

bool held_first(Change c) {
  return c == Change::kEnded || c == Change::kStayed;
}
bool held_second(Change c) {
  return c == Change::kBegan || c == Change::kStayed;
}

// What a change may have been at one of the times: as the view has it where it is sure; by its own dates else, unless
// these are surer than the view is.
std::vector<bool> held_at(Change c, bool (*held)(Change), const ChangeSet& own, const std::optional<Reading>& seen) {
  if (!seen) return {false};
  if (*seen == Reading::kCertain) return {true};
  const bool is_sure =
      std::all_of(kAllChanges.begin(), kAllChanges.end(), [&](Change x) { return !own.has(x) || held(x) == held(c); });
  return is_sure ? std::vector{false, true} : std::vector{held(c)};
}

// Of a fact that held at neither time after all.
ChangeSet at_neither(Change c) {
  switch (c) {
    case Change::kEnded:
      return {Change::kPassed, Change::kBefore};
    case Change::kBegan:
      return {Change::kPassed, Change::kAfter};
    case Change::kStayed:
      return {Change::kPassed, Change::kBefore, Change::kAfter};
    default:
      return {c};
  }
}

ChangeSet as_seen(const ChangeSet& own, const std::optional<Reading>& first, const std::optional<Reading>& second) {
  ChangeSet seen;
  for (const Change c : kAllChanges) {
    if (!own.has(c)) continue;
    for (const bool before : held_at(c, held_first, own, first)) {
      for (const bool after : held_at(c, held_second, own, second)) {
        if (before || after) {
          seen.add(before && after ? Change::kStayed : before ? Change::kEnded : Change::kBegan);
        } else {
          seen.add(at_neither(c));
        }
      }
    }
  }
  return seen;
}

// What states no time changes only as the view has it: by what implies it, or rules it out.
std::optional<Standing> compared(const ChangeSet& own, const std::optional<Reading>& first,
                                 const std::optional<Reading>& second) {
  if (own.empty()) {
    if (!first && !second) return std::nullopt;
    return Standing{std::min(first.value_or(Reading::kPossible), second.value_or(Reading::kPossible)), {}};
  }
  const ChangeSet changes = as_seen(own, first, second);
  if (changes.is_within({Change::kBefore, Change::kAfter})) return std::nullopt;
  return Standing{changes.is_certain() ? Reading::kCertain : Reading::kPossible, changes};
}

}  // namespace

Timeslice possibly_within(const Period& period) {
  return {Timeslice::Kind::kOverlapping, period.earliest_start, period.latest_end, Reading::kPossible};
}

Comparison::Comparison(const View& view, const TimeCut& cut)
    : view_(view),
      cut_(cut),
      first_(view.in(possibly_within(cut.first))),
      second_(view.in(possibly_within(cut.second))),
      all_(view.in(possibly_within(Period::certain(cut.first.earliest_start, cut.second.latest_end)))) {}

std::optional<Standing> Comparison::of_vertex(Vertex v) const {
  const Life life = view_.life(v);
  return compared(life.stated ? changes_of(life, cut_) : ChangeSet(), first_.certainty_of_vertex(v),
                  second_.certainty_of_vertex(v));
}

std::optional<Standing> Comparison::of(Edge e) const {
  if (!all_.certainty(e)) return std::nullopt;  // an end did not exist while it can have held
  const std::optional<Validity> own = view_.validity(e);
  return compared(own ? changes_of(*own, cut_) : ChangeSet(), first_.certainty(e), second_.certainty(e));
}

}  // namespace entente

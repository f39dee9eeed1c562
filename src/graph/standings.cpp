#include "graph/standings.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "entente/time/stretches.hpp"

namespace entente {
namespace {

Timeslice within(const Period& p) {
  return {Timeslice::Kind::kOverlapping, p.earliest_start, p.latest_end, Reading::kPossible};
}

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

class Comparison {
 public:
  Comparison(const View& view, const TimeCut& cut)
      : view_(view),
        cut_(cut),
        first_(view.in(within(cut.first))),
        second_(view.in(within(cut.second))),
        all_(view.in(within(Period::certain(cut.first.earliest_start, cut.second.latest_end)))) {}

  std::optional<Standing> of_vertex(Vertex v) const {
    const Life life = view_.life(v);
    return compared(life.stated ? changes_of(life, cut_) : ChangeSet(), first_.certainty_of_vertex(v),
                    second_.certainty_of_vertex(v));
  }
  std::optional<Standing> of(Edge e) const {
    if (!all_.certainty(e)) return std::nullopt;  // an end did not exist while it can have held
    const std::optional<Validity> own = view_.validity(e);
    return compared(own ? changes_of(*own, cut_) : ChangeSet(), first_.certainty(e), second_.certainty(e));
  }

 private:
  // What states no time changes only as the view has it: by what implies it, or rules it out.
  static std::optional<Standing> compared(const ChangeSet& own, const std::optional<Reading>& first,
                                          const std::optional<Reading>& second) {
    if (own.empty()) {
      if (!first && !second) return std::nullopt;
      return Standing{std::min(first.value_or(Reading::kPossible), second.value_or(Reading::kPossible)), {}};
    }
    const ChangeSet changes = as_seen(own, first, second);
    if (changes.is_within({Change::kBefore, Change::kAfter})) return std::nullopt;
    return Standing{changes.is_certain() ? Reading::kCertain : Reading::kPossible, changes};
  }

  const View& view_;
  const TimeCut& cut_;
  const View first_, second_, all_;
};

Standings standings_of(const View& view, const TimeCut& cut, const Elements& elements) {
  Standings found{cut, {}, {}};
  const auto add = [](auto& to, std::uint32_t index, const std::optional<Standing>& standing) {
    if (standing) to.emplace_hint(to.end(), index, *standing);
  };
  const auto add_entity = [&](Vertex v, std::optional<Standing> standing) {
    if (!standing) return;
    if (const Life life = view.life(v); life.stated)
      standing->life = life.stretches.empty() ? std::vector{life.period} : life.stretches;
    add(found.nodes, v, standing);
  };
  if (cut.kind == TimeCut::Kind::kChange) {
    const Comparison comparison(view, cut);
    for (const auto& [v, record] : elements.nodes) add_entity(v, comparison.of_vertex(v));
    for (const auto& [e, record] : elements.relationships) add(found.relationships, e, comparison.of(e));
    return found;
  }
  const auto standing = [](const std::optional<Reading>& certainty) {
    return certainty ? std::optional(Standing{*certainty, {}}) : std::nullopt;
  };
  const View window = cut.kind == TimeCut::Kind::kWithin ? view.in(within(cut.first)) : view.under(Reading::kPossible);
  for (const auto& [v, record] : elements.nodes) add_entity(v, standing(window.certainty_of_vertex(v)));
  for (const auto& [e, record] : elements.relationships) add(found.relationships, e, standing(window.certainty(e)));
  return found;
}

}  // namespace

void add_standings(const View& view, const std::vector<TimeCut>& cuts, Table& table) {
  for (const TimeCut& cut : cuts) table.standings.push_back(standings_of(view, cut, table.elements));
  const bool is_asked = std::find(cuts.begin(), cuts.end(), TimeCut()) != cuts.end();
  if (!is_asked && !view.slice().is_all()) table.standings.push_back(standings_of(view, {}, table.elements));
}

}  // namespace entente

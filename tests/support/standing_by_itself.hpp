// Standings of tables that no database made: each element by its own dates.
#pragma once

#include "entente/model/table.hpp"
#include "entente/time/period_set.hpp"
#include "entente/time/stretches.hpp"

namespace entente {

inline std::optional<Standing> standing_by_itself(const std::optional<Validity>& validity, const TimeCut& cut,
                                                  const ReadAt& at) {
  if (!validity) return Standing{};
  const BoundsOfStretches stretches(*validity);
  if (cut.kind == TimeCut::Kind::kChange) {
    const ChangeSet changes = possible_changes(stretches, cut.first, cut.second);
    if (changes.is_within({Change::kBefore, Change::kAfter})) return std::nullopt;
    return Standing{changes.is_certain() ? Reading::kCertain : Reading::kPossible, changes};
  }
  if (cut.kind == TimeCut::Kind::kAsRead) {
    if (!at.valid_time) return Standing{};
    const Period& slice = at.valid_time->bounds;
    const bool certain = contains(stretches, {&slice, 1}) == Truth::kTrue;
    if (!certain && !possibly(overlaps(stretches, {&slice, 1}))) return std::nullopt;
    return Standing{certain ? Reading::kCertain : Reading::kPossible, {}};
  }
  const Truth held = overlaps(stretches, {&cut.first, 1});
  if (!possibly(held)) return std::nullopt;
  return Standing{certainly(held) ? Reading::kCertain : Reading::kPossible, {}};
}

inline Table& stand_by_themselves(Table& table, const std::vector<TimeCut>& cuts) {
  table.standings.clear();
  for (const TimeCut& cut : cuts) {
    Standings& standings = table.standings.emplace_back();
    standings.cut = cut;
    for (const auto& [index, node] : table.elements.nodes) {
      auto standing = standing_by_itself(node.validity, cut, table.read_at);
      if (!standing) continue;
      if (node.validity && node.validity->bounds != Period::always()) {
        const BoundsOfStretches bounds(*node.validity);
        const Stretches stretches = bounds;
        standing->life.assign(stretches.begin(), stretches.end());
      }
      standings.nodes.emplace(index, *standing);
    }
    for (const auto& [index, r] : table.elements.relationships)
      if (const auto standing = standing_by_itself(r.validity, cut, table.read_at))
        standings.relationships.emplace(index, *standing);
  }
  return table;
}

}  // namespace entente

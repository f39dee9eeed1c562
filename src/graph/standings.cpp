#include "graph/standings.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "graph/comparison.hpp"

namespace entente {
namespace {

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
  const View window =
      cut.kind == TimeCut::Kind::kWithin ? view.in(possibly_within(cut.first)) : view.under(Reading::kPossible);
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

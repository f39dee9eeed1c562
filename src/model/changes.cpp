#include "entente/model/changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"

namespace entente {
namespace {

Result<Validity> read_time_point(std::string_view text) {
  auto period = read_date_span(text);
  if (!period.ok()) return period.error();
  Validity validity = validity_of(*period);
  (read_literal(text).ok() ? validity.edtf : validity.phrase) = text;
  return validity;
}

Result<std::pair<Validity, Validity>> read_time_points(std::string_view from, std::string_view to) {
  auto first = read_time_point(from);
  if (!first.ok()) return first.error();
  auto second = read_time_point(to);
  if (!second.ok()) return second.error();
  if (first->bounds.latest_end > second->bounds.earliest_start)
    return Error(ErrorCode::kArgument,
                 "`" + std::string(from) + "` does not end before `" + std::string(to) + "` begins")
        .with_hint("give the earlier time first");
  return std::pair(std::move(first).value(), std::move(second).value());
}

}  // namespace

ChangeKind kind_of(const ChangeSet& possible) {
  if (possible == ChangeSet{Change::kBegan}) return ChangeKind::kBegan;
  if (possible == ChangeSet{Change::kEnded}) return ChangeKind::kEnded;
  if (possible == ChangeSet{Change::kStayed}) return ChangeKind::kStayed;
  if (possible == ChangeSet{Change::kPassed}) return ChangeKind::kPassed;
  if (possible.is_within({Change::kBegan, Change::kPassed})) return ChangeKind::kCame;
  if (possible.is_within({Change::kEnded, Change::kPassed, Change::kBefore})) return ChangeKind::kWent;
  return ChangeKind::kUndecided;
}

std::string_view name(ChangeKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"began", "ended", "stayed",   "passed",
                                                      "came",  "went",  "undecided"};
  return kNames[static_cast<std::size_t>(kind)];
}

Result<TimeCut> cut_between(std::string_view from, std::string_view to) {
  const auto times = read_time_points(from, to);
  if (!times.ok()) return times.error();
  return TimeCut{TimeCut::Kind::kChange, times->first.bounds, times->second.bounds};
}

Result<Changes> changes_between(const Table& table, std::string_view from, std::string_view to) {
  auto times = read_time_points(from, to);
  if (!times.ok()) return times.error();
  const TimeCut cut{TimeCut::Kind::kChange, times->first.bounds, times->second.bounds};
  const auto standings =
      std::find_if(table.standings.begin(), table.standings.end(), [&](const Standings& s) { return s.cut == cut; });
  if (standings == table.standings.end())
    return Error(ErrorCode::kArgument, "the table does not know what changed between these times")
        .with_hint("ask for it by QueryOptions::cuts: cut_between(from, to)");
  Changes found{std::move(times->first), std::move(times->second), {}};
  const auto look = [&](bool is_relation, const std::map<std::uint32_t, Standing>& all) {
    for (const auto& [index, standing] : all)
      if (!standing.changes.empty()) found.changes.push_back({is_relation, index, standing.changes});
  };
  look(false, standings->nodes);
  look(true, standings->relationships);
  const auto start = [&](const FactChange& c) {
    const std::optional<Validity>& validity =
        c.is_relation ? table.elements.relationships.at(c.index).validity : table.elements.nodes.at(c.index).validity;
    const Period p = validity ? validity->bounds : Period::always();
    return std::tuple(c.is_relation, p.earliest_start, p.latest_start, c.index);
  };
  std::sort(found.changes.begin(), found.changes.end(),
            [&](const FactChange& a, const FactChange& b) { return start(a) < start(b); });
  return found;
}

}  // namespace entente

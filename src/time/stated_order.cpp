#include "entente/time/stated_order.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

#include "time/difference_network.hpp"

namespace entente {
namespace {

using Variable = DifferenceNetwork::Variable;

// to − from ≤ maximum and from − to ≤ −minimum. The least 64-bit number has no negation; being one second off there
// makes no difference to any instant.
void add_distance(DifferenceNetwork& network, const Distance& distance, Variable from, Variable to,
                  std::size_t statement) {
  if (distance.maximum) network.add_bound(to, from, *distance.maximum, statement);
  if (distance.minimum) {
    network.add_bound(from, to, -std::max(*distance.minimum, -std::numeric_limits<std::int64_t>::max()), statement);
  }
}

// The start of an event; its end is the next variable.
Variable add_event_variables(DifferenceNetwork& network, const Period& stated, std::size_t claim) {
  const Variable start = network.add_variable({stated.earliest_start, stated.latest_start}, claim);
  const Variable end = network.add_variable({stated.earliest_end, stated.latest_end}, claim);
  network.add_bound(start, end, -1, DifferenceNetwork::kAxiom);
  return start;
}

Variable variable_of(Variable start, const EventBound& bound) {
  return bound.side == EventBound::Side::kStart ? start : start + 1;
}

Distance at_or_after(EventBound from, EventBound to) {
  return {from, to, 0, std::nullopt};
}
Distance together(EventBound a, EventBound b) {
  return {a, b, 0, 0};
}

}  // namespace

namespace stated {

Distances before(Event a, Event b) {
  return {at_or_after(end_of(a), start_of(b))};
}
Distances meets(Event a, Event b) {
  return {together(end_of(a), start_of(b))};
}
Distances overlaps(Event a, Event b) {
  return {{start_of(a), end_of(b), 1, std::nullopt}, {start_of(b), end_of(a), 1, std::nullopt}};
}
Distances during(Event a, Event b) {
  return {at_or_after(start_of(b), start_of(a)), at_or_after(end_of(a), end_of(b))};
}
Distances contains(Event a, Event b) {
  return during(b, a);
}
Distances same_start(Event a, Event b) {
  return {together(start_of(a), start_of(b))};
}
Distances same_end(Event a, Event b) {
  return {together(end_of(a), end_of(b))};
}
Distances equals(Event a, Event b) {
  return {together(start_of(a), start_of(b)), together(end_of(a), end_of(b))};
}
Distances between(Event a, Event b, Event c) {
  return {at_or_after(end_of(b), start_of(a)), at_or_after(end_of(a), start_of(c))};
}
Distances lasts(Event a, Amount minimum, Amount maximum) {
  return {{start_of(a), end_of(a), minimum, maximum}};
}
Distances starts_after(Event a, Event b, Amount minimum, Amount maximum) {
  return {{start_of(b), start_of(a), minimum, maximum}};
}
Distances starts_before(Event a, Event b, Amount minimum, Amount maximum) {
  return {{start_of(a), start_of(b), minimum, maximum}};
}
Distances follows(Event a, Event b, Amount minimum, Amount maximum) {
  return {{end_of(b), start_of(a), minimum, maximum}};
}

}  // namespace stated

Event StatedOrder::add_event(std::string name, const Period& stated) {
  const Event event{events_.size()};
  by_name_.try_emplace(name, event);
  events_.push_back({std::move(name), stated});
  return event;
}

std::optional<Event> StatedOrder::find(std::string_view name) const {
  const auto it = by_name_.find(std::string(name));
  return it == by_name_.end() ? std::nullopt : std::optional(it->second);
}

std::size_t StatedOrder::add_statement(std::string label, Distances distances) {
  assert(std::all_of(distances.begin(), distances.end(), [this](const Distance& d) {
    return d.from.event.index < events_.size() && d.to.event.index < events_.size();
  }));
  statements_.push_back({std::move(label), std::move(distances)});
  return statements_.size() - 1;
}

Tightening StatedOrder::tighten() const {
  DifferenceNetwork network;
  for (std::size_t e = 0; e < events_.size(); ++e) {
    add_event_variables(network, events_[e].stated, statements_.size() + e);
  }
  const auto variable = [](const EventBound& bound) {
    return variable_of(static_cast<Variable>(2 * bound.event.index), bound);
  };
  for (std::size_t s = 0; s < statements_.size(); ++s) {
    for (const Distance& d : statements_[s].distances) add_distance(network, d, variable(d.from), variable(d.to), s);
  }
  const auto solution = network.solve();
  Tightening result;
  if (const auto* conflict = std::get_if<std::vector<DifferenceNetwork::Claim>>(&solution)) {
    result.contradiction.emplace();
    for (const std::size_t claim : minimal_conflict(*conflict)) {
      if (claim < statements_.size())
        result.contradiction->statements.push_back(claim);
      else
        result.contradiction->periods.push_back({claim - statements_.size()});
    }
    return result;
  }
  const auto& ranges = std::get<std::vector<DifferenceNetwork::Range>>(solution);
  result.periods.reserve(events_.size());
  for (std::size_t e = 0; e < events_.size(); ++e) {
    const auto& start = ranges[2 * e];
    const auto& end = ranges[2 * e + 1];
    result.periods.push_back({start.lowest, start.highest, end.lowest, end.highest});
  }
  return result;
}

std::optional<std::vector<std::size_t>> StatedOrder::conflict_among(const std::vector<std::size_t>& claims) const {
  // Events without a claim on their period are undated here, and those that no claim names are left out.
  DifferenceNetwork network;
  std::unordered_map<std::size_t, Variable> starts;
  for (const std::size_t claim : claims) {
    if (claim < statements_.size()) continue;
    const std::size_t event = claim - statements_.size();
    starts.emplace(event, add_event_variables(network, events_[event].stated, claim));
  }
  const auto variable = [&](const EventBound& bound) {
    const auto [it, is_new] = starts.try_emplace(bound.event.index, 0);
    if (is_new) it->second = add_event_variables(network, undated(), DifferenceNetwork::kAxiom);
    return variable_of(it->second, bound);
  };
  for (const std::size_t claim : claims) {
    if (claim >= statements_.size()) continue;
    for (const Distance& d : statements_[claim].distances) {
      const Variable from = variable(d.from), to = variable(d.to);
      add_distance(network, d, from, to, claim);
    }
  }
  auto solution = network.solve();
  if (auto* conflict = std::get_if<std::vector<DifferenceNetwork::Claim>>(&solution)) return std::move(*conflict);
  return std::nullopt;
}

std::vector<std::size_t> StatedOrder::minimal_conflict(std::vector<std::size_t> claims) const {
  std::vector<std::size_t> needed;
  while (!claims.empty()) {
    const std::size_t candidate = claims.back();
    claims.pop_back();
    std::vector<std::size_t> rest = needed;
    rest.insert(rest.end(), claims.begin(), claims.end());
    auto conflict = conflict_among(rest);
    if (!conflict) {
      needed.push_back(candidate);
      continue;
    }
    // What was needed before is needed here too, and is not to be tried again.
    std::erase_if(*conflict, [&](std::size_t c) { return std::find(needed.begin(), needed.end(), c) != needed.end(); });
    claims = std::move(*conflict);
  }
  std::sort(needed.begin(), needed.end());
  return needed;
}

std::string StatedOrder::describe(const Contradiction& contradiction) const {
  std::string text = "these can't all be true:";
  for (const std::size_t s : contradiction.statements) text.append("\n  ").append(label(s));
  for (const Event e : contradiction.periods) {
    text.append("\n  the date of ").append(name(e));
  }
  return text;
}

}  // namespace entente

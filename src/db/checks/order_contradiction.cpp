// Orders that can't all be true: cycles of relations that say what comes before what, and chains of them that the dates
// at their ends contradict. What a relation and the dates of its own two ends contradict alone is end_order_broken.
//
// First the cycles: a strongly connected component that holds a relation "has ended before" is contradictory whatever
// the dates. Each round reports a shortest cycle of every such component and leaves that relation out. Then the dates:
// what remains is a network of difference bounds (entente/time/stated_order.hpp), a component at a time, which gives a
// minimal set of statements and dates for each contradiction; its statements are left out, and it is asked again.
#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/hash_map.hpp"
#include "db/checks/check.hpp"
#include "db/checks/clash.hpp"
#include "db/checks/order_cycles.hpp"
#include "db/checks/order_of_ends.hpp"
#include "entente/time/stated_order.hpp"

namespace entente::checks {
namespace {

// Of one component of relations; beyond, one finding says that there are more.
constexpr std::size_t kMostContradictions = 50;
constexpr std::size_t kMostInMessage = 6;

std::vector<Edge> orders_to_check(const CheckContext& context) {
  std::vector<Edge> orders;
  for (const Edge e : context.graph().edges())
    if (context.traits(e).end_order != EndOrder::kNone && ends_in_order(context, e) != Truth::kFalse)
      orders.push_back(e);
  return orders;
}

std::string listed(const CheckContext& context, const std::vector<Edge>& relations) {
  std::string text;
  for (std::size_t i = 0; i < std::min(relations.size(), kMostInMessage); ++i)
    text += (i == 0 ? "" : "; ") + context.statement(relations[i]);
  if (relations.size() > kMostInMessage) text += fmt::format("; and {} more", relations.size() - kMostInMessage);
  return text;
}

Finding contradiction(const CheckContext& context, std::string message, const std::vector<Edge>& relations) {
  Finding finding{"order_contradiction", std::move(message), context.subject(relations.front())};
  for (const Edge e : relations) finding.facts.push_back(context.fact_of_relation(e));
  return finding;
}

std::vector<Edge> report_cycles(const CheckContext& context, std::vector<Edge> orders, Findings& findings) {
  std::vector<OrderedPair> pairs;
  for (const Edge e : orders)
    pairs.push_back(
        {context.graph().source(e), context.graph().target(e), context.traits(e).end_order == EndOrder::kBefore});
  const OrderCycles found = order_cycles(pairs, context.graph().vertex_count(), kMostContradictions);
  for (const std::vector<std::size_t>& cycle : found.cycles) {
    std::vector<Edge> relations;
    for (const std::size_t i : cycle) relations.push_back(orders[i]);
    findings.push_back(
        contradiction(context, "a cycle, so these can't all be true: " + listed(context, relations), relations));
  }
  if (!found.unlisted.empty()) {
    findings.push_back(
        contradiction(context,
                      fmt::format("{} more relations close cycles that are not listed until those "
                                  "that are have been broken: {}",
                                  found.unlisted.size(), context.statement(orders[found.unlisted.front()])),
                      {orders[found.unlisted.front()]}));
  }
  std::vector<bool> left_out(orders.size());
  for (const std::size_t i : found.left_out) left_out[i] = true;
  std::vector<Edge> rest;
  for (std::size_t i = 0; i < orders.size(); ++i)
    if (!left_out[i]) rest.push_back(orders[i]);
  return rest;
}

// Relations that hang together, and the entities at their ends.
struct Component {
  std::vector<Edge> relations;
  std::vector<Vertex> entities;
};

std::vector<Component> components_of(const TemporalGraph& graph, const std::vector<Edge>& orders) {
  std::vector<Vertex> parent(graph.vertex_count());
  std::iota(parent.begin(), parent.end(), Vertex{0});
  const auto root = [&](Vertex v) {
    while (parent[v] != v) v = parent[v] = parent[parent[v]];
    return v;
  };
  for (const Edge e : orders) parent[root(graph.source(e))] = root(graph.target(e));
  HashMap<Vertex, std::size_t> number;
  std::vector<Component> components;
  for (const Edge e : orders) {
    const auto [at, is_new] = number.try_emplace(root(graph.source(e)), components.size());
    if (is_new) components.emplace_back();
    Component& component = components[at->second];
    component.relations.push_back(e);
    component.entities.push_back(graph.source(e));
    component.entities.push_back(graph.target(e));
  }
  for (Component& component : components) {
    std::sort(component.entities.begin(), component.entities.end());
    component.entities.erase(std::unique(component.entities.begin(), component.entities.end()),
                             component.entities.end());
  }
  return components;
}

class DatedOrder {
 public:
  DatedOrder(const CheckContext& context, Component component) : context_(context), component_(std::move(component)) {}

  // Fewer than two dates contradict nothing, once there are no cycles.
  bool has_dates() const {
    return std::count_if(component_.entities.begin(), component_.entities.end(),
                         [&](Vertex v) { return context_.life(v).stated; }) > 1;
  }

  void check(Findings& findings) {
    for (std::size_t found = 0; const auto next = contradiction_now(); ++found) {
      if (found == kMostContradictions) {
        Finding more = contradiction(context_,
                                     fmt::format("{} contradictions of orders are listed; more are not looked for "
                                                 "until those are resolved",
                                                 found),
                                     {component_.relations.front()});
        findings.push_back(std::move(more));
        return;
      }
      report(*next, findings);
    }
  }

 private:
  std::optional<Contradiction> contradiction_now() const {
    StatedOrder order;
    for (const Vertex v : component_.entities)
      order.add_event({}, context_.life(v).stated ? context_.life(v).period : StatedOrder::undated());
    for (const Edge e : component_.relations) {
      const Event from = event(context_.graph().source(e)), to = event(context_.graph().target(e));
      const bool ended = context_.traits(e).end_order == EndOrder::kBefore;
      order.add_statement(
          {}, ended ? stated::before(from, to) : Distances{{start_of(from), start_of(to), 0, std::nullopt}});
    }
    return order.tighten().contradiction;
  }

  Event event(Vertex v) const {
    const auto at = std::lower_bound(component_.entities.begin(), component_.entities.end(), v);
    return {static_cast<std::size_t>(at - component_.entities.begin())};
  }

  // Leaves out what it reports.
  void report(const Contradiction& found, Findings& findings) {
    std::vector<Edge> relations;
    for (const std::size_t i : found.statements) relations.push_back(component_.relations[i]);
    std::string message = "these can't all be true: " + listed(context_, relations);
    std::vector<FindingFact> dates;
    for (const Event& period : found.periods) {
      const Vertex v = component_.entities[period.index];
      message += fmt::format("; {} is dated {}", context_.name(v), in_words(context_.life(v).period));
      for (FindingFact& fact : context_.lifetime_facts(v)) dates.push_back(std::move(fact));
    }
    Finding finding = contradiction(context_, std::move(message), relations);
    std::move(dates.begin(), dates.end(), std::back_inserter(finding.facts));
    findings.push_back(std::move(finding));
    std::vector<Edge> rest;
    for (const Edge e : component_.relations)
      if (std::find(relations.begin(), relations.end(), e) == relations.end()) rest.push_back(e);
    component_.relations = std::move(rest);
  }

  const CheckContext& context_;
  Component component_;
};

void contradictory_orders(const CheckContext& context, Findings& findings) {
  const std::vector<Edge> orders = report_cycles(context, orders_to_check(context), findings);
  for (Component& component : components_of(context.graph(), orders)) {
    DatedOrder order(context, std::move(component));
    if (order.has_dates()) order.check(findings);
  }
}

}  // namespace

extern constexpr Check kOrderContradiction = {
    .name = "order_contradiction",
    .summary = "orders that form a cycle, or that dates contradict",
    .example = "A before B, B before C, C before A",
    .run = contradictory_orders,
};

}  // namespace entente::checks

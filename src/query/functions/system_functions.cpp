// System time of facts: which commits show the version that is read.
#include <algorithm>
#include <optional>

#include "query/functions/arguments.hpp"
#include "query/functions/families.hpp"

namespace entente {
namespace {

// Of a path or list, the commits that show all of it as it is; absent: no commit does.
std::optional<SystemPeriod> system_period_of(const Value& fact, const View& view, std::string_view function) {
  const TemporalGraph& graph = view.graph();
  if (fact.is_node()) return graph.system_period_of_vertex(fact.node().index);
  if (fact.is_relationship()) return graph.system_period(fact.relationship().index);
  SystemPeriod all;
  const auto take = [&](const SystemPeriod& part) {
    all.recorded = std::max(all.recorded, part.recorded);
    all.superseded = std::min(all.superseded, part.superseded);
  };
  if (fact.is_path()) {
    for (const NodeRef node : fact.path().nodes) take(graph.system_period_of_vertex(node.index));
    for (const RelationshipRef r : fact.path().relationships) take(graph.system_period(r.index));
  } else if (fact.is_list() && std::all_of(fact.list().begin(), fact.list().end(), [](const Value& part) {
               return part.is_node() || part.is_relationship() || part.is_path();
             })) {
    for (const Value& part : fact.list()) {
      const std::optional<SystemPeriod> own = system_period_of(part, view, function);
      if (!own) return std::nullopt;
      take(*own);
    }
  } else {
    throw_type(function, "a node, relationship, path or list of these", fact);
  }
  if (all.recorded >= all.superseded) return std::nullopt;
  return all;
}

Instant second_of(const TemporalGraph& graph, TransactionId commit) {
  const auto times = graph.commit_times();
  const SystemTime time =
      commit.value > 0 && commit.value <= times.size() ? times[commit.value - 1] : graph.system_time();
  constexpr std::int64_t kMicroseconds = 1'000'000;
  const std::int64_t second = time.microseconds / kMicroseconds;
  return {time.microseconds % kMicroseconds < 0 ? second - 1 : second};
}

Value system_of(Arguments a, const FunctionContext& c) {
  const std::optional<SystemPeriod> period = system_period_of(a[0], c.view, "system()");
  if (!period) return {};
  const TemporalGraph& graph = c.view.graph();
  const Instant from = second_of(graph, period->recorded);
  if (period->superseded == SystemPeriod::kNever) return period_value(Period::certain(from, Instant::plus_infinity()));
  const Instant to = second_of(graph, period->superseded);
  return period_value(Period::certain(from, std::max(to, Instant{from.seconds + 1})));
}

Value recorded(Arguments a, const FunctionContext& c) {
  const std::optional<SystemPeriod> period = system_period_of(a[0], c.view, "recorded()");
  return period ? Value(static_cast<std::int64_t>(period->recorded.value)) : Value();
}

Value superseded(Arguments a, const FunctionContext& c) {
  const std::optional<SystemPeriod> period = system_period_of(a[0], c.view, "superseded()");
  if (!period || period->superseded == SystemPeriod::kNever) return {};
  return Value(static_cast<std::int64_t>(period->superseded.value));
}

constexpr FunctionType kOfFacts = takes(Kind::kNode, Kind::kRelationship, Kind::kPath, Kind::kList);

constexpr Function kSystemFunctions[] = {
    {"system", "system(node, relationship, path or list)",
     "when the store knew it as it is read, a period, to the second: from the commit that recorded this version to the "
     "one that superseded it; of a path or list when it knew all of it so, null where never",
     "MATCH (p {name: 'Edward VII'}) RETURN system(p).end", "inf", 1, 1, true, system_of,
     kOfFacts.gives(Kind::kPeriod)},
    {"recorded", "recorded(node, relationship, path or list)",
     "the number of the commit that recorded this version; of several facts the last one",
     "MATCH (p {name: 'Edward VII'}) RETURN recorded(p)", "1", 1, 1, true, recorded, kOfFacts.gives(Kind::kInteger)},
    {"superseded", "superseded(node, relationship, path or list)",
     "the number of the commit that superseded this version or took the fact back, null where none has; of several "
     "facts the first one",
     "MATCH (p {name: 'Edward VII'}) RETURN superseded(p)", "null", 1, 1, true, superseded,
     kOfFacts.gives(Kind::kInteger)},
};

}  // namespace

std::span<const Function> system_functions() {
  return kSystemFunctions;
}

}  // namespace entente

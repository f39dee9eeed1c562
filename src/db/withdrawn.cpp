#include "db/withdrawn.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "db/explainer.hpp"
#include "graph/graph_builder.hpp"

namespace entente {
namespace {

std::shared_ptr<const TemporalGraph> graph_at(const FactStore& store, const Head& head) {
  GraphBuilder builder(store.symbols(), store.ontology());
  store.load(
      head.transaction, [&](StoredEntity&& entity) { builder.add(std::move(entity)); },
      [&](StoredRelation&& relation) { builder.add(std::move(relation)); });
  return builder.build(head.transaction, head.system_time);
}

bool had(const FactStore& store, TransactionId at, std::string_view key) {
  bool found = false;
  store.load(
      at, [](StoredEntity&&) {}, [&](StoredRelation&& relation) { found = found || relation.key == key; });
  return found;
}

std::string time_of(const Explanation& fact) {
  return fact.validity ? text_of(*fact.validity) : "always";
}

// What has become of a premise; empty: it is as it was.
std::string change_of(const Explanation& premise, const TemporalGraph& newest) {
  Explanation now;
  try {
    now = explanation_of(newest, premise.key);
  } catch (const Error&) {
    return fmt::format("{} ({}) is not in the store any more", premise.key,
                       premise.found ? premise.statement : "which it rested on");
  }
  if (!premise.found) return {};
  if (now.statement != premise.statement)
    return fmt::format("{} says now: {}, and said: {}", premise.key, now.statement, premise.statement);
  if (time_of(now) != time_of(premise))
    return fmt::format("{} is dated {} now, and was {}", premise.key, time_of(now), time_of(premise));
  return {};
}

std::vector<std::string> reasons_of(const Explanation& gone, const TemporalGraph& newest) {
  std::vector<std::string> reasons;
  for (const Explanation& premise : gone.rests_on) {
    if (std::string change = change_of(premise, newest); !change.empty()) reasons.push_back(std::move(change));
  }
  const auto& rules = newest.ontology().rules;
  const bool has_rule =
      std::any_of(rules.begin(), rules.end(), [&](const DerivationRule& r) { return r.name == gone.rule; });
  if (!has_rule && !gone.rule.empty()) {
    reasons.push_back(fmt::format("the ontology has no rule {} any more", gone.rule));
  } else if (reasons.empty() && !gone.rule.empty()) {
    reasons.push_back(fmt::format("what it rests on stands, and the rule {} does not conclude it any more", gone.rule));
  }
  return reasons;
}

}  // namespace

std::optional<Explanation> explain_withdrawn(const FactStore& store, const TemporalGraph& newest,
                                             std::string_view key) {
  const std::vector<CommitRecord> commits = store.commits();
  for (std::size_t i = commits.size(); i-- > 1;) {
    if (commits[i].removed == 0 || !had(store, commits[i - 1].head.transaction, key)) continue;
    // The premises may have gone in the commits between the conclusion and its end.
    std::size_t last = i - 1;
    for (std::size_t earlier = i; earlier-- > 0;) {
      if (commits[earlier].reason != "derive") continue;
      if (had(store, commits[earlier].head.transaction, key)) last = earlier;
      break;
    }
    Explanation gone = explanation_of(*graph_at(store, commits[last].head), key);
    gone.withdrawn = Withdrawal{commits[i].head.transaction, commits[i].head.system_time, commits[i].reason,
                                reasons_of(gone, newest)};
    return gone;
  }
  return std::nullopt;
}

}  // namespace entente

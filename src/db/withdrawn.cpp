#include "db/withdrawn.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "db/rules/explainer.hpp"

namespace entente {
namespace {

std::string time_of(const Explanation& fact) {
  return fact.validity ? text_of(*fact.validity) : "always";
}

// What has become of a premise; empty: it is as it was.
std::string change_of(const Explanation& premise, const Explanation& now) {
  if (!now.found)
    return fmt::format("{} ({}) is not in the store any more", premise.key,
                       premise.found ? premise.statement : "which it rested on");
  if (!premise.found) return {};
  if (now.statement != premise.statement)
    return fmt::format("{} says now: {}, and said: {}", premise.key, now.statement, premise.statement);
  if (time_of(now) != time_of(premise))
    return fmt::format("{} is dated {} now, and was {}", premise.key, time_of(now), time_of(premise));
  return {};
}

std::vector<std::string> reasons_of(const Explanation& gone, const TemporalGraph& newest) {
  std::vector<std::string> reasons, keys;
  for (const Explanation& premise : gone.rests_on) keys.push_back(premise.key);
  const std::vector<Explanation> now = explanations_of(newest, keys);
  for (std::size_t i = 0; i < now.size(); ++i)
    if (std::string change = change_of(gone.rests_on[i], now[i]); !change.empty()) reasons.push_back(std::move(change));
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

// When the fact was last as it had come to be: just before it was taken back. The premises of a conclusion may have
// gone before it, so that one is looked at as of the last derivation that left it.
const CommitRecord& last_seen(const std::vector<CommitRecord>& commits, const std::vector<FormerVersion>& versions,
                              TransactionId floor) {
  const std::size_t last = versions.back().superseded.value - 2;  // commits are numbered from 1 without gaps
  if (versions.back().provenance != Provenance::kDerived) return commits.at(last);
  const std::size_t first = floor.value > 0 ? floor.value - 1 : 0;  // of those that can be read
  for (std::size_t i = last + 1; i-- > first;) {
    if (commits.at(i).reason != "derive") continue;
    const TransactionId at = commits[i].head.transaction;
    const bool had = std::any_of(versions.begin(), versions.end(), [&](const FormerVersion& version) {
      return version.recorded <= at && at < version.superseded;
    });
    return commits[had ? i : last];
  }
  return commits.at(last);
}

}  // namespace

std::vector<PastChange> changes_of(const FactStore& store, std::string_view key) {
  const std::vector<FormerVersion> versions = store.former_versions(key);
  if (versions.empty()) return {};
  const std::vector<CommitRecord> commits = store.commits();
  std::vector<PastChange> changes;
  for (const FormerVersion& version : versions) {
    const CommitRecord& commit = commits.at(version.superseded.value - 1);
    changes.push_back({version.how, commit.head.transaction, commit.head.system_time, commit.reason, version.validity});
  }
  return changes;
}

std::optional<Explanation> explain_withdrawn(const FactStore& store, Snapshots& snapshots, const TemporalGraph& newest,
                                             std::string_view key) {
  std::vector<FormerVersion> versions = store.former_versions(key);
  if (versions.empty()) return std::nullopt;
  std::erase_if(versions, [last = versions.back()](const FormerVersion& v) { return v.is_entity != last.is_entity; });
  const std::vector<CommitRecord> commits = store.commits();
  const CommitRecord& taken_back = commits.at(versions.back().superseded.value - 1);
  Explanation gone =
      explanation_of(*snapshots.at(last_seen(commits, versions, store.floor().transaction).head.transaction), key);
  gone.withdrawn =
      Withdrawal{taken_back.head.transaction, taken_back.head.system_time, taken_back.reason, reasons_of(gone, newest)};
  return gone;
}

}  // namespace entente

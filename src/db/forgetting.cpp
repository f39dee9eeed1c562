// What a store is made to know no more.
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "db/database_state.hpp"
#include "entente/database.hpp"
#include "entente/time/date.hpp"
#include "entente/time/edtf.hpp"
#include "query/execute/system_time.hpp"

namespace entente {

namespace {

// A date that is to come would mean now, and is more likely mistyped: what is forgotten does not come back.
void refuse_what_is_to_come(const std::string& system_time, Instant now) {
  if (commit_number(system_time)) return;
  const Result<Period> span = read_date_span(system_time, now);
  if (!span.ok() || span->earliest_start <= now) return;
  throw Error(ErrorCode::kArgument, fmt::format("`{}` is still to come", system_time))
      .with_hint("`now` keeps what the store knows now, and forgets all that it knew before");
}

}  // namespace

Result<ForgetReport> Database::forget_before(const std::string& system_time, bool dry_run) {
  return guarded([&] {
    if (state_->options.read_only && !dry_run)
      throw Error(ErrorCode::kUnsupported, "the store is open for reading only");
    const TakenTurn turn(state_->turn);
    FactStore& store = *state_->opened()->store;
    const Instant now = run_options({}).now;
    refuse_what_is_to_come(system_time, now);
    const TransactionId commit = commit_of_text(times_of_commits(store), system_time, now);
    const Result<Forgotten> forgotten = store.forget_before(commit, dry_run);
    if (!forgotten) throw forgotten.error();
    return ForgetReport{forgotten->floor.transaction, forgotten->floor.system_time, forgotten->is_moved,
                        forgotten->entities,          forgotten->relations,         forgotten->types};
  });
}

Result<EraseReport> Database::erase(const std::vector<std::string>& keys, const std::string& reason, bool dry_run,
                                    ErasedFacts which) {
  return guarded([&] {
    if (state_->options.read_only && !dry_run)
      throw Error(ErrorCode::kUnsupported, "the store is open for reading only");
    if (keys.empty()) throw Error(ErrorCode::kArgument, "no key is given of what is to be erased");
    if (trim_blanks(reason).empty() && !dry_run) throw Error(ErrorCode::kInvalidData, "an erasure without a reason");
    if (const auto allowed = allowed_reason(reason); !allowed.ok()) throw allowed.error();
    for (const std::string& key : keys) {
      const auto fact = explain(key);
      if (fact.ok() && fact->key == key && !fact->withdrawn && !fact->rule.empty())
        throw Error(ErrorCode::kInvalidData,
                    fmt::format("`{}` is a conclusion of the rule `{}`, which would draw it again", key, fact->rule))
            .with_hint("erase what it rests on, which `entente explain` tells, or change the rule");
    }
    const TakenTurn turn(state_->turn);
    FactStore& store = *state_->opened()->store;
    const ErasedKind kind = which == ErasedFacts::kEntities    ? ErasedKind::kEntities
                            : which == ErasedFacts::kRelations ? ErasedKind::kRelations
                                                               : ErasedKind::kEither;
    Result<Erased> erased = store.erase(keys, reason, dry_run, kind);
    if (!erased) throw erased.error();
    EraseReport report;
    report.transaction = erased->head.transaction;
    report.entities = erased->entities;
    report.relations = erased->relations;
    report.conclusions = erased->conclusions;
    report.named = std::move(erased->named);
    report.altered = erased->altered;
    report.reasons = erased->reasons;
    report.mentions = erased->mentions;
    report.mentioning = std::move(erased->mentioning);
    return report;
  });
}

std::string text_of_erasure(const FactStore& store, std::string_view key) {
  auto by = store.entity_erased_by(key);
  if (!by) by = store.relation_erased_by(key);
  if (!by) return {};
  if (by->value == 0) return fmt::format("`{}` was erased from the store of which this one is an earlier state", key);
  for (const CommitRecord& c : store.commits())
    if (c.head.transaction == *by)
      return fmt::format("`{}` was erased from this store by commit {} ({}) at {}", key, by->value, c.reason,
                         print_system_time(c.head.system_time));
  return fmt::format("`{}` was erased from this store", key);
}

}  // namespace entente

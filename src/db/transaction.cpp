#include "entente/transaction.hpp"

#include <utility>

#include "db/database_state.hpp"
#include "db/plan_cache.hpp"
#include "query/pipeline.hpp"

namespace entente {

Result<Table> ReadTransaction::query(std::string_view text, const Map& parameters, const QueryOptions& options) const {
  return guarded([&] {
    const auto plan = prepare(text, *graph_, prepare_options(options));
    return run(*plan, *graph_, parameters, run_options(options));
  });
}

WriteTransaction::WriteTransaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
WriteTransaction::~WriteTransaction() = default;
WriteTransaction::WriteTransaction(WriteTransaction&&) noexcept = default;
WriteTransaction& WriteTransaction::operator=(WriteTransaction&&) noexcept = default;

namespace {

template <class Fact>
Result<void> stage(Staging* staging, const Fact& fact) {
  if (!staging) return Error(ErrorCode::kConflict, "the write transaction has ended").with_hint("begin another one");
  try {
    if (std::string reason = staging->add(fact); !reason.empty()) return Error(ErrorCode::kInvalidData, reason);
  } catch (const Error& error) {
    return error;
  }
  return {};
}

}  // namespace

Result<void> WriteTransaction::add(const EntityFact& fact) {
  return stage(state_ ? &state_->staging : nullptr, fact);
}
Result<void> WriteTransaction::add(const RelationFact& fact) {
  return stage(state_ ? &state_->staging : nullptr, fact);
}
Result<void> WriteTransaction::set_ontology(const Ontology& ontology) {
  return stage(state_ ? &state_->staging : nullptr, ontology);
}

Result<CommitReport> WriteTransaction::commit(std::string_view reason) {
  if (!state_) return Error(ErrorCode::kConflict, "the write transaction has ended").with_hint("begin another one");
  const std::unique_ptr<State> state = std::move(state_);
  return guarded([&]() -> CommitReport {
    for (const Rejection& r : state->staging.settle()) throw Error(ErrorCode::kNotFound, r.reason);
    auto summary = state->staging.commit(reason);
    if (!summary.ok()) throw summary.error();
    return {summary->head.transaction,  summary->head.system_time,   summary->entities_added,
            summary->entities_changed,  summary->entities_unchanged, summary->relations_added,
            summary->relations_changed, summary->relations_unchanged};
  });
}

}  // namespace entente

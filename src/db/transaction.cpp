#include "entente/transaction.hpp"

#include <utility>

#include "db/asked.hpp"
#include "db/database_state.hpp"
#include "db/plan_cache.hpp"
#include "query/pipeline.hpp"

namespace entente {

Result<Table> ReadTransaction::query(std::string_view text, const Map& parameters, const QueryOptions& options) const {
  return guarded(text, [&] {
    const Asked to_run =
        asked({graph_, prepare(text, *graph_, prepare_options(options))}, text, parameters, options, states_of([this] {
                if (std::shared_ptr<OpenedStore> opened = store_.lock()) return opened;
                throw Error(ErrorCode::kUnsupported,
                            "older states of the store can't be read any more: its database is closed, "
                            "or was refreshed since");
              }));
    return run(*to_run.plan, *to_run.graph, parameters, run_options(options));
  });
}

WriteTransaction::WriteTransaction(std::unique_ptr<State> state) : state_(std::move(state)) {}
WriteTransaction::~WriteTransaction() = default;
WriteTransaction::WriteTransaction(WriteTransaction&& other) noexcept : state_(std::move(other.state_)) {
  if (state_) state_->db->turn.note_user();
}
WriteTransaction& WriteTransaction::operator=(WriteTransaction&& other) noexcept {
  state_ = std::move(other.state_);
  if (state_) state_->db->turn.note_user();
  return *this;
}

namespace {

// `act` says why it could not be done; empty: it was.
template <class State, class Act>
Result<void> stage(State* state, Act act) {
  if (!state) return Error(ErrorCode::kConflict, "the write transaction has ended").with_hint("begin another one");
  state->db->turn.note_user();
  try {
    if (std::string reason = act(state->staging); !reason.empty()) return Error(ErrorCode::kInvalidData, reason);
  } catch (const Error& error) {
    return error;
  }
  return {};
}

}  // namespace

Result<void> WriteTransaction::add(const EntityFact& fact) {
  return stage(state_.get(), [&](Staging& staging) { return staging.add(fact); });
}
Result<void> WriteTransaction::add(const RelationFact& fact) {
  return stage(state_.get(), [&](Staging& staging) { return staging.add(fact); });
}
Result<void> WriteTransaction::set_ontology(const Ontology& ontology) {
  return stage(state_.get(), [&](Staging& staging) { return staging.add(ontology); });
}
Result<void> WriteTransaction::retract(std::string_view relation_key) {
  return stage(state_.get(), [&](Staging& staging) { return staging.retract(relation_key); });
}
Result<void> WriteTransaction::retract(RelationId relation) {
  return stage(state_.get(), [&](Staging& staging) {
    staging.retract(relation);
    return std::string();
  });
}
Result<void> WriteTransaction::retract_entity(std::string_view key, Ends ends) {
  return stage(state_.get(), [&](Staging& staging) { return staging.retract_entity(key, ends); });
}
Result<void> WriteTransaction::end(std::string_view key, std::string_view date) {
  return stage(state_.get(), [&](Staging& staging) { return staging.end(key, date); });
}
Result<void> WriteTransaction::end_entity(std::string_view key, std::string_view date) {
  return stage(state_.get(), [&](Staging& staging) { return staging.end_entity(key, date); });
}
Result<void> WriteTransaction::end(RelationId relation, std::string_view date) {
  return stage(state_.get(), [&](Staging& staging) { return staging.end(relation, date); });
}

Result<void> WriteTransaction::allow_erased() {
  return stage(state_.get(), [&](Staging& staging) {
    staging.allow_erased();
    return std::string();
  });
}

Result<CommitReport> WriteTransaction::commit(std::string_view reason) {
  if (!state_) return Error(ErrorCode::kConflict, "the write transaction has ended").with_hint("begin another one");
  const std::unique_ptr<State> state = std::move(state_);
  return guarded([&]() -> CommitReport {
    for (const Rejection& r : state->staging.settle()) throw Error(ErrorCode::kNotFound, r.reason);
    auto summary = state->is_rehearsal ? state->staging.rehearse() : state->staging.commit(reason);
    if (!summary.ok()) throw summary.error();
    return report_of(*summary);
  });
}

}  // namespace entente

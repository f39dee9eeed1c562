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

Error ended() {
  return Error(ErrorCode::kConflict, "the write transaction has ended").with_hint("begin another one");
}

// `act` says why it could not be done; empty: it was.
template <class State, class Act>
Result<void> stage(State* state, Act act) {
  if (!state) return ended();
  state->db->turn.note_user();
  if (state->statements.have_written())
    return Error(ErrorCode::kUnsupported, "statements wrote in this transaction, and it takes statements alone by now")
        .with_hint("CREATE, SET and DELETE say the same; or commit, and begin another one");
  try {
    state->is_staged = true;
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

Result<Table> WriteTransaction::query(std::string_view text, const Map& parameters, const QueryOptions& options) {
  if (!state_) return ended();
  state_->db->turn.note_user();
  return guarded(text, [&] {
    if (state_->is_staged)
      throw Error(ErrorCode::kUnsupported, "facts were added to this transaction, which its statements would not see")
          .with_hint("commit them, and begin another one");
    return state_->statements.run(text, parameters, options);
  });
}

Result<CommitReport> WriteTransaction::commit(std::string_view reason) {
  if (!state_) return ended();
  const std::unique_ptr<State> state = std::move(state_);
  return guarded([&] { return report_of(state->commit(reason)); });
}

}  // namespace entente

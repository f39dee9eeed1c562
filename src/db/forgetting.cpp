// What a store is made to know no more.
#include <utility>

#include "db/database_state.hpp"
#include "entente/database.hpp"
#include "query/execute/system_time.hpp"

namespace entente {

Result<ForgetReport> Database::forget_before(const std::string& system_time, bool dry_run) {
  return guarded([&] {
    if (state_->options.read_only && !dry_run)
      throw Error(ErrorCode::kUnsupported, "the store is open for reading only");
    const TakenTurn turn(state_->turn);
    FactStore& store = *state_->opened()->store;
    const TransactionId commit = commit_of_text(times_of_commits(store), system_time, run_options({}).now);
    const Result<Forgotten> forgotten = store.forget_before(commit, dry_run);
    if (!forgotten) throw forgotten.error();
    return ForgetReport{forgotten->floor.transaction, forgotten->floor.system_time, forgotten->is_moved,
                        forgotten->entities,          forgotten->relations,         forgotten->types};
  });
}

}  // namespace entente

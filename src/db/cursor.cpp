#include "entente/cursor.hpp"

#include <utility>

#include "db/database_state.hpp"
#include "query/running_query.hpp"

namespace entente {

struct Cursor::State {
  std::string text;
  std::shared_ptr<const TemporalGraph> graph;
  std::shared_ptr<const plan::Plan> plan;
  Map parameters;
  RunOptions options;
  std::vector<std::string> columns;
  std::optional<RunningQuery> running;
  std::optional<Table> written = {};  // of a statement that writes, which is over by then
};

Cursor::Cursor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;
Cursor::~Cursor() = default;

const std::vector<std::string>& Cursor::columns() const {
  return state_->columns;
}

Result<Table> Cursor::next() {
  return guarded(state_->text, [&] {
    Table part;
    if (state_->written) {
      part.rows = std::exchange(state_->written->rows, {});
      part.elements = state_->written->elements;
      return part;
    }
    with_query_stack([&] {
      while (part.rows.empty() && state_->running->next(part)) {
      }
    });
    return part;
  });
}

Result<Table> Cursor::finish() {
  return guarded(state_->text, [&] {
    Table rest;
    if (state_->written) return std::move(*state_->written);
    with_query_stack([&] { state_->running->finish(rest); });
    return rest;
  });
}

Result<Cursor> Database::cursor(std::string_view text, const Map& parameters, const QueryOptions& options) {
  return guarded(text, [&] {
    auto state = std::make_unique<Cursor::State>();
    state->text = text;
    Asked to_run = state_->asked(text, parameters, options);
    state->graph = std::move(to_run.graph);
    state->plan = std::move(to_run.plan);
    state->columns = columns_of(*state->plan);
    state->parameters = parameters;
    state->options = run_options(options);
    if (is_writing(*state->plan)) {
      state->written = State::write(state_, text, parameters, options);
      return Cursor(std::move(state));
    }
    with_query_stack([&] { state->running.emplace(*state->plan, *state->graph, state->parameters, state->options); });
    return Cursor(std::move(state));
  });
}

}  // namespace entente

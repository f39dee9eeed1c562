// Statements that write, from the text to the commit.
#include <utility>

#include "base/shortened.hpp"
#include "db/database_state.hpp"
#include "query/syntax/parser.hpp"
#include "query/update/run_writing.hpp"

namespace entente {
namespace {

void refuse(const std::string& reason) {
  if (!reason.empty()) throw Error(ErrorCode::kInvalidData, reason);
}

// In one line, and not all of a long one.
std::string reason_of(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return shortened(line);
}

// What is taken back comes last: what ends there has gone then.
CommitSummary commit(Staging& staging, const DraftFacts& facts, std::string_view reason) {
  staging.allow_untyped();
  for (const EntityFact& fact : facts.entities) refuse(staging.add(fact));
  for (const RelationFact& fact : facts.relations) refuse(staging.add(fact));
  for (const auto& [place, fact] : facts.corrected)
    refuse(fact.key.empty() ? staging.correct(place, fact) : staging.add(fact));
  for (const RelationPlace& place : facts.retracted) staging.retract(place);
  for (const std::string& key : facts.retracted_entities) refuse(staging.retract_entity(key, Ends::kRefused));
  for (const Rejection& rejection : staging.settle()) refuse(rejection.reason);
  auto summary = staging.commit(reason);
  if (!summary.ok()) throw summary.error();
  return *std::move(summary);
}

}  // namespace

bool Database::writes(std::string_view text) {
  bool found = false;
  try {
    with_query_stack([&] { found = is_writing(parse(text)); });
  } catch (const Error&) {
    return false;
  }
  return found;
}

Table Database::State::write(const std::shared_ptr<State>& database, std::string_view text, const Map& parameters,
                             const QueryOptions& options) {
  if (database->options.read_only)
    throw Error(ErrorCode::kUnsupported, "the store is open for reading only, and the statement writes")
        .with_hint("open it without read_only (entente serve: with --writable)");
  WriteTransaction::State transaction(database);
  const auto graph = transaction.opened->snapshots.newest();
  const auto plan = database->plans.get(text, *graph, prepare_options(options));
  const auto [entity, relation] = transaction.opened->store->next_ids();
  const auto prepare_for = [&](const TemporalGraph& now) {
    return entente::prepare(text, now, prepare_options(options));
  };
  Written written = run_writing(*plan, prepare_for, graph, {entity, relation}, parameters, run_options(options));
  Head head = transaction.opened->store->head();
  if (!written.facts.empty()) {
    const std::string reason = options.reason.empty() ? reason_of(text) : options.reason;
    try {
      head = commit(transaction.staging, written.facts, reason).head;
    } catch (Error& error) {
      error.at_runtime = true;
      throw;
    }
  }
  written.table.read_at.transaction = head.transaction;
  written.table.read_at.system_time = head.system_time;
  return std::move(written.table);
}

}  // namespace entente

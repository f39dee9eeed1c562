// What a Database is made of, shared with its transactions and prepared queries.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "db/asked.hpp"
#include "db/current_store.hpp"
#include "db/plan_cache.hpp"
#include "db/staging.hpp"
#include "db/statements.hpp"
#include "db/writer_turn.hpp"
#include "entente/database.hpp"
#include "storage/fact_store.hpp"

namespace entente {

// "`zhou` was erased from this store by commit 5 (…) at …"; empty: it was not.
std::string text_of_erasure(const FactStore& store, std::string_view key);

// When commits from 1 on were made.
std::vector<SystemTime> times_of_commits(const FactStore& store);

struct Database::State {
  State(const std::string& where, const Options& settings) : current(where, settings), path(where), options(settings) {}
  explicit State(std::unique_ptr<FactStore> facts) : current(std::move(facts)) {}

  // The store to read from now. Throws what `refresh` throws, where the commits of others are followed.
  std::shared_ptr<OpenedStore> opened() {
    if (options.follow) current.refresh();
    return current.get();
  }
  std::shared_ptr<const TemporalGraph> newest() { return opened()->snapshots.newest(); }
  // The newest, or what the store knew at a system time (QueryOptions::system_time).
  static std::shared_ptr<const TemporalGraph> graph(OpenedStore& opened, const std::string& system_time,
                                                    std::optional<Instant> now = std::nullopt);
  // The same where an answer about a store that knew nothing yet would mislead. Throws kNotFound.
  static std::shared_ptr<const TemporalGraph> graph_with_facts(OpenedStore& opened, const std::string& system_time,
                                                               std::optional<Instant> now = std::nullopt);
  // The snapshot that a statement asks, and its plan.
  Asked asked(std::string_view text, const Map& parameters, const QueryOptions& options);

  // Runs a statement that writes as one transaction, and gives its table, read at the commit that it made: none where
  // it changed nothing. Waits for other writers. Throws what the statement meets; then nothing was written. Errors
  // beside those of queries: kUnsupported where the store is open for reading only, kInvalidData for what can't be
  // stored. statements.cpp
  static Table write(const std::shared_ptr<State>& database, std::string_view text, const Map& parameters,
                     const QueryOptions& options);

  CurrentStore current;
  PlanCache plans;
  WriterTurn turn;   // of the running write transaction
  std::string path;  // empty: in memory
  Options options;
};

// The states of the store that `opened` gives when one is asked for.
template <class Opened>
StatesOfStore states_of(const Opened& opened) {
  return {[opened](TransactionId commit) { return opened()->snapshots.at(commit); },
          [opened](TransactionId first, TransactionId last) { return opened()->snapshots.between(first, last); }};
}

struct WriteTransaction::State {
  explicit State(std::shared_ptr<Database::State> database, bool rehearsal = false)
      : db(std::move(database)),
        is_rehearsal(rehearsal),
        turn(db->turn),
        opened(db->current.get()),
        staging(*opened->store, [this] { return opened->snapshots.newest(); }),
        statements(*opened, db->plans) {}

  // All of it, or what it would do. Throws what WriteTransaction::commit fails with. statements.cpp
  CommitSummary commit(std::string_view reason);

  std::shared_ptr<Database::State> db;
  bool is_rehearsal;  // its commit writes nothing
  TakenTurn turn;
  std::shared_ptr<OpenedStore> opened;
  Staging staging;
  bool is_staged = false;  // facts were added by hand
  Statements statements;
};

// Runs `body` and turns what it throws into an error: at the public door nothing throws.
template <class Body>
auto guarded(Body body) -> Result<decltype(body())> {
  try {
    return body();
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::kLimit, "out of memory");
  } catch (const std::system_error& error) {
    return Error(ErrorCode::kIo, error.what());
  } catch (const std::exception& error) {
    return Error(ErrorCode::kInternal, fmt::format("this should not have happened: {}", error.what()))
        .with_hint("it is a fault of entente's, or of a procedure of your own; nothing was changed");
  }
}

// The same for what reads a query: the error carries the text that its span points into.
template <class Body>
auto guarded(std::string_view query, Body body) -> Result<decltype(body())> {
  auto result = guarded(std::move(body));
  if (!result.ok() && result.error().span) result.error().text = query;
  return result;
}

}  // namespace entente

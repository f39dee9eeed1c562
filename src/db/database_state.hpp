// What a Database is made of, shared with its transactions and prepared queries.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "db/plan_cache.hpp"
#include "db/snapshots.hpp"
#include "db/staging.hpp"
#include "entente/database.hpp"
#include "storage/fact_store.hpp"

namespace entente {

struct Database::State {
  State(std::unique_ptr<FactStore> facts, std::string where, Options settings)
      : store(std::move(facts)), snapshots(*store), path(std::move(where)), options(settings) {}

  std::unique_ptr<FactStore> store;
  Snapshots snapshots;
  PlanCache plans;
  std::mutex writer;  // held by the running write transaction
  std::string path;   // empty: in memory
  Options options;
};

struct WriteTransaction::State {
  explicit State(std::shared_ptr<Database::State> database)
      : db(std::move(database)), lock(db->writer), staging(*db->store, [this] { return db->snapshots.newest(); }) {}

  std::shared_ptr<Database::State> db;
  std::unique_lock<std::mutex> lock;
  Staging staging;
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
  } catch (const std::exception& error) {
    return Error(ErrorCode::kIo, error.what());
  }
}

}  // namespace entente

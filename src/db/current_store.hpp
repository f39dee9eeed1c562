// The store that a database reads. One that writes keeps the one it opened; one that only reads takes a newer one when
// it is refreshed, since the opened files show the commits that were there when they were opened.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "db/snapshots.hpp"
#include "entente/options.hpp"
#include "storage/fact_store.hpp"

namespace entente {

// A store and the graph of its newest commit.
struct OpenedStore {
  explicit OpenedStore(std::unique_ptr<FactStore> facts) : store(std::move(facts)), snapshots(*store) {}

  std::unique_ptr<FactStore> store;
  Snapshots snapshots;
};

class CurrentStore {
 public:
  // Opens the store in the folder `path`. Throws what opening fails with.
  CurrentStore(const std::string& path, const Options& options);
  // One in memory.
  explicit CurrentStore(std::unique_ptr<FactStore> facts);

  // Who holds it reads on in it when there is a newer one.
  std::shared_ptr<OpenedStore> get() const;
  // Of a store that is only read: opens it again where another process has committed. Throws what opening fails with;
  // the one before is then still there.
  void refresh();

 private:
  const std::string path_;  // from the root, wherever the process goes; empty: in memory
  const Options options_;
  std::mutex refreshing_;
  std::string stamp_;  // of the files, before they were opened; guarded by refreshing_
  mutable std::mutex mutex_;
  std::shared_ptr<OpenedStore> opened_;  // guarded by mutex_
};

}  // namespace entente

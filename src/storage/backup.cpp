#include "storage/backup.hpp"

#include <memory>
#include <utility>

#include "storage/open_store.hpp"
#include "storage/unfinished_copy.hpp"

namespace entente {
namespace {

StoreOptions options_of_copy(const CopyPlace& place, bool read_only) {
  StoreOptions options;
  options.read_only = read_only;
  options.env = place.env;
  return options;
}

// `write` makes the store in the folder that it is given. What was written is opened before it gets its place.
template <class Write>
Result<Head> make_store(const CopyPlace& place, const Write& write) try {
  Result<UnfinishedCopy> copy = UnfinishedCopy::begin(place.source, place.folder);
  if (!copy) return copy.error();
  if (Result<void> written = write(copy->path()); !written) return written.error();
  Head head;
  {
    Result<std::unique_ptr<Store>> rows = open_rocksdb_store(copy->path(), options_of_copy(place, true));
    if (!rows) return rows.error();
    const Result<std::unique_ptr<FactStore>> facts = FactStore::open(std::move(*rows));
    if (!facts) return facts.error();
    head = (*facts)->head();
  }
  if (Result<void> finished = copy->finish(); !finished) return finished.error();
  return head;
} catch (Error& error) {
  return std::move(error);
}

}  // namespace

Result<Head> back_up(const FactStore& store, const CopyPlace& place) {
  return make_store(place, [&](const std::string& folder) -> Result<void> {
    const Result<bool> copied = store.store().copy_files(folder);
    if (!copied) return copied.error();
    if (*copied) return {};
    const Result<std::unique_ptr<Store>> to = open_rocksdb_store(folder, options_of_copy(place, false));
    if (!to) return to.error();
    return store.copy_to(**to);
  });
}

Result<Head> restore(const FactStore& store, TransactionId as_of, const CopyPlace& place) {
  if (const Head newest = store.head(); as_of > newest.transaction) return no_commit(as_of, newest.transaction);
  return make_store(place, [&](const std::string& folder) -> Result<void> {
    const Result<std::unique_ptr<Store>> to = open_rocksdb_store(folder, options_of_copy(place, false));
    if (!to) return to.error();
    return store.restore_to(**to, as_of);
  });
}

}  // namespace entente

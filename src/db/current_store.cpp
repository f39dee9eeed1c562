#include "db/current_store.hpp"

#include <filesystem>

#include "storage/open_store.hpp"
#include "storage/store_stamp.hpp"

namespace entente {
namespace {

std::string path_from_root(const std::string& path) {
  std::error_code error;
  const std::filesystem::path found = std::filesystem::canonical(path, error);
  return error ? path : found.string();  // opening it says what is wrong
}

std::unique_ptr<FactStore> facts_of(Result<std::unique_ptr<Store>> store, const Options& options) {
  if (!store.ok()) throw store.error();
  auto facts = FactStore::open(std::move(store).value(), options.clock ? options.clock : system_clock_now);
  if (!facts.ok()) throw facts.error();
  return std::move(facts).value();
}

std::unique_ptr<FactStore> open_facts(const std::string& path, const Options& options) {
  return facts_of(open_rocksdb_store(path, {options.create_if_missing, options.read_only, options.sync}), options);
}

}  // namespace

CurrentStore::CurrentStore(const std::string& path, const Options& options)
    : path_(options.read_only ? path_from_root(path) : path),
      options_(options),
      stamp_(options.read_only ? store_stamp(path_) : std::string{}),
      opened_(std::make_shared<OpenedStore>(open_facts(path, options))) {}

CurrentStore::CurrentStore(std::unique_ptr<FactStore> facts)
    : opened_(std::make_shared<OpenedStore>(std::move(facts))) {}

std::shared_ptr<OpenedStore> CurrentStore::get() const {
  const std::lock_guard lock(mutex_);
  return opened_;
}

void CurrentStore::refresh() {
  if (!options_.read_only) return;
  const std::lock_guard refreshing(refreshing_);
  std::string stamp = store_stamp(path_);
  if (stamp == stamp_) return;
  auto newest = std::make_shared<OpenedStore>(open_facts(path_, options_));
  const auto shows = [](const OpenedStore& opened) { return std::pair(opened.store->head(), opened.store->floor()); };
  if (shows(*newest) != shows(*get())) {
    const std::lock_guard lock(mutex_);
    opened_.swap(newest);
  }
  stamp_ = std::move(stamp);
}

}  // namespace entente

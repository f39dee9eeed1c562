// The stores that the conformance suite runs on, and one that heeds time filters.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "distant_store.hpp"
#include "storage/open_store.hpp"
#include "storage/values.hpp"
#include "support/temporary_folder.hpp"

namespace entente {

// Passes calls on to a store, and leaves out rows that the filter need not see: all such rows, or every second one.
class FilteringStore : public Store {
 public:
  enum class Zeal { kAll, kHalf };
  FilteringStore(std::unique_ptr<Store> store, Zeal zeal) : store_(std::move(store)), zeal_(zeal) {}

  Capabilities capabilities() const override {
    Capabilities c = store_->capabilities();
    c.filters_time = true;
    return c;
  }
  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& options) const override {
    FilteringSink filtering(*this, scans, sink);
    store_->scan_many(scans, filtering, options);
  }
  std::unique_ptr<ReadPoint> read_point() const override { return store_->read_point(); }
  Result<void> commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) override {
    return store_->commit(batches, swap);
  }
  Result<std::optional<std::string>> read_register(std::string_view name) const override {
    return store_->read_register(name);
  }
  Result<std::unique_ptr<WriterLease>> acquire_writer() override { return store_->acquire_writer(); }
  std::uint64_t bytes_on_disk() const override { return store_->bytes_on_disk(); }

  std::size_t left_out() const { return left_out_; }

 private:
  struct FilteringSink : ScanSink {
    FilteringSink(const FilteringStore& store, std::span<const Scan> scans, ScanSink& sink)
        : store(store), scans(scans), sink(sink) {}
    void take(std::size_t scan, const Page& page) override {
      Page filtered;
      filtered.more = page.more;
      filtered.resume = page.resume;
      for (std::size_t i = 0; i < page.rows.size(); ++i) {
        const Row row = page.rows[i];
        // The last row of a page that leads on stays, since a page without rows leads nowhere.
        const bool last = page.more && i + 1 == page.rows.size();
        const bool chosen = store.zeal_ == Zeal::kAll || i % 2 == 0;
        if (!last && chosen && is_too_new(scans[scan], row)) {
          ++store.left_out_;
          continue;
        }
        filtered.rows.add(row.key, row.value);
        ++filtered.sent_rows;
      }
      sink.take(scan, filtered);
    }
    static bool is_too_new(const Scan& scan, const Row& row) {
      const bool versioned = scan.family == Family::kEntities || scan.family == Family::kOut ||
                             scan.family == Family::kIn || scan.family == Family::kHistory;
      if (!versioned) return false;
      ByteReader in(row.value);
      return TransactionId{in.varint()} > scan.filter.as_of;  // one over a packed relation hides it at any time
    }
    const FilteringStore& store;
    std::span<const Scan> scans;
    ScanSink& sink;
  };

  std::unique_ptr<Store> store_;
  Zeal zeal_;
  mutable std::size_t left_out_ = 0;
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<Store>(const std::string& path)> open;
  bool lasts = false;  // what is written is there when it is opened again
};

inline std::unique_ptr<Store> open_rocksdb_or_throw(const std::string& path) {
  Result<std::unique_ptr<Store>> store = open_rocksdb_store(path, {});
  if (!store) throw store.error();
  return std::move(*store);
}

inline std::vector<StoreKind> store_kinds() {
  return {{"Memory", [](const std::string&) { return open_memory_store(); }, false},
          {"RocksDB", open_rocksdb_or_throw, true},
          {"Distant", [](const std::string&) { return std::make_unique<DistantStore>(); }, false}};
}

inline std::vector<StoreKind> store_kinds_with_filters() {
  std::vector<StoreKind> kinds = store_kinds();
  for (const auto zeal : {FilteringStore::Zeal::kAll, FilteringStore::Zeal::kHalf}) {
    const std::string name = zeal == FilteringStore::Zeal::kAll ? "Filtering" : "HalfFiltering";
    kinds.push_back({name + "Memory",
                     [zeal](const std::string&) { return std::make_unique<FilteringStore>(open_memory_store(), zeal); },
                     false});
    kinds.push_back({name + "RocksDB",
                     [zeal](const std::string& path) {
                       return std::make_unique<FilteringStore>(open_rocksdb_or_throw(path), zeal);
                     },
                     true});
  }
  return kinds;
}

// A test on one of the stores, in a folder of its own.
class StoreTest : public testing::TestWithParam<StoreKind> {
 protected:
  std::string path() const { return folder_.path("store"); }
  std::unique_ptr<Store> open() const { return GetParam().open(path()); }

 private:
  TemporaryFolder folder_;
};

inline std::string kind_name(const testing::TestParamInfo<StoreKind>& info) {
  return info.param.name;
}
inline void PrintTo(const StoreKind& kind, std::ostream* out) {
  *out << kind.name;
}

}  // namespace entente

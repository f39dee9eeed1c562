// Ordered maps under a mutex: the store of databases in memory, and the judge of the others in the conformance suite.
// It has no read points, as a distributed store has none: what belongs together is told by the commit numbers in the
// rows alone.
#include <array>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "storage/open_store.hpp"

namespace entente {
namespace {

class MemoryStore : public Store {
 public:
  Capabilities capabilities() const override {
    Capabilities c;
    c.name = "memory";
    c.max_key_bytes = 64 * 1024;
    c.max_batch_bytes = ~std::size_t{0};
    return c;
  }

  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions&) const override {
    Page page;
    for (std::size_t i = 0; i < scans.size(); ++i) {
      read_page(scans[i], page);
      sink.take(i, page);
    }
  }

  std::unique_ptr<ReadPoint> read_point() const override { return nullptr; }

  Result<void> commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) override {
    const std::unique_lock lock(mutex_);
    const auto current = registers_.find(swap.name);
    const bool as_expected =
        current == registers_.end() ? !swap.expected : swap.expected && current->second == *swap.expected;
    if (!as_expected) {
      return Error(ErrorCode::kConflict, "another writer has moved the register \"" + swap.name + "\" meanwhile");
    }
    for (const PartitionBatch& batch : batches) apply(batch);
    registers_.insert_or_assign(swap.name, swap.desired);
    return {};
  }

  Result<std::optional<std::string>> read_register(std::string_view name) const override {
    const std::shared_lock lock(mutex_);
    const auto it = registers_.find(name);
    return it == registers_.end() ? std::optional<std::string>() : it->second;
  }

  Result<std::unique_ptr<WriterLease>> acquire_writer() override {
    const std::unique_lock lock(mutex_);
    if (leased_) return Error(ErrorCode::kLocked, "the store in memory has a writer already");
    leased_ = true;
    return std::unique_ptr<WriterLease>(std::make_unique<Lease>(*this));
  }

  std::uint64_t bytes_on_disk() const override { return 0; }

 private:
  using Rows = std::map<std::string, std::string, std::less<>>;
  using Partition = std::array<Rows, kFamilyCount>;

  struct Lease : WriterLease {
    explicit Lease(MemoryStore& store) : store(store) {}
    ~Lease() override {
      const std::unique_lock lock(store.mutex_);
      store.leased_ = false;
    }
    MemoryStore& store;
  };

  void read_page(const Scan& scan, Page& page) const {
    page.rows.clear();
    page.sent_rows = 0;
    page.more = false;
    page.resume.clear();
    const std::shared_lock lock(mutex_);
    const auto partition = partitions_.find(scan.partition);
    if (partition == partitions_.end()) return;
    const Rows& rows = partition->second[static_cast<std::size_t>(scan.family)];
    for (auto it = rows.lower_bound(scan.resume.empty() ? scan.lo : scan.resume); it != rows.end(); ++it) {
      if (!scan.hi.empty() && it->first >= scan.hi) return;
      if (page.sent_rows > 0 && (page.sent_rows >= scan.max_rows || page.rows.bytes() >= scan.max_bytes)) {
        page.more = true;
        page.resume = it->first;
        return;
      }
      page.rows.add(it->first, it->second);
      ++page.sent_rows;
    }
  }

  void apply(const PartitionBatch& batch) {
    Partition& partition = partitions_[batch.partition];
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
      const RowBatch::Entry e = batch.rows[i];
      Rows& rows = partition[static_cast<std::size_t>(e.family)];
      // Batches come mostly in order of key, so the place before which the row belongs is often the end.
      if (e.is_delete) {
        if (const auto it = rows.find(e.key); it != rows.end()) rows.erase(it);
      } else if (rows.empty() || rows.rbegin()->first < e.key) {
        rows.emplace_hint(rows.end(), e.key, e.value);
      } else {
        rows.insert_or_assign(std::string(e.key), std::string(e.value));
      }
    }
  }

  mutable std::shared_mutex mutex_;
  std::map<PartitionId, Partition> partitions_;
  std::map<std::string, std::string, std::less<>> registers_;
  bool leased_ = false;
};

}  // namespace

std::unique_ptr<Store> open_memory_store() {
  return std::make_unique<MemoryStore>();
}

}  // namespace entente

// A store as a slow cluster would be: what `Store` promises, and nothing beyond it.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "storage/open_store.hpp"
#include "storage/store.hpp"

namespace entente {

// Rows in memory, behind a line that is slow and loses answers. Every other call loses some of its answers, or a row of
// them, which `sent_rows` gives away; asked again, it answers whole. Answers come in no order, in pages of at most
// seven rows, with a `resume` that is no key. The rows of a commit are written partition by partition, and are there
// before its register moves. It has no read points.
class DistantStore : public Store {
 public:
  Capabilities capabilities() const override {
    Capabilities c = rows_->capabilities();
    c.name = "distant";
    return c;
  }

  void scan_many(std::span<const Scan> scans, ScanSink& sink, const CallOptions& options) const override {
    wait();
    // By the thread that asks, so that its second attempt is the one that is answered.
    thread_local unsigned calls = 0;
    const unsigned call = calls++ % 4;
    std::vector<Scan> asked(scans.begin(), scans.end());
    for (Scan& scan : asked) {
      scan.max_rows = std::min(scan.max_rows, kMostRows);
      if (!scan.resume.empty()) scan.resume.erase(0, 1);
    }
    Answers answers(asked.size());
    rows_->scan_many(asked, answers, options);
    for (std::size_t n = 0; n < asked.size(); ++n) {
      const std::size_t i = asked.size() - 1 - n;
      Page& page = answers.pages[i];
      if (page.more) page.resume.insert(0, 1, kMark);
      if (call == 1 && n % 3 == 0) continue;
      if (call == 3 && n % 2 == 0 && !page.rows.empty()) page.rows.pop_back();
      sink.take(i, page);
    }
  }

  std::unique_ptr<ReadPoint> read_point() const override { return nullptr; }

  Result<void> commit(std::span<const PartitionBatch> batches, const RegisterSwap& swap) override {
    const std::lock_guard lock(committing_);
    const auto now = rows_->read_register(swap.name);
    if (!now.ok()) return now.error();
    if (*now != swap.expected) return Error(ErrorCode::kConflict, "the register is another by now");
    for (const PartitionBatch& batch : batches) {
      wait();
      const std::string next = std::to_string(++written_);
      if (auto done = rows_->commit({&batch, 1}, {"rows written", last_, next}); !done.ok()) return done;
      last_ = next;
    }
    wait();
    return rows_->commit({}, swap);
  }

  Result<std::optional<std::string>> read_register(std::string_view name) const override {
    wait();
    return rows_->read_register(name);
  }
  Result<std::unique_ptr<WriterLease>> acquire_writer() override { return rows_->acquire_writer(); }
  std::uint64_t bytes_on_disk() const override { return 0; }

 private:
  static constexpr std::uint32_t kMostRows = 7;
  static constexpr char kMark = '~';

  struct Answers : ScanSink {
    explicit Answers(std::size_t count) : pages(count) {}
    void take(std::size_t scan, const Page& page) override { pages[scan] = page; }
    std::vector<Page> pages;
  };

  // As long as a line takes, now and then, so that other threads come in between.
  static void wait() {
    thread_local unsigned waits = 0;
    if (++waits % 16 == 0) std::this_thread::sleep_for(std::chrono::microseconds(100));
  }

  std::unique_ptr<Store> rows_ = open_memory_store();
  std::mutex committing_;
  std::uint64_t written_ = 0;
  std::optional<std::string> last_;
};

}  // namespace entente

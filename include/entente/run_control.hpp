// How a run is ended from outside: by somebody who asks it to stop, by the clock, or by what it may keep in memory.
//
//   StopSource stop;
//   options.control.stop = stop.token();
//   options.control.timeout = std::chrono::seconds(5);
//   auto table = database->query(text, {}, options);  // meanwhile, elsewhere: stop.request_stop()
//
// Whatever runs for long looks at its control now and then: operators between two batches of rows, searches at each row
// of relations, and procedures as often as they like (`View::poll`). What keeps rows, values or paths counts them as it
// goes. A run that is ended gives an error, kCancelled, kTimeout or kLimit, and leaves everything as it was.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <utility>

namespace entente {

// Tells whether it was asked to stop. Copies tell the same; one that comes from no source is never asked.
class StopToken {
 public:
  StopToken() = default;
  bool stop_requested() const noexcept { return asked_ != nullptr && asked_->load(std::memory_order_relaxed); }

 private:
  friend class StopSource;
  explicit StopToken(std::shared_ptr<const std::atomic<bool>> asked) : asked_(std::move(asked)) {}
  std::shared_ptr<const std::atomic<bool>> asked_;
};

// Asks. Copies ask the same tokens; a request can't be taken back.
class StopSource {
 public:
  StopSource() : asked_(std::make_shared<std::atomic<bool>>(false)) {}
  StopToken token() const { return StopToken(asked_); }
  // From any thread, and from a signal handler (which std::stop_source does not promise).
  void request_stop() noexcept { asked_->store(true, std::memory_order_relaxed); }
  bool stop_requested() const noexcept { return asked_->load(std::memory_order_relaxed); }

 private:
  static_assert(std::atomic<bool>::is_always_lock_free);
  std::shared_ptr<std::atomic<bool>> asked_;
};

struct RunControl {
  // The run ends with kCancelled soon after this was asked to stop.
  StopToken stop = {};
  // A run that takes longer ends with kTimeout. 0: no bound. What is done with a finished table, such as writing it, is
  // no part of the run; what is done between the rows of a cursor is.
  std::chrono::milliseconds timeout{0};
  // A run that keeps more bytes at once, of rows that it sorts, groups, joins or returns and of values that it makes,
  // ends with kLimit. What it takes for a moment, and the graph, does not count. 0: half of the memory of the machine,
  // or of what the process may have of it.
  std::size_t memory = 0;
};

// A control while its run goes on; the time counts from here.
class RunWatch {
 public:
  explicit RunWatch(const RunControl& control);
  // Throws Error, kCancelled or kTimeout, where the run is to end. Costs a nanosecond or two, and with a timeout a look
  // at the clock.
  void poll() const {
    if (stop_.stop_requested() || (timeout_.count() > 0 && Clock::now() > deadline_)) end();
  }
  // Counts bytes that are kept from now on; kLimit where they are too many. By the thread of the run alone.
  void charge(std::size_t bytes) const {
    if (bytes > memory_ - kept_) refuse(bytes);
    kept_ += bytes;
  }
  void release(std::size_t bytes) const noexcept { kept_ -= bytes; }
  std::size_t kept() const { return kept_; }

 private:
  using Clock = std::chrono::steady_clock;
  [[noreturn]] void end() const;
  [[noreturn]] void refuse(std::size_t bytes) const;

  StopToken stop_;
  std::chrono::milliseconds timeout_;
  Clock::time_point deadline_;
  std::size_t memory_;
  mutable std::size_t kept_ = 0;
};

// What one part of a run keeps: counted until it is let go, at the end at the latest.
class MemoryCharge {
 public:
  // Null: nothing is counted. The watch must outlive this.
  explicit MemoryCharge(const RunWatch* watch) : watch_(watch) {}
  MemoryCharge(MemoryCharge&& other) noexcept
      : watch_(std::exchange(other.watch_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  MemoryCharge(const MemoryCharge&) = delete;
  MemoryCharge& operator=(const MemoryCharge&) = delete;
  ~MemoryCharge() { release(); }

  // Throws Error kLimit.
  void add(std::size_t bytes) {
    if (watch_ == nullptr) return;
    watch_->charge(bytes);
    bytes_ += bytes;
  }
  void release() noexcept {
    if (watch_ != nullptr) watch_->release(std::exchange(bytes_, 0));
  }

 private:
  const RunWatch* watch_;
  std::size_t bytes_ = 0;
};

}  // namespace entente

// How a run is ended from outside: by somebody who asks it to stop, or by the clock.
//
//   StopSource stop;
//   options.control.stop = stop.token();
//   options.control.timeout = std::chrono::seconds(5);
//   auto table = database->query(text, {}, options);  // meanwhile, elsewhere: stop.request_stop()
//
// Whatever runs for long looks at its control now and then: operators between two batches of rows, searches at each row
// of relations, and procedures as often as they like (`View::poll`). A run that is ended gives an error, kCancelled or
// kTimeout, and leaves everything as it was.
#pragma once

#include <atomic>
#include <chrono>
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
  // A run that takes longer ends with kTimeout. 0: no bound.
  std::chrono::milliseconds timeout{0};
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

 private:
  using Clock = std::chrono::steady_clock;
  [[noreturn]] void end() const;

  StopToken stop_;
  std::chrono::milliseconds timeout_;
  Clock::time_point deadline_;
};

}  // namespace entente

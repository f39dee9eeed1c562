// Whose turn it is to write: one transaction at a time has it. It belongs to no thread, since a transaction may be
// moved from one to another; who uses it is noted, so that a thread does not wait for itself.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

namespace entente {

class WriterTurn {
 public:
  // Waits until nobody has it. Throws kLocked where this thread does: it would wait for ever.
  void take();
  // From now on it is this thread's.
  void note_user();
  void give_back();

 private:
  std::mutex mutex_;
  std::condition_variable free_;
  bool taken_ = false;
  std::thread::id user_;
};

// Has the turn as long as it lives.
class TakenTurn {
 public:
  explicit TakenTurn(WriterTurn& turn) : turn_(turn) { turn_.take(); }
  ~TakenTurn() { turn_.give_back(); }
  TakenTurn(const TakenTurn&) = delete;
  TakenTurn& operator=(const TakenTurn&) = delete;

 private:
  WriterTurn& turn_;
};

}  // namespace entente

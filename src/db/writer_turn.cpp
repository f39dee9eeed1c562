#include "db/writer_turn.hpp"

#include "entente/error.hpp"

namespace entente {

void WriterTurn::take() {
  std::unique_lock lock(mutex_);
  if (taken_ && user_ == std::this_thread::get_id())
    throw Error(ErrorCode::kLocked, "this thread holds a write transaction of the database, and would wait for itself")
        .with_hint("commit or drop that transaction first, or add the facts to it");
  free_.wait(lock, [&] { return !taken_; });
  taken_ = true;
  user_ = std::this_thread::get_id();
}

void WriterTurn::note_user() {
  const std::lock_guard lock(mutex_);
  user_ = std::this_thread::get_id();
}

void WriterTurn::give_back() {
  {
    const std::lock_guard lock(mutex_);
    taken_ = false;
  }
  free_.notify_one();
}

}  // namespace entente

#include "base/stack.hpp"

#include <pthread.h>

#include <cstdint>
#include <cstring>
#include <exception>
#include <string>

#include "entente/error.hpp"

namespace entente {
namespace {

struct Bounds {
  std::uintptr_t low = 0, high = 0;
};

Bounds ask_bounds() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return {};
  void* low = nullptr;
  std::size_t size = 0;
  Bounds bounds;
  if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
    bounds.low = reinterpret_cast<std::uintptr_t>(low);
    bounds.high = bounds.low + size;
  }
  pthread_attr_destroy(&attributes);
  return bounds;
}

struct Errand {
  const std::function<void()>& work;
  std::exception_ptr failure;
};

void* run_errand(void* given) {
  auto& errand = *static_cast<Errand*>(given);
  try {
    errand.work();
  } catch (...) {
    errand.failure = std::current_exception();
  }
  return nullptr;
}

[[noreturn]] void no_thread(int reason) {
  throw Error(ErrorCode::kIo, std::string("can't begin a thread for the query: ") + std::strerror(reason))
      .with_hint("give the calling thread a larger stack, or allow more threads (ulimit -u) or more memory");
}

}  // namespace

std::size_t free_stack() {
  thread_local const Bounds kBounds = ask_bounds();  // of a main thread it means reading a file: once
  const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
  return here > kBounds.low && here <= kBounds.high ? here - kBounds.low : 0;
}

void with_stack(std::size_t bytes, const std::function<void()>& work) {
  if (free_stack() >= bytes) return work();
  Errand errand{work, nullptr};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  // Its own frames, and what a thread keeps at the end of its stack.
  constexpr std::size_t kBeside = std::size_t{256} * 1024;
  int reason = pthread_attr_setstacksize(&attributes, bytes + kBeside);
  pthread_t thread{};
  if (reason == 0) reason = pthread_create(&thread, &attributes, run_errand, &errand);
  pthread_attr_destroy(&attributes);
  if (reason != 0) no_thread(reason);
  pthread_join(thread, nullptr);
  if (errand.failure) std::rethrow_exception(errand.failure);
}

}  // namespace entente

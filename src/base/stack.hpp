// Work that recurses to a stated depth, on any caller's stack.
#pragma once

#include <cstddef>
#include <functional>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ENTENTE_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ENTENTE_SANITIZED
#endif

namespace entente {

// Without optimisation and with sanitizers frames are several times as large.
#if defined(__OPTIMIZE__) && !defined(ENTENTE_SANITIZED)
inline constexpr bool kLargeFrames = false;
#else
inline constexpr bool kLargeFrames = true;
#endif

// Runs `work` where at least `bytes` of stack are free: on the calling thread if it has them, otherwise on a thread of
// its own, which has ended when this returns. What `work` throws is thrown here. Throws Error kIo where the system
// gives no further thread. Costs nothing to speak of on a large stack, some ten microseconds on a small one.
void with_stack(std::size_t bytes, const std::function<void()>& work);

// Bytes left below the caller on its thread; 0 where that can't be told, as on a stack that the program made itself.
std::size_t free_stack();

}  // namespace entente

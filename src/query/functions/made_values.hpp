// For functions that make large values: their room is asked for before they are made, and they can be broken off.
#pragma once

#include <cstddef>

#include "query/functions/function.hpp"

namespace entente {

// Throws Error kLimit where the run may not keep so many bytes beside what it keeps, kCancelled or kTimeout where it is
// to end.
inline void need_memory(const FunctionContext& c, std::size_t bytes) {
  c.view.poll();
  MemoryCharge(c.view.watch()).add(bytes);
}

// The same for something that grows: looked at now and then.
class Growth {
 public:
  explicit Growth(const FunctionContext& c) : context_(c) {}
  void add(std::size_t bytes) {
    bytes_ += bytes;
    if (++steps_ % 4096 == 0) need_memory(context_, bytes_);
  }

 private:
  const FunctionContext& context_;
  std::size_t bytes_ = 0, steps_ = 0;
};

}  // namespace entente

// What each operator of a run did: PROFILE.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/hash_map.hpp"
#include "query/plan/plan.hpp"

namespace entente {

// With what is below it.
struct OperatorProfile {
  std::uint64_t rows = 0;            // that it gave
  std::chrono::nanoseconds time{0};  // while it was asked for them
  std::int64_t kept = 0, most = 0;   // bytes that came to what the run keeps meanwhile: by now, and at most

  void note_kept(std::int64_t bytes) {
    kept += bytes;
    most = std::max(most, kept);
  }
};

using Profile = HashMap<const plan::Operator*, std::unique_ptr<OperatorProfile>>;

inline OperatorProfile& profile_of(Profile& profile, const plan::Operator* op) {
  std::unique_ptr<OperatorProfile>& found = profile[op];
  if (found == nullptr) found = std::make_unique<OperatorProfile>();
  return *found;
}

}  // namespace entente

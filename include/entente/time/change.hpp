// What became of a fact between two stretches of time.
//
//   from ├───────┤          to ├───────┤
//     ──────────────────            ended
//                    ─────────────────────   began
//       ─────────────────────────────     stayed
//                  ─────       passed: it held only in between
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "entente/time/period.hpp"

namespace entente {

enum class Change : std::uint8_t {
  kBegan,   // it held at some time in `to`, and at none in `from`
  kEnded,   // … in `from`, and at none in `to`
  kStayed,  // … in both
  kPassed,  // it began after `from` and ended before `to`
  kAbsent,  // it held before `from` alone, or after `to` alone
};
inline constexpr std::size_t kChangeCount = 5;
std::string_view name(Change change);  // "began", …

// The changes that some choice of bounds makes true; never empty.
class ChangeSet {
 public:
  bool has(Change change) const { return set_[static_cast<std::size_t>(change)]; }
  void add(Change change) { set_.set(static_cast<std::size_t>(change)); }
  // One change is certain where it is the only one possible.
  bool is_certain() const { return set_.count() == 1; }
  friend bool operator==(const ChangeSet&, const ChangeSet&) = default;

 private:
  std::bitset<kChangeCount> set_;
};

// What may have become of a fact with validity `p`: exact over all choices of its bounds. `from` and `to` are certain,
// and `from` ends by the time `to` begins. Cost: a few comparisons.
ChangeSet possible_changes(const Period& p, const Period& from, const Period& to);

}  // namespace entente

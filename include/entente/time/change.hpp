// What became of a fact between two stretches of time.
//
//   from ├───────┤          to ├───────┤
//     ──────────────────            ended
//                    ─────────────────────   began
//       ─────────────────────────────     stayed
//                  ─────       passed: it held only in between
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "entente/time/period.hpp"

namespace entente {

enum class Change : std::uint8_t {
  kBegan,   // it held at some time in `to`, and at none in `from`
  kEnded,   // … in `from`, and at none in `to`
  kStayed,  // … in both
  kPassed,  // it began after `from` and ended before `to`
  kBefore,  // it held before `from`, and at no time from there to the end of `to`
  kAfter,   // it held after `to` alone
};
inline constexpr std::size_t kChangeCount = 6;
inline constexpr std::array<Change, kChangeCount> kAllChanges = {Change::kBegan,  Change::kEnded,  Change::kStayed,
                                                                 Change::kPassed, Change::kBefore, Change::kAfter};
std::string_view name(Change change);  // "began", …

// The changes that some choice of bounds makes true.
class ChangeSet {
 public:
  ChangeSet() = default;
  ChangeSet(std::initializer_list<Change> changes) {
    for (const Change change : changes) add(change);
  }
  bool has(Change change) const { return set_[static_cast<std::size_t>(change)]; }
  void add(Change change) { set_.set(static_cast<std::size_t>(change)); }
  void add(const ChangeSet& others) { set_ |= others.set_; }
  // One change is certain where it is the only one possible.
  bool is_certain() const { return set_.count() == 1; }
  bool empty() const { return set_.none(); }
  // All of them are among `others`.
  bool is_within(const ChangeSet& others) const { return (set_ & ~others.set_).none(); }
  friend bool operator==(const ChangeSet&, const ChangeSet&) = default;

 private:
  std::bitset<kChangeCount> set_;
};

// What may have become of a fact with validity `p`: exact over all choices of its bounds, never empty. `from` and `to`
// are certain, and `from` ends by the time `to` begins. Cost: a few comparisons.
ChangeSet possible_changes(const Period& p, const Period& from, const Period& to);
// The same of a fact that held in several stretches (stretches.hpp): each word is true of their union. Linear in them.
ChangeSet possible_changes(std::span<const Period> stretches, const Period& from, const Period& to);

}  // namespace entente

// Allen's thirteen relations between two periods, exact for uncertain ones.
// Source: J. F. Allen, "Maintaining knowledge about temporal intervals", CACM 26(11), 1983.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "entente/time/period.hpp"

namespace entente {

//   kBefore         p ──   q    ──        kAfter         (its converse)
//   kMeets          p ──   q   ──         kMetBy
//   kOverlaps       p ────  q   ────      kOverlappedBy
//   kStarts         p ──   q ─────        kStartedBy
//   kDuring         p  ──  q ─────        kContains
//   kFinishes       p   ─── q ─────       kFinishedBy
//   kEquals         p ───── q ─────
enum class AllenRelation : std::uint8_t {
  kBefore,
  kMeets,
  kOverlaps,
  kStarts,
  kDuring,
  kFinishes,
  kEquals,
  kFinishedBy,
  kContains,
  kStartedBy,
  kOverlappedBy,
  kMetBy,
  kAfter,
};

inline constexpr std::size_t kAllenRelationCount = 13;
inline constexpr std::array<std::string_view, kAllenRelationCount> kAllenNames = {
    "before",      "meets",    "overlaps",   "starts",        "during", "finishes", "equals",
    "finished-by", "contains", "started-by", "overlapped-by", "met-by", "after"};

// Standard name of a relation: "before", "overlapped-by", …
constexpr std::string_view name(AllenRelation relation) {
  return kAllenNames[static_cast<std::size_t>(relation)];
}

// The relation with the two periods exchanged. The enumeration is ordered so that converses mirror each other.
constexpr AllenRelation converse(AllenRelation relation) {
  return static_cast<AllenRelation>(kAllenRelationCount - 1 - static_cast<std::size_t>(relation));
}

// A set of relations.
class AllenSet {
 public:
  constexpr AllenSet() = default;

  static constexpr AllenSet all() {
    AllenSet set;
    set.bits_ = (1U << kAllenRelationCount) - 1;
    return set;
  }

  constexpr void insert(AllenRelation relation) { bits_ = static_cast<std::uint16_t>(bits_ | bit(relation)); }
  constexpr bool contains(AllenRelation relation) const { return (bits_ & bit(relation)) != 0; }
  constexpr int size() const { return std::popcount(bits_); }
  constexpr bool empty() const { return bits_ == 0; }
  // Bit i stands for the relation with the value i.
  constexpr std::uint16_t bits() const { return bits_; }

  // The only member, or nullopt when there are none or several.
  constexpr std::optional<AllenRelation> only() const {
    if (size() != 1) return std::nullopt;
    return static_cast<AllenRelation>(std::countr_zero(bits_));
  }

  friend constexpr bool operator==(const AllenSet&, const AllenSet&) = default;

 private:
  static constexpr std::uint16_t bit(AllenRelation relation) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(relation));
  }

  std::uint16_t bits_ = 0;
};

// Every relation that some choice of bounds of p and q confirms, and no other. Never empty for valid periods.
// Cost: some fifty comparisons.
AllenSet allen_possible(const Period& p, const Period& q);

// The one relation that holds in every choice of bounds, or nullopt when several are possible.
std::optional<AllenRelation> allen(const Period& p, const Period& q);

}  // namespace entente

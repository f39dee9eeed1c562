// Allen's thirteen relations between two periods, exact for uncertain ones, and the algebra of sets of them.
// Source: J. F. Allen, "Maintaining knowledge about temporal intervals", CACM 26(11), 1983.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "entente/error.hpp"
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

// A set of relations: what is still possible between two periods. Union |, intersection &, difference -, complement ~.
class AllenSet {
 public:
  constexpr AllenSet() = default;
  constexpr AllenSet(std::initializer_list<AllenRelation> relations) {
    for (const AllenRelation relation : relations) insert(relation);
  }

  static constexpr AllenSet all() { return of_bits((1U << kAllenRelationCount) - 1); }
  // The inverse of bits(). Bits beyond the thirteen relations are left out.
  static constexpr AllenSet of_bits(unsigned bits) {
    AllenSet set;
    set.bits_ = static_cast<std::uint16_t>(bits & ((1U << kAllenRelationCount) - 1));
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
  friend constexpr AllenSet operator|(AllenSet a, AllenSet b) { return of_bits(a.bits_ | b.bits_); }
  friend constexpr AllenSet operator&(AllenSet a, AllenSet b) { return of_bits(a.bits_ & b.bits_); }
  friend constexpr AllenSet operator-(AllenSet a, AllenSet b) { return of_bits(a.bits_ & ~b.bits_); }
  friend constexpr AllenSet operator~(AllenSet a) { return of_bits(~a.bits_); }

 private:
  static constexpr std::uint16_t bit(AllenRelation relation) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(relation));
  }

  std::uint16_t bits_ = 0;
};

// The converse of each member.
constexpr AllenSet converse(AllenSet set) {
  AllenSet turned;
  for (unsigned bits = set.bits(); bits != 0; bits &= bits - 1) {
    turned.insert(converse(static_cast<AllenRelation>(std::countr_zero(bits))));
  }
  return turned;
}

// Whether one of `relations` holds, where one of `possible` does and nothing says which. Requires `possible` not to be
// empty.
constexpr Truth one_of(AllenSet relations, AllenSet possible) {
  const AllenSet both = relations & possible;
  return both.empty() ? Truth::kFalse : both == possible ? Truth::kTrue : Truth::kUnknown;
}

// The composition: which relations p and r can have when `first` holds between p and q, and `second` between q and r.
// Never empty for relations; empty for a set when either is. Cost: one look-up, for sets one a pair of members.
AllenSet compose(AllenRelation first, AllenRelation second);
AllenSet compose(AllenSet first, AllenSet second);

// The names in the order of the enumeration: "{before, meets}", "{}" when empty.
std::string print_allen_set(AllenSet set);

// Names separated by commas, in any order, with or without the braces. Case doesn't matter, and a blank or an
// underscore stands for the hyphen too. Errors: kSyntax with the place of an unknown name and the nearest known one.
Result<AllenSet> read_allen_set(std::string_view text);

// The relation of two certain periods [p_start, p_end) and [q_start, q_end), neither empty. Cost: at most six
// comparisons.
constexpr AllenRelation allen_of_certain(Instant p_start, Instant p_end, Instant q_start, Instant q_end) {
  using enum AllenRelation;
  if (p_end <= q_start) return p_end < q_start ? kBefore : kMeets;
  if (q_end <= p_start) return q_end < p_start ? kAfter : kMetBy;
  if (p_start < q_start) return p_end < q_end ? kOverlaps : p_end == q_end ? kFinishedBy : kContains;
  if (p_start == q_start) return p_end < q_end ? kStarts : p_end == q_end ? kEquals : kStartedBy;
  return p_end < q_end ? kDuring : p_end == q_end ? kFinishes : kOverlappedBy;
}

// Every relation that some choice of bounds of p and q confirms, and no other. Never empty for valid periods.
// Cost: some fifty comparisons, six where both are certain.
AllenSet allen_possible(const Period& p, const Period& q);

// The one relation that holds in every choice of bounds, or nullopt when several are possible.
std::optional<AllenRelation> allen(const Period& p, const Period& q);

}  // namespace entente

// How often each motif of three relations comes between two or three entities.
//
// After A. Paranjape, A. R. Benson, J. Leskovec, "Motifs in Temporal Networks", WSDM 2017. A relation counts at the
// moment at which it begins. A motif is a pattern of relations in order of time; an instance are relations that begin
// one after the other, the last at most a given time after the first, and lie as the pattern says. Other relations
// between the same entities don't matter. Relations that begin at one instant have no order, so that no instance has
// two of them (the paper assumes that there are none).
//
// The motifs are M(i,j) of the paper's Figure 2: the first relation leads from a to b in all of them, the second is the
// same along each row i, the third along each column j.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "entente/graph/traversal.hpp"
#include "entente/graph/view.hpp"

namespace entente {

inline constexpr std::size_t kMotifSide = 6;

struct MotifCounts {
  std::array<std::array<std::uint64_t, kMotifSide>, kMotifSide> count = {};  // [i - 1][j - 1]
  std::size_t left_out = 0;  // chosen relations whose start is vague or not known
};

// "a>b, c>b, a>b": M(row + 1, column + 1) as a sequence of relations.
std::string motif_text(std::size_t row, std::size_t column);

// Counts the instances within `within` seconds, not negative, among the chosen relations that take part in the view and
// whose start is known to the second; a day is its first second, as everywhere. Which relations take part is all that a
// slice decides: they may have begun before it. One that leads both ways, by its type or the choice, stands for either
// direction, and an instance is counted for each way round in which it fits. One from an entity to itself takes no
// part. Throws kLimit where a count passes 64 bits.
//
// Cost: sorting the m relations; for two entities and stars O(m); for triangles at most O(m √t), t the number of
// triangles regardless of time, each of which is 12 bytes. 100 bytes a relation.
MotifCounts count_three_relation_motifs(const View& view, const StepChoice& choice, std::int64_t within);

}  // namespace entente

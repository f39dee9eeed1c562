// When relations begin, as far as their dates say it, and what that says of several that begin one after the other.
//
// Dates choose independently of one another: a relation begins at any second from the first to the last that its start
// can have. Of a relation with several stretches the beginning of the first counts. A relation that nobody dates, or
// that always held, does not begin.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/time/truth.hpp"

namespace entente {

// Each second from `first` to `last` is the start in some choice. `first` minus infinity: as early as can be.
struct StartRange {
  Instant first, last;

  constexpr bool is_exact() const { return first == last; }
  friend constexpr bool operator==(const StartRange&, const StartRange&) = default;
};

// When a relation of the view may have begun, by the sources of the view. Of rival datings each has a range; one that
// tells no start has none. Empty: it does not begin. Constant time, and linear in datings and stretches where there are
// several.
std::vector<StartRange> starts_of(const View& view, Edge e);

// Do they begin one after the other, never two at one instant, and the last at most `within` seconds after the first?
// Exact: kTrue where every choice has it so, kFalse where none has. Linear.
Truth begin_in_turn(std::span<const StartRange> starts, std::int64_t within);

// The same where each may have begun in any of several ranges, none of them empty. Cost: the product of their numbers.
Truth begin_in_turn(std::span<const std::span<const StartRange>> starts, std::int64_t within);

}  // namespace entente

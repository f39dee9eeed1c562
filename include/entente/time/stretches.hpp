// Facts that held more than once: several stretches of valid time, and the predicates over them.
//
// The stretches of a fact are periods in order of time, each with uncertain ends of its own. A *choice* picks the start
// and end of every stretch, within its bounds, so that each begins before it ends and a gap of a second or more lies
// before the next. Two facts choose independently. One period is the case of one stretch, and everything here then says
// what period.hpp says.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "entente/time/period.hpp"
#include "entente/time/period_set.hpp"
#include "entente/time/validity.hpp"

namespace entente {

using Stretches = std::span<const Period>;

// Of a validity: those of a set, else the one period that it is.
std::vector<Period> stretches_of(const Validity& validity);

// Is there a choice. The rest of this header requires one. Linear.
bool has_choice(Stretches stretches);

// How early a stretch can end that begins after `last` (nothing: at any time). Nothing: it can't begin so late.
std::optional<Instant> earliest_end_after(std::optional<Instant> last, const Period& p);

// The same choices, each bound drawn in to the values that occur in one. Linear.
std::vector<Period> narrowed(Stretches stretches);

// From the start of the first to the end of the last.
Period hull_of(Stretches stretches);

// The bounds of a validity; of a set those of the hull without its earliest end, so that nothing is certain of that
// period which is not certain of the set, and nothing impossible which is possible. For questions that know periods
// only.
Period cautious_bounds(const Validity& validity);

// Does some stretch hold at `t`.
Truth holds_at(Stretches stretches, Instant t);

// When some stretch holds, in every and in some choice.
UncertainPeriodSet period_set(Stretches stretches);

// The predicates of period.hpp, exact: kTrue where it holds for every choice, kFalse for none. Cost: the product of the
// two sizes.

// All of p lies before, after all of q.
Truth before(Stretches p, Stretches q);
Truth after(Stretches p, Stretches q);
// They share an instant.
Truth overlaps(Stretches p, Stretches q);
// Each stretch of p lies within one of q, and the converse.
Truth during(Stretches p, Stretches q);
Truth contains(Stretches p, Stretches q);
// The same stretches.
Truth equals(Stretches p, Stretches q);
// All of p lies before q, and its last end is the first start of q; the converse.
Truth immediately_precedes(Stretches p, Stretches q);
Truth immediately_succeeds(Stretches p, Stretches q);

// The bounds of the stretches of a validity. A view of `bounds`, without cost, where it is no set; the validity must
// then outlive it.
class BoundsOfStretches {
 public:
  explicit BoundsOfStretches(const Validity& validity);
  operator Stretches() const { return view_; }

 private:
  std::vector<Period> own_;
  Stretches view_;
};

}  // namespace entente

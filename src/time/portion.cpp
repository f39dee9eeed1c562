#include "entente/time/portion.hpp"

#include <utility>
#include <vector>

#include "entente/time/period_algebra.hpp"
#include "entente/time/stretches.hpp"

namespace entente {
namespace {

class Parts {
 public:
  bool may_be_absent = false;

  // `bounds`: those of the stretch as it stands in the whole.
  void add(const Validity& stretch, const Period& bounds, const PossiblePeriod& piece) {
    if (piece.exists == Truth::kFalse) return;
    may_be_absent = may_be_absent || piece.exists != Truth::kTrue;
    const bool is_whole = piece.period == bounds && bounds == detail::narrowed(stretch.bounds);
    if (piece.exists == Truth::kTrue && is_whole) return stretches_.push_back(stretch);
    stretches_.push_back(validity_of(piece.exists == Truth::kTrue ? piece.period : without_core(piece.period)));
  }
  std::optional<Validity> take() && {
    if (stretches_.empty()) return std::nullopt;
    return joined_stretches(std::move(stretches_));
  }

 private:
  std::vector<Validity> stretches_;
};

}  // namespace

Portions split(const std::optional<Validity>& whole, const Period& portion) {
  Validity always;
  always.bounds = Period::always();
  const Validity& all = whole ? *whole : always;
  Parts within, outside;
  // Of several stretches each is drawn in by its neighbours, which may not be there any more.
  const std::vector<Period> bounds = narrowed(stretches_of(all));
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const Validity& stretch = all.is_set() ? all.stretches[i] : all;
    within.add(stretch, bounds[i], intersection(bounds[i], portion));
    const Difference rest = minus(bounds[i], portion);
    outside.add(stretch, bounds[i], rest.before);
    // Of one that may lie before or after it as a whole, each of the pieces may be all of it.
    if (rest.before != rest.after) outside.add(stretch, bounds[i], rest.after);
  }
  const bool may_be_absent = within.may_be_absent || outside.may_be_absent;
  return {std::move(within).take(), std::move(outside).take(), may_be_absent};
}

}  // namespace entente

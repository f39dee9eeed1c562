#include "query/functions/period_sets.hpp"

#include "entente/time/stretches.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

std::vector<Period> as_stated(const std::optional<Validity>& validity) {
  return validity ? stretches_of(*validity) : std::vector<Period>{Period::always()};
}

std::vector<Period> stretches_of_relationship(RelationshipRef relationship, const View& view) {
  if (view.rereads()) return as_stated(view.validity(relationship.index));
  const std::span<const Period> stretches = view.graph().stretches(relationship.index);
  if (stretches.empty()) return {view.graph().period(relationship.index)};
  return {stretches.begin(), stretches.end()};
}

}  // namespace

std::vector<Period> stretches_of(const Value& value) {
  if (!is_set_of_stretches(value)) return {period_of(value)};
  return stretches_of(value.period());
}

Value value_of_stretches(const std::vector<Period>& periods) {
  if (periods.empty()) return {};
  if (periods.size() == 1) return period_value(periods.front());
  std::vector<Validity> stretches(periods.size());
  for (std::size_t i = 0; i < periods.size(); ++i) stretches[i].bounds = periods[i];
  return joined_stretches(std::move(stretches));
}

std::vector<Period> shared_stretches(std::span<const Period> p, std::span<const Period> q) {
  std::vector<PossiblePeriod> shared;
  for (const Period& a : p)
    for (const Period& b : q) shared.push_back(intersection(a, b));
  return as_stretches(shared);
}

std::vector<Period> remaining_stretches(std::span<const Period> p, std::span<const Period> q) {
  std::vector<Period> rest(p.begin(), p.end());
  for (const Period& cut : q) {
    std::vector<Period> pieces;
    for (const Period& piece : rest) {
      const Difference left = minus(piece, cut);
      if (possibly(left.before.exists)) pieces.push_back(left.before.period);
      // Of a period that the cut may lie before or after, each of the pieces may be all of it.
      if (possibly(left.after.exists) && !(left.after == left.before)) pieces.push_back(left.after.period);
    }
    rest = std::move(pieces);
  }
  return rest;
}

Value valid_time_of(const Value& value, const View& view) {
  if (value.is_node()) {
    if (view.rereads()) return value_of_stretches(as_stated(view.validity_of_vertex(value.node().index)));
    const std::span<const Period> stretches = view.graph().stretches_of_vertex(value.node().index);
    if (!stretches.empty()) return value_of_stretches({stretches.begin(), stretches.end()});
    return period_value(view.graph().period_of_vertex(value.node().index));
  }
  if (value.is_relationship()) return value_of_stretches(stretches_of_relationship(value.relationship(), view));
  std::vector<Period> shared = {Period::always()};
  const auto narrow = [&](RelationshipRef relationship) {
    shared = shared_stretches(shared, stretches_of_relationship(relationship, view));
  };
  if (value.is_list()) {
    for (const Value& item : value.list()) narrow(item.relationship());
  } else {
    for (const RelationshipRef relationship : value.path().relationships) narrow(relationship);
  }
  return value_of_stretches(shared);
}

}  // namespace entente

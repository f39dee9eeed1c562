// Filter n.name = 'Mao Zedong' over LabelScan n:Leader   ⇒   NodeSeek n:Leader {name: 'Mao Zedong'}
#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// The value that a property of the node in `slot`, read under `slice`, is asked to equal; null: the conjunct asks something else.
const PropertyRead* property_of(const ExpressionPtr& side, Slot slot, SliceIndex slice) {
  const auto* property = as<PropertyRead>(side);
  const auto* read = property ? as<SlotRead>(property->object) : nullptr;
  return read && read->slot == slot && property->symbol && property->slice == slice ? property : nullptr;
}

struct Wanted {
  SymbolId key;
  ExpressionPtr value;
};

std::optional<Wanted> wanted(const ExpressionPtr& conjunct, Slot slot, SliceIndex slice) {
  const auto* call = as<Call>(conjunct);
  if (!call || call->function != find_operator("=")) return std::nullopt;
  for (const int side : {0, 1}) {
    const auto* property = property_of(call->arguments[side], slot, slice);
    const ExpressionPtr& other = call->arguments[1 - side];
    if (property && is_row_free(other)) return Wanted{*property->symbol, other};
  }
  return std::nullopt;
}

}  // namespace

void seek_by_property(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [](const OperatorPtr& op) {
    const auto* filter = as<Filter>(op);
    if (!filter) return op;
    const auto* all = as<AllNodesScan>(filter->input);
    const auto* some = as<LabelScan>(filter->input);
    if (!all && !some) return op;
    const Slot node = all ? all->node : some->node;
    const SliceIndex slice = all ? all->slice : some->slice;
    std::vector<ExpressionPtr> conjuncts;
    split_conjunction(filter->predicate, conjuncts);
    for (std::size_t i = 0; i < conjuncts.size(); ++i) {
      const std::optional<Wanted> found = wanted(conjuncts[i], node, slice);
      if (!found) continue;
      conjuncts.erase(conjuncts.begin() + static_cast<std::ptrdiff_t>(i));
      const std::optional<SymbolId> label = some ? std::optional(some->label) : std::nullopt;
      return filtered(make_operator(NodeSeek{node, label, found->key, found->value, slice}), std::move(conjuncts));
    }
    return op;
  });
}

}  // namespace entente

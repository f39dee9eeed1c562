// Filter n.name = 'Mao Zedong' over LabelScan n:Leader   ⇒   NodeSeek n:Leader {name: 'Mao Zedong'}
// Filter key(n) = 'mao-zedong' over AllNodesScan n       ⇒   NodeSeek n by key 'mao-zedong'
#include <optional>
#include <string>
#include <utility>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// What an index finds a node by.
struct IndexKey {
  SeekBy by;
  SymbolId property;
};
struct Wanted {
  IndexKey index_key;
  ExpressionPtr value;
};

// A leaf that reads all nodes, or all of a label.
struct Leaf {
  Slot node;
  std::optional<SymbolId> label;
  SliceIndex slice;
};

std::optional<Leaf> leaf_of(const OperatorPtr& op) {
  if (const auto* all = as<AllNodesScan>(op)) return Leaf{all->node, std::nullopt, all->slice};
  if (const auto* some = as<LabelScan>(op)) return Leaf{some->node, some->label, some->slice};
  return std::nullopt;
}

bool reads(const ExpressionPtr& expression, Slot slot) {
  const auto* read = as<SlotRead>(expression);
  return read && read->slot == slot;
}

// A property of the leaf's node under its slice, its key() or its id().
std::optional<IndexKey> index_key_of(const ExpressionPtr& side, const Leaf& leaf) {
  if (const auto* property = as<PropertyRead>(side)) {
    const bool own = reads(property->object, leaf.node) && property->symbol && property->slice == leaf.slice;
    return own ? std::optional(IndexKey{SeekBy::kProperty, *property->symbol}) : std::nullopt;
  }
  const auto* call = as<Call>(side);
  if (!call || call->arguments.size() != 1 || !reads(call->arguments[0], leaf.node)) return std::nullopt;
  if (call->function == find_function("key")) return IndexKey{SeekBy::kKey, {}};
  if (call->function == find_function("id")) return IndexKey{SeekBy::kId, {}};
  return std::nullopt;
}

// `row_free`: the value must not come from the row.
std::optional<Wanted> wanted(const ExpressionPtr& conjunct, const Leaf& leaf, bool row_free) {
  const auto* call = as<Call>(conjunct);
  if (!call || call->arguments.size() != 2) return std::nullopt;
  const auto known = [&](const ExpressionPtr& value) {
    return row_free ? is_row_free(value) : !slots_of(value).contains(leaf.node) && !is_volatile(value);
  };
  if (call->function == find_function("named") && reads(call->arguments[0], leaf.node) && call->slice == leaf.slice &&
      known(call->arguments[1])) {
    return Wanted{{SeekBy::kName, {}}, call->arguments[1]};
  }
  if (call->function != find_operator("=")) return std::nullopt;
  for (const int side : {0, 1}) {
    const std::optional<IndexKey> index_key = index_key_of(call->arguments[side], leaf);
    const ExpressionPtr& other = call->arguments[1 - side];
    if (index_key && known(other)) return Wanted{*index_key, other};
  }
  return std::nullopt;
}

// The first conjunct that a seek can answer, taken out of the list.
std::optional<Wanted> take_wanted(std::vector<ExpressionPtr>& conjuncts, const Leaf& leaf, bool row_free) {
  for (std::size_t i = 0; i < conjuncts.size(); ++i) {
    std::optional<Wanted> found = wanted(conjuncts[i], leaf, row_free);
    if (!found) continue;
    conjuncts.erase(conjuncts.begin() + static_cast<std::ptrdiff_t>(i));
    return found;
  }
  return std::nullopt;
}

OperatorPtr seek(const Leaf& leaf, const Wanted& wanted) {
  return make_operator(
      NodeSeek{leaf.node, leaf.label, wanted.index_key.by, wanted.index_key.property, wanted.value, leaf.slice});
}

OperatorPtr seek_once(const Filter& filter) {
  const std::optional<Leaf> leaf = leaf_of(filter.input);
  if (!leaf) return nullptr;
  std::vector<ExpressionPtr> conjuncts;
  split_conjunction(filter.predicate, conjuncts);
  const std::optional<Wanted> found = take_wanted(conjuncts, *leaf, true);
  return found ? filtered(seek(*leaf, *found), std::move(conjuncts)) : nullptr;
}

// Filter n.name IN list over all n: a seek for each member. The filter stays, it is checked on few rows.
OperatorPtr seek_for_each_member(const Filter& filter, Plan& plan) {
  const std::optional<Leaf> leaf = leaf_of(filter.input);
  if (!leaf) return nullptr;
  std::vector<ExpressionPtr> conjuncts;
  split_conjunction(filter.predicate, conjuncts);
  for (const ExpressionPtr& conjunct : conjuncts) {
    const auto* call = as<Call>(conjunct);
    if (!call || call->function != find_operator("IN") || !is_row_free(call->arguments[1])) continue;
    const std::optional<IndexKey> index_key = index_key_of(call->arguments[0], *leaf);
    if (!index_key) continue;
    const Slot member = plan.add_slot();
    const OperatorPtr members = make_operator(Unwind{make_operator(Unit{}), call->arguments[1], member});
    return make_operator(Filter{make_operator(Apply{make_operator(Distinct{members, {member}}),
                                                    seek(*leaf, {*index_key, make_expression(SlotRead{member})}),
                                                    ApplyKind::kInner,
                                                    {}}),
                                filter.predicate});
  }
  return nullptr;
}

// Filter b.name = a.friend over the product of rows with all b: a seek for each row.
OperatorPtr seek_for_each_row(const Filter& filter) {
  const auto* product = as<CartesianProduct>(filter.input);
  const auto* join = as<HashJoin>(filter.input);
  if (!product && !join) return nullptr;
  const OperatorPtr &left = product ? product->left : join->left, &right = product ? product->right : join->right;
  const auto* inner = as<Filter>(right);
  const std::optional<Leaf> leaf = leaf_of(inner ? inner->input : right);
  if (!leaf) return nullptr;
  std::vector<ExpressionPtr> conjuncts, own;
  split_conjunction(filter.predicate, conjuncts);
  if (inner) split_conjunction(inner->predicate, own);
  const std::optional<Wanted> found = take_wanted(conjuncts, *leaf, false);
  if (!found) return nullptr;
  return filtered(make_operator(Apply{left, filtered(seek(*leaf, *found), std::move(own)), ApplyKind::kInner, {}}),
                  std::move(conjuncts));
}

void seek_by_property(Plan& plan, const TemporalGraph&) {
  rewrite(plan, [&plan](const OperatorPtr& op) {
    const auto* filter = as<Filter>(op);
    if (!filter) return op;
    OperatorPtr found = seek_once(*filter);
    if (!found) found = seek_for_each_row(*filter);
    if (!found) found = seek_for_each_member(*filter, plan);
    return found ? found : op;
  });
}

}  // namespace

extern constexpr Rule kSeekByProperty = {
    .name = "seek-by-property",
    .floor = Floor::kPhysical,
    .summary = "reads the nodes with a property value, a key, an id or a name in place of all of a label",
    .apply = seek_by_property,
};

}  // namespace entente

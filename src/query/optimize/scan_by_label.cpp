// Filter n:Person over AllNodesScan n   ⇒   LabelScan n:Person
#include <optional>

#include "query/optimize/rules.hpp"
#include "query/plan/traverse.hpp"

namespace entente {
namespace {

using namespace plan;

// The label with the fewest nodes that the conjunct asks of the node in `slot`; removes it from the test.
struct Choice {
  std::size_t conjunct = 0;
  std::size_t label = 0;
  std::size_t nodes = 0;
};

std::optional<Choice> fewest(const std::vector<ExpressionPtr>& conjuncts, Slot slot, const TemporalGraph& graph) {
  std::optional<Choice> best;
  for (std::size_t i = 0; i < conjuncts.size(); ++i) {
    const auto* test = as<LabelTest>(conjuncts[i]);
    const auto* read = test ? as<SlotRead>(test->operand) : nullptr;
    if (!read || read->slot != slot) continue;
    for (std::size_t j = 0; j < test->labels.size(); ++j) {
      if (!test->labels[j]) continue;
      const std::size_t nodes = graph.count_with_label(*test->labels[j]);
      if (!best || nodes < best->nodes) best = Choice{i, j, nodes};
    }
  }
  return best;
}

void scan_by_label(Plan& plan, const TemporalGraph& graph) {
  rewrite(plan, [&graph](const OperatorPtr& op) {
    const auto* filter = as<Filter>(op);
    const auto* scan = filter ? as<AllNodesScan>(filter->input) : nullptr;
    if (!scan) return op;
    std::vector<ExpressionPtr> conjuncts;
    split_conjunction(filter->predicate, conjuncts);
    const std::optional<Choice> choice = fewest(conjuncts, scan->node, graph);
    if (!choice) return op;
    LabelTest test = *as<LabelTest>(conjuncts[choice->conjunct]);
    const SymbolId label = *test.labels[choice->label];
    test.labels.erase(test.labels.begin() + static_cast<std::ptrdiff_t>(choice->label));
    if (test.labels.empty()) {
      conjuncts.erase(conjuncts.begin() + static_cast<std::ptrdiff_t>(choice->conjunct));
    } else {
      conjuncts[choice->conjunct] = make_expression(std::move(test), conjuncts[choice->conjunct]->span);
    }
    return filtered(make_operator(LabelScan{scan->node, label, scan->slice}), std::move(conjuncts));
  });
}

}  // namespace

extern constexpr Rule kScanByLabel = {
    .name = "scan-by-label",
    .floor = Floor::kPhysical,
    .summary = "reads the nodes of a label in place of all nodes",
    .apply = scan_by_label,
};

}  // namespace entente

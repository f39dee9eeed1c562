#include "query/plan/pattern_graph.hpp"

#include <algorithm>
#include <utility>

#include "query/plan/traverse.hpp"

namespace entente::plan {
namespace {

bool share_a_type(const PatternRelationship& a, const PatternRelationship& b) {
  if (a.any_type || b.any_type) return true;
  return std::any_of(a.types.begin(), a.types.end(),
                     [&](SymbolId type) { return std::find(b.types.begin(), b.types.end(), type) != b.types.end(); });
}

Direction turned(Direction direction) {
  if (direction == Direction::kBoth) return direction;
  return direction == Direction::kOut ? Direction::kIn : Direction::kOut;
}

class Lowering {
 public:
  Lowering(const PatternGraph& pattern, bool eager) : pattern_(pattern), op_(pattern.input) {
    const std::vector<Slot> own = bound_slots(pattern);
    const SlotSet own_slots(own.begin(), own.end());
    const auto add = [&](const ExpressionPtr& predicate, bool early) {
      SlotSet needs;
      const SlotSet all = slots_of(predicate);
      std::set_intersection(all.begin(), all.end(), own_slots.begin(), own_slots.end(),
                            std::inserter(needs, needs.end()));
      pending_.push_back({predicate, std::move(needs), all, early});
    };
    for (const ExpressionPtr& p : pattern.element_predicates) add(p, true);
    for (const ExpressionPtr& p : pattern.where) add(p, eager);
  }

  OperatorPtr run(const PatternOrder& order) {
    filter_ready();  // what depends on the input alone
    for (const PatternStep& step : order) {
      switch (step.kind) {
        case PatternStep::Kind::kStart:
          start(pattern_.nodes[step.index]);
          break;
        case PatternStep::Kind::kFollow:
          follow(pattern_.relationships[step.index], step.reversed);
          break;
        case PatternStep::Kind::kScanType:
          scan_type(pattern_.relationships[step.index], step.reversed);
          break;
      }
      filter_ready();
    }
    make_paths();
    for (Pending& p : pending_) p.early = true;
    filter_ready();
    return op_;
  }

 private:
  struct Pending {
    ExpressionPtr predicate;
    SlotSet needs;  // slots of the pattern
    SlotSet all;
    bool early;
  };

  bool reached(const PatternNode& node) const { return node.bound || available_.contains(node.slot); }

  template <class Accept>
  std::vector<ExpressionPtr> take(const Accept& accept) {
    std::vector<ExpressionPtr> taken;
    std::erase_if(pending_, [&](const Pending& p) {
      if (!p.early || !accept(p)) return false;
      taken.push_back(p.predicate);
      return true;
    });
    return taken;
  }

  void filter_ready() {
    op_ = filtered(op_, take([&](const Pending& p) {
                     return std::includes(available_.begin(), available_.end(), p.needs.begin(), p.needs.end());
                   }));
  }

  // Rows of `leaf` beside each row so far. Conditions on the leaf alone are checked before it is multiplied.
  void add_leaf(OperatorPtr leaf, std::vector<Slot> slots) {
    const SlotSet own(slots.begin(), slots.end());
    available_.insert(own.begin(), own.end());
    if (as<Unit>(op_)) {
      op_ = std::move(leaf);
      return;
    }
    leaf = filtered(std::move(leaf), take([&](const Pending& p) {
                      return !p.needs.empty() && std::includes(own.begin(), own.end(), p.all.begin(), p.all.end());
                    }));
    op_ = make_operator(CartesianProduct{op_, std::move(leaf), std::move(slots)});
  }

  void start(const PatternNode& node) {
    if (node.bound) {  // alone in the pattern: it only has to be a node
      const SourceSpan none;
      op_ = make_operator(Filter{op_, make_expression(IsNull{make_expression(SlotRead{node.slot}, none), true}, none)});
    } else if (!available_.contains(node.slot)) {
      add_leaf(make_operator(AllNodesScan{node.slot, pattern_.slice}), {node.slot});
    }
  }

  std::vector<Slot> used_before(const PatternRelationship& r) const {
    std::vector<Slot> slots;
    for (const PatternRelationship* other : followed_) {
      if (!other->shortest && share_a_type(*other, r)) slots.push_back(other->slot);
    }
    return slots;
  }

  void follow(const PatternRelationship& r, bool reversed) {
    const PatternNode& from = pattern_.nodes[reversed ? r.to : r.from];
    const PatternNode& to = pattern_.nodes[reversed ? r.from : r.to];
    if (!reached(from)) start(from);
    if (r.shortest) {
      // The path runs as written, whatever the order.
      if (!reached(to)) start(to);
      filter_ready();
      shortest_path(r);
      return;
    }
    const Direction direction = reversed ? turned(r.direction) : r.direction;
    const bool into = reached(to);
    if (r.repetition) {
      op_ = make_operator(VariableExpand{op_, from.slot, r.slot, to.slot, direction, r.types, r.any_type,
                                         r.repetition->min, r.repetition->max, into, used_before(r), r.item, r.each,
                                         pattern_.slice, r.ways, r.without_apparatus});
      if (reversed && r.ordered) {
        const ExpressionPtr list = make_expression(SlotRead{r.slot});
        op_ = make_operator(Project{op_, {{r.slot, make_expression(Call{find_function("reverse"), {list}, -1})}}});
      }
    } else {
      op_ = make_operator(Expand{op_, from.slot, r.slot, to.slot, direction, r.types, r.any_type, into, used_before(r),
                                 pattern_.slice, r.ways});
    }
    available_.insert({r.slot, to.slot});
    followed_.push_back(&r);
  }

  void shortest_path(const PatternRelationship& r) {
    const ast::Repetition once{1, 1};
    const ast::Repetition& repetition = r.repetition ? *r.repetition : once;
    op_ = make_operator(ShortestPath{op_, pattern_.nodes[r.from].slot, pattern_.nodes[r.to].slot, r.slot, r.path,
                                     r.direction, r.types, r.any_type, repetition.min, repetition.max, r.all_shortest,
                                     r.item, r.each, pattern_.slice, r.ways, r.without_apparatus});
    available_.insert({r.slot, r.path});
    followed_.push_back(&r);
  }

  void scan_type(const PatternRelationship& r, bool reversed) {
    const Slot from = pattern_.nodes[reversed ? r.to : r.from].slot;
    const Slot to = pattern_.nodes[reversed ? r.from : r.to].slot;
    const Direction direction = reversed ? turned(r.direction) : r.direction;
    add_leaf(make_operator(TypeScan{from, r.slot, to, r.types, direction, nullptr, pattern_.slice}),
             {from, r.slot, to});
    followed_.push_back(&r);
  }

  void make_paths() {
    std::vector<std::pair<Slot, ExpressionPtr>> items;
    for (const PatternPath& path : pattern_.paths) {
      items.emplace_back(path.slot, make_expression(PathMake{path.parts}));
      available_.insert(path.slot);
    }
    if (!items.empty()) op_ = make_operator(Project{op_, std::move(items)});
  }

  const PatternGraph& pattern_;
  OperatorPtr op_;
  SlotSet available_;  // slots of the pattern that are filled
  std::vector<Pending> pending_;
  std::vector<const PatternRelationship*> followed_;
};

}  // namespace

PatternOrder written_order(const PatternGraph& pattern) {
  PatternOrder order;
  std::vector<bool> reached(pattern.nodes.size());
  std::vector<bool> joined(pattern.nodes.size());
  for (std::size_t i = 0; i < pattern.nodes.size(); ++i) reached[i] = pattern.nodes[i].bound;
  const auto start = [&](int node) {
    if (!reached[node]) order.push_back({PatternStep::Kind::kStart, node});
    reached[node] = true;
  };
  for (int i = 0; i < static_cast<int>(pattern.relationships.size()); ++i) {
    const PatternRelationship& r = pattern.relationships[i];
    start(r.from);
    if (r.shortest) start(r.to);
    order.push_back({PatternStep::Kind::kFollow, i});
    reached[r.to] = true;
    joined[r.from] = joined[r.to] = true;
  }
  for (int i = 0; i < static_cast<int>(pattern.nodes.size()); ++i) {
    if (!joined[i]) order.push_back({PatternStep::Kind::kStart, i});
  }
  return order;
}

OperatorPtr lower(const PatternGraph& pattern, const PatternOrder& order, bool eager) {
  return Lowering(pattern, eager).run(order);
}

OperatorPtr lower_as_written(PatternGraph pattern) {
  const OperatorPtr lowered = lower(pattern, written_order(pattern), false);
  return make_tree_node(Operator{lowered->node, std::make_shared<const PatternGraph>(std::move(pattern))});
}

std::vector<Slot> bound_slots(const PatternGraph& pattern) {
  std::vector<Slot> slots;
  for (const PatternNode& node : pattern.nodes) {
    if (!node.bound) slots.push_back(node.slot);
  }
  for (const PatternRelationship& r : pattern.relationships) {
    slots.push_back(r.slot);
    if (r.path >= 0) slots.push_back(r.path);
  }
  for (const PatternPath& path : pattern.paths) slots.push_back(path.slot);
  return slots;
}

}  // namespace entente::plan

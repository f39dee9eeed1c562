#include "query/plan/lowering.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "query/plan/traverse.hpp"

namespace entente::plan {
namespace {

bool share_a_type(const PatternRelationship& a, const PatternRelationship& b) {
  if (a.any_type || b.any_type) return true;
  return std::any_of(a.types.begin(), a.types.end(),
                     [&](SymbolId type) { return std::find(b.types.begin(), b.types.end(), type) != b.types.end(); });
}

bool includes(const SlotSet& all, const SlotSet& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

bool has_any(const SlotSet& all, const SlotSet& some) {
  return std::any_of(some.begin(), some.end(), [&](Slot slot) { return all.contains(slot); });
}

bool has_subplan(const ExpressionPtr& e) {
  bool found = as<Subplan>(e) != nullptr;
  for_each_child(*e, [&](const ExpressionPtr& child) { found = found || has_subplan(child); });
  return found;
}

// The comparison in a condition that no pair fulfils but those whose values are equal; whose periods may touch; null.
const Call* is_equality(const ExpressionPtr& condition) {
  const auto* call = as<Call>(condition);
  return call && call->function == find_operator("=") ? call : nullptr;
}

bool is_valid_time(const ExpressionPtr& e) {
  const auto* call = as<Call>(e);
  return call && call->function == find_function("valid");
}

const Call* is_contact(const ExpressionPtr& condition) {
  const auto* call = as<Call>(condition);
  if (!call) return nullptr;
  if (call->function == find_function("possibly")) return is_contact(call->arguments[0]);
  const PeriodPredicate* predicate = call->function->periods;
  if (predicate == nullptr || !predicate->needs_contact()) return nullptr;
  const bool may_be_of_texts =
      predicate->is_of_texts && !is_valid_time(call->arguments[0]) && !is_valid_time(call->arguments[1]);
  return may_be_of_texts ? nullptr : call;
}

// A condition that waits for its variables.
struct Pending {
  ExpressionPtr predicate;
  SlotSet needs;  // slots of the pattern
  SlotSet all;
  bool early;
};

// Operators for a pattern, or for one part of it.
class Lowering {
 public:
  Lowering(const PatternGraph& pattern, const std::vector<int>& part_of, OperatorPtr input,
           std::vector<Pending> conditions)
      : pattern_(pattern), part_of_(part_of), op_(std::move(input)), pending_(std::move(conditions)) {}

  OperatorPtr run(const PatternOrder& order) {
    filter_ready();  // what depends on the input alone
    std::vector<bool> done(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (done[i]) continue;
      if (stands_alone(order[i])) {
        PatternOrder steps;
        for (std::size_t k = i; k < order.size(); ++k) {
          if (done[k] || is_search(order[k]) || part(order[k]) != part(order[i])) continue;
          steps.push_back(order[k]);
          done[k] = true;
        }
        join(steps);
      } else {
        take_step(order[i]);
      }
      filter_ready();
    }
    make_paths();
    for (Pending& p : pending_) p.early = true;
    filter_ready();
    return op_;
  }

 private:
  bool is_reached(const PatternNode& node) const { return node.bound || available_.contains(node.slot); }

  bool is_search(const PatternStep& step) const {
    return step.kind != PatternStep::Kind::kStart && pattern_.relationships[step.index].is_search;
  }

  int part(const PatternStep& step) const {
    return part_of_[step.kind == PatternStep::Kind::kStart ? step.index : pattern_.relationships[step.index].from];
  }

  SlotSet slots_of_part(int part) const {
    SlotSet slots;
    for (std::size_t i = 0; i < pattern_.nodes.size(); ++i)
      if (part_of_[i] == part) slots.insert(pattern_.nodes[i].slot);
    for (const PatternRelationship& r : pattern_.relationships)
      if (!r.is_search && part_of_[r.from] == part) slots.insert(r.slot);
    return slots;
  }

  // Begins a part of which nothing is reached and that needs nothing of the rows that are there.
  bool stands_alone(const PatternStep& step) const {
    if (as<Unit>(op_) || as<Argument>(op_) || step.kind == PatternStep::Kind::kFollow) return false;
    for (std::size_t i = 0; i < pattern_.nodes.size(); ++i)
      if (part_of_[i] == part(step) && is_reached(pattern_.nodes[i])) return false;
    SlotSet own = slots_of_part(part(step));
    for (const PatternRelationship& r : pattern_.relationships) {
      if (part_of_[r.from] != part(step)) continue;
      // Beside a relationship that it may not take again, a repetition is cut short where it is followed.
      if (r.repetition && !r.is_search && !used_before(r).empty()) return false;
      if (!r.each) continue;
      own.insert(r.item);
      if (!includes(own, slots_of(r.each))) return false;
    }
    return step.kind != PatternStep::Kind::kStart || !is_sought(pattern_.nodes[step.index].slot);
  }

  // A value of each row so far tells which node it is: it is looked up for each.
  bool is_sought(Slot node) const {
    return std::any_of(pending_.begin(), pending_.end(), [&](const Pending& p) {
      const auto* call = p.early ? as<Call>(p.predicate) : nullptr;
      if (!call || call->arguments.size() != 2) return false;
      const bool is_name = call->function == find_function("named");
      if (!is_name && call->function != find_operator("=")) return false;
      for (const int side : {0, 1}) {
        const SlotSet told = slots_of(call->arguments[side]), by = slots_of(call->arguments[1 - side]);
        if (told == SlotSet{node} && (is_name || tells(call->arguments[side])) && !by.empty() && are_there(by, p) &&
            !(is_name && side == 1))
          return true;
      }
      return false;
    });
  }

  // A property, key() or id(): what a seek finds nodes by.
  static bool tells(const ExpressionPtr& e) {
    if (as<PropertyRead>(e)) return as<SlotRead>(as<PropertyRead>(e)->object) != nullptr;
    const auto* call = as<Call>(e);
    return call && (call->function == find_function("key") || call->function == find_function("id"));
  }

  // Slots that rows hold by now.
  bool are_there(const SlotSet& slots, const Pending& p) const {
    return std::all_of(slots.begin(), slots.end(),
                       [&](Slot slot) { return available_.contains(slot) || !p.needs.contains(slot); });
  }

  void take_step(const PatternStep& step) {
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
  }

  template <class Accept>
  std::vector<Pending> take(const Accept& accept) {
    std::vector<Pending> taken;
    std::erase_if(pending_, [&](const Pending& p) {
      if (!p.early || !accept(p)) return false;
      taken.push_back(p);
      return true;
    });
    return taken;
  }

  void filter_ready() {
    std::vector<ExpressionPtr> ready;
    for (Pending& p : take([&](const Pending& waiting) { return includes(available_, waiting.needs); }))
      ready.push_back(std::move(p.predicate));
    op_ = filtered(op_, std::move(ready));
  }

  // ---- parts that stand alone

  // The part of these steps, beside each row so far.
  void join(const PatternOrder& steps) {
    SlotSet own = slots_of_part(part(steps.front()));
    // What is asked of the part alone is checked before its rows are multiplied.
    Lowering part(pattern_, part_of_, make_operator(Unit{}),
                  take([&](const Pending& p) { return !p.needs.empty() && includes(own, p.all); }));
    part.filter_ready();
    for (const PatternStep& step : steps) {
      part.take_step(step);
      part.filter_ready();
    }
    std::vector<Slot> slots(own.begin(), own.end());
    Unlike unlike;
    for (const PatternRelationship* r : part.followed_)
      for (const Slot other : used_before(*r)) unlike.emplace_back(other, r->slot);
    std::vector<JoinKey> keys = keys_with(own, is_equality), periods;
    if (keys.empty()) periods = keys_with(own, is_contact);
    if (!keys.empty()) {
      op_ = make_operator(HashJoin{op_, part.op_, std::move(slots), std::move(keys), std::move(unlike)});
    } else if (!periods.empty()) {
      op_ = make_operator(IntervalJoin{op_, part.op_, std::move(slots), periods.front(), std::move(unlike)});
    } else {
      op_ = make_operator(CartesianProduct{op_, part.op_, std::move(slots), std::move(unlike)});
    }
    available_.merge(own);
    followed_.insert(followed_.end(), part.followed_.begin(), part.followed_.end());
  }

  // Sides of comparisons between the rows so far and a part. They stay conditions.
  template <class Accept>
  std::vector<JoinKey> keys_with(const SlotSet& own, const Accept& accept) const {
    std::vector<JoinKey> keys;
    for (const Pending& p : pending_) {
      if (!p.early || is_volatile(p.predicate) || has_subplan(p.predicate)) continue;
      const Call* const call = accept(p.predicate);
      if (!call) continue;
      for (const int side : {0, 1}) {
        const ExpressionPtr &right = call->arguments[side], &left = call->arguments[1 - side];
        const SlotSet right_slots = slots_of(right), left_slots = slots_of(left);
        if (right_slots.empty() || !includes(own, right_slots) || left_slots.empty() || has_any(own, left_slots) ||
            !are_there(left_slots, p))
          continue;
        keys.push_back({left, right, p.predicate->span, as<Call>(p.predicate) != call});
        break;
      }
    }
    return keys;
  }

  // ---- steps

  // Rows of `leaf` beside each row so far, of a part that is reached already.
  void add_leaf(OperatorPtr leaf, std::vector<Slot> slots, Unlike unlike = {}) {
    const SlotSet own(slots.begin(), slots.end());
    available_.insert(own.begin(), own.end());
    if (as<Unit>(op_)) {
      op_ = std::move(leaf);
      return;
    }
    std::vector<ExpressionPtr> alone;  // checked before the leaf is multiplied
    for (Pending& p :
         take([&](const Pending& waiting) { return !waiting.needs.empty() && includes(own, waiting.all); }))
      alone.push_back(std::move(p.predicate));
    op_ = make_operator(
        CartesianProduct{op_, filtered(std::move(leaf), std::move(alone)), std::move(slots), std::move(unlike)});
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
      if (!other->is_search && share_a_type(*other, r)) slots.push_back(other->slot);
    }
    return slots;
  }

  void follow(const PatternRelationship& r, bool reversed) {
    const PatternNode& from = pattern_.nodes[reversed ? r.to : r.from];
    const PatternNode& to = pattern_.nodes[reversed ? r.from : r.to];
    if (!is_reached(from)) start(from);
    if (r.is_search) {
      // The path runs as written, whatever the order.
      if (!is_reached(to) && needs_both_ends(r)) start(to);
      filter_ready();
      search(r, is_reached(to));
      return;
    }
    const Direction direction = reversed ? entente::reversed(r.direction) : r.direction;
    const bool into = is_reached(to);
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

  void search(const PatternRelationship& r, bool into) {
    const ast::Repetition once{1, 1};
    const ast::Repetition& repetition = r.repetition ? *r.repetition : once;
    op_ = make_operator(PathSearch{op_, pattern_.nodes[r.from].slot, pattern_.nodes[r.to].slot, r.slot, r.path,
                                   r.direction, r.types, r.any_type, repetition.min, repetition.max, r.selection, into,
                                   r.span, r.item, r.each, pattern_.slice, r.ways, r.without_apparatus});
    available_.insert({r.slot, r.path, pattern_.nodes[r.to].slot});
    followed_.push_back(&r);
  }

  void scan_type(const PatternRelationship& r, bool reversed) {
    const Slot from = pattern_.nodes[reversed ? r.to : r.from].slot;
    const Slot to = pattern_.nodes[reversed ? r.from : r.to].slot;
    const Direction direction = reversed ? entente::reversed(r.direction) : r.direction;
    Unlike unlike;  // a scan can't be told which relationships are used already
    for (const Slot other : used_before(r)) unlike.emplace_back(other, r.slot);
    add_leaf(make_operator(TypeScan{from, r.slot, to, r.types, direction, nullptr, pattern_.slice}), {from, r.slot, to},
             std::move(unlike));
    followed_.push_back(&r);
  }

  void make_paths() {
    std::vector<std::pair<Slot, ExpressionPtr>> items;
    for (const PatternPath& path : pattern_.paths) {
      items.emplace_back(path.slot, make_expression(PathMake{path.parts, path.manner}));
      available_.insert(path.slot);
    }
    if (!items.empty()) op_ = make_operator(Project{op_, std::move(items)});
  }

  const PatternGraph& pattern_;
  const std::vector<int>& part_of_;
  OperatorPtr op_;
  SlotSet available_;  // slots of the pattern that are filled
  std::vector<Pending> pending_;
  std::vector<const PatternRelationship*> followed_;
};

std::vector<Pending> conditions_of(const PatternGraph& pattern) {
  const std::vector<Slot> bound = bound_slots(pattern);
  const SlotSet own(bound.begin(), bound.end());
  std::vector<Pending> conditions;
  const auto add = [&](const ExpressionPtr& predicate, bool early) {
    SlotSet needs, all = slots_of(predicate);
    std::set_intersection(all.begin(), all.end(), own.begin(), own.end(), std::inserter(needs, needs.end()));
    conditions.push_back({predicate, std::move(needs), std::move(all), early});
  };
  for (const ExpressionPtr& p : pattern.element_predicates) add(p, true);
  for (const ExpressionPtr& p : pattern.where) add(p, pattern.is_eager);
  return conditions;
}

}  // namespace

OperatorPtr lower(const PatternGraph& pattern) {
  return Lowering(pattern, connected_parts(pattern), pattern.input, conditions_of(pattern))
      .run(pattern.order.empty() ? written_order(pattern) : pattern.order);
}

}  // namespace entente::plan

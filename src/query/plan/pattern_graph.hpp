// What a MATCH asks for, without an order: nodes, relationships between them, and what must hold. An order turns it
// into operators.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "query/plan/plan.hpp"

namespace entente::plan {

struct PatternNode {
  Slot slot;
  bool bound = false;  // by the input rows
};

// One relationship pattern between nodes[from] and nodes[to]; `direction` is as seen from `from`.
struct PatternRelationship {
  int from, to;
  Slot slot;  // of the relationship; of the list of them where there is a repetition or a selector
  Direction direction = Direction::kBoth;
  std::vector<SymbolId> types;
  bool any_type = true;
  std::vector<Direction> ways = {};  // of each of `types`, where `direction` is kOut; empty: kOut
  std::optional<ast::Repetition> repetition;
  bool shortest = false;
  bool all_shortest = false;  // with `shortest`: every one of the fewest relationships, not any one
  Slot path = -1;             // with `shortest`: of the path value
  bool without_apparatus = false;
  bool ordered = true;  // the order within the list matters: somebody can see it
  Slot item = -1;       // for `each`
  ExpressionPtr each;   // what every relationship of a repetition fulfils; null: nothing
};

// A path variable: slots of nodes and relationships, alternating.
struct PatternPath {
  Slot slot;
  std::vector<Slot> parts;
};

// No relationship is used twice within one pattern graph. A predicate may read any slot of the pattern and of the
// input.
struct PatternGraph {
  OperatorPtr input;
  std::vector<PatternNode> nodes;
  std::vector<PatternRelationship> relationships;
  std::vector<PatternPath> paths;
  std::vector<ExpressionPtr> element_predicates;  // labels and property maps of the pattern's elements
  std::vector<ExpressionPtr> where;               // conjuncts from outside of the pattern
  SliceIndex slice = -1;
};

// One step of an order: start at a node, or follow a relationship from an end that is reached already.
struct PatternStep {
  enum class Kind : std::uint8_t { kStart, kFollow, kScanType } kind;
  int index;              // of the node (kStart) or the relationship
  bool reversed = false;  // kFollow, kScanType: from `to` to `from`
};
using PatternOrder = std::vector<PatternStep>;

// Left to right as written: each path from its first node on.
PatternOrder written_order(const PatternGraph& pattern);

// Operators that answer the pattern in this order. `eager` puts each conjunct of WHERE as early as its variables allow;
// otherwise all of it comes last. The order must start or reach every node and follow every relationship once.
OperatorPtr lower(const PatternGraph& pattern, const PatternOrder& order, bool eager);

// The operators in written order, marked with the pattern (Operator::pattern) so that a better order can be chosen.
OperatorPtr lower_as_written(PatternGraph pattern);

// Slots that the pattern binds.
std::vector<Slot> bound_slots(const PatternGraph& pattern);

}  // namespace entente::plan

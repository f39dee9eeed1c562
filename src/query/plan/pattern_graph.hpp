// What a MATCH asks for: nodes, relationships between them, and what must hold. Rules may add to it in which order it
// is answered; lowering.hpp makes operators of it.
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
  PathSelection selection;  // of its paths, where it is a search
  bool is_search = false;   // a PathSearch finds the paths from `from` to `to`, which runs as written
  Slot path = -1;           // of a search: of the path value
  SourceSpan span = {};     // of a search
  bool without_apparatus = false;
  bool ordered = true;  // the order within the list matters: somebody can see it
  Slot item = -1;       // for `each`
  ExpressionPtr each;   // what every relationship of a repetition fulfils; null: nothing
};

// A path variable: slots of nodes and relationships, alternating.
struct PatternPath {
  Slot slot;
  std::vector<Slot> parts;
  std::shared_ptr<const PathSelection> manner = nullptr;  // Path::manner
};

// One step of an order: start at a node, or follow a relationship from an end that is reached already.
struct PatternStep {
  enum class Kind : std::uint8_t { kStart, kFollow, kScanType } kind;
  int index;              // of the node (kStart) or the relationship
  bool reversed = false;  // kFollow, kScanType: from `to` to `from`
};
using PatternOrder = std::vector<PatternStep>;

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
  // In which order it is answered; empty: as written. It starts or reaches every node, and follows every relationship
  // once.
  PatternOrder order = {};
  // Each conjunct of WHERE is checked as soon as its variables are there; otherwise all of it comes last.
  bool is_eager = false;
};

// The pattern as an operator.
OperatorPtr make_match(PatternGraph pattern);

// Left to right as written: each path from its first node on.
PatternOrder written_order(const PatternGraph& pattern);

// Of each node the part of the pattern that it is in: nodes joined by relationships other than searches. A part is
// numbered by its first node.
std::vector<int> connected_parts(const PatternGraph& pattern);

// Does a search need both of its ends first; if not, it starts at `from` and comes to every `to`.
bool needs_both_ends(const PatternRelationship& search);

// Slots that the pattern binds.
std::vector<Slot> bound_slots(const PatternGraph& pattern);

}  // namespace entente::plan

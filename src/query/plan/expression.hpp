// A bound expression: names are slots, functions are found, nothing is left to look up but values.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/shared_tree.hpp"
#include "entente/error.hpp"
#include "entente/model/ids.hpp"
#include "entente/model/value.hpp"
#include "query/functions/function.hpp"

namespace entente::plan {

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;
struct Plan;

// A place in a row. Every variable and every intermediate value of a query has one.
using Slot = int;

struct Constant {
  Value value;
};
struct Parameter {
  std::string name;
};
struct SlotRead {
  Slot slot;
};
// Of a node, relationship or map; of a period its fields (.start, .edtf, …). `symbol` is absent where no entity or
// relation has the key. `slice` of the MATCH that bound the object decides which value in time is meant: an index into
// Plan::slices, -1: all.
struct PropertyRead {
  ExpressionPtr object;
  std::string key;
  std::optional<SymbolId> symbol;
  int slice = -1;
};
struct ListMake {
  std::vector<ExpressionPtr> items;
};
struct MapMake {
  std::vector<std::pair<std::string, ExpressionPtr>> entries;
  ExpressionPtr rest = nullptr;  // a map of what the entries don't name; null: nothing
};
// A function or an operator; arguments are evaluated first.
struct Call {
  const Function* function;
  std::vector<ExpressionPtr> arguments;
  int slice = -1;
};
enum class Logic : std::uint8_t { kAnd, kOr, kXor, kNot };
struct Logical {
  Logic op;
  std::vector<ExpressionPtr> operands;
};  // kNot: one operand; kAnd, kOr: two or more
struct IsNull {
  ExpressionPtr operand;
  bool negated;
};
// Label in slot's node; types of a relationship likewise. `labels` that no entity has are absent (nullopt): never true.
struct LabelTest {
  ExpressionPtr operand;
  std::vector<std::optional<SymbolId>> labels;
};
struct Case {
  ExpressionPtr subject;
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> branches;
  ExpressionPtr otherwise;
};
// The three read their list item in `item`, a slot of its own.
struct ListComprehension {
  Slot item;
  ExpressionPtr list, where, result;
};
enum class QuantifierKind : std::uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind;
  Slot item;
  ExpressionPtr list, where;
};
struct Reduce {
  Slot accumulator;
  ExpressionPtr initial;
  Slot item;
  ExpressionPtr list, step;
};
// Runs a plan for the current row (correlated by slots). kExists: has it a row; kCollect: the values of `slot` as a
// list; kFirst: the value of `slot` in its first row, or null.
enum class SubplanResult : std::uint8_t { kExists, kCollect, kFirst };
struct Subplan {
  std::shared_ptr<const struct Operator> root;
  SubplanResult result;
  Slot slot = -1;
};
// A path value out of its parts: slots of nodes and relationships (or lists of relationships), alternating.
struct PathMake {
  std::vector<Slot> parts;
  std::shared_ptr<const PathSelection> manner = nullptr;  // Path::manner
};

struct Expression {
  std::variant<Constant, Parameter, SlotRead, PropertyRead, ListMake, MapMake, Call, Logical, IsNull, LabelTest, Case,
               ListComprehension, Quantifier, Reduce, Subplan, PathMake>
      node;
  SourceSpan span;  // for errors at run time
};

template <class Node>
ExpressionPtr make_expression(Node node, SourceSpan span = {}) {
  return make_tree_node(Expression{std::move(node), span});
}

}  // namespace entente::plan

// The plan: a tree of relational operators over slots. Data, not code: it can be printed, compared, rewritten and kept.
//
// It has two floors. On the logical one a MATCH is a Match: what is asked for, without a way to it. Lowering
// (lowering.hpp) makes each a tree of physical operators, which are run. All other operators are the same on both.
//
// Rows flow from the leaves to the root. A row is an array of `slot_count` values; each operator fills the slots it
// names and leaves the others as they came.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/table.hpp"
#include "query/functions/kind.hpp"
#include "query/plan/expression.hpp"
#include "query/procedures/procedure.hpp"
#include "query/syntax/ast.hpp"

namespace entente::plan {

struct Operator;
struct PatternGraph;
using OperatorPtr = std::shared_ptr<const Operator>;

// Which part of the facts an operator reads: an index into Plan::slices; -1: all of valid time, on anybody's word.
using SliceIndex = int;

// A cut through valid time, and whose word counts in it. The bounds and the sources are expressions over parameters;
// they are computed once, before the first row.
struct SliceSpec {
  ast::TimeRange range = ast::TimeRange::kAll;
  Reading reading = Reading::kCertain;
  ExpressionPtr from, to;
  SourceSpan span;             // of the clause of time
  ExpressionPtr according_to;  // null: any source
};

// The state of the store that a statement reads, or with another range than kAsOf, the states: the newest commit made
// by a time, or a commit by its number. Bounds are expressions over parameters.
struct SystemBound {
  ExpressionPtr at;  // null: there is none
  bool is_commit = false;
};
struct SystemSpec {
  ast::TimeRange range = ast::TimeRange::kAsOf;
  SystemBound from, to;  // kAsOf: `from`
  SourceSpan span;       // of the clause; empty: that of the options
};

// ---- logical
// The rows that answer a pattern, beside each row of its input.
struct Match {
  std::shared_ptr<const PatternGraph> pattern;  // never null
};

// ---- leaves
struct Unit {};      // one empty row
struct Argument {};  // one row: the outer row of an Apply, Optional or Subplan
// The rows that came to the update before, of which these slots are known.
struct KeptRows {
  std::vector<Slot> slots;
};
struct AllNodesScan {
  Slot node;
  SliceIndex slice;
};
struct LabelScan {
  Slot node;
  SymbolId label;
  SliceIndex slice;
};  // label or a sub-type
// Nodes with one of the labels (none: any) that are told by a value known before the row: the value of a property
// ({name: 'Mao Zedong'}), of key() or of id(), or a name in the sense of named().
enum class SeekBy : std::uint8_t { kProperty, kKey, kId, kName };
struct NodeSeek {
  Slot node;
  std::optional<SymbolId> label;
  SeekBy by;
  SymbolId property;  // with kProperty
  ExpressionPtr value;
  SliceIndex slice;
};
// All relations of the given types, in order of start, with both ends. `starts_before` (may be null) bounds the latest
// start from above: an expression over parameters that gives a period; rows whose start is not before its start can be
// left out. kBoth yields each relation once for each direction.
struct TypeScan {
  Slot from, relationship, to;
  std::vector<SymbolId> types;
  Direction direction;
  ExpressionPtr starts_before;
  SliceIndex slice;
};

// ---- along the graph. `types` empty and `any_type` false: no such type here, no rows.
// `ways`: of each of `types`, which way it is taken where `direction` is kOut; empty: kOut, as nearly always.
// `unique_from`: slots of relationships (or lists of them) of the same MATCH, none of which may be used again.
struct Expand {
  OperatorPtr input;
  Slot from, relationship, to;
  Direction direction;  // as seen from `from`
  std::vector<SymbolId> types;
  bool any_type;
  bool into;  // `to` is bound already: keep the relations that lead there
  std::vector<Slot> unique_from;
  SliceIndex slice;
  std::vector<Direction> ways = {};
};
// The number of steps that an Expand would take, in place of a row for each; no row where there is none.
struct CountSteps {
  OperatorPtr input;
  Slot from, count;
  Direction direction;
  std::vector<SymbolId> types;
  bool any_type;
  std::vector<Slot> unique_from;
  SliceIndex slice;
  std::vector<Direction> ways = {};
};
// Paths of min..max relations, depth first, no relation twice; `relationships` is a list, in path order.
// `each` (may be null): every relationship of the path, in slot `item`, fulfils it (a property map on the pattern).
struct VariableExpand {
  OperatorPtr input;
  Slot from, relationships, to;
  Direction direction;
  std::vector<SymbolId> types;
  bool any_type;
  std::uint64_t min;
  std::optional<std::uint64_t> max;
  bool into;
  std::vector<Slot> unique_from;
  Slot item;
  ExpressionPtr each;
  SliceIndex slice;
  std::vector<Direction> ways = {};
  bool without_apparatus = false;  // no inner node is a source, work or the like
  // Why every path is followed although only its end is asked for (distinct-ends); empty: the paths are, too.
  std::string reason = {};
};
// The nodes at which paths of min..max relations end, each once: a breadth-first search. min: 0 or 1.
struct Reach {
  OperatorPtr input;
  Slot from, to;
  Direction direction;
  std::vector<SymbolId> types;
  bool any_type;
  std::uint64_t min;
  std::optional<std::uint64_t> max;
  bool into;
  SliceIndex slice;
  std::vector<Direction> ways = {};
  bool without_apparatus = false;  // no inner node is a source, work or the like
};
// How many ends of `search`, which leads to no bound node, no earlier row had, in place of a row for each.
struct CountEnds {
  Reach search;
  Slot count;
  bool besides_start;  // `from` is no end of its own row
};
// The paths from a bound node that a selection means; `path` is a path value; no row where there is none.
struct PathSearch {
  OperatorPtr input;
  Slot from, to, relationships, path;
  Direction direction;
  std::vector<SymbolId> types;
  bool any_type;
  std::uint64_t min;
  std::optional<std::uint64_t> max;
  PathSelection selection;
  bool into;  // `to` is bound already; else it comes to all ends
  SourceSpan span;
  Slot item;
  ExpressionPtr each;
  SliceIndex slice;
  std::vector<Direction> ways = {};
  bool without_apparatus = false;  // no inner node is a source, work or the like
  // Where it is filled, with the moment by which the path surely has arrived, no path is made; `path` and
  // `relationships` are -1. Requires the earliest arrivals at all ends.
  Slot arrival = -1;
  bool besides_start = false;  // with `arrival`: `from` is no end of its own row
};

// ---- rows
// Keeps rows where the predicate is true.
struct Filter {
  OperatorPtr input;
  ExpressionPtr predicate;
  // Which of its conjuncts is a ValidTimeTest (valid_time_test.hpp) that is asked first, of all rows of a batch
  // together; absent: each row is asked the whole.
  std::optional<std::size_t> valid_time = std::nullopt;
};
// Computes expressions into slots, in order; other slots stay.
struct Project {
  OperatorPtr input;
  std::vector<std::pair<Slot, ExpressionPtr>> items;
};
struct AggregateCall {
  Slot slot;
  const Aggregate* aggregate /* null: count(*) */;
  ExpressionPtr argument /* null: count(*) */;
  bool distinct;
  ExpressionPtr parameter = nullptr;  // the second argument, of an aggregate that has one
};
// One row for each distinct key. Without keys one row, even for no input.
struct Aggregation {
  OperatorPtr input;
  std::vector<std::pair<Slot, ExpressionPtr>> keys;
  std::vector<AggregateCall> calls;
};
struct Distinct {
  OperatorPtr input;
  std::vector<Slot> slots;
};
struct SortKey {
  ExpressionPtr expression;
  bool descending;
};
struct Sort {
  OperatorPtr input;
  std::vector<SortKey> keys;
};  // stable
struct Top {
  OperatorPtr input;
  std::vector<SortKey> keys;
  ExpressionPtr limit;
  // Where the view of `slice` reads what the snapshot is sorted by, the first key comes in ascending order, null
  // anywhere: nothing behind a greater one can count.
  bool is_sorted = false;
  SliceIndex slice = -1;
};  // Sort, then Limit, in one
struct Skip {
  OperatorPtr input;
  ExpressionPtr count;
};
struct Limit {
  OperatorPtr input;
  ExpressionPtr count;
};
struct Unwind {
  OperatorPtr input;
  ExpressionPtr list;
  Slot item;
};
// For each row those of the file that it names, as lists, or as maps by the names in its first line.
struct LoadCsv {
  OperatorPtr input;
  ExpressionPtr file;
  Slot row;
  bool has_headers;
  char delimiter;
};

// For each row the rows that the procedure gives for its arguments: of each, the named columns go into slots. A
// procedure without columns leaves the row as it is.
struct ProcedureCall {
  OperatorPtr input;
  std::shared_ptr<const Procedure> procedure;
  std::vector<ExpressionPtr> arguments;
  std::vector<std::pair<std::size_t, Slot>> columns;  // place among the procedure's outputs
  SourceSpan place;
  SliceIndex slice;
  ExpressionPtr on = nullptr;  // a Subplan that collects lists of what the procedure sees; null: the whole graph
};

// The rows of `input` in each of the states that the statement reads, one after the other; what `slots` hold in several
// of them comes once. Nodes and relationships are those of the graph of all states from here on.
struct EachState {
  OperatorPtr input;
  std::vector<Slot> slots;
};

// ---- several inputs
// Runs `inner` (whose leaf is Argument) for each row of `input`. kInner: its rows. kOptional: its rows, or the input
// row with `nulled` slots null where there are none.
enum class ApplyKind : std::uint8_t { kInner, kOptional };
struct Apply {
  OperatorPtr input, inner;
  ApplyKind kind;
  std::vector<Slot> nulled;
};
// Slots of two relationships (or lists of them) of one MATCH, left and right, that have none in common.
using Unlike = std::vector<std::pair<Slot, Slot>>;
// Each row of `right` beside each of `left`, in that order.
struct CartesianProduct {
  OperatorPtr left, right;
  std::vector<Slot> right_slots;  // what a row of `right` brings along
  Unlike unlike = {};
};
// The same of pairs whose keys may be equal, each side's over its own slots: all that are equal are there, and others
// may be, so that the comparisons stay in a filter above.
struct JoinKey {
  ExpressionPtr left, right;
  SourceSpan span;  // of the comparison
  // Of IntervalJoin: a side that is null is paired with all rows, since the condition, possibly(…), may hold of it.
  bool null_pairs = false;
};
struct HashJoin {
  OperatorPtr left, right;
  std::vector<Slot> right_slots;
  std::vector<JoinKey> keys;  // one or more
  Unlike unlike = {};
};
// The same of pairs whose periods may touch: the sides of a predicate that is false of all others.
struct IntervalJoin {
  OperatorPtr left, right;
  std::vector<Slot> right_slots;
  JoinKey periods;
  Unlike unlike = {};
};
// Rows of each branch in turn; column i of a branch stands in branches[b].columns[i] and moves to `columns[i]`.
struct UnionBranch {
  OperatorPtr input;
  std::vector<Slot> columns;
};
struct Union {
  std::vector<UnionBranch> branches;
  std::vector<Slot> columns;
};

struct Operator {
  std::variant<Match, Unit, Argument, KeptRows, AllNodesScan, LabelScan, NodeSeek, TypeScan, Expand, CountSteps,
               VariableExpand, Reach, CountEnds, PathSearch, Filter, Project, Aggregation, Distinct, Sort, Top, Skip,
               Limit, Unwind, LoadCsv, ProcedureCall, EachState, Apply, CartesianProduct, HashJoin, IntervalJoin, Union>
      node;
};

template <class Node>
OperatorPtr make_operator(Node node) {
  return make_tree_node(Operator{std::move(node)});
}

struct Writing;  // update.hpp

struct Plan {
  // One more slot; without a name, a made-up one.
  Slot add_slot(std::string name = {}, Kind type = Kind::kAny) {
    slot_names.push_back(name.empty() ? "_" + std::to_string(slot_count) : std::move(name));
    slot_types.push_back(type);
    return slot_count++;
  }

  std::optional<ast::SchemaChange> schema;  // then there is nothing else
  std::shared_ptr<const Writing> writing;   // what comes before `root`; null: the statement only reads
  OperatorPtr root;                         // null: a statement that writes returns nothing
  int slot_count = 0;
  std::vector<std::string> slot_names;  // for printing; a made-up slot is named "_3"
  std::vector<Kind> slot_types;         // what the binder knows of its values; kAny: nothing. Null is of every type
  std::vector<std::string> columns;
  std::vector<Slot> column_slots;
  std::vector<SliceSpec> slices;
  std::optional<SystemSpec> system;         // absent: the newest commit
  std::optional<SliceIndex> default_slice;  // the statement's own, for ReadAt
  // The last pattern of each branch that reads a slice, with all that comes before it: what is counted under the
  // readings that keep more.
  std::vector<OperatorPtr> sliced;
  ast::Explain explain = ast::Explain::kNo;
  std::vector<std::string> steps;  // with EXPLAIN STEPS: how it became what it is, a line each
  // Parameters that a call takes without naming them, and the place of the call.
  std::vector<std::pair<std::string, SourceSpan>> implicit_arguments;
  std::vector<Slot>
      element_slots;  // further slots whose nodes and relationships belong into Table::elements; see keep_elements
  std::vector<Warning> warnings;  // names that nothing in this snapshot has; the query runs all the same
};

// The plan as text, one operator a line, inputs indented; stable, for EXPLAIN and golden tests.
std::string print(const Plan& plan, const TemporalGraph& graph);

}  // namespace entente::plan

// The syntax tree: what the text says, with the place of each part, before anything is looked up.
//
// It covers the whole of openCypher 9 and the temporal extension. Closed sets are variants; nodes are immutable and
// shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "entente/error.hpp"
#include "entente/graph/direction.hpp"
#include "entente/graph/path_choice.hpp"
#include "entente/model/ontology.hpp"
#include "entente/model/value.hpp"
#include "entente/time/period_predicates.hpp"
#include "entente/time/reading.hpp"

namespace entente::ast {

struct Expression;
using ExpressionPtr = std::shared_ptr<const Expression>;
struct Query;
struct PathPattern;

// A name as written, without backticks.
struct Name {
  std::string text;
  SourceSpan span;
};

// ---- expressions

enum class UnaryOperator : std::uint8_t { kNot, kMinus, kPlus };
enum class BinaryOperator : std::uint8_t {
  kOr,
  kXor,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kPower,
  kIn,
  kStartsWith,
  kEndsWith,
  kMatches /* =~ */,
};

struct Literal {
  Value value;
};
struct Parameter {
  std::string name;
};
struct Variable {
  std::string name;
};
struct Property {
  ExpressionPtr object;
  Name key;
};
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapLiteral {
  std::vector<std::pair<Name, ExpressionPtr>> entries;
};
struct Unary {
  UnaryOperator op;
  ExpressionPtr operand;
};
struct Binary {
  BinaryOperator op;
  ExpressionPtr left, right;
};
// a < b <= c: each comparison holds; the operators are kEqual … kGreaterOrEqual. `rest` has at least two entries (one
// is a Binary).
struct ComparisonChain {
  ExpressionPtr first;
  std::vector<std::pair<BinaryOperator, ExpressionPtr>> rest;
};
// By a word that compares periods; CONTAINS may be that of strings.
struct PeriodComparison {
  const PeriodPredicate* predicate;
  ExpressionPtr left, right;
};
struct IsNull {
  ExpressionPtr operand;
  bool negated = false;
};
struct LabelTest {
  ExpressionPtr operand;
  std::vector<Name> labels;
};  // all of them
struct Subscript {
  ExpressionPtr object, index;
};
struct Slice {
  ExpressionPtr list, from, to;
};  // from, to may be null
// `name` in the spelling of the text, namespace dots included; `star` for count(*).
struct Call {
  Name name;
  bool distinct = false;
  bool star = false;
  std::vector<ExpressionPtr> arguments;
};
struct Case {
  ExpressionPtr subject /* may be null */;
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> branches;
  ExpressionPtr otherwise /* may be null */;
};
struct ListComprehension {
  Name variable;
  ExpressionPtr list, where /* may be null */, result /* may be null */;
};
enum class QuantifierKind : std::uint8_t { kAll, kAny, kNone, kSingle };
struct Quantifier {
  QuantifierKind kind;
  Name variable;
  ExpressionPtr list, where;
};
struct Reduce {
  Name accumulator;
  ExpressionPtr initial;
  Name variable;
  ExpressionPtr list, step;
};
struct PatternExpression {
  std::shared_ptr<const PathPattern> pattern;
};  // in WHERE: such a path exists; also shortestPath(…) as a value
struct PatternComprehension {
  std::optional<Name> path;
  std::shared_ptr<const PathPattern> pattern;
  ExpressionPtr where /* may be null */, result;
};
// object {.key, .*, key: value, variable}: `entries` without .*, which `all` says. The object is a variable.
struct MapProjection {
  ExpressionPtr object;
  std::vector<std::pair<Name, ExpressionPtr>> entries;
  bool all = false;
};
// EXISTS, COUNT, COLLECT { MATCH … }; EXISTS { (a)-->(b) WHERE … } becomes a MATCH.
enum class SubqueryUse : std::uint8_t { kExists, kCount, kCollect };
struct Subquery {
  SubqueryUse use;
  std::shared_ptr<const Query> query;
};

struct Expression {
  std::variant<Literal, Parameter, Variable, Property, ListLiteral, MapLiteral, Unary, Binary, ComparisonChain,
               PeriodComparison, IsNull, LabelTest, Subscript, Slice, Call, Case, ListComprehension, Quantifier, Reduce,
               PatternExpression, PatternComprehension, MapProjection, Subquery>
      node;
  SourceSpan span;
};

// ---- patterns

// Stands for the node at hand in `label_condition`; no variable has the name.
inline constexpr std::string_view kThisNode = "";

struct NodePattern {
  std::optional<Name> variable;
  std::vector<Name> labels;       // all of them
  ExpressionPtr label_condition;  // :A|B&!C, of kThisNode; null: none
  ExpressionPtr properties;       // a map or a parameter; null: none
  ExpressionPtr where;            // null: none
  // In CREATE and MERGE: VALID e, SOURCES e, KEY e; null: none.
  ExpressionPtr valid, sources, key;
  SourceSpan span;
};

// *, *2, *1..3, +, {1,5}: repetitions. `max` absent: no upper bound.
struct Repetition {
  std::uint64_t min = 1;
  std::optional<std::uint64_t> max;
};

struct RelationshipPattern {
  std::optional<Name> variable;
  std::vector<Name> types;  // any of them; empty: all
  Direction direction = Direction::kBoth;
  std::optional<Repetition> repetition;
  ExpressionPtr properties;
  ExpressionPtr where;
  ExpressionPtr valid, sources;
  SourceSpan span;
};

// nodes.size() == relationships.size() + 1.
struct PathPattern {
  std::optional<Name> variable;
  PathSelection selection;
  std::vector<Name> travel_types;  // those of the selection, as written
  std::optional<Name> travel_key;
  bool without_apparatus = false;  // no inner node of a repetition is a source, work or the like
  std::vector<NodePattern> nodes;
  std::vector<RelationshipPattern> relationships;
  SourceSpan span;
};

// ---- time

enum class TimeRange : std::uint8_t { kAll, kAsOf, kFromTo, kBetween };
// AS OF t; FOR VALID_TIME AS OF t | FROM a TO b | BETWEEN a AND b | ALL; CERTAINLY, PRESUMABLY or POSSIBLY before any
// of them.
struct ValidTimeClause {
  TimeRange range = TimeRange::kAll;
  Reading reading = Reading::kCertain;
  ExpressionPtr from;  // kAsOf: the instant or date
  ExpressionPtr to;
  SourceSpan span;
};
// A date or date-time, or COMMIT and the number of one.
struct SystemBound {
  ExpressionPtr at;  // null: there is none
  bool is_commit = false;
};
// FOR SYSTEM_TIME AS OF t | FROM a TO b | BETWEEN a AND b | ALL.
struct SystemTimeClause {
  TimeRange range = TimeRange::kAll;
  SystemBound from, to;  // kAsOf: `from`
  SourceSpan span;
};
struct TimeClauses {
  std::optional<ValidTimeClause> valid;
  std::optional<SystemTimeClause> system;
};

// ---- clauses

struct Match {
  bool optional = false;
  std::vector<PathPattern> patterns;
  TimeClauses time;
  ExpressionPtr according_to;  // null: any source
  ExpressionPtr where;
};
struct Unwind {
  ExpressionPtr list;
  Name variable;
};

struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
struct ProjectionItem {
  ExpressionPtr expression;
  std::optional<Name> alias;
  std::string text;  // the expression as it stands in the query: the column's name where there is no alias
};
struct Projection {  // the body of WITH and RETURN
  bool distinct = false;
  bool star = false;  // all variables in scope, then `items`
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order_by;
  ExpressionPtr skip, limit;  // may be null
};
struct With {
  Projection projection;
  ExpressionPtr where;
};
struct Return {
  Projection projection;
};

struct Create {
  std::vector<PathPattern> patterns;
};
struct SetProperty {
  ExpressionPtr target /* a Property */;
  ExpressionPtr value;
  ExpressionPtr valid, sources;
};
struct SetAll {
  Name variable;
  ExpressionPtr value;
  bool add = false;
  ExpressionPtr sources;
};  // n = map; n += map
struct SetLabels {
  Name variable;
  std::vector<Name> labels;
};
struct SetValid {
  Name variable;
  ExpressionPtr value, sources;
};  // SET valid(r) = e
using SetItem = std::variant<SetProperty, SetAll, SetLabels, SetValid>;
struct PortionOfValidTime {
  ExpressionPtr from, to;
};
struct Set {
  std::vector<SetItem> items;
  std::optional<PortionOfValidTime> portion;
};
struct RemoveProperty {
  ExpressionPtr target;
};
struct RemoveLabels {
  Name variable;
  std::vector<Name> labels;
};
using RemoveItem = std::variant<RemoveProperty, RemoveLabels>;
struct Remove {
  std::vector<RemoveItem> items;
};
struct Delete {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
  std::optional<PortionOfValidTime> portion;
};
struct Merge {
  PathPattern pattern;
  std::vector<SetItem> on_create, on_match;
};
struct SingleQuery;
struct Foreach {
  Name variable;
  ExpressionPtr list;
  std::shared_ptr<const SingleQuery> updates;  // clauses that write
};
struct YieldItem {
  Name output;
  std::optional<Name> alias;
};
struct CallProcedure {
  Name name;
  std::optional<std::vector<ExpressionPtr>> arguments;  // absent: taken from the parameters
  std::shared_ptr<const Query> on;                      // ON { MATCH … }; null: the procedure sees the whole graph
  std::vector<YieldItem> yield;
  bool yield_all = false;   // YIELD *
  bool yield_none = false;  // YIELD -
  ExpressionPtr where;
};
// LOAD CSV [WITH HEADERS] FROM file AS row [FIELDTERMINATOR ';'].
struct LoadCsv {
  bool has_headers = false;
  ExpressionPtr file;
  Name variable;
  char delimiter = ',';
};

// CALL { … RETURN … }, for each row; its columns come to it.
struct CallSubquery {
  bool optional = false;                     // OPTIONAL CALL: a row without any stays, with nulls
  std::optional<std::vector<Name>> imports;  // CALL (a, b) { … }; absent: what WITH at its beginning names
  bool imports_all = false;                  // CALL (*) { … }
  std::shared_ptr<const Query> query;
};

struct Clause {
  std::variant<Match, Unwind, With, Return, Create, Merge, Set, Remove, Delete, Foreach, CallProcedure, CallSubquery,
               LoadCsv>
      node;
  SourceSpan span;
};

struct SingleQuery {
  std::vector<Clause> clauses;
};

// EXPLAIN before a query: nothing is run. kSteps: EXPLAIN STEPS. kProfile: PROFILE, which runs it to say what its plan
// did.
enum class Explain : std::uint8_t { kNo, kPlan, kSteps, kProfile };
constexpr bool is_run(Explain explain) {
  return explain == Explain::kNo || explain == Explain::kProfile;
}

// CREATE and DROP of a constraint or an index.
struct SchemaChange {
  bool drop = false, is_index = false;
  bool if_needed = false;    // IF NOT EXISTS, IF EXISTS
  std::optional<Name> name;  // absent: one is made
  PropertyRule rule = {};    // of CREATE, without its name
  SourceSpan span = {};
};

struct Query {
  TimeClauses time;                // before the first MATCH: the default of the statement
  ExpressionPtr according_to;      // likewise; null: any source
  std::vector<SingleQuery> parts;  // joined by UNION; at least one
  bool union_all = false;          // all joints are of one kind
  Explain explain = Explain::kNo;
  std::optional<SchemaChange> schema = {};  // then there are no parts
};

// CREATE, MERGE, SET, REMOVE, DELETE, FOREACH.
inline bool is_update(const Clause& clause) {
  return std::visit(
      [](const auto& node) {
        using Node = std::decay_t<decltype(node)>;
        return std::is_same_v<Node, Create> || std::is_same_v<Node, Merge> || std::is_same_v<Node, Set> ||
               std::is_same_v<Node, Remove> || std::is_same_v<Node, Delete> || std::is_same_v<Node, Foreach>;
      },
      clause.node);
}

}  // namespace entente::ast

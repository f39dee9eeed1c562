// What a statement that writes does, beside what it reads: parts that read, each followed by an update for all rows
// that it gave. The clauses behind an update see the graph as that left it, and the rows that came to it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "query/plan/plan.hpp"

namespace entente::plan {

// A node to be made; its slot is filled. `properties` gives a map, `valid` a date or a period, `sources` a text or a
// list of texts, `key` a text; null: there are none.
struct NewNode {
  Slot slot;
  std::vector<std::string> labels;
  ExpressionPtr properties, valid, sources, key;
  SourceSpan span;
  bool reads_made = false;  // its expressions look at what the same clause made before
};
struct NewRelationship {
  Slot slot, from, to;
  std::string type;
  ExpressionPtr properties, valid, sources;
  SourceSpan span;
  bool reads_made = false;
};
struct Create {
  std::vector<NewNode> nodes;
  std::vector<NewRelationship> relationships;
  std::vector<std::pair<Slot, ExpressionPtr>> paths;
};

// FOR PORTION OF VALID_TIME: from the first moment of one date to that of the other.
struct Portion {
  ExpressionPtr from, to;
  SourceSpan span;
};

// `target` gives a node or a relationship, or null: then nothing is done.
struct SetProperty {
  ExpressionPtr target;
  std::string key;
  ExpressionPtr value, valid;  // of null the property goes
  ExpressionPtr sources;       // null: the value has none of its own
  SourceSpan span;
};
struct SetProperties {
  ExpressionPtr target;
  ExpressionPtr value;  // a map, a node or a relationship
  bool add;             // else what is not in it goes
  ExpressionPtr sources;
  SourceSpan span;
};
struct SetLabels {
  ExpressionPtr target;
  std::vector<std::string> labels;
  bool remove;
  SourceSpan span;
};
struct SetValidity {
  ExpressionPtr target;
  ExpressionPtr value;    // of null nothing is stated any more
  ExpressionPtr sources;  // of the whole fact from then on; null: as they were
  SourceSpan span;
};
using SetItem = std::variant<SetProperty, SetProperties, SetLabels, SetValidity>;
struct Set {
  std::vector<SetItem> items;
  std::optional<Portion> portion;
};

struct Delete {
  bool detach;
  std::vector<ExpressionPtr> targets;
  SourceSpan span;
  std::optional<Portion> portion;
};

// The rows that `match` gives for a row, which alone its KeptRows hold, or the one row with what is made.
struct Merge {
  OperatorPtr match;
  Create create;
  std::vector<SetItem> on_create, on_match;
  SourceSpan span;
};

// FOREACH: the rows give way to a row for each item of each, and come back at its end.
struct ForeachBegin {
  ExpressionPtr list;  // null: no items
  Slot item;
  SourceSpan span;
};
struct ForeachEnd {};
// CALL { … } that returns nothing: the rows are kept for its end, which is a ForeachEnd.
struct SubqueryBegin {};

using Update = std::variant<Create, Set, Delete, Merge, ForeachBegin, ForeachEnd, SubqueryBegin>;

// Puts `change(expression)` in the place of each expression that the update evaluates.
void map_expressions(Update& update, const std::function<ExpressionPtr(const ExpressionPtr&)>& change);

struct WritingPart {
  OperatorPtr root;         // the rows
  std::vector<Slot> slots;  // that hold what is known of a row before the update
  Update update;
  std::vector<Slot> filled;  // by the update, beside these
};

// The parts before Plan::root, which reads the rows of the last of them (KeptRows), and is null where the statement
// returns nothing.
struct Writing {
  std::vector<WritingPart> parts;
};

}  // namespace entente::plan

// The tables of functions, operators and aggregates: open sets, one row each, which says all that binder, optimizer,
// help and completion know of it (docs/extending.md).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"
#include "entente/time/period_predicates.hpp"
#include "query/functions/kind.hpp"

namespace entente {

// What a function may see: the snapshot through the time and sources of its MATCH, and the statement's fixed idea of
// now. No clock, no I/O.
struct FunctionContext {
  const View& view;
  Instant now;
  // Where warnings of the statement go, and the place in its text that they name.
  std::vector<Warning>* warnings = nullptr;
  SourceSpan place = {};

  // Warns once for a place.
  void warn(std::string message, std::string hint) const;
};

struct Function {
  std::string_view name;       // as documented; looked up without regard to case
  std::string_view signature;  // "left(text, length)"
  std::string_view summary;
  // A query that a test runs, over graph-data/tiny, and what it gives: one row, its values as a table cell shows them
  // (null spelt out), joined by " | ".
  std::string_view example;
  std::string_view result;
  int min_arguments;
  int max_arguments;      // -1: any number
  bool null_in_null_out;  // a null argument gives null without a call
  Value (*evaluate)(std::span<const Value> arguments, const FunctionContext& context);
  FunctionType type = kUntyped;  // what it takes and gives, as far as that is known before it runs
  // `evaluate` for two arguments and a truth value where no context is needed: saves the copies. Null: there is none.
  Truth (*test)(const Value& left, const Value& right) = nullptr;
  // The word that compares the periods which the arguments stand for. Null: it is none.
  const PeriodPredicate* periods = nullptr;
  bool is_volatile = false;  // it gives something else on each call, as a random number is
};

// State of one aggregate for one group.
class Accumulator;
struct Aggregate {
  std::string_view name, signature, summary, example, result;
  std::unique_ptr<Accumulator> (*make)();
  FunctionType type = kUntyped;     // what it takes and gives, as far as that is known before it runs
  bool keeps_values = false;        // all that it was given, until the end
  bool ignores_repetition = false;  // it gives the same whether a value comes once or many times
  bool has_parameter = false;       // it takes a second argument
};
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  virtual void add(const Value& value) = 0;  // never null: nulls are skipped before (count(*) counts rows elsewhere)
  // The second argument, before each value.
  virtual void take_parameter(const Value& /*parameter*/) {}
  virtual Value result() const = 0;
};

// Null: no such name.
const Function* find_function(std::string_view name);
const Aggregate* find_aggregate(std::string_view name);
// Operators are functions too, found by what they are: "+", "=", "IN", "STARTS WITH", "BEFORE", "neg" (unary minus),
// "[]" (subscript), "[..]" (slice: list, from, to; a bound that is not written is 0 or the greatest integer).
const Function* find_operator(std::string_view symbol);

std::span<const Function> functions();  // for help, completion and the test that runs the examples
std::span<const Function> operators();
std::span<const Aggregate> aggregates();

// What a query takes for a period: periods as they are, texts by read_date_span, an instant as its second. Throws
// kType, and kArgument where a string is no date.
Period period_of(const Value& value);

}  // namespace entente

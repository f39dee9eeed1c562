// The tables of functions and aggregates: an open set, one row each.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/value.hpp"

namespace entente {

// What a function may see: the snapshot, the slice of its MATCH, and the statement's fixed idea of now. No clock, no I/O.
struct FunctionContext {
  const TemporalGraph& graph;
  Timeslice slice;
  Instant now;
};

struct Function {
  std::string_view name;       // as documented; looked up without regard to case
  std::string_view signature;  // "left(text, length)"
  std::string_view summary;
  std::string_view example;    // a query that a test runs: "RETURN left('treaty', 3)"
  std::string_view result;     // what the example gives, as a table cell shows it
  int min_arguments;
  int max_arguments;           // -1: any number
  bool null_in_null_out;       // a null argument gives null without a call
  Value (*evaluate)(std::span<const Value> arguments, const FunctionContext& context);
};

// State of one aggregate for one group.
class Accumulator;
struct Aggregate {
  std::string_view name, signature, summary, example, result;
  std::unique_ptr<Accumulator> (*make)();
};
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  virtual void add(const Value& value) = 0;  // never null: nulls are skipped before (count(*) counts rows elsewhere)
  virtual Value result() const = 0;
};

// Null: no such name.
const Function* find_function(std::string_view name);
const Aggregate* find_aggregate(std::string_view name);
// Operators are functions too, found by what they are: "+", "=", "IN", "STARTS WITH", "BEFORE", "[]" (subscript), "[..]" (slice).
const Function* find_operator(std::string_view symbol);

std::span<const Function> functions();    // for help, completion and the test that runs the examples
std::span<const Aggregate> aggregates();

}  // namespace entente

// Procedures: what CALL runs. An open set, one row each; the algorithms are called by the same word.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "algorithms/source_filter.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "entente/graph/timeslice.hpp"
#include "entente/model/value.hpp"

namespace entente {

// What a procedure may see: the snapshot, and the time and sources that stand before the first MATCH of the statement.
struct ProcedureCall {
  const TemporalGraph& graph;
  Timeslice slice;
  const SourceFilter* sources;  // null: any source
  std::span<const Value> arguments;
};
using ProcedureRows = std::vector<std::vector<Value>>;

struct ProcedureRow {
  std::string_view name;  // as documented, namespace dots included; looked up without regard to case
  // name(argument :: TYPE, …) :: (column :: TYPE, …); `= default` makes an argument optional. Types are those of
  // values, NUMBER for either kind, and ANY. A NODE may be given as the key of an entity too.
  std::string_view signature;
  std::string_view summary;
  std::string_view example, result;  // as of functions
  ProcedureRows (*function)(const ProcedureCall& call);
};

// Builtin ones, in order of name.
std::span<const ProcedureRow> procedures();

struct ProcedureField {
  std::string name;
  std::string type;
  bool optional = false;  // of an argument: it has a default, and is left out of the call then
};

// A procedure ready to be called. `run` throws kArgument, kType, kNotFound.
struct Procedure {
  std::string name, signature;
  std::vector<ProcedureField> inputs, outputs;
  bool reads_sources = true;  // false: it can't tell sources apart, so it is refused where ACCORDING TO is the default
  std::function<ProcedureRows(const ProcedureCall&)> run;
};

// The procedure or algorithm of that name; null: there is none.
std::shared_ptr<const Procedure> find_procedure(std::string_view name);
// Their names, those of algorithms included, in order.
std::vector<std::string> procedure_names();

std::string_view summary_of_procedure(std::string_view name);

// Fields out of the text of a signature.
void read_signature(std::string_view signature, Procedure& procedure);

// Whether a value can be given for a field of this type; null can for any.
bool fits(const Value& value, std::string_view type);

}  // namespace entente

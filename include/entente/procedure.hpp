// Procedures of a program's own, for CALL:
//
//   auto twice = std::make_shared<Procedure>();
//   twice->name = "my.twice";
//   twice->inputs = {{"n", "INTEGER"}};
//   twice->outputs = {{"result", "INTEGER"}};
//   twice->run = [](const ProcedureCall& call) -> ProcedureRows { return {{call.arguments[0].integer() * 2}}; };
//   options.procedures.push_back(twice);
//   db->query("CALL my.twice(21) YIELD result RETURN result", {}, options);
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"

namespace entente {

// What a procedure may see: the snapshot through the time and sources that stand before the first clause of the
// statement.
struct ProcedureCall {
  const View& view;
  std::span<const Value> arguments;  // as many as were written; their types fit, and each may be null
};

// As many values a row as the procedure has outputs.
using ProcedureRows = std::vector<std::vector<Value>>;

// `type` is the name of a type of values ("INTEGER", "NODE", …), NUMBER for either kind, or ANY. An integer can be
// given for a FLOAT, and an entity's key for a NODE.
struct ProcedureField {
  std::string name;
  std::string type;
  bool optional = false;  // of an input: it may be left out of the call; those behind it are optional too
};

struct Procedure {
  std::string name;  // looked up without regard to case; dots make a namespace
  std::vector<ProcedureField> inputs;
  std::vector<ProcedureField> outputs;  // none: a call leaves the rows of the query as they are
  // May throw Error; may be called from several threads at once, for each row of the query anew. One that works for
  // long calls `call.view.poll()` now and then, so that its run can be ended; walks along relations do so by
  // themselves.
  std::function<ProcedureRows(const ProcedureCall&)> run;
};

// name(input :: TYPE, …) :: (output :: TYPE, …); an optional input is followed by "= …".
std::string signature_of(const Procedure& procedure);

// A procedure that looks its answers up: for arguments that are the same as the first values of a row it yields the
// others. Rows hold the inputs, then the outputs.
std::shared_ptr<const Procedure> table_procedure(std::string name, std::vector<ProcedureField> inputs,
                                                 std::vector<ProcedureField> outputs, ProcedureRows rows);

}  // namespace entente

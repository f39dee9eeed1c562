// The procedures that CALL knows by itself. An open set, one row each (docs/extending.md); the algorithms are called by
// the same word.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/procedure.hpp"

namespace entente {

struct ProcedureRow {
  std::string_view name;  // as documented, namespace dots included
  // name(input :: TYPE, …) :: (output :: TYPE, …); `= default` makes an input optional.
  std::string_view signature;
  std::string_view summary;
  std::string_view example, result;  // as of functions
  ProcedureRows (*function)(const ProcedureCall& call);
};

// Builtin ones, in order of name.
std::span<const ProcedureRow> procedures();

using ProcedureList = std::vector<std::shared_ptr<const Procedure>>;

// The procedure of that name: one of `own`, a builtin one, or an algorithm; null: there is none.
std::shared_ptr<const Procedure> find_procedure(std::string_view name, const ProcedureList& own = {});
// Their names, in order.
std::vector<std::string> procedure_names(const ProcedureList& own = {});
// Of a builtin one or an algorithm.
std::string_view summary_of_procedure(std::string_view name);

// Inputs and outputs out of the text of a signature.
void read_signature(std::string_view signature, Procedure& procedure);

// Whether a value can be given for a field of this type; null can for any.
bool fits(const Value& value, std::string_view type);

}  // namespace entente

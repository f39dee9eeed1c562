#include <algorithm>
#include <utility>

#include "entente/procedure.hpp"

namespace entente {

std::shared_ptr<const Procedure> table_procedure(std::string name, std::vector<ProcedureField> inputs,
                                                 std::vector<ProcedureField> outputs, ProcedureRows rows) {
  auto procedure = std::make_shared<Procedure>();
  procedure->name = std::move(name);
  procedure->inputs = std::move(inputs);
  procedure->outputs = std::move(outputs);
  procedure->run = [rows = std::move(rows)](const ProcedureCall& call) {
    const auto width = static_cast<std::ptrdiff_t>(call.arguments.size());
    ProcedureRows found;
    for (const std::vector<Value>& row : rows) {
      if (std::equal(row.begin(), row.begin() + width, call.arguments.begin(),
                     [](const Value& a, const Value& b) { return equivalent(a, b); })) {
        found.emplace_back(row.begin() + width, row.end());
      }
    }
    return found;
  };
  return procedure;
}

}  // namespace entente

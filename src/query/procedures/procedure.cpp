#include "query/procedures/procedure.hpp"

#include <algorithm>

#include "algorithms/algorithms.hpp"
#include "base/text.hpp"

namespace entente {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<ProcedureField> read_fields(std::string_view list) {
  std::vector<ProcedureField> fields;
  while (!trimmed(list).empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view field = trimmed(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    const std::size_t assigned = field.find('=');
    const bool optional = assigned != std::string_view::npos;
    field = trimmed(field.substr(0, assigned));
    const std::size_t colons = field.find("::");
    fields.push_back({std::string(trimmed(field.substr(0, colons))),
                      colons == std::string_view::npos ? "ANY" : std::string(trimmed(field.substr(colons + 2))),
                      optional});
  }
  return fields;
}

std::shared_ptr<Procedure> make(std::string_view name, std::string_view signature) {
  auto procedure = std::make_shared<Procedure>();
  procedure->name = name;
  read_signature(signature, *procedure);
  return procedure;
}

std::shared_ptr<const Procedure> of_row(const ProcedureRow& row) {
  const std::shared_ptr<Procedure> procedure = make(row.name, row.signature);
  procedure->run = row.function;
  return procedure;
}

std::shared_ptr<const Procedure> of_algorithm(const Algorithm& algorithm) {
  const std::shared_ptr<Procedure> procedure = make(algorithm.name, algorithm.signature);
  procedure->run = [function = algorithm.function](const ProcedureCall& call) {
    return function({call.view, call.arguments});
  };
  return procedure;
}

}  // namespace

void read_signature(std::string_view signature, Procedure& procedure) {
  const std::size_t open = signature.find('('), close = signature.find(')', open);
  procedure.inputs = read_fields(signature.substr(open + 1, close - open - 1));
  const std::size_t columns = signature.find('(', close);
  if (columns == std::string_view::npos) return;
  procedure.outputs = read_fields(signature.substr(columns + 1, signature.find(')', columns) - columns - 1));
}

bool fits(const Value& value, std::string_view type) {
  if (value.is_null() || type == "ANY" || type == name(value.type())) return true;
  if (type == "NUMBER") return value.is_number();
  if (type == "FLOAT") return value.is_integer();
  return type == "NODE" && value.is_string();
}

std::string signature_of(const Procedure& procedure) {
  const auto list = [](const std::vector<ProcedureField>& fields) {
    std::string text;
    for (const ProcedureField& f : fields) {
      text += (text.empty() ? "" : ", ") + f.name + " :: " + f.type + (f.optional ? " = …" : "");
    }
    return "(" + text + ")";
  };
  return procedure.name + list(procedure.inputs) + " :: " + list(procedure.outputs);
}

std::shared_ptr<const Procedure> find_procedure(std::string_view name, const ProcedureList& own) {
  const std::string wanted = fold(name);
  for (const std::shared_ptr<const Procedure>& procedure : own) {
    if (fold(procedure->name) == wanted) return procedure;
  }
  for (const ProcedureRow& row : procedures()) {
    if (fold(row.name) == wanted) return of_row(row);
  }
  for (const Algorithm& algorithm : algorithms()) {
    if (fold(algorithm.name) == wanted) return of_algorithm(algorithm);
  }
  return nullptr;
}

std::string_view summary_of_procedure(std::string_view name) {
  for (const ProcedureRow& row : procedures()) {
    if (row.name == name) return row.summary;
  }
  const Algorithm* algorithm = find_algorithm(name);
  return algorithm == nullptr ? std::string_view() : algorithm->summary;
}

std::vector<std::string> procedure_names(const ProcedureList& own) {
  std::vector<std::string> names;
  for (const std::shared_ptr<const Procedure>& procedure : own) names.push_back(procedure->name);
  for (const ProcedureRow& row : procedures()) names.emplace_back(row.name);
  for (const Algorithm& algorithm : algorithms()) names.emplace_back(algorithm.name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace entente

// CALL: the rows of a procedure beside each row.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "algorithms/algorithms.hpp"
#include "base/text.hpp"
#include "entente/graph/named_types.hpp"
#include "query/execute/evaluation.hpp"
#include "query/execute/operators.hpp"
#include "query/execute/run_cache.hpp"
#include "query/functions/arguments.hpp"

namespace entente {
namespace {

std::optional<Warning> unknown_type(const TemporalGraph& graph, const std::string& name, SourceSpan place) {
  NamedTypes types;
  types.add(graph, name);
  if (!types.types.empty() || graph.vertex_count() == 0) return std::nullopt;
  std::vector<std::string> names = graph.relation_type_names();
  for (const RelationType& type : graph.ontology().relation_types)
    if (!type.inverse.empty()) names.push_back(type.inverse);
  if (std::find(names.begin(), names.end(), name) != names.end()) return std::nullopt;  // declared, and not in use
  const std::string near = nearest(name, names);
  return Warning{fmt::format("no relation type `{}` in this store", name), place,
                 near.empty() ? std::string() : fmt::format("did you mean `{}`?", near)};
}

class Calls final : public RowSource {
 public:
  Calls(const plan::ProcedureCall& node, ExecutionContext& context, const Value* argument)
      : node_(node), context_(context), input_(build(node.input, context, argument), context), kept_(context.watch) {}

  bool produce(Batch& out) override {
    out.clear();
    while (!out.full()) {
      if (place_ == rows_.size() && !call()) break;
      while (place_ < rows_.size() && !out.full()) {
        Value* row = out.add(row_);
        std::vector<Value>& values = rows_[place_++];
        for (const auto& [column, slot] : node_.columns) row[slot] = values[column];
      }
    }
    return out.size() > 0;
  }

  void restart() override {
    input_.restart();
    rows_.clear();
    place_ = 0;
  }

 private:
  // For the next row of the input that has some. False at the end.
  bool call() {
    place_ = 0;
    rows_.clear();
    kept_.release();
    while (rows_.empty()) {
      row_ = input_.next();
      if (row_ == nullptr) return false;
      const std::vector<Value> arguments = evaluate_arguments();
      const SourceSpan place = node_.place;
      rows_ = with_place(place, [&] {
        const View& view = view_at(context_, node_.slice);
        if (node_.on == nullptr) return node_.procedure->run({view, arguments});
        return node_.procedure->run({view.within(matched()), arguments});
      });
      if (node_.procedure->outputs.empty()) rows_.assign(1, {});
      check_rows();
      for (const std::vector<Value>& values : rows_)
        for (const Value& value : values) kept_.add(value.own_bytes());
    }
    return true;
  }

  // What the pattern behind ON finds for the row.
  std::shared_ptr<const Subgraph> matched() {
    const auto& pattern = std::get<plan::Subplan>(node_.on->node);
    if (pattern_ == nullptr) pattern_ = std::make_unique<SubplanRun>(pattern, context_);
    std::copy(row_, row_ + pattern_->argument.size(), pattern_->argument.begin());
    pattern_->source->restart();
    auto found = std::make_shared<Subgraph>(context_.graph);
    while (pattern_->source->next(pattern_->rows)) {
      for (std::size_t i = 0; i < pattern_->rows.size(); ++i) add(pattern_->rows.row(i)[pattern.slot], *found);
    }
    return found;
  }

  static void add(const Value& element, Subgraph& found) {
    if (element.is_node()) {
      found.add_vertex(element.node().index);
    } else if (element.is_relationship()) {
      found.add(element.relationship().index);
    } else if (element.is_path()) {
      for (const NodeRef node : element.path().nodes) found.add_vertex(node.index);
      for (const RelationshipRef r : element.path().relationships) found.add(r.index);
    } else if (element.is_list()) {
      for (const Value& item : element.list()) add(item, found);
    }
  }

  // A procedure of the program's own may be wrong about itself.
  void check_rows() const {
    const std::size_t outputs = node_.procedure->outputs.size();
    for (const std::vector<Value>& values : rows_)
      if (values.size() != outputs)
        throw_at(node_.place,
                 Error(ErrorCode::kInternal, fmt::format("{}() gave a row of {} values, and has {} outputs",
                                                         node_.procedure->name, values.size(), outputs)));
  }

  std::vector<Value> evaluate_arguments() {
    std::vector<Value> values;
    for (std::size_t i = 0; i < node_.arguments.size(); ++i) {
      values.push_back(evaluate(*node_.arguments[i], row_, context_));
      const ProcedureField& input = node_.procedure->inputs[i];
      if (names_types(input)) warn_of_unknown_types(values.back(), node_.arguments[i]->span);
      if (fits(values.back(), input.type)) continue;
      throw_at(node_.arguments[i]->span,
               Error(ErrorCode::kType, fmt::format("the argument `{}` of {}() is {}, and takes {}", input.name,
                                                   node_.procedure->name, describe_value(values.back()), input.type))
                   .with_detail("InvalidArgumentType"));
    }
    return values;
  }

  // Builtin procedures find their relations by these; a procedure of the caller's may mean something else.
  bool names_types(const ProcedureField& input) const {
    const std::string& name = node_.procedure->name;
    return (input.name == "types" && find_algorithm(name) != nullptr) ||
           (input.name == "dating" && name == "conflicts");
  }

  void warn_of_unknown_types(const Value& types, SourceSpan place) {
    if (types.is_list()) {
      for (const Value& type : types.list()) warn_of_unknown_types(type, place);
    } else if (types.is_string() && looked_up_.insert(types.string()).second) {
      if (std::optional<Warning> warning = unknown_type(context_.graph, types.string(), place))
        context_.warnings.push_back(std::move(*warning));
    }
  }

  const plan::ProcedureCall& node_;
  ExecutionContext& context_;
  std::set<std::string> looked_up_;
  InputRows input_;
  std::unique_ptr<SubplanRun> pattern_;  // behind ON
  Value* row_ = nullptr;
  ProcedureRows rows_;  // of the row
  MemoryCharge kept_;
  std::size_t place_ = 0;
};

}  // namespace

RowSourcePtr make_source(const plan::ProcedureCall& node, ExecutionContext& context, const Value* argument) {
  return std::make_unique<Calls>(node, context, argument);
}

}  // namespace entente

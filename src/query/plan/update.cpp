#include "query/plan/update.hpp"

#include "query/plan/traverse.hpp"

namespace entente::plan {
namespace {

template <class Visit>
void each(Create& create, const Visit& visit) {
  for (NewNode& node : create.nodes) visit(node.properties), visit(node.valid), visit(node.sources), visit(node.key);
  for (NewRelationship& r : create.relationships) visit(r.properties), visit(r.valid), visit(r.sources);
  for (auto& [slot, path] : create.paths) visit(path);
}

template <class Visit>
void each(std::vector<SetItem>& items, const Visit& visit) {
  for (SetItem& item : items) {
    std::visit(Overloaded{
                   [&](SetProperty& i) { visit(i.target), visit(i.value), visit(i.valid), visit(i.sources); },
                   [&](SetProperties& i) { visit(i.target), visit(i.value), visit(i.sources); },
                   [&](SetLabels& i) { visit(i.target); },
                   [&](SetValidity& i) { visit(i.target), visit(i.value), visit(i.sources); },
               },
               item);
  }
}

template <class Visit>
void each(std::optional<Portion>& portion, const Visit& visit) {
  if (portion) visit(portion->from), visit(portion->to);
}

template <class Visit>
void each(Delete& clause, const Visit& visit) {
  for (ExpressionPtr& target : clause.targets) visit(target);
  each(clause.portion, visit);
}

}  // namespace

void map_expressions(Update& update, const std::function<ExpressionPtr(const ExpressionPtr&)>& change) {
  const auto visit = [&](ExpressionPtr& expression) {
    if (expression) expression = change(expression);
  };
  std::visit(
      Overloaded{
          [&](Create& create) { each(create, visit); },
          [&](Set& set) { each(set.items, visit), each(set.portion, visit); },
          [&](Delete& clause) { each(clause, visit); },
          [&](ForeachBegin& begin) { visit(begin.list); },
          [](ForeachEnd&) {},
          [](SubqueryBegin&) {},
          [&](Merge& merge) { each(merge.create, visit), each(merge.on_create, visit), each(merge.on_match, visit); },
      },
      update);
}

}  // namespace entente::plan

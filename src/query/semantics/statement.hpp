// What the parts of the binder share while one statement is bound.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"
#include "query/semantics/scope.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

class Statement {
 public:
  explicit Statement(const TemporalGraph& graph) : graph(graph) {}

  const TemporalGraph& graph;
  plan::Plan plan;
  plan::SliceIndex default_slice = -1;  // of each MATCH that states none

  // `name` is what EXPLAIN calls it; empty: a made-up one.
  plan::Slot new_slot(std::string name = {});

  // Names to symbols. One that nothing in the snapshot has is no error: it gives a warning with the nearest known name.
  std::optional<SymbolId> label(const ast::Name& name);
  std::vector<SymbolId> relation_types(const ast::Name& name);  // with its sub-relations
  std::optional<SymbolId> property_key(const ast::Name& name, bool of_graph_element);

  // The slice of a MATCH: the one it states, or the default.
  plan::SliceIndex slice(const ast::TimeClauses& time);
  plan::SliceIndex add_slice(const ast::ValidTimeClause& clause);

 private:
  void warn_unknown(std::string_view what, const ast::Name& name, const std::vector<std::string>& known);

  std::optional<std::vector<std::string>> labels_, types_, keys_;
  std::vector<std::pair<ast::ValidTimeClause, plan::SliceIndex>> slices_;
};

}  // namespace entente

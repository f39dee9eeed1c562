// What the parts of the binder share while one statement is bound.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/graph/named_types.hpp"
#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"
#include "query/plan/update.hpp"
#include "query/semantics/scope.hpp"
#include "query/syntax/ast.hpp"

namespace entente {

class Statement {
 public:
  explicit Statement(const TemporalGraph& graph) : graph(graph) {}

  const TemporalGraph& graph;
  plan::Plan plan;
  std::vector<plan::WritingPart> parts;                 // of a statement that writes
  ProcedureList procedures;                             // of the program's own
  plan::SliceIndex default_slice = -1;                  // of each MATCH that states none
  std::optional<ast::SystemTimeClause> default_system;  // the same of system time
  std::vector<plan::Slot> times_of_nodes;               // slots that WITH made of valid(node)

  // Warns where one side of a comparison of periods is valid(node) as WITH passed it on, of which relations of order
  // say nothing any more.
  void warn_order_lost(const plan::ExpressionPtr& side, SourceSpan place);

  // `name` is what EXPLAIN calls it; empty: a made-up one.
  plan::Slot new_slot(std::string name = {}, Kind type = Kind::kAny) { return plan.add_slot(std::move(name), type); }

  // Names to symbols. One that nothing in the snapshot has is no error: it gives a warning with the nearest known name.
  std::optional<SymbolId> label(const ast::Name& name);
  void relation_types(const ast::Name& name, NamedTypes& types);  // with its sub-relations, or as an inverse
  // `object`: how the query names what has the property, for the hint; empty: it does not.
  std::optional<SymbolId> property_key(const ast::Name& name, bool of_graph_element, std::string_view object = {});

  // Warns, with the nearest names, where `name` is a text that no entity is called: exactly so, or in any spelling, by
  // an alias or by its key.
  enum class Spelling { kExact, kAny };
  void warn_unknown_name(const plan::ExpressionPtr& name, Spelling spelling);

  // The slice of a MATCH: the time and the sources that it states, or those of the default; under a reading that its
  // pattern states.
  plan::SliceIndex slice(const ast::TimeClauses& time, const ast::ExpressionPtr& according_to,
                         std::optional<Reading> reading = std::nullopt);
  // Notes that something reads the graph at this system time, or that of the default. A statement reads one state of
  // the store: fails where another one was noted.
  void note_system(const std::optional<ast::SystemTimeClause>& stated, SourceSpan place);
  // Whether what was noted is a range of states. Then `states_ended` says that the rows so far are those of all.
  bool reads_states() const { return plan.system && plan.system->range != ast::TimeRange::kAsOf; }
  bool states_ended = false;
  // Fails where a pattern or call at `place` would have to be asked of each state, and is behind them.
  void require_state(SourceSpan place) const;

 private:
  void warn_unknown(std::string_view what, const ast::Name& name, const std::vector<std::string>& known,
                    std::string hint = {});

  std::optional<std::vector<std::string>> labels_, types_, keys_;
  // What the slices of the plan were made of.
  struct Stated {
    ast::ValidTimeClause valid;
    ast::ExpressionPtr according_to;
  };
  plan::SliceIndex add_slice(const Stated& stated);
  plan::ExpressionPtr bind_free(const ast::ExpressionPtr& expression, std::string_view place, std::string_view rule);
  std::vector<Stated> slices_;
  // What was noted first; within, absent: the newest state.
  std::optional<std::optional<ast::SystemTimeClause>> system_;
};

}  // namespace entente

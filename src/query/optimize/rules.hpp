// The rules, a file each. What a rule does stands in the table in optimize.cpp.
#pragma once

#include <functional>

#include "entente/graph/temporal_graph.hpp"
#include "query/plan/plan.hpp"

namespace entente {

void push_filters(plan::Plan& plan, const TemporalGraph& graph);
void order_patterns(plan::Plan& plan, const TemporalGraph& graph);
void merge_filters(plan::Plan& plan, const TemporalGraph& graph);
void scan_by_label(plan::Plan& plan, const TemporalGraph& graph);
void seek_by_property(plan::Plan& plan, const TemporalGraph& graph);
void bound_type_scans(plan::Plan& plan, const TemporalGraph& graph);
void keep_top_rows(plan::Plan& plan, const TemporalGraph& graph);
void count_steps(plan::Plan& plan, const TemporalGraph& graph);
void sorted_input(plan::Plan& plan, const TemporalGraph& graph);
void filter_by_valid_time(plan::Plan& plan, const TemporalGraph& graph);
void distinct_ends(plan::Plan& plan, const TemporalGraph& graph);
void project_late(plan::Plan& plan, const TemporalGraph& graph);
void drop_unneeded(plan::Plan& plan, const TemporalGraph& graph);

// `change` for each operator of the plan, those of subqueries inside expressions included, inputs before what reads
// them.
void rewrite(plan::Plan& plan, const std::function<plan::OperatorPtr(const plan::OperatorPtr&)>& change);

// The same under `root` alone, subqueries inside its expressions included.
plan::OperatorPtr rewrite(const plan::OperatorPtr& root,
                          const std::function<plan::OperatorPtr(const plan::OperatorPtr&)>& change);

}  // namespace entente

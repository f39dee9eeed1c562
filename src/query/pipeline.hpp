// The life of a query, in seven calls: lex → parse → bind → plan → optimize → build → run.
// No I/O and no clock: (text, parameters, snapshot, now) → table.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/temporal_graph.hpp"
#include "entente/model/table.hpp"
#include "entente/run_control.hpp"
#include "query/execute/csv_rows.hpp"
#include "query/plan/plan.hpp"

namespace entente {

struct PrepareOptions {
  bool optimize = true;  // false: all rules off; the rows are the same
  std::string
      as_of;  // default valid time of the statement where it states none: an EDTF date; empty: all of valid time
  Reading reading = Reading::kCertain;         // with as_of: CERTAINLY, PRESUMABLY or POSSIBLY AS OF
  std::vector<std::string> according_to = {};  // default sources of the statement; empty: anybody's word
  std::string system_time = {};  // default of the statement's FOR SYSTEM_TIME: a date, or "commit 3"; empty: the newest
  ProcedureList procedures = {};  // beside the builtin ones
  bool all_elements =
      false;  // Table::elements gets all nodes and relations that the rows matched, not just the returned ones
};

// Both work on any stack: where the caller's is too small for a statement at its limits, on a thread of their own that
// ends with the call.

// Text to plan, for one snapshot (names become symbols of it). Throws Error with a span into `text`.
std::shared_ptr<const plan::Plan> prepare(std::string_view text, const TemporalGraph& graph,
                                          const PrepareOptions& options = {});

// Whether running it changes the store (update/run_writing.hpp); to explain it does not.
bool is_writing(const plan::Plan& plan);

struct KeptRows;  // execute.hpp

struct RunOptions {
  Instant now;
  std::size_t max_rows = 0;  // 0: no bound; otherwise kLimit beyond it
  bool boost_paths = false;  // shortest paths by Boost.Graph
  std::vector<TimeCut> cuts = {};
  RunControl control = {};
  const KeptRows* kept = nullptr;  // rows of an update, from which the plan goes on
  OpenCsv open_csv = nullptr;      // of LOAD CSV; empty: it is refused
};

// Runs a plan over the snapshot it was prepared for, and collects its rows; running_query.hpp gives them as they come.
// Throws Error (at_runtime) with a span into the query's text.
Table run(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters, const RunOptions& options);

// Calls `work` with as much stack as a statement at its limits takes: for parts of a run.
void with_query_stack(const std::function<void()>& work);

// The lines of a text that ends in a line feed.
std::vector<std::string> lines_of(const std::string& text);

}  // namespace entente

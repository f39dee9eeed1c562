// A plan while it is run: its rows, a batch at a time.
#pragma once

#include <memory>
#include <optional>

#include "query/execute/execute.hpp"
#include "query/pipeline.hpp"

namespace entente {

// Those of the table that a run of the plan gives.
std::vector<std::string> columns_of(const plan::Plan& plan);

// Throws where a parameter is missing that a call takes without naming it, or where one is no text in UTF-8.
void require_parameters(const plan::Plan& plan, const Map& parameters);

// Everything handed over must outlive this. What throws throws Error, at_runtime, with a span into the query's text;
// the run is then over.
class RunningQuery {
 public:
  // Throws where a parameter is missing or is no text in UTF-8, or where the window of the statement can't be told.
  RunningQuery(const plan::Plan& plan, const TemporalGraph& graph, const Map& parameters, const RunOptions& options);
  ~RunningQuery();

  // Appends the next rows, with the elements that they hold, to `table`; False: there are none left, now and later.
  // `kept`: they count for what the run keeps.
  bool next(Table& table, MemoryCharge* kept = nullptr);
  // What stands beside the rows: columns, warnings, what the slice left out. When all rows were given; cost: as
  // count_withheld.
  void finish(Table& table);
  // All of it.
  void collect(Table& table);

 private:
  template <class Work>
  void at_runtime(const Work& work);
  void start();

  const plan::Plan& plan_;
  const TemporalGraph& graph_;
  const Map& parameters_;
  const RunOptions& options_;
  RunWatch watch_;
  ExecutionContext context_;
  Profile profile_;                    // of PROFILE
  std::unique_ptr<RowSource> source_;  // null: before the first row, and of an explanation
  std::optional<Batch> batch_;
  std::size_t rows_ = 0;  // given so far
  bool ended_ = false;
};

}  // namespace entente

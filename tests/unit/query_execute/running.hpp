// Runs queries over small graphs and shows rows as text.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "formats/cell.hpp"
#include "query/pipeline.hpp"
#include "support/graphs.hpp"

namespace entente {

using Rows = std::vector<std::string>;

inline Table table_of(const TemporalGraph& graph, std::string_view query, const Map& parameters = {},
                      bool optimize = true) {
  PrepareOptions options;
  options.optimize = optimize;
  return run(*prepare(query, graph, options), graph, parameters, {});
}

// "a | 1" a row; null spelt out. The rows must be the same, but for their order, with all rules of the optimizer off.
inline Rows rows_of(const TemporalGraph& graph, std::string_view query, const Map& parameters = {}) {
  std::vector<Rows> answers;
  for (const bool optimize : {true, false}) {
    const Table table = table_of(graph, query, parameters, optimize);
    Rows& rows = answers.emplace_back();
    for (const std::vector<Value>& values : table.rows) {
      std::string text;
      for (const Value& value : values) {
        if (!text.empty()) text += " | ";
        text += value.is_null() ? "null" : cell_text(value, table.elements);
      }
      rows.push_back(std::move(text));
    }
  }
  Rows sorted = answers[0], plain = answers[1];
  std::sort(sorted.begin(), sorted.end());
  std::sort(plain.begin(), plain.end());
  EXPECT_EQ(sorted, plain) << query;
  return answers[0];
}

inline Rows sorted_rows(const TemporalGraph& graph, std::string_view query, const Map& parameters = {}) {
  Rows rows = rows_of(graph, query, parameters);
  std::sort(rows.begin(), rows.end());
  return rows;
}

// The failure of a query; fails the test where there is none.
inline Error error_of(const TemporalGraph& graph, std::string_view query, const Map& parameters = {}) {
  try {
    table_of(graph, query, parameters);
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error: " << query;
  return Error(ErrorCode::kNotFound, "no error");
}

}  // namespace entente

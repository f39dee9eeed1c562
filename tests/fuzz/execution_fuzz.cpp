// Any statement over any small graph has the same rows with all rules of the optimizer and with none.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "query/pipeline.hpp"
#include "query/plan/print.hpp"
#include "support/random_queries.hpp"

namespace {

using namespace entente;

std::vector<std::string> rows_of(const TemporalGraph& graph, const std::string& text, bool optimize) {
  PrepareOptions options;
  options.optimize = optimize;
  std::vector<std::string> rows;
  for (const std::vector<Value>& row : run(*prepare(text, graph, options), graph, {}, {}).rows) {
    std::string& line = rows.emplace_back();
    for (const Value& value : row) line += plan::print_value(value) + " | ";
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const auto graph = tangled_world(data[0]);
  std::size_t at = 1;
  const std::string text = QueryMaker([&] { return at < size ? unsigned{data[at++]} : 0u; }).make();
  if (rows_of(*graph, text, true) != rows_of(*graph, text, false)) {
    std::fprintf(stderr, "over the graph of seed %u: %s\n", unsigned{data[0]}, text.c_str());
    std::abort();
  }
  return 0;
}

// What the words before a pattern ask of each of its paths.
#pragma once

#include <string_view>
#include <vector>

#include "entente/graph/path_choice.hpp"
#include "query/functions/function.hpp"

namespace entente {

// A function of a path, under the slice of its call, and of constants behind it. It has no name in queries.
struct PathTest {
  const Function* function;
  std::vector<Value> constants;
};

// What is said of its time and mode, not of the goal.
std::vector<PathTest> path_tests(const PathSelection& selection);

// Whether the function is the test of a path's times, and the place of its arguments that says under which reading: a
// number of Reading, or negative for that of the slice.
bool is_test_of_times(const Function& function);
inline constexpr std::size_t kReadingOfTest = 1;

// Whether a second argument says how the path is walked in order of time (arrival, departure, hops).
bool takes_manner(const Function& function);
// Reads it: the time of travel, or a map. Throws kType, kArgument.
PathSelection manner_argument(const Value& value, std::string_view function);

}  // namespace entente

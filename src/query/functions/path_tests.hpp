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
inline constexpr std::size_t kReadingOfTest = 2;

// What is said before a pattern of how its paths are walked in order of time, as the last argument of a function that
// walks them (arrival, departure, hops); null: nothing.
Value manner_of(const PathSelection& selection);
bool takes_manner(const Function& function);
// Reads such an argument, which may be the time of travel alone. Throws kType, kArgument.
PathSelection manner_argument(const Value& value, std::string_view function);

}  // namespace entente

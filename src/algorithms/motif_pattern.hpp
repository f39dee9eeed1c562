// A motif as text: relations in order of time between entities that have names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"

namespace entente {

inline constexpr std::size_t kMostMotifNodes = 4;
inline constexpr std::size_t kMostMotifSteps = 4;

struct MotifPattern {
  struct Step {
    std::uint8_t from, to;  // among `names`
  };
  std::vector<Step> steps;         // in order of time
  std::vector<std::string> names;  // in order of first mention
};

// Reads "a>b, b>c, c>a": first a relation from a to b, later one from b to c, still later one from c to a. Names are
// letters, digits and `_`, and stand for different entities. Errors: kSyntax with the place; kArgument for more than 4
// relations or entities, a relation from an entity to itself, and a pattern that does not hang together.
Result<MotifPattern> read_motif_pattern(std::string_view text);

}  // namespace entente

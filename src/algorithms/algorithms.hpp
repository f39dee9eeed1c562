// The algorithms by name: what the query language and the command line can call, with the text that help and reference
// print.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "entente/graph/view.hpp"
#include "entente/model/value.hpp"

namespace entente {

struct AlgorithmCall {
  const View& view;
  std::span<const Value> arguments;  // an entity is given as a node or by its key
};

struct Algorithm {
  std::string_view name;
  std::string_view signature;  // name(argument :: TYPE, …) :: (column :: TYPE, …); a default makes an argument optional
  std::string_view summary;
  std::string_view example;                                           // a call with literal arguments
  std::vector<std::vector<Value>> (*function)(const AlgorithmCall&);  // rows; throws kArgument, kType, kNotFound
};

// All of them, in order of name.
std::span<const Algorithm> algorithms();
// Null where there is none of that name.
const Algorithm* find_algorithm(std::string_view name);

}  // namespace entente
